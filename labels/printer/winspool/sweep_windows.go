package winspool

import (
	"context"
	"maps"
	"slices"
	"time"

	"nifuda/labels/printer"
)

// How long a job of an earlier session may keep its copy before it is deleted:
// while it waits for a printer, and at all.
const (
	round   = time.Second
	stuck   = 2 * time.Minute
	endless = 15 * time.Minute
)

// broom is what a sweep remembers from one round to the next, by name.
type broom struct {
	old              map[string]bool // seen in the first round: later ones are another session's
	waited, followed map[string]time.Duration
	kept             map[string]string
	purged           int
}

// Sweep removes what earlier sessions left in the queues, and returns when
// nothing of it is left or cannot be removed, as that of package ipp does.
func (c *Client) Sweep(ctx context.Context, tell func(printer.Leftovers)) (printer.Leftovers, error) {
	if tell == nil {
		tell = func(printer.Leftovers) {}
	}
	b := broom{waited: map[string]time.Duration{}, followed: map[string]time.Duration{}, kept: map[string]string{}}
	for {
		waiting, err := c.sweepOnce(&b)
		left := printer.Leftovers{Purged: b.purged, Waiting: waiting, Kept: slices.Sorted(maps.Values(b.kept))}
		if err != nil {
			return left, err
		}
		tell(left)
		if waiting == 0 {
			return left, nil
		}
		if c.cfg.Wait(ctx, round) != nil {
			return left, printer.Fault(printer.Halted, context.Cause(ctx))
		}
	}
}

func (c *Client) sweepOnce(b *broom) (waiting int, err error) {
	first := b.old == nil
	if first {
		b.old = map[string]bool{}
	}
	err = each(func(h handle, k known) {
		if first {
			b.old[k.name] = true
		}
		if _, kept := b.kept[k.name]; kept || !b.old[k.name] || c.jobs.Live(k.name) {
			return
		}
		state := stateOf(k.status)
		b.followed[k.name] += round
		if state != printer.JobPrinting {
			b.waited[k.name] += round
		}
		overdue := b.waited[k.name] > stuck || b.followed[k.name] > endless
		if !state.Ended() && !overdue {
			waiting++
			return
		}
		if c.jobs.Note(k.name, state); h.remove(k.id) {
			b.purged++
			return
		}
		b.kept[k.name] = k.name
	})
	return waiting, err
}

// each calls do for every job of ours, in whichever queue it is.
func each(do func(handle, known)) error {
	queues, err := Queues()
	if err != nil {
		return printer.Fault(printer.NoServer, err)
	}
	for _, q := range queues {
		h, err := openQueue(q.Name)
		if err != nil {
			continue // deleted meanwhile, or not ours to look into
		}
		jobs, err := h.jobs()
		for _, k := range jobs {
			if err == nil && printer.Ours(k.name) {
				do(h, k)
			}
		}
		h.close()
	}
	return nil
}

// Ended tells how the job with a name is, also when a sweep has removed it since.
// It fails with NotFound "fault.print.lost" when no queue knows it: Windows
// forgets what came out.
func (c *Client) Ended(_ context.Context, name string) (state printer.JobState, err error) {
	state, found := c.jobs.Ended(name)
	if found {
		return state, nil
	}
	err = each(func(_ handle, k known) {
		if k.name == name {
			state, found = stateOf(k.status), true
		}
	})
	if err == nil && !found {
		err = printer.Fault(printer.Lost, nil)
	}
	return state, err
}
