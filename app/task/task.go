package task

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// Work runs away from the window and returns what to do on its thread with the
// answer. It must not touch a widget itself. It may return nil.
type Work func(ctx context.Context) (show func())

// Runner runs work for one session.
type Runner struct {
	ctx  context.Context
	run  func(func()) // away from the window
	show func(func()) // on the window's thread

	inline bool
	open   sync.WaitGroup
}

// New is a runner for a window. It ends with ctx.
func New(ctx context.Context) *Runner {
	return &Runner{ctx: ctx, run: func(f func()) { go f() }, show: fyne.Do}
}

// On is a runner for a window whose thread is reached through show, so that
// what races with the window can be tested without one.
func On(ctx context.Context, show func(func())) *Runner {
	return &Runner{ctx: ctx, run: func(f func()) { go f() }, show: show}
}

// Inline is a runner that does everything at once where it is called, so that
// a model can be tested without a window. Every never ticks.
func Inline(ctx context.Context) *Runner {
	at := func(f func()) { f() }
	return &Runner{ctx: ctx, run: at, show: at, inline: true}
}

// Run starts work and shows its answer, unless the session is over by then.
func (r *Runner) Run(work Work) { r.start(r.ctx, work, func() bool { return true }) }

// Show runs f on the window's thread, for progress from within work.
func (r *Runner) Show(f func()) {
	r.show(func() {
		if r.ctx.Err() == nil {
			f()
		}
	})
}

// Wait returns when no work is running any more.
func (r *Runner) Wait() { r.open.Wait() }

// Over reports whether the session has ended.
func (r *Runner) Over() bool { return r.ctx.Err() != nil }

func (r *Runner) start(ctx context.Context, work Work, current func() bool) {
	if ctx.Err() != nil {
		return
	}
	r.open.Add(1)
	r.run(func() {
		defer r.open.Done()
		show := work(ctx)
		if show == nil || ctx.Err() != nil {
			return
		}
		r.show(func() {
			if ctx.Err() == nil && current() {
				show()
			}
		})
	})
}

// Within runs f away from the caller and returns when it has ended or the time
// is up, whichever is first. f is told by its context and may come back late.
// It belongs to no session, so it works after one has ended.
func Within(limit time.Duration, f func(ctx context.Context)) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	done := make(chan struct{})
	go func() {
		defer cancel()
		defer close(done)
		f(ctx)
	}()
	select {
	case <-done:
	case <-ctx.Done():
	}
}

// Aside runs f away from the caller, and nobody waits for it: for a device that
// may never answer. What it does must not matter to a session.
func Aside(f func()) { go f() }

// Every calls f on the window's thread once each interval until stop is called
// or the session ends.
func (r *Runner) Every(interval time.Duration, f func()) (stop func()) {
	ctx, cancel := context.WithCancel(r.ctx)
	if !r.inline {
		r.run(func() { r.tick(ctx, interval, f) })
	}
	return cancel
}

func (r *Runner) tick(ctx context.Context, interval time.Duration, f func()) {
	t := time.NewTicker(interval)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			r.show(func() {
				if ctx.Err() == nil {
					f()
				}
			})
		}
	}
}

// Slot keeps only the newest answer: starting again cancels what ran before,
// and its answer is never shown. A slot belongs to the window's thread.
type Slot struct {
	r            *Runner
	cancel, stop context.CancelFunc
	turn         int
}

// NewSlot is an empty slot of a runner.
func NewSlot(r *Runner) *Slot { return &Slot{r: r, cancel: func() {}, stop: func() {}} }

// Run replaces whatever the slot was doing.
func (s *Slot) Run(work Work) {
	s.Cancel()
	ctx, cancel := context.WithCancel(s.r.ctx)
	own, stop := context.WithCancel(ctx) // lives on until the slot is used again: what the work began may go on
	s.cancel, s.stop = cancel, stop
	turn := s.turn
	s.r.start(ctx, func(context.Context) func() { return work(own) }, func() bool { return turn == s.turn })
}

// Stop ends what runs because a person wants it to; its answer is shown.
func (s *Slot) Stop() { s.stop() }

// Cancel stops what runs and drops its answer.
func (s *Slot) Cancel() {
	s.cancel()
	s.turn++
}

// Ask runs a question and hands its answer to the window's thread.
func Ask[T any](s *Slot, ask func(context.Context) (T, error), answer func(T, error)) {
	s.Run(func(ctx context.Context) func() {
		v, err := ask(ctx)
		return func() { answer(v, err) }
	})
}
