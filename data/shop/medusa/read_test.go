package medusa

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/shoptest"
)

func orders(t *testing.T) map[string]data.Order {
	t.Helper()
	return shoptest.Read(t, "orders.json", func(body []byte) ([]data.Order, []data.Broken, error) {
		got, err := readAnswer(body)
		if err != nil {
			return nil, nil, err
		}
		orders, broken := convert(got.rows)
		return orders, broken, nil
	})
}

func TestAnOrderInOurWords(t *testing.T) {
	got := orders(t)["order_01A"]
	want := data.Order{
		Remote: data.Remote{ID: "order_01A", Number: "12", PlacedAt: time.Date(2026, 11, 20, 3, 0, 5, 450e6, time.UTC), UpdatedAt: time.Date(2026, 11, 20, 4, 10, 0, 7e6, time.UTC)},
		State:  data.ToShip,
		Buyer:  data.Contact{Name: "架空 太郎", Email: "hanako@example.test", Address: data.Address{Postal: "6040000", Prefecture: "京都府", Street: "京都市中京区架空町9"}},
		Parcels: []data.Parcel{{Carrier: "宅急便", Tracking: "000000000001", To: data.Contact{Name: "髙橋 花子", Company: "架空堂", Phone: "090-0000-0001",
			Address: data.Address{Postal: "1000000", Prefecture: "東京都", Street: "千代田区架空1-2-3", Building: "サンプル荘101"}}}},
		Lines: []data.Line{
			{RemoteID: "ordli_11", SKU: "YUNOMI-AI", Name: "有田焼 湯呑み", Option: "藍", Quantity: 2, Unit: 2200, Total: 4400, RateBP: 1000},
			{RemoteID: "ordli_12", Name: "煎茶 100g", Quantity: 1, Unit: 1080, Total: 1080, RateBP: 800},
		},
		Charges: []data.Charge{
			{Kind: data.Shipping, Label: "宅急便", Amount: 550, RateBP: 1000},
			{Kind: data.Shipping, Label: "クール便", Amount: 220, RateBP: 1000},
			{Kind: data.Discount, Label: "AKI10", Amount: -440},
		},
		Sum:      data.Sum{Currency: "JPY", Total: 5810, Rates: []data.RateTotal{{RateBP: 1000, Gross: 4730, Tax: 430}, {RateBP: 800, Gross: 1080, Tax: 80}}},
		Payment:  data.Payment{Method: "stripe_stripe", Paid: true},
		Problems: []data.Problem{{Key: shop.ProblemPartly}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

// TestPartsOfAYen is the decision in doc.go, in figures: every amount by
// itself, half away from zero, and the total from the server's own.
func TestPartsOfAYen(t *testing.T) {
	got := orders(t)["order_01B"]
	if got.Lines[0].Total != 981 || got.Lines[1].Total != 981 || got.Charges[0].Amount != 551 {
		t.Errorf("980.5, 980.5 and 550.5 became %d, %d and %d", got.Lines[0].Total, got.Lines[1].Total, got.Charges[0].Amount)
	}
	if got.Sum.Total != 2512 {
		t.Errorf("2,511.5 became %d, want 2,512", got.Sum.Total)
	}
	if last := got.Charges[len(got.Charges)-1]; last.Kind != data.OtherCharge || last.Amount != -1 {
		t.Errorf("the difference stands as %+v, want one yen less", last)
	}
	if r := got.Sum.Rates; len(r) != 2 || r[0].Gross+r[1].Gross != got.Sum.Total {
		t.Errorf("the figures per rate are %+v, want a sum of %d", r, got.Sum.Total)
	}
	if len(got.Problems) != 1 || got.Problems[0].Key != shop.ProblemFraction {
		t.Errorf("got %v, want the parts of a yen pointed out", got.Problems)
	}
	if got.State != data.ToShip || !got.Payment.COD || got.Payment.Paid {
		t.Errorf("state %d with %+v: cash on delivery ships before it is paid", got.State, got.Payment)
	}
}

func TestAnOrderFromAbroadAndWithoutTaxes(t *testing.T) {
	got := orders(t)["order_01C"]
	to := data.Contact{Name: "Jane Doe", Address: data.Address{Postal: "62701", Prefecture: "us-il", Street: "1 Sample St, Springfield", Building: "Apt 2", Country: "US"}}
	if !reflect.DeepEqual(got.Parcels[0].To, to) {
		t.Errorf("got %+v, want %+v", got.Parcels[0].To, to)
	}
	if got.Sum.Total != 1999 || got.Sum.Currency != "USD" || got.Sum.Rates != nil || got.Lines[0].Total != 2499 || got.Lines[0].Unit != 1250 {
		t.Errorf("got %+v with %+v, want 19.99 dollars and no figures per rate", got.Sum, got.Lines)
	}
	if len(got.Charges) != 1 || got.Charges[0].Amount != -500 || len(got.Problems) > 0 {
		t.Errorf("got %+v and %v; want the credit of 5 dollars alone", got.Charges, got.Problems)
	}
}

func TestAmounts(t *testing.T) {
	for _, c := range []struct {
		currency string
		in       amount
		want     data.Money
		whole    bool
	}{
		{"jpy", 5632, 5632, true}, {"jpy", 981.5, 982, false}, {"jpy", 981.49, 981, false}, {"jpy", -981.5, -982, false}, {"jpy", 1079.9999999999998, 1080, true},
		{"usd", 19.99, 1999, true}, {"USD", 19.99, 1999, true}, {"usd", 19.995, 2000, false}, {"kwd", 1.234, 1234, true}, {"jpy", 1e300, beyond, true},
	} {
		s, ok := newScale(c.currency)
		if got, whole := s.amount(c.in); !ok || got != c.want || whole != c.whole {
			t.Errorf("%g %s: got %d %v, want %d %v", float64(c.in), c.currency, got, whole, c.want, c.whole)
		}
	}
	if _, ok := newScale("yen"); ok {
		t.Error("yen is no currency")
	}
	for in, want := range map[string]bool{`5632`: true, `"5632"`: true, `null`: true, `"たくさん"`: false, `{}`: false, `1e999`: false, `"NaN"`: false} {
		var a amount
		if err := json.Unmarshal([]byte(in), &a); (err == nil) != want {
			t.Errorf("%s: %v", in, err)
		}
	}
}

func TestWhatWasGivenBackIsNoGoods(t *testing.T) {
	i := item{Quantity: 3, Detail: pieces{Returned: 1, Dismissed: 1}, cost: cost{Before: 1100}}
	o := order{sums: sums{Currency: "jpy", Total: 1000, Discount: 100, Items: []item{i}}}
	o.Items[0].Reduced = []reduct{{Code: "AKI", Amount: 300}} // of all three; what counts is the server's own sum
	s, _ := newScale("jpy")
	lines, charges := o.lines(s), o.charges(s)
	if len(lines) != 1 || lines[0].Quantity != 1 || lines[0].Unit != 1100 || len(charges) != 1 || charges[0].Amount != -100 || charges[0].Label != "AKI" {
		t.Errorf("got %+v and %+v; want one piece of 1,100 and 100 less", lines, charges)
	}
}

// moment is when something happened; which moment does not matter.
var moment = new(time.Time)

// by is a payment that waits with a provider.
func by(provider string) []tab {
	return []tab{{Status: "authorized", Payments: []payment{{Provider: provider}}}}
}

func TestStates(t *testing.T) {
	one := func(left amount) []item { return []item{{ID: "1", Quantity: 1, Detail: pieces{Left: left}}} }
	no := false
	shipped := []parcel{{Shipped: moment}}
	for _, c := range []struct {
		name    string
		order   order
		want    data.State
		problem string
	}{
		{"captured ships", order{standing: standing{Status: "pending", Payment: "captured"}, sums: sums{Items: one(0)}}, data.ToShip, ""},
		{"authorised waits", order{standing: standing{Status: "pending", Payment: "authorized"}, sums: sums{Items: one(0)}}, data.AwaitingPayment, ""},
		{"authorised cash on delivery ships", order{standing: standing{Status: "pending", Payment: "authorized"}, sums: sums{Items: one(0)}, Tabs: by("pp_cash-on-delivery_main")}, data.ToShip, ""},
		{"authorised to be paid later ships", order{standing: standing{Status: "pending", Payment: "authorized"}, sums: sums{Items: one(0)}, Tabs: by("pp_atobarai_np")}, data.ToShip, ""},
		{"to be paid later and not yet authorised waits", order{standing: standing{Status: "pending", Payment: "awaiting"}, sums: sums{Items: one(0)}, Tabs: by("pp_atobarai_np")}, data.AwaitingPayment, ""},
		{"paid in part waits", order{standing: standing{Status: "pending", Payment: "partially_captured"}, sums: sums{Items: one(0)}}, data.AwaitingPayment, ""},
		{"given back in part ships what somebody looks up", order{standing: standing{Status: "pending", Payment: "partially_refunded"}, sums: sums{Items: one(0)}}, data.ToShip, shop.ProblemRefund},
		{"given back whole does not ship, and is pointed out", order{standing: standing{Status: "pending", Payment: "refunded"}, sums: sums{Items: one(0)}}, data.AwaitingPayment, shop.ProblemState},
		{"given back after it left is shipped", order{standing: standing{Status: "pending", Payment: "refunded"}, sums: sums{Items: one(1)}, Sent: shipped}, data.Shipped, ""},
		{"with nothing to pay ships", order{standing: standing{Status: "pending", Payment: "not_paid"}, sums: sums{Items: one(0)}}, data.ToShip, ""},
		{"partly shipped still ships, and somebody looks what", order{standing: standing{Status: "pending", Payment: "captured"}, sums: sums{Items: append(one(1), one(0)...)}, Sent: shipped}, data.ToShip, shop.ProblemPartly},
		{"all gone is shipped", order{standing: standing{Status: "pending", Payment: "captured"}, sums: sums{Items: one(1)}, Sent: shipped}, data.Shipped, ""},
		{"cash on delivery that left is shipped before it is paid", order{standing: standing{Status: "pending", Payment: "authorized"}, sums: sums{Items: one(1)}, Sent: shipped}, data.Shipped, ""},
		{"what only waits in the house still ships", order{standing: standing{Status: "pending", Payment: "captured"}, sums: sums{Items: one(0)}, Sent: []parcel{{}}}, data.ToShip, ""},
		{"a parcel that was called off has not left", order{standing: standing{Status: "pending", Payment: "captured"}, sums: sums{Items: one(1)}, Sent: []parcel{{Shipped: moment, Canceled: moment}}}, data.ToShip, ""},
		{"what needs no parcel is done once it is paid", order{standing: standing{Status: "pending", Payment: "captured"}, sums: sums{Items: []item{{Quantity: 1, Ships: &no}}}}, data.Shipped, ""},
		{"cancelled is cancelled", order{standing: standing{Status: "canceled", Payment: "refunded"}, sums: sums{Items: one(0)}}, data.Cancelled, ""},
		{"completed by hand is done", order{standing: standing{Status: "completed", Payment: "captured"}, sums: sums{Items: one(0)}}, data.Shipped, ""},
		{"a state of the shop's own is pointed out", order{standing: standing{Status: "in_kiln", Payment: "captured"}, sums: sums{Items: one(0)}}, data.ToShip, shop.ProblemState},
	} {
		got, problems := c.order.stands()
		key := ""
		if len(problems) > 0 {
			key = problems[0].Key
		}
		if got != c.want || key != c.problem {
			t.Errorf("%s: got %d %q, want %d %q", c.name, got, key, c.want, c.problem)
		}
	}
}

func TestKeysThatAreNone(t *testing.T) {
	for _, key := range []string{"", "  ", "sk_a b", "sk:secret", "合言葉"} {
		if _, err := New(Config{BaseURL: "https://shop.example.test", Key: []byte(key)}); data.KeyOf(err) != shop.KeyKey {
			t.Errorf("%q: got %v, want %s", key, err, shop.KeyKey)
		}
	}
}

// TestTheFieldsAreWhole holds on to what a real server showed: asked for the
// name of a shipping method alone, it leaves the shipping out of the total.
func TestTheFieldsAreWhole(t *testing.T) {
	for f := range strings.SplitSeq(fields, ",") {
		if strings.Contains(f, ".") && !strings.HasPrefix(f, "*") {
			t.Errorf("%s asks for a part of a relation", f)
		}
	}
	for _, f := range []string{"*items", "*items.detail", "*items.tax_lines", "*items.adjustments", "*shipping_methods", "*credit_lines"} {
		if !strings.Contains(","+fields+",", ","+f+",") {
			t.Errorf("%s is not asked for", f)
		}
	}
}

func FuzzMedusaReply(f *testing.F) {
	body, err := os.ReadFile("testdata/orders.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body)
	f.Add([]byte(`{"orders":[null,7,[],{"id":"order_1","created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z","currency_code":"jpy","status":"pending","total":1e308,"items":[{"quantity":-1e300,"original_total":1e308,"tax_lines":[{"rate":1e308}]}],"shipping_methods":[{"total":-1e308}]}],"count":-5}`))
	f.Add([]byte(`{"message":"Unauthorized"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := readAnswer(body)
		if err != nil {
			return
		}
		read, broken := convert(got.rows)
		if len(read)+len(broken) != len(got.rows) {
			t.Fatalf("%d rows became %d orders and %d broken", len(got.rows), len(read), len(broken))
		}
		for _, o := range read {
			if flaw := shop.Flaw(o); flaw != "" {
				t.Fatal(flaw)
			}
		}
		at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		for _, c := range []cursor{{}, {Since: at}, {At: at, Edge: []string{"order_1"}}, {At: at, Crowd: true, After: "order_0"}} {
			_, next, more, err := c.advance(got)
			if err != nil {
				continue
			}
			before, _ := json.Marshal(c)
			after, err := json.Marshal(next)
			if err != nil {
				t.Fatal(err)
			}
			if more && string(before) == string(after) {
				t.Fatalf("the pull does not move on from %s", before)
			}
		}
	})
}
