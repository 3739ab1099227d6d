package labels

import (
	"fmt"
	"strconv"

	"nifuda/data"
	"nifuda/labels/barcode"
	"nifuda/labels/page"
)

// The pick lists in mm.
const (
	tickSide  = 4.2
	pickName  = paperLeft + 9 // where goods begin
	pickCount = paperRight - 30
	pickWide  = pickCount - 18 - pickName
	pickPad   = 1.6 // above and below a row
)

// PickList is what a packer takes along to the shelves: first one row per SKU
// over the whole batch, then what goes into each parcel, in the order and with
// the numbers of slips and labels. Both lists are of the same words, so their
// sums agree. It holds nothing of a buyer. Job of a report is the index of the
// parcel, 0 for the total.
func (p *Pen) PickList(d data.Pick) ([]page.Page, []Report) {
	s := p.newSheet("ピックリスト")
	l := &pickList{sheet: s, d: d, batch: s.w.clean(Number, page.Regular, d.Batch)}
	l.head("ピックリスト", "棚から集める分")
	l.turns = func() { l.again("棚から集める分"); l.totalHead() }
	l.total()
	l.turns = nil
	l.turn()
	l.head("注文別リスト", "荷物ごとの中身")
	l.turns = func() { l.again("荷物ごとの中身") }
	for i := range d.Parcels {
		l.parcel(i)
	}
	return l.done()
}

type pickList struct {
	*sheet
	d     data.Pick
	batch string
}

// head begins a list.
func (l *pickList) head(title, what string) {
	l.text(page.Bold, 18, paperLeft, l.y, title)
	l.right(page.Regular, 9, paperRight, l.y+0.6, 90, l.day())
	l.right(page.Mono, 9, paperRight, l.y+5, 90, l.batch)
	l.y += 9.5
	l.text(page.Regular, 10, paperLeft, l.y, fmt.Sprintf("%s　荷物 %d個・商品 %d種・%d点", what, len(l.d.Parcels), len(l.d.Total()), l.d.Pieces()))
	l.y += 7
	l.across(l.y, 3*hair)
	l.y += 1
}

func (l *pickList) day() string {
	if l.d.At.IsZero() {
		return ""
	}
	return onDay(l.d.At) + l.d.At.Format(" 15:04")
}

// again begins a further page of a list.
func (l *pickList) again(what string) {
	l.text(page.Regular, 9, paperLeft, l.y, what+"（つづき）")
	l.right(page.Mono, 9, paperRight, l.y, 90, l.batch)
	l.y += 6
	l.across(l.y, 3*hair)
	l.y += 1
}

func (l *pickList) totalHead() {
	l.text(page.Regular, 8, pickName, l.y+0.6, "商品")
	l.right(page.Regular, 8, pickCount, l.y+0.6, 20, "荷物")
	l.right(page.Regular, 8, paperRight, l.y+0.6, 20, "数量")
	l.y += 5
	l.across(l.y, hair)
}

// total is one row per SKU.
func (l *pickList) total() {
	l.totalHead()
	all := l.d.Total()
	for _, t := range all {
		c := l.goods(t.PickLine)
		l.room(c.high + 2*pickPad)
		l.tick(c.high)
		l.draw(c, pickName, l.y+pickPad)
		l.right(page.Regular, 10, pickCount, l.y+pickPad+0.6, 20, data.Money(t.Parcels).Plain())
		l.quantity(t.Quantity)
		l.y += c.high + 2*pickPad
		l.across(l.y, hair)
	}
	l.room(10)
	l.y += 2
	l.right(page.Bold, 11, paperRight, l.y, paperInner, fmt.Sprintf("合計　%d種　%s点", len(all), data.Money(l.d.Pieces()).Plain()))
}

// goods are the words of a row.
func (l *pickList) goods(g data.PickLine) cells {
	name := l.w.clean(Goods, page.Regular, g.Name)
	option := l.w.clean(Goods, page.Regular, g.Option)
	sku := l.w.clean(Goods, page.Regular, g.SKU)
	c := l.cell(pickWide, 10.5, name, sku, option)
	c.high = max(c.high, tickSide+1)
	return c
}

