package ipp

import (
	"context"
	"errors"
	"net"
	"time"

	"nifuda/data"
	"nifuda/labels/printer"
)

// slow is how long handing a document over may take.
const slow = 5 * time.Minute

// Print sends a document and follows it until it is on paper, then removes it
// from the spooler and checks that it is gone. tell, which may be nil, hears of
// every change; it must return soon.
//
// Before anything is sent, the printer is asked how it is: one that is paused,
// rejects jobs, lacks the paper or writes files gets nothing. While a printer is
// out of paper or paused the job waits, and tell hears the fault's key; it goes
// on by itself when that is over. When the printer is out of reach for longer
// than the patience, and when ctx ends, the job is cancelled and removed.
//
// The outcome tells whether anything is left behind, also with an error, which
// is always a *data.Fault with a key of package printer.
func (c *Client) Print(ctx context.Context, t printer.Ticket, tell func(printer.Progress)) (printer.Outcome, error) {
	nothing := printer.Outcome{Purged: true} // sent, hence left
	if tell == nil {
		tell = func(printer.Progress) {}
	}
	p, media, err := c.check(ctx, t)
	if err != nil {
		return nothing, err
	}
	name := t.Name
	if name == "" {
		if name, err = printer.NewName(c.cfg.Random); err != nil {
			return nothing, err
		}
	}
	defer c.jobs.Begin(name)()
	id, sent, err := c.hand(ctx, p, t, name, media, tell)
	if err == nil {
		err = c.follow(ctx, p, id, tell)
	}
	switch {
	case printer.Leaves(ctx):
		return printer.Outcome{Job: id, Sent: sent, Purged: !sent || p.Direct}, err
	case id == 0: // nobody can say whether the job arrived: look for it by its name
		return printer.Outcome{Sent: sent, Purged: c.removeNamed(ctx, p, name)}, err
	}
	return printer.Outcome{Job: id, Sent: true, Purged: c.remove(ctx, p, id)}, err
}

// check asks the printer how it is and refuses what would not end on paper.
func (c *Client) check(ctx context.Context, t printer.Ticket) (printer.Printer, string, error) {
	if t.Printer.Direct && !t.Printer.Real() {
		return printer.Printer{}, "", printer.Fault(printer.FileLike, nil)
	}
	p, err := c.Refresh(ctx, t.Printer)
	if err != nil {
		return p, "", err
	}
	p.Beyond = c.beyond(ctx, p.Device)
	media, ok := p.MediaFor(t.Media)
	switch {
	case !p.Real():
		err = printer.Fault(printer.FileLike, nil)
	case p.Device != t.Printer.Device:
		err = printer.Fault(printer.Moved, nil)
	case !p.Accepting:
		err = printer.Fault(printer.Rejecting, nil)
	case p.Paused():
		err = printer.Fault(printer.Paused, nil)
	case !ok && t.Format != printer.Raw:
		err = printer.Fault(printer.Media, nil)
	case !p.Takes(t.Kind()):
		err = printer.Fault(printer.Format, nil)
	}
	return p, media, err
}

// hand submits the document, again and again while the printer is at another
// job and cannot take a second: small ones without a spooler take one at a time,
// and are at it for a moment longer than they say.
func (c *Client) hand(ctx context.Context, p printer.Printer, t printer.Ticket, name, media string, tell func(printer.Progress)) (id int, sent bool, err error) {
	for waited := time.Duration(0); ; waited += poll {
		id, sent, err = c.submit(ctx, p, t, name, media)
		if data.KeyOf(err) != printer.Occupied || waited >= c.cfg.Patience {
			return id, sent, err
		}
		if waited == 0 {
			tell(printer.Progress{State: printer.JobPending, Waiting: printer.Occupied})
		}
		if stop := c.cfg.Wait(ctx, poll); stop != nil {
			return 0, false, printer.Fault(printer.Halted, context.Cause(ctx))
		}
	}
}

// submit hands the document over and returns the number of its job. sent tells
// with an error as well whether the document may be there.
func (c *Client) submit(ctx context.Context, p printer.Printer, t printer.Ticket, name, media string) (id int, sent bool, err error) {
	handing, cancel := printer.Whole(ctx, slow)
	defer cancel()
	defer c.uploads.Begin()()
	r := c.request(opPrintJob, p.URI)
	r.add("job-name", text(tagName, name))
	r.add("document-format", text(tagMIME, t.Kind()))
	r.group(tagJob)
	r.add("copies", number(tagInteger, 1))
	if t.Format != printer.Raw { // which says all that itself
		r.keywords("media", media)
		r.keywords("print-scaling", "none") // a label is where it is to the millimetre
		r.keywords("sides", "one-sided")
	}
	got, err := c.send(handing, p, r, t.Document)
	if err != nil {
		return 0, !turnedAway(err), faultOf(ctx, p, err)
	}
	if len(got.jobs) == 0 || got.jobs[0].num("job-id") <= 0 {
		return 0, true, printer.Fault(printer.Strange, errReply)
	}
	return got.jobs[0].num("job-id"), true, nil
}

// turnedAway reports whether an error of send says for certain that there will
// be no job: nobody was there, or the answer was a refusal.
func turnedAway(err error) bool {
	var status errStatus
	if errors.As(err, &status) {
		return status < 0x0500 || status == statusNotAccepting || status == statusBusy
	}
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}
