package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
)

// Field is one line to type in, for the owner: what is marked in it can be
// copied, through the window. A packer's line is a KeyLine. Esc calls OnEsc and
// never clears by itself; keys and shortcuts of the window pass through it.
type Field struct {
	widget.Entry
	OnEsc   func()
	OnDown  func() // ↓: on to what the field filters
	OnLeave func() // the keyboard went elsewhere
}

// NewField is an empty field with a hint of what goes in.
func NewField(hint string) *Field {
	f := &Field{}
	f.PlaceHolder = hint
	f.Wrapping, f.Scroll = fyne.TextWrapOff, fyne.ScrollHorizontalOnly
	f.ExtendBaseWidget(f)
	return f
}

// NewSearch is a field with a magnifying glass.
func NewSearch(hint string) *Field {
	f := NewField(hint)
	f.Icon = theme.Picture("search", theme.Ink2)
	return f
}

// Fill shows words without telling that they changed.
func (f *Field) Fill(words string) { fill(&f.Entry, words) }

func fill(e *widget.Entry, words string) {
	if e.Text == words {
		return
	}
	told := e.OnChanged
	e.OnChanged = nil
	e.SetText(words)
	e.OnChanged = told
}

// MinSize is for the toolkit.
func (f *Field) MinSize() fyne.Size {
	m := f.Entry.MinSize()
	return fyne.NewSize(m.Width, max(m.Height, theme.Px(40)))
}

// TypedKey is for the toolkit.
func (f *Field) TypedKey(ev *fyne.KeyEvent) {
	Stir(f)
	switch ev.Name {
	case fyne.KeyEscape:
		if f.OnEsc != nil {
			f.OnEsc()
			return
		}
		PassKey(f, ev)
	case fyne.KeyDown:
		if f.OnDown != nil {
			f.OnDown()
		}
	case fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5:
		PassKey(f, ev)
	default:
		f.Entry.TypedKey(ev)
	}
}

// TypedRune is for the toolkit.
func (f *Field) TypedRune(r rune) {
	Stir(f)
	f.Entry.TypedRune(r)
}

// FocusLost is for the toolkit.
func (f *Field) FocusLost() {
	f.Entry.FocusLost()
	if f.OnLeave != nil {
		f.OnLeave()
	}
}

// TypedShortcut is for the toolkit.
func (f *Field) TypedShortcut(s fyne.Shortcut) {
	edit(f, &f.Entry, s)
}

// Labelled puts a caption above a part.
func Labelled(caption string, part fyne.CanvasObject) *fyne.Container {
	return Col(4, Text(caption, Type{Size: theme.Small, Color: theme.Ink2}), part)
}
