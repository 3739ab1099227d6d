package shoptest

import (
	"os"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// Read reads the orders of a reply that lies in testdata, with the adapter's own
// way from bytes to orders. All of them must be readable.
func Read(t testing.TB, file string, read func(body []byte) ([]data.Order, []data.Broken, error)) map[string]data.Order {
	t.Helper()
	body, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	orders, broken, err := read(body)
	if err != nil || len(broken) > 0 {
		t.Fatalf("broken: %v, %v", broken, err)
	}
	all := map[string]data.Order{}
	for _, o := range orders {
		all[o.Remote.ID] = o
	}
	return all
}

// Quick lets an adapter ask a store at once and never again, by the store's clock.
func Quick(s *Store) wire.Options {
	return wire.Options{Limits: wire.Limits{Every: time.Nanosecond, Burst: 100, Attempts: 1}, Clock: wire.Clock{Now: s.Now}}
}

// SetsOneAside lists a store of three orders, of which the second cannot be read:
// the others come all the same.
func SetsOneAside(t *testing.T, s shop.Shop) {
	t.Helper()
	page, err := s.List(t.Context(), nil)
	if err != nil || len(page.Orders) != 2 || len(page.Broken) != 1 || page.Broken[0].RemoteID != "2" {
		t.Errorf("got %d orders, %+v, %v; want the others", len(page.Orders), page.Broken, err)
	}
}
