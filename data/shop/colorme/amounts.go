package colorme

import (
	"strconv"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
)

// here are the amounts of this very sale: a part of a split order has its own.
func (s sale) here() amounts {
	if s.split() {
		return s.Segment.amounts
	}
	return s.amounts
}

func (s sale) split() bool { return s.Segment != nil && s.Segment.Splitted }

// lines are the goods; unsure is true when the sale has several ship-tos and
// does not say which one some goods go to.
func (s sale) lines() (all []data.Line, unsure bool) {
	alike := s.subtotals()
	for _, d := range s.Details {
		parcel, ok := s.parcelOf(d)
		unsure = unsure || !ok
		sum := d.Subtotal
		if !alike {
			sum = d.Unit * int64(d.Quantity)
		}
		all = append(all, data.Line{
			RemoteID: strconv.FormatInt(d.ID, 10),
			Parcel:   parcel,
			SKU:      shop.LineOf(d.SKU),
			Name:     d.name(),
			Option:   d.options(),
			Quantity: d.Quantity,
			Unit:     data.Money(d.Unit),
			Total:    data.Money(sum),
			RateBP:   d.rate(),
		})
	}
	return all, unsure
}

// subtotals reports whether the lines' subtotals include tax, as the shop's sum
// of goods does. They do wherever it was seen; the API's text can be read
// otherwise, so the sum decides.
func (s sale) subtotals() bool {
	var sub, taxed int64
	for _, d := range s.Details {
		sub += d.Subtotal
		taxed += d.Unit * int64(d.Quantity)
	}
	goods := s.here().Goods
	return sub == goods || taxed != goods
}

func (s sale) parcelOf(d detail) (int, bool) {
	for i, p := range s.Shipments {
		if d.ShipmentID != nil && *d.ShipmentID == p.ID {
			return i, true
		}
	}
	for i, p := range s.Shipments {
		for _, id := range p.DetailIDs {
			if id == d.ID {
				return i, true
			}
		}
	}
	return 0, len(s.Shipments) <= 1
}

func (d detail) rate() int {
	if d.Reduced {
		return reduced
	}
	return normal
}

// name is what the goods were called when they were ordered.
func (d detail) name() string {
	if n := shop.LineOf(d.AtOrder); n != "" {
		return n
	}
	return shop.LineOf(d.Now)
}

// options are what the name does not say already, and what the buyer wrote.
func (d detail) options() string {
	var kept []string
	for _, o := range []string{shop.LineOf(d.Option1), shop.LineOf(d.Option2)} {
		if o != "" && !strings.Contains(d.name(), o) {
			kept = append(kept, o)
		}
	}
	for _, c := range d.Custom {
		if v := shop.LineOf(c.Value); v != "" {
			kept = append(kept, strings.TrimPrefix(shop.LineOf(c.Title)+": "+v, ": "))
		}
	}
	return strings.Join(kept, " / ")
}

// charges are all amounts beside the goods, without those that are nothing.
func (s sale) charges(a amounts) []data.Charge {
	all := []data.Charge{
		{Kind: data.Shipping, Amount: data.Money(a.Delivery)},
		{Kind: data.Wrapping, Label: "のし", Amount: data.Money(a.Noshi)},
		{Kind: data.Wrapping, Label: "メッセージカード", Amount: data.Money(a.Card)},
		{Kind: data.Wrapping, Label: "ラッピング", Amount: data.Money(a.Wrapping)},
	}
	if s.split() {
		all = append(all, rest(a))
	} else {
		all = append(all, s.beside()...)
	}
	kept := all[:0]
	for _, c := range all {
		if c.Amount != 0 {
			kept = append(kept, c)
		}
	}
	return kept
}

// beside are the amounts a sale has only as a whole.
func (s sale) beside() []data.Charge {
	other := data.Charge{Kind: data.Discount, Label: shop.LineOf(s.OtherName), Amount: -data.Money(s.Other)}
	if s.Coupon != nil {
		other.Kind = data.Coupon
		if other.Label == "" {
			other.Label = shop.LineOf(s.Coupon.Name)
		}
	}
	return []data.Charge{
		{Kind: data.PaymentFee, Amount: data.Money(s.Fee)},
		{Kind: data.Points, Amount: -data.Money(s.Points)},
		{Kind: data.Points, Label: "GMOポイント", Amount: -data.Money(s.GmoPoints)},
		other,
	}
}

// rest is what the API does not break down for a part of a split order: fee and
// discounts together.
func rest(a amounts) data.Charge {
	left := a.Total - a.Goods - a.Delivery - a.Noshi - a.Card - a.Wrapping
	kind := data.OtherCharge
	if left < 0 {
		kind = data.Discount
	}
	return data.Charge{Kind: kind, Amount: data.Money(left)}
}

// rates are the shop's own figures per tax rate, none where it gives none. Of a
// split order they may speak of the whole; shop.Problems tells then.
func (s sale) rates() []data.RateTotal {
	if s.Totals == nil {
		return nil
	}
	var all []data.RateTotal
	if t := s.Totals; t.Normal != 0 || t.NormalTax != 0 {
		all = append(all, data.RateTotal{RateBP: normal, Gross: data.Money(t.Normal), Tax: data.Money(t.NormalTax)})
	}
	if t := s.Totals; t.Reduced != 0 || t.ReducedTax != 0 {
		all = append(all, data.RateTotal{RateBP: reduced, Gross: data.Money(t.Reduced), Tax: data.Money(t.ReducedTax)})
	}
	return all
}
