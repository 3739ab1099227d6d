package widgets

import (
	"math"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
)

// Stepper is a number changed by small steps: with − and ＋, with the arrow
// keys or with the wheel.
type Stepper struct {
	widget.BaseWidget
	Caption               string
	Value, Step, Min, Max float64
	Say                   func(float64) string // how the number is shown; nil as digits
	OnChange              func(float64)

	ground  *canvas.Rectangle
	shown   *Label
	focused bool
}

// NewStepper is a number with a caption, from -most to most.
func NewStepper(caption string, value, step, most float64, change func(float64)) *Stepper {
	s := &Stepper{Caption: caption, Value: value, Step: step, Min: -most, Max: most, OnChange: change}
	s.ExtendBaseWidget(s)
	return s
}

// From sets the least number and returns the stepper.
func (s *Stepper) From(least float64) *Stepper { s.Min = least; return s }

// Saying shows the number in words and returns the stepper.
func (s *Stepper) Saying(say func(float64) string) *Stepper { s.Say = say; return s }

// Add moves the number by some steps.
func (s *Stepper) Add(steps float64) {
	v := math.Round((s.Value+steps*s.Step)/s.Step) * s.Step
	v = min(max(v, s.Min), s.Max)
	if v == s.Value {
		return
	}
	s.Value = v
	s.Refresh()
	if s.OnChange != nil {
		s.OnChange(v)
	}
}

// Set shows another number without telling.
func (s *Stepper) Set(v float64) { s.Value = v; s.Refresh() }

func (s *Stepper) words() string {
	if s.Say != nil {
		return s.Say(s.Value)
	}
	places := 0
	if s.Step < 1 {
		places = 1
	}
	return strconv.FormatFloat(s.Value, 'f', places, 64)
}

// CreateRenderer is for the toolkit.
func (s *Stepper) CreateRenderer() fyne.WidgetRenderer {
	s.ground = box(theme.Card, theme.Edge, 8)
	s.shown = Text(s.words(), Type{Mono: true, Align: fyne.TextAlignTrailing})
	less := NewButton(Plain, "minus", "", func() { s.Add(-1) }).Tall(36)
	more := NewButton(Plain, "plus", "", func() { s.Add(1) }).Tall(36)
	inner := Pad(0, 2, 0, 10, Row(0, Grow(Cut(s.Caption, Type{Size: theme.Small, Color: theme.Ink2})),
		s.number(), less, more))
	paint := func() {
		s.shown.SetText(s.words())
		Relayout(inner)
		s.ground.StrokeColor, s.ground.StrokeWidth = theme.Of(theme.Edge), 1
		if s.focused {
			s.ground.StrokeColor, s.ground.StrokeWidth = theme.Of(theme.Ai), 2
		}
	}
	return &drawing{
		parts:  []fyne.CanvasObject{s.ground, inner},
		layout: func(z fyne.Size) { put(s.ground, 0, 0, z.Width, z.Height); put(inner, 0, 0, z.Width, z.Height) },
		min:    func() fyne.Size { return fyne.NewSize(theme.Px(150), theme.Px(40)) },
		paint:  paint,
	}
}

// number keeps a place for four digits, or for as much as is said.
func (s *Stepper) number() fyne.CanvasObject {
	if s.Say != nil {
		return s.shown
	}
	return Fixed(38, 24, s.shown)
}

// Tapped and the other methods are for the toolkit.
func (s *Stepper) Tapped(*fyne.PointEvent) { Focus(s) }
func (s *Stepper) TypedRune(rune)          {}
func (s *Stepper) FocusGained()            { s.focused = true; s.Refresh() }
func (s *Stepper) FocusLost()              { s.focused = false; s.Refresh() }
func (s *Stepper) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyUp, fyne.KeyRight:
		s.Add(1)
	case fyne.KeyDown, fyne.KeyLeft:
		s.Add(-1)
	case fyne.KeyPageUp:
		s.Add(10)
	case fyne.KeyPageDown:
		s.Add(-10)
	default:
		PassKey(s, ev)
	}
}
