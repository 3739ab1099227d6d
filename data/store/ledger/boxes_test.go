package ledger

import (
	"fmt"
	"slices"
	"testing"

	"nifuda/data"
)

// single is an order of one parcel, to the same person each time.
func single(n int) data.Order {
	o := order(n)
	o.Problems, o.Parcels[0].Gift = nil, ""
	return o
}

func anybody([]data.Parcel) bool { return true }

func parcelOf(t *testing.T, l *Ledger, number string) data.Parcel {
	t.Helper()
	o, err := l.Order(t.Context(), orderID(t, l, number))
	if err != nil {
		t.Fatal(err)
	}
	return o.Parcels[0]
}

// oneBox is a staffed shop with three orders, of which the first two travel in
// one box.
func oneBox(t *testing.T) (l *Ledger, shop data.ShopID, ids []data.ParcelID) {
	t.Helper()
	l, shop = staffed(t)
	save(t, l, shop, single(1), single(2), single(3))
	for _, number := range []string{"1001", "1002", "1003"} {
		ids = append(ids, parcelOf(t, l, number).ID)
	}
	if err := l.Join(t.Context(), ids[:2], anybody, "me"); err != nil {
		t.Fatal(err)
	}
	return l, shop, ids
}

func labels(t *testing.T, l *Ledger, numbers ...string) (all []string) {
	t.Helper()
	var orders []data.OrderID
	for _, n := range numbers {
		orders = append(orders, orderID(t, l, n))
	}
	jobs, err := l.Labels(t.Context(), orders, data.Sender{})
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range jobs {
		all = append(all, j.Number)
	}
	return all
}

