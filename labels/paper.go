package labels

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/labels/page"
)

// The first page of a letter, in mm. The address lies where the windows of
// long envelopes are; nothing else stands in x 10–115, y 10–65.
const (
	windowX, windowY       = 22, 20
	windowWide, windowHigh = 82, 40
	letterX                = 119 // what stands beside the address
	letterWide             = paperRight - letterX
	letterBody             = 70 // where what is below them begins, at the earliest
)

// Paper draws a document of an order: 納品書, 請求書 and 返還請求書 on as many A4
// pages as they need, a 領収書 twice on one. again marks a further copy of one
// that was issued before. The same paper gives the same pages.
//
// The word 適格 and a registration number stand on it only when its terms have
// one, and a gift slip draws no amount whatever it is handed.
func (p *Pen) Paper(d data.Paper, again bool) ([]page.Page, []Report) {
	if d.Kind == data.PaperReceipt {
		return p.receipt(d, again)
	}
	l := &letter{sheet: p.newSheet(strings.TrimSpace(titleOf(d) + " " + d.Number)), d: d, again: again}
	l.folds()
	l.head()
	l.turns = l.next
	l.table()
	l.turns = l.next
	l.sums()
	l.ships()
	l.notes()
	return l.done()
}

// letter is a document with a table of goods.
type letter struct {
	*sheet
	d     data.Paper
	again bool
	sofar data.Money // of the rows that stand already
}

func titleOf(d data.Paper) string {
	switch {
	case d.Kind == data.PaperInvoice:
		return "請求書"
	case d.Kind == data.PaperReceipt:
		return "領収書"
	case d.Kind == data.PaperReturn && d.Terms.Registered():
		return "適格返還請求書"
	case d.Kind == data.PaperReturn:
		return "返金明細書"
	}
	return "納品書"
}

// serves says what a document of a registered shop is besides.
func serves(d data.Paper) string {
	switch {
	case !d.Terms.Registered() || d.Kind == data.PaperGift || d.Kind == data.PaperReturn:
		return ""
	case d.Terms.Full:
		return "（適格請求書）"
	}
	return "（適格簡易請求書）"
}

func (l *letter) priced() bool { return l.d.Kind != data.PaperGift }

// head is the upper third of the first page.
func (l *letter) head() {
	l.address()
	l.sequence()
	y := float64(paperTop)
	l.text(page.Bold, 20, letterX, y, titleOf(l.d))
	if l.again {
		l.stamped(paperRight, y+0.5)
	}
	y += 9
	if words := serves(l.d); words != "" {
		l.text(page.Regular, 8.5, letterX, y, words)
		y += 5
	}
	y = l.facts(y + 0.5)
	y = l.issuer(y + 3)
	l.y = max(letterBody, y+4)
	l.opening()
}

// address is to whom it goes, behind the window.
func (l *letter) address() {
	to := l.w.recipient(l.d.To)
	c := l.boxed(windowWide, windowHigh,
		block{Postal, page.Regular, 10.5, 0, []string{to.postal}},
		block{Address, page.Regular, 10.5, 0.3, to.address},
		block{Company, page.Regular, 10.5, 1, []string{to.company}},
		block{Name, page.Bold, 14, 1.6, []string{to.name}})
	c.draw(&l.pages[0], windowX, windowY)
}

// recipient takes the words of an address from whom it belongs to.
func (w *writer) recipient(to data.Recipient) words {
	out := words{company: w.clean(Company, page.Regular, to.Company), name: w.clean(Name, page.Bold, to.Name)}
	if isJapan(to.Address) {
		out.postal = w.clean(Postal, page.Regular, postal(to.Address))
	}
	for _, s := range addressLines(to.Address) {
		if s = w.clean(Address, page.Regular, s); s != "" {
			out.address = append(out.address, s)
		}
	}
	out.company, out.name = addressed(out.company, out.name)
	return out
}

// sequence is the place of the slip in its batch, the same as on list and label.
func (l *letter) sequence() {
	if l.d.Order.Seq == 0 {
		return
	}
	words := strconv.Itoa(l.d.Order.Seq)
	wide := page.Width(l.pen.fonts, page.Bold, 11, words) + 4
	l.add(page.Box{X: paperRight - wide, Y: 7, W: wide, H: 6.4, Line: 1.5 * hair})
	l.text(page.Bold, 11, paperRight-wide+2, 8.3, words)
}

// stamped marks a further copy; it ends at x.
func (s *sheet) stamped(x, y float64) {
	const size, wide, high = 11, 20, 7
	s.add(page.Box{X: x - wide, Y: y, W: wide, H: high, Line: 2 * hair})
	s.centre(page.Bold, size, x-wide/2, y+(high-size*page.MMPerPt)/2, "再発行")
}

