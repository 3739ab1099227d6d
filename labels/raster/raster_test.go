package raster

import (
	"testing"

	"nifuda/assets"
	"nifuda/labels/glyph"
	"nifuda/labels/page"
)

func fonts(t testing.TB) *glyph.Set {
	t.Helper()
	f, err := glyph.New(glyph.Sources{
		Regular: assets.Regular(), Bold: assets.Bold(), Mono: assets.Mono(), Fallback: assets.Fallback(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestAMillimetreIsAMillimetre(t *testing.T) {
	p := page.Page{Width: 20, Height: 10}
	p.Add(page.Box{X: 5, Y: 2, W: 10, H: 4})
	img, err := Gray(fonts(t), p, 254) // ten pixels to the millimetre
	if err != nil {
		t.Fatal(err)
	}
	if img.Rect.Dx() != 200 || img.Rect.Dy() != 100 {
		t.Fatalf("got %v, want 200 x 100", img.Rect)
	}
	for _, c := range []struct {
		x, y int
		want uint8
	}{{49, 40, 255}, {50, 40, 0}, {149, 59, 0}, {150, 59, 255}, {60, 19, 255}, {60, 20, 0}, {60, 60, 255}} {
		if got := img.GrayAt(c.x, c.y).Y; got != c.want {
			t.Errorf("pixel %d,%d: got %d, want %d", c.x, c.y, got, c.want)
		}
	}
}

func TestWhatLeavesThePageIsCutAndStopsNothing(t *testing.T) {
	p := page.Page{Width: 20, Height: 10}
	p.Add(
		page.Text{Size: 40, X: -3, Y: 4, Text: []byte("京都市中京区")},
		page.Text{Size: 40, X: 500, Y: 400, Text: []byte("京")},
		page.Box{X: -5, Y: -5, W: 100, H: 7},
		page.Rule{X1: -5, Y1: 9, X2: 50, Y2: 12, Width: 1},
	)
	img, err := RGBA(fonts(t), p, 110)
	if err != nil {
		t.Fatal(err)
	}
	if r, _, _, _ := img.At(0, 0).RGBA(); r != 0 {
		t.Error("the part of the box that is on the page is not drawn")
	}
}

func TestAPageWithoutASizeIsAnError(t *testing.T) {
	for _, p := range []page.Page{{}, {Width: 1e6, Height: 1e6}} {
		if _, err := Gray(fonts(t), p, 300); err == nil {
			t.Errorf("%v x %v mm: want an error", p.Width, p.Height)
		}
	}
}

func BenchmarkPreview(b *testing.B) {
	f := fonts(b)
	p := page.Page{Width: 210, Height: 297}
	for i := range 60 {
		p.Add(page.Text{Size: 9, X: 10, Y: 10 + float64(i)*4, Text: []byte("京都府京都市中京区茶屋町88-1 コーポ山辺 205号室")})
	}
	for b.Loop() {
		if _, err := RGBA(f, p, 110); err != nil {
			b.Fatal(err)
		}
	}
}
