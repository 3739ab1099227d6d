package print

import (
	"context"
	"image"
	"slices"
	"sync"

	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/page"
	"nifuda/labels/printer"
	"nifuda/labels/raster"
	"nifuda/labels/stock"
)

// Spooler is whoever speaks to printers.
type Spooler interface {
	// Printers are the queues, and those of the list whose address was typed.
	Printers(ctx context.Context, listed []data.ListedPrinter) ([]printer.Printer, error)
	Print(context.Context, printer.Job, func(printer.Progress)) (printer.Outcome, error)
	Ended(ctx context.Context, job string) (printer.JobState, error)
}

// Works is the press of the real house: labels drawn by a pen, printed by a
// spooler.
type Works struct {
	pen     *labels.Pen
	spooler Spooler
	listed  func(context.Context) ([]data.ListedPrinter, error)

	mu    sync.Mutex
	known map[data.PrinterID]printer.Printer // as they were asked for last
}

// NewPress joins pen and spooler. listed is the owner's list, which says what a
// printer does not tell itself.
func NewPress(pen *labels.Pen, spooler Spooler, listed func(context.Context) ([]data.ListedPrinter, error)) *Works {
	return &Works{pen: pen, spooler: spooler, listed: listed}
}

// Printers lists the queues that lead to machines; those that write files are
// left out.
func (w *Works) Printers(ctx context.Context) ([]Printer, error) {
	listed, err := w.listed(ctx)
	if err != nil {
		return nil, err
	}
	all, err := w.spooler.Printers(ctx, listed)
	if err != nil {
		return nil, err
	}
	known := make(map[data.PrinterID]printer.Printer, len(all))
	var out []Printer
	for _, p := range all {
		if p.Real() {
			out = append(out, Printer{PrinterID: p.ID(), Name: nameOf(p), Fault: faultOf(p)})
			known[p.ID()] = p
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.known = known
	return out, nil
}

// Offer gives one printer for each machine: of several queues to it, the one
// that is listed and works, or else is listed, or else works, or else the first.
func Offer(all []Printer, listed []data.ListedPrinter) []Printer {
	var out []Printer
	for _, p := range all {
		p.Listed, p.Stock = data.Listed(listed, p.PrinterID), data.Manners(listed, p.PrinterID).Stock
		i := slices.IndexFunc(out, func(o Printer) bool { return o.Device == p.Device })
		switch {
		case i < 0:
			out = append(out, p)
		case rank(p) > rank(out[i]):
			out[i] = p
		}
	}
	return out
}

func rank(p Printer) (n int) {
	if p.Listed {
		n += 2
	}
	if p.Fault == nil {
		n++
	}
	return n
}

func nameOf(p printer.Printer) string {
	if p.Info != "" {
		return p.Info
	}
	return p.Name
}

// faultOf is why a printer cannot be used now.
func faultOf(p printer.Printer) error {
	switch {
	case !p.Accepting:
		return printer.Fault(printer.Rejecting, nil)
	case p.Paused():
		return printer.Fault(printer.Paused, nil)
	}
	return nil
}

// Sheets draws labels on pages.
func (w *Works) Sheets(jobs []data.LabelJob, s stock.Stock, start int, o data.Offset) (labels.Sheets, error) {
	return w.pen.Sheets(jobs, s, start, o)
}

// Paper draws a packing slip.
func (w *Works) Paper(d data.Paper) ([]page.Page, []labels.Report) { return w.pen.Paper(d, false) }

// Overprint draws words for a carrier's pre-numbered slips.
func (w *Works) Overprint(f data.SlipForm, jobs []data.SlipJob) (labels.Sheets, error) {
	return w.pen.Overprint(f, jobs, data.Offset{})
}

// PickList draws what a batch takes from the shelves.
func (w *Works) PickList(d data.Pick) ([]page.Page, []labels.Report) { return w.pen.PickList(d) }

// Calibration is the trial page, moved by the offset it is to check.
func (w *Works) Calibration(s stock.Stock, o data.Offset) page.Page {
	return w.pen.CalibrationPage(s).Moved(o.Right, o.Down)
}

// Preview draws a page for the screen.
func (w *Works) Preview(p page.Page, dpi float64) (image.Image, error) {
	return raster.RGBA(w.pen.Fonts(), p, dpi)
}

// Print sends the pages as one job.
func (w *Works) Print(ctx context.Context, on data.PrinterID, pages []page.Page, s stock.Stock, say func(Progress)) (printer.Outcome, error) {
	return w.print(ctx, on, printer.Job{Pages: pages, Media: s.Media}, say)
}

// PrintPage sends a page of a run.
func (w *Works) PrintPage(ctx context.Context, on data.PrinterID, j printer.Job, say func(key string)) (printer.Outcome, error) {
	return w.print(ctx, on, j, func(at Progress) { say(at.Key) })
}

// Ended tells how a job of an earlier session is, or ended.
func (w *Works) Ended(ctx context.Context, job string) (printer.JobState, error) {
	return w.spooler.Ended(ctx, job)
}

func (w *Works) print(ctx context.Context, on data.PrinterID, job printer.Job, say func(Progress)) (printer.Outcome, error) {
	nothing := printer.Outcome{Purged: true} // sent, hence left
	listed, err := w.listed(ctx)
	if err != nil {
		return nothing, err
	}
	if job.Printer, err = w.knows(ctx, on); err != nil {
		return nothing, err
	}
	job.Manner = data.Manners(listed, on)
	say(Progress{Key: "print.state.sending", Of: len(job.Pages)})
	return w.spooler.Print(ctx, job, func(at printer.Progress) {
		say(Progress{Key: keyOf(at), Page: at.Pages, Of: len(job.Pages)})
	})
}

// knows is a printer as it was asked for last; one that was not seen yet is
// looked for.
func (w *Works) knows(ctx context.Context, on data.PrinterID) (printer.Printer, error) {
	for range 2 {
		w.mu.Lock()
		p, ok := w.known[on]
		w.mu.Unlock()
		if ok {
			return p, nil
		}
		if _, err := w.Printers(ctx); err != nil {
			return printer.Printer{}, err
		}
	}
	return printer.Printer{}, printer.Fault(printer.Gone, nil)
}

// keyOf is the sentence for where a job stands.
func keyOf(at printer.Progress) string {
	switch {
	case at.Waiting != "":
		return at.Waiting
	case at.State == printer.JobPrinting:
		return "print.state.printing"
	}
	return "print.state.waiting"
}
