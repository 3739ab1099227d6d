package shop

import "nifuda/data"

// Sided is the kind of an amount that has no name: a discount when it lowers the
// total.
func Sided(m data.Money) data.ChargeKind {
	if m < 0 {
		return data.Discount
	}
	return data.OtherCharge
}

// MakeUp picks the charges that make up what is left of a total, as many of them
// as possible, and gives what is left over then. Where none do, it picks none. It
// is for storefronts of which nobody knows whether their total stands before or
// after points and coupons; there are a handful of them at most.
func MakeUp(perhaps []data.Charge, left data.Money) (taken []data.Charge, over data.Money) {
	found := false
	for set := range 1 << len(perhaps) {
		var some []data.Charge
		rest := left
		for i, c := range perhaps {
			if set>>i&1 == 1 && c.Amount != 0 {
				some = append(some, c)
				rest -= c.Amount
			}
		}
		if rest == 0 && (!found || len(some) > len(taken)) {
			taken, found = some, true
		}
	}
	if !found {
		return nil, left
	}
	return taken, 0
}
