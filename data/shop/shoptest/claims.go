package shoptest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
)

// claim is one sentence about pulling orders, and how to hold an adapter to it.
type claim struct {
	name string
	hold func(*testing.T, *rig)
}

func claims() []claim {
	all := []claim{
		{"every order comes down once", everyOrderOnce},
		{"ties over a page edge lose nothing", ties},
		{"one second may hold more than a page", crowd},
		{"rows moving between pages lose nothing", moving},
		{"a crowd that changes while it is read loses nothing", restless},
		{"a second pull brings only what changed", secondPull},
		{"a pull goes on where another adapter stopped", resumed},
		{"a pull that was stopped goes on days later", resumedLate},
		{"an order paid after the watermark is found", paidLater},
		{"an order changed after the watermark is found", changedLater},
		{"a cart never comes down before it is bought", carts},
		{"a broken order never blocks the others", brokenOrder},
		{"a page of broken orders never blocks the others", brokenPage},
		{"one order can be read by itself", getOne},
		{"a wrong key is told apart", wrongKey},
		{"a page that repeats for ever ends with a fault", repeating},
		{"a stop ends a slow answer at once", stopped},
		{"a stop ends a pause at once", stoppedPause},
		{"a key is checked before it is kept", checked},
		{"a key that ends in the middle of a pull is renewed", expired},
		{"an order cancelled after the watermark is found", cancelledLater},
		{"the log says nothing about anybody", quietLog},
	}
	for _, minutes := range []int{-10, 10} {
		all = append(all, claim{fmt.Sprintf("our clock may be wrong by %+d minutes", minutes), skewed(time.Duration(minutes) * time.Minute)})
	}
	for _, passing := range []struct {
		name string
		bad  trouble
	}{
		{"storms of server errors pass", fails}, {"cut connections pass", cuts}, {"halved answers pass", halves}, {"maintenance pages pass", maintenance},
		{"being asked to come back later passes", limited}, {"being asked to come back, nobody says when, passes", limitedSilently},
	} {
		all = append(all, claim{passing.name, weathers(passing.bad)})
	}
	for _, lasting := range []struct {
		name, key string
		bad       trouble
	}{
		{"server errors for ever end with a fault", shop.KeyUnreachable, fails},
		{"connections cut for ever end with a fault", shop.KeyUnreachable, cuts},
		{"halved answers for ever end with a fault", shop.KeyNonsense, halves},
		{"maintenance for ever ends with a fault", shop.KeyNonsense, maintenance},
		{"being asked to come back for ever ends with a fault", shop.KeyLimited, limitedSilently},
		{"a huge answer ends with a fault", shop.KeyTooBig, swells},
	} {
		all = append(all, claim{lasting.name, yields(lasting.bad, lasting.key)})
	}
	return append(all, claim{"a slow drip ends with a fault", slowDrip})
}

func everyOrderOnce(t *testing.T, r *rig) {
	r.fill(350)
	got := r.mustPull(t, nil)
	wantAll(t, got, 350)
	for id, n := range got.times {
		if n != 1 && got.orders[id].Remote.UpdatedAt.Before(epoch.Add(-shop.Overlap)) { // what changed right before may come again
			t.Errorf("order %s came %d times, want once", id, n)
		}
	}
	for id, o := range got.orders {
		if flaw := shop.Flaw(o); flaw != "" {
			t.Errorf("order %s: %s", id, flaw)
		}
		if len(o.Problems) > 0 {
			t.Errorf("order %s has problems %v, want none", id, o.Problems)
		}
	}
}

func ties(t *testing.T, r *rig) {
	for i := range 350 {
		r.store.add(i+1, epoch.Add(-time.Duration(i/70)*time.Second), data.ToShip)
	}
	wantAll(t, r.mustPull(t, nil), 350)
}

func crowd(t *testing.T, r *rig) {
	for i := range 350 {
		r.store.add(i+1, epoch.Add(-time.Duration(min(i/20, 3))*time.Hour), data.ToShip)
	}
	wantAll(t, r.mustPull(t, nil), 350)
}

// moving changes, adds and removes orders between any two pages.
func moving(t *testing.T, r *rig) {
	r.fill(420)
	step := 0
	var removed []int
	meanwhile := func() {
		if step == 19 { // more, and what is touched would have been removed before
			return
		}
		step++
		r.store.touch(1 + step)
		r.store.touch(420 - step)
		r.store.remove(400 - step)
		r.store.remove(200 + 40*step)
		removed = append(removed, 400-step, 200+40*step)
		r.store.order(420 + step)
	}
	got, err := pull(t.Context(), r.shop, nil, meanwhile)
	if err != nil {
		t.Fatal(err)
	}
	if step == 0 {
		t.Fatal("the pull had one page only: nothing was moved")
	}
	wantAll(t, got, 420, removed...)
	then := r.again(t, got)
	for i := 1; i <= step; i++ {
		for _, id := range []int{1 + i, 420 - i, 420 + i} {
			if _, ok := then.orders[fmt.Sprint(id)]; !ok {
				if _, ok := got.orders[fmt.Sprint(id)]; !ok || id <= 420 {
					t.Errorf("order %d changed between pages; the next pull did not bring it", id)
				}
			}
		}
	}
}

