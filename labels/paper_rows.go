package labels

import (
	"fmt"

	"nifuda/data"
	"nifuda/labels/page"
)

// The right ends of the columns of figures, in mm, and how wide they may be.
const (
	rateEnd, rateWide     = paperLeft + 101, 13
	countEnd, countWide   = paperLeft + 115, 13
	unitEnd, unitWide     = paperLeft + 143, 26
	amountEnd, amountWide = paperRight, 30
	rowSize               = 9.5 // pt
	rowPad                = 1.5 // above and below a row
	carried               = 7   // of the line that carries a sum over to the next page
)

// table is the goods, over as many pages as they take. Each page but the last
// carries its sum over.
func (l *letter) table() {
	l.tableHead()
	l.turns = func() {
		l.next()
		l.tableHead()
		if l.priced() {
			l.carry("前のページから", l.sofar)
		}
	}
	wide := float64(rateEnd - rateWide - paperLeft - 1)
	if !l.priced() {
		wide = countWideGift - 2
	}
	for i, it := range l.d.Items {
		c := l.item(it, wide)
		need := c.high + 2*rowPad
		if l.priced() && i < len(l.d.Items)-1 {
			need += carried // for what may have to be said below it
		}
		if l.y+need > paperEnd {
			if l.priced() {
				l.carry("次のページへ", l.sofar)
			}
			l.turn()
		}
		l.row(it, c)
	}
	l.across(l.y, 2*hair)
	l.y += 3
}

const countWideGift = paperInner - 20

func (l *letter) tableHead() {
	const size = 8
	l.across(l.y, 3*hair)
	l.text(page.Regular, size, paperLeft+1, l.y+1.2, "品名")
	if l.priced() {
		l.right(page.Regular, size, rateEnd, l.y+1.2, rateWide, "税率")
		l.right(page.Regular, size, countEnd, l.y+1.2, countWide, "数量")
		l.right(page.Regular, size, unitEnd, l.y+1.2, unitWide, "単価（税込）")
		l.right(page.Regular, size, amountEnd-1, l.y+1.2, amountWide, "金額（税込）")
	} else {
		l.right(page.Regular, size, paperRight-1, l.y+1.2, countWide, "数量")
	}
	l.y += 5.6
	l.across(l.y, hair)
}

// carry is a sum so far, below what stands or above what follows.
func (l *letter) carry(words string, sum data.Money) {
	l.right(page.Regular, 8, unitEnd, l.y+1.6, 60, words)
	l.right(page.Regular, 9, amountEnd-1, l.y+1.4, amountWide, sum.Yen())
	l.y += carried - 0.6
	l.across(l.y, hair)
}

// item are the words of one row.
func (l *letter) item(it data.PaperItem, wide float64) cells {
	name := l.w.clean(Goods, page.Regular, it.Name)
	option := l.w.clean(Goods, page.Regular, it.Option)
	sku := l.w.clean(Goods, page.Regular, it.SKU)
	ship := ""
	if it.Ship > 0 {
		ship = fmt.Sprintf("お届け先 %d", it.Ship)
	}
	return l.cell(wide, rowSize, name, option, sku, ship)
}

func (l *letter) row(it data.PaperItem, c cells) {
	y := l.y + rowPad
	l.draw(c, paperLeft+1, y)
	count := data.Money(it.Quantity).Plain()
	if l.priced() {
		l.right(page.Regular, rowSize, rateEnd, y, rateWide, rateOf(it.RateBP, it.Reduced))
		l.right(page.Regular, rowSize, countEnd, y, countWide, count)
		l.right(page.Regular, rowSize, unitEnd, y, unitWide, it.Unit.Yen())
		l.right(page.Regular, rowSize, amountEnd-1, y, amountWide, it.Amount.Yen())
		l.sofar += it.Amount
	} else {
		l.right(page.Bold, rowSize+1, paperRight-1, y, countWide, count)
	}
	l.y += max(c.high, rowSize*page.MMPerPt*lineHeight) + 2*rowPad
	l.across(l.y, hair)
}

// rateOf is a tax rate with the mark of the reduced one: 8%※.
func rateOf(bp int, reduced bool) string {
	words := "対象外"
	if bp > 0 {
		words = percent(bp)
	}
	if reduced {
		words += "※"
	}
	return words
}

func percent(bp int) string {
	if bp%100 == 0 {
		return fmt.Sprintf("%d%%", bp/100)
	}
	return fmt.Sprintf("%g%%", float64(bp)/100)
}

// sums are what it comes to: at the right how, at the left the tax per rate.
func (l *letter) sums() {
	if !l.priced() {
		return
	}
	const size, high = 9.5, 5.8
	rows := l.sumRows()
	need := max(float64(len(rows))*high+4, float64(len(l.d.Sum.Rates))*high+16)
	l.room(need)
	top := l.y
	for _, r := range rows {
		role := page.Regular
		if r.strong {
			role = page.Bold
			l.rule(letterX, paperRight, l.y-0.4, 2*hair)
		}
		words, at := page.Fit(l.pen.fonts, role, size, 6.5, letterWide-amountWide-2, r.words)
		for i, w := range words {
			l.text(role, at, letterX+1, l.y+0.8+float64(i)*at*page.MMPerPt*lineHeight, w)
		}
		if r.mark != "" {
			l.right(page.Regular, 7.5, paperRight-amountWide, l.y+1.4, 16, r.mark)
		}
		l.right(role, size, paperRight-1, l.y+0.8, amountWide-2, r.amount.Yen())
		l.y += max(high, 0.8+float64(len(words))*at*page.MMPerPt*lineHeight)
	}
	l.rule(letterX, paperRight, l.y, 2*hair)
	bottom := l.y
	l.y = top
	l.rates(paperLeft, 90)
	l.y = max(l.y, bottom) + 4
}

