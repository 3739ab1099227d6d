package print

import (
	"context"

	"nifuda/app/run"
	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/page"
	"nifuda/labels/stock"
)

// words are what a run puts on paper: the same from the preview to the last page
// of a run that goes on another day.
type words struct {
	shelf stock.Shelf     // what stock there is
	jobs  []data.LabelJob // in the batch's order
	slips []data.Paper
	pick  data.Pick
	forms []data.SlipForm
	posts []data.SlipJob // for carriers' slips
}

// wordsOf asks the desk for what a plan prints.
func wordsOf(ctx context.Context, desk Desk, plan data.RunPlan) (w words, err error) {
	own, err := desk.Stocks(ctx)
	if err != nil {
		return w, err
	}
	w.shelf = stock.NewShelf(own)
	w.jobs, err = desk.BatchLabels(ctx, plan.Batch)
	if err == nil && plan.Has(data.RunSlips) {
		w.slips, err = desk.Slips(ctx, plan.Batch)
	}
	if err == nil && plan.Has(data.RunPicks) {
		w.pick, err = desk.Pick(ctx, plan.Batch)
	}
	if err == nil && plan.Has(data.RunForms) {
		if w.forms, err = desk.SlipForms(ctx); err == nil {
			w.posts, err = desk.CarrierSlips(ctx, plan.Batch)
		}
	}
	return w, err
}

// sheaf is the pages of one part, before they are moved to suit a printer.
type sheaf struct {
	part    data.RunPart
	stock   stock.Stock
	pages   []page.Page
	labels  labels.Sheets   // of the labels, where they are
	reports []labels.Report // of slips and lists
}

// bind draws the parts of a plan in the order they come out.
func bind(press Press, plan data.RunPlan, w words) ([]sheaf, error) {
	var all []sheaf
	for _, part := range plan.Parts {
		s, err := w.stockOf(part)
		if err != nil {
			return nil, err
		}
		f := sheaf{part: part, stock: s}
		switch part.Kind {
		case data.RunPicks:
			f.pages, f.reports = press.PickList(w.pick)
		case data.RunSlips:
			for i, slip := range w.slips {
				pages, reports := press.Paper(slip)
				for _, r := range reports {
					r.Job = i
					f.reports = append(f.reports, r)
				}
				f.pages = append(f.pages, pages...)
			}
		case data.RunForms:
			drawn, err := press.Overprint(w.formOf(part.Stock), w.posts)
			if err != nil {
				return nil, err
			}
			f.pages, f.reports = drawn.Pages, drawn.Reports
		default:
			if f.labels, err = press.Sheets(w.jobs, s, part.Start, data.Offset{}); err != nil {
				return nil, err
			}
			f.pages = f.labels.Pages
		}
		all = append(all, f)
	}
	return all, nil
}

// stockOf is the paper of a part.
func (w words) stockOf(part data.RunPart) (stock.Stock, error) {
	if part.Kind != data.RunForms {
		return stockOf(w.shelf, part.Stock)
	}
	f := w.formOf(part.Stock)
	if f.ID == 0 {
		return stock.Stock{}, &data.Fault{Kind: data.NotFound, Key: "fault.run.stock"}
	}
	return stock.OfForm(f), nil
}

// formOf is the form with a code, the zero form when it was removed.
func (w words) formOf(code string) data.SlipForm {
	for _, f := range w.forms {
		if f.ID.Code() == code {
			return f
		}
	}
	return data.SlipForm{}
}

func stockOf(shelf stock.Shelf, code string) (stock.Stock, error) {
	if plain := stock.PlainA4(); code == plain.Code {
		return plain, nil
	}
	s, ok := shelf.Find(code)
	if !ok {
		return s, &data.Fault{Kind: data.NotFound, Key: "fault.run.stock"}
	}
	return s, nil
}

// paged are the pages of a run in their order: as the ledger keeps them, and as
// the printers get them. A hash is of the drawing before it is moved, so that a
// printer that is set right in the middle of a run changes none.
func paged(all []sheaf, jobs []data.LabelJob, offsets map[string]data.Offset) (drawn []run.Drawn, pages []data.RunPage) {
	for i, f := range all {
		o := offsets[f.part.Printer.Device]
		first := len(pages)
		for _, p := range f.pages {
			sum := page.Digest([]page.Page{p})
			drawn = append(drawn, run.Drawn{Page: p.Moved(o.Right, o.Down), Media: f.stock.Media, Hash: sum[:]})
			pages = append(pages, data.RunPage{Number: len(pages) + 1, Part: i, Hash: sum[:]})
		}
		for j, place := range f.labels.Places {
			p := &pages[first+place.Page]
			p.Parcels = append(p.Parcels, jobs[j].Parcel)
		}
	}
	return drawn, pages
}
