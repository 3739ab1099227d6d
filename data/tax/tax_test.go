package tax

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"

	"nifuda/data"
)

var today = time.Date(2026, 11, 22, 19, 0, 0, 0, japan)

// anyOrder draws a cart with up to 30 lines at three rates, charges, discounts
// and points.
func anyOrder(t *rapid.T) data.Order {
	var o data.Order
	for range rapid.IntRange(1, 30).Draw(t, "lines") {
		o.Lines = append(o.Lines, data.Line{
			RateBP: rapid.SampledFrom([]int{1000, 800, 0}).Draw(t, "rate"),
			Total:  data.Money(rapid.Int64Range(0, 999_999_999).Draw(t, "amount")),
		})
	}
	for range rapid.IntRange(0, 5).Draw(t, "charges") {
		o.Charges = append(o.Charges, data.Charge{
			Kind:   rapid.SampledFrom([]data.ChargeKind{data.Shipping, data.PaymentFee, data.Wrapping}).Draw(t, "kind"),
			Amount: data.Money(rapid.Int64Range(0, 5_000).Draw(t, "charge")),
		})
	}
	var all data.Money
	for _, l := range o.Lines {
		all += l.Total
	}
	for range rapid.IntRange(0, 2).Draw(t, "discounts") {
		kind := rapid.SampledFrom([]data.ChargeKind{data.Discount, data.Coupon, data.Points}).Draw(t, "off")
		o.Charges = append(o.Charges, data.Charge{Kind: kind, Amount: -data.Money(rapid.Int64Range(0, int64(all)/2).Draw(t, "by"))})
	}
	return o
}

func TestNoCartLosesOrGainsAYen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := anyOrder(t)
		terms := data.TaxTerms{
			Rounding:  rapid.SampledFrom([]data.Rounding{data.RoundDown, data.RoundHalf, data.RoundUp}).Draw(t, "rounding"),
			PointsPay: rapid.Bool().Draw(t, "points pay"),
		}
		got, err := Order(o, terms, today)
		if err != nil {
			t.Fatal(err)
		}
		var want, points data.Money
		for _, l := range o.Lines {
			want += l.Total
		}
		for _, c := range o.Charges {
			if c.Kind == data.Points && terms.PointsPay {
				points -= c.Amount
				continue
			}
			want += c.Amount
		}
		if got.Total != want || got.Points != points || got.Due != want-points {
			t.Fatalf("got total %d points %d due %d, want %d, %d", got.Total, got.Points, got.Due, want, points)
		}
		for i, r := range got.Rates {
			if r.Base+r.Tax != r.Gross {
				t.Fatalf("rate %d: %d and %d are not %d", r.RateBP, r.Base, r.Tax, r.Gross)
			}
			if i > 0 && got.Rates[i-1].RateBP <= r.RateBP {
				t.Fatal("a rate stands twice, or not in its order")
			}
			// One rounding: the tax is less than a yen from gross*bp/(10000+bp).
			off := float64(r.Tax) - float64(r.Gross)*float64(r.RateBP)/float64(10000+r.RateBP)
			if math.Abs(off) > 1 || terms.Rounding == data.RoundDown && off > 1e-3 || terms.Rounding == data.RoundUp && off < -1e-3 {
				t.Fatalf("rate %d: the tax of %d is off by %f", r.RateBP, r.Gross, off)
			}
		}
		shuffled := o
		shuffled.Lines = append([]data.Line(nil), o.Lines...)
		shuffled.Charges = append([]data.Charge(nil), o.Charges...)
		seed := rand.New(rand.NewPCG(1, rapid.Uint64().Draw(t, "order")))
		seed.Shuffle(len(shuffled.Lines), func(i, j int) { shuffled.Lines[i], shuffled.Lines[j] = shuffled.Lines[j], shuffled.Lines[i] })
		seed.Shuffle(len(shuffled.Charges), func(i, j int) {
			shuffled.Charges[i], shuffled.Charges[j] = shuffled.Charges[j], shuffled.Charges[i]
		})
		again, err := Order(shuffled, terms, today)
		if err != nil || written(again.Rates) != written(got.Rates) || again.Total != got.Total {
			t.Fatalf("in another order: %s (%v), want %s", written(again.Rates), err, written(got.Rates))
		}
	})
}

func TestTheSharesOfADiscountAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		by := rapid.SliceOfN(rapid.Map(rapid.Int64Range(0, 1e12), func(n int64) data.Money { return data.Money(n) }), 1, 6).Draw(t, "prices")
		all := sumOf(by)
		off := data.Money(rapid.Int64Range(0, int64(all)).Draw(t, "off"))
		shares, err := Split(off, by)
		if err != nil {
			t.Fatal(err)
		}
		if sumOf(shares) != off {
			t.Fatalf("%v are %d, want %d", shares, sumOf(shares), off)
		}
		for i, s := range shares {
			if s < 0 || s > by[i] {
				t.Fatalf("share %d of a price of %d", s, by[i])
			}
			if all > 0 {
				if exact := float64(off) * float64(by[i]) / float64(all); math.Abs(float64(s)-exact) > 1.01 {
					t.Fatalf("share %d is more than a yen from %f", s, exact)
				}
			}
		}
	})
}

// FuzzTotals: whatever the amounts, an answer is right or an error; nothing
// wraps and nothing panics.
func FuzzTotals(f *testing.F) {
	f.Add(int64(math.MaxInt64), int64(math.MaxInt64), int64(1), 1000, uint8(0))
	f.Add(int64(math.MinInt64), int64(-1), int64(3), 800, uint8(2))
	f.Add(int64(999_999_999), int64(1), int64(2), 1000, uint8(1))
	f.Fuzz(func(t *testing.T, a, b, den int64, bp int, how uint8) {
		one, err := Times(data.Money(a), 1, den)
		if err != nil {
			return
		}
		r := data.Rounding(how % 3)
		for _, f := range []func(data.Rounding, []Item) ([]data.TaxTotal, error){Included, Excluded} {
			all, err := f(r, []Item{{bp, one}, {bp, Whole(data.Money(b))}})
			if err != nil {
				continue
			}
			for _, x := range all {
				if x.Base+x.Tax != x.Gross || (x.Base < 0) != (x.Gross < 0) && x.Base != 0 && x.Gross != 0 || x.Tax != 0 && (x.Tax < 0) != (x.Gross < 0) {
					t.Errorf("%d/%d and %d at %d: %+v", a, den, b, bp, x)
				}
			}
		}
	})
}

