package sync_test

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/sync"
)

const here = data.ShopID(7)

func never() error { return nil }

// wantSame fails unless the ledger holds what the storefront has.
func wantSame(t interface{ Fatalf(string, ...any) }, m *memory, v *village) {
	for _, s := range v.sales {
		want := v.order(s)
		want.Shop = here
		if got, ok := m.orders[want.Remote.ID]; !ok || !reflect.DeepEqual(got, want) {
			t.Fatalf("order %d: here %v, the ledger has state %d version %d, the storefront %d and %d", s.id, ok, got.State, len(got.Remarks)/3, s.state, s.version)
		}
	}
	if len(m.orders) != len(v.sales) {
		t.Fatalf("the ledger has %d orders, the storefront %d", len(m.orders), len(v.sales))
	}
	for id, n := range m.fresh {
		if n != 1 {
			t.Fatalf("order %s was new %d times", id, n)
		}
	}
}

// TestNothingIsLost lets a shop live at random while syncs fail and die at
// random; the sync after that makes everything right.
func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := &village{now: 10, fail: never}
		m := newMemory()
		chance := func(label string, n int) bool { return rapid.IntRange(0, n-1).Draw(t, label) == 0 }
		live := func(t *rapid.T) {
			v.now += int64(rapid.IntRange(0, 2).Draw(t, "pass"))
			if len(v.sales) == 0 || rapid.Bool().Draw(t, "new") {
				v.sales = append(v.sales, sale{id: len(v.sales) + 1, updated: v.now, state: data.AwaitingPayment})
				return
			}
			s := &v.sales[rapid.IntRange(0, len(v.sales)-1).Draw(t, "which")]
			open := s.state.Open()
			s.version++
			s.state = max(s.state, data.State(rapid.IntRange(int(data.AwaitingPayment), int(data.Cancelled)).Draw(t, "state")))
			if !open || rapid.Bool().Draw(t, "loud") { // only open orders change without a word
				s.updated = v.now
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"the shop lives": live,
			"the shop is busy": func(t *rapid.T) {
				for range 12 {
					live(t)
				}
			},
			"a sync dies somewhere": func(t *rapid.T) {
				v.fail = func() error {
					if chance("cut", 4) {
						return shop.Fault(shop.KeyUnreachable, nil)
					}
					live(t)
					return nil
				}
				m.crash = func(where string) bool { return chance(where, 5) }
				_, _ = sync.Run(context.Background(), m, here, v, nil)
				v.fail, m.crash = never, func(string) bool { return false }
			},
			"a sync goes through": func(t *rapid.T) {
				if _, err := sync.Run(context.Background(), m, here, v, nil); err != nil {
					t.Fatalf("sync: %v", err)
				}
				wantSame(t, m, v)
			},
		})
		if _, err := sync.Run(context.Background(), m, here, v, nil); err != nil {
			t.Fatalf("sync: %v", err)
		}
		wantSame(t, m, v)
	})
}

func full(n int) *village {
	v := &village{now: 1000, fail: never}
	for i := range n {
		v.sales = append(v.sales, sale{id: i + 1, updated: int64(10 + i*10), state: data.Shipped})
	}
	return v
}

func TestASecondSyncBringsOnlyWhatChanged(t *testing.T) {
	v, m := full(40), newMemory()
	if got, err := sync.Run(t.Context(), m, here, v, nil); err != nil || got.New != 40 {
		t.Fatalf("first sync: %+v, %v; want 40 new", got, err)
	}
	v.now += 100
	v.sales[3].version, v.sales[3].updated = 1, v.now
	got, err := sync.Run(t.Context(), m, here, v, nil)
	if err != nil || got.New != 0 || got.Changed != 1 || got.Same > overlap {
		t.Errorf("second sync: %+v, %v; want one change", got, err)
	}
}

