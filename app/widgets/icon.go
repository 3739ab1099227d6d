package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
)

// Icon is a line drawing in a named colour.
type Icon struct {
	widget.BaseWidget
	Name  string
	Color fyne.ThemeColorName
	Edge  float32 // pixels at the standard size
}

// NewIcon is an icon of 20 pixels, or of the edge given.
func NewIcon(name string, color fyne.ThemeColorName, edge float32) *Icon {
	i := &Icon{Name: name, Color: color, Edge: edge}
	i.ExtendBaseWidget(i)
	return i
}

// CreateRenderer is for the toolkit.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer {
	img := canvas.NewImageFromResource(theme.Picture(i.Name, i.Color))
	img.FillMode = canvas.ImageFillContain
	return &drawing{
		parts:  []fyne.CanvasObject{img},
		layout: func(s fyne.Size) { put(img, 0, 0, s.Width, s.Height) },
		min:    func() fyne.Size { return fyne.NewSquareSize(theme.Px(i.Edge)) },
		paint:  func() { img.Resource = theme.Picture(i.Name, i.Color) },
	}
}
