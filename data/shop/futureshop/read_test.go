package futureshop

import (
	"os"
	"reflect"
	"slices"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

func fixture(t testing.TB) []byte {
	t.Helper()
	body, err := os.ReadFile("testdata/order.json")
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestACooledGiftToTwoPeopleOneOfWhichLeft(t *testing.T) {
	got, flaw := convert(fixture(t))
	if flaw != "" {
		t.Fatal(flaw)
	}
	want := data.Order{
		Remote: data.Remote{ID: "F26110001", Number: "F26110001", PlacedAt: time.Date(2026, 11, 18, 12, 40, 5, 0, time.UTC), UpdatedAt: time.Date(2026, 11, 19, 0, 1, 0, 0, time.UTC)},
		State:  data.ToShip,
		Buyer: data.Contact{Name: "髙橋 節子", Kana: "タカハシ セツコ", Company: "架空物産", Phone: "090-0000-0101", Email: "setsuko@example.test",
			Address: data.Address{Postal: "5300000", Prefecture: "大阪府", Street: "大阪市北区架空町2-3", Building: "仮ビル5階"}},
		Parcels: []data.Parcel{
			{RemoteID: "1", Carrier: "ヤマト運輸", Wanted: data.Wanted{Date: time.Date(2026, 11, 28, 0, 0, 0, 0, shop.JST), Slot: "14-16"},
				To: data.Contact{Name: "山﨑 一", Kana: "ヤマサキ ハジメ", Phone: "022-000-0102", Address: data.Address{Postal: "9800000", Prefecture: "宮城県", Street: "仙台市青葉区架空1-1"}}},
			{RemoteID: "2", Carrier: "ゆうパック", Tracking: "0000-0000-0001", Shipped: true,
				To: data.Contact{Name: "𠮷田 茜", Address: data.Address{Postal: "9000000", Prefecture: "沖縄県", Street: "那覇市架空3"}}},
		},
		Lines: []data.Line{
			{Parcel: 0, SKU: "SEN-100", Name: "煎茶", Option: "100g / 名入れ: 髙橋", Quantity: 2, Unit: 1080, Total: 2160, RateBP: 800},
			{Parcel: 1, SKU: "yunomi", Name: "湯呑み", Option: "大 / 藍", Quantity: 1, Unit: 3300, Total: 3300, RateBP: 1000},
		},
		Charges: []data.Charge{
			{Kind: data.Shipping, Amount: 1200},
			{Kind: data.Shipping, Label: "クール便", Amount: 220},
			{Kind: data.PaymentFee, Amount: 330},
			{Kind: data.Wrapping, Amount: 308},
			{Kind: data.Points, Amount: -100},
			{Kind: data.Discount, Label: "まとめ割引", Amount: -20},
		},
		Sum:      data.Sum{Currency: "JPY", Total: 7398},
		Payment:  data.Payment{Method: "代金引換", COD: true},
		Remarks:  "お急ぎください\n留守のときは隣へ\nクール便",
		Problems: []data.Problem{{Key: shop.ProblemState, Detail: "RESERVED_SOMEHOW"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

func TestTaxStandsWhereItMakesUpTheTotal(t *testing.T) {
	goods := func(included word, tax wire.Whole) []shipment {
		return []shipment{{Goods: []product{{Price: 1000, Count: 2, Included: included, Tax: tax, Rate: "STANDARD"}}}}
	}
	for _, c := range []struct {
		name       string
		o          order
		line, unit data.Money
		charges    []data.Charge
	}{
		{"beside the piece", order{sums: sums{Total: 2200}, Shipments: goods("TAX_EXCLUDED", 100)}, 2200, 1100, nil},
		{"beside the line", order{sums: sums{Total: 2200}, Shipments: goods("TAX_EXCLUDED", 200)}, 2200, 1100, nil},
		{"for the whole order", order{sums: sums{Total: 2200, Tax: 200}, Shipments: goods("TAX_EXCLUDED", 0)}, 2000, 1000, []data.Charge{{Kind: data.OtherCharge, Label: "消費税", Amount: 200}}},
		{"within the price", order{sums: sums{Total: 2000, Tax: 181}, Shipments: goods("TAX_INCLUDED", 90)}, 2000, 1000, nil},
		{"points that the total leaves out", order{sums: sums{Total: 2000, Points: 100}, Shipments: goods("TAX_INCLUDED", 0)}, 2000, 1000, nil},
		{"nobody knows", order{sums: sums{Total: 1950}, Shipments: goods("TAX_INCLUDED", 0)}, 2000, 1000, []data.Charge{{Kind: data.Discount, Amount: -50}}},
	} {
		lines, charges, _ := c.o.amounts()
		if lines[0].Total != c.line || lines[0].Unit != c.unit || len(charges) != len(c.charges) || len(charges) > 0 && !reflect.DeepEqual(charges, c.charges) {
			t.Errorf("%s: got %+v and %+v", c.name, lines, charges)
		}
		if got := slices.ContainsFunc(c.o.order().Problems, func(p data.Problem) bool { return p.Key == shop.ProblemTotal }); got != (c.name == "nobody knows") {
			t.Errorf("%s: pointed out: %v", c.name, got)
		}
	}
}

func TestStates(t *testing.T) {
	sent, here := shipment{Shipped: "true"}, shipment{Shipped: "false"}
	for _, c := range []struct {
		name string
		o    order
		want data.State
		odd  int
	}{
		{"unpaid waits", order{head: head{Status: "AWAITING_PAYMENT", Paid: "NOTRECEIVED"}, Shipments: []shipment{here}}, data.AwaitingPayment, 0},
		{"paid ships", order{head: head{Status: "AWAITING_PAYMENT", Paid: "RECEIVED"}, Shipments: []shipment{here}}, data.ToShip, 0},
		{"cash on delivery ships unpaid", order{head: head{Status: "AWAITING_PAYMENT", Paid: "NOT_RECEIVED", Payment: "COD"}, Shipments: []shipment{here}}, data.ToShip, 0},
		{"one parcel of two gone still ships", order{head: head{Status: "AWAITING_PAYMENT", Paid: "RECEIVED"}, Shipments: []shipment{sent, here}}, data.ToShip, 0},
		{"every parcel gone is shipped", order{head: head{Status: "X", Paid: "RECEIVED"}, Shipments: []shipment{sent, sent}}, data.Shipped, 0},
		{"completed and gone is shipped", order{head: head{Status: "COMPLETED"}, Shipments: []shipment{sent}}, data.Shipped, 0},
		{"completed with a parcel that has not left is not lost", order{head: head{Status: "COMPLETED", Paid: "RECEIVED"}, Shipments: []shipment{sent, here}}, data.ToShip, 1},
		{"completed with no word of its parcels is shipped", order{head: head{Status: "COMPLETED"}, Shipments: []shipment{{}}}, data.Shipped, 0},
		{"a day for a parcel that has not left is a plan", order{head: head{Status: "AWAITING_PAYMENT", Paid: "RECEIVED"}, Shipments: []shipment{{Shipped: "false", Left: "2026-11-25"}}}, data.ToShip, 0},
		{"a day alone is a parcel that left", order{head: head{Status: "X"}, Shipments: []shipment{{Left: "2026-11-25"}}}, data.Shipped, 0},
		{"cancelled", order{head: head{Status: "CANCELED", Paid: "RECEIVED"}, Shipments: []shipment{here}}, data.Cancelled, 0},
		{"a state nobody has seen is pointed out", order{head: head{Status: "X", Paid: "RECEIVED"}, Shipments: []shipment{here}}, data.ToShip, 1},
	} {
		if state, odd := c.o.stands(); state != c.want || len(odd) != c.odd {
			t.Errorf("%s: got %v with %v", c.name, state, odd)
		}
	}
}

func TestAWishedDayInOtherWordsIsKept(t *testing.T) {
	if got := (shipment{Date: "月末まで", Time: "午前中"}).parcel().Wanted; got != (data.Wanted{Slot: "月末まで 午前中"}) {
		t.Errorf("got %+v", got)
	}
}

func TestWhatIsMissingIsPointedOut(t *testing.T) {
	keys := map[string]int{}
	for _, p := range (order{head: head{Status: "AWAITING_PAYMENT"}, Shipments: []shipment{{Goods: []product{{Count: 1, Price: 100, Rate: "WHO_KNOWS"}}}}, sums: sums{Total: 100}}).order().Problems {
		keys[p.Key]++
	}
	want := map[string]int{shop.ProblemName: 1, shop.ProblemAddress: 1, shop.ProblemRate: 1}
	if !reflect.DeepEqual(keys, want) {
		t.Errorf("got %v, want %v", keys, want)
	}
}

func TestAnEmptyListIsAnEmptyText(t *testing.T) {
	got, err := (&Shop{}).readPage([]byte(`{"orderList":"","nextUrl":""}`))
	if err != nil || len(got.Rows) > 0 || got.More {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := (&Shop{}).readPage([]byte(`{"message":"no"}`)); err == nil {
		t.Error("an answer without a list passes for an empty one")
	}
}

func FuzzFutureshopReply(f *testing.F) {
	f.Add(fixture(f))
	f.Add([]byte(`{"orderList":[null,1,{"orderNo":"F1"},{"orderNo":"../x"}],"nextUrl":"https://store.example/admin-api/v1/shipping?after=1"}`))
	f.Add([]byte(`{"orderNo":"F1","date":"2026-11-18","grandTotal":1,"shipmentList":[{"productList":[{"price":999999999999,"count":999999999999}]}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		s := &Shop{host: "store.example"}
		if got, err := s.readPage(body); err == nil {
			for _, r := range got.Rows {
				if r.Flaw == "" && !shop.PlainID(r.ID) {
					t.Fatalf("a number that is none: %q", r.ID)
				}
			}
		}
		if o, flaw := convert(body); flaw == "" {
			if again := shop.Flaw(o); again != "" {
				t.Fatal(again)
			}
		}
	})
}
