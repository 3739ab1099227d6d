package labels

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"nifuda/data"
	"nifuda/labels/page"
	"nifuda/labels/pdf"
	"nifuda/labels/stock"
)

// dots are the resolution at which paper is measured.
const (
	dots = 300 // dpi
	mm   = dots / 25.4
)

// pictures draws a PDF as somebody else's program does, in grey.
func pictures(t *testing.T, program, file string, dpi int) []*image.Gray {
	t.Helper()
	dir := t.TempDir()
	switch program {
	case "poppler":
		tool(t, "pdftoppm", "-r", fmt.Sprint(dpi), "-gray", file, filepath.Join(dir, "page"))
	case "ghostscript":
		tool(t, "gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dTextAlphaBits=4", "-dGraphicsAlphaBits=4",
			"-sDEVICE=pgmraw", fmt.Sprintf("-r%d", dpi), "-o", filepath.Join(dir, "page-%04d.pgm"), file)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.pgm"))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(files)
	all := make([]*image.Gray, len(files))
	for i, name := range files {
		all[i] = pgm(t, name)
	}
	return all
}

// pgm reads a raw grey map.
func pgm(t *testing.T, name string) *image.Gray {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var w, h, most int
	r := bytes.NewReader(withoutComments(raw))
	if _, err := fmt.Fscanf(r, "P5\n%d %d\n%d\n", &w, &h, &most); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	g := image.NewGray(image.Rect(0, 0, w, h))
	if _, err := io.ReadFull(r, g.Pix); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return g
}

// withoutComments drops the line in which Ghostscript names itself.
func withoutComments(raw []byte) []byte {
	at := bytes.IndexByte(raw, '\n') + 1
	for at < len(raw) && raw[at] == '#' {
		raw = slices.Delete(raw, at, at+bytes.IndexByte(raw[at:], '\n')+1)
	}
	return raw
}

// edge finds the middle of a dark line that crosses a row (or a column) of
// pixels near a place, all in mm; ok is false when there is none within 0.6 mm.
func edge(g *image.Gray, at, across float64, upright bool) (mid float64, ok bool) {
	const reach = 0.6
	sum, weight := 0.0, 0.0
	for i := int((at - reach) * mm); i <= int((at+reach)*mm); i++ {
		p := image.Pt(i, int(across*mm))
		if !upright {
			p = image.Pt(p.Y, p.X)
		}
		if !p.In(g.Rect) {
			continue
		}
		if dark := float64(255 - g.GrayAt(p.X, p.Y).Y); dark > 60 {
			sum, weight = sum+dark*(float64(i)+0.5), weight+dark
		}
	}
	if weight == 0 {
		return 0, false
	}
	return sum / weight / mm, true
}

func TestEveryStockIsOnPaperWhereItsTableHasItToAFifthOfAMillimetre(t *testing.T) {
	pen := newPen(t)
	all := stock.All()
	pages := make([]page.Page, len(all))
	for i, s := range all {
		pages[i] = pen.CalibrationPage(s)
	}
	file := paper(t, pen, pages, pdf.Options{Compress: true})
	for _, program := range []string{"poppler", "ghostscript"} {
		t.Run(program, func(t *testing.T) {
			got := pictures(t, program, file, dots)
			if len(got) != len(all) {
				t.Fatalf("%d pages were drawn, want %d", len(got), len(all))
			}
			worst := 0.0
			for i, s := range all {
				off := measure(s, got[i])
				if off > mostOff {
					t.Errorf("%s: an edge is %.3f mm off", s.Code, off)
				}
				worst = max(worst, off)
			}
			t.Logf("%d stocks, at most %.3f mm off", len(all), worst)
		})
	}
}

func TestThreeTenthsOfAMillimetreWouldBeNoticed(t *testing.T) {
	pen, s := newPen(t), find(t, "a4-12")
	for _, by := range []data.Offset{{Right: 0.3}, {Down: -0.3}} {
		file := paper(t, pen, []page.Page{pen.CalibrationPage(s).Moved(by.Right, by.Down)}, pdf.Options{})
		if off := measure(s, pictures(t, "poppler", file, dots)[0]); off < 0.25 || off > 0.35 {
			t.Errorf("moved by %+v: measured %.3f mm", by, off)
		}
	}
}

// mostOff is how far an edge may be from where the table has it, in mm.
const mostOff = 0.2

// measure is how far the edges of the labels, and of the page, are from where
// the table has them, in mm; 1 for one that is not there.
func measure(s stock.Stock, g *image.Gray) (worst float64) {
	worst = max(abs(float64(g.Rect.Dx())/mm-s.Width), abs(float64(g.Rect.Dy())/mm-s.Height))
	for i := range s.PerPage() {
		c := s.Cell(i)
		x, y := c.X+c.Width*0.8, c.Y+c.Height*0.8 // away from rulers, words and the cross
		for _, e := range []struct {
			at, across float64
			upright    bool
		}{{c.X, y, true}, {c.X + c.Width, y, true}, {c.Y, x, false}, {c.Y + c.Height, x, false}} {
			got, ok := edge(g, e.at, e.across, e.upright)
			if !ok {
				return 1
			}
			worst = max(worst, abs(got-e.at))
		}
	}
	return worst
}

func abs(v float64) float64 { return max(v, -v) }

func TestNoInkLeavesALabelWhateverTheAddress(t *testing.T) {
	pen := newPen(t)
	all := stock.All()
	jobs := badDay(70)
	for i := range jobs {
		if i%2 == 0 {
			jobs[i].Seq, jobs[i].Number = i+1, data.BoxNumber("N20261122-100234", "N20261122-100235", "N20261122-100999")
		}
	}
	var pages []page.Page
	for _, s := range all {
		n := min(len(jobs), s.PerPage())
		sheets, err := pen.Sheets(jobs[len(jobs)-n:], s, 0, data.Offset{})
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, sheets.Pages...)
	}
	file := paper(t, pen, pages, pdf.Options{Compress: true})
	for _, program := range []string{"poppler", "ghostscript"} {
		t.Run(program, func(t *testing.T) {
			for i, g := range pictures(t, program, file, 200) {
				s, inside := all[i], 0
				for n := range s.PerPage() {
					inside += wipe(g, s.Cell(n), 200/25.4)
				}
				if at := slices.IndexFunc(g.Pix, func(v uint8) bool { return v < 250 }); at >= 0 {
					t.Errorf("%s: ink at %.2f, %.2f mm, outside every label", s.Code, float64(at%g.Stride)/200*25.4, float64(at/g.Stride)/200*25.4)
				}
				if inside == 0 {
					t.Errorf("%s: no ink at all", s.Code)
				}
			}
		})
	}
}

// wipe takes what is on one label off the picture and counts its dark pixels.
func wipe(g *image.Gray, c stock.Cell, scale float64) int {
	r := image.Rect(int(c.X*scale), int(c.Y*scale), int((c.X+c.Width)*scale)+1, int((c.Y+c.Height)*scale)+1).Intersect(g.Rect)
	n := 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for _, v := range g.Pix[g.PixOffset(r.Min.X, y):g.PixOffset(r.Max.X-1, y)] {
			if v < 128 {
				n++
			}
		}
	}
	draw.Draw(g, r, image.White, image.Point{}, draw.Src)
	return n
}
