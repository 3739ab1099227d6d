package ipp

import (
	"context"
	"slices"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/labels/printer"
)

// settling is how long a printer may be connecting before that is a trouble.
const settling = 4 * time.Second

// follow looks at a job until it has ended. It returns nil when the job was
// completed, and a fault for every other end.
func (c *Client) follow(ctx context.Context, p printer.Printer, id int, tell func(printer.Progress)) error {
	var last printer.Progress
	var away time.Duration // for how long the printer has been out of reach
	for {
		now, err := c.look(ctx, p, id)
		switch {
		case err != nil && !out(err):
			return err
		case err != nil:
			now = printer.Progress{Job: id, State: last.State, Waiting: data.KeyOf(err)}
		case now.State.Ended():
			tell(now)
			return ending(now.State)
		}
		if now.Waiting == printer.Gone || now.Waiting == printer.NoServer {
			away += poll
		} else {
			away = 0
		}
		if now.Waiting == printer.Gone && err == nil && away < settling {
			now.Waiting = ""
		}
		if now != last {
			tell(now)
			last = now
		}
		if away >= c.cfg.Patience {
			return printer.Fault(now.Waiting, err)
		}
		if err := c.cfg.Wait(ctx, poll); err != nil {
			return printer.Fault(printer.Halted, context.Cause(ctx))
		}
	}
}

// out reports whether an error says that somebody does not answer, which may
// pass.
func out(err error) bool {
	key := data.KeyOf(err)
	return key == printer.NoServer || key == printer.Gone
}

// ending is what the end of a job means.
func ending(s printer.JobState) error {
	switch s {
	case printer.JobCompleted:
		return nil
	case printer.JobCancelled:
		return printer.Fault(printer.Cancelled, nil)
	}
	return printer.Fault(printer.Aborted, nil)
}

// look asks for a job and, while it has not ended, for its printer.
func (c *Client) look(ctx context.Context, p printer.Printer, id int) (printer.Progress, error) {
	ctx, cancel := context.WithTimeout(ctx, quick)
	defer cancel()
	r := c.request(opGetJob, p.URI)
	r.add("job-id", number(tagInteger, id))
	r.keywords("requested-attributes", "job-state", "job-state-reasons", "job-printer-state-reasons", "job-printer-state-message")
	got, err := c.send(ctx, p, r, nil)
	if isNotFound(err) {
		return printer.Progress{Job: id, State: printer.JobCancelled}, nil // somebody removed it
	}
	if err != nil {
		return printer.Progress{}, faultOf(ctx, p, err)
	}
	if len(got.jobs) == 0 {
		return printer.Progress{}, printer.Fault(printer.Strange, errReply)
	}
	job := got.jobs[0]
	now := printer.Progress{Job: id, State: printer.JobState(job.num("job-state"))}
	if now.State.Ended() {
		return now, nil
	}
	at, err := c.Refresh(ctx, p)
	if err != nil {
		return printer.Progress{}, err
	}
	if !p.Direct && at.Device != p.Device { // what waits would come out there
		return printer.Progress{}, printer.Fault(printer.Moved, nil)
	}
	all := append(job.all("job-printer-state-reasons"), append(job.all("job-state-reasons"), at.Reasons...)...)
	now.Waiting = waiting(now.State, at, all)
	if now.Waiting == "" && slices.Contains(unreachable, job.str("job-printer-state-message")) {
		now.Waiting = printer.Gone
	}
	return now, nil
}

// troubles are the reasons of RFC 8011, 5.4.12, and of CUPS that keep a job from
// paper, what a person would look at first on top. Endings such as -error and
// -warning are not told apart: printers do not agree on them.
var troubles = []struct{ reason, key string }{
	{"media-empty", printer.Empty},
	{"media-needed", printer.Empty},
	{"media-jam", printer.Attention},
	{"cover-open", printer.Attention},
	{"door-open", printer.Attention},
	{"interlock-open", printer.Attention},
	{"input-tray-missing", printer.Attention},
	{"toner-empty", printer.Attention},
	{"marker-supply-empty", printer.Attention},
	{"paused", printer.Paused},
	{"printer-stopped", printer.Paused},
	{"offline", printer.Gone},
	{"timed-out", printer.Gone},
	{"shutdown", printer.Gone},
	{"connecting-to-device", printer.Gone},
}

// unreachable are the sentences with which the back ends of CUPS say that a
// printer does not answer. There is no reason keyword for it: CUPS 2.4 goes on
// trying with the state "processing" and the reason "none". They come in the
// language of the job, ours is ja, or in English where CUPS has no translation.
var unreachable = []string{
	"The printer may not exist or is unavailable at this time.", "プリンターは現在存在しないか、使用できないようです。",
	"The printer is unreachable at this time.", "プリンターには現在到達できません。",
	"The printer is not responding.", "プリンターが応答していません。",
	"The printer is not connected.", "プリンターは接続されていません。",
	"Waiting for printer to become available.", "プリンターが使用可能になるのを待っています。",
	"Unable to locate printer.", "プリンターが見つかりません。",
}

// waiting is the key of what a job waits for, empty when it goes on.
func waiting(s printer.JobState, p printer.Printer, reasons []string) string {
	for _, t := range troubles {
		if slices.ContainsFunc(reasons, func(r string) bool { return strings.HasPrefix(r, t.reason) }) {
			return t.key
		}
	}
	if p.Paused() || s == printer.JobStopped || s == printer.JobHeld {
		return printer.Paused
	}
	return ""
}
