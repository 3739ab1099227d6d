package idle

import (
	"context"
	"fmt"
	"time"

	"github.com/ebitengine/purego"
)

// Lines are the lines of this system. Sleep is seen by the clocks, and before
// that by the screen, which macOS locks first.
func Lines(_ *Hold, now func() time.Time) []Line[Cause] { return []Line[Cause]{Clocks(now), desktop} }

// System is the source of macOS. It was written from Apple's headers and has
// only been compiled: nobody has run it yet.
func System() (Source, error) { return openQuartz() }

// desktop is the line to the login session of macOS, looked at once a second:
// its notifications want a run loop on the main thread, which is the window's.
func desktop(context.Context) (Stream[Cause], error) {
	q, err := openQuartz()
	if err != nil {
		return nil, err
	}
	return &login{q: q, ticker: time.NewTicker(tick)}, nil
}

type login struct {
	q      *quartz
	ticker *time.Ticker
	last   Cause
}

func (l *login) Next(ctx context.Context) (Cause, error) {
	for {
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-l.ticker.C:
			now := l.q.cause()
			if was := l.last; now != was {
				if l.last = now; now != "" {
					return now, nil
				}
			}
		}
	}
}

func (l *login) Close() error {
	l.ticker.Stop()
	return nil
}

// Of CGEventSource.h and CFString.h.
const (
	hidState = 1          // kCGEventSourceStateHIDSystemState: what hands do, not what programs send
	anyInput = ^uint32(0) // kCGAnyInputEventType
	utf8     = 0x08000100 // kCFStringEncodingUTF8
)

// quartz is what macOS is called for.
type quartz struct {
	seconds    func(state int32, event uint32) float64
	session    func() uintptr
	text       func(allocator uintptr, s string, encoding uint32) uintptr
	value      func(dictionary, key uintptr) uintptr
	drop       func(object uintptr)
	no         uintptr // kCFBooleanFalse
	locked, on uintptr // keys of the session's dictionary
}

func openQuartz() (*quartz, error) {
	q := &quartz{}
	graphics, err := framework("CoreGraphics")
	if err != nil {
		return nil, err
	}
	foundation, err := framework("CoreFoundation")
	if err != nil {
		return nil, err
	}
	for _, f := range []struct {
		in   uintptr
		name string
		to   any
	}{
		{graphics, "CGEventSourceSecondsSinceLastEventType", &q.seconds},
		{graphics, "CGSessionCopyCurrentDictionary", &q.session},
		{foundation, "CFStringCreateWithCString", &q.text},
		{foundation, "CFDictionaryGetValue", &q.value},
		{foundation, "CFRelease", &q.drop},
	} {
		at, err := purego.Dlsym(f.in, f.name)
		if err != nil {
			return nil, fmt.Errorf("idle: macOS has no %s: %w", f.name, err)
		}
		purego.RegisterFunc(f.to, at)
	}
	// The two booleans are single objects; every other value is a yes.
	no, err := purego.Dlsym(foundation, "kCFBooleanFalse")
	if err != nil {
		return nil, fmt.Errorf("idle: macOS has no booleans: %w", err)
	}
	q.no = pointedTo(no)
	q.locked, q.on = q.text(0, "CGSSessionScreenIsLocked", utf8), q.text(0, "kCGSSessionOnConsoleKey", utf8)
	return q, nil
}

func framework(name string) (uintptr, error) {
	lib, err := purego.Dlopen("/System/Library/Frameworks/"+name+".framework/"+name, purego.RTLD_NOW|purego.RTLD_GLOBAL)
	if err != nil {
		return 0, fmt.Errorf("idle: load %s: %w", name, err)
	}
	return lib, nil
}

// Idle is how long no hand has moved anything.
func (q *quartz) Idle() (time.Duration, error) {
	return time.Duration(q.seconds(hidState, anyInput) * float64(time.Second)), nil
}

func (q *quartz) Close() {}

// cause is why the session as it is now should be locked; nothing mostly. A
// session that macOS does not describe has no screen that anybody could see.
func (q *quartz) cause() Cause {
	d := q.session()
	if d == 0 {
		return Left
	}
	defer q.drop(d)
	if v := q.value(d, q.locked); v != 0 && v != q.no {
		return Screen
	}
	if q.value(d, q.on) == q.no {
		return Left
	}
	return ""
}
