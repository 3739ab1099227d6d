package office

import (
	"context"
	"time"

	"nifuda/data"
)

// BeginRun records a print run before a byte goes out, so that a page that came
// out is never without a trace. It fails with Invalid "fault.print.nothing" and
// Denied "fault.print.unlisted".
func (o *Office) BeginRun(ctx context.Context, plan data.RunPlan, pages []data.RunPage) (data.PrintRunID, error) {
	if len(plan.Parcels) == 0 || len(pages) == 0 {
		return 0, &data.Fault{Kind: data.Invalid, Key: "fault.print.nothing"}
	}
	for _, p := range plan.Parts {
		if err := o.mayPrint(ctx, p.Printer); err != nil {
			return 0, err
		}
	}
	return o.ledger.BeginRun(ctx, plan, pages, o.login)
}

// SendPage notes that a waiting page goes to a printer as a job. It fails with
// Denied "fault.print.unlisted" and Busy "fault.run.moved".
func (o *Office) SendPage(ctx context.Context, run data.PrintRunID, page int, on data.PrinterID, job string) error {
	if err := o.mayPrint(ctx, on); err != nil {
		return err
	}
	return o.ledger.SendPage(ctx, run, page, job)
}

// EndPage notes how the job of a page ended; reason is a fault's key, empty when
// nothing went wrong. It fails with Busy "fault.run.moved".
func (o *Office) EndPage(ctx context.Context, run data.PrintRunID, page int, job string, state data.PageState, reason string) error {
	return o.ledger.EndPage(ctx, run, page, job, state, reason)
}

// JudgePages notes what a person says of pages, from one to another, of which
// nobody can tell: those that are lost have to be printed, the others came out.
// It fails with Busy "fault.run.moved" and notes nothing when one of them is not
// in doubt.
func (o *Office) JudgePages(ctx context.Context, run data.PrintRunID, from, to int, lost []int) error {
	return o.ledger.JudgePages(ctx, run, from, to, lost, o.login)
}

// AgainPage wants a page that came out once more. Without a reason it fails with
// Invalid "fault.run.reason".
func (o *Office) AgainPage(ctx context.Context, run data.PrintRunID, page int, reason string) error {
	if reason == "" {
		return &data.Fault{Kind: data.Invalid, Key: "fault.run.reason"}
	}
	return o.ledger.AgainPage(ctx, run, page, reason, o.login)
}

// AcceptPage takes the present drawing of a page whose order has changed since
// the run began.
func (o *Office) AcceptPage(ctx context.Context, run data.PrintRunID, page int, hash []byte) error {
	return o.ledger.AcceptPage(ctx, run, page, hash)
}

// CloseRun ends a run that is through. It fails with Invalid "fault.run.open"
// {pages, labels} while something is missing.
func (o *Office) CloseRun(ctx context.Context, run data.PrintRunID) error {
	return o.ledger.CloseRun(ctx, run)
}

// DropRun gives up what is left of a run.
func (o *Office) DropRun(ctx context.Context, run data.PrintRunID) error {
	return o.ledger.DropRun(ctx, run, o.login)
}

// OpenRuns are the runs that are not through, the newest first.
func (o *Office) OpenRuns(ctx context.Context) ([]data.Run, error) { return o.ledger.OpenRuns(ctx) }

// Run reads a run.
func (o *Office) Run(ctx context.Context, id data.PrintRunID) (data.Run, error) {
	return o.ledger.Run(ctx, id)
}

// NewBatch puts parcels together, now.
func (o *Office) NewBatch(ids []data.ParcelID) data.Batch {
	return data.Batch{Parcels: ids, At: o.now().Truncate(time.Second)}
}

// BatchLabels gives what the labels of a batch need, in its order and with its
// numbers.
func (o *Office) BatchLabels(ctx context.Context, b data.Batch) ([]data.LabelJob, error) {
	s, err := o.ledger.Settings(ctx)
	if err != nil {
		return nil, err
	}
	jobs, err := o.ledger.BatchLabels(ctx, b, s.Sender)
	if err != nil {
		return nil, err
	}
	return o.posted(jobs, s)
}
