package widgets

import (
	"image"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestAPageThatStaysTheSameIsDrawnOnce: the toolkit lays out what is new after
// each frame, and a new picture wants a new frame.
func TestAPageThatStaysTheSameIsDrawnOnce(t *testing.T) {
	test.NewTempApp(t)
	p := NewPaper()
	p.Image = image.NewGray(image.Rect(0, 0, 21, 29))
	p.Cells = []Cell{{X: 10, Y: 10, W: 50, H: 20, Used: true, Words: "使用済み"}}
	p.Resize(fyne.NewSize(420, 594))
	r := test.WidgetRenderer(p)
	before := slices.Clone(r.Objects())
	r.Layout(p.Size())
	if !slices.Equal(r.Objects(), before) {
		t.Error("it was drawn again though nothing changed")
	}
	p.Resize(fyne.NewSize(210, 297))
	if slices.Equal(r.Objects(), before) || r.Objects()[0].Size().Width != 210 {
		t.Error("it was not drawn again in another room")
	}
}
