package stock

import (
	"math"

	"nifuda/data"
)

// Frame is one label of the outline, in mm from the page's corner.
type Frame struct {
	X, Y, W, H float64
	Bad        bool // leaves the page or lies on another label
}

// outlined is how many labels the outline shows at most; a sheet of more is
// told by its numbers.
const outlined = 500

// Outline is the page and the labels of a stock as far as its numbers say
// anything, for a picture while they are being typed. ok is false when not even
// the page is known.
func Outline(s data.Stock) (frames []Frame, ok bool) {
	sane := func(v float64) bool { return v > 0 && v < 5000 }
	if !sane(s.Page.Width) || !sane(s.Page.Height) {
		return nil, false
	}
	place := func(v float64) bool { return !math.IsNaN(v) && math.Abs(v) < 5000 }
	if !sane(s.Label.Width) || !sane(s.Label.Height) || !place(s.Left) || !place(s.Top) {
		return nil, true
	}
	overX := s.Columns > 1 && !(s.PitchX >= s.Label.Width-0.05)
	overY := s.Rows > 1 && !(s.PitchY >= s.Label.Height-0.05)
	for i := range max(0, min(s.Rows, outlined)) {
		for j := range max(0, min(s.Columns, outlined)) {
			if len(frames) >= outlined {
				return frames, true
			}
			x, y := s.Left+float64(j)*step(j, s.PitchX), s.Top+float64(i)*step(i, s.PitchY)
			if f, seen := clip(s, x, y); seen {
				f.Bad = f.Bad || overX || overY
				frames = append(frames, f)
			}
		}
	}
	return frames, true
}

// Within is the address block on a label of the outline; false when it is all of
// the label, or its numbers say nothing yet.
func Within(f Frame, b data.Block) (Frame, bool) {
	for _, v := range []float64{b.Left, b.Top, b.Width, b.Height} {
		if math.IsNaN(v) {
			return Frame{}, false
		}
	}
	in := Frame{X: f.X + max(b.Left, 0), Y: f.Y + max(b.Top, 0), W: min(b.Width, f.W-b.Left), H: min(b.Height, f.H-b.Top)}
	return in, b != (data.Block{}) && in.W > 0 && in.H > 0
}

// step is a pitch that may not be known yet: the first label needs none.
func step(n int, pitch float64) float64 {
	if n == 0 || math.IsNaN(pitch) || math.Abs(pitch) > 5000 {
		return 0
	}
	return pitch
}

// clip is the part of a label that lies on the page.
func clip(s data.Stock, x, y float64) (f Frame, seen bool) {
	const slack = 0.05 // mm
	left, top := max(x, 0), max(y, 0)
	right, bottom := min(x+s.Label.Width, s.Page.Width), min(y+s.Label.Height, s.Page.Height)
	if right <= left || bottom <= top {
		return f, false
	}
	bad := left > x+slack || top > y+slack || right < x+s.Label.Width-slack || bottom < y+s.Label.Height-slack
	return Frame{left, top, right - left, bottom - top, bad}, true
}
