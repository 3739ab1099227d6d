package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
)

// Look is the weight of a button. One filled button per screen.
type Look int

// The looks of a button.
const (
	Outlined Look = iota
	Filled
	Plain // words alone
	Fix   // a proposed remedy: a thick border in the primary colour
	Alarm // filled, for what cannot be undone
)

// Button is something to press, by mouse or with Space and Enter.
type Button struct {
	widget.BaseWidget
	Text    string
	Icon    string // may be empty
	Look    Look
	High    float32 // pixels; 0 is 40
	Key     string  // the key that does the same, shown on it; may be empty
	Careful bool    // Enter does not press it: an input method uses Enter too
	OnTap   func()

	off, hovered, focused bool
	face                  buttonFace
}

type buttonFace struct {
	ground *canvas.Rectangle
	ring   *canvas.Rectangle
	icon   *canvas.Image
	text   *canvas.Text
	cap    *canvas.Rectangle
	key    *canvas.Text
}

// NewButton is a button with the usual height.
func NewButton(look Look, icon, words string, tap func()) *Button {
	b := &Button{Text: words, Icon: icon, Look: look, OnTap: tap}
	b.ExtendBaseWidget(b)
	return b
}

// Tall sets the button's height in pixels and returns it.
func (b *Button) Tall(h float32) *Button { b.High = h; return b }

// WithKey shows a key on the button and returns it.
func (b *Button) WithKey(k string) *Button { b.Key = k; return b }

// SetText changes the words.
func (b *Button) SetText(s string) {
	if b.Text != s {
		b.Text = s
		b.Refresh()
	}
}

// Enable lets the button be pressed, or not.
func (b *Button) Enable(on bool) {
	if b.off == on {
		b.off = !on
		b.Refresh()
	}
}

// Disabled reports whether it cannot be pressed.
func (b *Button) Disabled() bool { return b.off }

// Tapped is for the toolkit.
func (b *Button) Tapped(*fyne.PointEvent) {
	Stir(b)
	if !b.off && b.OnTap != nil {
		b.OnTap()
	}
}

// TypedKey is for the toolkit.
func (b *Button) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeySpace, !b.Careful && (ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter):
		b.Tapped(nil)
	default:
		PassKey(b, ev)
	}
}

// TypedRune, FocusGained, FocusLost, MouseIn, MouseMoved, MouseOut and Cursor
// are for the toolkit.
func (b *Button) TypedRune(rune)                 {}
func (b *Button) FocusGained()                   { b.focused = true; b.Refresh() }
func (b *Button) FocusLost()                     { b.focused = false; b.Refresh() }
func (b *Button) MouseIn(*desktop.MouseEvent)    { b.hovered = true; b.Refresh() }
func (b *Button) MouseMoved(*desktop.MouseEvent) { Stir(b) }
func (b *Button) MouseOut()                      { b.hovered = false; b.Refresh() }
func (b *Button) Cursor() desktop.Cursor {
	if b.off {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// colors are ground, border and words.
func (b *Button) colors() (ground, edge, ink fyne.ThemeColorName) {
	if b.off {
		return theme.None, theme.Line, theme.Ink2
	}
	switch b.Look {
	case Filled:
		return theme.Ai, theme.Ai, theme.OnAi
	case Alarm:
		return theme.Shu, theme.Shu, theme.OnShu
	case Plain:
		if b.Text == "" {
			return b.washed(theme.None), theme.None, theme.Ink2
		}
		return b.washed(theme.None), theme.None, theme.Ai
	case Fix:
		return b.washed(theme.Card), theme.Ai, theme.Ai
	}
	return b.washed(theme.Card), theme.Edge, theme.Ink
}

func (b *Button) washed(rest fyne.ThemeColorName) fyne.ThemeColorName {
	if b.hovered {
		return theme.AiWash
	}
	return rest
}

func (b *Button) height() float32 {
	if b.High == 0 {
		return 40
	}
	return b.High
}

func (b *Button) inset() float32 {
	switch {
	case b.Look == Plain && b.Text == "":
		return 8
	case b.Look == Plain:
		return 12
	}
	return 16
}

func (b *Button) words() Type {
	size := float32(theme.Body)
	switch h := b.height(); {
	case h >= 72:
		size = theme.Title
	case h >= 52:
		size = theme.Strong
	case h <= 32:
		size = theme.Small
	}
	return Type{Size: size, Bold: b.Look == Filled || b.Look == Fix || b.Look == Alarm}
}

// CreateRenderer is for the toolkit.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	b.face = buttonFace{
		ground: box(theme.Card, theme.Edge, 8), ring: box(theme.None, theme.Ai, 10),
		icon: canvas.NewImageFromResource(nil), text: b.words().text(b.Text),
		cap: box(theme.None, theme.Edge, 4), key: Type{Size: theme.Small, Mono: true}.text(b.Key),
	}
	b.face.icon.FillMode = canvas.ImageFillContain
	b.dress()
	f := &b.face
	return &drawing{
		parts:  []fyne.CanvasObject{f.ring, f.ground, f.icon, f.text, f.cap, f.key},
		layout: b.arrange,
		min: func() fyne.Size {
			return fyne.NewSize(b.inner()+2*theme.Px(b.inset()), theme.Px(b.height()))
		},
		paint: func() { b.dress(); b.arrange(b.Size()) },
	}
}

