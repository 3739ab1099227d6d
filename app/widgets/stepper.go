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
	Caption          string
	Value, Step, Max float64 // from -Max to Max
	OnChange         func(float64)

	ground  *canvas.Rectangle
	shown   *Label
	focused bool
}

// NewStepper is a number with a caption.
func NewStepper(caption string, value, step, most float64, change func(float64)) *Stepper {
	s := &Stepper{Caption: caption, Value: value, Step: step, Max: most, OnChange: change}
	s.ExtendBaseWidget(s)
	return s
}

// Add moves the number by some steps.
func (s *Stepper) Add(steps float64) {
	v := math.Round((s.Value+steps*s.Step)/s.Step) * s.Step
	v = min(max(v, -s.Max), s.Max)
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
		Fixed(38, 24, s.shown), less, more))
	paint := func() {
		s.shown.SetText(s.words())
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
