package shop

import (
	"math/big"
	"strings"

	"golang.org/x/text/currency"

	"nifuda/data"
)

// Decimals is how many decimals amounts of an ISO 4217 currency have; false for
// no currency.
func Decimals(code string) (int, bool) {
	unit, err := currency.ParseISO(code)
	if err != nil {
		return 0, false
	}
	decimals, _ := currency.Standard.Rounding(unit)
	return decimals, true
}

// maxAmountText is the longest amount that is read: longer ones mean nothing.
const maxAmountText = 32

// Minor reads an amount such as "5170", "29.35" or "-1,000" in minor units of a
// currency with so many decimals, rounded half away from zero. whole is false
// when there was something to round, ok when it is an amount at all.
func Minor(amount string, decimals int) (m data.Money, whole, ok bool) {
	amount = strings.ReplaceAll(Line(amount), ",", "")
	if amount == "" || len(amount) > maxAmountText || strings.ContainsFunc(amount, func(r rune) bool {
		return !(r >= '0' && r <= '9' || r == '.' || r == '-' || r == '+' || r == 'e' || r == 'E')
	}) || strings.ContainsAny(amount, "eE") && len(amount) > 12 {
		return 0, false, false
	}
	if i := strings.IndexAny(amount, "eE"); i >= 0 && len(amount)-i > 4 { // 1e999999999 is no amount
		return 0, false, false
	}
	r, good := new(big.Rat).SetString(amount)
	if !good {
		return 0, false, false
	}
	r.Mul(r, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil)))
	whole = r.IsInt()
	num, den := new(big.Int).Mul(r.Num(), big.NewInt(2)), new(big.Int).Mul(r.Denom(), big.NewInt(2))
	if r.Sign() >= 0 {
		num.Add(num, r.Denom())
	} else {
		num.Sub(num, r.Denom())
	}
	q := num.Quo(num, den) // toward zero
	if !q.IsInt64() || absurd(data.Money(q.Int64())) {
		return 0, false, false
	}
	return data.Money(q.Int64()), whole, true
}
