package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
)

// veil lies over a room and keeps the mouse from what is below it.
type veil struct {
	widget.BaseWidget
	part fyne.CanvasObject
}

// Veil covers a room thinly, with a part in its middle. What is below can be
// seen and not pressed. It is no dialog of the toolkit, so that the window's
// own keys, the lock among them, go on working.
func Veil(part fyne.CanvasObject) fyne.CanvasObject {
	v := &veil{part: Middle(part)}
	v.ExtendBaseWidget(v)
	return v
}

// Tapped and the other methods are for the toolkit: all of them do nothing.
func (v *veil) Tapped(*fyne.PointEvent)          {}
func (v *veil) TappedSecondary(*fyne.PointEvent) {}
func (v *veil) MouseIn(*desktop.MouseEvent)      {}
func (v *veil) MouseMoved(*desktop.MouseEvent)   { Stir(v) }
func (v *veil) MouseOut()                        {}
func (v *veil) Scrolled(*fyne.ScrollEvent)       {}
func (v *veil) Dragged(*fyne.DragEvent)          {}
func (v *veil) DragEnd()                         {}
func (v *veil) Cursor() desktop.Cursor           { return desktop.DefaultCursor }

// CreateRenderer is for the toolkit.
func (v *veil) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(nil)
	paint := func() { ground.FillColor = thin(theme.Of(theme.Rail)) }
	paint()
	return &drawing{
		parts:  []fyne.CanvasObject{ground, v.part},
		layout: func(s fyne.Size) { put(ground, 0, 0, s.Width, s.Height); put(v.part, 0, 0, s.Width, s.Height) },
		min:    func() fyne.Size { return fyne.NewSize(0, 0) },
		paint:  paint,
	}
}

// thin lets a quarter of what is below a colour through.
func thin(c color.Color) color.Color {
	r, g, b, _ := c.RGBA()
	return color.NRGBA{R: uint8(r >> 8), G: uint8(g >> 8), B: uint8(b >> 8), A: 0xc0}
}

// turn is the end of a closed circle of Tab: it shows nothing and hands the
// keyboard on at once.
type turn struct {
	widget.BaseWidget
	next fyne.Focusable
}

// Turn hands the keyboard on to a widget when Tab comes by. One before and one
// after the parts of a Veil keep Tab among them.
func Turn(next fyne.Focusable) fyne.CanvasObject {
	t := &turn{next: next}
	t.ExtendBaseWidget(t)
	return t
}

// FocusGained and the other methods are for the toolkit.
func (t *turn) FocusGained()            { Focus(t.next) }
func (t *turn) FocusLost()              {}
func (t *turn) TypedRune(rune)          {}
func (t *turn) TypedKey(*fyne.KeyEvent) {}

// CreateRenderer is for the toolkit.
func (t *turn) CreateRenderer() fyne.WidgetRenderer {
	return &drawing{layout: func(fyne.Size) {}, min: func() fyne.Size { return fyne.NewSize(0, 0) }, paint: func() {}}
}
