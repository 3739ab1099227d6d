package sync_test

import (
	"context"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/colorme"
	"nifuda/data/shop/demo"
	"nifuda/data/shop/wire"
	"nifuda/data/sync"
)

var noon = time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)

// demoShop opens a shop that does not exist and the adapter in front of it.
func demoShop(t *testing.T, cfg demo.Config, limits wire.Limits) (*demo.Server, *colorme.Shop) {
	t.Helper()
	cfg.Now = func() time.Time { return noon }
	s, err := demo.Start(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	limits.Every, limits.Burst = time.Nanosecond, 1000
	a, err := colorme.New(colorme.Config{BaseURL: s.URL, Token: []byte(s.Token), Wire: wire.Options{
		Clock: wire.Clock{
			Now:   func() time.Time { return noon },
			Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		},
		Limits: limits,
	}})
	if err != nil {
		t.Fatal(err)
	}
	return s, a
}

// truth is what the storefront says when it is asked for everything at once.
func truth(t *testing.T, a shop.Shop) map[string]data.Order {
	t.Helper()
	m := newMemory()
	if _, err := sync.Run(t.Context(), m, here, a, nil); err != nil {
		t.Fatal(err)
	}
	return m.orders
}

func wantTruth(t *testing.T, m *memory, want map[string]data.Order) {
	t.Helper()
	for id, o := range want {
		if got, ok := m.orders[id]; !ok || !reflect.DeepEqual(got, o) {
			t.Errorf("order %s: kept %v in state %d, want state %d", id, ok, got.State, o.State)
		}
	}
	if len(m.orders) != len(want) {
		t.Errorf("%d orders kept, want %d", len(m.orders), len(want))
	}
	for id, n := range m.fresh {
		if n != 1 {
			t.Errorf("order %s was new %d times", id, n)
		}
	}
}

// TestFiftyDeaths pulls 5,000 orders from a bad server through fifty deaths,
// while the shop lives on.
func TestFiftyDeaths(t *testing.T) {
	s, a := demoShop(t, demo.Config{Orders: 5000, Seed: 11, Faults: demo.Faults{ServerError: .1, Cut: .05, Halve: .05}}, wire.Limits{})
	m := newMemory()
	luck := rand.New(rand.NewPCG(11, 2))
	deaths := 0
	for deaths < 50 {
		steps := 1 + luck.IntN(5)
		m.crash = func(string) bool { steps--; return steps == 0 }
		if _, err := sync.Run(t.Context(), m, here, a, nil); err != nil {
			deaths++
		}
		s.Advance(time.Duration(luck.IntN(180)) * time.Minute)
	}
	m.crash = func(string) bool { return false }
	s.SetFaults(demo.Faults{})
	if _, err := sync.Run(t.Context(), m, here, a, nil); err != nil {
		t.Fatal(err)
	}
	want := truth(t, a)
	if len(want) != s.Len() || len(want) < 5000 {
		t.Errorf("%d orders at the storefront, %d in all", len(want), s.Len())
	}
	wantTruth(t, m, want)
	got, err := sync.Run(t.Context(), m, here, a, nil)
	if err != nil || got.New+got.Changed+got.Broken != 0 {
		t.Errorf("one more sync: %+v, %v; want nothing new", got, err)
	}
}

// TestASlowDripLosesNothing pulls from a server whose answers now and then never
// end.
func TestASlowDripLosesNothing(t *testing.T) {
	s, a := demoShop(t, demo.Config{Orders: 300, Seed: 12, Faults: demo.Faults{Drip: .2}}, wire.Limits{Timeout: 300 * time.Millisecond, Attempts: 20})
	m := newMemory()
	if _, err := sync.Run(t.Context(), m, here, a, nil); err != nil {
		t.Fatal(err)
	}
	s.SetFaults(demo.Faults{})
	wantTruth(t, m, truth(t, a))
}

// TestDaysGoBy syncs every few hours of a fortnight: the ledger always says what
// the storefront says.
func TestDaysGoBy(t *testing.T) {
	s, a := demoShop(t, demo.Config{Orders: 250, Seed: 13}, wire.Limits{})
	m := newMemory()
	for range 24 {
		if _, err := sync.Run(t.Context(), m, here, a, nil); err != nil {
			t.Fatal(err)
		}
		wantTruth(t, m, truth(t, a))
		s.Advance(14 * time.Hour)
	}
}