// facts are the numbers and days of the document; they return where they end.
func (l *letter) facts(y float64) float64 {
	const size, high, head = 8.5, 4.6, 21
	o := l.d.Order
	number := o.Number
	if o.Part > 0 && o.Parts > 1 {
		number += fmt.Sprintf("（%d/%d個口）", o.Part, o.Parts)
	}
	rows := [][2]string{
		{numberOf(l.d.Kind), l.d.Number}, {"発行日", day(l.d.Issued)},
		{"ご注文番号", number}, {"ご注文日", day(o.Placed)}, {"お取引日", day(o.Traded)},
	}
	if l.d.Kind == data.PaperReturn {
		rows = append(rows[:3:3], [2]string{"返金日", day(o.Traded)}, [2]string{"もとのお取引", l.d.Words.Sold})
	}
	if l.priced() {
		rows = append(rows, [2]string{"お支払い", o.Payment})
	}
	for _, row := range rows {
		words := l.w.clean(Number, page.Regular, row[1])
		if words == "" {
			continue
		}
		l.text(page.Regular, size, letterX, y, row[0])
		fitted, at := page.Fit(l.pen.fonts, page.Regular, size, 6.5, letterWide-head, words)
		for i, f := range fitted {
			l.text(page.Regular, at, letterX+head, y+float64(i)*at*page.MMPerPt*lineHeight, f)
		}
		y += high + float64(len(fitted)-1)*at*page.MMPerPt*lineHeight
	}
	return y
}

func numberOf(k data.PaperKind) string {
	switch k {
	case data.PaperInvoice:
		return "請求番号"
	case data.PaperReturn:
		return "返還番号"
	}
	return "納品番号"
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return onDay(t)
}

// issuer is who sends the document; it returns where it ends.
func (l *letter) issuer(y float64) float64 {
	c := l.boxed(letterWide, 34, l.w.issuerBlocks(l.d, 8.5)...)
	if l.d.Kind == data.PaperGift && len(c.lines) > 0 {
		l.text(page.Regular, 7.5, letterX, y, "ご依頼主")
		y += 4
	}
	c.draw(&l.pages[0], letterX, y)
	return y + c.height
}

// issuerBlocks are who issues a document, with the registration number if there
// is one.
func (w *writer) issuerBlocks(d data.Paper, size float64) []block {
	lines := w.senderOf(d.From)
	if len(lines) == 0 {
		return nil
	}
	blocks := []block{
		{Sender, page.Bold, size + 2, 0, lines[:1]},
		{Sender, page.Regular, size, 0.8, lines[1:]},
	}
	if d.Terms.Registered() && d.Kind != data.PaperGift {
		blocks = append(blocks, block{Sender, page.Regular, size, 0.6, []string{"登録番号 " + w.clean(Sender, page.Regular, d.Terms.Number)}})
	}
	return blocks
}

// opening is what stands above the table: a few words, and the sum.
func (l *letter) opening() {
	if words := strings.TrimSpace(l.d.Words.Message); words != "" {
		l.flow(Remarks, 9.5, paperLeft, paperInner, words)
		l.y += 2
	}
	if !l.priced() {
		l.y += 2
		return
	}
	const wide, high = 105, 12
	head := map[data.PaperKind]string{data.PaperSlip: "合計金額（税込）", data.PaperInvoice: "ご請求金額（税込）", data.PaperReturn: "ご返金額（税込）"}[l.d.Kind]
	l.text(page.Regular, 10.5, paperLeft, l.y+4.6, head)
	l.right(page.Bold, 18, paperLeft+wide, l.y+2, wide-40, l.d.Sum.Due.Yen())
	l.rule(paperLeft, paperLeft+wide, l.y+high-1.5, 3*hair)
	if l.d.Kind == data.PaperInvoice && l.d.Words.Paid {
		l.text(page.Regular, 9.5, paperLeft+wide+5, l.y+5.2, "お支払い済みです。")
	}
	l.y += high + 3
}

// flow sets words over as many lines and pages as they take.
func (s *sheet) flow(field Field, size, x, width float64, words string) {
	high := size * page.MMPerPt * 1.45
	for _, part := range strings.Split(words, "\n") {
		for _, line := range page.Break(s.pen.fonts, page.Regular, size, width, s.w.clean(field, page.Regular, part)) {
			s.room(high)
			s.text(page.Regular, size, x, s.y, line)
			s.y += high
		}
	}
}

// next begins a further page without a table.
func (l *letter) next() {
	l.text(page.Regular, 8.5, paperLeft, l.y, l.foot+"（つづき）")
	l.right(page.Regular, 8.5, paperRight, l.y, 80, l.w.clean(Number, page.Regular, "ご注文番号 "+l.d.Order.Number))
	l.y += 7
}
