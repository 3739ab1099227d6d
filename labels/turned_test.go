package labels

import (
	"image"
	"testing"

	"nifuda/data"
	"nifuda/labels/page"
	"nifuda/labels/pdf"
	"nifuda/labels/printer"
	"nifuda/labels/raster"
	"nifuda/labels/stock"
)

// TestALabelDrawnLyingLeavesThePrinterStanding: long labels of narrow rolls are
// drawn lying; PDF and bitmap are turned the same way, and nothing else is.
func TestALabelDrawnLyingLeavesThePrinterStanding(t *testing.T) {
	pen := newPen(t)
	seen := 0
	for _, s := range stock.All() {
		if got := printer.Turned(s.Width, s.Height, s.Media); got != s.Turned {
			t.Errorf("%s: turned %v by its media, %v by its facts", s.Code, got, s.Turned)
		}
		if !s.Turned {
			continue
		}
		seen++
		sheets, err := pen.Sheets(badDay(1), s, 0, data.Offset{})
		if err != nil {
			t.Fatal(err)
		}
		lying := sheets.Pages[0]
		standing := lying
		standing.Turned = true
		const dpi = 110
		flat, err := raster.Gray(pen.Fonts(), lying, dpi)
		if err != nil {
			t.Fatal(err)
		}
		want := image.NewGray(image.Rect(0, 0, flat.Rect.Dy(), flat.Rect.Dx()))
		for y := range flat.Rect.Dy() {
			for x := range flat.Rect.Dx() {
				want.SetGray(y, flat.Rect.Dx()-1-x, flat.GrayAt(x, y))
			}
		}
		drawn, err := raster.Gray(pen.Fonts(), standing, dpi)
		if err != nil {
			t.Fatal(err)
		}
		if worst, _ := differ(drawn, want); worst > 0 || drawn.Rect != want.Rect {
			t.Errorf("%s: the bitmap is not the label turned: %v %v, %.1f", s.Code, drawn.Rect, want.Rect, worst)
		}
		printed := render(t, paper(t, pen, []page.Page{standing}, pdf.Options{}), dpi)
		if worst, mean := differ(drawn, printed); worst > blockLimit+10 || mean > pageLimit { // edges are smoothed the other way round
			t.Errorf("%s: the PDF is not the label turned: worst block %.1f, mean %.2f, %v", s.Code, worst, mean, printed.Rect)
		}
	}
	if seen == 0 {
		t.Error("no stock is drawn lying: nothing was tested")
	}
}
