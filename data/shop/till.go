package shop

import (
	"maps"
	"slices"

	"nifuda/data"
)

// Fine is an amount in hundredths of a minor unit: storefronts that write goods
// without their tax have parts of a yen between.
type Fine int64

// Money rounds half away from zero; whole is false when there was something to
// round.
func (f Fine) Money() (m data.Money, whole bool) {
	half := Fine(50)
	if f < 0 {
		half = -half
	}
	return data.Money((f + half) / 100), f%100 == 0
}

// Till reads the amounts of one order.
type Till struct {
	Bad      bool // one of them could not be read
	decimals int
}

// NewTill reads amounts of an ISO 4217 currency; false for no currency.
func NewTill(currency string) (*Till, bool) {
	d, ok := Decimals(currency)
	return &Till{decimals: d}, ok
}

// Sum is what amounts add up to; those that are empty are nothing.
func (t *Till) Sum(amounts ...string) (sum Fine) {
	for _, a := range amounts {
		if a == "" {
			continue
		}
		m, _, ok := Minor(a, t.decimals+2)
		t.Bad = t.Bad || !ok
		sum += Fine(m)
	}
	return sum
}

// Round is the sum, rounded.
func (t *Till) Round(amounts ...string) data.Money {
	m, _ := t.Sum(amounts...).Money()
	return m
}

// Settle adds to the charges what goods and charges lack to the total, so that
// they make it up exactly: as rounding where it is no more than one for each of
// them, else as a discount or a charge that the storefront does not name.
func Settle(goods []data.Line, charges []data.Charge, total data.Money) []data.Charge {
	left := total
	for _, l := range goods {
		left -= l.Total
	}
	for _, c := range charges {
		left -= c.Amount
	}
	switch {
	case left == 0:
		return charges
	case max(left, -left) <= data.Money(len(goods)+len(charges)):
		return append(charges, data.Charge{Kind: data.OtherCharge, Label: "端数調整", Amount: left})
	case left < 0:
		return append(charges, data.Charge{Kind: data.Discount, Label: "調整", Amount: left})
	}
	return append(charges, data.Charge{Kind: data.OtherCharge, Label: "調整", Amount: left})
}

// Rates are sums per tax rate, tax included, and the tax in them, each rounded
// once, the highest rate first. Where before rounding they were the total but for
// a single unit, the largest takes up what rounding left over; else the
// difference stays to be seen.
func Rates(gross, tax map[int]Fine, total Fine) []data.RateTotal {
	var rates []data.RateTotal
	var all Fine
	off, _ := total.Money()
	for _, bp := range slices.Backward(slices.Sorted(maps.Keys(gross))) {
		g, _ := gross[bp].Money()
		d, _ := tax[bp].Money()
		rates = append(rates, data.RateTotal{RateBP: bp, Gross: g, Tax: d})
		off -= g
		all += gross[bp]
	}
	if diff := total - all; len(rates) > 0 && diff <= 100 && diff >= -100 {
		largest := 0
		for i, r := range rates {
			if r.Gross > rates[largest].Gross {
				largest = i
			}
		}
		rates[largest].Gross += off
	}
	return rates
}
