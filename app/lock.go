package app

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"nifuda/app/idle"
	"nifuda/app/task"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// How long a lock may wait for what it would like to keep, beside parking. All
// three together stay below idle.Patience: what hangs is given up, and what is
// open is closed by the end of the process.
const (
	noting  = 250 * time.Millisecond // for the entry of what was plugged in
	closing = 200 * time.Millisecond // for the files
)

// latch is what signals to lock may touch: they come from goroutines of their
// own, and no widget keeps them waiting.
type latch struct {
	always  *task.Runner  // to the window's thread, also after a session
	turn    atomic.Uint64 // lock events so far
	opening atomic.Int32  // unlocks that are running
	locked  bool          // nothing comes any more but the fresh process; the window's own

	mu    sync.Mutex
	in    Opened // who is in; nothing while locked
	noted func() // writes down what was in progress a moment ago; nil while nothing was
}

// enters says who is in from here on.
func (l *latch) enters(in Opened) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.in = in
}

func (l *latch) who() Opened {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.in
}

func (l *latch) notes(write func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.noted = write
}

func (l *latch) park() {
	l.mu.Lock()
	write := l.noted
	l.mu.Unlock()
	if write != nil {
		write()
	}
}

// listen begins to follow every line that calls for the lock.
func (s *Shell) listen(ctx context.Context) {
	for _, line := range s.c.Signals {
		idle.Follow(ctx, line, s.called)
	}
	if s.c.Arrivals != nil {
		idle.Follow(ctx, s.c.Arrivals, s.arrived)
	}
}

// called is a lock event, from any goroutine. An unlock that began before it
// opens nothing any more; the window's thread does the rest, and is not waited
// for beyond idle.Patience where there is something to close.
func (s *Shell) called(cause idle.Cause) {
	s.latch.turn.Add(1)
	stop := func() {}
	if s.latch.who().keeper() != nil || s.latch.opening.Load() > 0 {
		stop = idle.Insist(s.force)
	}
	s.latch.always.Show(func() {
		defer stop()
		s.lockFor(cause)
	})
}

// arrived is something plugged in, from any goroutine. It locks a packer's
// session, once it is in her chain; an owner is shown it.
func (s *Shell) arrived(a data.Arrival) {
	in := s.latch.who()
	if in.keeper() == nil {
		return
	}
	stop := func() {}
	if in.Shift != nil {
		s.latch.turn.Add(1)
		stop = idle.Insist(s.force)
	}
	task.Within(noting, func(ctx context.Context) { _ = in.keeper().Arrived(ctx, string(a.What), a.Name) }) // nobody may wait longer
	s.latch.always.Show(func() {
		defer stop()
		if in.Shift != nil {
			s.lockFor(idle.Plugged)
			return
		}
		s.showArrival(a)
	})
}

// showArrival tells the owner at once what the log keeps.
func (s *Shell) showArrival(a data.Arrival) {
	if s.frame == nil {
		return
	}
	w := s.words
	what := w.Say("event.what." + string(a.What))
	if name := data.TidyText(a.Name, 80); name != "" {
		what = w.Say("foot.arrival.named", "what", what, "name", name)
	}
	s.frame.foot.tell(widgets.Waits, w.Say("foot.arrival", "what", what))
}

// force locks without the window's thread. What was in progress is parked as it
// was noted last.
func (s *Shell) force() {
	s.latch.park()
	s.c.Lock()
}

// Lock ends everything at once and hands over to main, which never returns. It
// asks nothing; what is in progress is parked if that takes no time. Should any
// of it hang, main is called without it. Where nothing is open, what was typed
// is wiped, and nobody sees more of it.
func (s *Shell) Lock() {
	s.latch.turn.Add(1)
	s.lockFor(idle.Asked)
}

func (s *Shell) lockFor(cause idle.Cause) {
	switch {
	case s.latch.locked:
	case s.life.keeper != nil || s.latch.opening.Load() > 0:
		s.shut()
	default:
		if s.shown != nil {
			s.shown.Wipe()
		}
		if cause == idle.Sleep {
			s.c.Hold.Release()
		}
	}
}

// shut locks what is open. An unlock that is running goes with the process: its
// passphrase must not outlive the lock by the second that it takes.
func (s *Shell) shut() {
	defer idle.Insist(s.c.Lock)()
	s.latch.locked = true
	s.latch.enters(Opened{})
	s.life.end()
	keep := s.clear()
	s.window.SetContent(widgets.Ground(theme.Paper, widgets.Slot()))
	keep()
	putAway(s.life.keeper)
	s.c.Lock()
}

// putAway closes what is open. The process ends next: a file that will not
// close now is closed by that.
func putAway(open keeper) {
	if open != nil {
		task.Within(closing, func(context.Context) { _ = open.Close() })
	}
}

// drop throws away what a door gave too late. It held keys, so the process
// goes with it.
func (s *Shell) drop(late keeper) {
	defer idle.Insist(s.c.Lock)()
	s.latch.locked = true
	putAway(late)
	s.c.Lock()
}

// admit takes what a door gave to the window's thread, and through take to the
// screen. turn and ctx are from before the door was tried: what comes after a
// lock event is thrown away.
func (s *Shell) admit(ctx context.Context, turn uint64, in Opened, take func()) error {
	s.latch.always.Show(func() {
		if ctx.Err() != nil || turn != s.latch.turn.Load() {
			s.drop(in.keeper())
			return
		}
		s.life.keeper, s.life.session, s.life.shift = in.keeper(), in.Desk, in.Shift
		s.latch.enters(in)
		take()
	})
	return ctx.Err()
}

// close is the window's own button: what is open is locked up, then it ends.
func (s *Shell) close() {
	s.measure()
	s.latch.locked = true
	s.latch.enters(Opened{})
	s.life.end()
	s.clear()()
	putAway(s.life.keeper)
	s.window.Close()
}

// untilPainted lets the computer sleep once the window has shown its first
// picture, where the process before this one kept it awake for that.
func (s *Shell) untilPainted() {
	if !s.c.Hold.Handed() {
		return
	}
	// From another goroutine, the call comes back after the frame that is being
	// painted now.
	painted := widgets.Painted(func() { task.Aside(func() { s.latch.always.Show(s.c.Hold.Painted) }) })
	s.window.SetContent(container.NewStack([]fyne.CanvasObject{painted, s.window.Content()}...))
}