type sumRow struct {
	words, mark string
	amount      data.Money
	strong      bool
}

func (l *letter) sumRows() []sumRow {
	sum := l.d.Sum
	rows := []sumRow{{words: "商品の合計", amount: sum.Goods}}
	for _, c := range l.d.Charges {
		r := sumRow{words: chargeWords(l.w, c), amount: c.Amount}
		if c.RateBP > 0 {
			r.mark = rateOf(c.RateBP, c.Reduced)
		}
		rows = append(rows, r)
	}
	rows = append(rows, sumRow{words: "合計（税込）", amount: sum.Total, strong: true})
	if sum.Points != 0 {
		head := map[data.PaperKind]string{data.PaperInvoice: "ご請求金額", data.PaperReturn: "ご返金額"}[l.d.Kind]
		if head == "" {
			head = "お支払い金額"
		}
		rows = append(rows, sumRow{words: "ポイントでのお支払い", amount: -sum.Points}, sumRow{words: head, amount: sum.Due, strong: true})
	}
	return rows
}

func chargeWords(w *writer, c data.PaperCharge) string {
	words := map[data.ChargeKind]string{
		data.Shipping: "送料", data.PaymentFee: "手数料", data.Wrapping: "包装・のし",
		data.Discount: "値引き", data.Coupon: "クーポン", data.Points: "ポイント値引き", data.OtherCharge: "その他",
	}[c.Kind]
	label := w.clean(Goods, page.Regular, c.Label)
	switch {
	case label == "" || label == words:
		return words
	case words == "" || c.Kind == data.OtherCharge || c.Kind == data.Wrapping:
		return label
	}
	return words + "（" + label + "）"
}

// rates is the tax per rate, at the present height, so wide.
func (s *letter) rates(x, wide float64) {
	s.ratesOf(s.d.Sum.Rates, s.d.Terms, reducedRate(s.d), x, wide, 8.5)
}

// reducedRate is the rate that the mark ※ stands for; 0 when nothing has it.
func reducedRate(d data.Paper) int {
	for _, it := range d.Items {
		if it.Reduced {
			return it.RateBP
		}
	}
	for _, c := range d.Charges {
		if c.Reduced {
			return c.RateBP
		}
	}
	return 0
}

func (s *sheet) ratesOf(rates []data.TaxTotal, terms data.TaxTerms, reduced int, x, wide, size float64) {
	high := size * page.MMPerPt * 1.7
	second, last := x+wide*0.62, x+wide-1
	s.text(page.Regular, size-1, x+1, s.y+0.8, "税率ごとの内訳")
	s.right(page.Regular, size-1, second, s.y+0.8, wide*0.4, "対象額（税込）")
	s.right(page.Regular, size-1, last, s.y+0.8, wide*0.36, "うち消費税額")
	s.y += high
	s.rule(x, x+wide, s.y-0.4, hair)
	for _, r := range rates {
		words := rateOf(r.RateBP, reduced != 0 && r.RateBP == reduced)
		if r.RateBP > 0 {
			words += " 対象"
		}
		s.text(page.Regular, size, x+1, s.y+0.6, words)
		s.right(page.Regular, size, second, s.y+0.6, wide*0.4, r.Gross.Yen())
		s.right(page.Regular, size, last, s.y+0.6, wide*0.34, r.Tax.Yen())
		s.y += high
	}
	s.rule(x, x+wide, s.y, hair)
	s.y += 1
	if reduced != 0 {
		s.text(page.Regular, size-1, x+1, s.y+0.4, fmt.Sprintf("※は軽減税率（%s）の対象です。", percent(reduced)))
		s.y += high - 0.6
	}
}

// ships are the ship-tos of an order that goes elsewhere than to whom the
// document is addressed.
func (l *letter) ships() {
	if len(l.d.Order.Ships) == 0 {
		return
	}
	l.section("お届け先")
	for i, to := range l.d.Order.Ships {
		words := l.w.recipient(to)
		c := l.column(paperInner - 9)
		line := words.postal
		for _, a := range words.address {
			line += "　" + a
		}
		c.add(style{Address, page.Regular, 9, 8, 0}, line)
		c.add(style{Name, page.Regular, 9, 8, 0}, words.company, words.name)
		l.room(c.height + 1.5)
		l.text(page.Regular, 9, paperLeft+1, l.y, fmt.Sprintf("%d", i+1))
		c.draw(&l.pages[len(l.pages)-1], paperLeft+8, l.y)
		l.y += c.height + 1.5
	}
	l.y += 2
}

func (l *letter) section(head string) {
	l.room(14)
	l.text(page.Bold, 9, paperLeft, l.y, head)
	l.y += 5
}

// notes are what else there is to say.
func (l *letter) notes() {
	bank := l.d.Terms.Bank
	if l.d.Kind != data.PaperInvoice || l.d.Words.Paid {
		bank = ""
	}
	for _, n := range []struct{ head, words string }{
		{"お振込先", bank}, {"のし・包装", l.d.Words.Gift}, {"備考", l.d.Words.Remarks},
	} {
		if n.words == "" {
			continue
		}
		l.section(n.head)
		l.flow(Remarks, 9, paperLeft+1, paperInner-2, n.words)
		l.y += 3
	}
	if l.d.Corrects != "" {
		l.room(6)
		l.text(page.Regular, 9, paperLeft, l.y, "本書は "+l.w.clean(Number, page.Regular, l.d.Corrects)+" に代わるものです。")
		l.y += 6
	}
}
