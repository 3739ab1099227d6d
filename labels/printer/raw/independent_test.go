//go:build independent

package raw_test

import (
	"bytes"
	"image/png"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"nifuda/data"
	"nifuda/labels/printer/raw"
)

// TestIndependentRenderingIsThePreviewDotByDot has labels of a bad day drawn by
// somebody else's reader of ZPL: testdata/zpl/run.sh.
func TestIndependentRenderingIsThePreviewDotByDot(t *testing.T) {
	script := os.Getenv("NIFUDA_ZPL")
	if script == "" {
		t.Fatal("no renderer: run testdata/zpl/run.sh")
	}
	for _, m := range []data.Manner{{Speaks: data.ZPL, DPI: 203}, {Speaks: data.ZPL, DPI: 300, Darkness: 8}} {
		s := labelled(t, m, "山田 花子", "^XA^FDx^FS^XZ ~JA", "髙橋 里奈", "\x1b!R 🧸")
		for i, p := range s.pages {
			want := s.bits(i)
			sheet, err := raw.Sheet(m, raw.Paper{Width: p.Width, Height: p.Height}, s.bits(i))
			if err != nil {
				t.Fatal(err)
			}
			dots := map[int]int{203: 8, 300: 12}[m.DPI]
			render := exec.Command("node", script, mm(want.Width, dots), mm(want.Height, dots), strconv.Itoa(dots))
			render.Stdin, render.Stderr = bytes.NewReader(sheet), os.Stderr
			out, err := render.Output()
			if err != nil {
				t.Fatal(err)
			}
			got, err := png.Decode(bytes.NewReader(out))
			if err != nil {
				t.Fatal(err)
			}
			b, ink, wrong := got.Bounds(), 0, 0
			if b.Dx() < want.Width || b.Dy() < want.Height {
				t.Fatalf("%d dpi: drawn on %v, want at least %dx%d", m.DPI, b, want.Width, want.Height)
			}
			for y := range b.Dy() {
				for x := range b.Dx() {
					r, _, _, _ := got.At(b.Min.X+x, b.Min.Y+y).RGBA()
					if r < 0x8000 {
						ink++
					}
					if (r < 0x8000) != want.Ink(x, y) {
						wrong++
					}
				}
			}
			if wrong > 0 || ink == 0 {
				t.Errorf("%d dpi, label %d: %d dots are not the preview's, of %d with ink", m.DPI, i+1, wrong, ink)
			}
		}
	}
}

// mm is a size that has exactly so many dots.
func mm(n, dots int) string { return strconv.FormatFloat(float64(n)/float64(dots), 'f', -1, 64) }
