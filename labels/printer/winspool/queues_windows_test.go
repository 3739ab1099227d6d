package winspool

import (
	"maps"
	"os"
	"slices"
	"testing"
)

// TestWindowsTellsItsQueues asks the real printing system for what it has. Under
// Wine that is what testdata/windows/run.sh has put there.
func TestWindowsTellsItsQueues(t *testing.T) {
	queues, err := Queues()
	if err != nil {
		t.Fatal(err)
	}
	ports, err := Ports()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(ports, func(p Port) bool { return p.Name == "LPT1:" }) {
		t.Errorf("a computer without its first parallel port: %+v", ports)
	}
	all, err := Printers()
	if err != nil || len(all) != len(queues) {
		t.Fatalf("%d printers of %d queues, %v", len(all), len(queues), err)
	}
	if os.Getenv("NIFUDA_WINE") == "" {
		return
	}
	real := map[string]bool{}
	for i, p := range all {
		real[p.Name] = p.Real()
		if q := queues[i]; q.Keeps() != (q.Name == "Brother") {
			t.Errorf("%s keeps copies: %v", q.Name, q.Keeps())
		}
	}
	maps.DeleteFunc(real, func(name string, is bool) bool { return name != "Brother" && name != "Zebra" }) // those of the printing system
	if want := map[string]bool{"Brother": true, "Zebra": false}; !maps.Equal(real, want) {
		t.Errorf("got %v, want %v; %+v", real, want, queues)
	}
}
