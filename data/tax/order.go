package tax

import (
	"time"

	"nifuda/data"
)

// Order is what an order comes to by the shop's own arithmetic, on the day it
// was traded. Goods stand at their rate; shipping and fees at theirs, which is
// the normal one unless the storefront says otherwise, also when all the goods
// are food. Discounts are shared over the goods by price, and over the charges
// only as far as the goods are used up. Points are one more discount, or what
// is paid with, as the terms say. Faults: "fault.tax.overflow",
// "fault.tax.rate", "fault.tax.discount" (more is taken off than there is).
func Order(o data.Order, terms data.TaxTerms, traded time.Time) (data.PaperSum, error) {
	b := bill{goods: map[int]data.Money{}, charges: map[int]data.Money{}}
	for _, l := range o.Lines {
		b.add(b.goods, l.RateBP, l.Total)
	}
	sum := data.PaperSum{Goods: b.total}
	for _, c := range o.Charges {
		switch {
		case c.Kind == data.Points && terms.PointsPay && c.Amount < 0:
			b.count(&sum.Points, -c.Amount)
		case c.Amount < 0 && c.RateBP == 0:
			b.count(&b.off, -c.Amount)
		default:
			b.add(b.charges, ChargeRate(c, traded), c.Amount)
		}
	}
	if b.err != nil {
		return data.PaperSum{}, b.err
	}
	items, err := b.items()
	if err != nil {
		return data.PaperSum{}, err
	}
	if sum.Rates, err = Included(terms.Rounding, items); err != nil {
		return data.PaperSum{}, err
	}
	if sum.Total, err = Sum(sum.Rates); err != nil {
		return data.PaperSum{}, err
	}
	if sum.Due = sum.Total - sum.Points; sum.Due < 0 {
		return data.PaperSum{}, &data.Fault{Kind: data.Invalid, Key: "fault.tax.discount"}
	}
	return sum, nil
}

// GoodsOff is how much the discounts of an order take off its goods, by rate, as
// Order shares them. Faults are those of Order.
func GoodsOff(o data.Order, terms data.TaxTerms) (map[int]data.Money, error) {
	b := bill{goods: map[int]data.Money{}}
	for _, l := range o.Lines {
		b.add(b.goods, l.RateBP, l.Total)
	}
	for _, c := range o.Charges {
		if c.Amount < 0 && c.RateBP == 0 && !(c.Kind == data.Points && terms.PointsPay) {
			b.count(&b.off, -c.Amount)
		}
	}
	if b.err != nil {
		return nil, b.err
	}
	_, off, err := b.shared(b.goods, b.off)
	return off, err
}

// ChargeRate is the rate of a charge: as the storefront says, or the normal one
// of its day.
func ChargeRate(c data.Charge, traded time.Time) int {
	if c.RateBP != 0 {
		return c.RateBP
	}
	return At(traded).Normal
}

// bill is an order being added up, by rate.
type bill struct {
	goods, charges map[int]data.Money
	total, off     data.Money
	err            error
}

func (b *bill) add(to map[int]data.Money, bp int, m data.Money) {
	sum := to[bp]
	b.count(&sum, m)
	to[bp] = sum
	b.count(&b.total, m)
}

func (b *bill) count(to *data.Money, m data.Money) {
	sum, err := add(int64(*to), int64(m))
	if err != nil {
		b.err = err
	}
	*to = data.Money(sum)
}

// items are the amounts by rate with the discounts taken off: of the goods
// first, then of what is left.
func (b *bill) items() ([]Item, error) {
	var items []Item
	left := b.off
	for _, part := range []map[int]data.Money{b.goods, b.charges} {
		off, shares, err := b.shared(part, left)
		if err != nil {
			return nil, err
		}
		left -= off
		for _, bp := range highestFirst(part) {
			items = append(items, Item{bp, Whole(part[bp] - shares[bp])})
		}
	}
	if left > 0 {
		return nil, &data.Fault{Kind: data.Invalid, Key: "fault.tax.discount"}
	}
	return items, nil
}

// shared takes as much of a discount off amounts as they allow, each rate its
// share.
func (b *bill) shared(part map[int]data.Money, left data.Money) (off data.Money, shares map[int]data.Money, err error) {
	rates := highestFirst(part)
	by := make([]data.Money, len(rates))
	for i, bp := range rates {
		by[i] = max(part[bp], 0)
	}
	off = min(left, sumOf(by))
	all, err := Split(off, by)
	if err != nil {
		return 0, nil, err
	}
	shares = map[int]data.Money{}
	for i, bp := range rates {
		shares[bp] = all[i]
	}
	return off, shares, nil
}

// sumOf adds what b.add has added before: it fits.
func sumOf(all []data.Money) data.Money {
	var sum data.Money
	for _, m := range all {
		sum += m
	}
	return sum
}

// Difference is a tax rate at which the storefront's figures are not ours.
type Difference struct {
	RateBP      int
	Ours, Shops data.RateTotal
}

// Differ compares our figures with the storefront's, rate by rate, highest
// first. A storefront that gives none differs in nothing.
func Differ(ours []data.TaxTotal, shops []data.RateTotal) []Difference {
	if len(shops) == 0 {
		return nil
	}
	at := map[int]*Difference{}
	of := func(bp int) *Difference {
		if at[bp] == nil {
			at[bp] = &Difference{RateBP: bp, Ours: data.RateTotal{RateBP: bp}, Shops: data.RateTotal{RateBP: bp}}
		}
		return at[bp]
	}
	for _, t := range ours {
		d := of(t.RateBP)
		d.Ours.Gross, d.Ours.Tax = t.Gross, t.Tax
	}
	for _, t := range shops {
		d := of(t.RateBP)
		d.Shops.Gross, d.Shops.Tax = d.Shops.Gross+t.Gross, d.Shops.Tax+t.Tax
	}
	var out []Difference
	for _, bp := range highestFirst(at) {
		if d := at[bp]; d.Ours != d.Shops {
			out = append(out, *d)
		}
	}
	return out
}
