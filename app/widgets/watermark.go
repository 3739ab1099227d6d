package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
)

// Watermark lies over a part and says whose screen a photograph shows: the
// words again and again, so faint that they do not disturb reading. It is drawn
// last and takes no taps.
type Watermark struct {
	widget.BaseWidget
	text string
}

// The distances of the words, in pixels, and how far every second row is
// shifted.
const (
	markAcross = 300
	markDown   = 72
	markShift  = 120
	markInk    = 0.07 // of full ink
)

// NewWatermark is a watermark of some words.
func NewWatermark(words string) *Watermark {
	w := &Watermark{text: words}
	w.ExtendBaseWidget(w)
	return w
}

// SetText changes the words.
func (w *Watermark) SetText(s string) {
	if w.text != s {
		w.text = s
		w.Refresh()
	}
}

// CreateRenderer is for the toolkit.
func (w *Watermark) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{min: func() fyne.Size { return fyne.NewSize(0, 0) }}
	d.layout = func(s fyne.Size) { w.spread(d, s) }
	d.paint = func() { w.spread(d, w.Size()) }
	return d
}

func (w *Watermark) spread(d *drawing, s fyne.Size) {
	d.parts = d.parts[:0]
	if w.text == "" {
		return
	}
	t := Type{Size: theme.Strong}
	width := t.width(w.text)
	for row, y := 0, theme.Px(20); y < s.Height; row, y = row+1, y+theme.Px(markDown) {
		x := theme.Px(60)
		if row%2 == 1 {
			x -= theme.Px(markShift)
		}
		for ; x < s.Width; x += max(theme.Px(markAcross), width+theme.Px(40)) {
			c := t.text(w.text)
			faint(c)
			// What hangs over the edge is left out: it would lie on the neighbour.
			if x < 0 || x+width > s.Width {
				continue
			}
			put(c, x, y, width, t.line())
			d.parts = append(d.parts, c)
		}
	}
}

func faint(c *canvas.Text) { c.Color = theme.Faint(theme.Ink, markInk) }
