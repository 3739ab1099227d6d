package pdf

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"time"
	"unicode/utf8"

	"nifuda/data"
	"nifuda/labels/glyph"
	"nifuda/labels/page"

	"github.com/jung-kurt/gofpdf"
)

// MaxPages is how many pages one document takes; memory grows with them.
const MaxPages = 1000

// Options say what a document is for.
type Options struct {
	DPI      float64 // of the printer, for barcodes; 0 when it is not known
	Compress bool    // smaller and slower: for files that are kept, not for printing
}

// Document writes pages as one PDF. The same pages give the same bytes. It
// fails with an Invalid fault when there is no page or more than MaxPages.
func Document(f *glyph.Set, pages []page.Page, o Options) (out []byte, err error) {
	if len(pages) == 0 || len(pages) > MaxPages {
		return nil, &data.Fault{Kind: data.Invalid, Key: "fault.label.toomany",
			Args: map[string]any{"count": len(pages), "max": MaxPages}}
	}
	defer func() {
		if r := recover(); r != nil {
			// Its words may hold what was being written: they are not passed on.
			out, err = nil, &data.Fault{Kind: data.Internal, Key: "fault.label.draw", Err: fmt.Errorf("the PDF library stopped: %T", r)}
		}
	}()
	w := newWriter(f, pages, o)
	for _, p := range pages {
		w.page(p)
	}
	var buf bytes.Buffer
	if err := w.doc.Output(&buf); err != nil {
		return nil, &data.Fault{Kind: data.Internal, Key: "fault.label.draw", Err: fmt.Errorf("write a PDF: %w", err)}
	}
	return buf.Bytes(), nil
}

// writer is one document being written.
type writer struct {
	doc    *gofpdf.Fpdf
	fonts  *glyph.Set
	height float64 // mm, of the current page
	dpi    float64 // of the printer, 0 when it is not known
	raw    bytes.Buffer
}

func newWriter(f *glyph.Set, pages []page.Page, o Options) *writer {
	doc := gofpdf.NewCustom(&gofpdf.InitType{
		UnitStr: "mm",
		Size:    gofpdf.SizeType{Wd: pages[0].Width, Ht: pages[0].Height},
	})
	then := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC) // the same bytes on every day
	doc.SetCatalogSort(true)
	doc.SetCreationDate(then)
	doc.SetModificationDate(then)
	doc.SetProducer("Nifuda", false)
	doc.SetCompression(o.Compress)
	doc.SetMargins(0, 0, 0)
	doc.SetAutoPageBreak(false, 0)
	used := characters(pages)
	for _, role := range []page.Role{page.Regular, page.Bold, page.Mono} {
		if chars := used[role]; chars != nil {
			doc.AddUTF8FontFromBytes(family(role), "", f.Cut(glyph.Face(role), chars))
		}
	}
	return &writer{doc: doc, fonts: f, dpi: o.DPI}
}

// characters are what the pages write in each role. The library states the
// widths of Latin letters whether they are used or not, and 〓 may stand in for
// whatever is drawn as an outline.
func characters(pages []page.Page) map[page.Role]map[rune]bool {
	used := map[page.Role]map[rune]bool{}
	for _, p := range pages {
		for _, it := range p.Items {
			t, ok := it.(page.Text)
			if !ok {
				continue
			}
			chars := used[t.Role]
			if chars == nil {
				chars = map[rune]bool{page.Geta: true}
				for r := range rune(0x100) {
					chars[r] = true
				}
				used[t.Role] = chars
			}
			for b := t.Text; len(b) > 0; {
				r, n := utf8.DecodeRune(b)
				chars[r] = true
				b = b[n:]
			}
		}
	}
	return used
}

func family(r page.Role) string { return fmt.Sprintf("nifuda%d", r) }

func (w *writer) page(p page.Page) {
	wide, high := p.Outer()
	w.height = high
	w.doc.AddPageFormat("P", gofpdf.SizeType{Wd: wide, Ht: high})
	if p.Turned { // heights count from the top of the page as the library has it
		fmt.Fprintf(&w.raw, "q 0 1 -1 0 %.4f 0 cm\n", pt(high))
	}
	for _, it := range p.Items {
		switch it := it.(type) {
		case page.Text:
			w.text(it)
		case page.Rule:
			w.rule(it)
		case page.Box:
			w.box(it)
		case page.Bars:
			w.bars(it)
		case page.Modules:
			w.modules(it)
		}
	}
	if p.Turned {
		w.raw.WriteString("Q\n")
	}
	w.flush()
}

