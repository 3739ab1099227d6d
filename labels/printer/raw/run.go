package raw

import (
	"bufio"
	"context"
	"errors"
	"net"
	"os"
	"time"

	"nifuda/labels/printer"
)

// run is one job on its way.
type run struct {
	c    *Client
	l    language
	j    Job
	tell func(printer.Progress)
	conn net.Conn
	in   *bufio.Reader
	last printer.Progress
	late bool // a question was not answered in time: its answer may still come
	mute bool // the printer has never answered
	met  bool // it has
	at   printer.Outcome
}

// errSilent is a question that was not answered in time.
var errSilent = errors.New("raw: no answer")

// ask asks how the printer is. Its errors are errSilent, and faults.
func (r *run) ask(ctx context.Context) (status, error) {
	for _, question := range r.l.asks() {
		s, err := r.exchange(ctx, question)
		if !errors.Is(err, errSilent) {
			return s, err
		}
		r.late = true
	}
	return status{}, errSilent
}

// exchange sends a question, or nothing, and reads one answer.
func (r *run) exchange(ctx context.Context, question []byte) (status, error) {
	_ = r.conn.SetDeadline(time.Now().Add(r.c.cfg.Silence))
	defer context.AfterFunc(ctx, func() { _ = r.conn.SetDeadline(time.Unix(1, 0)) })()
	_, err := r.conn.Write(question)
	var s status
	if err == nil {
		s, err = r.l.listen(r.in)
	}
	switch {
	case err == nil:
		r.met = true
		return s, nil
	case ctx.Err() != nil:
		return s, printer.Fault(printer.Halted, context.Cause(ctx))
	case errors.Is(err, os.ErrDeadlineExceeded):
		return s, errSilent
	case errors.Is(err, errAnswer):
		return s, printer.Fault(printer.Strange, err)
	}
	return s, printer.Fault(printer.Gone, op(err))
}

// page prints page i.
func (r *run) page(ctx context.Context, i int) error {
	if ctx.Err() != nil {
		return printer.Fault(printer.Halted, context.Cause(ctx))
	}
	bits, paper, err := r.j.Draw(i)
	if err != nil {
		return err
	}
	sheet, err := r.l.sheet(paper, bits, r.j.Manner.Darkness)
	bits.Wipe()
	if err != nil {
		return err
	}
	defer clear(sheet)
	if err := r.ready(ctx, paper); err != nil {
		return err
	}
	r.say("")
	n, err := r.hand(ctx, sheet)
	if n > 0 { // also of a part: how much of it arrived nobody knows
		r.at.Sent = true
		r.at.Unsure++
	}
	if err == nil && !r.mute {
		err = r.out(ctx)
	}
	switch {
	case err != nil && n > 0:
		r.c.note(r.j.Address, len(sheet))
	case err == nil:
		r.c.note(r.j.Address, 0)
	}
	if err != nil || r.mute {
		return err
	}
	r.at.Pages, r.at.Unsure = r.at.Pages+1, 0
	r.say("")
	return nil
}

// say tells of every change.
func (r *run) say(waiting string) {
	if now := (printer.Progress{State: printer.JobPrinting, Waiting: waiting, Pages: r.at.Pages}); now != r.last {
		r.last = now
		r.tell(now)
	}
}

// ready waits until the printer can print. One that has never answered is taken
// as it is.
func (r *run) ready(ctx context.Context, paper Paper) error {
	var silent time.Duration
	for !r.mute {
		now, err := r.ask(ctx)
		switch {
		case errors.Is(err, errSilent) && !r.met:
			r.mute = true
		case errors.Is(err, errSilent):
			if silent += r.c.cfg.Silence; silent >= r.c.cfg.Patience {
				return printer.Fault(printer.Gone, err)
			}
			r.say(printer.Gone)
		case err != nil:
			return err
		case now.width > 0 && !near(now.width, paper.Width):
			return printer.Fault(printer.Media, nil)
		case now.trouble == "" && !now.busy && r.late:
			if err := r.call(ctx); err != nil { // an old answer must not pass for one to what follows
				return err
			}
		case now.trouble == "" && !now.busy:
			return nil
		default:
			silent = 0
			r.say(now.trouble)
		}
		if r.mute {
			break
		}
		if r.c.cfg.Wait(ctx, poll) != nil {
			return printer.Fault(printer.Halted, context.Cause(ctx))
		}
	}
	return nil
}

// hand sends a page, and reports how many bytes of it are on their way. When it
// stops in the middle, it has the printer forget that page, if it can.
func (r *run) hand(ctx context.Context, sheet []byte) (n int, err error) {
	defer r.c.handing.Begin()()
	handing, cancel := printer.Whole(ctx, slow)
	defer cancel()
	_ = r.conn.SetDeadline(time.Now().Add(slow))
	stop := context.AfterFunc(handing, func() { _ = r.conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	n, err = r.conn.Write(sheet)
	if err == nil {
		return n, nil
	}
	if n > 0 && errors.Is(err, os.ErrDeadlineExceeded) && !printer.Leaves(ctx) {
		stop()
		_ = r.conn.SetDeadline(time.Now().Add(r.c.cfg.Silence))
		_, _ = r.conn.Write(append(r.l.rest(len(sheet)-n), r.l.drop()...))
	}
	if ctx.Err() != nil {
		return n, printer.Fault(printer.Halted, context.Cause(ctx))
	}
	return n, printer.Fault(printer.Gone, op(err))
}

// out waits until the page that was handed over has come out.
func (r *run) out(ctx context.Context) error {
	var silent time.Duration
	before := status{busy: true}
	for {
		now, err := r.news(ctx)
		switch {
		case errors.Is(err, errSilent):
			if silent += r.c.cfg.Silence; silent >= r.c.cfg.Patience {
				return printer.Fault(printer.Unsure, err)
			}
			if now.trouble = before.trouble; now.trouble == "" && silent > 2*r.c.cfg.Silence {
				r.say(printer.Gone)
			}
			now.busy = true
		case err != nil:
			return r.halt(ctx, err, before)
		case r.l.settled(now, before):
			return nil
		default:
			silent = 0
			r.say(now.trouble)
		}
		before = now
		if r.c.cfg.Wait(ctx, poll) != nil {
			return r.halt(ctx, printer.Fault(printer.Halted, context.Cause(ctx)), before)
		}
	}
}

// news asks, or listens to a printer that speaks by itself.
func (r *run) news(ctx context.Context) (status, error) {
	if _, speaks := r.l.(brother); speaks {
		return r.exchange(ctx, nil)
	}
	return r.ask(ctx)
}

// lingering is how long a page that is being printed has after a cancel.
const lingering = 5 * time.Second

// halt ends a run in the middle of a page. After a cancel, a page that is being
// printed comes out and counts; one that waits for paper is forgotten, as far as
// the printer does what it is told. A lock has no time for either.
func (r *run) halt(ctx context.Context, why error, before status) error {
	if ctx.Err() == nil || printer.Leaves(ctx) || r.conn == nil {
		return why
	}
	after, cancel := context.WithTimeout(context.WithoutCancel(ctx), lingering)
	defer cancel()
	for before.trouble == "" {
		now, err := r.news(after)
		if err != nil {
			break
		}
		if r.l.settled(now, before) {
			r.at.Pages, r.at.Unsure = r.at.Pages+1, 0
			return why
		}
		if before = now; r.c.cfg.Wait(after, poll) != nil {
			break
		}
	}
	_ = r.conn.SetDeadline(time.Now().Add(r.c.cfg.Silence))
	_, _ = r.conn.Write(r.l.drop())
	return why
}
