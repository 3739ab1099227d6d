package vendure

import (
	"math"
	"slices"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
)

// scale turns the server's amounts into minor units of a currency: of a yen
// there are none, so 275000 with a precision of 2 is 2,750 yen.
type scale struct{ times, over int64 }

// newScale knows how many decimals a currency has; false for no currency.
func newScale(precision int, code string) (scale, bool) {
	decimals, ok := shop.Decimals(code)
	if !ok {
		return scale{}, false
	}
	s := scale{1, 1}
	for ; precision > decimals; precision-- {
		s.over *= 10
	}
	for ; precision < decimals; precision++ {
		s.times *= 10
	}
	return s, true
}

// amount rounds half away from zero; whole is false when there was something to
// round.
func (s scale) amount(v int64) (m data.Money, whole bool) {
	v *= s.times
	q, r := v/s.over, v%s.over
	if r >= s.over-r && r > 0 {
		q++
	}
	if r <= -s.over-r && r < 0 {
		q--
	}
	return data.Money(q), r == 0
}

func (s scale) money(v int64) data.Money {
	m, _ := s.amount(v)
	return m
}

// lines are the goods; a line that was taken out of the order is none.
func (o order) lines(s scale) []data.Line {
	var all []data.Line
	for _, l := range o.Lines {
		if l.Quantity == 0 && l.Total == 0 {
			continue
		}
		all = append(all, data.Line{
			RemoteID: shop.Line(l.ID),
			SKU:      shop.Line(l.Variant.SKU),
			Name:     shop.Line(l.Variant.Name),
			Quantity: l.Quantity,
			Unit:     s.money(l.Unit),
			Total:    s.money(l.Total),
			RateBP:   basisPoints(l.Rate),
		})
	}
	return all
}

// basisPoints turns a rate in percent into basis points.
func basisPoints(percent float64) int {
	if !(percent >= 0 && percent <= 100) { // NaN, too
		return 0
	}
	return int(math.Round(percent * 100))
}

// charges are what lies between the goods and the total, exactly.
func (o order) charges(s scale) []data.Charge {
	var all []data.Charge
	left := o.Total
	add := func(kind data.ChargeKind, label string, v int64) {
		left -= v
		if m := s.money(v); m != 0 {
			all = append(all, data.Charge{Kind: kind, Label: shop.Line(label), Amount: m})
		}
	}
	var sum data.Money
	for _, l := range o.Lines {
		left -= l.Total
		sum += s.money(l.Total)
	}
	for _, w := range o.Ways {
		name := ""
		if w.Method != nil {
			name = w.Method.Name
		}
		add(data.Shipping, name, w.Amount)
	}
	for _, e := range o.Extras {
		add(data.OtherCharge, e.Label, e.Amount)
	}
	if discounts, labels := o.discounts(); discounts == left {
		for _, d := range o.Discounts {
			add(data.Discount, d.Label, d.Amount)
		}
	} else if len(o.Discounts) > 0 {
		add(data.Discount, labels, left) // the server's total knows better than its parts
	}
	for _, c := range all {
		sum += c.Amount
	}
	if off := s.money(o.Total) - sum; off != 0 && left == 0 {
		all = append(all, data.Charge{Kind: data.OtherCharge, Label: "端数調整", Amount: off})
	}
	return all
}

func (o order) discounts() (sum int64, labels string) {
	var all []string
	for _, d := range o.Discounts {
		sum += d.Amount
		all = append(all, shop.Line(d.Label))
	}
	return sum, strings.Join(all, " / ")
}

// rates sums the server's tax figures by rate (shipping has rows of its own)
// and rounds the sums. Where they made up the total before rounding, they do
// after.
func (o order) rates(s scale) []data.RateTotal {
	gross, tax := map[int]int64{}, map[int]int64{}
	var all int64
	for _, t := range o.Taxes {
		bp := basisPoints(t.Rate)
		gross[bp] += t.Base + t.Tax
		tax[bp] += t.Tax
		all += t.Base + t.Tax
	}
	var rates []data.RateTotal
	left := s.money(o.Total)
	for bp, g := range gross {
		rates = append(rates, data.RateTotal{RateBP: bp, Gross: s.money(g), Tax: s.money(tax[bp])})
		left -= s.money(g)
	}
	slices.SortFunc(rates, func(a, b data.RateTotal) int { return b.RateBP - a.RateBP })
	if len(rates) > 0 && left != 0 && all == o.Total {
		largest := 0
		for i, r := range rates {
			if r.Gross > rates[largest].Gross {
				largest = i
			}
		}
		rates[largest].Gross += left
	}
	return rates
}