// flush hands drawing operators to the document: before the library writes text
// itself, and at the end of a page.
func (w *writer) flush() {
	if w.raw.Len() == 0 {
		return
	}
	w.doc.RawWriteBuf(&w.raw)
	w.raw.Reset()
}

// pt turns millimetres into points.
func pt(mm float64) float64 { return mm / page.MMPerPt }

// up turns millimetres from the top into points from the bottom.
func (w *writer) up(mm float64) float64 { return pt(w.height - mm) }

func (w *writer) rule(r page.Rule) {
	fmt.Fprintf(&w.raw, "q %.4f w", pt(r.Width))
	for _, d := range r.Dashes() {
		fmt.Fprintf(&w.raw, " %.4f %.4f m %.4f %.4f l", pt(d.X1), w.up(d.Y1), pt(d.X2), w.up(d.Y2))
	}
	w.raw.WriteString(" S Q\n")
}

func (w *writer) box(b page.Box) {
	if b.Line > 0 {
		for _, r := range b.Edges() {
			w.rule(r)
		}
		return
	}
	w.rect(b.X, b.Y, b.W, b.H)
	w.raw.WriteString("f\n")
}

// rect adds a rectangle in mm to the current path.
func (w *writer) rect(x, y, width, height float64) {
	b := w.raw.AvailableBuffer()
	for _, v := range [4]float64{pt(x), w.up(y + height), pt(width), pt(height)} {
		b = append(fixed(b, v), ' ')
	}
	w.raw.Write(append(b, "re "...))
}

// fixed appends a number with four decimals. Codes are thousands of them, and
// the general way takes several times as long.
func fixed(b []byte, v float64) []byte {
	n := int64(math.Round(v * 10000))
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, n/10000, 10)
	if n %= 10000; n == 0 {
		return b
	}
	return append(b, '.', byte('0'+n/1000), byte('0'+n/100%10), byte('0'+n/10%10), byte('0'+n%10))
}

// bars draws bars that stay apart on paper. Some printers ink each dot that a
// shape touches, others round its edges to dots. Where the dots are known, bars
// stand on them and lose a quarter of a dot on either side: both ways give the
// same bars. Where they are not, bars are drawn as they are but for a hair, so
// that an edge on the border of two dots does not touch both; narrowing them by
// more makes them uneven at 203 dpi (measured with poppler and Ghostscript).
func (w *writer) bars(b page.Bars) {
	var widths []float64
	inset, x := hair, b.X
	if w.dpi > 0 {
		dot := 25.4 / w.dpi
		x, widths = b.Snapped(1, dot)
		inset = dot / 4
	} else {
		widths = b.Units(1)
	}
	for i, wide := range widths {
		if i%2 == 0 {
			w.rect(x+inset, b.Y, wide-2*inset, b.Height)
		}
		x += wide
	}
	w.raw.WriteString("f\n")
}

// hair is what a bar loses on either side when the dots are not known, in mm.
const hair = 0.004

// modules draws squares as bars draws bars: on whole dots where these are known.
// A code is hundreds of rectangles, and all of them lie on one grid: that of
// the quarter dots, or of the squares themselves where no dots are known. So
// the grid is stated once, and they are written in whole numbers.
func (w *writer) modules(m page.Modules) {
	grid, module, inset := m.Module, 1, 0
	if w.dpi > 0 {
		dot := 25.4 / w.dpi
		snap := func(v float64) float64 { return math.Round(v/dot) * dot }
		m.X, m.Y = snap(m.X), snap(m.Y)
		grid, module, inset = dot/4, 4*max(int(math.Round(m.Module/dot)), 1), 1
	}
	fmt.Fprintf(&w.raw, "q %.8f 0 0 %.8f %.4f %.4f cm ", pt(grid), -pt(grid), pt(m.X), w.up(m.Y))
	for r := range m.Runs() {
		b := w.raw.AvailableBuffer()
		for _, v := range [4]int{r.Column*module + inset, r.Row*module + inset, r.Length*module - 2*inset, module - 2*inset} {
			b = append(strconv.AppendInt(b, int64(v), 10), ' ')
		}
		w.raw.Write(append(b, "re "...))
	}
	w.raw.WriteString("f Q\n")
}
