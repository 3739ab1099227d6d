package labels

import (
	"nifuda/labels/page"
)

// Heights of a line and of its parts, in em. The letters of BIZ UDPGothic lie
// between 0.88 em above the baseline and 0.12 em below it.
const (
	lineHeight = 1.28
	ascent     = 0.9
	descent    = 0.16
)

// line is a text with its size and its place within a column.
type line struct {
	field Field
	role  page.Role
	size  float64 // pt
	text  string
	y     float64 // mm, baseline below the top of the column
}

// column is lines below each other, in millimetres.
type column struct {
	fonts  page.Fonts
	width  float64
	height float64
	lines  []line
	wraps  []Field // parts that take more lines than they were given as
}

// style is how a block of a label is set.
type style struct {
	field Field
	role  page.Role
	size  float64 // pt
	least float64 // pt, before a second line is taken
	lead  float64 // mm of room above
}

// add sets texts below what the column has.
func (c *column) add(s style, texts ...string) {
	lines, size := page.Fit(c.fonts, s.role, s.size, s.least, c.width, texts...)
	if len(lines) == 0 {
		return
	}
	given := 0
	for _, t := range texts {
		if t != "" {
			given++
		}
	}
	if len(lines) > given {
		c.wraps = append(c.wraps, s.field)
	}
	if len(c.lines) > 0 {
		c.height += s.lead
	}
	em := size * page.MMPerPt
	for _, t := range lines {
		c.lines = append(c.lines, line{s.field, s.role, size, t, c.height + em*ascent})
		c.height += em * lineHeight
	}
}

// beside finds where a text stands right-aligned on the column's first line, in
// mm from its left, and whether there is room for it.
func (c *column) beside(s style, text string) (x float64, fits bool) {
	if text == "" || len(c.lines) == 0 {
		return 0, false
	}
	const gap = 3 // mm
	first := c.lines[0]
	used := page.Width(c.fonts, first.role, first.size, first.text)
	x = c.width - page.Width(c.fonts, s.role, s.size, text)
	return x, x >= used+gap
}

// draw puts the lines on a page with the column's top left corner at x, y.
func (c *column) draw(p *page.Page, x, y float64) {
	for _, l := range c.lines {
		p.Add(page.Text{Role: l.role, Size: l.size, X: x, Y: y + l.y, Text: []byte(l.text)})
	}
}
