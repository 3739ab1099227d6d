package vendure

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
		d, err := unwrap("test", body)
		if err != nil {
			return nil, nil, err
		}
		got, err := readAnswer(d)
		if err != nil {
			return nil, nil, err
		}
		orders, broken := convert(got.rows, 2)
		return orders, broken, nil
	})
}

func TestAnOrderInOurWords(t *testing.T) {
	got := orders(t)["1"]
	placed := time.Date(2026, 11, 20, 3, 0, 5, 450e6, time.UTC)
	home := data.Address{Postal: "1000000", Prefecture: "東京都", Street: "千代田区架空1-2-3", Building: "サンプルマンション101号室"}
	want := data.Order{
		Remote:  data.Remote{ID: "1", Number: "TESTCODE1", PlacedAt: placed, UpdatedAt: placed.Add(-450 * time.Millisecond)},
		State:   data.ToShip,
		Buyer:   data.Contact{Name: "髙橋 花子", Company: "架空堂", Phone: "090-0000-0001", Email: "hanako@example.test", Address: home},
		Parcels: []data.Parcel{{To: data.Contact{Name: "髙橋 花子", Company: "架空堂", Phone: "090-0000-0001", Address: home}, Carrier: "ヤマト運輸", Tracking: "000000000001"}},
		Lines: []data.Line{
			{RemoteID: "11", SKU: "YUNOMI-AI", Name: "湯呑み 藍", Quantity: 2, Unit: 2200, Total: 4400, RateBP: 1000},
			{RemoteID: "12", SKU: "SENCHA", Name: "煎茶 100g", Quantity: 1, Unit: 1080, Total: 1080, RateBP: 800},
		},
		Charges: []data.Charge{
			{Kind: data.Shipping, Label: "宅急便", Amount: 550},
			{Kind: data.OtherCharge, Label: "ギフト包装", Amount: 220},
			{Kind: data.Discount, Label: "秋の割引", Amount: -440},
		},
		Sum:      data.Sum{Currency: "JPY", Total: 5810, Rates: []data.RateTotal{{RateBP: 1000, Gross: 4730, Tax: 430}, {RateBP: 800, Gross: 1080, Tax: 80}}},
		Payment:  data.Payment{Method: "card", Paid: true},
		Problems: []data.Problem{{Key: shop.ProblemPartly}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

// TestPartsOfAYen is the decision in doc.go, in figures: every amount by
// itself, half away from zero, and the total from the server's own.
func TestPartsOfAYen(t *testing.T) {
	got := orders(t)["2"]
	if got.Lines[0].Total != 981 || got.Lines[1].Total != 981 || got.Charges[0].Amount != 551 {
		t.Errorf("980.50, 980.50 and 550.50 became %d, %d and %d", got.Lines[0].Total, got.Lines[1].Total, got.Charges[0].Amount)
	}
	if got.Sum.Total != 2512 {
		t.Errorf("2,511.50 became %d, want 2,512", got.Sum.Total)
	}
	if last := got.Charges[len(got.Charges)-1]; last.Kind != data.OtherCharge || last.Amount != -1 {
		t.Errorf("the difference stands as %+v, want one yen less", last)
	}
	if r := got.Sum.Rates; r[0].Gross+r[1].Gross != got.Sum.Total {
		t.Errorf("the figures per rate are %+v, want a sum of %d", r, got.Sum.Total)
	}
	if len(got.Problems) != 1 || got.Problems[0].Key != shop.ProblemFraction {
		t.Errorf("got %v, want the parts of a yen pointed out", got.Problems)
	}
}

func TestAmounts(t *testing.T) {
	for _, c := range []struct {
		precision int
		currency  string
		in        int64
		want      data.Money
		whole     bool
	}{
		{2, "JPY", 275000, 2750, true}, {2, "JPY", 98150, 982, false}, {2, "JPY", 98149, 981, false}, {2, "JPY", -98150, -982, false}, {2, "JPY", -98149, -981, false},
		{0, "JPY", 2750, 2750, true}, {3, "JPY", 2750499, 2750, false}, {2, "USD", 1999, 1999, true}, {0, "USD", 19, 1900, true}, {3, "USD", 19995, 2000, false},
	} {
		s, ok := newScale(c.precision, c.currency)
		if got, whole := s.amount(c.in); !ok || got != c.want || whole != c.whole {
			t.Errorf("%d of %s at precision %d: got %d %v, want %d %v", c.in, c.currency, c.precision, got, whole, c.want, c.whole)
		}
	}
	if _, ok := newScale(2, "YEN"); ok {
		t.Error("YEN is no currency")
	}
}

func TestStates(t *testing.T) {
	settled, promised := []payment{{State: "Settled", Method: "card"}}, []payment{{State: "Authorized", Method: "bank"}}
	for _, c := range []struct {
		name    string
		order   order
		want    data.State
		problem string
	}{
		{"settled ships", order{label: label{State: "PaymentSettled"}, Payments: settled}, data.ToShip, ""},
		{"authorised waits", order{label: label{State: "PaymentAuthorized"}, Payments: promised}, data.AwaitingPayment, ""},
		{"authorised cash on delivery ships", order{label: label{State: "PaymentAuthorized"}, Payments: []payment{{State: "Authorized", Method: "代引き"}}}, data.ToShip, ""},
		{"more to pay waits", order{label: label{State: "ArrangingAdditionalPayment"}, Payments: settled}, data.AwaitingPayment, ""},
		{"partly shipped still ships", order{label: label{State: "PartiallyShipped"}}, data.ToShip, ""},
		{"partly delivered with a piece left still ships", order{label: label{State: "PartiallyDelivered"}, Lines: []line{{ID: "1", Quantity: 1}}}, data.ToShip, ""},
		{"partly shipped with a piece gone ships what somebody looks up", order{label: label{State: "PartiallyShipped"}, Lines: []line{{ID: "1", Quantity: 2}}, Sent: []sent{{State: "Shipped", Lines: []piece{{"1", 1}}}}}, data.ToShip, shop.ProblemPartly},
		{"partly delivered with all sent is shipped", order{label: label{State: "PartiallyDelivered"}, Sent: []sent{{State: "Shipped"}}}, data.Shipped, ""},
		{"cash on delivery that left is shipped before it is paid", order{label: label{State: "PaymentAuthorized"}, Sent: []sent{{State: "Shipped"}}, Payments: []payment{{State: "Authorized", Method: "代引き"}}}, data.Shipped, ""},
		{"paid after it left is shipped", order{label: label{State: "PaymentSettled"}, Payments: settled, Lines: []line{{ID: "1", Quantity: 1}}, Sent: []sent{{State: "Shipped", Lines: []piece{{"1", 1}}}}}, data.Shipped, ""},
		{"what only waits in the house still ships", order{label: label{State: "PaymentSettled"}, Payments: settled, Lines: []line{{ID: "1", Quantity: 1}}, Sent: []sent{{State: "Pending", Lines: []piece{{"1", 1}}}}}, data.ToShip, ""},
		{"delivered is shipped", order{label: label{State: "Delivered"}}, data.Shipped, ""},
		{"cancelled is cancelled", order{label: label{State: "Cancelled"}, Payments: settled}, data.Cancelled, ""},
		{"an order being changed is pointed out", order{label: label{State: "Modifying"}, Payments: settled}, data.ToShip, shop.ProblemEditing},
		{"an order being changed after it left does not ship again", order{label: label{State: "Modifying"}, Payments: settled, Lines: []line{{ID: "1", Quantity: 1}}, Sent: []sent{{State: "Shipped", Lines: []piece{{"1", 1}}}}}, data.Shipped, shop.ProblemEditing},
		{"in a state of the shop's own, the money decides", order{label: label{State: "InKiln"}, Payments: settled}, data.ToShip, shop.ProblemState},
		{"in a state of the shop's own, no money means waiting", order{label: label{State: "InKiln"}}, data.AwaitingPayment, shop.ProblemState},
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

func TestRefusals(t *testing.T) {
	for code, key := range map[string]string{
		"FORBIDDEN": shop.KeyKey, "UNAUTHORIZED": shop.KeyKey, "INTERNAL_SERVER_ERROR": shop.KeyUnreachable,
		"USER_INPUT_ERROR": shop.KeyNonsense, "花子": shop.KeyNonsense, "": shop.KeyNonsense,
	} {
		body, _ := json.Marshal(object{"data": nil, "errors": []object{{"message": "花子", "extensions": object{"code": code}}}})
		if _, err := unwrap("test", body); data.KeyOf(err) != key {
			t.Errorf("%s: got %v, want %s", code, err, key)
		} else if strings.Contains(err.Error(), "花子") {
			t.Errorf("the error quotes the server: %v", err)
		}
	}
}

func FuzzVendureReply(f *testing.F) {
	body, err := os.ReadFile("testdata/orders.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body, 2)
	f.Add([]byte(`{"data":{"orders":{"totalItems":-1,"items":[null,7,{"id":"1","orderPlacedAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z","currencyCode":"JPY","totalWithTax":9223372036854775807,"taxSummary":[{"taxRate":1e308,"taxBase":-9223372036854775808}]}]}}}`), 0)
	f.Add([]byte(`{"errors":[{"extensions":{"code":"FORBIDDEN"}}],"data":null}`), 6)
	f.Fuzz(func(t *testing.T, body []byte, precision int) {
		if precision < 0 || precision > 6 {
			return
		}
		d, err := unwrap("fuzz", body)
		if err != nil {
			return
		}
		got, err := readAnswer(d)
		if err != nil {
			return
		}
		read, broken := convert(got.rows, precision)
		if len(read)+len(broken) != len(got.rows) {
			t.Fatalf("%d rows became %d orders and %d broken", len(got.rows), len(read), len(broken))
		}
		for _, o := range read {
			if flaw := shop.Flaw(o); flaw != "" {
				t.Fatal(flaw)
			}
		}
		at := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
		for _, c := range []cursor{{}, {Changed: at, Second: true}, {At: at, Edge: []string{"1"}}, {Skip: 100}} {
			_, next, _, err := c.advance(got)
			if err != nil {
				continue
			}
			if _, err := json.Marshal(next); err != nil {
				t.Fatal(err)
			}
		}
	})
}
