package secret

import (
	"image/color"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
	"nifuda/app/widgets"
)

// capacity in bytes: more than any passphrase a person types.
const capacity = 1024

// Field is a field that shows dots only. Backspace takes one off, Esc clears,
// Enter submits, paste appends; nothing can be copied out.
type Field struct {
	widget.BaseWidget
	High     float32 // pixels; 0 is 48
	Accept   func(rune) (rune, bool)
	Limit    int // characters; 0 is as many as fit
	OnSubmit func()
	OnChange func(length int)
	OnEsc    func()     // Esc in an empty field
	OnBack   func()     // Backspace in an empty field
	Spill    func(rune) // gets what is pasted beyond Limit
	Dense    bool       // small dots, for short codes

	buf     *Buffer
	focused bool
	off     bool
	tone    fyne.ThemeColorName
	ground  *canvas.Rectangle
	dots    []fyne.CanvasObject
	caret   *canvas.Rectangle
}

// NewField is an empty field.
func NewField() *Field {
	f := &Field{buf: NewBuffer(capacity), Accept: Printable, tone: theme.Edge}
	f.ExtendBaseWidget(f)
	return f
}

// Printable accepts every character that can be seen, and the space.
func Printable(r rune) (rune, bool) { return r, unicode.IsPrint(r) }

// Code accepts letters and digits as capitals, and skips everything else.
func Code(r rune) (rune, bool) {
	if r >= 'Ａ' && r <= 'ｚ' || r >= '０' && r <= '９' {
		r -= 'Ａ' - 'A' // full width, as an input method types it
	}
	r = unicode.ToUpper(r)
	return r, r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
}

// Len counts the characters typed.
func (f *Field) Len() int { return f.buf.Len() }

// Peek is the bytes where they lie: look, but do not keep them.
func (f *Field) Peek() []byte { return f.buf.Peek() }

// Take hands the bytes out and empties the field. Whoever takes them wipes
// them.
func (f *Field) Take() []byte {
	out := f.buf.Take()
	f.changed()
	return out
}

// Fill puts words in place of what was typed, as if they were typed. The bytes
// stay the caller's.
func (f *Field) Fill(words []byte) {
	f.buf.Wipe()
	for rest := words; len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		f.put(r)
		rest = rest[n:]
	}
	f.changed()
}

// Wipe overwrites what was typed.
func (f *Field) Wipe() {
	f.buf.Wipe()
	f.changed()
}

// Enable lets the field be typed into, or not.
func (f *Field) Enable(on bool) { f.off = !on; f.Refresh() }

// Outline colours the border while the field is not focused.
func (f *Field) Outline(c fyne.ThemeColorName) { f.tone = c; f.Refresh() }

func (f *Field) changed() {
	if f.OnChange != nil {
		f.OnChange(f.buf.Len())
	}
	f.Refresh()
}

func (f *Field) put(r rune) {
	r, ok := f.Accept(r)
	if f.off || !ok {
		return
	}
	if f.Limit > 0 && f.buf.Len() >= f.Limit {
		if f.Spill != nil {
			f.Spill(r)
		}
		return
	}
	f.buf.Put(r)
}

// TypedRune and the other methods are for the toolkit.
func (f *Field) TypedRune(r rune)        { widgets.Stir(f); f.put(r); f.changed() }
func (f *Field) FocusGained()            { f.focused = true; f.Refresh() }
func (f *Field) FocusLost()              { f.focused = false; f.Refresh() }
func (f *Field) Tapped(*fyne.PointEvent) { widgets.Focus(f) }
func (f *Field) Cursor() desktop.Cursor  { return desktop.TextCursor }
func (f *Field) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyBackspace:
		if f.buf.Len() == 0 && f.OnBack != nil {
			f.OnBack()
			return
		}
		f.buf.Drop()
		f.changed()
	case fyne.KeyEscape:
		if f.buf.Len() == 0 && f.OnEsc != nil {
			f.OnEsc()
			return
		}
		f.Wipe()
	case fyne.KeyReturn, fyne.KeyEnter:
		if f.OnSubmit != nil && !f.off {
			f.OnSubmit()
		}
	default:
		widgets.PassKey(f, ev)
	}
}

// TypedShortcut takes paste alone and passes the window's shortcuts on.
func (f *Field) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutPaste:
		for _, r := range s.Clipboard.Content() {
			f.put(r)
		}
		f.changed()
	case *desktop.CustomShortcut:
		widgets.PassShortcut(f, s)
	}
}

// CreateRenderer is for the toolkit.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	f.ground = canvas.NewRectangle(color.Transparent)
	f.caret = canvas.NewRectangle(color.Transparent)
	r := &face{f: f}
	r.Refresh()
	return r
}

// face draws the field: border, dots and caret.
type face struct{ f *Field }

func (r *face) Destroy() {}

func (r *face) MinSize() fyne.Size {
	h := r.f.High
	if h == 0 {
		h = 48
	}
	return fyne.NewSize(theme.Px(80), theme.Px(h))
}

func (r *face) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.f.ground, r.f.caret}, r.f.dots...)
}

func (r *face) Layout(s fyne.Size) {
	f := r.f
	f.ground.Resize(s)
	edge, step, dot := float32(13), float32(19), float32(14)
	if f.Dense {
		edge, step, dot = 10, 14, 9
	}
	x := theme.Px(edge)
	room := int((s.Width - 2*theme.Px(edge)) / theme.Px(step))
	for i, d := range f.dots {
		if d.(*canvas.Circle).Hidden = i >= room; i >= room {
			continue
		}
		d.Resize(fyne.NewSquareSize(theme.Px(dot)))
		d.Move(fyne.NewPos(x, (s.Height-theme.Px(dot))/2))
		x += theme.Px(step)
	}
	f.caret.Resize(fyne.NewSize(2, theme.Px(20)))
	f.caret.Move(fyne.NewPos(x+1, (s.Height-theme.Px(20))/2))
}

func (r *face) Refresh() {
	f := r.f
	f.ground.FillColor, f.ground.CornerRadius = theme.Of(theme.Card), theme.Px(8)
	f.ground.StrokeColor, f.ground.StrokeWidth = theme.Of(f.tone), 1
	if f.focused && !f.off {
		f.ground.StrokeColor, f.ground.StrokeWidth = theme.Of(theme.Ai), 2
	}
	f.caret.FillColor, f.caret.Hidden = theme.Of(theme.Ai), !f.focused || f.off
	n := f.buf.Len()
	for len(f.dots) < n {
		f.dots = append(f.dots, canvas.NewCircle(nil))
	}
	f.dots = f.dots[:n]
	for _, d := range f.dots {
		d.(*canvas.Circle).FillColor = theme.Of(theme.Ink)
	}
	r.Layout(f.Size())
	canvas.Refresh(f)
}
