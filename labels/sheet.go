package labels

import (
	"fmt"
	"strings"

	"nifuda/labels/page"
)

// The A4 sheets of documents, in mm. The folds of a letter lie at a third and
// at two thirds of the sheet.
const (
	paperLeft   = 20
	paperRight  = sheetWidth - 15
	paperTop    = 16
	paperEnd    = 276 // below it stands the foot
	paperFoot   = 282
	paperInner  = paperRight - paperLeft
	foldFirst   = 99
	foldSecond  = 198
	foldFrom    = 4 // from the sheet's edge
	foldTo      = 8
	leastDetail = 5.0 // pt
)

// sheet is a document of A4 pages that is being written from its head down.
type sheet struct {
	pen   *Pen
	w     *writer
	foot  string // stands before the number of the page
	pages []page.Page
	y     float64 // mm from the top of the last page
	turns func()  // what begins every page but the first
}

func (p *Pen) newSheet(foot string) *sheet {
	s := &sheet{pen: p, w: &writer{fonts: p.fonts}, foot: foot}
	s.pages = []page.Page{{Width: sheetWidth, Height: sheetHeight}}
	s.y = paperTop
	return s
}

// turn begins another page.
func (s *sheet) turn() {
	s.pages = append(s.pages, page.Page{Width: sheetWidth, Height: sheetHeight})
	s.y = paperTop
	if s.turns != nil {
		s.turns()
	}
}

// room turns the page when less than high mm are left; it says whether it did.
func (s *sheet) room(high float64) bool {
	if s.y+high <= paperEnd {
		return false
	}
	s.turn()
	return true
}

func (s *sheet) add(items ...page.Item) { s.pages[len(s.pages)-1].Add(items...) }

// text sets clean words with their top left corner at x, y.
func (s *sheet) text(role page.Role, size, x, y float64, words string) {
	if words == "" {
		return
	}
	s.add(page.Text{Role: role, Size: size, X: x, Y: y + size*page.MMPerPt*ascent, Text: []byte(words)})
}

// right sets clean words that end at x, smaller where they are wider than width.
func (s *sheet) right(role page.Role, size, x, y, width float64, words string) {
	wide := page.Width(s.pen.fonts, role, size, words)
	if wide > width {
		y += size * page.MMPerPt * (1 - width/wide) * ascent // the same baseline
		size *= width / wide
		wide = width
	}
	s.text(role, size, x-wide, y, words)
}

// centre sets clean words around x.
func (s *sheet) centre(role page.Role, size, x, y float64, words string) {
	s.text(role, size, x-page.Width(s.pen.fonts, role, size, words)/2, y, words)
}

func (s *sheet) across(y, width float64) { s.rule(paperLeft, paperRight, y, width) }

func (s *sheet) rule(x1, x2, y, width float64) {
	s.add(page.Rule{X1: x1, Y1: y, X2: x2, Y2: y, Width: width})
}

// column is a column of this sheet's fonts.
func (s *sheet) column(width float64) column { return column{fonts: s.pen.fonts, width: width} }

// boxed sets blocks of words in a box of a size, all smaller until they fit;
// what does not even then is reported. It returns the column, to be drawn.
func (s *sheet) boxed(width, height float64, blocks ...block) column {
	const step = 0.94
	var c column
	for scale := 1.0; ; scale *= step {
		c = s.column(width)
		least := false
		for _, b := range blocks {
			size := max(b.size*scale, leastDetail)
			least = least || size > leastDetail
			c.add(style{b.field, b.role, size, max(size*0.8, leastDetail), b.lead * scale}, b.words...)
		}
		if c.height <= height || !least {
			break
		}
	}
	for c.height > height {
		field, text, ok := c.cut()
		if !ok {
			break
		}
		s.w.report(field, ReportCut, text)
	}
	return c
}

// block is words of one part of a sheet, each text beginning a line of its own.
type block struct {
	field Field
	role  page.Role
	size  float64 // pt
	lead  float64 // mm of room above
	words []string
}

// folds marks on the first page where a letter is folded.
func (s *sheet) folds() {
	for _, y := range []float64{foldFirst, foldSecond} {
		s.pages[0].Add(page.Rule{X1: foldFrom, Y1: y, X2: foldTo, Y2: y, Width: hair})
	}
}

// done numbers the pages when there are several, and gives them away.
func (s *sheet) done() ([]page.Page, []Report) {
	for i := range s.pages {
		if len(s.pages) < 2 {
			break
		}
		words := fmt.Sprintf("%s　%d/%d", s.foot, i+1, len(s.pages))
		wide := page.Width(s.pen.fonts, page.Regular, 8, words)
		s.pages[i].Add(page.Text{Role: page.Regular, Size: 8, X: paperRight - wide, Y: paperFoot, Text: []byte(words)})
	}
	return s.pages, s.w.reports
}

// cells are the words of one row's first column: its lines and their heights.
type cells struct {
	lines []line
	high  float64
}

// cell sets the words of a row: what it is, and below it in small what tells it
// apart.
func (s *sheet) cell(width, size float64, name string, details ...string) cells {
	c := s.column(width)
	c.add(style{Goods, page.Regular, size, size * 0.85, 0}, name)
	small := size * 0.8
	var apart []string
	for _, d := range details {
		if d != "" {
			apart = append(apart, d)
		}
	}
	c.add(style{Goods, page.Regular, small, small * 0.85, 0.4}, strings.Join(apart, "　"))
	return cells{c.lines, c.height}
}

func (s *sheet) draw(c cells, x, y float64) {
	for _, l := range c.lines {
		s.add(page.Text{Role: l.role, Size: l.size, X: x, Y: y + l.y, Text: []byte(l.text)})
	}
}
