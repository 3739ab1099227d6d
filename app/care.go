package app

import (
	"context"
	"time"

	"nifuda/data"
)

// quiet is how long nothing must have happened before the ledger is put away.
const quiet = time.Minute

// care is what an open ledger does by itself.
type care struct {
	begun   bool
	damaged error     // stays to be read until the end of the session
	last    time.Time // when something happened
	rested  bool      // since then
	printer printer
	spool   spool
	swept   sweeping
}

// tend checks once after the sign-in, then puts things away
// whenever nothing happens.
func (s *Shell) tend() {
	if s.life.care.begun {
		return
	}
	s.life.care.begun, s.life.care.last = true, s.c.Now()
	open := s.life.keeper
	s.life.run.Run(func(ctx context.Context) func() {
		err := open.Tend(ctx)
		return func() { s.tended(err) }
	})
	s.recordSweep()
	s.life.run.Every(quiet/2, s.rest)
	s.life.run.Every(glance, s.note)
	if session := s.life.session; session != nil {
		s.backUp(session)
		s.life.run.Every(backingUp, func() { s.backUp(session) })
	}
	s.life.run.Every(asking, func() { s.hall.lookAtPrinter() })
}

// backingUp is how often it is asked whether a backup is due.
const backingUp = 10 * time.Minute

// backUp writes a backup when one is due. That it failed is told in the foot;
// the settings say what to do.
func (s *Shell) backUp(session Session) {
	s.life.run.Run(func(ctx context.Context) func() {
		did, err := session.BackUpWhenDue(ctx)
		return func() {
			if did && err != nil && s.hall != nil {
				s.hall.fault(err)
			}
		}
	})
}

// tended shows what was found.
func (s *Shell) tended(err error) {
	if data.KindOf(err) == data.Damaged {
		s.life.care.damaged = err
	}
	if err != nil && s.hall != nil {
		s.hall.fault(err)
	}
	if s.frame != nil && s.frame.at == roomToday {
		s.frame.synced() // the storefronts may have heard of what waited
	}
}

// left notes what the last run or the clearing up left with the printing system.
func (s *Shell) left(n spool) {
	s.life.care.spool = n
	if s.hall != nil {
		s.hall.drawFoot()
	}
}

// rest moves recent commits into the file, once in each quiet time. A fault is
// none of the reader's: the next write meets it again.
func (s *Shell) rest() {
	c := &s.life.care
	if c.rested || s.c.Now().Sub(c.last) < quiet || s.hall == nil || s.hall.busy() {
		return
	}
	c.rested = true
	open := s.life.keeper
	s.life.run.Run(func(ctx context.Context) func() {
		_ = open.Rest(ctx)
		return nil
	})
}

// happened puts the next rest off.
func (s *Shell) happened() { s.life.care.last, s.life.care.rested = s.c.Now(), false }
