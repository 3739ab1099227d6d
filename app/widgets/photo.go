package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
)

// Photo is a picture of printed paper. It keeps its proportions, is as wide as
// the room it gets and never wider than it is; paper stays white at night.
type Photo struct {
	widget.BaseWidget
	shown      *canvas.Image
	wide, high float32 // of the picture, in pixels at the standard size
	room       float32
}

// NewPhoto is a PNG under a name, wide and high as it is drawn at most.
func NewPhoto(name string, png []byte, wide, high float32) *Photo {
	p := &Photo{shown: canvas.NewImageFromResource(fyne.NewStaticResource(name+".png", png)), wide: wide, high: high, room: wide}
	p.shown.FillMode = canvas.ImageFillContain
	p.shown.ScaleMode = canvas.ImageScaleSmooth
	p.ExtendBaseWidget(p)
	return p
}

// HeightFor is the height at a width.
func (p *Photo) HeightFor(width float32) float32 {
	return min(width, theme.Px(p.wide)) * p.high / p.wide
}

// CreateRenderer is for the toolkit.
func (p *Photo) CreateRenderer() fyne.WidgetRenderer {
	return &drawing{
		parts: []fyne.CanvasObject{p.shown},
		layout: func(s fyne.Size) {
			p.room = s.Width
			w := min(s.Width, theme.Px(p.wide))
			put(p.shown, 0, 0, w, p.HeightFor(s.Width))
		},
		min:   func() fyne.Size { return fyne.NewSize(0, p.HeightFor(p.room)) },
		paint: func() {},
	}
}
