package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"nifuda/app/theme"
)

// Sides is how wide the columns beside a Thirds' middle are, in the measure of
// theme.Px.
type Sides struct{ Left, Right float32 }

// Thirds puts something between two columns and draws a line at each side of it.
// In a small window the columns are as wide as small says.
func Thirds(left, middle, right fyne.CanvasObject, large, small Sides) *fyne.Container {
	return container.New(thirds{large, small}, left, middle, right, Upright(), Upright())
}

type thirds struct{ large, small Sides }

func (thirds) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }

func (t thirds) Layout(o []fyne.CanvasObject, s fyne.Size) {
	const smallWindow = 944
	sides := t.large
	if s.Width < theme.Px(smallWindow) {
		sides = t.small
	}
	left, right := theme.Px(sides.Left), theme.Px(sides.Right)
	put(o[0], 0, 0, left, s.Height)
	put(o[1], left, 0, s.Width-left-right, s.Height)
	put(o[2], s.Width-right, 0, right, s.Height)
	put(o[3], left, 0, 1, s.Height)
	put(o[4], s.Width-right-1, 0, 1, s.Height)
}
