package rakuten

import (
	"cmp"
	"strconv"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
)

// open reports whether an amount that the buyer pays is not fixed yet.
func (o order) open() bool {
	return o.Postage.open || o.Delivery.open || o.Fee.open || o.Extra.open || o.Coupon.open || o.Request.open
}

// lines are the goods, those that were taken out of the order left out.
func (o order) lines() []data.Line {
	var all []data.Line
	for i, p := range o.Packages {
		for _, it := range p.Items {
			if it.Deleted == 1 {
				continue
			}
			unit := it.Price.yen
			if it.Taxed.is {
				unit = it.Taxed.yen
			}
			n := min(max(it.Units, -1), 1_000_001) // beyond reason is beyond reason: shop.Flaw tells
			all = append(all, data.Line{
				RemoteID: strconv.FormatInt(it.ID, 10),
				Parcel:   i,
				SKU:      it.sku(),
				Name:     shop.LineOf(it.Name),
				Option:   it.option(),
				Quantity: n,
				Unit:     unit,
				Total:    unit * data.Money(max(n, 0)),
				RateBP:   it.Rate.basisPoints(),
			})
		}
	}
	return all
}

// sku is the shop's own number of the kind, or of the goods where kinds have none.
func (i item) sku() string {
	for _, k := range i.Kinds {
		if s := shop.LineOf(k.Own); s != "" {
			return s
		}
	}
	return cmp.Or(shop.LineOf(i.Number), shop.LineOf(i.Manage))
}

// option is the kind and what the buyer chose: 色:藍 / のし:なし.
func (i item) option() string {
	var kept []string
	add := func(s string) {
		for part := range strings.SplitSeq(s, "\n") {
			if part = shop.Line(part); part != "" {
				kept = append(kept, part)
			}
		}
	}
	for _, k := range i.Kinds {
		add(shop.TextOf(k.Info))
	}
	add(shop.TextOf(i.Choice))
	return strings.Join(kept, " / ")
}

// charges are all amounts beside the goods, without those that are nothing.
func (o order) charges() []data.Charge {
	all := []data.Charge{{Kind: data.Shipping, Amount: o.Postage.yen}}
	for _, w := range []*wrapping{o.Paper, o.Ribbon} {
		if w == nil || w.Deleted == 1 {
			continue
		}
		price := w.Price.yen
		if w.Taxed != nil && *w.Taxed == 0 {
			price += w.Tax.yen
		}
		all = append(all, data.Charge{Kind: data.Wrapping, Label: shop.LineOf(w.Name), Amount: price, RateBP: w.Rate.basisPoints()})
	}
	all = append(all,
		data.Charge{Kind: data.PaymentFee, Label: "代引料", Amount: o.Delivery.yen},
		data.Charge{Kind: data.PaymentFee, Label: "決済手数料", Amount: o.Fee.yen},
		data.Charge{Kind: data.OtherCharge, Label: "後払い手数料", Amount: o.Extra.yen},
		data.Charge{Kind: data.Coupon, Amount: -o.Coupon.yen},
		data.Charge{Kind: data.Points, Amount: -o.Points.Used.yen},
	)
	kept := all[:0]
	var sum data.Money
	for _, c := range all {
		if c.Amount != 0 {
			kept = append(kept, c)
			sum += c.Amount
		}
	}
	for _, l := range o.lines() {
		sum += l.Total
	}
	// The payment charge may hold the fee for cash on delivery: the total tells.
	if fee := o.Delivery.yen; fee != 0 && o.Fee.yen >= fee && o.Request.is && sum-fee == o.Request.yen {
		for i, c := range kept {
			if c.Kind == data.PaymentFee {
				return append(kept[:i], kept[i+1:]...)
			}
		}
	}
	return kept
}

// total is what the buyer is asked for; where that is not fixed yet, what there
// is so far.
func (o order) total() data.Money {
	if o.Request.is {
		return o.Request.yen
	}
	var sum data.Money
	for _, l := range o.lines() {
		sum += l.Total
	}
	for _, c := range o.charges() {
		sum += c.Amount
	}
	return sum
}

// rates are the shop's own figures per tax rate, none where they are not fixed
// yet or leave a fee out.
func (o order) rates() []data.RateTotal {
	if o.Extra.yen != 0 || o.open() {
		return nil
	}
	var all []data.RateTotal
	for _, r := range o.Rates {
		if r.Gross.open || r.Tax.open {
			return nil
		}
		if r.Gross.yen != 0 || r.Tax.yen != 0 {
			all = append(all, data.RateTotal{RateBP: r.Rate.basisPoints(), Gross: r.Gross.yen, Tax: r.Tax.yen})
		}
	}
	return all
}
