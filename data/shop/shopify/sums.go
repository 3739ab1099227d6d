package shopify

import (
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
)

// total is what the buyer pays; of a cancelled order what it would have been.
func (o order) total() bag {
	if o.Cancelled != nil {
		return o.Was
	}
	return o.Total
}

func (o order) taxes() []tax {
	if o.Cancelled != nil {
		return o.TaxWas
	}
	return o.Tax
}

// pieces is how many of an item stand.
func (o order) pieces(i item) int {
	n := i.Stands
	if o.Cancelled != nil {
		n = i.Ordered
	}
	return min(max(n, 0), 1_000_001) // shop.Flaw refuses as many
}

func (b bag) of(t *shop.Till) shop.Fine { return t.Sum(string(b.Shop.Amount)) }

// due is the tax of a line that is not in its price.
func (o order) due(t *shop.Till, taxes []tax) (sum shop.Fine) {
	for _, x := range taxes {
		if !o.Included {
			sum += x.Price.of(t)
		}
	}
	return sum
}

// share is the part of an amount for all pieces that those which stand have.
func (o order) share(f shop.Fine, i item) shop.Fine {
	if i.Ordered <= 0 || i.Ordered > 1e6 {
		return 0
	}
	return f / shop.Fine(i.Ordered) * shop.Fine(o.pieces(i))
}

// lines are the goods that stand, at what they cost before discounts.
func (o order) lines(t *shop.Till) []data.Line {
	var all []data.Line
	for _, i := range o.Lines.Nodes {
		n := o.pieces(i)
		if n == 0 {
			continue
		}
		gross := i.Before.of(t)*shop.Fine(n) + o.share(o.due(t, i.Taxes), i)
		total, _ := gross.Money()
		unit, _ := (gross / shop.Fine(n)).Money()
		all = append(all, data.Line{
			RemoteID: shop.Line(i.ID[strings.LastIndex(i.ID, "/")+1:]),
			SKU:      shop.Line(i.SKU),
			Name:     shop.Line(i.Title),
			Option:   shop.Line(strings.Join(append(i.variant(), said(i.Beside)...), " / ")),
			Quantity: n,
			Unit:     unit,
			Total:    total,
			RateBP:   basisPoints(i.Taxes),
		})
	}
	return all
}

// variant is none where goods have only one.
func (i item) variant() []string {
	if v := shop.Line(i.Variant); v != "" && v != "Default Title" {
		return []string{v}
	}
	return nil
}

// basisPoints is the tax rate; where several taxes are due, all together.
func basisPoints(taxes []tax) int {
	var all data.Money
	for _, x := range taxes {
		if x.Percent != nil {
			bp, _, _ := shop.Minor(string(*x.Percent), 2)
			all += bp
		}
	}
	if all < 0 || all > 10000 {
		return 0
	}
	return int(all)
}

// charges are the ways, and what was taken off. Whether the store's sum of
// discounts holds those of shipping is not documented: it is read the way that
// makes up the total.
func (o order) charges(t *shop.Till, goods []data.Line, total data.Money) []data.Charge {
	left := total
	for _, l := range goods {
		left -= l.Total
	}
	ways := func(price func(way) bag) (all []data.Charge, sum data.Money) {
		for _, w := range o.Ways.Nodes {
			m, _ := (price(w).of(t) + o.due(t, w.Taxes)).Money()
			if sum += m; m != 0 {
				all = append(all, data.Charge{Kind: data.Shipping, Label: shop.Line(w.Title), Amount: m, RateBP: basisPoints(w.Taxes)})
			}
		}
		return all, sum
	}
	off, _ := o.Discount.of(t).Money()
	all, sum := ways(func(w way) bag { return w.After })
	if before, more := ways(func(w way) bag { return w.Before }); left-sum != -off && left-more == -off {
		all = before
	}
	if off == 0 || o.Cancelled != nil {
		return all
	}
	kind := data.Discount
	if len(o.Codes) > 0 {
		kind = data.Coupon
	}
	return append(all, data.Charge{Kind: kind, Label: shop.Line(strings.Join(o.Codes, " / ")), Amount: -off})
}

// rates are the store's own tax per rate, and what of the total is taxed so: the
// goods and ways after all discounts. Nothing where it tells no rates.
func (o order) rates(t *shop.Till) []data.RateTotal {
	if len(o.taxes()) == 0 {
		return nil
	}
	gross, within := map[int]shop.Fine{}, map[int]shop.Fine{}
	for _, i := range o.Lines.Nodes {
		if n := o.pieces(i); n > 0 {
			gross[basisPoints(i.Taxes)] += i.After.of(t) * shop.Fine(n)
		}
	}
	for _, w := range o.Ways.Nodes {
		gross[basisPoints(w.Taxes)] += w.After.of(t)
	}
	for _, x := range o.taxes() {
		bp := basisPoints([]tax{x})
		within[bp] += x.Price.of(t)
		if !o.Included {
			gross[bp] += x.Price.of(t)
		}
	}
	for bp, g := range gross {
		if g == 0 && within[bp] == 0 {
			delete(gross, bp)
		}
	}
	return shop.Rates(gross, within, o.total().of(t))
}
