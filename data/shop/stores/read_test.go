package stores

import (
	"os"
	"reflect"
	"slices"
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
		return read(t.Context(), got.Rows)
	})
}

func TestAnOrderIsReadWhole(t *testing.T) {
	got := orders(t)["a1"]
	want := data.Order{
		Remote: data.Remote{ID: "a1", Number: "7100000001", PlacedAt: time.Date(2026, 11, 20, 1, 15, 0, 0, time.UTC)},
		State:  data.ToShip,
		Buyer: data.Contact{Name: "髙橋 節子", Phone: "09000000101", Email: "setsuko@example.test",
			Address: data.Address{Postal: "5300000", Prefecture: "大阪府", Street: "大阪市北区架空町2-3 仮ビル5階"}},
		Parcels: []data.Parcel{{RemoteID: "d1", Gift: "ラッピング（青）", Carrier: "ゆうパック",
			To:     data.Contact{Name: "山﨑 一", Phone: "09000000102", Address: data.Address{Postal: "9800000", Prefecture: "宮城県", Street: "仙台市青葉区架空1-1"}},
			Wanted: data.Wanted{Date: time.Date(2026, 12, 10, 0, 0, 0, 0, shop.JST), Slot: "14-16"}}},
		Lines: []data.Line{
			{RemoteID: "i1", SKU: "SEN-100", Name: "煎茶 100g", Quantity: 2, Unit: 1080, Total: 2160, RateBP: 800},
			{RemoteID: "i2", SKU: "4900000000016", Name: "湯呑み", Option: "藍 / 名入れ", Quantity: 1, Unit: 3300, Total: 3300, RateBP: 1000},
		},
		Charges: []data.Charge{
			{Kind: data.Shipping, Amount: 550, RateBP: 1000},
			{Kind: data.PaymentFee, Amount: 300, RateBP: 1000},
			{Kind: data.Wrapping, Label: "ラッピング（青）", Amount: 200},
			{Kind: data.Coupon, Label: "秋の割引", Amount: -500},
		},
		Sum: data.Sum{Currency: "JPY", Total: 6010, Rates: []data.RateTotal{
			{RateBP: 800, Gross: 1962, Tax: 145}, {RateBP: 1000, Gross: 4048, Tax: 368}}},
		Payment: data.Payment{Method: "convenience_store_payment", Paid: true},
		Remarks: "玄関前へ\n置いてください\n常連さん\n領収書の宛名: 架空物産",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

func TestStates(t *testing.T) {
	all := orders(t)
	for id, want := range map[string]data.State{"a1": data.ToShip, "a2": data.AwaitingPayment, "a3": data.Shipped, "a4": data.Cancelled} {
		if got := all[id].State; got != want {
			t.Errorf("%s: got %d, want %d", id, got, want)
		}
	}
	if to := all["a2"].Parcels[0].To.Address; to.Prefecture != "京都府" || to.Street != "京都市中京区架空町1-2" {
		t.Errorf("a prefecture that stands in the street: got %+v", to)
	}
	if _, ok := all["a5"]; ok {
		t.Error("what is handed over at a counter came down as something to send")
	}
	if got := all["a3"]; !got.Payment.COD || got.Parcels[0].Tracking != "400000000006" || len(got.Problems) != 0 {
		t.Errorf("got %+v", got)
	}
}

// two is an order to two people, of which the second was called off and its
// 1,650 yen given back.
const two = `{"orders":[{"id":"b1","number":"1","sales_amount":4950,"cancel_amount":1650,"payment_tax":300,"ordered_at":"2026-11-20T10:15:00+09:00","readied_at":"2026-11-20T10:20:00+09:00",
"tax_details":[{"tax_rate":0.1,"sales_amount":4950,"cancel_amount":1650,"sales_tax":450,"cancel_tax":150}],
"transactions":[{"type":"credit_card","amount":4950,"paid_at":"2026-11-20T10:15:00+09:00"},{"type":"credit_card","amount":-1650,"paid_at":"2026-11-20T11:00:00+09:00"}],
"deliveries":[
{"id":"d1","type":"shipping","shipping_fee":{"tax_rate":0.1,"amount":1100},"shipping_address":{"last_name":"山﨑","first_name":"一","zip_code":"9800000","prefecture":"宮城県","address":"仙台市青葉区架空1-1"},"items":[{"id":"i1","name":"湯呑み","tax_rate":0.1,"regular_price":2200,"quantity":1}]},
{"id":"d2","type":"shipping","canceled_at":"2026-11-20T11:00:00+09:00","shipping_fee":{"tax_rate":0.1,"amount":550},"shipping_address":{"last_name":"架空","first_name":"花子","zip_code":"6040000","prefecture":"京都府","address":"京都市中京区架空町1-2"},"items":[{"id":"i2","name":"急須","tax_rate":0.1,"regular_price":1100,"quantity":1}]}]}]}`

func TestAParcelThatWasCalledOffIsNotPacked(t *testing.T) {
	got, err := readAnswer([]byte(two))
	if err != nil {
		t.Fatal(err)
	}
	all, broken, err := read(t.Context(), got.Rows)
	if err != nil || len(all) != 1 || len(broken) > 0 {
		t.Fatalf("got %+v, %+v, %v", all, broken, err)
	}
	o := all[0]
	if o.State != data.ToShip || len(o.Parcels) != 1 || o.Parcels[0].RemoteID != "d1" || len(o.Lines) != 1 || o.Lines[0].RemoteID != "i1" {
		t.Errorf("got %+v with %+v", o.Parcels, o.Lines)
	}
	if want := []data.Charge{{Kind: data.Shipping, Amount: 1100, RateBP: 1000}}; !reflect.DeepEqual(o.Charges, want) || o.Sum.Total != 3300 || len(o.Problems) > 0 {
		t.Errorf("got %+v, total %d, %v", o.Charges, o.Sum.Total, o.Problems)
	}
}

func TestAStreetInAnotherPrefectureIsNotMadeToAgree(t *testing.T) {
	osaka, street := "大阪府", "東京都港区架空1-1"
	if a := (&place{Prefecture: &osaka, Address: &street}).contact().Address; a.Prefecture != osaka || a.Street != street {
		t.Errorf("got %+v", a)
	}
	same := "大阪府大阪市北区架空1-1"
	if a := (&place{Prefecture: &osaka, Address: &same}).contact().Address; a.Street != "大阪市北区架空1-1" {
		t.Errorf("got %+v", a)
	}
}

func TestPointsAreNoDiscount(t *testing.T) {
	o := order{Options: []option{{Type: "point_discount", Name: "ポイント", Price: -100}}}
	if got := o.charges(); len(got) != 1 || got[0].Kind != data.Points {
		t.Errorf("got %+v", got)
	}
}

func TestAWayThatIsNotKnownIsPointedOutAndNotLeftOut(t *testing.T) {
	o := order{Deliveries: []delivery{{Type: "unknown"}}, Readied: &time.Time{}}
	if !o.sent() {
		t.Fatal("the order is left out")
	}
	got := o.order()
	if len(got.Parcels) != 1 || !slices.ContainsFunc(got.Problems, func(p data.Problem) bool { return p.Key == shop.ProblemState }) {
		t.Errorf("got %+v", got)
	}
}

func TestAWishedDayInOtherWordsIsKept(t *testing.T) {
	words := "11月末まで"
	if got := (&wanted{Date: &words}).wish(); got != (data.Wanted{Slot: words}) {
		t.Errorf("got %+v", got)
	}
}

func FuzzStoresReply(f *testing.F) {
	body, err := os.ReadFile("testdata/orders.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body)
	f.Add([]byte(`{"orders":[null,1,[],{"id":"x","ordered_at":"2026-11-20T10:15:00+09:00","deliveries":[{"type":"shipping","items":[{"quantity":-1,"option":[{"price":9223372036854775807,"quantity":9}]}]}]}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := readAnswer(body)
		if err != nil {
			return
		}
		all, broken, err := read(t.Context(), got.Rows)
		if err != nil || len(all)+len(broken) > len(got.Rows) {
			t.Fatalf("%d rows became %d orders and %d broken, %v", len(got.Rows), len(all), len(broken), err)
		}
		for _, o := range all {
			if flaw := shop.Flaw(o); flaw != "" {
				t.Fatal(flaw)
			}
		}
	})
}
