package base

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
)

// kept are the goods that were not cancelled; all of them where nothing is left.
func (o order) kept() []item {
	left := slices.DeleteFunc(slices.Clone(o.Items), func(i item) bool { return i.Status == "cancelled" })
	if len(left) == 0 {
		return o.Items
	}
	return left
}

func (o order) lines() []data.Line {
	var all []data.Line
	for _, i := range o.kept() {
		all = append(all, data.Line{
			RemoteID: strconv.FormatInt(i.ID, 10),
			SKU:      cmp.Or(shop.LineOf(i.SKU), shop.LineOf(i.ItemSKU)),
			Name:     shop.LineOf(i.Title),
			Option:   i.option(),
			Quantity: i.Count,
			Unit:     i.unit(),
			Total:    i.Total.Money(),
			RateBP:   i.basisPoints(),
		})
	}
	return all
}

// unit is the price of a piece, with its options where that comes out even.
func (i item) unit() data.Money {
	if n := data.Money(i.Count); n > 0 && i.Total.Money()%n == 0 {
		return i.Total.Money() / n
	}
	return i.Price.Money()
}

// option is the kind and what the buyer chose: サイズM / 名入れ: 茜.
func (i item) option() string {
	var kept []string
	if v := shop.LineOf(i.Variation); v != "" {
		kept = append(kept, v)
	}
	for _, o := range i.Options {
		if v := shop.LineOf(o.Value); v != "" {
			kept = append(kept, strings.TrimPrefix(shop.LineOf(o.Name)+": "+v, ": "))
		}
	}
	return strings.Join(kept, " / ")
}

func (i item) basisPoints() int {
	if i.Rate == nil || *i.Rate < 0 || *i.Rate > 100 {
		return 0
	}
	return int(*i.Rate) * 100
}

// charges are all amounts beside the goods, without those that are nothing; over
// is what of the total nothing explains, which stands among them.
func (o order) charges() (all []data.Charge, over data.Money) {
	all = []data.Charge{{Kind: data.PaymentFee, Amount: o.COD.Money()}}
	if d := o.Discount; d != nil {
		all = append(all, data.Charge{Kind: data.Coupon, Label: shop.LineOf(d.Note), Amount: -d.Amount.Money()})
	}
	if c := o.Coin; c != nil {
		all = append(all, data.Charge{Kind: data.Points, Label: shop.LineOf(c.Note), Amount: -c.Amount.Money()})
	}
	if a := o.Adjusted; a != nil {
		all = append(all, data.Charge{Kind: shop.Sided(a.Amount.Money()), Label: "金額の調整", Amount: a.Amount.Money()})
	}
	left := o.Total.Money()
	for _, l := range o.lines() {
		left -= l.Total
	}
	for _, c := range all {
		left -= c.Amount
	}
	fee := o.shipping(left)
	all = append([]data.Charge{{Kind: data.Shipping, Label: shop.LineOf(o.Method), Amount: fee}}, all...)
	over = left - fee
	all = append(all, data.Charge{Kind: shop.Sided(over), Amount: over})
	return slices.DeleteFunc(all, func(c data.Charge) bool { return c.Amount == 0 }), over
}

// shipping is what the way costs. It stands in one of three places, and the one
// that makes up what is left of the total is right.
func (o order) shipping(left data.Money) data.Money {
	var ways, goods data.Money
	for _, w := range o.Ways {
		ways += w.Fee.Money()
	}
	for _, i := range o.kept() {
		goods += i.Fee.Money()
	}
	all := []data.Money{o.Shipping.Money(), ways, goods}
	if slices.Contains(all, left) {
		return left
	}
	return cmp.Or(all...)
}
