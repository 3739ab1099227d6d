package print

import (
	"nifuda/app/run"
	"nifuda/data"
	"nifuda/labels/stock"
)

// batch is what a run prints: what was asked for, and all it needs to be drawn.
type batch struct {
	plan    data.RunPlan
	jobs    []data.LabelJob // in the plan's order
	offsets map[string]data.Offset
}

// numbered gives each job its number in the batch: the same stands on list, slip
// and label, so that the stacks match.
func numbered(jobs []data.LabelJob) []data.LabelJob {
	for i := range jobs {
		jobs[i].Seq = i + 1
	}
	return jobs
}

// compose draws the pages of a batch in the order they come out.
func (b batch) compose(press Press) (drawn []run.Drawn, pages []data.RunPage, err error) {
	for i, part := range b.plan.Parts {
		s, err := stock.Find(part.Stock)
		if err != nil {
			return nil, nil, &data.Fault{Kind: data.NotFound, Key: "fault.run.stock", Err: err}
		}
		// Drawn where nothing is moved: a printer that is set right in the middle
		// of a run changes no page's hash.
		sheets, err := press.Sheets(b.jobs, s, part.Start, data.Offset{})
		if err != nil {
			return nil, nil, err
		}
		o := b.offsets[part.Printer.Device]
		first := len(pages)
		for _, p := range sheets.Pages {
			sum := p.Sum()
			drawn = append(drawn, run.Drawn{Page: p.Moved(o.Right, o.Down), Media: s.Media, Hash: sum})
			pages = append(pages, data.RunPage{Number: len(pages) + 1, Part: i, Hash: sum})
		}
		for j, place := range sheets.Places {
			p := &pages[first+place.Page]
			p.Parcels = append(p.Parcels, b.jobs[j].Parcel)
		}
	}
	return drawn, pages, nil
}

// planned is what the choices ask for.
func (m *Model) planned() data.RunPlan {
	p, _ := m.Printer()
	plan := data.RunPlan{Parts: []data.RunPart{{Kind: data.RunLabels, Printer: p.PrinterID, Stock: m.choice.stock.Code, Start: m.choice.start}}}
	seen := map[data.OrderID]bool{}
	for _, j := range m.sheet.jobs {
		plan.Parcels = append(plan.Parcels, j.Parcel)
		if !seen[j.Order] {
			seen[j.Order] = true
			plan.Orders = append(plan.Orders, j.Order)
		}
	}
	return plan
}