func apart(t *testing.T, l *Ledger) (numbers []any) {
	t.Helper()
	news, err := l.News(t.Context(), 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range news {
		if n.Key == "news.box.apart" {
			numbers = append(numbers, n.Args["number"])
		}
	}
	return numbers
}

func TestABoxHasOneLabelWhicheverOfItsOrdersIsAskedFor(t *testing.T) {
	l, _, ids := oneBox(t)
	for want, numbers := range map[string][]string{
		"[1001 + 1002 1003]": {"1001", "1002", "1003"},
		"[1001 + 1002]":      {"1002"},
		"[1003]":             {"1003"},
	} {
		if got := fmt.Sprint(labels(t, l, numbers...)); got != want {
			t.Errorf("%v: labels %s, want %s", numbers, got, want)
		}
	}
	if e := last(t, l); e.Kind != data.EventJoined || e.Number != "1001 + 1002" || e.Login != "me" {
		t.Errorf("recorded %+v", e)
	}
	var places []string
	err := l.BatchParcels(t.Context(), data.Batch{Parcels: []data.ParcelID{ids[2], ids[0]}}, func(x Boxed) error {
		places = append(places, fmt.Sprint(x.Seq, " ", x.Order.Remote.Number, " ", x.Guest))
		return nil
	})
	if want := []string{"1 1003 false", "2 1001 false", "2 1002 true"}; err != nil || !slices.Equal(places, want) {
		t.Errorf("a batch: %q, %v; want %q", places, err, want)
	}
	sent(t, l, begun(t, l, []data.ParcelID{ids[0]}), 1, data.PagePrinted)
	if parcelOf(t, l, "1002").Labelled.IsZero() || !parcelOf(t, l, "1003").Labelled.IsZero() {
		t.Error("the label that came out is not that of both")
	}
	if got := parcelOf(t, l, "1002").Box; got != "1001 + 1002" {
		t.Errorf("the order says %q", got)
	}
}

func TestARunThatIsGivenUpMarksEverythingInABoxOfWhichNobodyCanTell(t *testing.T) {
	l, _, ids := oneBox(t)
	run := begun(t, l, ids[:1])
	if err := l.SendPage(t.Context(), run, 1, "job"); err != nil {
		t.Fatal(err)
	}
	if err := l.DropRun(t.Context(), run, "me"); err != nil {
		t.Fatal(err)
	}
	if parcelOf(t, l, "1001").Labelled.IsZero() || parcelOf(t, l, "1002").Labelled.IsZero() {
		t.Error("a label that may have come out is not that of both")
	}
}

func TestABoxIsPackedAsOneAndEachStorefrontIsToldItsNumber(t *testing.T) {
	l, shop, ids := oneBox(t)
	all := onBench(t, l)
	if len(all) != 2 || all[0].ID != ids[0] || all[0].Number != "1001 + 1002" || len(all[0].Items) != 2 {
		t.Fatalf("on the bench: %+v", all)
	}
	for _, r := range rows(t, l, data.OrderQuery{Tab: data.TabAll}) {
		if !r.Flags.Bench || r.Flags.Boxed != (r.Number != "1003") {
			t.Errorf("%s is shown as %+v", r.Number, r.Flags)
		}
	}
	p := packing(t, l)
	p.did(data.Event{Kind: data.EventLabel, Parcel: ids[0]})
	p.did(data.Event{Kind: data.EventShipped, Parcel: ids[0], Args: map[string]string{"tracking": "123456789013"}})
	p.absorbed(l)
	tell, err := l.Untold(t.Context(), shop)
	if err != nil || len(tell) != 2 || tell[0].Number == tell[1].Number || tell[0].Tracking != "123456789013" || tell[1].Tracking != "123456789013" {
		t.Errorf("to be told: %+v, %v", tell, err)
	}
	if counts, err := l.Counts(t.Context()); err != nil || counts[data.TabShipped] != 2 || counts[data.TabToShip] != 1 {
		t.Errorf("%v, %v", counts, err)
	}
	if got := apart(t, l); got != nil {
		t.Errorf("told to be apart: %v", got)
	}
	if e := last(t, l); e.Kind != data.EventShipped || e.Number != "1001 + 1002" {
		t.Errorf("recorded %+v", e)
	}
}

func TestTroubleWithABoxHoldsAllThatIsInIt(t *testing.T) {
	l, _, ids := oneBox(t)
	onBench(t, l)
	p := packing(t, l)
	p.did(data.Event{Kind: data.EventProblem, Parcel: ids[0], Args: map[string]string{"reason": "stock"}})
	p.absorbed(l)
	if held := rows(t, l, data.OrderQuery{Tab: data.TabHeld}); len(held) != 2 {
		t.Errorf("held: %+v", held)
	}
}

func TestABoxHoldsOnlyWhileBothOrdersSayWhatTheySaid(t *testing.T) {
	for name, change := range map[string]func(o *data.Order){
		"another address":         func(o *data.Order) { o.Parcels[0].To.Address.Street = "松本市城西1-1" },
		"another name":            func(o *data.Order) { o.Parcels[0].To.Name = "髙橋 文子" },
		"another day":             func(o *data.Order) { o.Parcels[0].Wanted.Date = o.Parcels[0].Wanted.Date.AddDate(0, 0, 1) },
		"another time":            func(o *data.Order) { o.Parcels[0].Wanted.Slot = "" },
		"a noshi":                 func(o *data.Order) { o.Parcels[0].Gift = "内のし" },
		"cash on delivery":        func(o *data.Order) { o.Payment.COD = true },
		"cancelled":               func(o *data.Order) { o.State = data.Cancelled },
		"sent by the storefront":  func(o *data.Order) { o.Parcels[0].Shipped = true },
		"its ship-to was removed": func(o *data.Order) { o.Parcels[0].RemoteID = "other" },
	} {
		for n := 1; n <= 2; n++ {
			t.Run(fmt.Sprintf("%s %d", name, n), func(t *testing.T) {
				l, shop, _ := oneBox(t)
				onBench(t, l)
				o := single(n)
				change(&o)
				save(t, l, shop, o)
				if got := fmt.Sprint(apart(t, l)); got != "[1001 + 1002]" {
					t.Errorf("told %s", got)
				}
				for _, number := range []string{"1001", "1002"} {
					if got := labels(t, l, number); len(got) > 1 || len(got) == 1 && got[0] != number {
						t.Errorf("%s: labels %v", number, got)
					}
				}
				save(t, l, shop, single(n)) // as it was: a person has to put them together again
				if got := parcelOf(t, l, "1001").Box; got != "" {
					t.Errorf("together again by itself: %q", got)
				}
			})
		}
	}
	l, shop, _ := oneBox(t)
	o := single(2)
	o.Remarks = "ゆっくりで結構です"
	save(t, l, shop, o)
	if got := labels(t, l, "1001"); got[0] != "1001 + 1002" || apart(t, l) != nil {
		t.Errorf("after a change of something else: %v, told %v", got, apart(t, l))
	}
}

func TestAHeldOrderLeavesItsBoxUntilItIsTakenUpAgain(t *testing.T) {
	l, _, ids := oneBox(t)
	onBench(t, l)
	second := []data.OrderID{orderID(t, l, "1002")}
	if err := l.Hold(t.Context(), second, true); err != nil {
		t.Fatal(err)
	}
	for _, r := range releasableNow(t, l, nil) {
		if r.ID == ids[0] && (r.Number != "1001" || len(r.Items) != 1) {
			t.Errorf("while the other is held: %+v", r)
		}
	}
	if err := l.Hold(t.Context(), second, false); err != nil {
		t.Fatal(err)
	}
	if got := releasableNow(t, l, second); len(got) != 1 || got[0].Number != "1001 + 1002" {
		t.Errorf("taken up again: %+v", got)
	}
}

func TestOnlyWhatMayGoTakesItsBoxAlong(t *testing.T) {
	l, shop, ids := oneBox(t)
	o := single(2)
	o.Problems = []data.Problem{{Key: "problem.address.missing"}}
	save(t, l, shop, o)
	if got := releasableNow(t, l, nil); len(got) != 1 || got[0].ID != ids[2] {
		t.Errorf("one of the box has a problem, and it goes unasked: %+v", got)
	}
}

func TestMendingABoxsShipToKeepsItTogether(t *testing.T) {
	l, _, ids := oneBox(t)
	change := []data.ShipChange{{Field: data.ShipBuilding, Value: "コーポ山辺 205号"}}
	if _, _, err := l.Mend(t.Context(), ids[0], change, "me"); err != nil {
		t.Fatal(err)
	}
	if got := labels(t, l, "1002"); got[0] != "1001 + 1002" {
		t.Errorf("labels %v", got)
	}
	if _, _, err := l.Mend(t.Context(), ids[1], []data.ShipChange{{Field: data.ShipBuilding, Value: ""}}, "me"); err != nil {
		t.Fatal(err)
	}
	if got := labels(t, l, "1002"); got[0] != "1002" {
		t.Errorf("one in another's box was sent elsewhere: labels %v", got)
	}
	if got := fmt.Sprint(apart(t, l)); got != "[1001 + 1002]" || rows(t, l, data.OrderQuery{Tab: data.TabAll})[0].Flags.Boxed {
		t.Errorf("told %s, and shown as %+v", got, rows(t, l, data.OrderQuery{Tab: data.TabAll}))
	}
}

func TestWhatIsTakenApartHasABoxOfItsOwn(t *testing.T) {
	l, _, ids := oneBox(t)
	parcels, orders, err := l.Apart(t.Context(), ids[1], "me")
	if err != nil || !slices.Equal(parcels, ids[:2]) || len(orders) != 2 || orders[0] != orderID(t, l, "1001") {
		t.Fatalf("%v, %v, %v", parcels, orders, err)
	}
	if got := labels(t, l, "1001", "1002"); len(got) != 2 {
		t.Errorf("labels %v", got)
	}
	if e := last(t, l); e.Kind != data.EventApart || e.Number != "1001 + 1002" {
		t.Errorf("recorded %+v", e)
	}
	if _, orders, err := l.Apart(t.Context(), ids[2], "me"); err != nil || orders != nil || last(t, l).Number != "1001 + 1002" {
		t.Errorf("one that travels alone: %v, %v", orders, err)
	}
}

func TestWhatCannotTravelTogetherIsRefused(t *testing.T) {
	ctx := t.Context()
	for _, c := range []struct {
		name string
		set  func(t *testing.T, l *Ledger, o *data.Order, ids []data.ParcelID)
		same func([]data.Parcel) bool
		ids  []int
		want string
	}{
		{"another person", nil, func([]data.Parcel) bool { return false }, []int{0, 2}, "fault.box.different"},
		{"one alone", nil, anybody, []int{0}, "fault.box.different"},
		{"cash on delivery", func(_ *testing.T, _ *Ledger, o *data.Order, _ []data.ParcelID) { o.Payment.COD = true }, anybody, []int{0, 2}, "fault.box.different"},
		{"cancelled", func(_ *testing.T, _ *Ledger, o *data.Order, _ []data.ParcelID) { o.State = data.Cancelled }, anybody, []int{0, 2}, "fault.box.different"},
		{"it is in another's box", nil, anybody, []int{2, 1}, "fault.box.different"},
		{"others are in its box", nil, anybody, []int{2, 0}, "fault.box.different"},
		{"a run prints it", func(t *testing.T, l *Ledger, _ *data.Order, ids []data.ParcelID) { begun(t, l, ids[2:]) }, anybody, []int{0, 2}, "fault.box.run"},
		{"gone", nil, anybody, []int{0, 3}, "fault.order.missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, shop, ids := oneBox(t)
			o := single(3)
			if c.set != nil {
				c.set(t, l, &o, ids)
			}
			save(t, l, shop, o)
			ids = append(ids, 999)
			var join []data.ParcelID
			for _, i := range c.ids {
				join = append(join, ids[i])
			}
			if err := l.Join(ctx, join, c.same, "me"); data.KeyOf(err) != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if got := parcelOf(t, l, "1003").Box; got != "" {
				t.Errorf("the third is in a box: %q", got)
			}
		})
	}
	l, _, ids := oneBox(t)
	if err := l.Join(ctx, []data.ParcelID{ids[0], ids[2]}, anybody, "me"); err != nil {
		t.Error(err)
	}
	if got := labels(t, l, "1003"); got[0] != "1001 + 1002 + 1003" {
		t.Errorf("a third one: %v", got)
	}
}
