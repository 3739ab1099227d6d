package base

import (
	"encoding/json"
	"os"
	"reflect"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

func fixture(t testing.TB) json.RawMessage {
	t.Helper()
	body, err := os.ReadFile("testdata/order.json")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := readDetail(body)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

var yamato = []company{{1, "クロネコヤマト"}, {3, "架空運送"}}

func TestAPartlySentGiftPaidAtTheDoor(t *testing.T) {
	got, flaw := convert(fixture(t), yamato)
	if flaw != "" {
		t.Fatal(flaw)
	}
	want := data.Order{
		Remote: data.Remote{ID: "7A01BC22DE334455", Number: "7A01BC22DE334455", PlacedAt: time.Unix(1795000000, 0).UTC(), UpdatedAt: time.Unix(1795000600, 0).UTC()},
		State:  data.ToShip,
		Buyer: data.Contact{Name: "髙橋 節子", Phone: "090-0000-0101", Email: "setsuko@example.test",
			Address: data.Address{Postal: "5300000", Prefecture: "大阪府", Street: "大阪市北区架空町", Building: "2-3 仮ビル5階"}},
		Parcels: []data.Parcel{{Carrier: "架空運送", Tracking: "0000-0000-0001",
			To:     data.Contact{Name: "山﨑 一", Phone: "022-000-0102", Address: data.Address{Postal: "9800000", Prefecture: "宮城県", Street: "仙台市青葉区架空", Building: "1-1"}},
			Wanted: data.Wanted{Date: time.Date(2026, 12, 10, 0, 0, 0, 0, shop.JST), Slot: "14-16"}}},
		Lines: []data.Line{
			{RemoteID: "501", SKU: "SEN-100", Name: "煎茶 100g", Option: "深蒸し / 名入れ: 茜", Quantity: 2, Unit: 1180, Total: 2360, RateBP: 800},
			{RemoteID: "502", SKU: "YUNOMI", Name: "湯呑み", Quantity: 1, Unit: 3300, Total: 3300, RateBP: 1000},
		},
		Charges: []data.Charge{
			{Kind: data.Shipping, Label: "宅急便", Amount: 600},
			{Kind: data.PaymentFee, Amount: 330},
			{Kind: data.Coupon, Label: "秋の割引", Amount: -500},
			{Kind: data.Points, Label: "コイン「架空コイン」の利用", Amount: -100},
			{Kind: data.Discount, Label: "金額の調整", Amount: -60},
		},
		Sum:     data.Sum{Currency: "JPY", Total: 5930},
		Payment: data.Payment{Method: "代金引換", COD: true},
		Remarks: "留守のときは\n隣へ",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

func TestStates(t *testing.T) {
	for _, c := range []struct {
		status, payment string
		want            data.State
		paid            bool
		odd             int
	}{
		{"unpaid", "cvs", data.AwaitingPayment, false, 0},
		{"ordered", "creditcard", data.ToShip, true, 0},
		{"ordered", "cvs", data.ToShip, true, 0},
		{"ordered", "cod", data.ToShip, false, 0},
		{"ordered", "atobarai", data.ToShip, false, 0},
		{"ordered", "bt", data.ToShip, false, 0},
		{"ordered", "a way of the future", data.ToShip, false, 0},
		{"shipping", "atobarai", data.Shipped, false, 0},
		{"dispatched", "creditcard", data.Shipped, true, 0},
		{"cancelled", "creditcard", data.Cancelled, false, 0},
		{"unshippable", "creditcard", data.AwaitingPayment, false, 1},
	} {
		o := order{head: head{Status: c.status, Payment: c.payment}}
		state, odd := o.stands()
		if state != c.want || len(odd) != c.odd || o.payment().Paid != c.paid {
			t.Errorf("%s, %s: got %v, %v, paid %v", c.status, c.payment, state, odd, o.payment().Paid)
		}
	}
}

func TestWhatIsLeftOverStandsAsAChargeOfItsOwn(t *testing.T) {
	// The order of the official description: its parts make 5,700, its total is 5,800.
	o := order{Items: []item{{Price: 2000, Count: 2, Total: 4000}, {Price: 3000, Count: 1, Total: 3000}},
		sums: sums{Total: 5800, Shipping: 500, COD: 300, Discount: &discount{Amount: 1000}, Coin: &discount{Amount: 1000}, Adjusted: &adjusted{-100}}}
	all, _ := o.charges()
	if got := all[len(all)-1]; got.Kind != data.OtherCharge || got.Amount != 100 {
		t.Errorf("got %+v", all)
	}
	keys := map[string]bool{}
	for _, p := range o.order(nil).Problems {
		keys[p.Key] = true
	}
	want := map[string]bool{shop.ProblemName: true, shop.ProblemAddress: true, shop.ProblemRate: true, shop.ProblemState: true, shop.ProblemTotal: true}
	if !reflect.DeepEqual(keys, want) {
		t.Errorf("got %v; want what is missing and what is left over to be pointed out", keys)
	}
}

func TestAWishedDayInOtherWordsIsKept(t *testing.T) {
	day, zone := "月末まで", "0812"
	if got := (order{sending: sending{Date: &day, Zone: &zone}}).parcel(nil).Wanted; got != (data.Wanted{Slot: "月末まで 午前中"}) {
		t.Errorf("got %+v", got)
	}
}

func TestShippingIsWhatMakesUpTheTotal(t *testing.T) {
	for _, c := range []struct {
		name        string
		order, line int64
		goods       int64
		left, want  data.Money
	}{
		{"at the order", 500, 0, 0, 500, 500},
		{"at the lines", 500, 700, 0, 700, 700},
		{"at the goods", 0, 0, 300, 300, 300},
		{"free of charge", 0, 0, 0, 0, 0},
		{"nowhere right", 500, 0, 0, 450, 500},
	} {
		o := order{sums: sums{Shipping: wire.Whole(c.order), Ways: []shippingLine{{wire.Whole(c.line)}}}, Items: []item{{Fee: wire.Whole(c.goods)}}}
		if got := o.shipping(c.left); got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
}

func FuzzBaseReply(f *testing.F) {
	body, err := os.ReadFile("testdata/order.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body)
	f.Add([]byte(`{"order":{"unique_key":"1","ordered":1795000000,"total":"1e9","order_items":[{"amount":9223372036854775807,"price":1,"total":1}]}}`))
	f.Add([]byte(`{"orders":[null,1,{"unique_key":"1","ordered":1795000000,"modified":-1},{"unique_key":"../x"}]}`))
	f.Add([]byte(`{"error":"hour_api_limit"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		refused("base", "read_orders", 400, body)
		readCompanies(body)
		if got, err := readPage(body); err == nil {
			for _, r := range got.Rows {
				if r.Flaw == "" && (!shop.PlainID(r.ID) || r.At.IsZero()) {
					t.Fatalf("a row that is none: %+v", r)
				}
			}
		}
		raw, err := readDetail(body)
		if err != nil {
			return
		}
		if o, flaw := convert(raw, yamato); flaw == "" {
			if again := shop.Flaw(o); again != "" {
				t.Fatal(again)
			}
		}
	})
}
