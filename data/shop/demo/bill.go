package demo

import "math/rand/v2"

// bill is what an order costs, in yen with tax. Goods, ways, fee and extras
// less the discount are the total, and so are the two rates together.
type bill struct {
	goods, ways, fee, noshi, wraps int
	points, coupon                 int // what is taken off
	total                          int
	normal, reduced                rated
}

// rated is one tax rate's share, discount already taken off.
type rated struct{ gross, tax, discount int }

// Amounts of the shop.
const (
	freeFrom = 11_000 // sending is free from here on, one ship-to
	codFee   = 330
)

// sum adds the order up. Sending, fees and wrapping are taxed at 10 %, whatever
// is sent; a discount is shared between the rates by their goods.
func (o *order) sum(r *rand.Rand) bill {
	var b bill
	food := 0
	for _, i := range o.items {
		b.goods += i.price * i.count
		if i.reduced {
			food += i.price * i.count
		}
	}
	for _, s := range o.shipments {
		b.ways += s.to.way
		b.noshi += s.noshiFee
		b.wraps += s.wrapFee
	}
	if b.goods >= freeFrom && len(o.shipments) == 1 {
		b.ways = 0
	}
	if o.payment == byCOD {
		b.fee = codFee
	}
	switch r.IntN(8) {
	case 0:
		b.points = min(50*(1+r.IntN(6)), b.goods)
	case 1:
		b.coupon = b.goods / 10
	}
	off := b.points + b.coupon
	b.reduced.discount = off * food / b.goods
	b.normal.discount = off - b.reduced.discount
	b.reduced.gross = food - b.reduced.discount
	b.normal.gross = b.goods - food + b.ways + b.fee + b.noshi + b.wraps - b.normal.discount
	b.reduced.tax = within(b.reduced.gross, 8)
	b.normal.tax = within(b.normal.gross, 10)
	b.total = b.normal.gross + b.reduced.gross
	return b
}

// within is the tax inside a gross amount, rounded half up.
func within(gross, percent int) int {
	return (2*gross*percent + 100 + percent) / (2 * (100 + percent))
}
