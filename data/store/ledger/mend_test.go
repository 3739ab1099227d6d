package ledger

import (
	"slices"
	"testing"

	"nifuda/data"
)

// mended is a ledger with one order whose ship-to was mended, and then its
// label printed; the order is as its storefront still has it.
func mended(t *testing.T, changes ...data.ShipChange) (*Ledger, data.ShopID, data.Order, []data.ShipChange) {
	t.Helper()
	l, shop := open(t)
	o := order(1)
	o.Parcels[0].Gift = ""
	save(t, l, shop, o)
	_, back, err := l.Mend(t.Context(), theParcel(t, l).ID, changes, "chihiro")
	if err != nil {
		t.Fatal(err)
	}
	printed(t, l, data.PagePrinted)
	return l, shop, o, back
}

func theOrder(t *testing.T, l *Ledger) data.Order {
	t.Helper()
	o, err := l.Order(t.Context(), rows(t, l, data.OrderQuery{Tab: data.TabAll})[0].ID)
	if err != nil || len(o.Parcels) != 1 {
		t.Fatal(o, err)
	}
	return o
}

func theParcel(t *testing.T, l *Ledger) data.Parcel {
	t.Helper()
	return theOrder(t, l).Parcels[0]
}

// lost are the orders of which the news say that what was mended is lost.
func lost(t *testing.T, l *Ledger) (numbers []any) {
	t.Helper()
	all, err := l.News(t.Context(), 99)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range all {
		if n.Key == "news.mendlost" {
			numbers = append(numbers, n.Args["number"])
		}
	}
	return numbers
}

var street = data.ShipChange{Field: data.ShipStreet, Value: "松本市山辺町3-14-22"}

func TestWhatWasMendedStaysWhenTheStorefrontChangesSomethingElse(t *testing.T) {
	l, shop, o, _ := mended(t, street, data.ShipChange{Field: data.ShipSlot, Value: "午前中"})
	for _, remarks := range []string{"入金済み", "発送メールを送った"} {
		o.Remarks = remarks
		if got := save(t, l, shop, o); got != (data.PageSaved{Changed: 1}) {
			t.Errorf("saved %+v", got)
		}
		p := theParcel(t, l)
		if p.To.Address.Street != street.Value || p.Wanted.Slot != "午前中" || p.Labelled.IsZero() {
			t.Errorf("%s: %+v", remarks, p)
		}
	}
	if o.Parcels[0].To.Address.Street == street.Value {
		t.Error("the page that was saved is changed")
	}
	if got := lost(t, l); got != nil {
		t.Errorf("told of %v", got)
	}
}

func TestANewShipToOfTheStorefrontTakesThePlaceOfWhatWasMendedAndIsTold(t *testing.T) {
	l, shop, o, _ := mended(t, street)
	o.Parcels[0].To.Address.Street = "松本市中央1-1"
	save(t, l, shop, o)
	if p := theParcel(t, l); p.To != o.Parcels[0].To || !p.Labelled.IsZero() || p.Own {
		t.Errorf("got %+v", p)
	}
	o.Remarks = "入金済み"
	save(t, l, shop, o)
	if got := lost(t, l); !slices.Equal(got, []any{"1001"}) {
		t.Errorf("told of %v, want once of 1001", got)
	}
}

func TestAParcelThatTakesAMendedOnesPlaceIsTold(t *testing.T) {
	l, shop, o, _ := mended(t, street)
	o.Parcels[0].RemoteID = "q"
	save(t, l, shop, o)
	if p := theParcel(t, l); p.To != o.Parcels[0].To || !p.Labelled.IsZero() {
		t.Errorf("got %+v", p)
	}
	if got := lost(t, l); !slices.Equal(got, []any{"1001"}) {
		t.Errorf("told of %v", got)
	}
}

func TestWhatIsPutRightInTheStorefrontTooIsNotLost(t *testing.T) {
	l, shop, o, _ := mended(t, street)
	o.Parcels[0].To.Address.Street = street.Value
	save(t, l, shop, o)
	if p := theParcel(t, l); p.To != o.Parcels[0].To || p.Labelled.IsZero() {
		t.Errorf("got %+v", p)
	}
	if got := lost(t, l); got != nil {
		t.Errorf("told of %v", got)
	}
}

func TestWhatWasTakenBackIsNotMended(t *testing.T) {
	l, shop, o, back := mended(t, street)
	if _, _, err := l.Mend(t.Context(), theParcel(t, l).ID, back, "chihiro"); err != nil {
		t.Fatal(err)
	}
	if p := theParcel(t, l); p.To != o.Parcels[0].To || p.Own {
		t.Errorf("got %+v", p)
	}
	o.Parcels[0].To.Address.Street = "松本市中央1-1"
	save(t, l, shop, o)
	if got := lost(t, l); got != nil {
		t.Errorf("told of %v", got)
	}
}

func TestABuyerWhoseNameWasMendedStaysTheBuyer(t *testing.T) {
	l, shop, o, _ := mended(t, data.ShipChange{Field: data.ShipName, Value: "高橋 里奈"})
	for _, remarks := range []string{o.Remarks, "入金済み"} {
		o.Remarks = remarks
		save(t, l, shop, o)
		got := theOrder(t, l)
		if got.Parcels[0].To.Name != "高橋 里奈" || got.Buyer.Name != "髙橋 里奈" || got.SlipKind(0) != data.PaperSlip {
			t.Errorf("%s: %s for %q, bought by %q", remarks, got.SlipKind(0), got.Parcels[0].To.Name, got.Buyer.Name)
		}
	}
	o.Buyer.Name = "小川 美咲"
	save(t, l, shop, o)
	if got := theOrder(t, l); got.SlipKind(0) != data.PaperGift || got.Parcels[0].To.Name != "高橋 里奈" {
		t.Errorf("somebody else bought it: %s for %q", got.SlipKind(0), got.Parcels[0].To.Name)
	}
}
