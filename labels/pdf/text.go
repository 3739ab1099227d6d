package pdf

import (
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"nifuda/labels/glyph"
	"nifuda/labels/page"
)

// Text rendering modes of PDF (ISO 32000-1, table 106).
const (
	visible   = 0
	invisible = 3
)

// text writes a line: what the library can write as text, the rest as outlines.
func (w *writer) text(t page.Text) {
	w.flush()
	w.doc.SetFont(family(t.Role), "", t.Size)
	em := t.Size * page.MMPerPt
	glyphs := w.fonts.Shape(t.Role, t.Text)
	x := t.X
	for i := 0; i < len(glyphs); {
		n, width := plainRun(glyphs[i:])
		if n == 0 {
			w.outlined(t, glyphs[i], x)
			n, width = 1, glyphs[i].Advance
		} else {
			w.doc.Text(x, t.Y, string(t.Text[glyphs[i].From:glyphs[i+n-1].To]))
		}
		x += em * float64(width) / 1000
		i += n
	}
}

// plainRun counts the glyphs at the beginning that the library can write, and
// how wide they are in thousandths of an em.
func plainRun(gs []glyph.Glyph) (n, width int) {
	for ; n < len(gs) && gs[n].Plain; n++ {
		width += gs[n].Advance
	}
	return n, width
}

// outlined draws a glyph as a shape. An invisible character lies below it and
// is declared to stand for the real ones: readers take a replacement text only
// where there is text to replace.
func (w *writer) outlined(t page.Text, g glyph.Glyph, x float64) {
	chars := t.Text[g.From:g.To]
	fmt.Fprintf(&w.raw, "/Span <</ActualText <%s>>> BDC", utf16Hex(chars))
	w.flush()
	w.doc.SetTextRenderingMode(invisible)
	w.doc.Text(x, t.Y, standIn(w.fonts, t.Role, chars))
	w.doc.SetTextRenderingMode(visible)
	w.path(w.fonts.Path(g), x, t.Y, t.Size)
	w.raw.WriteString("EMC\n")
	w.flush()
}

// standIn is what a reader that ignores replacement texts sees: the plain form
// of the character where the library can write that, 〓 otherwise.
func standIn(f *glyph.Set, role page.Role, chars []byte) string {
	_, n := utf8.DecodeRune(chars)
	if gs := f.Shape(role, chars[:n]); gs[0].Plain {
		return string(chars[:n])
	}
	return string(page.Geta)
}

// utf16Hex is a PDF text string with its byte order mark.
func utf16Hex(chars []byte) string {
	s := "FEFF"
	for _, u := range utf16.Encode([]rune(string(chars))) {
		s += fmt.Sprintf("%04X", u)
	}
	return s
}

// path fills an outline whose baseline starts at x, y in mm, size in pt.
// Coordinates are written in thousandths of an em.
func (w *writer) path(p glyph.Path, x, y, size float64) {
	if len(p) == 0 {
		return
	}
	fmt.Fprintf(&w.raw, "q %.6f 0 0 %.6f %.4f %.4f cm", size/1000, -size/1000, pt(x), w.up(y))
	var at glyph.Point
	for _, st := range p {
		a, b, c := st.P[0], st.P[1], st.P[2]
		switch st.Op {
		case glyph.Move:
			w.points("m", a)
			at = a
		case glyph.Line:
			w.points("l", a)
			at = a
		case glyph.Quad: // PDF has cubic curves alone
			w.points("c", between(at, a), between(b, a), b)
			at = b
		case glyph.Cube:
			w.points("c", a, b, c)
			at = c
		}
	}
	w.raw.WriteString(" f Q ")
}

// between is two thirds of the way from a to b.
func between(a, b glyph.Point) glyph.Point {
	return glyph.Point{X: a.X + (b.X-a.X)*2/3, Y: a.Y + (b.Y-a.Y)*2/3}
}

func (w *writer) points(op string, ps ...glyph.Point) {
	for _, p := range ps {
		fmt.Fprintf(&w.raw, " %.1f %.1f", p.X*1000, p.Y*1000)
	}
	w.raw.WriteString(" " + op)
}
