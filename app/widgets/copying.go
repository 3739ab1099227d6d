package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Copied is the shortcut by which widgets hand words to the window to be
// copied: the toolkit's own clipboard knows no hints, and never forgets. No key
// types it.
type Copied struct{ Words string }

// ShortcutName is for the toolkit.
func (Copied) ShortcutName() string { return "nifuda.copied" }

// Copy hands a widget's words to the window to be copied.
func Copy(o fyne.CanvasObject, words string) {
	if words != "" {
		PassShortcut(o, Copied{words})
	}
}

// handing is what an entry takes for the clipboard.
type handing func(words string)

func (handing) Content() string           { return "" }
func (h handing) SetContent(words string) { h(words) }

// edit gives an entry a shortcut, from a key or from its menu. What it copies
// or cuts goes through the window.
func edit(o fyne.CanvasObject, e *widget.Entry, s fyne.Shortcut) {
	hand := handing(func(words string) { Copy(o, words) })
	switch s.(type) {
	case *fyne.ShortcutCopy:
		s = &fyne.ShortcutCopy{Clipboard: hand}
	case *fyne.ShortcutCut:
		s = &fyne.ShortcutCut{Clipboard: hand}
	}
	if isOurs(s) {
		PassShortcut(o, s)
		return
	}
	e.TypedShortcut(s)
}

// Copier is a small button that copies words. Ctrl+C does it too.
type Copier struct {
	Button
	Words string
}

// NewCopier copies words; its name may be empty.
func NewCopier(name, words string) *Copier {
	c := &Copier{Button: Button{Look: Plain, Icon: "copy", Text: name, High: 28}, Words: words}
	c.OnTap = func() { Copy(c, c.Words) }
	c.ExtendBaseWidget(c)
	return c
}

// TypedShortcut copies, and passes the window's shortcuts on.
func (c *Copier) TypedShortcut(s fyne.Shortcut) {
	if _, copying := s.(*fyne.ShortcutCopy); copying {
		c.OnTap()
		return
	}
	PassShortcut(c, s)
}
