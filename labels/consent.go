package labels

import (
	"fmt"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/labels/page"
)

// Consent is what the sheet of the take-out rule says.
type Consent struct {
	Shop     string
	Person   string    // who accepts the rule
	InCharge string    // 責任者; empty when nobody is
	Rule     data.Rule // the version that is accepted
	At       time.Time // when it was; zero leaves the date open, to be written by hand
}

// The sheet in millimetres and points. It has the recovery sheet's margins.
const (
	consentWidth = sheetWidth - 2*sheetMargin
	consentEnd   = sheetHeight - sheetMargin - 8 // below it stands the page number
	signHeight   = 66                            // of everything from the last sentence to the signature
)

// ConsentSheet is the sheet on which somebody accepts the take-out rule: A4, as
// many pages as the rule needs, and on the last one who accepts it, when, and a
// line to sign on. The reports name the characters that could not be drawn.
func (p *Pen) ConsentSheet(c Consent) ([]page.Page, []Report) {
	w := &writer{fonts: p.fonts}
	s := &consent{pen: p, w: w, c: c}
	s.turn()
	s.head()
	for _, paragraph := range strings.Split(c.Rule.Text, "\n") {
		s.paragraph(paragraph)
	}
	if s.y+signHeight > consentEnd {
		s.turn()
	}
	s.sign()
	s.number()
	return s.pages, w.reports
}

// consent is a sheet that is being written, from its head down.
type consent struct {
	pen   *Pen
	w     *writer
	c     Consent
	pages []page.Page
	y     float64 // mm from the top of the last page
}

// turn begins another page.
func (s *consent) turn() {
	s.pages = append(s.pages, page.Page{Width: sheetWidth, Height: sheetHeight})
	s.y = sheetMargin
}

// line sets one line of clean text below the last and goes on by high, in mm.
func (s *consent) line(role page.Role, size, x, high float64, text string) {
	s.pages[len(s.pages)-1].Add(page.Text{Role: role, Size: size, X: sheetMargin + x, Y: s.y + size*page.MMPerPt*ascent, Text: []byte(text)})
	s.y += high
}

func (s *consent) head() {
	head := column{fonts: s.pen.fonts, width: consentWidth}
	head.add(style{role: page.Bold, size: 24, least: 18}, "持ち出し禁止の同意書")
	head.add(style{role: page.Regular, size: 12, least: 9, lead: 3}, s.w.clean(Name, page.Regular, s.c.Shop))
	version := fmt.Sprintf("第%d版", s.c.Rule.Version)
	if !s.c.Rule.At.IsZero() {
		version += "　" + onDay(s.c.Rule.At) + "から"
	}
	head.add(style{role: page.Regular, size: 10, least: 9, lead: 1.5}, version)
	out := &s.pages[len(s.pages)-1]
	head.draw(out, sheetMargin, s.y)
	s.y += head.height + 5
	out.Add(page.Rule{X1: sheetMargin, Y1: s.y, X2: sheetWidth - sheetMargin, Y2: s.y, Width: 2 * hair})
	s.y += 6
}

// paragraph sets a part of the rule, over as many pages as it takes. An empty
// one leaves half a line.
func (s *consent) paragraph(text string) {
	const size = 11.0
	high := size * page.MMPerPt * 1.7
	text = s.w.clean(Terms, page.Regular, text)
	if text == "" {
		s.y += high / 2
		return
	}
	for _, l := range page.Break(s.pen.fonts, page.Regular, size, consentWidth, text) {
		if s.y+high > consentEnd {
			s.turn()
		}
		s.line(page.Regular, size, 0, high, l)
	}
	s.y += high / 4
}

// sign is who accepts the rule, and when.
func (s *consent) sign() {
	const size, high, name = 11.0, 10.0, 34.0
	s.y += 8
	s.line(page.Regular, size, 0, high+2, "この決まりを読み、守ることに同意します。")
	day := "　　　　年　　　月　　　日"
	if !s.c.At.IsZero() {
		day = onDay(s.c.At)
	}
	clean := func(text string) string { return s.w.clean(Name, page.Regular, text) }
	for _, row := range [][2]string{{"同意した日", day}, {"氏名", clean(s.c.Person)}, {"責任者", clean(s.c.InCharge)}} {
		s.line(page.Regular, size, 0, 0, row[0])
		fitted, at := page.Fit(s.pen.fonts, page.Regular, size+1, 7, consentWidth-name, row[1])
		for i, l := range fitted {
			step := at * page.MMPerPt * 1.3
			if i == len(fitted)-1 {
				step = high
			}
			s.line(page.Regular, at, name, step, l)
		}
		if len(fitted) == 0 {
			s.y += high
		}
	}
	s.line(page.Regular, size, 0, 0, "署名")
	under := s.y + size*page.MMPerPt + 2
	s.pages[len(s.pages)-1].Add(page.Rule{X1: sheetMargin + name, Y1: under, X2: sheetMargin + name + 90, Y2: under, Width: hair})
}

// number puts 1/2 at the foot of each page when there are several.
func (s *consent) number() {
	if len(s.pages) < 2 {
		return
	}
	for i := range s.pages {
		words := fmt.Sprintf("持ち出し禁止の同意書　%d/%d", i+1, len(s.pages))
		wide := page.Width(s.pen.fonts, page.Regular, 9, words)
		s.pages[i].Add(page.Text{Role: page.Regular, Size: 9, X: sheetWidth - sheetMargin - wide, Y: sheetHeight - sheetMargin + 4, Text: []byte(words)})
	}
}

// onDay is a date as it stands on documents.
func onDay(t time.Time) string { return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day()) }
