package ecforce

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

func orders(t *testing.T) (map[string]data.Order, []data.Broken) {
	t.Helper()
	body, err := os.ReadFile("testdata/orders.json")
	if err != nil {
		t.Fatal(err)
	}
	got, err := readAnswer(body, 1, updated)
	if err != nil {
		t.Fatal(err)
	}
	read, broken := convert(got.Rows)
	all := map[string]data.Order{}
	for _, o := range read {
		all[o.Remote.ID] = o
	}
	return all, broken
}

func TestAnOrderInOurWords(t *testing.T) {
	all, _ := orders(t)
	got := all["96704"]
	want := data.Order{
		Remote: data.Remote{ID: "96704", Number: "a96704", PlacedAt: time.Date(2026, 11, 20, 3, 0, 5, 0, time.UTC), UpdatedAt: time.Date(2026, 11, 20, 3, 10, 0, 0, time.UTC)},
		State:  data.ToShip,
		Buyer: data.Contact{Name: "架空 太郎", Kana: "カクウ タロウ", Phone: "090-0000-0002", Email: "taro@example.test",
			Address: data.Address{Postal: "6040000", Prefecture: "京都府", Street: "京都市中京区架空町9"}},
		Parcels: []data.Parcel{{Carrier: "ヤマト運輸", Tracking: "000000000001", Gift: "包装紙（青海波） / 御歳暮 架空", Wanted: data.Wanted{Date: time.Date(2026, 11, 25, 0, 0, 0, 0, shop.JST), Slot: "14-16"},
			To: data.Contact{Name: "髙橋 花子", Kana: "タカハシ ハナコ", Company: "架空堂", Phone: "090-0000-0001",
				Address: data.Address{Postal: "1000000", Prefecture: "東京都", Street: "千代田区架空1-2-3", Building: "サンプル荘101"}}}},
		Lines: []data.Line{
			{RemoteID: "901", SKU: "SEN-100", Name: "煎茶 100g", Quantity: 2, Unit: 1080, Total: 2160, RateBP: 800},
			{RemoteID: "902", SKU: "YUNOMI-AI", Name: "有田焼 湯呑み 藍", Quantity: 1, Unit: 2200, Total: 2200, RateBP: 1000},
		},
		Charges: []data.Charge{
			{Kind: data.Shipping, Amount: 550, RateBP: 1000},
			{Kind: data.PaymentFee, Amount: 330, RateBP: 1000},
			{Kind: data.Discount, Amount: -100},
			{Kind: data.Points, Amount: -40},
		},
		Sum:     data.Sum{Currency: "JPY", Total: 5100, Rates: []data.RateTotal{{RateBP: 1000, Gross: 2940, Tax: 280}, {RateBP: 800, Gross: 2160, Tax: 160}}},
		Payment: data.Payment{Method: "代金引換", COD: true},
		Remarks: "玄関先に置いてください\n裏口へ\nお使いの目的: 贈り物",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

func TestPricesThatHoldTheirTaxAreNotTaxedTwice(t *testing.T) {
	all, _ := orders(t)
	got := all["96705"]
	if got.Lines[0].Total != 1000 || len(got.Charges) != 1 || got.Charges[0].Amount != 550 || got.Sum.Total != 1550 || len(got.Problems) > 0 {
		t.Errorf("got %+v, %+v, %v", got.Lines, got.Charges, got.Problems)
	}
}

func TestWhatIsMissingIsPointedOut(t *testing.T) {
	all, broken := orders(t)
	got := all["96706"]
	keys := map[string]bool{}
	for _, p := range got.Problems {
		keys[p.Key] = true
	}
	want := map[string]bool{shop.ProblemName: true, shop.ProblemAddress: true, shop.ProblemParcel: true, shop.ProblemState: true, shop.ProblemTotal: true}
	if !reflect.DeepEqual(keys, want) || got.Sum.Rates != nil || got.Parcels[0].RemoteID != "503" {
		t.Errorf("got %v and %+v, want %v", keys, got, want)
	}
	if c := got.Charges; len(c) != 1 || c[0].Amount != 200 {
		t.Errorf("got %+v; want what is paid more as a charge", c)
	}
	if len(broken) != 1 || broken[0].RemoteID != "96707" || !strings.Contains(broken[0].Reason, "order_items") {
		t.Errorf("got %v; want the order without goods set aside", broken)
	}
}

func TestStates(t *testing.T) {
	by := func(state, human, pay, method string) order {
		return order{standing: standing{State: state, Human: human, Pay: pay, Method: method}}
	}
	left := by("complete", "注文確定", "authed", "")
	left.Shipped = "2026/11/21 10:00:00"
	returned := by("complete", "注文確定", "voided", "クレジットカード")
	returned.PaidAt = "2026/11/20 10:00:00"
	for _, c := range []struct {
		name    string
		order   order
		want    data.State
		problem string
	}{
		{"unpaid waits", by("complete", "注文確定", "", "銀行振込"), data.AwaitingPayment, ""},
		{"paid ships", by("complete", "注文確定", "paid", "銀行振込"), data.ToShip, ""},
		{"authorised ships", by("complete", "注文確定", "authed", "クレジットカード"), data.ToShip, ""},
		{"an authorisation that failed waits, and is pointed out", by("complete", "注文確定", "auth_failed", "クレジットカード"), data.AwaitingPayment, shop.ProblemState},
		{"given up waits, and is pointed out", by("complete", "注文確定", "voided", "クレジットカード"), data.AwaitingPayment, shop.ProblemState},
		{"money that was given back after it had come waits, and is pointed out", returned, data.AwaitingPayment, shop.ProblemState},
		{"cash on delivery ships", by("complete", "注文確定", "", "代金引換"), data.ToShip, ""},
		{"to be paid later ships when it was looked into", by("complete", "注文確定", "credit_exam_completed", "NP後払い"), data.ToShip, ""},
		{"and waits while it is", by("complete", "注文確定", "credit_exam_processing", "NP後払い"), data.AwaitingPayment, ""},
		{"and waits, pointed out, when it failed", by("complete", "注文確定", "credit_exam_failed", "NP後払い"), data.AwaitingPayment, shop.ProblemState},
		{"what left is shipped", left, data.Shipped, ""},
		{"cancelled by the shop's own word", by("c9", "キャンセル済み", "voided", ""), data.Cancelled, ""},
		{"a state of the shop's own is pointed out", by("wmswait", "倉庫連携待ち", "paid", ""), data.ToShip, shop.ProblemState},
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

func TestMoneyThatWasGivenBackIsNotPaid(t *testing.T) {
	o := order{standing: standing{Pay: "voided", PaidAt: "2026/11/20 10:00:00"}}
	if o.payment().Paid {
		t.Error("voided counts as paid")
	}
}

func TestGoodsWithoutARateArePointedOut(t *testing.T) {
	for percent, want := range map[wire.Scalar]bool{"": true, "x": true, "10": false, "8": false} {
		b := bundle{Order: order{head: head{ID: "1"}, sums: sums{Payment: "100"}}, Items: []item{{Price: "100", Quantity: "1", Percent: percent}}}
		out, flaw := b.order()
		if got := slices.ContainsFunc(out.Problems, func(p data.Problem) bool { return p.Key == shop.ProblemRate }); flaw != "" || got != want {
			t.Errorf("%q: got %v, %s", percent, got, flaw)
		}
	}
}

func TestAWishedDayInOtherWordsIsKept(t *testing.T) {
	for _, c := range []struct {
		day, slot string
		want      data.Wanted
	}{
		{"2026/11/25 10:30:00", "午前中", data.Wanted{Date: time.Date(2026, 11, 25, 0, 0, 0, 0, shop.JST), Slot: "午前中"}},
		{"11月末まで", "14-16", data.Wanted{Slot: "11月末まで 14-16"}},
		{"", "", data.Wanted{}},
	} {
		if got := (wishes{Day: c.day, Slot: c.slot}).wanted(); got != c.want {
			t.Errorf("%q %q: got %+v, want %+v", c.day, c.slot, got, c.want)
		}
	}
}

func FuzzEcforceReply(f *testing.F) {
	body, err := os.ReadFile("testdata/orders.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body)
	f.Add([]byte(`{"data":[null,7,{"id":1,"type":"order","attributes":{"id":"1","updated_at":"2026/01/01 00:00:00","payment_total":1e99},"relationships":{"order_items":{"data":{"id":1,"type":"order_item"}},"billing_address":{"data":null}}}],"included":[null,{"id":"1","type":"order_item","attributes":{"price":9999999999,"quantity":-1e9,"tax_rate":1e9}}],"meta":{"total_count":-5,"total_pages":99}}`))
	f.Add([]byte(`{"message":"HTTP Token: Access denied."}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := readAnswer(body, 1, updated)
		if err != nil {
			return
		}
		read, broken := convert(got.Rows)
		if len(read)+len(broken) != len(got.Rows) {
			t.Fatalf("%d rows became %d orders and %d broken", len(got.Rows), len(read), len(broken))
		}
		for _, o := range read {
			if flaw := shop.Flaw(o); flaw != "" {
				t.Fatal(flaw)
			}
		}
	})
}
