package printer

import (
	"math"
	"strconv"
	"strings"
)

// MediaFor is the printer's own name for paper of the size that a PWG name
// states. ok is false when the printer tells its papers and has none of it.
func (p Printer) MediaFor(want string) (name string, ok bool) {
	if len(p.Media) == 0 {
		return want, true
	}
	w, h, known := size(want)
	var least, most [2]float64
	for _, m := range p.Media {
		mw, mh, sized := size(m)
		switch {
		case m == want:
			return want, true
		case !sized:
		case strings.HasPrefix(m, "custom_min"):
			least = [2]float64{mw, mh}
		case strings.HasPrefix(m, "custom_max"):
			most = [2]float64{mw, mh}
		case known && near(w, mw) && near(h, mh) && name == "":
			name = m
		}
	}
	if name != "" {
		return name, true
	}
	fits := known && w >= least[0] && h >= least[1] && w <= most[0] && h <= most[1]
	mm := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	return "custom_" + mm(w) + "x" + mm(h) + "mm_" + mm(w) + "x" + mm(h) + "mm", fits
}

// Turned reports whether a page of a size in mm is drawn lying for paper that a
// PWG name states standing, or the other way round.
func Turned(width, height float64, media string) bool {
	w, h, ok := size(media)
	return ok && !near(w, h) && !near(width, w) && near(width, h) && near(height, w)
}

// near allows what makers round away between inches and millimetres.
func near(a, b float64) bool { return math.Abs(a-b) < 0.6 }

// size reads the dimensions at the end of a PWG 5101.1 name, in mm:
// iso_a4_210x297mm, na_letter_8.5x11in.
func size(name string) (w, h float64, ok bool) {
	dims := name[strings.LastIndexByte(name, '_')+1:]
	unit := 1.0
	switch {
	case strings.HasSuffix(dims, "mm"):
		dims = strings.TrimSuffix(dims, "mm")
	case strings.HasSuffix(dims, "in"):
		dims, unit = strings.TrimSuffix(dims, "in"), 25.4
	default:
		return 0, 0, false
	}
	a, b, _ := strings.Cut(dims, "x")
	w, errW := strconv.ParseFloat(a, 64)
	h, errH := strconv.ParseFloat(b, 64)
	if errW != nil || errH != nil || !(w > 0 && h > 0) {
		return 0, 0, false
	}
	return w * unit, h * unit, true
}
