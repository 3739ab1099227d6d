package raw

import (
	"bufio"
	"bytes"
	"fmt"
	"math"

	"nifuda/data"
	"nifuda/labels/glyph"
	"nifuda/labels/page"
	"nifuda/labels/printer"
	"nifuda/labels/raster"
)

// A language is how one make of label printers is spoken to.
type language interface {
	// sheet fails with a Media fault for paper that no printer of the make takes.
	sheet(p Paper, bits *raster.Bits, darkness int) ([]byte, error)
	// asks are the questions for how the printer is, the best first: some
	// printers answer only the second when they are in trouble.
	asks() [][]byte
	// listen reads one answer. Every answer is bounded.
	listen(*bufio.Reader) (status, error)
	// settled reports whether an answer, together with the one before it, says
	// that all pages have come out.
	settled(now, before status) bool
	// drop has the printer forget what it holds and has not printed.
	drop() []byte
	// rest ends a page that was cut off and lacks at most n bytes, so that what
	// follows is read as commands. It prints nothing that was not asked for.
	rest(n int) []byte
}

// status is what a printer says of itself.
type status struct {
	trouble string  // fault key of what keeps it from printing; empty when nothing does
	busy    bool    // it holds pages that have not come out
	done    bool    // it says of its own accord that a page came out
	width   float64 // mm, of the paper in it; 0 when it does not tell
}

// Paper is the size of a page in mm.
type Paper struct{ Width, Height float64 }

// PaperOf is the paper of a page, as it leaves the printer.
func PaperOf(p page.Page) Paper {
	w, h := p.Outer()
	return Paper{w, h}
}

// languages by the owner's word for them.
func languageOf(s data.Speech) (language, error) {
	switch s {
	case data.ZPL:
		return zpl{}, nil
	case data.TSPL:
		return tspl{}, nil
	case data.Brother:
		return brother{}, nil
	}
	return nil, printer.Fault(printer.Format, fmt.Errorf("raw: no label printer's language: %d", s))
}

// Dots is the true resolution of a label printer in dots per inch: what is sold
// as 203 dpi has 8 dots in a millimetre.
func Dots(m data.Manner) float64 {
	if m.DPI == 203 {
		return 8 * 25.4
	}
	return float64(m.DPI)
}

// Draw is a page as the printer gets it, and as the preview shows it.
func Draw(f *glyph.Set, p page.Page, m data.Manner) (*raster.Bits, error) {
	bits, err := raster.Mono(f, p, Dots(m))
	if err != nil {
		return nil, &data.Fault{Kind: data.Internal, Key: "fault.label.draw", Err: err}
	}
	return bits, nil
}

// Sheet is one page in the printer's language. bits are drawn at Dots(m).
func Sheet(m data.Manner, p Paper, bits *raster.Bits) ([]byte, error) {
	if err := m.Check(); err != nil {
		return nil, err
	}
	l, err := languageOf(m.Speaks)
	if err != nil {
		return nil, err
	}
	return l.sheet(p, bits, m.Darkness)
}

// Document is all pages in the printer's language, one after the other. The
// caller wipes it.
func Document(f *glyph.Set, pages []page.Page, m data.Manner) ([]byte, error) {
	var out bytes.Buffer
	for _, p := range pages {
		bits, err := Draw(f, p, m)
		if err != nil {
			return nil, err
		}
		sheet, err := Sheet(m, PaperOf(p), bits)
		bits.Wipe()
		if err != nil {
			return nil, err
		}
		out.Write(sheet)
		clear(sheet)
	}
	return out.Bytes(), nil
}

// near allows what rounds away between millimetres and inches.
func near(a, b float64) bool { return math.Abs(a-b) < 1.1 }
