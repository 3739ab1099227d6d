package ipp

import (
	"context"
	"maps"
	"slices"
	"time"

	"nifuda/labels/printer"
)

// tidying is how long removing a job may take, also after ctx has ended.
const tidying = 15 * time.Second

// How long a job of an earlier session may keep its copy with the spooler
// before it is cancelled: while it waits for a printer, and at all. Nobody may
// be there to see it come out.
const (
	stuck   = 2 * time.Minute
	endless = 15 * time.Minute
	round   = time.Second // how often such jobs are looked at
	late    = 3           // rounds in which a job that was just handed over may still turn up
)

// Sweep removes what earlier sessions left with the spooler, and returns when
// none of it is left or cannot be removed. Jobs that still print are followed
// to their end; one that only waits is cancelled after two minutes. It needs
// nothing but the name that the jobs have, so a locked process can do it. tell,
// which may be nil, hears of every change. Jobs of this session, and of one that
// begins while this sweep is at it, are left alone.
func (c *Client) Sweep(ctx context.Context, tell func(printer.Leftovers)) (printer.Leftovers, error) {
	if err := built(); err != nil {
		return printer.Leftovers{}, err
	}
	if tell == nil {
		tell = func(printer.Leftovers) {}
	}
	b := broom{old: map[int]bool{}, waited: map[int]time.Duration{}, followed: map[int]time.Duration{}, kept: map[int]string{}}
	for {
		left, err := c.sweepOnce(ctx, &b)
		if err != nil {
			return left, err
		}
		tell(left)
		if left.Waiting == 0 && b.rounds >= late {
			return left, nil
		}
		if err := c.cfg.Wait(ctx, round); err != nil {
			return left, printer.Fault(printer.Halted, context.Cause(ctx))
		}
	}
}

// broom is what a sweep remembers from one round to the next, by job.
type broom struct {
	rounds           int
	old              map[int]bool // seen in the first rounds: another session's later ones are its own
	purged           int
	waited, followed map[int]time.Duration
	kept             map[int]string
}

func (b *broom) left(waiting int) printer.Leftovers {
	return printer.Leftovers{Purged: b.purged, Waiting: waiting, Kept: slices.Sorted(maps.Values(b.kept))}
}

// overdue counts one more round of a job and reports whether it has had its time.
func (b *broom) overdue(j found) bool {
	b.followed[j.id] += round
	if j.state != printer.JobPrinting {
		b.waited[j.id] += round
	}
	return b.waited[j.id] > stuck || b.followed[j.id] > endless
}

// toFile reports whether a job's queue was pointed to what is no machine since
// the job was handed over. One that does not answer is left to its time.
func (c *Client) toFile(ctx context.Context, j found) bool {
	if j.queue == "" {
		return false
	}
	p, err := c.Refresh(ctx, printer.Printer{URI: j.queue})
	return err == nil && !p.Real()
}

func (c *Client) sweepOnce(ctx context.Context, b *broom) (printer.Leftovers, error) {
	asking, cancel := context.WithTimeout(ctx, quick)
	jobs, err := c.ours(asking)
	cancel()
	if err != nil {
		return b.left(0), err
	}
	b.rounds++
	waiting := 0
	for _, j := range jobs {
		if b.rounds <= late {
			b.old[j.id] = true
		}
		switch _, kept := b.kept[j.id]; {
		case kept || !b.old[j.id] || c.jobs.Live(j.name):
		case !j.state.Ended() && !b.overdue(j) && !c.toFile(ctx, j):
			waiting++
		case c.away(ctx, j):
			b.purged++
		default:
			b.kept[j.id] = j.name
		}
	}
	return b.left(waiting), nil
}

// away removes a job of an earlier session, and remembers how it ended.
func (c *Client) away(ctx context.Context, j found) bool {
	c.jobs.Note(j.name, j.state)
	return c.remove(ctx, server(), j.id)
}

// Ended tells how the job with a name is, also when a sweep of this process has
// removed it since. It fails with NotFound "fault.print.lost" when nobody knows
// of such a job any more: it may have been printed.
func (c *Client) Ended(ctx context.Context, name string) (printer.JobState, error) {
	if state, known := c.jobs.Ended(name); known {
		return state, nil
	}
	if err := built(); err != nil {
		return 0, err
	}
	ctx, cancel := context.WithTimeout(ctx, quick)
	defer cancel()
	jobs, err := c.ours(ctx)
	if err != nil {
		return 0, err
	}
	for _, j := range jobs {
		if j.name == name {
			return j.state, nil
		}
	}
	return 0, printer.Fault(printer.Lost, nil)
}

// server is the printing system as a whole.
func server() printer.Printer { return printer.Printer{URI: "ipp://localhost/"} }

// found is a job of ours that the spooler knows.
type found struct {
	id    int
	name  string
	state printer.JobState
	queue string // its URI
}

// ours lists the jobs that have our user and a name of ours, in every state.
func (c *Client) ours(ctx context.Context) ([]found, error) {
	r := c.request(opGetJobs, server().URI)
	r.keywords("which-jobs", "all")
	r.add("my-jobs", boolean(true))
	// CUPS puts a job away some seconds after it has ended, and then lists it
	// without its name, unless something is asked that it has to look up. Of what
	// we ask, that is "copies".
	r.keywords("requested-attributes", "job-id", "job-name", "job-state", "job-printer-uri", "copies")
	got, err := c.send(ctx, server(), r, nil)
	if isNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, faultOf(ctx, server(), err)
	}
	var out []found
	for _, a := range got.jobs {
		j := found{a.num("job-id"), a.str("job-name"), printer.JobState(a.num("job-state")), a.str("job-printer-uri")}
		if j.id > 0 && printer.Ours(j.name) {
			out = append(out, j)
		}
	}
	return out, nil
}

// removeNamed removes a job whose number is not known. It reports whether no
// such job is left.
func (c *Client) removeNamed(ctx context.Context, p printer.Printer, name string) bool {
	if p.Direct {
		return true
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), tidying)
	defer cancel()
	jobs, err := c.ours(ctx)
	if err != nil {
		return false
	}
	for _, j := range jobs {
		if j.name == name {
			return c.remove(ctx, p, j.id)
		}
	}
	return true
}

// remove cancels a job if it still runs, has the spooler delete its document
// and every trace of it, and reports whether the spooler no longer knows it. It
// works after ctx has ended: that is when it matters. A printer that is spoken
// to directly keeps what it keeps; nothing of it is on this computer.
func (c *Client) remove(ctx context.Context, p printer.Printer, id int) bool {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), tidying)
	defer cancel()
	if p.Direct {
		c.cancel(ctx, p, id, false)
		return true
	}
	const tries = 20 // a job that is being printed takes a moment to stop
	for range tries {
		c.cancel(ctx, p, id, true)
		r := c.request(opGetJob, p.URI)
		r.add("job-id", number(tagInteger, id))
		r.keywords("requested-attributes", "job-state")
		if _, err := c.send(ctx, p, r, nil); isNotFound(err) {
			return true
		}
		if c.cfg.Wait(ctx, poll) != nil {
			break
		}
	}
	return false
}

// cancel asks to end a job. That it has ended already is no fault, and whether
// it is gone is asked afterwards: the answer is not needed.
func (c *Client) cancel(ctx context.Context, p printer.Printer, id int, purge bool) {
	r := c.request(opCancelJob, p.URI)
	r.add("job-id", number(tagInteger, id))
	if purge {
		r.add("purge-job", boolean(true))
	}
	_, _ = c.send(ctx, p, r, nil)
}
