package medusa

import (
	"bytes"
	"errors"
	"math"
	"strconv"

	"nifuda/data"
	"nifuda/data/shop"
)

// amount is a number as Medusa writes it: plain, or in quotes, or null for none.
type amount float64

var errNumber = errors.New("no number")

// UnmarshalJSON reads all three writings.
func (a *amount) UnmarshalJSON(b []byte) error {
	b = bytes.Trim(b, `"`)
	if string(b) == "null" {
		return nil
	}
	v, err := strconv.ParseFloat(string(b), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return errNumber
	}
	*a = amount(v)
	return nil
}

// count is a number of pieces; parts of a piece are none.
func (a amount) count() int {
	return int(min(max(math.Floor(float64(a)), -beyond), beyond))
}

// beyond is more than anything that shop.Flaw lets pass.
const beyond = 1e15

// noise is how far a sum of binary fractions may be off, in minor units.
const noise = 1e-4

// scale is how many minor units a currency has: of the yen there are none.
type scale float64

// newScale knows how many decimals a currency has; false for no currency.
func newScale(code string) (scale, bool) {
	decimals, ok := shop.Decimals(code)
	return scale(math.Pow10(decimals)), ok
}

// amount rounds half away from zero; whole is false when there was something to
// round.
func (s scale) amount(v amount) (m data.Money, whole bool) {
	exact := min(max(float64(v)*float64(s), -beyond), beyond)
	near := math.Round(exact + math.Copysign(noise/10, exact))
	return data.Money(near), math.Abs(exact-near) < noise
}

func (s scale) money(v amount) data.Money {
	m, _ := s.amount(v)
	return m
}

// same reports whether two sums are one but for noise.
func (s scale) same(a, b amount) bool {
	return math.Abs(float64(a-b))*float64(s) < noise
}