func TestAnAmountBeyond64BitsIsAnError(t *testing.T) {
	big := Item{1000, Whole(math.MaxInt64)}
	for name, c := range map[string]func() error{
		"two that do not add": func() error { _, err := Included(data.RoundDown, []Item{big, big}); return err },
		"a base with its tax": func() error { _, err := Excluded(data.RoundDown, []Item{big}); return err },
		"a unit price times":  func() error { _, err := Times(math.MaxInt64, 2, 1); return err },
		"an order": func() error {
			o := data.Order{Lines: []data.Line{{RateBP: 1000, Total: math.MaxInt64}, {RateBP: 800, Total: 1}}}
			_, err := Order(o, data.TaxTerms{}, today)
			return err
		},
	} {
		if err := c(); data.KeyOf(err) != "fault.tax.overflow" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestWhatARefundAndAReceiptNeed(t *testing.T) {
	if !ReturnRequired(11_000) || !ReturnRequired(10_000) || ReturnRequired(9_999) {
		t.Error("a refund of 10,000 yen needs a 適格返還請求書, one of 9,999 does not")
	}
	for _, c := range []struct {
		name        string
		net, want   data.Money
		paper, cash bool
	}{
		{"49,999 yen", 49_999, 0, true, true},
		{"50,000 yen", 50_000, 200, true, true},
		{"a million", 1_000_000, 200, true, true},
		{"more than a million", 1_000_001, 400, true, true},
		{"two million", 2_000_000, 400, true, true},
		{"ten million", 10_000_000, 2_000, true, true},
		{"a thousand million and one", 1_000_000_001, 200_000, true, true},
		{"by card", 60_000, 0, true, false},
		{"not on paper", 60_000, 0, false, true},
	} {
		if got := Stamp(c.net, c.paper, c.cash); got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
}

func TestANumberIsTakenHoweverItWasTyped(t *testing.T) {
	for _, c := range []struct{ typed, want, fault string }{
		{"T8700110005901", "T8700110005901", ""},
		{"ｔ８７００－１１０００－５９０１", "T8700110005901", ""},
		{" t 8700-1100-05901 ", "T8700110005901", ""},
		{"T1234567890123", "T1234567890123", ""}, // a sole proprietor's
		{"", "", ""},
		{"8700110005901", "", "fault.tax.number"},
		{"T870011000590", "", "fault.tax.number"},
		{"T87001100059011", "", "fault.tax.number"},
		{"T870011000590A", "", "fault.tax.number"},
	} {
		got, err := Number(c.typed)
		if got != c.want || (err != nil) != (c.fault != "") || err != nil && data.KeyOf(err) != c.fault {
			t.Errorf("%q: got %q, %v", c.typed, got, err)
		}
	}
	for _, n := range []string{"T8700110005901", "4011001098993", "7123456789012", "2120901007402", "T4060003005169"} {
		if !IsCorporate(n) {
			t.Errorf("%s is a company's number", n)
		}
	}
	for _, n := range []string{"T1234567890123", "T8700110005902", "T870011000590", ""} {
		if IsCorporate(n) {
			t.Errorf("%s is no company's number", n)
		}
	}
}

func TestPointsLowerTheTotalOrPayIt(t *testing.T) {
	o := data.Order{
		Lines:   []data.Line{{RateBP: 800, Total: 3_240}},
		Charges: []data.Charge{{Kind: data.Shipping, Amount: 770}, {Kind: data.PaymentFee, Amount: 330}, {Kind: data.Points, Amount: -240}},
	}
	for _, c := range []struct {
		name string
		pay  bool
		want string
		due  data.Money
	}{
		{"as a discount", false, "10%: base 1000 tax 100 incl 1100; 8%: base 2778 tax 222 incl 3000", 4_100},
		{"as a payment", true, "10%: base 1000 tax 100 incl 1100; 8%: base 3000 tax 240 incl 3240", 4_100},
	} {
		got, err := Order(o, data.TaxTerms{PointsPay: c.pay}, today)
		if err != nil || written(got.Rates) != c.want || got.Due != c.due {
			t.Errorf("%s: got %s due %d (%v), want %s due %d", c.name, written(got.Rates), got.Due, err, c.want, c.due)
		}
	}
	o.Charges = append(o.Charges, data.Charge{Kind: data.Coupon, Amount: -5_000})
	if _, err := Order(o, data.TaxTerms{}, today); data.KeyOf(err) != "fault.tax.discount" {
		t.Errorf("more is taken off than there is: got %v", err)
	}
}

func TestTheRateIsThatOfItsDay(t *testing.T) {
	for _, c := range []struct {
		day             time.Time
		normal, reduced int
	}{
		{time.Date(2019, 9, 30, 23, 59, 0, 0, japan), 800, 800},
		{time.Date(2019, 10, 1, 0, 0, 0, 0, japan), 1000, 800},
		{time.Date(1997, 4, 1, 0, 0, 0, 0, japan), 500, 500},
		{time.Date(1989, 3, 31, 0, 0, 0, 0, japan), 0, 0},
	} {
		if got := At(c.day); got.Normal != c.normal || got.Reduced != c.reduced {
			t.Errorf("%s: got %d and %d, want %d and %d", c.day, got.Normal, got.Reduced, c.normal, c.reduced)
		}
	}
	if !At(today).IsReduced(800) || At(today).IsReduced(1000) || At(time.Date(2018, 1, 1, 0, 0, 0, 0, japan)).IsReduced(800) {
		t.Error("8 % is the reduced rate since October 2019, and only since then")
	}
}

func TestAShopsOtherFiguresAreSaid(t *testing.T) {
	ours := []data.TaxTotal{{RateBP: 1000, Base: 1000, Tax: 100, Gross: 1100}, {RateBP: 800, Base: 1000, Tax: 80, Gross: 1080}}
	if d := Differ(ours, nil); d != nil {
		t.Errorf("a shop without figures: got %v", d)
	}
	same := []data.RateTotal{{RateBP: 800, Gross: 1080, Tax: 80}, {RateBP: 1000, Gross: 1100, Tax: 100}}
	if d := Differ(ours, same); d != nil {
		t.Errorf("the same figures: got %v", d)
	}
	same[0].Tax = 79
	if d := Differ(ours, same); len(d) != 1 || d[0].RateBP != 800 || d[0].Ours.Tax != 80 || d[0].Shops.Tax != 79 {
		t.Errorf("another tax: got %v", d)
	}
}
