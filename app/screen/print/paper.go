package print

import (
	"strconv"

	"nifuda/app/widgets"
	"nifuda/data"
)

// cells are the places on the page that is shown: used up, the first one, and
// those a person should look at.
func (v *View) cells() []widgets.Cell {
	m, s := v.m, v.m.Shown()
	kind, at, _ := m.Kind()
	if kind != data.RunLabels {
		return nil
	}
	first, start := at == 1, m.Start()
	r, run := m.Left()
	if run {
		start = r.Plan.Parts[r.Pages[m.run.shown].Part].Start
	}
	all := make([]widgets.Cell, 0, s.PerPage())
	for i := range s.PerPage() {
		c := s.Cell(i)
		cell := widgets.Cell{X: float32(c.X), Y: float32(c.Y), W: float32(c.Width), H: float32(c.Height)}
		if first && i < start {
			cell.Used, cell.Words = true, v.w.Say("print.used")
		}
		if first && i == start && s.PerPage() > 1 {
			cell.Tone, cell.Flag = widgets.Chosen, v.w.Say("print.here")
		}
		all = append(all, cell)
	}
	if run { // what is on it is settled
		return all
	}
	for n, p := range m.Problems() {
		if p.Place.Page+m.sheet.front == m.Page() && p.Blocks && !p.Settled {
			c := &all[p.Place.Cell]
			c.Tone, c.Flag = widgets.Waits, strconv.Itoa(n+1)
		}
	}
	return all
}
