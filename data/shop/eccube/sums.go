package eccube

import (
	"math/big"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
)

// unit is a piece with its tax.
func (i item) unit(t *shop.Till) shop.Fine {
	if i.Display.ID == taxIncluded {
		return t.Sum(string(i.Price))
	}
	return t.Sum(string(i.Price), string(i.Tax))
}

// pieces is how many; beyond what shop.Flaw lets pass they are no number.
func (i item) pieces(t *shop.Till) int {
	n, _, ok := shop.Minor(string(i.Quantity), 0)
	t.Bad = t.Bad || !ok
	return int(min(max(n, -1), 1_000_001))
}

func (i item) total(t *shop.Till) shop.Fine { return i.unit(t) * shop.Fine(i.pieces(t)) }

// basisPoints is the rate of what is taxed.
func (i item) basisPoints() int {
	bp, _, _ := shop.Minor(string(i.Percent), 2)
	if i.Type.ID != taxable || bp < 0 || bp > 10000 {
		return 0
	}
	return int(bp)
}

// lines are the goods, and charges all else; unsure is true when it is not said
// which ship-to some goods go to.
func (o order) lines(t *shop.Till) (all []data.Line, charges []data.Charge, unsure bool) {
	for _, i := range o.Items {
		total, _ := i.total(t).Money()
		if i.Kind.ID != goods {
			if total != 0 {
				charges = append(charges, data.Charge{Kind: i.kind(), Label: shop.Line(i.Name), Amount: total, RateBP: i.basisPoints()})
			}
			continue
		}
		unit, _ := i.unit(t).Money()
		to, ok := o.parcelOf(i)
		unsure = unsure || !ok
		all = append(all, data.Line{
			RemoteID: string(i.ID),
			Parcel:   to,
			SKU:      shop.Line(i.Code),
			Name:     shop.Line(i.Name),
			Option:   strings.Trim(shop.Line(i.Class1)+" / "+shop.Line(i.Class2), " /"),
			Quantity: i.pieces(t),
			Unit:     unit,
			Total:    total,
			RateBP:   i.basisPoints(),
		})
	}
	return all, charges, unsure
}

func (o order) parcelOf(i item) (int, bool) {
	for n, p := range o.Ships {
		if i.Ship.ID != "" && p.ID == i.Ship.ID {
			return n, true
		}
	}
	return 0, len(o.Ships) <= 1
}

// kind is what an item that is no goods is for.
func (i item) kind() data.ChargeKind {
	switch i.Kind.ID {
	case way:
		return data.Shipping
	case fee:
		return data.PaymentFee
	case points:
		return data.Points
	case off:
		if strings.Contains(i.Name, "クーポン") {
			return data.Coupon
		}
		return data.Discount
	}
	return data.OtherCharge
}

// rates are made as the shop makes them for its own papers (Order.php,
// getTotalByTaxRate and getTaxByTaxRate): what is taxed per rate, less the share
// of it in untaxed discounts and points.
func (o order) rates(t *shop.Till) []data.RateTotal {
	gross, rounding := map[int]shop.Fine{}, map[int]string{}
	var taxed, free shop.Fine
	for _, i := range o.Items {
		sum := i.total(t)
		switch {
		case i.Type.ID == taxable:
			gross[i.basisPoints()] += sum
			rounding[i.basisPoints()] = string(i.Rounding.ID)
			taxed += sum
		case i.Kind.ID == points, i.Kind.ID == off:
			free += sum
		default:
			return nil // something untaxed that is no discount: the shop has no figure for it
		}
	}
	if taxed <= 0 {
		return nil
	}
	tax := map[int]shop.Fine{}
	for bp, sum := range gross {
		rest := new(big.Rat).Mul(big.NewRat(int64(sum), 100), big.NewRat(int64(taxed+free), int64(taxed)))
		left, ok := round(rest, rounding[bp])
		due, _ := round(new(big.Rat).Mul(rest, big.NewRat(int64(bp), int64(10000+bp))), rounding[bp])
		if !ok {
			return nil
		}
		gross[bp], tax[bp] = left, due
	}
	return shop.Rates(gross, tax, t.Sum(string(o.Total)))
}

// round rounds by one of the shop's rules, in whole minor units; false where it
// does not say which. Nothing it is given is negative but by a mistake.
func round(r *big.Rat, rule string) (shop.Fine, bool) {
	add := map[string]*big.Rat{"1": big.NewRat(1, 2), "2": new(big.Rat), "3": big.NewRat(999_999, 1_000_000)}[rule] // 四捨五入, 切り捨て, 切り上げ
	if add == nil {
		return 0, false
	}
	r = new(big.Rat).Add(r, add)
	q := new(big.Int).Div(r.Num(), r.Denom())
	if !q.IsInt64() || q.Int64() > 1e15 || q.Int64() < -1e15 {
		return 0, false
	}
	return shop.Fine(q.Int64() * 100), true
}
