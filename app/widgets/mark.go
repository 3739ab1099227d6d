package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
)

// Tone is what a chip, a dot or a note says by its colour, beside its words.
type Tone int

// The tones.
const (
	Quiet Tone = iota
	Ring       // an outline, for plain facts
	Good
	Waits
	Bad
	Craft
	Chosen
)

// Colors are the ink and the ground of a tone.
func (t Tone) Colors() (ink, ground fyne.ThemeColorName) {
	switch t {
	case Ring:
		return theme.Ink2, theme.None
	case Good:
		return theme.Pine, theme.PineWash
	case Waits:
		return theme.Ochre, theme.OchreWash
	case Bad:
		return theme.Shu, theme.ShuWash
	case Craft:
		return theme.KraftInk, theme.KraftWash
	case Chosen:
		return theme.Ai, theme.AiWash
	}
	return theme.Ink2, theme.Rail
}

// Icon is the shape that says the same as the colour; empty for the quiet.
func (t Tone) Icon() string {
	switch t {
	case Good:
		return "check"
	case Waits, Bad:
		return "warn"
	}
	return ""
}

// Chip is a small label with a ground: ギフト, 要確認.
func Chip(tone Tone, words string) fyne.CanvasObject {
	ink, ground := tone.Colors()
	edge := theme.None
	if tone == Ring {
		edge = theme.Edge
	}
	parts := []fyne.CanvasObject{}
	if i := tone.Icon(); i != "" {
		parts = append(parts, NewIcon(i, ink, 12))
	}
	parts = append(parts, Text(words, Type{Size: theme.Small, Color: ink}))
	return Over(box(ground, edge, 4), Pad(0, 6, 0, 6, Row(4, parts...)))
}

// Badge is a number or letter in a circle of 20 pixels.
func Badge(words string) fyne.CanvasObject {
	c := canvas.NewCircle(theme.Of(theme.None))
	c.StrokeColor, c.StrokeWidth = theme.Of(theme.Edge), 1
	t := Text(words, Type{Size: theme.Small, Mono: true, Align: fyne.TextAlignCenter})
	return Fixed(20, 20, Over(c, t))
}

// Dot is an icon in a round ground of 28 pixels.
func Dot(tone Tone, icon string) fyne.CanvasObject {
	ink, ground := tone.Colors()
	return Fixed(28, 28, Over(box(ground, theme.None, 14), Middle(NewIcon(icon, ink, 16))))
}

// Note is a sentence on a ground of its tone.
func Note(tone Tone, words string) fyne.CanvasObject {
	ink, ground := tone.Colors()
	icon := tone.Icon()
	if icon == "" {
		icon = "help"
	}
	return Over(box(ground, theme.None, 8), Pad(10, 16, 10, 16, Top(12,
		Pad(2, 0, 0, 0, NewIcon(icon, ink, 18)), Grow(Words(words, Type{Size: theme.Small, Color: ink})))))
}

// Said is one line of news with its icon, as the foot shows it.
func Said(tone Tone, icon, words string) fyne.CanvasObject {
	ink, _ := tone.Colors()
	return Row(8, NewIcon(icon, ink, 16), Text(words, Type{Size: theme.Small, Color: theme.Ink2}))
}

// Bar is a share of something done, 0 to 1, drawn 8 pixels high.
func Bar(share float32) fyne.CanvasObject {
	done := container.New(shareOf(min(max(share, 0), 1)), box(theme.Ai, theme.None, 4))
	return Fixed(0, 8, Over(box(theme.Line, theme.None, 4), done))
}

// shareOf gives a part a share of the width.
type shareOf float32

func (s shareOf) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }

func (s shareOf) Layout(o []fyne.CanvasObject, size fyne.Size) {
	put(o[0], 0, 0, size.Width*float32(s), size.Height)
}

// Mark is what stands in a check box.
type Mark int

// The marks. Some is for a box that stands for several.
const (
	Empty Mark = iota
	Some
	All
)

// CheckBox draws a box of 20 pixels; pressing it is up to what holds it.
type CheckBox struct {
	ground *canvas.Rectangle
	icon   *Icon
	Object *fyne.Container
}

// NewCheckBox is an empty box.
func NewCheckBox() *CheckBox {
	c := &CheckBox{ground: box(theme.Card, theme.Edge, 4), icon: NewIcon("check", theme.OnAi, 16)}
	c.Object = Fixed(20, 20, Over(c.ground, Pad(2, 2, 2, 2, c.icon)))
	c.Set(Empty)
	return c
}

// Set changes the mark.
func (c *CheckBox) Set(m Mark) {
	fill, edge := theme.Ai, theme.Ai
	if m == Empty {
		fill, edge = theme.Card, theme.Edge
	}
	c.ground.FillColor, c.ground.StrokeColor, c.ground.StrokeWidth = theme.Of(fill), theme.Of(edge), 2
	name := "check"
	if m == Some {
		name = "minus"
	}
	if c.icon.Hidden = m == Empty; c.icon.Name != name {
		c.icon.Name = name
		c.icon.Refresh()
	}
	c.ground.Refresh()
}

// Countdown is a ring that runs down around something before it happens.
type Countdown struct {
	widget.BaseWidget
	share float32 // 1 is full, 0 is over and hidden
	arc   *canvas.Arc
}

// NewCountdown is a hidden ring.
func NewCountdown() *Countdown {
	r := &Countdown{arc: canvas.NewArc(0, 360, 0.82, nil)}
	r.ExtendBaseWidget(r)
	r.Set(0)
	return r
}

// Set draws the share that is left.
func (r *Countdown) Set(share float32) {
	r.share = share
	r.Refresh()
}

// CreateRenderer is for the toolkit.
func (r *Countdown) CreateRenderer() fyne.WidgetRenderer {
	paint := func() {
		r.arc.FillColor = theme.Of(theme.Shu)
		r.arc.StartAngle, r.arc.EndAngle = 0, 360*r.share
		r.arc.Hidden = r.share <= 0
	}
	paint()
	return &drawing{
		parts:  []fyne.CanvasObject{r.arc},
		layout: func(s fyne.Size) { put(r.arc, 0, 0, s.Width, s.Height) },
		min:    func() fyne.Size { return fyne.NewSquareSize(theme.Px(32)) },
		paint:  paint,
	}
}
