package futureshop

import (
	"cmp"
	"slices"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// The ways in which tax may stand beside a price that is before it.
const (
	perLine  = iota // for the line
	perPiece        // for a piece
	apart           // only for the whole order
)

// amounts are goods and charges, read in the way that makes up the total; over is
// what of it nothing explains, which stands among the charges.
func (o order) amounts() (lines []data.Line, charges []data.Charge, over data.Money) {
	for _, way := range []int{perLine, perPiece, apart} {
		lines := o.lines(way)
		if charges, over := o.charges(lines, way); over == 0 {
			return lines, charges, 0
		}
	}
	lines = o.lines(perLine)
	charges, over = o.charges(lines, perLine)
	return lines, append(charges, data.Charge{Kind: shop.Sided(over), Amount: over}), over
}

func (o order) lines(way int) []data.Line {
	var all []data.Line
	for i, s := range o.Shipments {
		for _, p := range s.Goods {
			n := min(max(p.Count.Money(), -1), 1_000_001) // beyond reason is beyond reason: shop.Flaw tells
			unit, total := p.Price.Money(), p.Price.Money()*n
			switch {
			case p.Included.line() != "TAX_EXCLUDED", way == apart:
			case way == perPiece:
				unit += p.Tax.Money()
				total = unit * n
			default:
				total += p.Tax.Money()
				if n > 0 {
					unit += p.Tax.Money() / n
				}
			}
			all = append(all, data.Line{
				Parcel:   i,
				SKU:      cmp.Or(p.SKU.line(), p.Number.line()),
				Name:     p.Name.line(),
				Option:   p.option(),
				Quantity: int(n),
				Unit:     unit,
				Total:    total,
				RateBP:   o.rate(p.Rate.line()),
			})
		}
	}
	return all
}

// rate is a tax rate by its name; 0 for a name that says nothing.
func (o order) rate(code string) int {
	percent := wire.Whole(0)
	switch {
	case strings.Contains(code, "STANDARD"):
		percent = o.Standard
	case strings.Contains(code, "REDUCED"):
		percent = o.Reduced
	}
	if percent < 0 || percent > 100 {
		return 0
	}
	return int(percent) * 100
}

// option is the kind and what the buyer chose: 大 / 藍 / 名入れ: 茜.
func (p product) option() string {
	kept := []string{p.Vertical.line(), p.Horizontal.line()}
	for _, o := range p.Options {
		if v := o.Value.line(); v != "" {
			kept = append(kept, strings.TrimPrefix(o.Name.line()+": "+v, ": "))
		}
	}
	return strings.Join(slices.DeleteFunc(kept, func(s string) bool { return s == "" }), " / ")
}

// charges are all amounts beside the goods, and what they leave of the total.
func (o order) charges(lines []data.Line, way int) ([]data.Charge, data.Money) {
	sure := []data.Charge{
		{Kind: data.Shipping, Amount: o.Postage.Money()},
		{Kind: data.Shipping, Label: "クール便", Amount: o.Cool.Money()},
		{Kind: data.PaymentFee, Amount: o.Fee.Money()},
		{Kind: data.Wrapping, Amount: o.Wrapping.Money()},
	}
	if way == apart {
		sure = append(sure, data.Charge{Kind: data.OtherCharge, Label: "消費税", Amount: o.Tax.Money()})
	}
	left := o.Total.Money()
	for _, l := range lines {
		left -= l.Total
	}
	for _, c := range sure {
		left -= c.Amount
	}
	taken, left := shop.MakeUp([]data.Charge{
		{Kind: data.Points, Amount: lowers(o.Points)},
		{Kind: data.Coupon, Amount: lowers(o.Coupon)},
		{Kind: data.Coupon, Label: "送料クーポン", Amount: lowers(o.PostageCoupon)},
		{Kind: data.Discount, Label: "まとめ割引", Amount: lowers(o.Volume)},
	}, left)
	return slices.DeleteFunc(append(sure, taken...), func(c data.Charge) bool { return c.Amount == 0 }), left
}

// lowers is an amount that lowers the total, however it is signed.
func lowers(a wire.Whole) data.Money { return min(a.Money(), -a.Money()) }
