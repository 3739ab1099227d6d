package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"nifuda/app/theme"
)

// RowHigh is how high a row of a list is with two lines of words.
const RowHigh = 56

// RowFace draws a row of a list: so wide at least, in the measure of theme.Px,
// arranged by the row itself, which also brings its parts up to date.
func RowFace(row fyne.CanvasObject, wide float32, arrange func(fyne.Size), parts func() []fyne.CanvasObject) fyne.WidgetRenderer {
	return &rowFace{row, wide, arrange, parts}
}

type rowFace struct {
	row     fyne.CanvasObject
	wide    float32
	arrange func(fyne.Size)
	parts   func() []fyne.CanvasObject
}

func (f *rowFace) Destroy()                     {}
func (f *rowFace) Refresh()                     { canvas.Refresh(f.row) }
func (f *rowFace) Layout(s fyne.Size)           { f.arrange(s) }
func (f *rowFace) MinSize() fyne.Size           { return fyne.NewSize(theme.Px(f.wide), theme.Px(RowHigh)) }
func (f *rowFace) Objects() []fyne.CanvasObject { return f.parts() }
