package woocommerce

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
)

// decimals is how many of them amounts are asked for with.
const decimals = "4"

// fine is an amount in hundredths of a minor unit.
type fine int64

// till reads the amounts of one order.
type till struct {
	decimals int
	bad      bool // one could not be read
}

func newTill(currency string) (*till, bool) {
	d, ok := shop.Decimals(currency)
	return &till{decimals: d}, ok
}

// of is the sum of amounts; those that are empty are nothing.
func (t *till) of(parts ...text) (sum fine) {
	for _, p := range parts {
		if p == "" {
			continue
		}
		m, _, ok := shop.Minor(string(p), t.decimals+2)
		t.bad = t.bad || !ok
		sum += fine(m)
	}
	return sum
}

// money rounds half away from zero; whole is false when there was something to
// round.
func (t *till) money(f fine) (m data.Money, whole bool) {
	half := fine(50)
	if f < 0 {
		half = -half
	}
	return data.Money((f + half) / 100), f%100 == 0
}

func (t *till) round(parts ...text) data.Money {
	m, _ := t.money(t.of(parts...))
	return m
}

// lines are the goods at what they cost before coupons.
func (o order) lines(t *till) []data.Line {
	var all []data.Line
	for _, i := range o.Items {
		pieces, _, ok := shop.Minor(string(i.Quantity), 0)
		t.bad = t.bad || !ok
		n := int(min(max(pieces, -1), 1e9)) // shop.Flaw refuses both ends
		gross := t.of(i.Before, i.BeforeTax)
		total, _ := t.money(gross)
		unit, _ := t.money(gross / fine(max(n, 1)))
		all = append(all, data.Line{
			RemoteID: strconv.FormatInt(i.ID, 10),
			SKU:      plain(i.SKU),
			Name:     plain(i.Name),
			Option:   i.option(),
			Quantity: n,
			Unit:     unit,
			Total:    total,
			RateBP:   o.basisPoints(i.cost),
		})
	}
	return all
}

// option is what the buyer chose and the name does not say already. Keys with a
// line before them are the shop's own business.
func (i item) option() string {
	var kept []string
	name := plain(i.Name)
	for _, m := range i.Meta {
		v := words(m.Value)
		if v == "" || strings.HasPrefix(m.Key, "_") || strings.Contains(name, v) {
			continue
		}
		title := cmp.Or(words(m.Title), strings.TrimPrefix(plain(m.Key), "pa_"))
		kept = append(kept, title+": "+v)
	}
	return shop.Line(strings.Join(kept, " / "))
}

// basisPoints is the tax rate of a line; where several taxes are due, all
// together, and 0 where the shop does not tell.
func (o order) basisPoints(c cost) int {
	var sum data.Money
	for _, d := range c.Rates {
		for _, t := range o.Taxes {
			if t.ID == d.ID && t.Percent != nil && d.Total+d.Before != "" {
				bp, _, _ := shop.Minor(string(*t.Percent), 2)
				sum += bp
			}
		}
	}
	if sum < 0 || sum > 10000 {
		return 0
	}
	return int(sum)
}

// charges are what lies between the goods and the total, exactly.
func (o order) charges(t *till, goods []data.Line, total data.Money) []data.Charge {
	var all []data.Charge
	left := total
	for _, l := range goods {
		left -= l.Total
	}
	add := func(kind data.ChargeKind, label string, m data.Money, bp int) {
		left -= m
		if m != 0 {
			all = append(all, data.Charge{Kind: kind, Label: label, Amount: m, RateBP: bp})
		}
	}
	for _, w := range o.Ways {
		add(data.Shipping, plain(w.Title), t.round(w.Net, w.Tax), o.basisPoints(w.cost))
	}
	for _, f := range o.Fees {
		m := t.round(f.Net, f.Tax)
		add(feeKind(plain(f.Name), m), plain(f.Name), m, o.basisPoints(f.cost))
	}
	for _, c := range o.Coupons {
		add(data.Coupon, plain(c.Code), -t.round(c.Net, c.Tax), 0)
	}
	for _, g := range o.Given {
		add(data.OtherCharge, "返金", t.round(g.Total), 0)
	}
	switch {
	case left == 0:
	case max(left, -left) <= data.Money(len(goods)+len(all)+1):
		add(data.OtherCharge, "端数調整", left, 0)
	case left < 0:
		add(data.Discount, "調整", left, 0)
	default:
		add(data.OtherCharge, "調整", left, 0)
	}
	return all
}

// feeKind reads what a fee is for from its name: the API does not say.
func feeKind(name string, m data.Money) data.ChargeKind {
	has := func(all ...string) bool {
		return slices.ContainsFunc(all, func(w string) bool { return strings.Contains(name, w) })
	}
	switch {
	case m < 0:
		return data.Discount
	case has("ラッピング", "のし", "熨斗", "包装"):
		return data.Wrapping
	case shop.Collects(name), has("手数料"):
		return data.PaymentFee
	}
	return data.OtherCharge
}

// rates sums the shop's own amounts per tax rate, after coupons, and rounds the
// sums; what rounding leaves over is taken up by the largest. Nothing where the
// shop does not tell its rates.
func (o order) rates(t *till) []data.RateTotal {
	gross, tax := map[int]fine{}, map[int]fine{}
	var all fine
	for _, c := range o.costs() {
		g, due := t.of(c.Net, c.Tax), t.of(c.Tax)
		if g == 0 && due == 0 {
			continue
		}
		bp := o.basisPoints(c)
		if bp == 0 && due != 0 {
			return nil
		}
		gross[bp] += g
		tax[bp] += due
		all += g
	}
	if len(o.Taxes) == 0 {
		return nil
	}
	var rates []data.RateTotal
	total, _ := t.money(t.of(o.Total))
	off := total
	for _, bp := range slices.Backward(slices.Sorted(maps.Keys(gross))) {
		g, _ := t.money(gross[bp])
		d, _ := t.money(tax[bp])
		rates = append(rates, data.RateTotal{RateBP: bp, Gross: g, Tax: d})
		off -= g
	}
	if diff := t.of(o.Total) - all; off != 0 && diff <= 100 && diff >= -100 && len(rates) > 0 {
		largest := 0
		for i, r := range rates {
			if r.Gross > rates[largest].Gross {
				largest = i
			}
		}
		rates[largest].Gross += off
	}
	return rates
}

// costs are goods, ways and fees alike.
func (o order) costs() []cost {
	var all []cost
	for _, i := range o.Items {
		all = append(all, i.cost)
	}
	for _, b := range slices.Concat(o.Ways, o.Fees) {
		all = append(all, b.cost)
	}
	return all
}
