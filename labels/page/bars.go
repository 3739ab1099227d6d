package page

import "math"

// Snapped is where bars begin and how wide each bar and space is when they
// stand on a printer's dots, in the unit that dot is measured in: mm when b is
// scaled by 1, pixels when it is scaled to them and dot is 1. A code of two
// widths keeps all narrow ones and all wide ones alike.
func (b Bars) Snapped(scale, dot float64) (x float64, widths []float64) {
	unit := max(1, int(b.Narrow))
	narrow := dots(b.Module * float64(unit) * scale / dot)
	widths = make([]float64, len(b.Widths))
	for i, w := range b.Widths {
		widths[i] = math.Round(narrow*float64(w)/float64(unit)) * dot
	}
	return math.Round(b.X*scale/dot) * dot, widths
}

// dots is how many whole dots a narrow bar gets: the nearest number, unless the
// whole code would grow out of its place and two dots or more are left.
func dots(wanted float64) float64 {
	const most, least = 1.06, 2
	n := max(math.Round(wanted), 1)
	if n > wanted*most && n-1 >= least {
		n--
	}
	return n
}

// Units is how wide each bar and space is where no dots are known.
func (b Bars) Units(scale float64) []float64 {
	widths := make([]float64, len(b.Widths))
	for i, w := range b.Widths {
		widths[i] = float64(w) * b.Module * scale
	}
	return widths
}
