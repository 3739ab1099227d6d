package yahoo

import (
	"cmp"
	"slices"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
)

func (o order) lines() []data.Line {
	var all []data.Line
	for _, i := range o.Items {
		n := min(max(i.Count.money(), -1), 1_000_001) // beyond reason is beyond reason: shop.Flaw tells
		all = append(all, data.Line{
			RemoteID: shop.Line(i.Line),
			SKU:      shop.Line(cmp.Or(i.Sub, i.ID)),
			Name:     shop.Line(i.Title),
			Option:   i.option(),
			Quantity: int(n),
			Unit:     i.Price.money(),
			Total:    i.Price.money() * n,
			RateBP:   i.basisPoints(),
		})
	}
	return all
}

// option is the kind and what the buyer chose: 色:藍 / のし: なし.
func (i item) option() string {
	var kept []string
	if o := shop.Line(i.Option); o != "" {
		kept = append(kept, o)
	}
	for _, o := range append(slices.Clone(i.Options), i.Words...) {
		if v := shop.Line(o.Value); v != "" {
			kept = append(kept, strings.TrimPrefix(shop.Line(o.Name)+": "+v, ": "))
		}
	}
	return strings.Join(kept, " / ")
}

// free reports whether goods are outside of the tax.
func (i item) free() bool { return strings.TrimSpace(i.Taxable) == "false" }

func (i item) basisPoints() int {
	switch rate := strings.TrimSpace(i.Rate); {
	case i.free():
	case rate == "8":
		return 800
	case rate == "10":
		return 1000
	}
	return 0
}

// charges are all amounts beside the goods, without those that are nothing; over
// is what of the total nothing explains, which stands among them.
func (o order) charges() (all []data.Charge, over data.Money) {
	sure := []data.Charge{
		{Kind: data.Shipping, Label: shop.Line(o.Ship.Method), Amount: o.Sums.Shipping.money()},
		{Kind: data.PaymentFee, Amount: o.Sums.PayCharge.money()},
		{Kind: data.Wrapping, Amount: o.Sums.Wrapping.money()},
		{Kind: data.Discount, Amount: lowers(o.Sums.Discount)},
		{Kind: shop.Sided(o.Sums.Adjusted.money()), Label: "調整額", Amount: o.Sums.Adjusted.money()},
	}
	left := o.Sums.Total.money()
	for _, l := range o.lines() {
		left -= l.Total
	}
	for _, c := range sure {
		left -= c.Amount
	}
	var chosen data.Money
	for i, l := range o.lines() {
		for _, c := range o.Items[i].Options {
			chosen += min(max(c.Price.money(), 0), 1_000_000) * data.Money(l.Quantity)
		}
	}
	perhaps := []data.Charge{
		{Kind: data.Points, Amount: lowers(o.Sums.Points)},
		{Kind: data.Points, Label: "ギフトカード", Amount: lowers(o.Sums.GiftCard)},
		{Kind: data.Coupon, Label: "モールクーポン", Amount: lowers(o.Sums.MallCoupon)},
		{Kind: data.Coupon, Label: "ストアクーポン", Amount: lowers(o.CouponAll)},
		{Kind: data.Coupon, Label: "送料クーポン", Amount: lowers(o.CouponOfShip)},
	}
	taken, over := shop.MakeUp(perhaps, left)
	if over != 0 { // whether unit prices hold what the buyer's choices cost is not said either
		taken, over = shop.MakeUp(append(perhaps, data.Charge{Kind: data.OtherCharge, Label: "オプション", Amount: chosen}), left)
	}
	all = append(append(sure, taken...), data.Charge{Kind: shop.Sided(over), Amount: over})
	return slices.DeleteFunc(all, func(c data.Charge) bool { return c.Amount == 0 }), over
}

// lowers is an amount that lowers the total, however it is signed.
func lowers(a amount) data.Money { return min(a.money(), -a.money()) }