// tick is the box that is ticked off.
func (l *pickList) tick(high float64) {
	l.add(page.Box{X: paperLeft + 1, Y: l.y + pickPad + (high-tickSide)/2, W: tickSide, H: tickSide, Line: hair})
}

// quantity is large; more than one is bold and boxed, because that is what gets
// overlooked.
func (l *pickList) quantity(n int) {
	const size, inset, wide = 13, 1.2, 26
	words := data.Money(n).Plain()
	role := page.Regular
	if n > 1 {
		role = page.Bold
		w := min(page.Width(l.pen.fonts, role, size, words), wide)
		l.add(page.Box{X: paperRight - w - 2*inset, Y: l.y + pickPad - 0.7, W: w + 2*inset, H: size*page.MMPerPt + 1.4, Line: 1.5 * hair})
	}
	l.right(role, size, paperRight-inset, l.y+pickPad, wide, words)
}

// parcel is what goes into one parcel. Its head and first row stay together,
// and all of it where a page can hold it.
func (l *pickList) parcel(at int) {
	const headHigh = 12
	p := l.d.Parcels[at]
	before := len(l.w.reports)
	rows := make([]cells, len(p.Lines))
	high := float64(headHigh)
	for i, g := range p.Lines {
		rows[i] = l.goods(g)
		high += rows[i].high + 2*pickPad
	}
	notes := l.notes(p)
	high += notes.height + 4
	for i := before; i < len(l.w.reports); i++ {
		l.w.reports[i].Job = at
	}
	if high < paperEnd-paperTop-20 {
		l.room(high)
	} else {
		l.room(headHigh + 20)
	}
	l.parcelHead(p, "")
	for i, c := range rows {
		if l.room(c.high + 2*pickPad) {
			l.parcelHead(p, "（つづき）")
		}
		l.tick(c.high)
		l.draw(c, pickName, l.y+pickPad)
		l.quantity(p.Lines[i].Quantity)
		l.y += c.high + 2*pickPad
		l.rule(pickName, paperRight, l.y, hair)
	}
	if notes.height > 0 {
		l.room(notes.height + 2)
		notes.draw(&l.pages[len(l.pages)-1], pickName, l.y+1)
		l.y += notes.height + 1
	}
	l.y += 4
}

func (l *pickList) parcelHead(p data.PickParcel, more string) {
	const seqWide, high = 16, 10.5
	number := l.w.clean(Number, page.Mono, p.Number)
	l.add(page.Box{X: paperLeft, Y: l.y + 1, W: seqWide, H: 8, Line: 1.5 * hair})
	l.centre(page.Bold, 14, paperLeft+seqWide/2, l.y+2.4, strconv.Itoa(p.Seq))
	words := number
	if p.Parts > 1 {
		words += fmt.Sprintf("　%d/%d個口", p.Part, p.Parts)
	}
	fitted, size := page.Fit(l.pen.fonts, page.Mono, 12, leastDetail, 72, words+more)
	for i, f := range fitted {
		l.text(page.Mono, size, paperLeft+seqWide+3, l.y+2.8+float64(i)*size*page.MMPerPt*lineHeight, f)
	}
	right := float64(paperRight)
	if bars, err := barcode.Code128(number); err == nil {
		b := page.Bars{Widths: bars, Module: 3 * dots300, Height: 7, Y: l.y + 1.5}
		if b.Width() <= 62 {
			b.X = paperRight - b.Width() - barcode.QuietModules*b.Module
			l.add(b)
			right = b.X - 4
		}
	}
	l.right(page.Regular, 9, right, l.y+3.6, 20, fmt.Sprintf("%d点", p.Pieces()))
	l.y += high
	l.across(l.y, 2*hair)
	l.y += 0.5
}

// notes are what whoever packs the parcel has to know.
func (l *pickList) notes(p data.PickParcel) column {
	c := l.column(paperRight - pickName)
	for _, n := range []struct{ head, words string }{{"のし・包装", p.Gift}, {"メモ", p.Note}} {
		if words := l.w.clean(Remarks, page.Regular, n.words); words != "" {
			c.add(style{Remarks, page.Bold, 9.5, 8, 0.6}, n.head+"：　"+words)
		}
	}
	return c
}
