package yahoo

import (
	"os"
	"reflect"
	"slices"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
)

func TestAGiftPaidAtTheDoor(t *testing.T) {
	body, err := os.ReadFile("testdata/order.xml")
	if err != nil {
		t.Fatal(err)
	}
	got, flaw := convert(body)
	if flaw != "" {
		t.Fatal(flaw)
	}
	want := data.Order{
		Remote: data.Remote{ID: "kakuu-10000101", Number: "kakuu-10000101", PlacedAt: time.Date(2026, 11, 18, 12, 40, 5, 0, time.UTC), UpdatedAt: time.Date(2026, 11, 19, 0, 1, 0, 0, time.UTC)},
		State:  data.ToShip,
		Buyer: data.Contact{Name: "髙橋 節子", Kana: "タカハシ セツコ", Company: "架空物産", Phone: "09000000101", Email: "setsuko@example.test",
			Address: data.Address{Postal: "5300000", Prefecture: "大阪府", Street: "大阪市北区架空町2-3", Building: "仮ビル5階"}},
		Parcels: []data.Parcel{{Carrier: "ヤマト運輸", Tracking: "0000-0000-0001", Gift: "青海波 / のし: 御歳暮 / 名入れ: 髙橋 / お元気で",
			To:     data.Contact{Name: "山﨑 一", Kana: "ヤマサキ ハジメ", Company: "仮商店 総務部", Phone: "0220000102", Address: data.Address{Postal: "9800000", Prefecture: "宮城県", Street: "仙台市青葉区架空1-1"}},
			Wanted: data.Wanted{Date: time.Date(2026, 11, 28, 0, 0, 0, 0, shop.JST), Slot: "14-16"}}},
		Lines: []data.Line{
			{RemoteID: "1", SKU: "SEN-100", Name: "煎茶 100g", Option: "内容量:100g / のし: あり / 名入れ: 髙橋", Quantity: 2, Unit: 1080, Total: 2160, RateBP: 800},
			{RemoteID: "2", SKU: "yunomi", Name: "湯呑み", Quantity: 1, Unit: 3300, Total: 3300, RateBP: 1000},
		},
		Charges: []data.Charge{
			{Kind: data.Shipping, Label: "宅配便", Amount: 600},
			{Kind: data.PaymentFee, Amount: 330},
			{Kind: data.Wrapping, Amount: 110},
			{Kind: data.Discount, Amount: -100},
			{Kind: data.Discount, Label: "調整額", Amount: -50},
			{Kind: data.Points, Amount: -120},
			{Kind: data.Coupon, Label: "モールクーポン", Amount: -300},
		},
		Sum:     data.Sum{Currency: "JPY", Total: 5930},
		Payment: data.Payment{Method: "商品代引", COD: true},
		Remarks: "留守のときは\n隣へ\n領収書: 要る",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

func TestNoPresentIsLost(t *testing.T) {
	for _, c := range []struct {
		g    gift
		want string
	}{
		{gift{}, ""},
		{gift{Wrap: "false", Type: "青海波"}, ""},
		{gift{Wrap: "1"}, "ギフト包装"},
		{gift{Wrap: "false", Paper: "true", PaperType: "御歳暮"}, "のし: 御歳暮"},
		{gift{Paper: "1", Name: "髙橋"}, "のし / 名入れ: 髙橋"},
		{gift{Message: "お元気で"}, "お元気で"},
	} {
		if got := c.g.words(); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.g, got, c.want)
		}
	}
}

func TestAPickUpIsPointedOut(t *testing.T) {
	o := order{Status: "2", Ship: ship{pickup: pickup{Satellite: "仮駅前店"}}}
	if !slices.ContainsFunc(o.order().Problems, func(p data.Problem) bool { return p.Key == shop.ProblemPickup && p.Detail == "仮駅前店" }) {
		t.Errorf("got %+v", o.order().Problems)
	}
}

func TestAWishedDayInOtherWordsIsKept(t *testing.T) {
	if got := (order{Ship: ship{Date: "月末まで", Time: "午前中"}}).parcel().Wanted; got != (data.Wanted{Slot: "月末まで 午前中"}) {
		t.Errorf("got %+v", got)
	}
}

func TestStates(t *testing.T) {
	for _, c := range []struct {
		name                          string
		order, ship, paid, pay, words string
		want                          data.State
		odd                           int
	}{
		{"reserved waits", "1", "1", "1", "payment_a1", "", data.AwaitingPayment, 0},
		{"paid and released ships", "2", "1", "1", "payment_a1", "", data.ToShip, 0},
		{"being packed there still ships", "2", "2", "1", "payment_a1", "", data.ToShip, 0},
		{"not released waits", "2", "0", "1", "payment_a1", "", data.AwaitingPayment, 0},
		{"unpaid waits", "2", "1", "0", "payment_b1", "銀行振込", data.AwaitingPayment, 0},
		{"cash on delivery ships unpaid", "2", "1", "0", "payment_d1", "商品代引", data.ToShip, 0},
		{"pay later ships unpaid", "2", "1", "0", "payment_x", "ゆっくり払い（後払い）", data.ToShip, 0},
		{"shipped", "2", "3", "1", "payment_a1", "", data.Shipped, 0},
		{"arrived is shipped", "2", "4", "1", "payment_a1", "", data.Shipped, 0},
		{"held waits and is pointed out", "3", "1", "1", "payment_a1", "", data.AwaitingPayment, 1},
		{"cancelled", "4", "1", "1", "payment_a1", "", data.Cancelled, 0},
		{"done is shipped", "5", "3", "1", "payment_a1", "", data.Shipped, 0},
		{"a state of the future waits", "9", "1", "1", "payment_a1", "", data.AwaitingPayment, 1},
	} {
		o := order{Status: c.order, Ship: ship{Status: c.ship}, Pay: pay{Status: c.paid, Method: c.pay, Name: c.words}}
		if state, odd := o.stands(); state != c.want || len(odd) != c.odd {
			t.Errorf("%s: got %v with %v", c.name, state, odd)
		}
	}
}

