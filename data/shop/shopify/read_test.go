package shopify

import (
	"os"
	"reflect"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/shoptest"
	"nifuda/data/shop/wire"
)

func orders(t *testing.T) map[string]data.Order {
	t.Helper()
	return shoptest.Read(t, "orders.json", func(body []byte) ([]data.Order, []data.Broken, error) {
		got, err := readAnswer(body)
		if err != nil {
			return nil, nil, err
		}
		orders, broken := convert(got.Rows)
		return orders, broken, nil
	})
}

func TestAnOrderInOurWords(t *testing.T) {
	got := orders(t)["1001"]
	want := data.Order{
		Remote: data.Remote{ID: "1001", Number: "#1001", PlacedAt: time.Date(2026, 11, 20, 3, 0, 5, 0, time.UTC), UpdatedAt: time.Date(2026, 11, 20, 3, 10, 0, 0, time.UTC)},
		State:  data.ToShip,
		Buyer: data.Contact{Name: "架空 太郎", Phone: "09000000002", Email: "taro@example.test",
			Address: data.Address{Postal: "6040000", Prefecture: "京都府", Street: "京都市中京区架空町9"}},
		Parcels: []data.Parcel{{Carrier: "宅急便", Tracking: "000000000001",
			To: data.Contact{Name: "髙橋 花子", Company: "架空堂", Phone: "09000000001",
				Address: data.Address{Postal: "1000000", Prefecture: "東京都", Street: "千代田区架空1-2-3", Building: "サンプル荘101"}}}},
		Lines: []data.Line{
			{RemoteID: "11", SKU: "YUNOMI-AI", Name: "有田焼 湯呑み", Option: "藍 / 名入れ: 花子", Quantity: 2, Unit: 2200, Total: 4400, RateBP: 1000},
			{RemoteID: "12", Name: "煎茶 100g", Quantity: 1, Unit: 1080, Total: 1080, RateBP: 800},
		},
		Charges: []data.Charge{
			{Kind: data.Shipping, Label: "宅急便", Amount: 660, RateBP: 1000},
			{Kind: data.Coupon, Label: "AKI10", Amount: -440},
		},
		Sum:      data.Sum{Currency: "JPY", Total: 5700, Rates: []data.RateTotal{{RateBP: 1000, Gross: 4620, Tax: 420}, {RateBP: 800, Gross: 1080, Tax: 80}}},
		Payment:  data.Payment{Method: "shopify_payments", Paid: true},
		Remarks:  "玄関先に置いてください\n配送希望日: 2026-11-25\n配送希望時間帯: 午前中",
		Problems: []data.Problem{{Key: shop.ProblemPartly}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

func TestTaxThatIsNotInThePricesIsAdded(t *testing.T) {
	got := orders(t)["1002"]
	if l := got.Lines[0]; l.Unit != 1080 || l.Total != 2160 || got.Sum.Total != 2760 {
		t.Errorf("got %+v of %d yen", l, got.Sum.Total)
	}
	if want := []data.Charge{{Kind: data.Shipping, Label: "宅急便", Amount: 600, RateBP: 1000}}; !reflect.DeepEqual(got.Charges, want) {
		t.Errorf("got %+v, want %+v", got.Charges, want)
	}
	if want := []data.RateTotal{{RateBP: 1000, Gross: 600, Tax: 55}, {RateBP: 800, Gross: 2160, Tax: 160}}; !reflect.DeepEqual(got.Sum.Rates, want) {
		t.Errorf("got %+v, want %+v", got.Sum.Rates, want)
	}
	if got.State != data.ToShip || !got.Payment.COD || got.Payment.Paid || len(got.Problems) > 0 {
		t.Errorf("state %d with %+v, %v: cash on delivery ships before it is paid", got.State, got.Payment, got.Problems)
	}
}

func TestWhatTheStoreKeepsToItselfIsPointedOut(t *testing.T) {
	got := orders(t)["1003"]
	keys := map[string]bool{}
	for _, p := range got.Problems {
		keys[p.Key] = true
	}
	want := map[string]bool{shop.ProblemName: true, shop.ProblemAddress: true, shop.ProblemPayment: true, shop.ProblemState: true, ProblemWithheld: true}
	if !reflect.DeepEqual(keys, want) || got.State != data.AwaitingPayment {
		t.Errorf("got %v in state %d, want %v", keys, got.State, want)
	}
	if c := got.Charges; len(c) != 1 || c[0].Amount != 500 || got.Sum.Rates != nil {
		t.Errorf("got %+v, want what the total has more as a charge", got)
	}
}

func TestATestOrderIsNoneAndACancelledOneShowsWhatItWas(t *testing.T) {
	all := orders(t)
	if _, ok := all["1004"]; ok {
		t.Error("a test order came down")
	}
	if o := all["1005"]; o.State != data.Cancelled || o.Sum.Total != 2000 || len(o.Lines) != 1 || o.Lines[0].Quantity != 2 || len(o.Problems) > 0 {
		t.Errorf("got %+v", o)
	}
}

func TestFieldsThatAreRefusedOneByOneLeaveTheRest(t *testing.T) {
	body := []byte(`{"data":{"orders":{"pageInfo":{"hasNextPage":false},"nodes":[]}},"errors":[{"path":["orders","nodes",0,"shippingAddress"],"extensions":{"code":"ACCESS_DENIED"}}]}`)
	if d, _, err := unwrap("test", body); err != nil || len(d) == 0 {
		t.Errorf("got %s, %v", d, err)
	}
}

func TestStates(t *testing.T) {
	one := sums{Lines: goods{Nodes: []item{{Stands: 1}}}}
	now := new(time.Time)
	by := func(paid, shipping string, gateways ...string) order {
		return order{standing: standing{Paid: paid, Shipping: shipping, Gateways: gateways}, sums: one, Needs: true}
	}
	none := by("PARTIALLY_REFUNDED", "UNFULFILLED")
	none.Lines.Nodes = nil
	cancelled := by("PAID", "UNFULFILLED")
	cancelled.Cancelled = now
	letter := by("PAID", "UNFULFILLED")
	letter.Needs = false
	for _, c := range []struct {
		name    string
		order   order
		want    data.State
		problem string
	}{
		{"paid ships", by("PAID", "UNFULFILLED"), data.ToShip, ""},
		{"authorised ships", by("AUTHORIZED", "UNFULFILLED"), data.ToShip, ""},
		{"pending waits", by("PENDING", "UNFULFILLED", "銀行振込"), data.AwaitingPayment, ""},
		{"cash on delivery ships", by("PENDING", "UNFULFILLED", "代金引換"), data.ToShip, ""},
		{"to be paid later ships", by("PENDING", "UNFULFILLED", "NP後払い"), data.ToShip, ""},
		{"paid in part waits", by("PARTIALLY_PAID", "UNFULFILLED"), data.AwaitingPayment, ""},
		{"partly shipped still ships, and somebody looks what", by("PAID", "PARTIALLY_FULFILLED"), data.ToShip, shop.ProblemPartly},
		{"all gone is shipped, also when given back", by("REFUNDED", "FULFILLED"), data.Shipped, ""},
		{"given back in money alone does not ship, and is pointed out", by("REFUNDED", "UNFULFILLED"), data.AwaitingPayment, shop.ProblemState},
		{"held back is pointed out", by("PAID", "ON_HOLD"), data.ToShip, shop.ProblemState},
		{"with nothing left to send is cancelled", none, data.Cancelled, ""},
		{"cancelled is cancelled", cancelled, data.Cancelled, ""},
		{"what needs no parcel is done once it is paid", letter, data.Shipped, ""},
	} {
		got, problems := c.order.state()
		key := ""
		if len(problems) > 0 {
			key = problems[0].Key
		}
		if got != c.want || key != c.problem {
			t.Errorf("%s: got %d %q, want %d %q", c.name, got, key, c.want, c.problem)
		}
	}
}

func TestTheAddressOfTheAdminPagesIsReadToo(t *testing.T) {
	for in, want := range map[string]string{
		"https://admin.shopify.com/store/tea-shop/orders": "https://tea-shop.myshopify.com", " https://tea.myshopify.com/admin/orders ": "https://tea.myshopify.com", "https://tea.myshopify.com/": "https://tea.myshopify.com",
	} {
		if got := store(in); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

func FuzzShopifyReply(f *testing.F) {
	body, err := os.ReadFile("testdata/orders.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(append(append([]byte(`{"data":`), body...), '}'))
	f.Add([]byte(`{"data":{"orders":{"pageInfo":{"hasNextPage":true,"endCursor":"x"},"nodes":[null,7,{"legacyResourceId":"1","updatedAt":"2026-01-01T00:00:00Z","createdAt":"2026-01-01T00:00:00Z","totalPriceSet":{"shopMoney":{"amount":"1e99","currencyCode":"JPY"}},"lineItems":{"nodes":[{"id":"","quantity":-1,"currentQuantity":999999999,"originalUnitPriceSet":{"shopMoney":{"amount":"9999999999"}}}]}}]}},"extensions":{"cost":{"requestedQueryCost":1e300,"throttleStatus":{"currentlyAvailable":-1e300,"restoreRate":1e-300}}}}`))
	f.Add([]byte(`{"errors":"[API] Invalid API key or access token"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		d, spent, err := unwrap("fuzz", body)
		newToll(wire.Clock{}).seen(spent)
		if err != nil {
			return
		}
		got, err := readAnswer(d)
		if err != nil {
			return
		}
		read, broken := convert(got.Rows)
		if len(read)+len(broken) > len(got.Rows) {
			t.Fatalf("%d rows became %d orders and %d broken", len(got.Rows), len(read), len(broken))
		}
		for _, o := range read {
			if flaw := shop.Flaw(o); flaw != "" {
				t.Fatal(flaw)
			}
		}
	})
}
