package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
)

// Tap makes any part something to press, by mouse or keyboard. The focus shows
// as a ring around it.
type Tap struct {
	widget.BaseWidget
	Part  fyne.CanvasObject
	OnTap func()

	ring             *canvas.Rectangle
	wash             *canvas.Rectangle
	hovered, focused bool
}

// Pressable is a part that can be pressed.
func Pressable(part fyne.CanvasObject, tap func()) *Tap {
	t := &Tap{Part: part, OnTap: tap}
	t.ExtendBaseWidget(t)
	return t
}

// HeightFor is the part's.
func (t *Tap) HeightFor(width float32) float32 { return HeightFor(t.Part, width) }

// Tapped and the other methods are for the toolkit.
func (t *Tap) Tapped(*fyne.PointEvent)        { Stir(t); t.OnTap() }
func (t *Tap) TypedRune(rune)                 {}
func (t *Tap) FocusGained()                   { t.focused = true; t.Refresh() }
func (t *Tap) FocusLost()                     { t.focused = false; t.Refresh() }
func (t *Tap) MouseIn(*desktop.MouseEvent)    { t.hovered = true; t.Refresh() }
func (t *Tap) MouseMoved(*desktop.MouseEvent) { Stir(t) }
func (t *Tap) MouseOut()                      { t.hovered = false; t.Refresh() }
func (t *Tap) Cursor() desktop.Cursor         { return desktop.PointerCursor }
func (t *Tap) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		t.OnTap()
	default:
		PassKey(t, ev)
	}
}

// CreateRenderer is for the toolkit.
func (t *Tap) CreateRenderer() fyne.WidgetRenderer {
	t.ring, t.wash = box(theme.None, theme.Ai, 8), box(theme.None, theme.None, 8)
	paint := func() {
		t.ring.StrokeColor, t.ring.StrokeWidth, t.ring.Hidden = theme.Of(theme.Ai), 2, !t.focused
		t.wash.StrokeColor, t.wash.StrokeWidth, t.wash.Hidden = theme.Of(theme.Edge), 1, !t.hovered
	}
	paint()
	return &drawing{
		parts: []fyne.CanvasObject{t.Part, t.wash, t.ring},
		layout: func(s fyne.Size) {
			put(t.Part, 0, 0, s.Width, s.Height)
			put(t.wash, 0, 0, s.Width, s.Height)
			put(t.ring, 0, 0, s.Width, s.Height)
		},
		min:   func() fyne.Size { return t.Part.MinSize() },
		paint: paint,
	}
}
