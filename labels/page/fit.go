package page

import "strings"

// Width is how wide a clean text is at a size in pt, in mm.
func Width(f Fonts, role Role, size float64, text string) float64 {
	return f.Advance(role, text) * size * MMPerPt
}

// Fit sets clean texts, each beginning a line of its own, in one size between
// size and least, both in pt. It takes the largest at which every text stands on
// a single line of width mm. Where even least is too wide it breaks lines, at
// that size which needs the fewest. It returns the lines and their size.
func Fit(f Fonts, role Role, size, least, width float64, texts ...string) ([]string, float64) {
	em := 0.0
	var whole []string
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			whole = append(whole, t)
			em = max(em, f.Advance(role, t))
		}
	}
	if em*size*MMPerPt <= width {
		return whole, size
	}
	if fits := width / (em * MMPerPt); fits >= least {
		return whole, fits
	}
	var best []string
	at := size
	for _, try := range []float64{size, (size + least) / 2, least} {
		var lines []string
		for _, t := range whole {
			lines = append(lines, Break(f, role, try, width, t)...)
		}
		if best == nil || len(lines) < len(best) {
			best, at = lines, try
		}
	}
	return best, at
}