func (b *Button) dress() {
	ground, edge, ink := b.colors()
	f := &b.face
	f.ground.FillColor, f.ground.StrokeColor, f.ground.StrokeWidth = theme.Of(ground), theme.Of(edge), 1
	if b.Look == Fix {
		f.ground.StrokeWidth = 2
	}
	if f.ring.Hidden = !b.focused; b.focused {
		f.ring.StrokeColor, f.ring.StrokeWidth = theme.Of(theme.Ai), 2
	}
	t := b.words()
	t.Color = ink
	t.dress(f.text)
	f.text.Text = b.Text
	if f.icon.Hidden = b.Icon == ""; b.Icon != "" {
		f.icon.Resource = theme.Picture(b.Icon, ink)
	}
	f.cap.Hidden, f.key.Hidden = b.Key == "", b.Key == ""
	f.cap.StrokeColor = theme.Of(edge)
	if b.Look == Filled {
		f.cap.StrokeColor = theme.Of(ink)
	}
	f.key.Text, f.key.Color = b.Key, theme.Of(ink)
}

func (b *Button) iconEdge() float32 {
	if b.height() >= 52 {
		return theme.Px(24)
	}
	return theme.Px(20)
}

// inner is the width of everything between the insets.
func (b *Button) inner() float32 {
	w := float32(0)
	if b.Text != "" {
		w = b.words().width(b.Text)
	}
	if b.Icon != "" {
		w += b.iconEdge()
		if b.Text != "" {
			w += theme.Px(8)
		}
	}
	if b.Key != "" {
		w += theme.Px(8) + b.capWidth()
	}
	return w
}

func (b *Button) capWidth() float32 {
	return Type{Size: theme.Small, Mono: true}.width(b.Key) + theme.Px(12)
}

func (b *Button) arrange(s fyne.Size) {
	f := &b.face
	put(f.ground, 0, 0, s.Width, s.Height)
	put(f.ring, -3, -3, s.Width+6, s.Height+6)
	x := (s.Width - b.inner()) / 2
	w, e := f.text.MinSize().Width, b.iconEdge()
	switch {
	case b.Icon == "right": // an arrow onwards stands after the words
		put(f.icon, x+b.inner()-e, (s.Height-e)/2, e, e)
	case b.Icon != "":
		put(f.icon, x, (s.Height-e)/2, e, e)
		x += e + theme.Px(8)
	}
	put(f.text, x, 0, w, s.Height)
	if b.Key != "" {
		x += w + theme.Px(8)
		cw, ch := b.capWidth(), theme.Px(20)
		put(f.cap, x, (s.Height-ch)/2, cw, ch)
		put(f.key, x+theme.Px(6), (s.Height-ch)/2, cw, ch)
	}
}
