package makeshop

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

func orders(t *testing.T) []order {
	t.Helper()
	body, err := os.ReadFile("testdata/orders.json")
	if err != nil {
		t.Fatal(err)
	}
	got, err := readPage(body)
	if err != nil {
		t.Fatal(err)
	}
	var all []order
	for _, r := range got.Rows {
		var o order
		if err := wire.JSON(r.Raw, &o); err != nil || r.Flaw != "" {
			t.Fatal(r.Flaw, err)
		}
		all = append(all, o)
	}
	return all
}

func TestAGiftToTwoPeopleOneOfWhichLeft(t *testing.T) {
	got := orders(t)[0].order(false)
	want := data.Order{
		Remote: data.Remote{ID: "P300001172600000001", Number: "P300001172600000001", PlacedAt: time.Date(2026, 11, 18, 12, 40, 5, 0, time.UTC)},
		State:  data.ToShip,
		Buyer: data.Contact{Name: "髙橋節子", Kana: "タカハシセツコ", Phone: "090-0000-0101", Email: "setsuko@example.test",
			Address: data.Address{Postal: "5300000", Prefecture: "大阪府", Street: "大阪市北区架空町2-3", Building: "仮ビル5階"}},
		Parcels: []data.Parcel{
			{RemoteID: "1", Wanted: data.Wanted{Date: time.Date(2026, 11, 28, 0, 0, 0, 0, shop.JST), Slot: "14-16"},
				To: data.Contact{Name: "山﨑一", Kana: "ヤマサキハジメ", Phone: "022-000-0102", Address: data.Address{Postal: "9800000", Prefecture: "宮城県", Street: "仙台市青葉区架空", Building: "1-1"}}},
			{RemoteID: "2", Tracking: "0000-0000-0001", Shipped: true,
				To: data.Contact{Name: "𠮷田茜", Address: data.Address{Postal: "9000000", Prefecture: "沖縄県", Street: "那覇市架空", Building: "3"}}},
		},
		Lines: []data.Line{
			{Parcel: 0, SKU: "SEN-100", Name: "煎茶", Option: "100g", Quantity: 2, Unit: 1080, Total: 2160, RateBP: 800},
			{Parcel: 1, SKU: "YUNOMI", Name: "湯呑み", Quantity: 1, Unit: 3300, Total: 3300, RateBP: 1000},
		},
		Charges: []data.Charge{
			{Kind: data.Shipping, Amount: 1200},
			{Kind: data.Discount, Amount: -100, RateBP: 800},
			{Kind: data.Discount, Amount: -200, RateBP: 1000},
		},
		Sum:     data.Sum{Currency: "JPY", Total: 6360},
		Payment: data.Payment{Method: "後払い.com"},
		Remarks: "領収書を希望\nお急ぎください\n留守のときは隣へ",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

func TestWhatIsMissingIsPointedOut(t *testing.T) {
	keys := map[string]int{}
	for _, p := range orders(t)[1].order(false).Problems {
		keys[p.Key]++
	}
	want := map[string]int{shop.ProblemName: 1, shop.ProblemAddress: 1, shop.ProblemRate: 1, shop.ProblemState: 1, shop.ProblemTotal: 1}
	if !reflect.DeepEqual(keys, want) {
		t.Errorf("got %v, want %v", keys, want)
	}
}

func TestStates(t *testing.T) {
	for _, c := range []struct {
		name   string
		stages []wire.Scalar
		method wire.Scalar
		paid   bool
		want   data.State
		odd    int
	}{
		{"a transfer that has not come waits", []wire.Scalar{"N"}, "銀行振込", false, data.AwaitingPayment, 0},
		{"a transfer that came ships", []wire.Scalar{"N"}, "銀行振込", true, data.ToShip, 0},
		{"a card ships", []wire.Scalar{"未処理"}, "クレジットカード", false, data.ToShip, 0},
		{"cash on delivery ships", []wire.Scalar{"NOT_YET"}, "代金引換", false, data.ToShip, 0},
		{"a way without a name waits", []wire.Scalar{"N"}, "", false, data.AwaitingPayment, 0},
		{"a way by a word nobody knows waits", []wire.Scalar{"N"}, "B07", false, data.AwaitingPayment, 0},
		{"and ships once its money came", []wire.Scalar{"N"}, "B07", true, data.ToShip, 0},
		{"money of a wallet ships", []wire.Scalar{"N"}, "Amazon Pay", false, data.ToShip, 0},
		{"but not by Pay-easy", []wire.Scalar{"N"}, "Pay-easy（ペイジー）", false, data.AwaitingPayment, 0},
		{"later at a counter ships", []wire.Scalar{"N"}, "コンビニ後払い", false, data.ToShip, 0},
		{"sent", []wire.Scalar{"Y"}, "銀行振込", false, data.Shipped, 0},
		{"one of two sent still ships", []wire.Scalar{"COMPLETED", "出荷指示"}, "代金引換", false, data.ToShip, 0},
		{"what was called off does not count", []wire.Scalar{"Y", "C"}, "代金引換", false, data.Shipped, 0},
		{"called off altogether", []wire.Scalar{"C", "キャンセル"}, "代金引換", false, data.Cancelled, 0},
		{"returned is pointed out", []wire.Scalar{"返品"}, "代金引換", false, data.Shipped, 1},
		{"a word never seen waits and is pointed out", []wire.Scalar{"N", "X"}, "代金引換", false, data.AwaitingPayment, 1},
	} {
		o := order{Method: c.method}
		for _, s := range c.stages {
			o.Deliveries = append(o.Deliveries, delivery{Status: s})
		}
		if state, odd := o.stands(c.paid); state != c.want || len(odd) != c.odd {
			t.Errorf("%s: got %v with %v", c.name, state, odd)
		}
	}
}

func TestAWayOfPaymentNobodyKnowsIsPointedOut(t *testing.T) {
	for method, want := range map[wire.Scalar]bool{"B07": true, "": true, "銀行振込": false, "クレジットカード": false} {
		o := order{Method: method, Deliveries: []delivery{{Status: "N"}}}
		got := slices.ContainsFunc(o.order(false).Problems, func(p data.Problem) bool { return p.Key == shop.ProblemPayment })
		if got != want || slices.ContainsFunc(o.order(true).Problems, func(p data.Problem) bool { return p.Key == shop.ProblemPayment }) {
			t.Errorf("%q: got %v", method, got)
		}
	}
}

func TestAWishedDayInOtherWordsIsKept(t *testing.T) {
	for day, want := range map[wire.Scalar]data.Wanted{
		"--":         {Slot: "午前中"},
		"":           {Slot: "午前中"},
		"月末まで":       {Slot: "月末まで 午前中"},
		"2026/11/28": {Date: time.Date(2026, 11, 28, 0, 0, 0, 0, shop.JST), Slot: "午前中"},
	} {
		if got := (delivery{Date: day, Time: "午前中"}).parcel().Wanted; got != want {
			t.Errorf("%q: got %+v", day, got)
		}
	}
}

func TestNoFieldIsAskedForThatWasNotAccepted(t *testing.T) {
	all := text(certain())
	for _, p := range perhaps {
		if strings.Contains(all, " "+p.name+" ") && p.name != "taxRate" {
			t.Errorf("%s is asked for untried", p.name)
		}
		if q := with([]string{p.name}); !strings.Contains(q, " "+p.name+" ") {
			t.Errorf("%s is left out though it was accepted", p.name)
		}
	}
	if remembered(data.ShopKeys{"fields": "other: senderEmail"}) != "" {
		t.Error("what another version tried is believed")
	}
}

func FuzzMakeShopReply(f *testing.F) {
	body, err := os.ReadFile("testdata/orders.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body)
	f.Add([]byte(`{"errors":[{"message":"no"}]}`))
	f.Add([]byte(`{"data":{"searchOrder":{"orders":[null,1,{"displayOrderNumber":1,"orderDate":"2026-11-18","deliveryInfos":[{"basketInfos":[{"amount":"999999999999","price":"999999999999"}]}],"discountPerTax":[{},{},{},{},{},{},{},{},{}]}]}}}`))
	f.Add([]byte(`{"data":{"updateOrderAttribute":{"updateOrderAttributeResults":[{"message":"x"}]}}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		refusal(body)
		readTold("makeshop", body)
		got, err := readPage(body)
		if err != nil {
			return
		}
		for _, r := range got.Rows {
			var o order
			if r.Flaw != "" || wire.JSON(r.Raw, &o) != nil {
				continue
			}
			if out := o.order(false); !shop.PlainID(out.Remote.ID) {
				t.Fatalf("a number that is none: %q", out.Remote.ID)
			}
		}
	})
}
