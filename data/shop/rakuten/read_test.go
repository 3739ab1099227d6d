package rakuten

import (
	"os"
	"reflect"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/pull"
	"nifuda/data/shop/shoptest"
)

func orders(t *testing.T) map[string]data.Order {
	t.Helper()
	return shoptest.Read(t, "orders.json", func(body []byte) ([]data.Order, []data.Broken, error) {
		got, err := readOrders(body)
		if err != nil {
			return nil, nil, err
		}
		orders, broken := convert(got)
		return orders, broken, nil
	})
}

func TestACooledGiftToTwoPeopleOneOfWhichLeft(t *testing.T) {
	got := orders(t)["300001-20261118-00000101"]
	wanted := data.Wanted{Date: time.Date(2026, 11, 28, 0, 0, 0, 0, shop.JST), Slot: "14-16"}
	want := data.Order{
		Remote: data.Remote{ID: "300001-20261118-00000101", Number: "300001-20261118-00000101", PlacedAt: time.Date(2026, 11, 18, 12, 40, 5, 0, time.UTC)},
		State:  data.ToShip,
		Buyer: data.Contact{Name: "髙橋 節子", Kana: "タカハシ セツコ", Phone: "090-0000-0101", Email: "masked101@example.test",
			Address: data.Address{Postal: "5300000", Prefecture: "大阪府", Street: "大阪市北区架空町2-3 仮ビル5階"}},
		Parcels: []data.Parcel{
			{RemoteID: "7101", Carrier: "ヤマト運輸", Gift: "御歳暮 / 青海波", Wanted: wanted,
				To: data.Contact{Name: "山﨑 一", Kana: "ヤマサキ ハジメ", Phone: "022-0102", Address: data.Address{Postal: "9800000", Prefecture: "宮城県", Street: "仙台市青葉区架空1-1"}}},
			{RemoteID: "7102", Carrier: "日本郵便", Tracking: "0000-0000-0001", Shipped: true, Gift: "青海波", Wanted: wanted,
				To: data.Contact{Name: "𠮷田商会", Address: data.Address{Postal: "9000000", Prefecture: "沖縄県", Street: "那覇市架空3"}}},
		},
		Lines: []data.Line{
			{RemoteID: "7201", Parcel: 0, SKU: "SEN-100", Name: "煎茶 100g", Option: "内容量:100g / のし:あり / 名入れ:髙橋", Quantity: 2, Unit: 1080, Total: 2160, RateBP: 800},
			{RemoteID: "7202", Parcel: 1, SKU: "YUNOMI", Name: "湯呑み", Quantity: 1, Unit: 4300, Total: 4300, RateBP: 1000},
		},
		Charges: []data.Charge{
			{Kind: data.Shipping, Amount: 1200},
			{Kind: data.Wrapping, Label: "青海波", Amount: 110, RateBP: 1000},
			{Kind: data.PaymentFee, Label: "代引料", Amount: 330},
			{Kind: data.Coupon, Amount: -500},
			{Kind: data.Points, Amount: -120},
		},
		Sum: data.Sum{Currency: "JPY", Total: 7480, Rates: []data.RateTotal{
			{RateBP: 800, Gross: 2000, Tax: 148}, {RateBP: 1000, Gross: 5600, Tax: 509}}},
		Payment: data.Payment{Method: "代金引換", COD: true},
		Remarks: "[配送日時指定:]\n2026-11-28(土)\n14:00～16:00\nお手渡しでお願いします\n冷蔵便\n置き配: 宅配ボックス",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

func TestAPresentWaitsForItsAddress(t *testing.T) {
	got := orders(t)["300001-20261119-00000102"]
	if got.State != data.AwaitingPayment || !reflect.DeepEqual(got.Parcels[0].To, data.Contact{}) {
		t.Errorf("state %v, ship-to %+v; want it to wait, without the placeholder", got.State, got.Parcels[0].To)
	}
	if keys(got)[shop.ProblemGift] != 1 {
		t.Errorf("got %v", got.Problems)
	}
}

func TestWhatIsMissingIsPointedOut(t *testing.T) {
	got := orders(t)["300001-20261120-00000103"]
	want := map[string]int{shop.ProblemOpen: 1, shop.ProblemName: 1, shop.ProblemAddress: 1, shop.ProblemPickup: 1}
	if !reflect.DeepEqual(keys(got), want) {
		t.Errorf("got %v, want %v", keys(got), want)
	}
	if got.Sum.Total != 1080 || got.Sum.Rates != nil || got.State != data.AwaitingPayment {
		t.Errorf("got %+v in state %v; want what is known so far, and no figures of tax", got.Sum, got.State)
	}
}

func keys(o data.Order) map[string]int {
	all := map[string]int{}
	for _, p := range o.Problems {
		all[p.Key]++
	}
	return all
}

func TestStates(t *testing.T) {
	for _, c := range []struct {
		name     string
		progress int
		want     data.State
		odd      int
	}{
		{"to be confirmed by the shop waits", 100, data.AwaitingPayment, 0},
		{"at work there waits", 200, data.AwaitingPayment, 0},
		{"released ships", 300, data.ToShip, 0},
		{"being changed waits", 400, data.AwaitingPayment, 1},
		{"shipped", 500, data.Shipped, 0},
		{"being billed is shipped", 600, data.Shipped, 0},
		{"billed is shipped", 700, data.Shipped, 0},
		{"about to be cancelled waits", 800, data.AwaitingPayment, 1},
		{"cancelled", 900, data.Cancelled, 0},
		{"a stage of the future waits", 350, data.AwaitingPayment, 1},
	} {
		state, odd := order{standing: standing{Progress: c.progress}}.stands()
		if state != c.want || len(odd) != c.odd {
			t.Errorf("%s: got %v with %v", c.name, state, odd)
		}
	}
}

func TestTheFeeForCashOnDeliveryCountsOnce(t *testing.T) {
	is := func(n int64) amount { return amount{yen: data.Money(n), is: true} }
	goods := []pack{{Items: []item{{Taxed: is(1000), Units: 1}}}}
	for _, c := range []struct {
		name         string
		fee, request int64
		want         int
	}{
		{"beside the payment charge", 0, 1330, 1},
		{"within the payment charge", 330, 1330, 1},
		{"both", 330, 1660, 2},
	} {
		o := order{Packages: goods, sums: sums{Delivery: is(330), Fee: is(c.fee), Request: is(c.request)}}
		if got := o.charges(); len(got) != c.want {
			t.Errorf("%s: got %+v", c.name, got)
		}
		for _, p := range o.order().Problems {
			if p.Key == shop.ProblemTotal {
				t.Errorf("%s: the sums do not come out", c.name)
			}
		}
	}
}

// The amounts are those of the order in the official description.
func TestFiguresBeforePointsComeOut(t *testing.T) {
	is := func(n data.Money) amount { return amount{yen: n, is: true} }
	o := order{Packages: []pack{{Items: []item{{Taxed: is(1200), Units: 1}, {Taxed: is(6600), Units: 1}, {Taxed: is(1350), Units: 1}}}},
		sums: sums{Coupon: is(915), Points: points{is(10)}, Request: is(8225), Rates: []rate{{Rate: 0.1, Gross: is(8235), Tax: is(749)}}}}
	for _, p := range o.order().Problems {
		if p.Key == shop.ProblemTotal || p.Key == shop.ProblemTax {
			t.Errorf("got %v", p)
		}
	}
}

func TestABillIsNotPaidBeforehand(t *testing.T) {
	for code, want := range map[int]bool{1: true, 7: false, 9: true, 21: false, 2: false} {
		o := order{standing: standing{Progress: 300}, Settlement: settlement{Code: code}}
		if got := o.payment().Paid; got != want {
			t.Errorf("%d: got %v", code, got)
		}
	}
}

func TestAWishInOtherWordsIsKept(t *testing.T) {
	day, other := "月末まで", 9
	if got := (order{wishes: wishes{Date: &day, Term: &other}}).parcel(pack{}).Wanted; got != (data.Wanted{Slot: "月末まで その他"}) {
		t.Errorf("got %+v", got)
	}
}

func TestSlots(t *testing.T) {
	for term, want := range map[int]string{0: "", 1: "午前中", 2: "午後", 9: "その他", 708: "7-8", 1416: "14-16", 2324: "23-24", -5: "", 99999: ""} {
		if got := slot(&term); got != want {
			t.Errorf("%d: got %q, want %q", term, got, want)
		}
	}
}

func FuzzRakutenReply(f *testing.F) {
	body, err := os.ReadFile("testdata/orders.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body)
	f.Add([]byte(`{"OrderModelList":[null,1,{"orderNumber":"1","requestPrice":1e99},{"orderNumber":"1","PackageModelList":[{"ItemModelList":[{"units":9223372036854775807,"price":999999999999}]}]}]}`))
	f.Add([]byte(`{"orderNumberList":["1","x",""],"MessageModelList":[{"messageType":"INFO"}],"PaginationResponseModel":{"totalRecordsAmount":-5,"totalPages":9}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		if got, err := readNumbers(body, 1); err == nil {
			for _, r := range got.Rows {
				if r.Flaw == "" && !shop.PlainID(r.ID) {
					t.Fatalf("a number that is none: %q", r.ID)
				}
			}
		}
		readAfter(pull.Question{After: string(body)})
		readTold(body)
		rows, err := readOrders(body)
		if err != nil {
			return
		}
		read, broken := convert(rows)
		if len(read)+len(broken) != len(rows) {
			t.Fatalf("%d rows became %d orders and %d broken", len(rows), len(read), len(broken))
		}
		for _, o := range read {
			if flaw := shop.Flaw(o); flaw != "" {
				t.Fatal(flaw)
			}
		}
	})
}
