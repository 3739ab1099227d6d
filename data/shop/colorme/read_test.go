package colorme

import (
	"encoding/json"
	"os"
	"reflect"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
)

// lists are what the shop of the test data calls its payments and carriers.
func lists() names {
	return names{
		payments: map[int64]payment{11: {name: "銀行振込"}, 12: {name: "商品代引き", cod: true}, 13: {name: "NP後払い"}},
		carriers: map[int64]string{21: "ヤマト運輸", 22: "ゆうパック"},
	}
}

func orders(t *testing.T) map[string]data.Order {
	t.Helper()
	body, err := os.ReadFile("testdata/sales.json")
	if err != nil {
		t.Fatal(err)
	}
	got, err := readAnswer(body)
	if err != nil {
		t.Fatal(err)
	}
	sales, broken := decode(got.rows)
	read, more := convert(sales, lists())
	if len(broken)+len(more) > 0 {
		t.Fatalf("broken: %v %v", broken, more)
	}
	all := map[string]data.Order{}
	for _, o := range read {
		all[o.Remote.ID] = o
	}
	return all
}

func TestAGiftToTwoPeople(t *testing.T) {
	got := orders(t)["7001"]
	want := data.Order{
		Remote: data.Remote{ID: "7001", Number: "7001", PlacedAt: time.Unix(1795000000, 0).UTC(), UpdatedAt: time.Unix(1795000600, 0).UTC()},
		State:  data.ToShip,
		Buyer: data.Contact{Name: "髙橋 節子", Kana: "タカハシ セツコ", Company: "架空物産 総務部", Phone: "090-0000-0101", Email: "setsuko@example.test",
			Address: data.Address{Postal: "5300000", Prefecture: "大阪府", Street: "大阪市北区架空町2-3", Building: "仮ビル5階"}},
		Parcels: []data.Parcel{
			{RemoteID: "7101", Carrier: "ヤマト運輸", Gift: "御歳暮 / 包装紙（青海波） / 季節のカード: お元気で",
				To:     data.Contact{Name: "山﨑 一", Kana: "ヤマサキ ハジメ", Phone: "090-0000-0102", Address: data.Address{Postal: "9800000", Prefecture: "宮城県", Street: "仙台市青葉区架空1-1"}},
				Wanted: data.Wanted{Date: time.Date(2026, 12, 10, 0, 0, 0, 0, shop.JST), Slot: "14-16"}},
			{RemoteID: "7102", Carrier: "ゆうパック", Tracking: "000000000001", Shipped: true,
				To:     data.Contact{Name: "𠮷田 茜", Address: data.Address{Postal: "9000000", Prefecture: "沖縄県", Street: "那覇市架空3"}},
				Wanted: data.Wanted{Slot: "午前中"}},
		},
		Lines: []data.Line{
			{RemoteID: "7201", Parcel: 0, SKU: "SEN-100", Name: "煎茶 100g", Quantity: 2, Unit: 1080, Total: 2160, RateBP: 800},
			{RemoteID: "7202", Parcel: 1, SKU: "", Name: "湯呑み（色：藍）", Option: "大 / 名入れ: 茜", Quantity: 1, Unit: 3300, Total: 3300, RateBP: 1000},
		},
		Charges: []data.Charge{
			{Kind: data.Shipping, Amount: 1400},
			{Kind: data.Wrapping, Label: "のし", Amount: 100},
			{Kind: data.Wrapping, Label: "メッセージカード", Amount: 150},
			{Kind: data.Wrapping, Label: "ラッピング", Amount: 200},
			{Kind: data.PaymentFee, Amount: 330},
			{Kind: data.Points, Amount: -100},
			{Kind: data.Coupon, Label: "秋の割引", Amount: -500},
		},
		Sum: data.Sum{Currency: "JPY", Total: 7040, Rates: []data.RateTotal{
			{RateBP: 1000, Gross: 5060, Tax: 460}, {RateBP: 800, Gross: 1980, Tax: 146}}},
		Payment: data.Payment{Method: "商品代引き", COD: true},
		Remarks: "留守のときは隣へ\nお急ぎください\n二つ目は玄関前",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

func TestStates(t *testing.T) {
	for _, c := range []struct {
		name string
		sale sale
		want data.State
	}{
		{"unpaid waits", sale{PaymentID: 11}, data.AwaitingPayment},
		{"paid ships", sale{PaymentID: 11, status: status{Paid: true}}, data.ToShip},
		{"cash on delivery ships unpaid", sale{PaymentID: 12}, data.ToShip},
		{"pay later ships unpaid", sale{PaymentID: 13}, data.ToShip},
		{"delivered is shipped", sale{PaymentID: 11, status: status{Paid: true, Delivered: true}}, data.Shipped},
		{"every parcel gone is shipped", sale{PaymentID: 11, Shipments: []delivery{{Delivered: true}, {Delivered: true}}}, data.Shipped},
		{"one parcel of two gone still ships", sale{PaymentID: 12, Shipments: []delivery{{Delivered: true}, {}}}, data.ToShip},
		{"cancelled stays cancelled", sale{PaymentID: 12, status: status{Paid: true, Canceled: true}}, data.Cancelled},
	} {
		if got := c.sale.state(lists().payments[c.sale.PaymentID]); got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
}

func TestAPartOfASplitOrderHasItsOwnAmounts(t *testing.T) {
	got := orders(t)["7002"]
	if got.Sum.Total != 1760 || len(got.Charges) != 1 || got.Charges[0].Amount != 660 {
		t.Errorf("got %+v and %+v, want a total of 1,760 with 660 for the way", got.Sum, got.Charges)
	}
	if len(got.Problems) != 1 || got.Problems[0].Key != shop.ProblemTax {
		t.Errorf("got %v; want the tax figures of the whole order to be pointed out", got.Problems)
	}
}

func TestWhatIsMissingIsPointedOut(t *testing.T) {
	keys := map[string]bool{}
	for _, p := range orders(t)["7003"].Problems {
		keys[p.Key] = true
	}
	want := map[string]bool{shop.ProblemAddress: true, shop.ProblemPayment: true, shop.ProblemParcel: true, shop.ProblemTotal: true}
	if !reflect.DeepEqual(keys, want) {
		t.Errorf("got %v, want %v", keys, want)
	}
}

func TestNoShipToMeansTheBuyer(t *testing.T) {
	got := orders(t)["7004"]
	if len(got.Parcels) != 1 || got.Parcels[0].To.Name != got.Buyer.Name {
		t.Errorf("got %+v, want one parcel to the buyer", got.Parcels)
	}
}

func FuzzColorMeReply(f *testing.F) {
	body, err := os.ReadFile("testdata/sales.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body)
	f.Add([]byte(`{"sales":[{"id":1,"make_date":1795000000,"update_date":1795000000,"total_price":1e99}],"meta":{"total":-5,"limit":-1}}`))
	f.Add([]byte(`{"sales":[null,1,[],{"id":9223372036854775807,"make_date":4102444799,"update_date":946684801}],"meta":{}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := readAnswer(body)
		if err != nil {
			return
		}
		sales, broken := decode(got.rows)
		if len(sales)+len(broken) != len(got.rows) {
			t.Fatalf("%d rows became %d sales and %d broken", len(got.rows), len(sales), len(broken))
		}
		read, more := convert(sales, lists())
		if len(read)+len(more) != len(sales) {
			t.Fatalf("%d sales became %d orders and %d broken", len(sales), len(read), len(more))
		}
		for _, o := range read {
			if flaw := shop.Flaw(o); flaw != "" {
				t.Fatal(flaw)
			}
		}
		for _, at := range []cursor{{}, {Since: 1795000000}, {Before: 1795000000, Edge: []int64{1}}, {Skip: 100}} {
			_, next, more, err := at.advance(got, time.Unix(1.9e9, 0))
			if err != nil || !more {
				continue
			}
			if next.Before == at.Before && next.Skip == at.Skip {
				t.Fatalf("the pull does not move on from %+v", at)
			}
			if _, err := json.Marshal(next); err != nil {
				t.Fatal(err)
			}
		}
	})
}
