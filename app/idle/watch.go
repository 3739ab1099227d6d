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

// tick is how often the watch looks; a gap is what a clock may jump before it
// counts as sleep.
const (
	tick = time.Second
	gap  = 20 * time.Second
)

// Patience is how long a lock may take before it is forced.
const Patience = 2 * time.Second

// Calls are what a watch does. All come from its own goroutine.
type Calls struct {
	Lock  func()                   // asks the window's thread to lock; at most once
	Force func()                   // ends the process, whatever the window is doing
	Warn  func(left time.Duration) // 0 when somebody is back
}

// Insist forces a lock that has not ended the process within Patience, until
// stop is called.
func Insist(force func()) (stop func()) {
	t := time.AfterFunc(Patience, force)
	return func() { t.Stop() }
}

// Watch calls for the lock once nobody has been there for the limit, or the
// computer has slept.
type Watch struct {
	source Source
	now    func() time.Time // with its monotonic reading
	calls  Calls

	mu      sync.Mutex
	limit   time.Duration
	touched time.Time
	locked  bool
	warned  bool
}

// New is a watch that has not begun. source may be nil.
func New(source Source, now func() time.Time, limit time.Duration, calls Calls) *Watch {
	return &Watch{source: source, now: now, calls: calls, limit: limit, touched: now()}
}

// Start watches until ctx ends.
func (w *Watch) Start(ctx context.Context) { go w.run(ctx) }

// Touch says that there was input in our own window.
func (w *Watch) Touch() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.touched = w.now()
}

// SetLimit changes how long is too long.
func (w *Watch) SetLimit(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.limit = d
}

func (w *Watch) run(ctx context.Context) {
	t := time.NewTicker(tick)
	defer t.Stop()
	if w.source != nil {
		defer w.source.Close()
	}
	last := w.now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			now := w.now()
			if slept(now.Round(0).Sub(last.Round(0)), now.Sub(last)) {
				w.fire()
				return
			}
			last = now
			if w.look(now) {
				return
			}
		}
	}
}

// slept compares how far both clocks went since the last look: the monotonic
// one stands still while the computer sleeps. A process that was stopped, and a
// wall clock set back, count too.
func slept(wall, mono time.Duration) bool {
	d := wall - mono
	return d > gap || d < -gap || mono > gap
}

// look warns or locks, and reports whether it locked.
func (w *Watch) look(now time.Time) bool {
	w.mu.Lock()
	idle := now.Sub(w.touched)
	limit, warned := w.limit, w.warned
	w.mu.Unlock()
	if w.source != nil {
		if d, err := w.source.Idle(); err == nil {
			idle = min(idle, d)
		}
	}
	left := limit - idle
	switch {
	case left <= 0:
		w.fire()
		return true
	case left <= Warning:
		w.say(true, left)
	case warned:
		w.say(false, 0)
	}
	return false
}

func (w *Watch) say(warned bool, left time.Duration) {
	w.mu.Lock()
	w.warned = warned
	w.mu.Unlock()
	w.calls.Warn(left)
}

// fire asks for the lock. A lock ends the process, and this goroutine with it:
// if it is still here after Patience, the window's thread hangs and the lock is
// forced without it.
func (w *Watch) fire() {
	w.mu.Lock()
	done := w.locked
	w.locked = true
	w.mu.Unlock()
	if !done {
		w.calls.Lock()
		time.Sleep(Patience)
		w.calls.Force()
	}
}