// restless changes orders of one moment while that moment is being read.
func restless(t *testing.T, r *rig) {
	r.store.order(1)
	first := r.mustPull(t, nil)
	r.store.pass(time.Hour)
	r.store.pass(time.Second)
	for i := range 350 {
		r.store.add(2+i, r.store.Now(), data.ToShip)
	}
	r.store.pass(time.Minute)
	step := 0
	got, err := pull(t.Context(), r.shop, first.cursor, func() {
		step++
		r.store.touch(1 + step)
		r.store.touch(50 + step)
	})
	if err != nil {
		t.Fatal(err)
	}
	wantAll(t, got, 351)
}

func expired(t *testing.T, r *rig) {
	ends, ok := r.street.shop.(Expirer)
	if !ok {
		return // the keys of this storefront stay
	}
	r.fill(350)
	got, err := pull(t.Context(), r.shop, nil, ends.Expire)
	if err != nil {
		t.Fatal(err)
	}
	wantAll(t, got, 350)
}

func carts(t *testing.T, r *rig) {
	if !r.brand.Carts {
		return // this storefront keeps its carts to itself
	}
	r.fill(20)
	r.store.cart(21)
	r.store.cart(22)
	r.store.pass(time.Hour)
	r.store.order(23)
	first := r.mustPull(t, nil)
	if _, ok := first.orders["21"]; ok {
		t.Error("a cart came down as an order")
	}
	r.store.pass(3 * time.Hour)
	r.store.buy(21)
	got := r.mustPull(t, first.cursor)
	if _, ok := got.orders["21"]; !ok {
		t.Error("a cart opened before and bought after the watermark did not come")
	}
	if _, ok := got.orders["22"]; ok {
		t.Error("a cart came down as an order")
	}
}

func brokenOrder(t *testing.T, r *rig) {
	r.fill(250)
	for _, id := range []int{1, 100, 149, 250} {
		r.store.spoil(id)
	}
	got := r.mustPull(t, nil)
	wantAll(t, got, 250, 1, 100, 149, 250)
	aside := map[string]bool{}
	for _, b := range got.broken {
		if b.Reason == "" {
			t.Errorf("broken order %s has no reason", b.RemoteID)
		}
		aside[b.RemoteID] = true
	}
	for _, id := range []string{"1", "100", "149", "250"} {
		if !aside[id] {
			t.Errorf("broken order %s was not set aside", id)
		}
	}
}

func brokenPage(t *testing.T, r *rig) {
	r.fill(350)
	var spoiled []int
	for id := 60; id <= 300; id++ {
		r.store.spoil(id)
		spoiled = append(spoiled, id)
	}
	wantAll(t, r.mustPull(t, nil), 350, spoiled...)
}

func getOne(t *testing.T, r *rig) {
	r.fill(3)
	r.store.spoil(3)
	o, err := r.shop.Get(t.Context(), "2")
	if err != nil || o.Remote.ID != "2" || shop.Flaw(o) != "" {
		t.Errorf("got %q, %v; want order 2", o.Remote.ID, err)
	}
	if _, err := r.shop.Get(t.Context(), "999"); data.KindOf(err) != data.NotFound {
		t.Errorf("an order that is not there: got %v", err)
	}
	if _, err := r.shop.Get(t.Context(), "../../x?y"); data.KindOf(err) != data.NotFound {
		t.Errorf("an id that is none: got %v", err)
	}
	if _, err := r.shop.Get(t.Context(), "3"); data.KindOf(err) != data.Invalid {
		t.Errorf("a broken order: got %v", err)
	}
}

func wrongKey(t *testing.T, r *rig) {
	r.fill(3)
	_, err := r.adapter(t, "wrong-key", nil).List(t.Context(), nil)
	wantFault(t, err, shop.KeyKey)
	want := 1
	if _, renews := r.street.shop.(Expirer); renews {
		want = 3 // the key, a new one for it, and that once more
	}
	if n := r.street.asked(); n > want {
		t.Errorf("the wrong key was tried %d times, want %d at most", n, want)
	}
}

// repeating holds a storefront that answers every question with its first
// answer to an end: a fault, or all there is where one answer holds all.
func repeating(t *testing.T, r *rig) {
	for i := range 350 {
		r.store.add(i+1, epoch.Add(-time.Duration(350-i)*24*time.Hour), data.ToShip)
	}
	r.street.set(repeats())
	got, err := pull(t.Context(), r.shop, nil, nil)
	if err == nil {
		wantAll(t, got, 350)
	} else {
		wantFault(t, err, shop.KeyNonsense)
	}
	most := 20
	if r.brand.Each {
		most += 350
	}
	if n := r.street.asked(); n > most {
		t.Errorf("asked %d times before giving up", n)
	}
}

func checked(t *testing.T, r *rig) {
	c, ok := r.shop.(shop.Checker)
	if !ok {
		return
	}
	if _, err := c.Check(t.Context()); err != nil {
		t.Errorf("the right key: got %v", err)
	}
	_, err := r.adapter(t, "wrong-key", nil).(shop.Checker).Check(t.Context())
	wantFault(t, err, shop.KeyKey)
}

func quietLog(t *testing.T, r *rig) {
	r.fill(120)
	r.street.set(most(fails))
	r.mustPull(t, nil)
	if len(r.log) == 0 {
		t.Fatal("nothing was logged")
	}
	for _, l := range r.log {
		if strings.Contains(l, Token) || strings.Contains(l, "?") || strings.Contains(l, "example.test") || strings.Contains(l, "http") {
			t.Errorf("the log says too much: %s", l)
		}
	}
}
