package widgets

import (
	"image"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Painted is nothing to see; it calls f, once, from within the first frame that
// is really painted.
func Painted(f func()) fyne.CanvasObject {
	var once sync.Once
	nothing := image.NewAlpha(image.Rect(0, 0, 1, 1))
	return canvas.NewRaster(func(int, int) image.Image {
		once.Do(f)
		return nothing
	})
}
