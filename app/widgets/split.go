package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"nifuda/app/theme"
)

// Split gives what is open its place at the right of a list, without covering
// it. While the right part is hidden the list has all the room.
func Split(left, right fyne.CanvasObject) *fyne.Container {
	return container.New(&split{}, left, right)
}

type split struct{}

func (split) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }

func (split) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := float32(0)
	if o[1].Visible() {
		if w = theme.Px(372); s.Width < theme.Px(944) {
			w = theme.Px(328)
		}
	}
	put(o[0], 0, 0, s.Width-w, s.Height)
	put(o[1], s.Width-w, 0, w, s.Height)
}
