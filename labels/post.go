package labels

import (
	"nifuda/data"
	"nifuda/labels/barcode"
	"nifuda/labels/page"
)

// Why a label carries no customer barcode, besides what the desk says.
const (
	ReportPostNarrow = "label.report.post.narrow"
	ReportPostRoom   = "label.report.post.room"
	ReportPostCode   = "label.report.post.code"
)

// usualPost is the size of a customer barcode where there is room, in points.
const usualPost = 10

// postOf is the customer barcode of a label, nil when it has none; where the
// owner wants one the report says why.
func (w *writer) postOf(j data.LabelJob) []barcode.Bar {
	if !j.Post.On {
		return nil
	}
	if j.Post.Why != "" {
		w.report(Post, j.Post.Why, "")
		return nil
	}
	bars, err := barcode.Post(j.To.Address.Postal, barcode.PostNumber(j.Post.Rest))
	if err != nil {
		w.report(Post, ReportPostCode, "")
		return nil
	}
	return bars
}

// post is a customer barcode on its label.
type post struct {
	bars       []barcode.Bar
	points     float64 // a of the manual
	pitch, bar float64 // mm
	y          float64 // mm, its top below the top of the head
	margin     float64 // mm, blank to the edges of the label
}

// dot203 is a dot of the coarsest printer there is, in mm. Bars whose pitch is
// whole dots come out alike.
const dot203 = 25.4 / 203

// postFor measures a customer barcode for a label so wide, with a margin in mm
// that the printer cannot reach. It is false where it is not allowed.
func postFor(bars []barcode.Bar, width, margin float64) (post, bool) {
	points, ok := barcode.PostSize(width-2*max(margin-barcode.PostQuiet, 0), usualPost)
	if !ok {
		return post{}, false
	}
	p := post{bars: bars, points: points, margin: max(margin, barcode.PostQuiet), pitch: barcode.PostPitch * points / 10, bar: barcode.PostBar * points / 10}
	switch {
	case points >= 9:
		p.pitch, p.bar = 9*dot203, 5*dot203
	case points >= 8.4:
		p.pitch, p.bar = 8*dot203, 4*dot203
	}
	return p, true
}

func (p post) width() float64 { return (barcode.PostBars-1)*p.pitch + p.bar }

func (p post) height() float64 { return barcode.PostLong * p.points / 10 }

// draw puts the bars below the name, at x or so much to the left that the blank
// beside them stays on the label.
func (p post) draw(to *page.Page, x, y float64) {
	x = max(min(x, to.Width-p.margin-p.width()), p.margin)
	middle := y + p.height()/2
	half := map[barcode.Bar][2]float64{ // above and below the middle, at 10 points
		barcode.Long: {barcode.PostLong / 2, barcode.PostLong / 2}, barcode.Timing: {barcode.PostTiming / 2, barcode.PostTiming / 2},
		barcode.Up: {barcode.PostLong / 2, barcode.PostTiming / 2}, barcode.Down: {barcode.PostTiming / 2, barcode.PostLong / 2},
	}
	for i, b := range p.bars {
		up, down := half[b][0]*p.points/10, half[b][1]*p.points/10
		to.Add(page.Box{X: x + float64(i)*p.pitch, Y: middle - up, W: p.bar, H: up + down})
	}
}

// arrangePost leaves room for the bars below the name.
func (l *layout) arrangePost() {
	if l.post.bars == nil {
		return
	}
	l.post.y = l.head.height + barcode.PostQuiet
	l.head.height += l.post.height() + 2*barcode.PostQuiet
}

// givePost measures the customer barcode and leaves it off, with its reason,
// before an address becomes small for its sake.
func (l *layout) givePost(w *writer, inset float64) {
	if l.words.post == nil {
		return
	}
	p, ok := postFor(l.words.post, l.width, inset)
	if !ok {
		w.report(Post, ReportPostNarrow, "")
		return
	}
	l.post = p
	if !l.fit(smallPt) {
		l.post = post{}
		w.report(Post, ReportPostRoom, "")
	}
}
