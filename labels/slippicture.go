package labels

import (
	"nifuda/data"
	"nifuda/labels/page"
)

// SlipPicture is a form to look at while it is drawn: sample words in their
// fields over a grid of 5 mm, every second line heavier. It is not for paper.
func (p *Pen) SlipPicture(f data.SlipForm) page.Page {
	const fine, heavy = 0.03, 0.1 // mm
	out := page.Page{Width: f.Page.Width, Height: f.Page.Height}
	wide := func(n int) float64 {
		if n%2 == 0 {
			return heavy
		}
		return fine
	}
	for n := 1; float64(n)*5 < out.Width; n++ {
		x := float64(n) * 5
		out.Add(page.Rule{X1: x, Y1: 0, X2: x, Y2: out.Height, Width: wide(n)})
	}
	for n := 1; float64(n)*5 < out.Height; n++ {
		y := float64(n) * 5
		out.Add(page.Rule{X1: 0, Y1: y, X2: out.Width, Y2: y, Width: wide(n)})
	}
	w := &writer{fonts: p.fonts}
	for _, field := range f.Fields {
		w.slip(&out, field, SlipSample())
	}
	return out
}
