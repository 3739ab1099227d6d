package winspool

import (
	"context"
	"crypto/rand"
	"io"
	"slices"
	"strings"
	"time"

	"nifuda/labels/glyph"
	"nifuda/labels/printer"
	"nifuda/labels/printer/raw"
)

// Config is what a client is made of, besides Windows. The zero value of all but
// Fonts is real time and real printers.
type Config struct {
	Fonts    *glyph.Set
	Wait     func(context.Context, time.Duration) error // sleeps; nil for real time
	Random   io.Reader                                  // for names of jobs; nil for the system's
	Patience time.Duration                              // how long a printer may be out of reach; 0 for 30 s
	Real     func(printer.Printer) bool                 // tells machines from files; nil for printer.Printer.Real
}

// poll is how often a job is looked at, slow how long handing one over may take.
const (
	poll = 250 * time.Millisecond
	slow = 5 * time.Minute
)

// Client prints through Windows. It is safe for use by several goroutines.
type Client struct {
	cfg     Config
	handing printer.Handing
	jobs    printer.Jobs
}

// New is a client; it asks Windows for nothing.
func New(cfg Config) *Client {
	if cfg.Wait == nil {
		cfg.Wait = printer.Sleep
	}
	if cfg.Random == nil {
		cfg.Random = rand.Reader
	}
	if cfg.Patience == 0 {
		cfg.Patience = 30 * time.Second
	}
	if cfg.Real == nil {
		cfg.Real = printer.Printer.Real
	}
	return &Client{cfg: cfg}
}

// Printers lists the queues, the default one first.
func (c *Client) Printers(context.Context) ([]printer.Printer, error) { return Printers() }

// Settle returns when nothing is being handed over, or after limit.
func (c *Client) Settle(limit time.Duration) { c.handing.Settle(limit) }

// Print draws the pages on the queue's device, or writes them to it in the label
// printer's own language, follows the job to its end and deletes its copy.
// Before anything is sent the queue is asked how it is; one that is paused, leads
// elsewhere than when it was chosen or to a file gets nothing.
func (c *Client) Print(ctx context.Context, j printer.Job, tell func(printer.Progress)) (printer.Outcome, error) {
	nothing := printer.Outcome{Purged: true}
	if tell == nil {
		tell = func(printer.Progress) {}
	}
	if err := c.check(j); err != nil || len(j.Pages) == 0 {
		return nothing, err
	}
	if j.Name == "" {
		name, err := printer.NewName(c.cfg.Random)
		if err != nil {
			return nothing, err
		}
		j.Name = name
	}
	defer c.jobs.Begin(j.Name)()
	h, err := openQueue(j.Printer.Name)
	if err != nil {
		return nothing, faultOf(err)
	}
	defer h.close()
	id, err := c.hand(ctx, h, j)
	out := printer.Outcome{Job: int(id), Sent: id != 0, Purged: id == 0}
	if err == nil {
		err = c.follow(ctx, h, j.Printer.Name, id, tell)
	}
	switch {
	case id == 0:
		return out, err
	case err == nil:
		out.Pages = len(j.Pages)
	default:
		out.Unsure = len(j.Pages)
	}
	if !printer.Leaves(ctx) {
		out.Purged = h.remove(id)
	}
	return out, err
}

// check asks the queue how it is now.
func (c *Client) check(j printer.Job) error {
	all, err := Printers()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(p printer.Printer) bool { return strings.EqualFold(p.Name, j.Printer.Name) })
	switch {
	case i < 0:
		return printer.Fault(printer.Gone, nil)
	case !c.cfg.Real(all[i]):
		return printer.Fault(printer.FileLike, nil)
	case all[i].Device != j.Printer.Device:
		return printer.Fault(printer.Moved, nil)
	case !all[i].Accepting:
		return printer.Fault(printer.Rejecting, nil)
	case all[i].Paused():
		return printer.Fault(printer.Paused, nil)
	}
	return nil
}

// hand hands the pages over. A lock in the middle of it lets them arrive whole.
func (c *Client) hand(ctx context.Context, h handle, j printer.Job) (uint32, error) {
	defer c.handing.Begin()()
	handing, cancel := printer.Whole(ctx, slow)
	defer cancel()
	if !j.Manner.Speaks.Label() {
		return draw(handing, c.cfg.Fonts, h, j.Printer.Name, j.Name, j.Pages)
	}
	document, err := raw.Document(c.cfg.Fonts, j.Pages, j.Manner)
	if err != nil {
		return 0, err
	}
	defer clear(document)
	id, err := h.raw(j.Name, document)
	if err != nil {
		err = faultOf(err)
	}
	return id, err
}

// follow looks at a job until it has ended. Windows forgets a job that came out,
// and one that somebody deleted: see gone.
func (c *Client) follow(ctx context.Context, h handle, queue string, id uint32, tell func(printer.Progress)) error {
	var last printer.Progress
	var printed bool // it was seen on its way to the paper
	var away time.Duration
	for {
		k, there, err := h.job(id)
		if err != nil {
			return faultOf(err)
		}
		if !there {
			if err := gone(last, printed); err != nil {
				return err
			}
		}
		now := printer.Progress{Job: int(id), State: stateOf(k.status)}
		if !there || now.State == printer.JobCompleted {
			tell(printer.Progress{Job: int(id), State: printer.JobCompleted})
			return nil
		}
		if now.State != printer.JobCancelled {
			now.Waiting = waitingFor(k.status, c.queueStatus(queue))
		}
		printed = printed || now.State == printer.JobPrinting
		if now != last {
			tell(now)
			last = now
		}
		if away += poll; now.Waiting != printer.Gone {
			away = 0
		}
		if away >= c.cfg.Patience {
			return printer.Fault(printer.Gone, nil)
		}
		if c.cfg.Wait(ctx, poll) != nil {
			return printer.Fault(printer.Halted, context.Cause(ctx))
		}
	}
}

// queueStatus is what Windows says of a queue, 0 when it says nothing.
func (c *Client) queueStatus(name string) uint32 {
	all, err := Queues()
	i := slices.IndexFunc(all, func(q Queue) bool { return q.Name == name })
	if err != nil || i < 0 {
		return 0
	}
	return all[i].Status
}
