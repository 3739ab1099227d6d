package widgets

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
)

// Shake moves a part from side to side once, 8 pixels, in 240 milliseconds: a
// no that is seen from the corner of an eye. Not where motion is reduced. The
// part is alone in its slot, so it stands at the origin before and after.
func Shake(o fyne.CanvasObject) {
	if !fyne.CurrentApp().Settings().ShowAnimations() {
		return
	}
	fyne.NewAnimation(240*time.Millisecond, func(done float32) {
		sway := float32(8 * math.Sin(float64(done)*4*math.Pi) * float64(1-done))
		o.Move(fyne.NewPos(sway, 0))
	}).Start()
}
