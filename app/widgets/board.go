package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"nifuda/app/theme"
)

// Board is a paper whose chosen cell the arrow keys move: by a millimetre, with
// Shift by a tenth.
type Board struct {
	Paper
	OnNudge func(right, down float64) // mm

	focused bool
}

// NewBoard is a blank board.
func NewBoard() *Board {
	b := &Board{Paper: Paper{Wide: 210, High: 297}}
	b.ExtendBaseWidget(b)
	return b
}

// Tapped takes the keyboard and finds the cell that was pressed.
func (b *Board) Tapped(ev *fyne.PointEvent) { Focus(b); b.Paper.Tapped(ev) }

// FocusGained and the other methods are for the toolkit.
func (b *Board) FocusGained()                  { b.focused = true; b.Refresh() }
func (b *Board) FocusLost()                    { b.focused = false; b.Refresh() }
func (b *Board) TypedRune(rune)                {}
func (b *Board) TypedShortcut(s fyne.Shortcut) { PassShortcut(b, s) }
func (b *Board) Cursor() desktop.Cursor        { return desktop.PointerCursor }
func (b *Board) TypedKey(ev *fyne.KeyEvent) {
	Stir(b)
	by := 1.0
	if shifted() {
		by = 0.1
	}
	switch ev.Name {
	case fyne.KeyLeft:
		b.OnNudge(-by, 0)
	case fyne.KeyRight:
		b.OnNudge(by, 0)
	case fyne.KeyUp:
		b.OnNudge(0, -by)
	case fyne.KeyDown:
		b.OnNudge(0, by)
	default:
		PassKey(b, ev)
	}
}

// shifted reports whether a Shift key is held.
func shifted() bool {
	d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
}

// CreateRenderer is for the toolkit.
func (b *Board) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{}
	draw := func(s fyne.Size) {
		b.draw(d, s)
		if b.focused {
			ring := box(theme.None, theme.Ai, 4)
			ring.StrokeWidth = 2
			put(ring, 0, 0, s.Width, s.Height)
			d.parts = append(d.parts, ring)
		}
	}
	d.min = func() fyne.Size { return fyne.NewSize(theme.Px(160), theme.Px(160)) }
	d.layout = draw
	d.paint = func() { draw(b.Size()) }
	draw(b.Size())
	return d
}
