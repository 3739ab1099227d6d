package tax

import (
	"errors"
	"math"
	"math/bits"

	"nifuda/data"
)

// errOverflow is an amount beyond 64 bits.
var errOverflow = &data.Fault{Kind: data.Invalid, Key: "fault.tax.overflow", Err: errors.New("an amount beyond 64 bits")}

// Exact is an amount with its part of a yen: Num/Den. Den is positive; the zero
// value is nothing.
type Exact struct{ num, den int64 }

// Whole is an amount without a part of a yen.
func Whole(m data.Money) Exact { return Exact{int64(m), 1} }

// Times is a unit price, num/den times: 3333 by 1/2 is 1666.5.
func Times(unit data.Money, num, den int64) (Exact, error) {
	if den <= 0 {
		return Exact{}, errOverflow
	}
	n, err := mul(int64(unit), num)
	return Exact{n, den}, err
}

func (e Exact) parts() (num, den int64) {
	if e.den == 0 {
		return 0, 1
	}
	return e.num, e.den
}

// Add is the sum, exactly.
func (e Exact) Add(f Exact) (Exact, error) {
	a, b := e.parts()
	c, d := f.parts()
	g := gcd(b, d)
	left, err1 := mul(a, d/g)
	right, err2 := mul(c, b/g)
	den, err3 := mul(b/g, d)
	sum, err4 := add(left, right)
	return Exact{sum, den}, errors.Join(err1, err2, err3, err4)
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func add(a, b int64) (int64, error) {
	c := a + b
	if (c > a) != (b > 0) && b != 0 {
		return 0, errOverflow
	}
	return c, nil
}

func mul(a, b int64) (int64, error) {
	hi, lo := bits.Mul64(size(a), size(b))
	if hi != 0 || lo > math.MaxInt64 {
		return 0, errOverflow
	}
	if (a < 0) != (b < 0) {
		return -int64(lo), nil
	}
	return int64(lo), nil
}

// size is |n|, also of the smallest number there is.
func size(n int64) uint64 {
	if n < 0 {
		return uint64(-(n + 1)) + 1
	}
	return uint64(n)
}

// rounded is a*b/c rounded by its size. b and c are not negative, c is not 0.
func rounded(r data.Rounding, a, b, c int64) (int64, error) {
	q, rest, err := divided(size(a), uint64(b), uint64(c))
	if err != nil || q > math.MaxInt64 {
		return 0, errOverflow
	}
	if r == data.RoundUp && rest > 0 || r == data.RoundHalf && rest >= uint64(c)-rest {
		q++
	}
	if q > math.MaxInt64 {
		return 0, errOverflow
	}
	if a < 0 {
		return -int64(q), nil
	}
	return int64(q), nil
}

// divided is a*b/c over 128 bits, with what is left.
func divided(a, b, c uint64) (q, rest uint64, err error) {
	hi, lo := bits.Mul64(a, b)
	if hi >= c {
		return 0, 0, errOverflow
	}
	q, rest = bits.Div64(hi, lo, c)
	return q, rest, nil
}
