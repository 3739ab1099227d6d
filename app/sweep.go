package app

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"nifuda/app/widgets"
	"nifuda/data"
	printing "nifuda/labels/printer"
)

// Swept is what was found of earlier sessions' print jobs with the printing
// system: how many copies are gone now, how many jobs still print, and the
// names of those that could not be removed. The names say nothing.
type Swept struct {
	Purged  int
	Waiting int
	Kept    []string
}

// sweeping is the sweep of this process: it begins before anybody signs in.
type sweeping struct {
	at     Swept
	asked  bool   // the printing system is at it
	before int    // copies removed by sweeps that did not come to their end
	stop   func() // no more of them
	done   bool
	told   bool // the file that is open has it
}

// sweepAgain is when a printing system that did not answer is asked again.
const sweepAgain = time.Minute

// sweep clears what earlier sessions left with the printing system. A locked
// process does it too: it needs no key.
func (s *Shell) sweep() {
	s.life.care.swept.stop = s.life.run.Every(sweepAgain, s.sweepOnce)
	s.sweepOnce()
}

// sweepOnce asks the printing system, unless that is going on: a job may print
// for minutes, and of two who remove its copy one would record nothing.
func (s *Shell) sweepOnce() {
	c := &s.life.care.swept
	if c.asked {
		return
	}
	c.asked = true
	house, run := s.c.House, s.life.run
	run.Run(func(ctx context.Context) func() {
		at, err := house.Sweep(ctx, func(at Swept) { run.Show(func() { s.swept(at, false) }) })
		return func() {
			c.asked = false
			if err != nil { // asked again in a minute, by a sweep that begins to count anew
				c.before += at.Purged
				return
			}
			c.stop()
			at.Purged += c.before
			s.swept(at, true)
		}
	})
}

// swept shows how far the sweep is and records its end where somebody is in.
func (s *Shell) swept(at Swept, done bool) {
	c := &s.life.care
	c.swept.at, c.swept.done = at, done
	switch {
	case at.Waiting > 0:
		c.spool = spoolBusy
	case len(at.Kept) > 0:
		c.spool = spoolLeft
	case done:
		c.spool = spoolClean
	}
	if s.tell != nil {
		s.tell(s.copies())
	}
	if s.hall != nil {
		s.hall.drawFoot()
	}
	s.recordSweep()
}

// recordSweep notes in the open file what the sweep removed and what it could
// not. It is noted once.
func (s *Shell) recordSweep() {
	c := &s.life.care
	if open := s.life.keeper; open != nil && c.begun && c.swept.done && !c.swept.told {
		c.swept.told = true
		at := c.swept.at
		s.life.run.Run(func(ctx context.Context) func() {
			_ = open.Swept(ctx, at.Purged, at.Kept) // the foot says it in any case
			return nil
		})
	}
}

// copies is what is left with the printing system, in words; empty while
// nothing is known.
func (s *Shell) copies() []fyne.CanvasObject {
	w, c := s.words, s.life.care
	switch c.spool {
	case spoolClean:
		return []fyne.CanvasObject{widgets.Said(widgets.Good, "check", w.Say("foot.spool.clean"))}
	case spoolBusy:
		return []fyne.CanvasObject{widgets.Said(widgets.Waits, "print", w.Say("foot.spool.waiting", "n", c.swept.at.Waiting))}
	case spoolLeft:
		words := w.Say("foot.spool.left")
		if names := c.swept.at.Kept; len(names) > 0 {
			words = w.Say("foot.spool.kept", "n", len(names), "names", strings.Join(names[:min(len(names), 2)], " "))
		}
		return []fyne.CanvasObject{widgets.Said(widgets.Waits, "warn", words)}
	}
	return nil
}

// Clear is a program of its own without a window, for after the window was
// closed: it follows what still prints and removes the copies.
func Clear(ctx context.Context, h House) error {
	_, err := h.Sweep(ctx, func(Swept) {})
	if data.KindOf(err) == data.Unreachable {
		return nil // no printing system, no copies
	}
	return err
}

// errLeft is why a session's work ends at a lock: a job that was handed to a
// printer comes out, and the next process removes its copy.
var errLeft = errors.Join(context.Canceled, printing.ErrLeave)
