package labels

import (
	"strconv"

	"nifuda/labels/page"
	"nifuda/labels/stock"
)

// CalibrationPage shows how a printer is off: the frame and number of every
// label, a cross in its middle, and rulers in millimetres from the edges of the
// paper. Held against a label sheet and the light, it gives the offset to set.
// To check an offset, move the page by it.
func (p *Pen) CalibrationPage(s stock.Stock) page.Page {
	out := page.Page{Width: s.Width, Height: s.Height}
	p.rulers(&out)
	for i := range s.PerPage() {
		p.target(&out, s.Cell(i), i+1)
	}
	p.instructions(&out, s)
	return out
}

// arm is how far the cross of a label reaches, in mm: less on small ones, where
// rulers and words are near.
func arm(c stock.Cell) float64 {
	if c.Height < 40 {
		return 1.5
	}
	return 4
}

// target is one label's frame, number and cross.
func (p *Pen) target(out *page.Page, c stock.Cell, number int) {
	const thin = 0.2 // mm
	out.Add(page.Box{X: c.X, Y: c.Y, W: c.Width, H: c.Height, Line: thin})
	x, y, arm := c.X+c.Width/2, c.Y+c.Height/2, arm(c)
	out.Add(
		page.Rule{X1: x - arm, Y1: y, X2: x + arm, Y2: y, Width: thin},
		page.Rule{X1: x, Y1: y - arm, X2: x, Y2: y + arm, Width: thin},
	)
	size := min(16, c.Height*0.4) // pt
	out.Add(page.Text{
		Role: page.Bold, Size: size, X: x + arm + 2, Y: y + size*page.MMPerPt*0.36,
		Text: []byte(strconv.Itoa(number)),
	})
}

// rulers run along the top and the left edge, a tick for each millimetre.
func (p *Pen) rulers(out *page.Page) {
	const top, left, margin = 8.0, 8.0, 10 // mm; printers leave about 5 mm blank
	for mm := margin; mm <= int(out.Width)-margin; mm++ {
		at := float64(mm)
		out.Add(page.Rule{X1: at, Y1: top, X2: at, Y2: top + tick(mm), Width: 0.12})
		if mm%10 == 0 {
			p.centred(out, strconv.Itoa(mm), 6, at, top-0.8)
		}
	}
	for mm := 2 * margin; mm <= int(out.Height)-margin; mm++ {
		at := float64(mm)
		out.Add(page.Rule{X1: left, Y1: at, X2: left + tick(mm), Y2: at, Width: 0.12})
		if mm%10 == 0 {
			out.Add(page.Text{Role: page.Mono, Size: 6, X: left - 3.6, Y: at + 0.75, Text: []byte(strconv.Itoa(mm))})
		}
	}
}

// tick is how long the mark of a millimetre is, in mm.
func tick(mm int) float64 {
	switch {
	case mm%10 == 0:
		return 4
	case mm%5 == 0:
		return 2.8
	}
	return 1.6
}

// centred sets a short text around x.
func (p *Pen) centred(out *page.Page, text string, size, x, y float64) {
	w := page.Width(p.fonts, page.Mono, size, text)
	out.Add(page.Text{Role: page.Mono, Size: size, X: x - w/2, Y: y, Text: []byte(text)})
}

// instructions stand in the first label between the rulers and its cross: as
// many of them as there is room for.
func (p *Pen) instructions(out *page.Page, s stock.Stock) {
	const rulers, pad = 15.0, 3.0 // mm
	c := s.Cell(0)
	texts := []string{
		"試し刷り　" + s.String(),
		"倍率100％（実寸）で印刷し、定規で目盛りを確かめます。",
		"枠とラベルのずれを測り、「右へ」「下へ」に入れます。",
	}
	if s.Asymmetric() {
		texts = append(texts, "左右・上下の余白が違う用紙です。向きを確かめて差し込みます。")
	}
	x, y := max(c.X+pad, rulers), max(c.Y+pad, rulers)
	for ; len(texts) > 0; texts = texts[:len(texts)-1] {
		col := column{fonts: p.fonts, width: c.X + c.Width - x - pad}
		col.add(style{role: page.Bold, size: 8, least: leastPt}, texts[0])
		col.add(style{role: page.Regular, size: 7, least: leastPt, lead: 0.4}, texts[1:]...)
		if col.width > 20 && y+col.height < c.Y+c.Height/2-arm(c) {
			col.draw(out, x, y)
			return
		}
	}
}
