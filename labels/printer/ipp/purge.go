package ipp

import (
	"context"
	"time"

	"nifuda/labels/printer"
)

// tidying is how long removing a job may take, also after ctx has ended.
const tidying = 15 * time.Second

// PurgeLeftovers removes what earlier sessions left with the spooler: jobs of
// ours that have ended. It is run at start and after unlocking. Jobs that still
// wait are counted and left alone, another session may be printing them.
func (c *Client) PurgeLeftovers(ctx context.Context) (printer.Leftovers, error) {
	if err := built(); err != nil {
		return printer.Leftovers{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	jobs, err := c.ours(ctx)
	if err != nil {
		return printer.Leftovers{}, err
	}
	var left printer.Leftovers
	for _, j := range jobs {
		if j.state.Ended() && c.remove(ctx, server(), j.id) {
			left.Purged++
		} else {
			left.Kept++
		}
	}
	return left, nil
}

// server is the printing system as a whole.
func server() printer.Printer { return printer.Printer{URI: "ipp://localhost/"} }

// found is a job of ours that the spooler knows.
type found struct {
	id    int
	name  string
	state printer.JobState
}

// ours lists the jobs that have our user and a name of ours, in every state.
func (c *Client) ours(ctx context.Context) ([]found, error) {
	r := c.request(opGetJobs, server().URI)
	r.keywords("which-jobs", "all")
	r.add("my-jobs", boolean(true))
	r.keywords("requested-attributes", "job-id", "job-name", "job-state")
	got, err := c.send(ctx, server(), r, nil)
	if isNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, faultOf(ctx, server(), err)
	}
	var out []found
	for _, a := range got.jobs {
		j := found{a.num("job-id"), a.str("job-name"), printer.JobState(a.num("job-state"))}
		if j.id > 0 && isOurs(j.name) {
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
