package run

import (
	"bytes"
	"context"
	"errors"
	"io"

	"nifuda/data"
	"nifuda/labels/page"
	"nifuda/labels/printer"
)

// Book is where the run stands, kept by the owner's desk.
type Book interface {
	Run(context.Context, data.PrintRunID) (data.Run, error)
	SendPage(ctx context.Context, run data.PrintRunID, page int, on data.PrinterID, job string) error
	// EndPage takes the key of what went wrong as the reason, empty for nothing.
	EndPage(ctx context.Context, run data.PrintRunID, page int, job string, state data.PageState, reason string) error
	CloseRun(context.Context, data.PrintRunID) error
}

// Press prints a job of one page, which has a name, and tells how a job of an
// earlier session ended. Which printer it is and what the owner said of it the
// press puts into the job itself.
type Press interface {
	PrintPage(ctx context.Context, on data.PrinterID, j printer.Job, say func(key string)) (printer.Outcome, error)
	Ended(ctx context.Context, job string) (printer.JobState, error)
}

// Drawn is a page of a run, ready for its printer.
type Drawn struct {
	Page  page.Page // moved to suit the printer
	Media string    // PWG 5101.1 name of the paper
	Hash  []byte    // of the drawing before it was moved
}

// Progress is where a run stands.
type Progress struct {
	Key  string // print.state.* or fault.print.*
	Page int    // number of the page that is on its way
	Done int    // pages that came out
	Of   int
}

// Driver takes runs through.
type Driver struct {
	Book   Book
	Press  Press
	Random io.Reader // for the names of jobs
	// Stretch is how many pages a printer that never answers gets before a person
	// is asked which of them came out; nil for one.
	Stretch func(data.PrinterID) int
}

// Go prints what is left of a run, page by page, and closes it. drawn are the
// pages in their order; one whose drawing is not the one the run was begun with
// is not printed: Go fails with Invalid "fault.run.changed" {page}. It fails with
// Busy "fault.run.doubtful" {page} while there are pages of which nobody can tell
// whether they came out, Busy "fault.run.under" {page} before one that a printer
// is still at, and with what stopped a page. A printer that never answers gets a
// stretch of pages of one part; then Go fails, because they are doubtful. What was
// noted stays; Go may be called again for the rest. purged reports whether no copy
// of what it sent is left with the printing system.
func (d Driver) Go(ctx context.Context, id data.PrintRunID, drawn []Drawn, say func(Progress)) (purged bool, err error) {
	r, err := d.settled(ctx, id)
	if err != nil {
		return true, err
	}
	if doubtful := r.Doubtful(); len(doubtful) > 0 {
		return true, fault(data.Busy, "fault.run.doubtful", doubtful[0].Number)
	}
	if len(drawn) != len(r.Pages) {
		return true, fault(data.Invalid, "fault.run.changed", min(len(drawn), len(r.Pages))+1)
	}
	purged = true
	_, done := r.Next()
	var unseen []data.RunPage // that a printer took without a word
	for i, p := range r.Pages {
		if p.State == data.PagePrinted {
			continue
		}
		if d.look(r, unseen, p) {
			break
		}
		if err := ready(p, drawn[i]); err != nil {
			return purged, err
		}
		at := Progress{Page: p.Number, Done: done, Of: len(r.Pages)}
		gone, mute, err := d.page(ctx, r, p, drawn[i], len(unseen) > 0, func(key string) {
			at.Key = key
			say(at)
		})
		purged = purged && gone
		switch {
		case mute:
			unseen = append(unseen, p)
		case err != nil:
			return purged, err
		default:
			done++
		}
	}
	if len(unseen) > 0 {
		return purged, fault(data.Busy, "fault.run.doubtful", unseen[0].Number)
	}
	return purged, d.Book.CloseRun(ctx, id)
}

// look reports whether somebody has to look at the pages that a printer took
// without a word, before the next one goes out.
func (d Driver) look(r data.Run, unseen []data.RunPage, next data.RunPage) bool {
	if len(unseen) == 0 {
		return false
	}
	most := 1
	if d.Stretch != nil {
		most = d.Stretch(r.Plan.Parts[next.Part].Printer)
	}
	return len(unseen) >= most || unseen[0].Part != next.Part
}

