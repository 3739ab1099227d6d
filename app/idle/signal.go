package idle

import (
	"context"
	"time"
)

// Cause is why the lock is called for.
type Cause string

// The causes. All lock alike; only before sleep somebody waits for the end.
const (
	Asked   Cause = "asked"   // by a person, or by a screen of ours
	Away    Cause = "away"    // nobody has been there for too long
	Slept   Cause = "slept"   // the clocks say that the computer, or this process, stood still
	Sleep   Cause = "sleep"   // the computer is about to sleep
	End     Cause = "end"     // the computer is about to be switched off
	Screen  Cause = "screen"  // the screen was locked, or its saver came on
	Session Cause = "session" // the desktop was told to lock
	Left    Cause = "left"    // another person's desktop is in front, or the cable to this one was cut
	Lid     Cause = "lid"     // the lid was closed
	Plugged Cause = "plugged" // storage or a phone was plugged in while a packer was signed in
)

// Stream is one place of the system that tells things.
type Stream[T any] interface {
	// Next waits for the next thing. An error means that this stream is at its
	// end; it is closed and another one opened.
	Next(context.Context) (T, error)
	Close() error
}

// Line opens a stream, now or again after it broke.
type Line[T any] func(context.Context) (Stream[T], error)

// How long a line that broke rests before it is tried again: soon at first,
// twice as long each time, and never longer than late.
const (
	soon = time.Second
	late = time.Minute
)

// Follow hands call whatever a line tells, in a goroutine of its own, until ctx
// ends. A line that is not there, breaks or begins anew is nobody's trouble:
// the other lines go on, and this one is tried again. call must not take long:
// only this line waits for it.
func Follow[T any](ctx context.Context, line Line[T], call func(T)) {
	go func() {
		for rest := soon; ctx.Err() == nil; rest = min(2*rest, late) {
			began := time.Now()
			hear(ctx, line, call)
			if time.Since(began) > late {
				rest = soon
			}
			pause(ctx, rest)
		}
	}()
}

// hear is one stream of a line, from its beginning to its end.
func hear[T any](ctx context.Context, line Line[T], call func(T)) {
	s, err := line(ctx)
	if err != nil {
		return // it is tried again
	}
	defer func() { _ = s.Close() }() // it is given up
	for {
		v, err := s.Next(ctx)
		if err != nil || ctx.Err() != nil {
			return
		}
		call(v)
	}
}

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
