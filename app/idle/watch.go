package idle

import (
	"context"
	"sync"
	"time"
)

// Source tells for how long the system has seen no input.
type Source interface {
	Idle() (time.Duration, error)
	Close()
}

// Warning is how long before the lock the warning begins.
const Warning = 30 * time.Second

// Patience is how long a lock may take, from the signal to the end of the
// process, before it is forced. What is not parked by then is given up: a lock
// is over within a second, and the fresh process needs some of it.
const Patience = 750 * time.Millisecond

// Insist forces a lock that has not ended the process within Patience, until
// stop is called.
func Insist(force func()) (stop func()) {
	t := time.AfterFunc(Patience, force)
	return func() { t.Stop() }
}

// Calls are what a watch does, from its own goroutine.
type Calls struct {
	Lock func()                   // at most once; must not wait for the window
	Warn func(left time.Duration) // 0 when somebody is back
}

// Watch calls for the lock once nobody has been there for the limit.
type Watch struct {
	source Source
	now    func() time.Time // with its monotonic reading
	calls  Calls

	mu      sync.Mutex
	limit   time.Duration
	touched time.Time
	warned  bool
}

// New is a watch that has not begun. source may be nil.
func New(source Source, now func() time.Time, limit time.Duration, calls Calls) *Watch {
	return &Watch{source: source, now: now, calls: calls, limit: limit, touched: now()}
}

// Start watches until ctx ends.
func (w *Watch) Start(ctx context.Context) {
	go w.run(ctx)
	if w.source != nil {
		go w.ask(ctx)
	}
}

// Touch says that there was input in our own window.
func (w *Watch) Touch() { w.seen(w.now()) }

func (w *Watch) seen(at time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if at.After(w.touched) {
		w.touched = at
	}
}

// SetLimit changes how long is too long.
func (w *Watch) SetLimit(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.limit = d
}

// ask asks the system for the last input. It has a goroutine apart: a display
// server that hangs does not answer, and must not keep the door open.
func (w *Watch) ask(ctx context.Context) {
	defer w.source.Close()
	t := time.NewTicker(tick)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			if d, err := w.source.Idle(); err == nil {
				w.seen(w.now().Add(-d))
			}
		}
	}
}

func (w *Watch) run(ctx context.Context) {
	t := time.NewTicker(tick)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			if w.look(w.now()) {
				w.calls.Lock()
				return
			}
		}
	}
}

// look warns, and reports whether it is time to lock.
func (w *Watch) look(now time.Time) bool {
	w.mu.Lock()
	left, warned := w.limit-now.Sub(w.touched), w.warned
	w.warned = left <= Warning
	w.mu.Unlock()
	switch {
	case left <= 0:
		return true
	case left <= Warning:
		w.calls.Warn(left)
	case warned:
		w.calls.Warn(0)
	}
	return false
}
