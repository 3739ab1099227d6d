package page

import "hash"

// MMPerPt is one typographic point (1/72 inch) in millimetres.
const MMPerPt = 25.4 / 72

// Page is one sheet or one label, with what is drawn on it in order.
type Page struct {
	Width, Height float64 // mm
	Items         []Item
	Turned        bool // leaves the printer turned a quarter to the left: it was drawn lying for paper that stands
}

// Outer is the size of the page as it leaves the printer, in mm.
func (p Page) Outer() (width, height float64) {
	if p.Turned {
		return p.Height, p.Width
	}
	return p.Width, p.Height
}

// Item is one thing on a page: a Text, Rule, Box, Bars or Modules.
type Item interface {
	sum(h hash.Hash)
	moved(right, down float64) Item
	wipe()
}

// Role chooses a font by what it is for.
type Role int

// The roles of text. Mono has digits and Latin letters of one width.
const (
	Regular Role = iota
	Bold
	Mono
)

// Text is one line of text. Its bytes are UTF-8 that has been through Clean.
// They are bytes and no string so that a page with a secret can be wiped.
type Text struct {
	Role Role
	Size float64 // pt
	X, Y float64 // mm, left end of the baseline
	Text []byte
}

// Rule is a straight line.
type Rule struct {
	X1, Y1, X2, Y2 float64 // mm
	Width          float64 // mm
	Dash           float64 // mm drawn and mm left out in turn; 0 is unbroken
}

// Box is a rectangle.
type Box struct {
	X, Y, W, H float64 // mm, outer edge when filled, middle of the line otherwise
	Line       float64 // mm; 0 fills the box
}

// Bars is a one-dimensional barcode without its quiet zones.
type Bars struct {
	X, Y   float64 // mm, top left
	Module float64 // mm, width of one module: the narrowest bar, but for Narrow
	Height float64 // mm
	Widths []uint8 // bar, space, bar and so on, in modules; begins and ends with a bar
	Narrow uint8   // modules of a narrow bar in a code of two widths; 0 is 1
}

// Modules is a two-dimensional code without its quiet zone.
type Modules struct {
	X, Y   float64 // mm, top left
	Module float64 // mm, side of one square
	Size   int     // squares in a row, and rows
	Dark   []bool  // row by row
}

// Width is how far the bars reach, in mm.
func (b Bars) Width() float64 {
	n := 0
	for _, w := range b.Widths {
		n += int(w)
	}
	return float64(n) * b.Module
}

// Add puts items on the page.
func (p *Page) Add(items ...Item) { p.Items = append(p.Items, items...) }

// Moved is the page with everything on it shifted, in mm. The items share
// their bytes with the page they come from.
func (p Page) Moved(right, down float64) Page {
	out := Page{Width: p.Width, Height: p.Height, Turned: p.Turned, Items: make([]Item, len(p.Items))}
	for i, it := range p.Items {
		out.Items[i] = it.moved(right, down)
	}
	return out
}

// Wipe overwrites every text and code on the page and empties it. Pages made
// by Moved from this one are overwritten with it.
func (p *Page) Wipe() {
	for _, it := range p.Items {
		it.wipe()
	}
	p.Items = nil
}

func (t Text) moved(right, down float64) Item {
	t.X, t.Y = t.X+right, t.Y+down
	return t
}

func (r Rule) moved(right, down float64) Item {
	r.X1, r.X2, r.Y1, r.Y2 = r.X1+right, r.X2+right, r.Y1+down, r.Y2+down
	return r
}

func (b Box) moved(right, down float64) Item {
	b.X, b.Y = b.X+right, b.Y+down
	return b
}

func (b Bars) moved(right, down float64) Item {
	b.X, b.Y = b.X+right, b.Y+down
	return b
}

func (m Modules) moved(right, down float64) Item {
	m.X, m.Y = m.X+right, m.Y+down
	return m
}

func (t Text) wipe()    { clear(t.Text) }
func (r Rule) wipe()    {}
func (b Box) wipe()     {}
func (b Bars) wipe()    { clear(b.Widths) }
func (m Modules) wipe() { clear(m.Dark) }
