package eccube

import (
	"math/big"
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

// TestAnOrderToTwoPeople holds 2,160 yen at 8 % and 3,520 yen at 10 %, of which
// 100 points take 38 and 62: the shop rounds down (切り捨て).
func TestAnOrderToTwoPeople(t *testing.T) {
	got := orders(t)["12"]
	hanako := data.Contact{Name: "髙橋 花子", Kana: "タカハシ ハナコ", Company: "架空堂", Phone: "09000000001",
		Address: data.Address{Postal: "1000000", Prefecture: "東京都", Street: "千代田区架空", Building: "1-2-3 サンプル荘101"}}
	buyer := hanako
	buyer.Email = "hanako@example.test"
	want := data.Order{
		Remote: data.Remote{ID: "12", Number: "N-12", PlacedAt: time.Date(2026, 11, 20, 3, 0, 5, 0, time.UTC), UpdatedAt: time.Date(2026, 11, 20, 3, 10, 0, 0, time.UTC)},
		State:  data.ToShip,
		Buyer:  buyer,
		Parcels: []data.Parcel{
			{RemoteID: "21", To: hanako, Carrier: "ヤマト運輸", Wanted: data.Wanted{Date: time.Date(2026, 11, 25, 0, 0, 0, 0, shop.JST), Slot: "午前中"}},
			{RemoteID: "22", Carrier: "佐川急便", Tracking: "000000000001", Shipped: true, Wanted: data.Wanted{Slot: "14-16"},
				To: data.Contact{Name: "山﨑 一", Kana: "ヤマサキ ハジメ", Phone: "09000000002", Address: data.Address{Postal: "9800000", Prefecture: "宮城県", Street: "仙台市青葉区架空", Building: "1-1"}}},
		},
		Lines: []data.Line{
			{RemoteID: "1", Parcel: 0, SKU: "SEN-100", Name: "煎茶 100g", Quantity: 2, Unit: 1080, Total: 2160, RateBP: 800},
			{RemoteID: "2", Parcel: 1, SKU: "YUNOMI", Name: "有田焼 湯呑み", Option: "藍 / 大", Quantity: 1, Unit: 2200, Total: 2200, RateBP: 1000},
		},
		Charges: []data.Charge{
			{Kind: data.Shipping, Label: "送料", Amount: 550, RateBP: 1000},
			{Kind: data.Shipping, Label: "送料", Amount: 550, RateBP: 1000},
			{Kind: data.PaymentFee, Label: "手数料", Amount: 330, RateBP: 1000},
			{Kind: data.Coupon, Label: "秋のクーポン", Amount: -110, RateBP: 1000},
			{Kind: data.Points, Label: "ポイント", Amount: -100},
		},
		Sum:     data.Sum{Currency: "JPY", Total: 5580, Rates: []data.RateTotal{{RateBP: 1000, Gross: 3459, Tax: 314}, {RateBP: 800, Gross: 2121, Tax: 157}}},
		Payment: data.Payment{Method: "代金引換", COD: true},
		Remarks: "玄関先に置いてください",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

func TestWhatIsMissingIsPointedOut(t *testing.T) {
	got := orders(t)["13"]
	keys := map[string]bool{}
	for _, p := range got.Problems {
		keys[p.Key] = true
	}
	want := map[string]bool{shop.ProblemName: true, shop.ProblemAddress: true, shop.ProblemParcel: true, shop.ProblemState: true, shop.ProblemFraction: true}
	if !reflect.DeepEqual(keys, want) || got.Sum.Rates != nil || got.State != data.AwaitingPayment {
		t.Errorf("got %v in state %d with %+v, want %v", keys, got.State, got.Sum, want)
	}
	if _, ok := orders(t)["14"]; ok {
		t.Error("a cart came down as an order")
	}
}

func TestStates(t *testing.T) {
	now := new(time.Time)
	by := func(id, method string) order {
		return order{head: head{Status: ref{ID: "0"}}, sums: sums{Method: method}}.in(id)
	}
	paid := by("1", "クレジットカード")
	paid.Paid = now
	left := by("6", "銀行振込")
	left.Ships = []parcel{{Left: now}, {Left: now}}
	half := by("6", "銀行振込")
	half.Ships = []parcel{{Left: now}, {}}
	for _, c := range []struct {
		name    string
		order   order
		want    data.State
		problem string
	}{
		{"new waits", by("1", "銀行振込"), data.AwaitingPayment, ""},
		{"new and paid ships", paid, data.ToShip, ""},
		{"new and paid at the door ships", by("1", "代金引換"), data.ToShip, ""},
		{"new and paid later ships", by("1", "NP後払い"), data.ToShip, ""},
		{"taken up ships", by("4", "銀行振込"), data.ToShip, ""},
		{"paid ships", by("6", "銀行振込"), data.ToShip, ""},
		{"partly shipped still ships", half, data.ToShip, ""},
		{"every ship-to gone is shipped", left, data.Shipped, ""},
		{"shipped is shipped", by("5", "代金引換"), data.Shipped, ""},
		{"cancelled is cancelled", by("3", "代金引換"), data.Cancelled, ""},
		{"what came back does not ship", by("9", "代金引換"), data.Cancelled, ""},
		{"a state of the shop's own is pointed out", by("11", "代金引換"), data.ToShip, shop.ProblemState},
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

// in is the order in a state.
func (o order) in(id string) order {
	o.Status.ID = wire.Scalar(id)
	return o
}

func TestTheShopsRoundingRules(t *testing.T) {
	for rule, want := range map[string]shop.Fine{"1": 200, "2": 100, "3": 200} {
		if got, ok := round(big.NewRat(3, 2), rule); !ok || got != want {
			t.Errorf("rule %s: got %d, want %d", rule, got, want)
		}
	}
	if _, ok := round(big.NewRat(3, 2), ""); ok {
		t.Error("a rule that is not told was guessed")
	}
}

func FuzzEccubeReply(f *testing.F) {
	body, err := os.ReadFile("testdata/orders.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(append(append([]byte(`{"data":`), body...), '}'))
	f.Add([]byte(`{"data":{"orders":{"nodes":[null,7,{"id":"1","update_date":"2026-01-01T00:00:00Z","create_date":"2026-01-01T00:00:00Z","payment_total":1e99,"OrderStatus":{"id":"1"},"OrderItems":[null,{"price":9999999999,"quantity":-1e9,"tax_rate":1e9,"TaxType":{"id":1},"RoundingType":{"id":2},"OrderItemType":{"id":1}}],"Shippings":[null]}],"totalCount":-5}}}`))
	f.Add([]byte(`{"errors":[{"message":"Insufficient permission. (read)"}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		d, err := unwrap("fuzz", body)
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
