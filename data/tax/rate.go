package tax

import (
	"time"

	"nifuda/data"
)

// Rates are the tax rates of a day, in basis points. Reduced is Normal while
// there is no reduced one.
type Rates struct {
	From            time.Time // midnight in Japan
	Normal, Reduced int
}

// japan is where the law's days begin.
var japan = time.FixedZone("JST", 9*60*60)

// law are the rates with the days they began on, newest first.
var law = []Rates{
	{from(2019, 10), 1000, 800},
	{from(2014, 4), 800, 800},
	{from(1997, 4), 500, 500},
	{from(1989, 4), 300, 300},
}

func from(year int, month time.Month) time.Time {
	return time.Date(year, month, 1, 0, 0, 0, 0, japan)
}

// At gives the rates of a moment; none before there was a tax.
func At(t time.Time) Rates {
	for _, r := range law {
		if !t.Before(r.From) {
			return r
		}
	}
	return Rates{}
}

// IsReduced reports whether a rate is the reduced one of its day, which gets
// the mark ※.
func (r Rates) IsReduced(bp int) bool { return bp == r.Reduced && r.Reduced != r.Normal }

// returnFrom is the refund, tax included, from which a 適格返還請求書 has to be
// issued (消令70の9③). It is judged on the whole refund, not per rate.
const returnFrom data.Money = 10_000

// ReturnRequired reports whether a refund needs a 適格返還請求書.
func ReturnRequired(refund data.Money) bool { return refund >= returnFrom }

// Stamp is the 収入印紙 of a receipt on paper, 印紙税法 別表第一 17号の1. What
// counts is the amount without tax, because the tax is stated beside it. Of a
// payment by card, which the paper names as such, there is none.
func Stamp(net data.Money, paper, cash bool) data.Money {
	if !paper || !cash {
		return 0
	}
	for _, s := range stamps {
		if net >= s.from {
			return s.stamp
		}
	}
	return 0
}

var stamps = []struct{ from, stamp data.Money }{
	{1_000_000_001, 200_000},
	{500_000_001, 150_000},
	{300_000_001, 100_000},
	{200_000_001, 60_000},
	{100_000_001, 40_000},
	{50_000_001, 20_000},
	{30_000_001, 10_000},
	{20_000_001, 6_000},
	{10_000_001, 4_000},
	{5_000_001, 2_000},
	{3_000_001, 1_000},
	{2_000_001, 600},
	{1_000_001, 400},
	{50_000, 200},
}
