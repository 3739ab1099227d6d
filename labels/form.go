package labels

import "nifuda/labels/stock"

// form is how large the parts of a label are set before anything has to give.
type form struct {
	pad     float64   // mm, between the label's edge and everything on it
	address float64   // pt, also the postal code's and the company's
	name    float64   // pt
	note    float64   // pt, requested date and part
	from    float64   // pt
	number  float64   // pt
	bars    float64   // mm, height
	tight   float64   // how far a line may shrink before it takes a second one, of 1
	modules []float64 // mm, widths of a bar to choose from, the best one first
	stacked bool      // bars below the sender, over the whole width, with rules between
}

// The sizes below which a text is reported, and below which it is not set.
const (
	smallPt = 6.5 // pt
	leastPt = 5.0 // pt
)

// sideShare is how much of the width bars may take beside the sender.
const sideShare = 0.64

// Three dots of a 300 dpi printer are as good as two of a 203 dpi one.
const dots300 = 25.4 / 300

// smallForm suits cells of a sheet, bigForm labels of a hand's size.
func smallForm() form {
	return form{
		pad: 3.6, address: 9.5, name: 14, note: 8, from: 6.5, number: 7,
		bars: 6, tight: 0.86, modules: []float64{3 * dots300},
	}
}

func bigForm() form {
	return form{
		pad: 6.5, address: 17, name: 28, note: 15, from: 10.5, number: 11,
		bars: 17, tight: 0.75, modules: []float64{6 * dots300, 5 * dots300, 4 * dots300, 3 * dots300}, stacked: true,
	}
}

// formOf chooses by the size of the label.
func formOf(s stock.Size) form {
	if s.Width >= 90 && s.Height >= 100 {
		return bigForm()
	}
	return smallForm()
}
