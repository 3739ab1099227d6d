package theme

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"
)

func TestEveryTextCanBeReadOnWhatItStandsOn(t *testing.T) {
	surfaces := []fyne.ThemeColorName{Paper, Card, Rail}
	washes := []fyne.ThemeColorName{AiWash, PineWash, OchreWash, ShuWash, KraftWash}
	all := append(append([]fyne.ThemeColorName{}, surfaces...), washes...)
	type claim struct {
		text, on fyne.ThemeColorName
		least    float64
	}
	var claims []claim
	for _, s := range all {
		for _, x := range []fyne.ThemeColorName{Ink, Ink2, Ai, Pine, Ochre, Shu, KraftInk} {
			claims = append(claims, claim{x, s, 4.5})
		}
	}
	for _, s := range surfaces {
		claims = append(claims, claim{Edge, s, 3})
	}
	claims = append(claims,
		claim{OnAi, Ai, 4.5}, claim{OnShu, Shu, 4.5}, claim{SheetInk, Sheet, 4.5},
		claim{SheetInk2, Sheet, 4.5}, claim{SheetInk2, SheetUsed, 4.5}, claim{SheetAi, Sheet, 4.5},
		claim{Sheet, SheetAi, 4.5}, claim{Sheet, SheetOch, 4.5}, claim{Edge, Sheet, 3})
	for _, v := range []fyne.ThemeVariant{base.VariantLight, base.VariantDark} {
		th := Fixed(Standard, v)
		for _, c := range claims {
			got := contrast(th.Color(c.text, v), th.Color(c.on, v))
			if got < c.least {
				t.Errorf("variant %d: %s on %s: got %.2f:1, want %.1f:1", v, c.text, c.on, got, c.least)
			}
		}
	}
}

func TestACharacterOfTheSecondFontIsDrawn(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(Fixed(Standard, base.VariantLight))
	for _, style := range []fyne.TextStyle{{}, {Bold: true}, {Monospace: true}} {
		box := pixels(t, string(rune(0x10FFFD)), style)
		for _, r := range "𠮷髙﨑槗" {
			got := pixels(t, string(r), style)
			if got == box {
				t.Errorf("%c in %+v: got the box of a missing character", r, style)
			}
		}
	}
	if a, b := pixels(t, "𠮷", fyne.TextStyle{}), pixels(t, "吉", fyne.TextStyle{}); a == b {
		t.Error("𠮷 and 吉: got the same drawing")
	}
}

func TestBothFontsStandOnOneBaseline(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(Fixed(Standard, base.VariantLight))
	lo1, hi1 := inked(t, "吉")
	lo2, hi2 := inked(t, "𠮷")
	if d := lo1 - lo2; d < -3 || d > 3 {
		t.Errorf("foot of the character: got %d, want about %d", lo2, lo1)
	}
	if d := hi1 - hi2; d < -3 || d > 3 {
		t.Errorf("head of the character: got %d, want about %d", hi2, hi1)
	}
}

func TestTheReadersSizeScalesLengths(t *testing.T) {
	app := test.NewTempApp(t)
	for _, c := range []struct {
		name string
		size TextSize
		want float32
	}{{"standard", Standard, 40}, {"large", Large, 46}, {"larger", Larger, 52}} {
		app.Settings().SetTheme(Fixed(c.size, base.VariantLight))
		if got := Px(40); math.Abs(float64(got-c.want)) > 0.01 {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func draw(t *testing.T, s string, style fyne.TextStyle) image.Image {
	t.Helper()
	text := canvas.NewText(s, color.Black)
	text.TextSize, text.TextStyle = 40, style
	w := test.NewTempWindow(t, text)
	w.Resize(fyne.NewSize(120, 80))
	return w.Canvas().Capture()
}

func pixels(t *testing.T, s string, style fyne.TextStyle) string {
	img := draw(t, s, style)
	return fmt.Sprint(img.(*image.NRGBA).Pix)
}

// inked gives the lowest and highest row with ink.
func inked(t *testing.T, s string) (low, high int) {
	img := draw(t, s, fyne.TextStyle{})
	b := img.Bounds()
	low, high = b.Min.Y, b.Max.Y
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if r, _, _, _ := img.At(x, y).RGBA(); r < 0x8000 {
				low, high = max(low, y), min(high, y)
			}
		}
	}
	return low, high
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	lin := func(v uint32) float64 {
		f := float64(v) / 0xffff
		if f <= 0.03928 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(r) + 0.7152*lin(g) + 0.0722*lin(b)
}
