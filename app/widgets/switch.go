package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
)

// Switch is something that is on or off, with its words before it. Space and
// Enter turn it. The knob's place and its tick say what the colour says.
type Switch struct {
	widget.BaseWidget
	On     bool
	OnTurn func(on bool)

	words          fyne.CanvasObject
	track, ring    *canvas.Rectangle
	knob           *canvas.Circle
	tick           *canvas.Image
	off            bool
	hovered, focus bool
}

// Size of the switch itself, in pixels at the standard size.
const (
	trackWidth, trackHeight = 44, 24
	knobSize                = 18
)

// NewSwitch is a switch with its words and, below them, why one would turn it;
// the second may be empty.
func NewSwitch(words, why string, on bool, turn func(bool)) *Switch {
	s := &Switch{On: on, OnTurn: turn}
	parts := []fyne.CanvasObject{Words(words, Type{})}
	if why != "" {
		parts = append(parts, Words(why, Type{Size: theme.Small, Color: theme.Ink2}))
	}
	s.words = Col(0, parts...)
	s.ExtendBaseWidget(s)
	return s
}

// Set shows it on or off without telling.
func (s *Switch) Set(on bool) {
	if s.On != on {
		s.On = on
		s.Refresh()
	}
}

// Enable lets it be turned, or not.
func (s *Switch) Enable(on bool) { s.off = !on; s.Refresh() }

// Disabled reports whether it cannot be turned.
func (s *Switch) Disabled() bool { return s.off }

// HeightFor is that of the words, at least the switch's own.
func (s *Switch) HeightFor(width float32) float32 {
	return max(HeightFor(s.words, s.room(width)), theme.Px(trackHeight))
}

func (s *Switch) room(width float32) float32 { return width - theme.Px(trackWidth+16) }

// Tapped and the other methods are for the toolkit.
func (s *Switch) Tapped(*fyne.PointEvent) {
	Stir(s)
	if s.off {
		return
	}
	s.On = !s.On
	s.Refresh()
	if s.OnTurn != nil {
		s.OnTurn(s.On)
	}
}

func (s *Switch) TypedRune(rune)                 {}
func (s *Switch) FocusGained()                   { s.focus = true; s.Refresh() }
func (s *Switch) FocusLost()                     { s.focus = false; s.Refresh() }
func (s *Switch) MouseIn(*desktop.MouseEvent)    { s.hovered = true; s.Refresh() }
func (s *Switch) MouseMoved(*desktop.MouseEvent) { Stir(s) }
func (s *Switch) MouseOut()                      { s.hovered = false; s.Refresh() }
func (s *Switch) Cursor() desktop.Cursor {
	if s.off {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

func (s *Switch) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		s.Tapped(nil)
	default:
		PassKey(s, ev)
	}
}

// CreateRenderer is for the toolkit.
func (s *Switch) CreateRenderer() fyne.WidgetRenderer {
	s.track, s.ring = box(theme.Card, theme.Edge, trackHeight/2), box(theme.None, theme.Ai, trackHeight/2+3)
	s.knob, s.tick = canvas.NewCircle(nil), canvas.NewImageFromResource(nil)
	s.tick.FillMode = canvas.ImageFillContain
	s.dress()
	return &drawing{
		parts:  []fyne.CanvasObject{s.words, s.ring, s.track, s.knob, s.tick},
		layout: s.arrange,
		min:    func() fyne.Size { return fyne.NewSize(theme.Px(160), s.HeightFor(max(s.Size().Width, theme.Px(160)))) },
		paint:  func() { s.dress(); s.arrange(s.Size()) },
	}
}

// dress colours it. A switch that cannot be turned keeps its place and loses
// its colour.
func (s *Switch) dress() {
	fill, edge, knob := theme.Card, theme.Edge, theme.Edge
	if s.On {
		fill, edge, knob = theme.Ai, theme.Ai, theme.OnAi
	}
	if s.off {
		fill, edge, knob = theme.Rail, theme.Line, theme.Edge
	}
	if s.hovered && !s.off && !s.On {
		fill = theme.AiWash
	}
	s.track.FillColor, s.track.StrokeColor = theme.Of(fill), theme.Of(edge)
	s.knob.FillColor = theme.Of(knob)
	if s.ring.Hidden = !s.focus; s.focus {
		s.ring.StrokeColor, s.ring.StrokeWidth = theme.Of(theme.Ai), 2
	}
	ink := theme.Ai
	if s.off {
		ink = theme.Rail
	}
	s.tick.Hidden, s.tick.Resource = !s.On, theme.Picture("check", ink)
}

func (s *Switch) arrange(z fyne.Size) {
	w, h, k := theme.Px(trackWidth), theme.Px(trackHeight), theme.Px(knobSize)
	x, gap := z.Width-w, (h-k)/2
	words := HeightFor(s.words, s.room(z.Width))
	put(s.words, 0, max((h-words)/2, 0), s.room(z.Width), words)
	put(s.track, x, 0, w, h)
	put(s.ring, x-3, -3, w+6, h+6)
	at := x + gap
	if s.On {
		at = x + w - gap - k
	}
	put(s.knob, at, gap, k, k)
	put(s.tick, at+k*0.15, gap+k*0.15, k*0.7, k*0.7)
}