// settled is a run as it stands once the jobs of earlier sessions were asked
// after.
func (d Driver) settled(ctx context.Context, id data.PrintRunID) (data.Run, error) {
	r, err := d.Book.Run(ctx, id)
	if err == nil {
		err = Settle(ctx, d.Book, d.Press, r)
	}
	if err != nil {
		return r, err
	}
	return d.Book.Run(ctx, id)
}

// ready is why a page cannot go to its printer now.
func ready(p data.RunPage, drawn Drawn) error {
	switch {
	case p.State == data.PageSent:
		return fault(data.Busy, "fault.run.under", p.Number)
	case !bytes.Equal(drawn.Hash, p.Hash):
		return fault(data.Invalid, "fault.run.changed", p.Number)
	}
	return nil
}

func fault(kind data.Kind, key string, page int) error {
	return &data.Fault{Kind: kind, Key: key, Args: map[string]any{"page": page}}
}

// page takes one page to its printer. mute reports that the printer took it and
// never answers; known says that it is so.
func (d Driver) page(ctx context.Context, r data.Run, p data.RunPage, drawn Drawn, known bool, say func(string)) (purged, mute bool, err error) {
	part := r.Plan.Parts[p.Part]
	job, err := printer.NewName(d.Random)
	if err != nil {
		return true, false, err
	}
	if err := d.Book.SendPage(ctx, r.ID, p.Number, part.Printer, job); err != nil {
		return true, false, err
	}
	say("print.state.sending")
	out, err := d.Press.PrintPage(ctx, part.Printer, printer.Job{Pages: []page.Page{drawn.Page}, Media: drawn.Media, Name: job, Mute: known}, say)
	if errors.Is(context.Cause(ctx), printer.ErrLeave) && out.Sent {
		return out.Purged, false, err // the next session asks how it ended
	}
	state, reason := outcome(out, err)
	// How it ended is noted even when the run was stopped.
	noted := d.Book.EndPage(context.WithoutCancel(ctx), r.ID, p.Number, job, state, reason)
	mute = out.Mute && data.KeyOf(err) == printer.Unsure && noted == nil && ctx.Err() == nil
	return out.Purged, mute, errors.Join(err, noted)
}

// outcome is what the end of a job says of its page.
func outcome(out printer.Outcome, err error) (data.PageState, string) {
	switch {
	case err == nil:
		return data.PagePrinted, ""
	case out.Mute: // as ever: nothing went wrong
		return data.PageDoubtful, ""
	case !out.Sent:
		return data.PageWaiting, data.KeyOf(err)
	}
	return data.PageDoubtful, data.KeyOf(err)
}

// Settle asks how the jobs ended that earlier sessions left with the printing
// system, and notes it. A page whose job is not known any more is doubtful. It
// fails when the printing system does not answer.
func Settle(ctx context.Context, book Book, press Press, r data.Run) error {
	for _, p := range r.Pages {
		if p.State != data.PageSent {
			continue
		}
		state, reason := data.PageDoubtful, printer.Lost
		job, err := ended(ctx, press, r.Plan.Parts[p.Part].Printer, p.Job)
		switch {
		case err == nil && !job.Ended():
			continue // it may yet come out
		case err == nil && job == printer.JobCompleted:
			state, reason = data.PagePrinted, ""
		case err == nil && job == printer.JobCancelled:
			reason = printer.Cancelled
		case err == nil:
			reason = printer.Aborted
		case data.KeyOf(err) != printer.Lost:
			return err
		}
		if err := book.EndPage(ctx, r.ID, p.Number, p.Job, state, reason); err != nil {
			return err
		}
	}
	return nil
}

// ended asks how a job ended. A printer without a queue keeps no jobs, so nobody
// is asked about those it had: a computer may have no printing system at all.
func ended(ctx context.Context, press Press, on data.PrinterID, job string) (printer.JobState, error) {
	if !on.Queued() {
		return 0, printer.Fault(printer.Lost, nil)
	}
	return press.Ended(ctx, job)
}