func TestWhatMakesUpTheTotalIsCounted(t *testing.T) {
	goods := []item{{Price: 1000, Count: 1, Rate: "10"}}
	for _, c := range []struct {
		name                        string
		points, mall, coupon, total amount
		want                        []data.Charge
	}{
		{"a total after points", 100, 0, 0, 900, []data.Charge{{Kind: data.Points, Amount: -100}}},
		{"a total before points", 100, 0, 0, 1000, nil},
		{"a coupon that the prices hold already", 100, 0, 200, 900, []data.Charge{{Kind: data.Points, Amount: -100}}},
		{"a coupon that they do not", 0, 200, 0, 800, []data.Charge{{Kind: data.Coupon, Label: "モールクーポン", Amount: -200}}},
		{"something nobody knows", 100, 0, 0, 950, []data.Charge{{Kind: data.Discount, Amount: -50}}},
	} {
		o := order{Items: goods, CouponAll: c.coupon, Sums: sums{Points: c.points, MallCoupon: c.mall, Total: c.total}}
		got, _ := o.charges()
		if len(got) != len(c.want) || len(got) > 0 && !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
		unknown := c.name == "something nobody knows"
		if got := slices.ContainsFunc(o.order().Problems, func(p data.Problem) bool { return p.Key == shop.ProblemTotal }); got != unknown {
			t.Errorf("%s: pointed out: %v", c.name, got)
		}
	}
}

func TestAPaidChoiceIsAChargeWhereItMakesUpTheTotal(t *testing.T) {
	for _, c := range []struct {
		total amount
		want  []data.Charge
	}{
		{1300, []data.Charge{{Kind: data.OtherCharge, Label: "オプション", Amount: 300}}},
		{1000, nil}, // the price holds it
	} {
		o := order{Items: []item{{Price: 500, Count: 2, Rate: "10", Options: []option{{Name: "名入れ", Value: "茜", Price: 150}}}}, Sums: sums{Total: c.total}}
		if got := o.order(); len(got.Charges) != len(c.want) || len(c.want) > 0 && !reflect.DeepEqual(got.Charges, c.want) || slices.ContainsFunc(got.Problems, func(p data.Problem) bool { return p.Key == shop.ProblemTotal }) {
			t.Errorf("%d: got %+v, %v", c.total, got.Charges, got.Problems)
		}
	}
}

func TestWhatIsMissingIsPointedOut(t *testing.T) {
	keys := map[string]int{}
	for _, p := range (order{Status: "2", Ship: ship{Status: "7"}, Items: []item{{Count: 1}, {Count: 1, Taxable: "false"}}}).order().Problems {
		keys[p.Key]++
	}
	want := map[string]int{shop.ProblemName: 1, shop.ProblemAddress: 1, shop.ProblemRate: 1, shop.ProblemState: 1}
	if !reflect.DeepEqual(keys, want) {
		t.Errorf("got %v, want %v", keys, want)
	}
}

func FuzzYahooReply(f *testing.F) {
	body, err := os.ReadFile("testdata/order.xml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body)
	f.Add([]byte(`<Result><Status>OK</Status><Search><TotalCount>1</TotalCount><OrderInfo><OrderId>1</OrderId><OrderTime>20261118214005</OrderTime></OrderInfo></Search></Result>`))
	f.Add([]byte(`<Error><Code>px-04102</Code></Error>`))
	f.Add([]byte(`<Error><Code>px-04306</Code></Error>`))
	f.Add([]byte(`<ResultSet><Result><OrderInfo><OrderId>1</OrderId><OrderTime>2026-11-18</OrderTime><Item><UnitPrice>999999999999</UnitPrice><Quantity>999999999999</Quantity></Item></OrderInfo></Result></ResultSet>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		told("yahoo", body)
		readTold(body)
		if got, err := readPage(body, 0); err == nil {
			for _, r := range got.Rows {
				if r.Flaw == "" && (!shop.PlainID(r.ID) || r.At.IsZero()) {
					t.Fatalf("a row that is none: %+v", r)
				}
			}
		}
		if whole(body) != nil {
			return
		}
		if o, flaw := convert(body); flaw == "" {
			if again := shop.Flaw(o); again != "" {
				t.Fatal(again)
			}
		}
	})
}
