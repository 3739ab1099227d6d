package labels

import (
	"fmt"
	"strings"

	"nifuda/data"
	"nifuda/labels/page"
)

// Half of an A4 sheet, in mm: the buyer's above, the shop's copy below the cut.
const (
	halfHigh    = sheetHeight / 2.0
	halfLeft    = 20
	halfRight   = sheetWidth - 20
	halfInner   = halfRight - halfLeft
	sumHigh     = 15
	stampWide   = 24
	stampHigh   = 28
	splitLeft   = 88 // of what stands below the sum at the left
	issuerLeft  = halfLeft + splitLeft + 30
	issuerWide  = halfRight - issuerLeft
	partlyBelow = 74 // from the top of the half
)

// receipt is a 領収書 with its copy below.
func (p *Pen) receipt(d data.Paper, again bool) ([]page.Page, []Report) {
	s := p.newSheet("")
	for i, title := range []string{"領収書", "領収書（控）"} {
		if i > 0 {
			s.w.reports = nil // the copy says the same again
		}
		h := &half{sheet: s, d: d, top: float64(i) * halfHigh}
		h.draw(title, again)
	}
	s.add(page.Rule{X1: 8, Y1: halfHigh, X2: sheetWidth - 8, Y2: halfHigh, Width: hair, Dash: 1.5})
	return s.done()
}

type half struct {
	*sheet
	d   data.Paper
	top float64 // mm
}

func (h *half) draw(title string, again bool) {
	h.centre(page.Bold, 22, sheetWidth/2, h.top+11, title)
	if words := serves(h.d); words != "" {
		h.centre(page.Regular, 8, sheetWidth/2, h.top+20, words)
	}
	if again {
		h.stamped(halfLeft+20, h.top+11)
	}
	y := h.top + 11
	number := ""
	if h.d.Number != "" {
		number = "No. " + h.d.Number
	}
	for _, words := range []string{number, "発行日　" + day(h.d.Issued), "ご注文番号　" + h.d.Order.Number} {
		h.right(page.Regular, 8.5, halfRight, y, 58, h.w.clean(Number, page.Regular, words))
		y += 4.4
	}
	h.addressee()
	h.sum()
	h.breakdown()
	h.stamp()
	h.issuer()
	if h.d.Corrects != "" {
		words := "本書は " + h.w.clean(Number, page.Regular, h.d.Corrects) + " に代わるものです。"
		h.text(page.Regular, 8, halfLeft, h.top+halfHigh-12, words)
	}
}

// addressee is the name alone: a receipt is handed over or lies in the parcel.
func (h *half) addressee() {
	company, name := addressed(h.w.clean(Company, page.Regular, h.d.To.Company), h.w.clean(Name, page.Bold, h.d.To.Name))
	const wide, high = 112, 13
	c := h.boxed(wide, high,
		block{Company, page.Regular, 10, 0, []string{company}},
		block{Name, page.Bold, 15, 0.6, []string{name}})
	bottom := h.top + 40
	c.draw(&h.pages[0], halfLeft+1, bottom-c.height-0.6)
	h.rule(halfLeft, halfLeft+wide+4, bottom, 2*hair)
}

// sum is the amount, what it was for, and that it has come in.
func (h *half) sum() {
	y := h.top + 44
	h.rule(halfLeft, halfRight, y, 2*hair)
	h.rule(halfLeft, halfRight, y+sumHigh, 2*hair)
	h.text(page.Regular, 10.5, halfLeft+4, y+5.6, "金額（税込）")
	h.centre(page.Bold, 26, sheetWidth/2+4, y+2.8, h.d.Sum.Due.Yen()+"−")
	h.sheet.y = y + sumHigh + 2.4
	proviso := h.d.Words.Proviso
	if proviso == "" {
		proviso = data.DefaultProviso
	}
	words := h.w.clean(Remarks, page.Regular, "但し　"+strings.TrimPrefix(proviso, "但し"))
	switch {
	case h.d.Words.Card:
		words += "（クレジットカード利用）"
	case h.d.Words.Code:
		words += "（コード決済利用）"
	}
	c := h.boxed(halfInner-62, 9, block{Remarks, page.Regular, 10, 0, []string{words}})
	c.draw(&h.pages[0], halfLeft, h.sheet.y)
	h.right(page.Regular, 9, halfRight, h.sheet.y+0.4, 60, "上記の金額を領収いたしました。")
}

// breakdown is the tax per rate and how it was paid.
func (h *half) breakdown() {
	h.y = h.top + partlyBelow
	h.ratesOf(h.d.Sum.Rates, h.d.Terms, reducedRate(h.d), halfLeft, splitLeft, 8)
	rows := []string{"お取引日　" + day(h.d.Order.Traded), "お支払い　" + h.d.Order.Payment}
	if h.d.Order.Payment == "" {
		rows = rows[:1]
	}
	if h.d.Sum.Points != 0 {
		rows = append(rows, fmt.Sprintf("ご購入額 %s のうち、ポイントでのお支払い %s を除いた金額です。", h.d.Sum.Total.Yen(), h.d.Sum.Points.Yen()))
	}
	for _, row := range rows {
		fitted, size := page.Fit(h.pen.fonts, page.Regular, 8, 6.5, splitLeft, h.w.clean(Number, page.Regular, row))
		for _, f := range fitted {
			h.text(page.Regular, size, halfLeft+1, h.y+0.8, f)
			h.y += size * page.MMPerPt * 1.5
		}
	}
}

// stamp is the place of the 収入印紙, only where one is due.
func (h *half) stamp() {
	if h.d.Sum.Stamp == 0 {
		return
	}
	x, y := float64(halfLeft+splitLeft+4), h.top+partlyBelow+2
	for _, r := range (page.Box{X: x, Y: y, W: stampWide, H: stampHigh, Line: hair}).Edges() {
		r.Dash = 1
		h.add(r)
	}
	h.centre(page.Regular, 9, x+stampWide/2, y+9, "収入印紙")
	h.centre(page.Regular, 8, x+stampWide/2, y+14, h.d.Sum.Stamp.Plain()+"円")
}

func (h *half) issuer() {
	y := h.top + partlyBelow + 1
	c := h.boxed(issuerWide, halfHigh-partlyBelow-14, h.w.issuerBlocks(h.d, 8.5)...)
	c.draw(&h.pages[0], issuerLeft, y)
}
