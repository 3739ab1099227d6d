package widgets

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
)

// longest is as many characters as a line takes.
const longest = 300

// KeyLine is one line to type or scan into. Unlike a Field it has no cursor to
// move, no menu, no undo and nothing to copy: what a scanner types in 20
// milliseconds stands there at once, and what was typed is gone when it is
// cleared. Enter and Tab submit.
type KeyLine struct {
	widget.BaseWidget
	Hint     string
	Icon     string  // may be empty
	High     float32 // pixels
	Letter   float32 // size of type: theme.Title and its like
	Border   float32 // pixels while it has the keyboard
	OnChange func(string)
	OnSubmit func(string)
	OnEmpty  func(fyne.KeyName) // Space or Backspace in an empty line
	OnArrow  func(by int)       // ↑ is -1, ↓ is 1
	OnLost   func()             // the keyboard went elsewhere

	text         []rune
	focused, off bool
	face         keyLineFace
}

type keyLineFace struct {
	ground *canvas.Rectangle
	icon   *Icon
	shown  *canvas.Text
	caret  *canvas.Rectangle
}

// NewKeyLine is an empty line with a hint of what goes in.
func NewKeyLine(hint string, high, size float32) *KeyLine {
	k := &KeyLine{Hint: hint, High: high, Letter: size, Border: 2}
	k.ExtendBaseWidget(k)
	return k
}

// Text is what was typed.
func (k *KeyLine) Text() string { return string(k.text) }

// SetText shows other words without telling.
func (k *KeyLine) SetText(s string) {
	if s != string(k.text) {
		clear(k.text)
		k.text = []rune(s)
		k.Refresh()
	}
}

// SetHint changes the hint.
func (k *KeyLine) SetHint(s string) {
	if k.Hint != s {
		k.Hint = s
		k.Refresh()
	}
}

// Enable lets the line be typed into, or not.
func (k *KeyLine) Enable(on bool) {
	if k.off == on {
		k.off = !on
		k.Refresh()
	}
}

func (k *KeyLine) changed() {
	k.Refresh()
	if k.OnChange != nil {
		k.OnChange(string(k.text))
	}
}

func (k *KeyLine) put(r rune) {
	if unicode.IsPrint(r) && len(k.text) < longest {
		k.text = append(k.text, r)
	}
}

// TypedRune and the other methods are for the toolkit.
func (k *KeyLine) TypedRune(r rune) {
	Stir(k)
	switch {
	case k.off:
	case len(k.text) == 0 && (r == ' ' || r == '　'):
		k.empty(fyne.KeySpace)
	default:
		k.put(r)
		k.changed()
	}
}

func (k *KeyLine) empty(key fyne.KeyName) {
	if k.OnEmpty != nil {
		k.OnEmpty(key)
	}
}

// TypedKey submits, takes off the last character, and passes the rest on.
func (k *KeyLine) TypedKey(ev *fyne.KeyEvent) {
	Stir(k)
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab:
		bare := len(k.text) == 0 && ev.Name == fyne.KeyTab
		if !k.off && k.OnSubmit != nil && !bare {
			k.OnSubmit(string(k.text))
		}
	case fyne.KeyBackspace:
		if len(k.text) == 0 {
			k.empty(fyne.KeyBackspace)
			return
		}
		k.text = k.text[:len(k.text)-1]
		k.changed()
	case fyne.KeyUp, fyne.KeyDown:
		if k.OnArrow != nil {
			k.OnArrow(map[fyne.KeyName]int{fyne.KeyUp: -1, fyne.KeyDown: 1}[ev.Name])
		}
	case fyne.KeySpace: // comes as a character too
	default:
		PassKey(k, ev)
	}
}

// TypedShortcut takes paste, and passes the window's shortcuts on.
func (k *KeyLine) TypedShortcut(s fyne.Shortcut) {
	paste, ok := s.(*fyne.ShortcutPaste)
	switch {
	case !ok && isOurs(s):
		PassShortcut(k, s)
	case ok && !k.off:
		for _, r := range paste.Clipboard.Content() {
			k.put(r)
		}
		k.changed()
	}
}

func (k *KeyLine) AcceptsTab() bool        { return true } // a scanner may end with it
func (k *KeyLine) Tapped(*fyne.PointEvent) { Focus(k) }
func (k *KeyLine) Cursor() desktop.Cursor  { return desktop.TextCursor }
func (k *KeyLine) FocusGained()            { k.focused = true; k.Refresh() }
func (k *KeyLine) words() (string, Type) {
	if len(k.text) == 0 {
		size := k.Letter
		if k.High < 56 {
			size = theme.Body
		}
		return k.Hint, Type{Size: size, Color: theme.Ink2}
	}
	return string(k.text), Type{Size: k.Letter}
}

// FocusLost tells whoever wants the keyboard back.
func (k *KeyLine) FocusLost() {
	k.focused = false
	k.Refresh()
	if k.OnLost != nil {
		k.OnLost()
	}
}

// CreateRenderer is for the toolkit.
func (k *KeyLine) CreateRenderer() fyne.WidgetRenderer {
	f := &k.face
	f.ground, f.caret = box(theme.Card, theme.Edge, 8), box(theme.Ai, theme.None, 0)
	f.shown = Type{Size: k.Letter}.text("")
	parts := []fyne.CanvasObject{f.ground, f.shown, f.caret}
	if k.Icon != "" {
		f.icon = NewIcon(k.Icon, theme.Ink2, 28)
		parts = append(parts, f.icon)
	}
	d := &drawing{parts: parts, layout: k.arrange,
		min:   func() fyne.Size { return fyne.NewSize(theme.Px(120), theme.Px(k.High)) },
		paint: func() { k.dress(); k.arrange(k.Size()) }}
	k.dress()
	return d
}

func (k *KeyLine) dress() {
	f := &k.face
	ground, edge, width := theme.Card, theme.Edge, float32(1)
	switch {
	case k.off:
		ground, edge = theme.None, theme.Line
	case k.focused:
		edge, width = theme.Ai, k.Border
	}
	f.ground.FillColor, f.ground.StrokeColor, f.ground.StrokeWidth = theme.Of(ground), theme.Of(edge), width
	words, t := k.words()
	t.dress(f.shown)
	f.shown.Text = words
	f.caret.FillColor, f.caret.Hidden = theme.Of(theme.Ai), !k.focused || k.off
}

func (k *KeyLine) arrange(s fyne.Size) {
	f := &k.face
	put(f.ground, 0, 0, s.Width, s.Height)
	x := theme.Px(12)
	if k.High >= 56 {
		x = theme.Px(20)
	}
	right := s.Width - x
	if f.icon != nil {
		e := theme.Px(28)
		put(f.icon, x, (s.Height-e)/2, e, e)
		x += e + theme.Px(16)
	}
	words, t := k.words()
	if len(k.text) > 0 { // the end of a long code is what was typed last
		for runes := k.text; t.width(words) > right-x-4 && len(runes) > 1; {
			runes = runes[1:]
			words = "…" + string(runes)
		}
	} else if t.width(words) > right-x {
		words = Shorten(words, right-x, t)
	}
	f.shown.Text = words
	at := x
	if len(k.text) > 0 {
		at += t.width(words) + 2
	} else {
		x += 6
	}
	put(f.shown, x, 0, right-x, s.Height)
	h := theme.Px(k.Letter * 1.25)
	put(f.caret, at, (s.Height-h)/2, 2, h)
}
