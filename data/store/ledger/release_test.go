package ledger

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"nifuda/data"
)

const jan = "4901234567894"

// ready is an order that may go to the bench: two parcels, one of them with two
// kinds of goods.
func ready(n int) data.Order {
	o := order(n)
	o.Problems = nil
	second := o.Parcels[0]
	second.RemoteID, second.To.Name, second.To.Phone, second.Gift = "q", "髙橋 文子", "", ""
	o.Parcels = append(o.Parcels, second)
	o.Lines = append(o.Lines,
		data.Line{RemoteID: "l2", Parcel: 1, SKU: jan, Name: "湯呑み 灰釉", Quantity: 1},
		data.Line{RemoteID: "l3", Parcel: 1, SKU: "GIFT-2", Name: "詰め合わせ", Quantity: 1})
	return o
}

func releasableNow(t *testing.T, l *Ledger, ids []data.OrderID) []data.Release {
	t.Helper()
	all, err := l.Releasable(t.Context(), ids)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// onBench releases everything that may be.
func onBench(t *testing.T, l *Ledger) []data.Release {
	t.Helper()
	all := releasableNow(t, l, nil)
	if err := l.MarkReleased(t.Context(), "me", all); err != nil {
		t.Fatal(err)
	}
	return all
}

func released(t *testing.T, l *Ledger) []ReleasedParcel {
	t.Helper()
	all, err := l.Released(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func orderID(t *testing.T, l *Ledger, number string) data.OrderID {
	t.Helper()
	for _, r := range rows(t, l, data.OrderQuery{Tab: data.TabAll}) {
		if r.Number == number {
			return r.ID
		}
	}
	t.Fatalf("no order %s", number)
	return 0
}

func TestWhatMayGoToTheBench(t *testing.T) {
	for _, c := range []struct {
		name        string
		change      func(*data.Order)
		held        bool
		rule, asked bool // by the rule; by hand
	}{
		{"paid", func(*data.Order) {}, false, true, true},
		{"cash on delivery", func(o *data.Order) { o.Payment = data.Payment{COD: true} }, false, true, true},
		{"neither", func(o *data.Order) { o.Payment = data.Payment{} }, false, false, true},
		{"with a problem", func(o *data.Order) { o.Problems = []data.Problem{{Key: "problem.date"}} }, false, false, true},
		{"held", func(*data.Order) {}, true, false, false},
		{"not yet to be shipped", func(o *data.Order) { o.State = data.AwaitingPayment }, false, false, false},
		{"cancelled", func(o *data.Order) { o.State = data.Cancelled }, false, false, false},
		{"shipped", func(o *data.Order) { o.State = data.Shipped }, false, false, false},
		{"every parcel shipped", func(o *data.Order) { o.Parcels[0].Shipped, o.Parcels[1].Shipped = true, true }, false, false, false},
	} {
		l, shop := open(t)
		o := ready(1)
		c.change(&o)
		save(t, l, shop, o)
		id := orderID(t, l, "1001")
		if err := l.Hold(t.Context(), []data.OrderID{id}, c.held); err != nil {
			t.Fatal(err)
		}
		if got := len(releasableNow(t, l, nil)) == 2; got != c.rule {
			t.Errorf("%s, by the rule: got %t", c.name, got)
		}
		if got := len(releasableNow(t, l, []data.OrderID{id, 99})) == 2; got != c.asked {
			t.Errorf("%s, by hand: got %t", c.name, got)
		}
	}
}

func TestAReleaseIsTheLabelTheGoodsAndTheNote(t *testing.T) {
	l, shop := open(t)
	save(t, l, shop, ready(1))
	if err := l.SetNote(t.Context(), orderID(t, l, "1001"), "緩衝材は紙で"); err != nil {
		t.Fatal(err)
	}
	for _, g := range []data.Goods{
		{SKU: "S", Codes: []string{"4900000000009", "S"}},
		{SKU: "GIFT-2", Set: []data.SetPart{{SKU: "S", Quantity: 2}, {SKU: "BOX", Quantity: 1}}},
		{SKU: "BOX", Name: "化粧箱", Codes: []string{}},
	} {
		if err := l.SaveGoods(t.Context(), g); err != nil {
			t.Fatal(err)
		}
	}
	all := releasableNow(t, l, nil)
	if len(all) != 2 {
		t.Fatal(all)
	}
	first, second := all[0], all[1]
	first.Digest = nil
	to := order(1).Parcels[0].To
	want := data.Release{Phone: "090-0000-0143", BenchParcel: data.BenchParcel{ID: first.ID, Number: "1001", Part: 1, Parts: 2,
		State: data.BenchWaiting, To: to.Recipient(), HasPhone: true, Wanted: order(1).Parcels[0].Wanted, Gift: "のし 内祝", Carrier: "ヤマト",
		Note: "緩衝材は紙で", Items: []data.PackItem{{SKU: "S", Name: "煎茶 朝霧", Option: "100g", Quantity: 2,
			Codes: []string{"S", "4900000000009"}, MustScan: true}}}}
	if g, w := fmt.Sprintf("%+v", first), fmt.Sprintf("%+v", want); g != w {
		t.Errorf("got  %s\nwant %s", g, w)
	}
	if second.HasPhone || second.Part != 2 || second.To.Name != "髙橋 文子" {
		t.Errorf("the second parcel: %+v", second)
	}
	items := []data.PackItem{{SKU: jan, Name: "湯呑み 灰釉", Quantity: 1, Codes: []string{jan}, MustScan: true},
		{SKU: "GIFT-2", Name: "詰め合わせ", Quantity: 1, Codes: []string{"GIFT-2"},
			Set: []data.PackSet{{Name: "S", Codes: []string{"S", "4900000000009"}, Quantity: 2}, {Name: "化粧箱", Codes: []string{"BOX"}, Quantity: 1}}}}
	if g, w := fmt.Sprintf("%+v", second.Items), fmt.Sprintf("%+v", items); g != w {
		t.Errorf("got  %s\nwant %s", g, w)
	}
	for _, secret := range []string{"rina@", "玄関先", "3362", "カード"} {
		if strings.Contains(fmt.Sprintf("%+v", all), secret) {
			t.Errorf("%s goes to the bench", secret)
		}
	}
}

func TestGoodsWithABarcodeAreScanned(t *testing.T) {
	for _, c := range []struct {
		name   string
		sku    string
		goods  []data.Goods
		strict bool
		want   bool
	}{
		{"no barcode", "TEA", nil, false, false},
		{"a strict shop", "TEA", nil, true, true},
		{"a registered barcode", "TEA", []data.Goods{{SKU: "TEA", Codes: []string{"X1"}}}, false, true},
		{"an SKU that is a barcode", jan, nil, false, true},
		{"an SKU with a wrong check digit", "4901234567895", nil, false, false},
		{"a set of goods without", "TEA", []data.Goods{{SKU: "TEA", Set: []data.SetPart{{SKU: "A", Quantity: 1}}}}, false, false},
		{"a set with one part without", "TEA", []data.Goods{{SKU: "TEA", Set: []data.SetPart{{SKU: jan, Quantity: 1}, {SKU: "A", Quantity: 1}}}}, false, false},
		{"a set of goods that all have one", "TEA", []data.Goods{{SKU: "TEA", Set: []data.SetPart{{SKU: jan, Quantity: 1}, {SKU: "A", Quantity: 1}}},
			{SKU: "A", Codes: []string{"X2"}}}, false, true},
	} {
		l, shop := open(t)
		o := order(1)
		o.Problems, o.Lines[0].SKU = nil, c.sku
		save(t, l, shop, o)
		for _, g := range c.goods {
			if err := l.SaveGoods(t.Context(), g); err != nil {
				t.Fatal(err)
			}
		}
		if err := l.SetStrict(t.Context(), "me", shop, c.strict); err != nil {
			t.Fatal(err)
		}
		if got := releasableNow(t, l, nil)[0].Items[0].MustScan; got != c.want {
			t.Errorf("%s: got %t", c.name, got)
		}
	}
}

func TestTheDigestChangesWithWhatWouldBeCopied(t *testing.T) {
	l, shop := open(t)
	save(t, l, shop, ready(1))
	before := onBench(t, l)
	if again := releasableNow(t, l, nil); !bytes.Equal(again[0].Digest, before[0].Digest) || !bytes.Equal(released(t, l)[0].Digest, before[0].Digest) {
		t.Error("nothing changed, the digest did")
	}
	o := ready(1)
	o.Remarks = "不在なら置いてください" // the bench is not told of it
	save(t, l, shop, o)
	if again := releasableNow(t, l, nil); !bytes.Equal(again[0].Digest, before[0].Digest) {
		t.Error("what the bench is not told changed the digest")
	}
	o.Parcels[0].To.Address.Building = "206"
	save(t, l, shop, o)
	again := releasableNow(t, l, nil)
	if bytes.Equal(again[0].Digest, before[0].Digest) || !bytes.Equal(again[1].Digest, before[1].Digest) {
		t.Error("the address of the first parcel changed")
	}
}

func TestAReleasedParcelIsDueWhileItIsToBePacked(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*data.Order)
		held   bool
		want   bool
	}{
		{"to ship", func(o *data.Order) { o.Remarks = "x" }, false, true},
		{"held", func(*data.Order) {}, true, false},
		{"cancelled", func(o *data.Order) { o.State = data.Cancelled }, false, false},
		{"shipped by the storefront", func(o *data.Order) { o.State = data.Shipped }, false, false},
		{"this parcel shipped by the storefront", func(o *data.Order) { o.Parcels[0].Shipped = true }, false, false},
		{"taken away by the storefront", func(o *data.Order) { o.Parcels[0].RemoteID = "another" }, false, false},
	} {
		l, shop := open(t)
		o := ready(1)
		save(t, l, shop, o)
		all := onBench(t, l)
		id := orderID(t, l, "1001")
		if err := l.Hold(t.Context(), []data.OrderID{id}, c.held); err != nil {
			t.Fatal(err)
		}
		c.change(&o)
		save(t, l, shop, o)
		got := released(t, l)
		if len(got) != 2 || got[0].Parcel != all[0].ID || got[0].Due != c.want || !got[0].At.Equal(now()) {
			t.Errorf("%s: got %+v", c.name, got)
		}
	}
}

func TestAParcelThatWasTakenAwayGivesItsNumberToNoOther(t *testing.T) {
	l, shop := open(t)
	o := ready(1)
	save(t, l, shop, o)
	all := onBench(t, l)
	o.Parcels[1].RemoteID = "another" // the last one of all
	save(t, l, shop, o)
	save(t, l, shop, ready(2))
	for _, r := range releasableNow(t, l, nil) {
		if r.ID == all[1].ID {
			t.Errorf("parcel %d of the bench is now of order %s", r.ID, r.Number)
		}
	}
}

func TestReleasingAndTakingBackIsRecordedOnce(t *testing.T) {
	l, shop := open(t)
	save(t, l, shop, ready(1), ready(2))
	all := onBench(t, l)
	if e := last(t, l); e.Kind != data.EventRelease || e.Login != "me" || e.Args["n"] != "4" || e.Number != "" || e.Parcel != 0 {
		t.Errorf("recorded %v", e)
	}
	if r := rows(t, l, data.OrderQuery{Tab: data.TabToShip})[0]; !r.Flags.Bench {
		t.Errorf("the list does not say so: %+v", r.Flags)
	}
	take := func(ids ...data.ParcelID) data.Event {
		t.Helper()
		if err := l.MarkTaken(t.Context(), "me", ids); err != nil {
			t.Fatal(err)
		}
		return last(t, l)
	}
	if e := take(all[0].ID, all[1].ID); e.Kind != data.EventTakeBack || e.Args["n"] != "2" || e.Number != all[0].Number {
		t.Errorf("recorded %v", e)
	}
	one := take(all[2].ID)
	if one.Args["n"] != "1" || one.Parcel != all[2].ID {
		t.Errorf("recorded %v", one)
	}
	if e := take(all[2].ID, 999); e.Seq != one.Seq {
		t.Errorf("what was not there was recorded: %v", e)
	}
	if left := released(t, l); len(left) != 1 || left[0].Parcel != all[3].ID {
		t.Errorf("left: %v", left)
	}
	for _, err := range []error{l.MarkReleased(t.Context(), "me", nil), l.MarkTaken(t.Context(), "me", nil)} {
		if err != nil || last(t, l).Seq != one.Seq {
			t.Errorf("nothing was recorded as something: %v", err)
		}
	}
}

func TestGoodsComeBackAsTheyWereSaved(t *testing.T) {
	l, _ := open(t)
	want := []data.Goods{{SKU: "A", Name: "煎茶", Codes: []string{jan}}, {SKU: "B", Set: []data.SetPart{{SKU: "A", Quantity: 2}}}}
	for _, g := range []data.Goods{{SKU: "A", Name: "古い名"}, want[1], want[0], {SKU: "C"}} {
		if err := l.SaveGoods(t.Context(), g); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if err := l.RemoveGoods(t.Context(), "C"); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := l.Goods(t.Context()); err != nil || fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestAStrictShopSaysSo(t *testing.T) {
	l, shop := open(t)
	if err := l.SetStrict(t.Context(), "me", shop, true); err != nil {
		t.Fatal(err)
	}
	if shops, err := l.Shops(t.Context()); err != nil || !shops[0].Strict {
		t.Errorf("got %+v, %v", shops, err)
	}
	if e := last(t, l); e.Kind != data.EventBenchRules || e.Args["shop"] != "本店" {
		t.Errorf("recorded %v", e)
	}
	if err := l.SetStrict(t.Context(), "me", 99, true); data.KeyOf(err) != "fault.shop.missing" {
		t.Errorf("a shop nobody has: %v", err)
	}
}

func TestARevealIsRecordedBeforeItIsSeen(t *testing.T) {
	l, shop := open(t)
	save(t, l, shop, order(1))
	id := orderID(t, l, "1001")
	o, err := l.Reveal(t.Context(), "me", id)
	if err != nil || o.Buyer.Phone != "090-0000-0143" {
		t.Fatalf("got %+v, %v", o.Buyer, err)
	}
	if e := last(t, l); e.Kind != data.EventReveal || e.Login != "me" || e.Number != "1001" || e.Args["what"] != "contact" {
		t.Errorf("recorded %v", e)
	}
	seq := last(t, l).Seq
	if _, err := l.Reveal(t.Context(), "me", 99); data.KeyOf(err) != "fault.order.missing" || last(t, l).Seq != seq {
		t.Errorf("an order nobody has: %v", err)
	}
	if err := l.SetNote(t.Context(), 99, "x"); data.KeyOf(err) != "fault.order.missing" {
		t.Errorf("a note for it: %v", err)
	}
}
