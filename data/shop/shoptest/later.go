package shoptest

import (
	"testing"
	"time"

	"nifuda/data"
)

func secondPull(t *testing.T, r *rig) {
	r.fill(250)
	first := r.mustPull(t, nil)
	r.store.pass(time.Hour)
	r.store.order(251)
	got := r.mustPull(t, first.cursor)
	if _, ok := got.orders["251"]; !ok {
		t.Error("the new order did not come")
	}
	beside := int(r.brand.Overlap / (10 * time.Minute))
	if len(got.orders) > 10+beside {
		t.Errorf("%d orders came, want the new one and those of the overlap", len(got.orders))
	}
	r.store.pass(time.Hour)
	if got = r.mustPull(t, got.cursor); len(got.orders) > 3+beside {
		t.Errorf("%d orders came though nothing happened", len(got.orders))
	}
}

func resumed(t *testing.T, r *rig) {
	r.fill(350)
	all := pulled{orders: map[string]data.Order{}, times: map[string]int{}}
	for all.pages = range maxPages {
		page, err := r.adapter(t, Token, nil).List(t.Context(), all.cursor)
		if err != nil {
			t.Fatal(err)
		}
		all.take(page.Orders)
		all.cursor = page.Next
		if !page.More {
			break
		}
	}
	wantAll(t, all, 350)
}

// resumedLate stops a pull after its first page, and goes on when the shop has
// lived for days.
func resumedLate(t *testing.T, r *rig) {
	r.fill(350)
	page, err := r.shop.List(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	all := pulled{orders: map[string]data.Order{}, times: map[string]int{}, cursor: page.Next}
	all.take(page.Orders)
	r.store.pass(3 * 24 * time.Hour)
	r.store.touch(7)
	r.store.order(351)
	rest := r.mustPull(t, all.cursor)
	for _, more := range []pulled{rest, r.again(t, rest)} { // a sync that went on pulls once more
		for _, o := range more.orders {
			all.take([]data.Order{o})
		}
	}
	wantAll(t, all, 351)
}

func paidLater(t *testing.T, r *rig) {
	r.fill(150)
	r.store.add(151, epoch.Add(-30*24*time.Hour), data.AwaitingPayment)
	first := r.mustPull(t, nil)
	if got := first.orders["151"].State; got != data.AwaitingPayment {
		t.Fatalf("state %d before payment, want awaiting", got)
	}
	r.store.pass(3 * time.Hour)
	r.store.pay(151)
	if got := r.resync(t, first).orders["151"].State; got != data.ToShip {
		t.Errorf("state %d after payment, want to ship", got)
	}
}

func changedLater(t *testing.T, r *rig) {
	r.fill(150)
	first := r.mustPull(t, nil)
	r.store.pass(3 * time.Hour)
	r.store.touch(7)
	if _, ok := r.again(t, first).orders["7"]; !ok {
		t.Error("the changed order did not come")
	}
}

func cancelledLater(t *testing.T, r *rig) {
	r.fill(150)
	first := r.mustPull(t, nil)
	r.store.pass(3 * time.Hour)
	r.store.cancel(9)
	if got := r.resync(t, first).orders["9"].State; got != data.Cancelled {
		t.Errorf("state %d after it was cancelled, want cancelled", got)
	}
}
