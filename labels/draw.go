package labels

import (
	"nifuda/labels/page"
)

// Room between the parts of a label, in mm.
const (
	partGap = 1.6
	ruleGap = 2.4
	hair    = 0.2 // a rule's width
)

// numberHeight is what the number takes below its bars.
func (l *layout) numberHeight() float64 {
	if l.words.number == "" {
		return 0
	}
	return l.numberSize()*page.MMPerPt*(ascent+descent) + 0.5
}

// codeHeight is what bars and number take together.
func (l *layout) codeHeight() float64 { return l.bars.Height + l.numberHeight() }

// footHeight is what stands below the head.
func (l *layout) footHeight() float64 {
	if l.side {
		return max(l.from.height, l.codeHeight())
	}
	h := l.from.height + l.codeHeight()
	if l.from.height > 0 && l.codeHeight() > 0 {
		h += l.partGap()
	}
	return h
}

func (l *layout) partGap() float64 {
	if l.form.stacked {
		return 2 * ruleGap
	}
	return partGap
}

// bandHeight is what the note of a big label takes, with a rule above it.
func (l *layout) bandHeight() float64 {
	if !l.form.stacked || l.note() == "" {
		return 0
	}
	return l.band().height + 2*ruleGap
}

func (l *layout) band() column {
	c := column{fonts: l.fonts, width: l.inner()}
	c.add(style{Wanted, page.Bold, l.form.note, l.form.note * 0.6, 0}, l.words.wanted, l.words.part)
	return c
}

// room is how much height is left, negative when it does not fit.
func (l *layout) room() float64 {
	h := l.head.height + l.bandHeight()
	if foot := l.footHeight(); foot > 0 {
		h += foot + l.partGap()
	}
	return l.height - 2*l.form.pad - h
}

// draw puts the parts on the label: head to the top, the rest to the bottom.
func (l *layout) draw() page.Page {
	p := page.Page{Width: l.width, Height: l.height}
	x, bottom := l.form.pad, l.height-l.form.pad
	shift := l.spread(max(l.room(), 0))
	l.head.draw(&p, x, l.form.pad)
	if l.post.bars != nil {
		l.post.draw(&p, x, l.form.pad+l.post.y+shift)
	}
	if l.noteX > 0 {
		first := l.head.lines[0]
		p.Add(page.Text{Role: page.Bold, Size: l.noteSize(), X: x + l.noteX, Y: l.form.pad + first.y, Text: []byte(l.note())})
	}
	top := bottom - l.footHeight()
	switch {
	case l.side:
		l.from.draw(&p, x, bottom-l.from.height)
		l.code(&p, x+l.inner()-max(l.bars.Width(), l.numberWidth()), bottom-l.codeHeight())
	default:
		l.from.draw(&p, x, top)
		wide := max(l.bars.Width(), l.numberWidth())
		l.code(&p, x+(l.inner()-wide)/2, bottom-l.codeHeight())
	}
	if l.form.stacked {
		l.rules(&p, top)
	}
	return p
}

// noteSize is the size the note had when it was found to fit beside the
// postal code.
func (l *layout) noteSize() float64 {
	w := page.Width(l.fonts, page.Bold, 1, l.note())
	return (l.inner() - l.noteX) / w
}

// spread moves the name away from the address while there is room, and says how
// far, in mm.
func (l *layout) spread(room float64) float64 {
	shift := min(room*0.4, 0.6*l.form.name*page.MMPerPt)
	for i, ln := range l.head.lines {
		if ln.field == Name || ln.field == Wanted {
			l.head.lines[i].y += shift
		}
	}
	return shift
}

// code draws the bars with the number below, centred on each other.
func (l *layout) code(p *page.Page, x, y float64) {
	wide := max(l.bars.Width(), l.numberWidth())
	if l.bars.Widths != nil {
		b := l.bars
		b.X, b.Y = x+(wide-b.Width())/2, y
		p.Add(b)
	}
	if l.words.number == "" {
		return
	}
	size := l.numberSize()
	p.Add(page.Text{
		Role: page.Mono, Size: size, X: x + (wide-l.numberWidth())/2,
		Y:    y + l.bars.Height + 0.5 + size*page.MMPerPt*ascent,
		Text: []byte(l.words.number),
	})
}

// rules divides a big label: above the note, above the sender, above the bars.
func (l *layout) rules(p *page.Page, top float64) {
	x, right := l.form.pad, l.width-l.form.pad
	across := func(y, width float64) {
		p.Add(page.Rule{X1: x, Y1: y, X2: right, Y2: y, Width: width})
	}
	if l.footHeight() > 0 {
		across(top-ruleGap, hair)
	}
	if l.from.height > 0 && l.codeHeight() > 0 {
		across(top+l.from.height+ruleGap, hair)
	}
	if band := l.bandHeight(); band > 0 {
		y := top - ruleGap - band
		across(y, 2*hair)
		b := l.band()
		b.draw(p, x, y+ruleGap)
	}
}

// cut takes the last line of the longest part away and gives its words back.
func (c *column) cut() (Field, string, bool) {
	if len(c.lines) == 0 {
		return "", "", false
	}
	count := map[Field]int{}
	longest := c.lines[0].field
	for _, l := range c.lines {
		if count[l.field]++; count[l.field] > count[longest] {
			longest = l.field
		}
	}
	at := len(c.lines) - 1
	for c.lines[at].field != longest {
		at--
	}
	gone := c.lines[at]
	taken := gone.size * page.MMPerPt * lineHeight
	c.lines = append(c.lines[:at:at], c.lines[at+1:]...)
	for i := at; i < len(c.lines); i++ {
		c.lines[i].y -= taken
	}
	c.height -= taken
	return gone.field, gone.text, true
}
