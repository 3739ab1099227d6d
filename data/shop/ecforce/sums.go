package ecforce

import (
	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// Rates of consumption tax, in basis points.
const normal, reduced = 1000, 800

// pieces is how many; beyond what shop.Flaw lets pass they are no number.
func (i item) pieces(t *shop.Till) int {
	n, _, ok := shop.Minor(string(i.Quantity), 0)
	t.Bad = t.Bad || !ok
	return int(min(max(n, -1), 1_000_001))
}

func (i item) basisPoints() int {
	bp, _, ok := shop.Minor(string(i.Percent), 2)
	if !ok || bp < 0 || bp > 10000 {
		return 0
	}
	return int(bp)
}

// net reports whether prices, shipping and fees are without tax: they make up the
// total only with it.
func (b bundle) net(t *shop.Till) bool {
	o := b.Order
	of := func(s wire.Scalar) shop.Fine { return t.Sum(string(s)) }
	sum := of(o.Delivery) + of(o.Charge) + of(o.Misc) + of(o.Adjust) - of(o.Discount) - of(o.Point)
	for _, i := range b.Items {
		sum += of(i.Price) * shop.Fine(i.pieces(t))
	}
	tax, total := of(o.Tax), of(o.Total)
	return tax != 0 && sum != total && sum+tax == total
}

// taxed is an amount with its tax.
func taxed(f shop.Fine, bp int, net bool) data.Money {
	if net {
		f += f/10000*shop.Fine(bp) + f%10000*shop.Fine(bp)/10000
	}
	m, _ := f.Money()
	return m
}

func (b bundle) lines(t *shop.Till, net bool) []data.Line {
	var all []data.Line
	for _, i := range b.Items {
		n, price := i.pieces(t), t.Sum(string(i.Price))
		all = append(all, data.Line{
			RemoteID: string(i.ID),
			SKU:      shop.Line(i.SKU),
			Name:     shop.Line(i.Name),
			Quantity: n,
			Unit:     taxed(price, i.basisPoints(), net),
			Total:    taxed(price*shop.Fine(n), i.basisPoints(), net),
			RateBP:   i.basisPoints(),
		})
	}
	return all
}

// charges are all amounts beside the goods, without those that are nothing.
func (o order) charges(t *shop.Till, net bool) []data.Charge {
	of := func(kind data.ChargeKind, label string, amount wire.Scalar, sign shop.Fine) data.Charge {
		c := data.Charge{Kind: kind, Label: label, Amount: taxed(sign*t.Sum(string(amount)), normal, net && sign > 0)}
		if sign > 0 {
			c.RateBP = normal
		}
		return c
	}
	all := []data.Charge{
		of(data.Shipping, "", o.Delivery, 1),
		of(data.PaymentFee, "", o.Charge, 1),
		of(data.OtherCharge, "その他手数料", o.Misc, 1),
		of(data.Discount, "", o.Discount, -1),
		of(data.Points, "", o.Point, -1),
	}
	adjust, _ := t.Sum(string(o.Adjust)).Money()
	all = append(all, data.Charge{Kind: data.OtherCharge, Label: "調整額", Amount: adjust})
	kept := all[:0]
	for _, c := range all {
		if c.Amount != 0 {
			kept = append(kept, c)
		}
	}
	return kept
}

// rates are the shop's own figures per tax rate, none where it gives none.
func (o order) rates(t *shop.Till) []data.RateTotal {
	if o.Total8 == nil || o.Total10 == nil {
		return nil
	}
	var all []data.RateTotal
	for _, r := range []struct {
		bp         int
		total, tax wire.Scalar
	}{{normal, *o.Total10, o.Tax10}, {reduced, *o.Total8, o.Tax8}} {
		total, _ := t.Sum(string(r.total)).Money()
		tax, _ := t.Sum(string(r.tax)).Money()
		if total != 0 || tax != 0 {
			all = append(all, data.RateTotal{RateBP: r.bp, Gross: total, Tax: tax})
		}
	}
	return all
}