func TestStoppingBetweenPagesKeepsWhatIsSaved(t *testing.T) {
	v, m := full(40), newMemory()
	ctx, stop := context.WithCancel(t.Context())
	got, err := sync.Run(ctx, m, here, v, func(p data.SyncProgress) {
		if p.Done >= 10 {
			stop()
		}
	})
	if data.KindOf(err) != data.Stopped || got.New != len(m.orders) || got.New < 10 || got.New == 40 {
		t.Fatalf("got %+v, %v with %d kept; want to be stopped midway", got, err, len(m.orders))
	}
	before := v.lists
	then, err := sync.Run(t.Context(), m, here, v, nil)
	if err != nil || got.New+then.New != 40 {
		t.Errorf("then %+v, %v; want the rest of 40 after %d", then, err, got.New)
	}
	if pages := v.lists - before; pages > 8 {
		t.Errorf("%d pages asked for: the sync began anew", pages)
	}
	wantSame(t, m, v)
}

func TestProgressIsTold(t *testing.T) {
	v, m := full(12), newMemory()
	var told []int
	if _, err := sync.Run(t.Context(), m, here, v, func(p data.SyncProgress) { told = append(told, p.Done) }); err != nil {
		t.Fatal(err)
	}
	if want := []int{5, 10, 12}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
}

// circle is a storefront that leads back to its first page.
type circle struct{ village }

func (c *circle) List(ctx context.Context, cursor []byte) (shop.Page, error) {
	p, err := c.village.List(ctx, nil)
	p.More = true
	return p, err
}

func TestAStorefrontThatRunsInCirclesIsStopped(t *testing.T) {
	c := &circle{*full(40)}
	_, err := sync.Run(t.Context(), newMemory(), here, c, nil)
	if data.KeyOf(err) != shop.KeyNonsense || c.lists > 3 {
		t.Errorf("got %v after %d pages, want %s soon", err, c.lists, shop.KeyNonsense)
	}
}

// odd is a storefront whose adapter hands out what no ledger can keep.
type odd struct{ village }

func (o *odd) List(context.Context, []byte) (shop.Page, error) {
	good, bad, older := o.order(sale{id: 1, state: data.ToShip, version: 1}), o.order(sale{id: 2}), o.order(sale{id: 1, state: data.AwaitingPayment})
	return shop.Page{Orders: []data.Order{older, bad, good}, Broken: []data.Broken{{Reason: "unreadable"}}, Next: []byte(`{}`)}, nil
}

func TestWhatCannotBeKeptIsSetAside(t *testing.T) {
	m := newMemory()
	got, err := sync.Run(t.Context(), m, here, &odd{village{fail: never}}, nil)
	if err != nil || got != (data.PageSaved{New: 1, Broken: 2}) {
		t.Errorf("got %+v, %v; want one order and two set aside", got, err)
	}
	if m.orders["1"].State != data.ToShip {
		t.Error("of the same order twice on a page, the later word does not count")
	}
}

func TestTheLedgersErrorIsPassedOn(t *testing.T) {
	m := newMemory()
	m.crash = func(where string) bool { return where == "open" }
	if _, err := sync.Run(t.Context(), m, here, full(3), nil); !errors.Is(err, errCrash) {
		t.Errorf("got %v, want what the ledger said", err)
	}
}

func TestAnOpenOrderThatTheStorefrontDoesNotShowAnyMoreIsSaidToBeGone(t *testing.T) {
	v, m := full(12), newMemory()
	for i := range v.sales {
		v.sales[i].state = data.ToShip
	}
	v.sales[7].state = data.Shipped
	if _, err := sync.Run(t.Context(), m, here, v, nil); err != nil || len(m.gone) > 0 {
		t.Fatal(m.gone, err)
	}
	v.sales = slices.Delete(v.sales, 5, 8) // two that wait and one that left
	if _, err := sync.Run(t.Context(), m, here, v, nil); err != nil {
		t.Fatal(err)
	}
	if want := map[string]string{"6": shop.ProblemGone, "7": shop.ProblemGone}; !reflect.DeepEqual(m.gone, want) {
		t.Errorf("gone %v, want %v", m.gone, want)
	}
}
