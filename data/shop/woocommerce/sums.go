package woocommerce

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// decimals is how many of them amounts are asked for with.
const decimals = "4"

// scale reads amounts of one order.
type scale = *shop.Till

// sum is what texts add up to.
func sum(t scale, parts ...wire.Scalar) shop.Fine {
	var all shop.Fine
	for _, p := range parts {
		all += t.Sum(string(p))
	}
	return all
}

func round(t scale, parts ...wire.Scalar) data.Money {
	m, _ := sum(t, parts...).Money()
	return m
}

// lines are the goods at what they cost before coupons.
func (o order) lines(t scale) []data.Line {
	var all []data.Line
	for _, i := range o.Items {
		pieces, _, ok := shop.Minor(string(i.Quantity), 0)
		t.Bad = t.Bad || !ok
		n := int(min(max(pieces, -1), 1e9)) // shop.Flaw refuses both ends
		gross := sum(t, i.Before, i.BeforeTax)
		total, _ := gross.Money()
		unit, _ := (gross / shop.Fine(max(n, 1))).Money()
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
	var all data.Money
	for _, d := range c.Rates {
		for _, t := range o.Taxes {
			if t.ID == d.ID && t.Percent != nil && d.Total+d.Before != "" {
				bp, _, _ := shop.Minor(string(*t.Percent), 2)
				all += bp
			}
		}
	}
	if all < 0 || all > 10000 {
		return 0
	}
	return int(all)
}

// charges are all amounts beside the goods.
func (o order) charges(t scale) (all []data.Charge) {
	add := func(kind data.ChargeKind, label string, m data.Money, bp int) {
		if m != 0 {
			all = append(all, data.Charge{Kind: kind, Label: label, Amount: m, RateBP: bp})
		}
	}
	for _, w := range o.Ways {
		add(data.Shipping, plain(w.Title), round(t, w.Net, w.Tax), o.basisPoints(w.cost))
	}
	for _, f := range o.Fees {
		m := round(t, f.Net, f.Tax)
		add(feeKind(plain(f.Name), m), plain(f.Name), m, o.basisPoints(f.cost))
	}
	for _, c := range o.Coupons {
		add(data.Coupon, plain(c.Code), -round(t, c.Net, c.Tax), 0)
	}
	for _, g := range o.Given {
		add(data.OtherCharge, "返金", round(t, g.Total), 0)
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

// rates sums the shop's own amounts per tax rate, after coupons. Nothing where
// the shop does not tell its rates.
func (o order) rates(t scale) []data.RateTotal {
	gross, tax := map[int]shop.Fine{}, map[int]shop.Fine{}
	for _, c := range o.costs() {
		g, due := sum(t, c.Net, c.Tax), sum(t, c.Tax)
		if g == 0 && due == 0 {
			continue
		}
		bp := o.basisPoints(c)
		if bp == 0 && due != 0 {
			return nil
		}
		gross[bp] += g
		tax[bp] += due
	}
	if len(o.Taxes) == 0 {
		return nil
	}
	return shop.Rates(gross, tax, sum(t, o.Total))
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
