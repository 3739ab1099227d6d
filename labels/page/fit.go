package page

import "strings"

// Width is how wide a clean text is at a size in pt, in mm.
func Width(f Fonts, role Role, size float64, text string) float64 {
	return f.Advance(role, text) * size * MMPerPt
}

// Fit sets clean texts, each beginning a line of its own, in one size between
// size and least, both in pt. It takes the largest at which every text stands on a
// single line of width mm; where even least is too wide it goes back to size
// and uses more lines. It returns the lines and the size they are set in.
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
	var lines []string
	for _, t := range whole {
		lines = append(lines, Break(f, role, size, width, t)...)
	}
	return lines, size
}
