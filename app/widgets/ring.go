package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
)

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
