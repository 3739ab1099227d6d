package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
)

// Area is several lines to type in, for the owner, as a Field is. Esc never
// clears; keys and shortcuts of the window pass through it.
type Area struct {
	widget.Entry
	High float32 // pixels at the standard size
}

// NewArea is an empty area of a height, with a hint of what goes in.
func NewArea(hint string, high float32) *Area {
	a := &Area{High: high}
	a.PlaceHolder = hint
	a.MultiLine, a.Wrapping = true, fyne.TextWrapBreak
	a.ExtendBaseWidget(a)
	return a
}

// Fill shows words without telling that they changed.
func (a *Area) Fill(words string) { fill(&a.Entry, words) }

// MinSize is for the toolkit.
func (a *Area) MinSize() fyne.Size { return fyne.NewSize(theme.Px(120), theme.Px(a.High)) }

// TypedKey is for the toolkit.
func (a *Area) TypedKey(ev *fyne.KeyEvent) {
	Stir(a)
	switch ev.Name {
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5:
		PassKey(a, ev)
	default:
		a.Entry.TypedKey(ev)
	}
}

// TypedRune is for the toolkit.
func (a *Area) TypedRune(r rune) {
	Stir(a)
	a.Entry.TypedRune(r)
}

// TypedShortcut is for the toolkit.
func (a *Area) TypedShortcut(s fyne.Shortcut) {
	edit(a, &a.Entry, s)
}

// AcceptsTab lets Tab go on to what comes next: nobody types a tab here.
func (a *Area) AcceptsTab() bool { return false }
