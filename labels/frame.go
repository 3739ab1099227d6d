package labels

import (
	"strings"

	"nifuda/labels/page"
	"nifuda/labels/stock"
)

// frame draws the two parts of a postal frame: whom it goes to above, who sends
// it below. There are no bars: the post's own code is the only one that a
// sorting machine should find.
func (p *Pen) frame(w *writer, words words, s stock.Stock) page.Page {
	const caption = 7.5 // pt
	to := words
	to.bars, to.sender, to.number = nil, nil, ""
	f := frameForm()
	f.pad = max(f.pad, s.Inset())
	head := caption * page.MMPerPt * lineHeight
	l := &layout{form: f, fonts: p.fonts, words: to, width: s.Label.Width, height: s.Split - head}
	l.give(w)
	w.reportHead(l.head)
	out := page.Page{Width: s.Label.Width, Height: s.Label.Height}
	p.corners(&out)
	p.title(&out, "お届け先", caption, f.pad, f.pad-head/2)
	out.Add(l.draw().Moved(0, head).Items...)
	out.Add(page.Rule{X1: f.pad, Y1: s.Split, X2: out.Width - f.pad, Y2: s.Split, Width: hair, Dash: 1.2})
	p.title(&out, "ご依頼主", caption, f.pad, s.Split+2)
	p.sender(&out, w, words, f, s.Split+2+head)
	return out
}

// title is the heading of a part.
func (p *Pen) title(out *page.Page, text string, size, x, y float64) {
	out.Add(page.Text{Role: page.Bold, Size: size, X: x, Y: y + size*page.MMPerPt*ascent, Text: []byte(text)})
}

// sender sets who sends it from y on, and the order number at the end of the
// last line.
func (p *Pen) sender(out *page.Page, w *writer, words words, f form, y float64) {
	const gap = 1.5 // mm
	width, room := out.Width-2*f.pad, out.Height-f.pad-y-gap
	numberHigh := f.number * page.MMPerPt * lineHeight
	col := column{}
	for size := f.from; ; size *= 0.95 {
		col = column{fonts: p.fonts, width: width}
		for i, line := range words.sender {
			role := page.Regular
			if i == 0 {
				role = page.Bold
			}
			col.add(style{Sender, role, size, max(size*f.tight, leastPt), 0.3}, line)
		}
		if col.height+numberHigh <= room || size*0.95 < leastPt {
			break
		}
	}
	for col.height+numberHigh > room && len(col.lines) > 0 {
		field, text, _ := col.cut()
		w.report(field, ReportCut, text)
	}
	col.draw(out, f.pad, y+gap)
	p.orderNumber(out, w, words.number, f, width)
}

// orderNumber stands at the right below, as the packer's own mark.
func (p *Pen) orderNumber(out *page.Page, w *writer, number string, f form, width float64) {
	if number == "" {
		return
	}
	size := f.number
	if wide := page.Width(p.fonts, page.Mono, size, number); wide > width {
		if size *= width / wide; size < leastPt {
			w.report(Number, ReportLeft, number)
			return
		}
	}
	x := out.Width - f.pad - page.Width(p.fonts, page.Mono, size, number)
	out.Add(page.Text{Role: page.Mono, Size: size, X: x, Y: out.Height - f.pad - size*page.MMPerPt*descent, Text: []byte(strings.TrimSpace(number))})
}

// corners shows where to cut, on the label's own side of the cut.
func (p *Pen) corners(out *page.Page) {
	const long, in, thin = 5.0, 0.25, 0.15 // mm
	right, bottom := out.Width-in, out.Height-in
	for _, c := range [][2]float64{{in, in}, {right, in}, {in, bottom}, {right, bottom}} {
		x, y := long, long
		if c[0] > long {
			x = -long
		}
		if c[1] > long {
			y = -long
		}
		out.Add(page.Rule{X1: c[0], Y1: c[1], X2: c[0] + x, Y2: c[1], Width: thin}, page.Rule{X1: c[0], Y1: c[1], X2: c[0], Y2: c[1] + y, Width: thin})
	}
}
