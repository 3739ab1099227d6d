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
	comfort float64   // pt, of the address, below which bars, sender and number give way first
	modules []float64 // mm, widths of a bar to choose from, the best one first; none has no bars
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

// tinyForm suits cells with room for an address and hardly more.
func tinyForm() form {
	return form{pad: 2.5, address: 8, name: 11, note: 6.5, from: 5.5, number: 6, tight: 0.8, comfort: 6.6}
}

// smallForm suits cells of a sheet.
func smallForm() form {
	return form{
		pad: 3.6, address: 9.5, name: 14, note: 8, from: 6.5, number: 7,
		bars: 6, tight: 0.86, comfort: leastPt, modules: []float64{3 * dots300},
	}
}

// middleForm suits labels that are wide and not high.
func middleForm() form {
	return form{
		pad: 4.5, address: 11, name: 17, note: 9.5, from: 7.5, number: 8,
		bars: 8, tight: 0.86, comfort: leastPt, modules: []float64{4 * dots300, 3 * dots300},
	}
}

// bigForm suits labels of a hand's size.
func bigForm() form {
	return form{
		pad: 6.5, address: 17, name: 28, note: 15, from: 10.5, number: 11,
		bars: 17, tight: 0.75, comfort: leastPt, modules: []float64{6 * dots300, 5 * dots300, 4 * dots300, 3 * dots300}, stacked: true,
	}
}

// frameForm suits お届け先 of a postal frame, where the post's own barcode is
// the only one that may be read.
func frameForm() form {
	return form{pad: 6, address: 13.5, name: 22, note: 10, from: 10.5, number: 8, tight: 0.75, comfort: leastPt}
}

// formOf chooses by the size of the label. Ink stays inset from its edges where
// the printer cannot reach them.
func formOf(s stock.Size, inset float64) form {
	f := smallForm()
	switch {
	case s.Height < 30 || s.Width < 60:
		f = tinyForm()
	case s.Width >= 80 && s.Height >= 100:
		f = bigForm().scaled(min(s.Width/100, s.Height/150))
	case s.Width >= 95 && s.Height >= 50:
		f = middleForm()
	}
	f.pad = max(f.pad, inset)
	return f
}

// scaled is the form on a label so many times as large, within what reads well.
func (f form) scaled(by float64) form {
	const least, most = 0.75, 1.6
	if by = min(max(by, least), most); by > 0.95 && by < 1.05 {
		return f
	}
	f.pad, f.address, f.name, f.note = f.pad*by, f.address*by, f.name*by, f.note*by
	f.from, f.number, f.bars = f.from*by, f.number*by, f.bars*by
	return f
}
