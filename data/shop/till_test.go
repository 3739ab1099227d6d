package shop_test

import (
	"reflect"
	"testing"

	"nifuda/data"
	"nifuda/data/shop"
)

func TestPartsOfAYenAreRoundedOnce(t *testing.T) {
	till, ok := shop.NewTill("jpy")
	if !ok {
		t.Fatal("the yen is a currency")
	}
	for _, c := range []struct {
		amounts []string
		want    data.Money
		whole   bool
	}{
		{[]string{"909.0909", "90.9091"}, 1000, true}, {[]string{"981.5"}, 982, false}, {[]string{"-981.5"}, -982, false}, {[]string{"", "7"}, 7, true}, {nil, 0, true},
	} {
		if got, whole := till.Sum(c.amounts...).Money(); got != c.want || whole != c.whole {
			t.Errorf("%v: got %d %v, want %d %v", c.amounts, got, whole, c.want, c.whole)
		}
	}
	if till.Bad {
		t.Error("a good amount was called bad")
	}
	if till.Round("たくさん"); !till.Bad {
		t.Error("a bad amount was not noticed")
	}
}

func TestGoodsAndChargesAlwaysMakeUpTheTotal(t *testing.T) {
	goods := []data.Line{{Total: 1000}}
	for _, c := range []struct {
		total data.Money
		want  []data.Charge
	}{
		{1000, nil},
		{1001, []data.Charge{{Kind: data.OtherCharge, Label: "端数調整", Amount: 1}}},
		{700, []data.Charge{{Kind: data.Discount, Label: "調整", Amount: -300}}},
		{1300, []data.Charge{{Kind: data.OtherCharge, Label: "調整", Amount: 300}}},
	} {
		if got := shop.Settle(goods, nil, c.total); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%d: got %+v, want %+v", c.total, got, c.want)
		}
	}
}

func TestFiguresPerRateMakeUpTheTotalUnlessMoreThanRoundingLacks(t *testing.T) {
	gross, tax := map[int]shop.Fine{1000: 100_050, 800: 50_050}, map[int]shop.Fine{1000: 9_095, 800: 3_707}
	want := []data.RateTotal{{RateBP: 1000, Gross: 1000, Tax: 91}, {RateBP: 800, Gross: 501, Tax: 37}}
	if got := shop.Rates(gross, tax, 150_100); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := shop.Rates(gross, tax, 90_000); got[0].Gross+got[1].Gross == 900 {
		t.Errorf("got %+v; 600 yen are no rounding", got)
	}
}
