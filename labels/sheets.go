package labels

import (
	"math"

	"nifuda/data"
	"nifuda/labels/page"
	"nifuda/labels/stock"
)

// MaxLabels is how many labels one run of sheets takes.
const MaxLabels = 1000

// maxOffset is how far a printer can be off, in mm. More is a wrong paper.
const maxOffset = 20

// Sheets are the pages of one print run and what to know of them.
type Sheets struct {
	Pages   []page.Page
	Places  []Place  // where job i is
	Reports []Report // in the order of the jobs
}

// Place is where a label is.
type Place struct {
	Page int // index into Pages
	Cell int // index of the label on that page, as stock.Stock.Cell takes it
}

// Sheets draws the labels of jobs on as many pages of a stock as they need, in
// their order. The first goes to label startAt of the first page, counted from
// 0; labels before it are used up and stay empty. The offset moves everything.
// It fails with an Invalid fault for no jobs, more than MaxLabels, a startAt
// that is not on the page, and an offset of more than 20 mm.
func (p *Pen) Sheets(jobs []data.LabelJob, s stock.Stock, startAt int, o data.Offset) (Sheets, error) {
	if err := checkSheets(len(jobs), s, startAt, o); err != nil {
		return Sheets{}, err
	}
	out := Sheets{
		Pages:  make([]page.Page, s.Pages(len(jobs), startAt)),
		Places: make([]Place, len(jobs)),
	}
	for i := range out.Pages {
		out.Pages[i] = page.Page{Width: s.Width, Height: s.Height}
	}
	for i, j := range jobs {
		at := startAt + i
		place := Place{Page: at / s.PerPage(), Cell: at % s.PerPage()}
		label, reports := p.AddressLabel(j, s)
		cell := s.Cell(place.Cell)
		out.Pages[place.Page].Add(label.Moved(cell.X+o.Right, cell.Y+o.Down).Items...)
		out.Places[i] = place
		for _, r := range reports {
			r.Job = i
			out.Reports = append(out.Reports, r)
		}
	}
	return out, nil
}

func checkSheets(jobs int, s stock.Stock, startAt int, o data.Offset) error {
	if startAt < 0 || startAt >= s.PerPage() {
		return &data.Fault{Kind: data.Invalid, Key: "fault.label.start", Args: map[string]any{"max": s.PerPage()}}
	}
	return checkRun(jobs, o)
}

// checkRun asks whether so many can be drawn, and so far off.
func checkRun(jobs int, o data.Offset) error {
	switch {
	case jobs == 0:
		return &data.Fault{Kind: data.Invalid, Key: "fault.label.none"}
	case jobs > MaxLabels:
		return &data.Fault{Kind: data.Invalid, Key: "fault.label.toomany", Args: map[string]any{"count": jobs, "max": MaxLabels}}
	case !(math.Abs(o.Right) <= maxOffset && math.Abs(o.Down) <= maxOffset):
		return &data.Fault{Kind: data.Invalid, Key: "fault.label.offset", Args: map[string]any{"max": maxOffset}}
	}
	return nil
}
