package labels

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nifuda/labels/barcode"
	"nifuda/labels/page"
	"nifuda/labels/pdf"
	"nifuda/labels/stock"
)

// codes are numbers as they stand on parcels: order numbers, tracking numbers.
func codes(i int) (order, tracking, url string) {
	return fmt.Sprintf("CM-%d", 1000+i), fmt.Sprintf("4444137%05d", 58703+7*i), fmt.Sprintf("nifuda:%d/あ", i)
}

// coded is a sheet with Code128, NW-7 and QR on each label as far as they fit,
// off the dots, and what a scanner should read.
func coded(t *testing.T, s stock.Stock) (p page.Page, want []string) {
	t.Helper()
	const module, pad, high = 3 * dots300, 3.0, 7.0
	p = page.Page{Width: s.Width, Height: s.Height}
	for i := range s.PerPage() {
		c := s.Cell(i)
		order, tracking, url := codes(i)
		x, y, room := c.X+pad+0.037*float64(i%7), c.Y+pad+0.071*float64(i%5), c.Width-2*pad
		add := func(text string, wide, tall float64, it page.Item) bool {
			if wide > room || y+tall > c.Y+c.Height-pad {
				return false
			}
			p.Add(it)
			want = append(want, text)
			y += tall + 2
			return true
		}
		widths, err := barcode.NW7(tracking, 'A', 'B')
		if err != nil {
			t.Fatal(err)
		}
		b := page.Bars{X: x, Y: y, Module: module / barcode.NW7Narrow, Height: high, Widths: widths, Narrow: barcode.NW7Narrow}
		add("A"+tracking+"B", b.Width()*1.05, high, b)
		if widths, err = barcode.Code128(order); err != nil {
			t.Fatal(err)
		}
		b = page.Bars{X: x, Y: y, Module: module, Height: high, Widths: widths}
		add(order, b.Width(), high, b)
		q, err := barcode.QR([]byte(url))
		if err != nil {
			t.Fatal(err)
		}
		m := page.Modules{X: x + 2, Y: y, Module: 0.45, Size: q.Size, Dark: q.Dark}
		add(url, m.Module*float64(q.Size), m.Module*float64(q.Size), m)
	}
	return p, want
}

func TestAScannerReadsThreeKindsOfCodesHoweverTheyAreDrawn(t *testing.T) {
	pen := newPen(t)
	seen := map[string]bool{}
	for _, code := range []string{"a4-12", "a4-10-28387", "a4-24-28389", "letter-6", "label-4x6", "dk-62x100"} {
		p, want := coded(t, find(t, code))
		for _, dpi := range []int{203, 300} {
			file := paper(t, pen, []page.Page{p}, pdf.Options{DPI: float64(dpi)})
			for _, program := range []string{"poppler", "ghostscript"} {
				t.Run(fmt.Sprintf("%s by %s at %d dpi", code, program, dpi), func(t *testing.T) {
					out := filepath.Join(t.TempDir(), "page.pbm")
					if program == "poppler" {
						tool(t, "pdftoppm", "-r", fmt.Sprint(dpi), "-mono", "-singlefile", file, strings.TrimSuffix(out, ".pbm"))
					} else {
						tool(t, "gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pbmraw", fmt.Sprintf("-r%d", dpi), "-o", out, file)
					}
					got := strings.Split(strings.TrimSpace(string(tool(t, "zbarimg", "--raw", "-q", "-Sdisable", "-Scode128.enable", "-Scodabar.enable", "-Sqrcode.enable", out))), "\n")
					for _, w := range want {
						if !slices.Contains(got, w) {
							t.Errorf("%s was not read", w)
						}
						seen[w[:1]] = true
					}
					for _, g := range got {
						if !slices.Contains(want, g) {
							t.Errorf("%q was read and is not there", g)
						}
					}
				})
			}
		}
	}
	for _, kind := range []string{"A", "C", "n"} {
		if !seen[kind] {
			t.Errorf("no code that begins with %s was on any label", kind)
		}
	}
}
