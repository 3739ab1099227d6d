package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
)

// Reader is a long text to be read, by wheel or keyboard: ↑↓, PgUp PgDn,
// Space, Home and End. Nothing of it can be marked or copied.
type Reader struct {
	widget.BaseWidget
	words   *Paragraph
	scroll  *fyne.Container
	ring    *canvas.Rectangle
	focused bool
}

// NewReader is a text in a type.
func NewReader(s string, t Type) *Reader {
	r := &Reader{words: Words(s, t), ring: box(theme.None, theme.Ai, 8)}
	r.scroll = Scroll(Pad(12, 24, 12, 16, r.words))
	r.ExtendBaseWidget(r)
	return r
}

// Reading is a reader of any parts under each other.
func Reading(o fyne.CanvasObject) *Reader {
	r := &Reader{words: Words("", Type{}), ring: box(theme.None, theme.Ai, 8), scroll: Scroll(o)}
	r.ExtendBaseWidget(r)
	return r
}

// To brings a part of what is read to the top.
func (r *Reader) To(part fyne.CanvasObject) {
	sc, ok := r.scroll.Objects[0].(*container.Scroll)
	if !ok {
		return
	}
	d := fyne.CurrentApp().Driver()
	sc.Offset.Y = 0
	r.by(d.AbsolutePositionForObject(part).Y - d.AbsolutePositionForObject(sc.Content).Y)
}

// SetText shows another text from its beginning.
func (r *Reader) SetText(s string) {
	r.words.SetText(s)
	Relayout(r.scroll)
	r.by(-1 << 20)
}

// by moves the text by some pixels and stops at its ends.
func (r *Reader) by(pixels float32) {
	sc, ok := r.scroll.Objects[0].(*container.Scroll)
	if !ok {
		return
	}
	most := max(sc.Content.Size().Height-sc.Size().Height, 0)
	sc.Offset.Y = min(max(sc.Offset.Y+pixels, 0), most)
	sc.Refresh()
}

// FocusGained and the other methods are for the toolkit.
func (r *Reader) FocusGained()   { r.focused = true; r.Refresh() }
func (r *Reader) FocusLost()     { r.focused = false; r.Refresh() }
func (r *Reader) TypedRune(rune) {}
func (r *Reader) TypedKey(ev *fyne.KeyEvent) {
	Stir(r)
	page := r.Size().Height - theme.Px(56)
	switch ev.Name {
	case fyne.KeyDown:
		r.by(theme.Px(28))
	case fyne.KeyUp:
		r.by(theme.Px(-28))
	case fyne.KeyPageDown, fyne.KeySpace:
		r.by(page)
	case fyne.KeyPageUp:
		r.by(-page)
	case fyne.KeyHome:
		r.by(-1 << 20)
	case fyne.KeyEnd:
		r.by(1 << 20)
	default:
		PassKey(r, ev)
	}
}

// TypedShortcut passes the window's shortcuts on.
func (r *Reader) TypedShortcut(s fyne.Shortcut) { PassShortcut(r, s) }

// CreateRenderer is for the toolkit.
func (r *Reader) CreateRenderer() fyne.WidgetRenderer {
	paint := func() {
		r.ring.StrokeColor, r.ring.StrokeWidth, r.ring.Hidden = theme.Of(theme.Ai), 2, !r.focused
	}
	paint()
	return &drawing{
		parts: []fyne.CanvasObject{r.scroll, r.ring},
		layout: func(s fyne.Size) {
			put(r.scroll, 0, 0, s.Width, s.Height)
			put(r.ring, 0, 0, s.Width, s.Height)
		},
		min:   func() fyne.Size { return fyne.NewSize(theme.Px(200), theme.Px(120)) },
		paint: paint,
	}
}
