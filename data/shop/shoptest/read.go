package shoptest

import (
	"os"
	"testing"

	"nifuda/data"
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
