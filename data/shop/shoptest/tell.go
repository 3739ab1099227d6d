package shoptest

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"nifuda/data"
	"nifuda/data/shop"
)

// tracking is a number as the app hands it to adapters: no hyphens, no blanks.
const tracking = "123456789012"

// tells are the claims about telling a storefront that a parcel has left.
func tells() []claim {
	return []claim{
		{"a parcel that left is told once", toldOnce},
		{"telling again changes nothing", toldAgain},
		{"a lost answer makes no second shipment", toldTwice},
		{"a lost question is asked again", unheard},
		{"a parcel shipped with another number stays as it is", toldOther},
		{"an order that is not there cannot be told", toldNobody},
		{"a cancelled order takes no shipment", toldCancelled},
		{"our own news comes back as shipped, with our number", toldEcho},
	}
}

// dispatch is the parcel of a sale as the brand knows it.
func (r *rig) dispatch(id int) data.Dispatch {
	sale := Sale{ID: id}
	for _, s := range r.store.Sales() {
		if s.ID == id {
			sale = s
		}
	}
	d := r.brand.Tell(sale)
	if d.Carrier == "" {
		d.Carrier = "ヤマト運輸"
	}
	d.Tracking = tracking
	return d
}

func (r *rig) tell(t *testing.T, id int) error {
	t.Helper()
	return r.shop.(shop.Teller).Tell(t.Context(), r.dispatch(id))
}

// wantTold fails unless the sale was shipped exactly once, with our number, and
// nobody was mailed or charged.
func (r *rig) wantTold(t *testing.T, id int) {
	t.Helper()
	for _, s := range r.store.Sales() {
		if s.ID == id && (s.State != data.Shipped || s.Tracking != tracking) {
			t.Errorf("order %d: state %d and number %q, want shipped with ours", id, s.State, s.Tracking)
		}
	}
	if shipments, mails, captures := r.store.counts(); shipments != 1 || mails+captures > 0 {
		t.Errorf("%d shipments, %d mails, %d payments taken; want one shipment", shipments, mails, captures)
	}
}

func toldOnce(t *testing.T, r *rig) {
	r.fill(3)
	if err := r.tell(t, 2); err != nil {
		t.Fatal(err)
	}
	r.wantTold(t, 2)
}

func toldAgain(t *testing.T, r *rig) {
	r.fill(3)
	for range 2 {
		if err := r.tell(t, 2); err != nil {
			t.Fatal(err)
		}
	}
	r.wantTold(t, 2)
}

// toldTwice loses every answer in turn: whatever came through before, the next
// try makes no second shipment.
func toldTwice(t *testing.T, r *rig) {
	r.fill(3)
	for lost := 1; ; lost++ {
		n := 0
		r.street.set(func(_ int, w http.ResponseWriter, q *http.Request, next http.Handler) {
			if n++; n == lost {
				next.ServeHTTP(httptest.NewRecorder(), q)
				panic(http.ErrAbortHandler)
			}
			next.ServeHTTP(w, q)
		})
		err := r.tell(t, 2)
		r.street.set(nil)
		if err == nil && n < lost {
			break
		}
		if err := r.tell(t, 2); err != nil {
			t.Fatalf("after the lost answer %d: %v", lost, err)
		}
		if lost > 20 {
			t.Fatal("telling has no end")
		}
	}
	r.wantTold(t, 2)
}

func unheard(t *testing.T, r *rig) {
	r.fill(3)
	r.street.set(func(int, http.ResponseWriter, *http.Request, http.Handler) { panic(http.ErrAbortHandler) })
	if err := r.tell(t, 2); data.KindOf(err) != data.Unreachable {
		t.Errorf("got %v, want unreachable", err)
	}
	r.street.set(nil)
	if err := r.tell(t, 2); err != nil {
		t.Fatal(err)
	}
	r.wantTold(t, 2)
}

func toldOther(t *testing.T, r *rig) {
	r.fill(3)
	r.store.Ship(2, "佐川急便", "999999999999")
	wantFault(t, r.tell(t, 2), shop.KeyOther)
	for _, s := range r.store.Sales() {
		if s.ID == 2 && s.Tracking != "999999999999" {
			t.Errorf("the number became %q", s.Tracking)
		}
	}
}

func toldNobody(t *testing.T, r *rig) {
	r.fill(3)
	d := r.dispatch(2)
	gone := r.dispatch(998)
	if gone.RemoteOrder == d.RemoteOrder {
		t.Fatal("the brand's Tell ignores the sale")
	}
	wantFault(t, r.shop.(shop.Teller).Tell(t.Context(), gone), shop.KeyGone)
}

func toldCancelled(t *testing.T, r *rig) {
	r.fill(3)
	r.store.cancel(2)
	wantFault(t, r.tell(t, 2), shop.KeyRefused)
	if shipments, _, _ := r.store.counts(); shipments > 0 {
		t.Error("a cancelled order was shipped")
	}
}

func toldEcho(t *testing.T, r *rig) {
	r.fill(3)
	first := r.mustPull(t, nil)
	if err := r.tell(t, 2); err != nil {
		t.Fatal(err)
	}
	o, ok := r.resync(t, first).orders["2"]
	if !ok {
		return // nobody has to be told what we said ourselves
	}
	if len(o.Parcels) != 1 || !o.Parcels[0].Shipped || !shop.SameTracking(o.Parcels[0].Tracking, tracking) {
		t.Errorf("it came back as %+v", o.Parcels)
	}
	if strings.TrimSpace(o.Remote.ID) == "" || o.State != data.Shipped {
		t.Errorf("it came back in state %d", o.State)
	}
}
