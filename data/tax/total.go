package tax

import (
	"maps"
	"slices"

	"nifuda/data"
)

// Item is an amount at a tax rate. A negative one lowers its rate before the
// one rounding.
type Item struct {
	RateBP int // basis points; 0 is outside the tax
	Amount Exact
}

// Included adds up amounts that include their tax. The tax of a rate is rounded
// once, what is left is its base. Rates come highest first.
func Included(r data.Rounding, items []Item) ([]data.TaxTotal, error) {
	return totals(r, items, func(sum Exact, bp int64) (t data.TaxTotal, err error) {
		gross, err := yen(r, sum)
		if err != nil {
			return t, err
		}
		tax, err := rounded(r, gross, bp, whole+bp)
		t.Gross, t.Tax = data.Money(gross), data.Money(tax)
		t.Base = t.Gross - t.Tax
		return t, err
	})
}

// Excluded adds up amounts without tax. A base with a part of a yen is rounded
// to a yen first, as the tax is.
func Excluded(r data.Rounding, items []Item) ([]data.TaxTotal, error) {
	return totals(r, items, func(sum Exact, bp int64) (t data.TaxTotal, err error) {
		base, err := yen(r, sum)
		if err != nil {
			return t, err
		}
		tax, err := rounded(r, base, bp, whole)
		if err != nil {
			return t, err
		}
		gross, err := add(base, tax)
		return data.TaxTotal{Base: data.Money(base), Tax: data.Money(tax), Gross: data.Money(gross)}, err
	})
}

const whole = 10_000 // basis points

// maxRate keeps what a storefront calls a rate from being anything at all.
const maxRate = whole

func yen(r data.Rounding, e Exact) (int64, error) {
	num, den := e.parts()
	return rounded(r, num, 1, den)
}

// totals gathers the items of each rate and closes each rate once.
func totals(r data.Rounding, items []Item, close func(sum Exact, bp int64) (data.TaxTotal, error)) ([]data.TaxTotal, error) {
	sums := map[int]Exact{}
	for _, it := range items {
		if it.RateBP < 0 || it.RateBP > maxRate {
			return nil, &data.Fault{Kind: data.Invalid, Key: "fault.tax.rate"}
		}
		sum, err := sums[it.RateBP].Add(it.Amount)
		if err != nil {
			return nil, err
		}
		sums[it.RateBP] = sum
	}
	out := make([]data.TaxTotal, 0, len(sums))
	for _, bp := range highestFirst(sums) {
		t, err := close(sums[bp], int64(bp))
		if err != nil {
			return nil, err
		}
		t.RateBP = bp
		out = append(out, t)
	}
	return out, nil
}

// highestFirst are the rates that something stands at.
func highestFirst[T any](by map[int]T) []int {
	rates := slices.Sorted(maps.Keys(by))
	slices.Reverse(rates)
	return rates
}

// Sum adds up the gross amounts of all rates.
func Sum(all []data.TaxTotal) (data.Money, error) {
	var sum int64
	for _, t := range all {
		var err error
		if sum, err = add(sum, int64(t.Gross)); err != nil {
			return 0, err
		}
	}
	return data.Money(sum), nil
}

// Part is the part of an amount that some of all pieces have, without what is
// less than a yen; nothing where there are no pieces.
func Part(of data.Money, some, all int64) (data.Money, error) {
	if all <= 0 || some <= 0 || of <= 0 {
		return 0, nil
	}
	q, _, err := divided(uint64(of), uint64(some), uint64(all))
	return data.Money(q), err
}

// Split shares an amount by price: each share is whole, all together are the
// amount, and none is a yen away from its exact part. What is left over after
// the whole yen goes to the largest remainders, of equal ones to the first. It
// fails with Invalid "fault.tax.discount" when there is nothing to share it by,
// or less than the amount.
func Split(off data.Money, by []data.Money) ([]data.Money, error) {
	var all int64
	for _, b := range by {
		var err error
		if all, err = add(all, int64(max(b, 0))); err != nil {
			return nil, err
		}
	}
	if off < 0 || int64(off) > all {
		return nil, &data.Fault{Kind: data.Invalid, Key: "fault.tax.discount"}
	}
	shares := make([]data.Money, len(by))
	rests := make([]uint64, len(by))
	left := off
	for i, b := range by {
		if b <= 0 {
			continue
		}
		q, rest, err := divided(uint64(off), uint64(b), uint64(all))
		if err != nil {
			return nil, err
		}
		shares[i], rests[i] = data.Money(q), rest
		left -= shares[i]
	}
	for ; left > 0; left-- {
		most := 0
		for i, rest := range rests {
			if rest > rests[most] {
				most = i
			}
		}
		shares[most]++
		rests[most] = 0
	}
	return shares, nil
}
