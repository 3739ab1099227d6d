package ipp

import (
	"slices"
	"testing"

	"nifuda/data"
	"nifuda/labels/printer"
)

func TestACanaryTellsWhetherTheSpoolerLetsGo(t *testing.T) {
	const held, pending, cancelled = 4, 3, 7
	eve := printer.Printer{Name: "Fake", Device: "usb://Fake", URI: queueURI("Fake")}
	for _, c := range []struct {
		name   string
		fake   *fake
		on     printer.Printer
		kept   bool
		key    string
		loaded bool // the page was handed over
	}{
		{"a spooler that lets go", &fake{states: []int{held}}, eve, false, "", true},
		{"one that keeps the job", &fake{states: []int{held, cancelled}, sticky: true}, eve, true, "", true},
		{"a queue that does not hold gets no page", &fake{states: []int{pending}}, eve, false, printer.Strange, false},
		{"a queue that was pointed elsewhere gets no job", &fake{states: []int{held}}, printer.Printer{Name: "Fake", Device: "usb://Other", URI: queueURI("Fake")}, false, printer.FileLike, false},
		{"nobody there", &fake{http: 503}, eve, false, printer.Strange, false},
	} {
		kept, err := c.fake.client(t).Canary(t.Context(), c.on)
		if kept != c.kept || (err == nil) != (c.key == "") || err != nil && data.KeyOf(err) != c.key {
			t.Errorf("%s: got kept %v, %v, want %v, %q", c.name, kept, err, c.kept, c.key)
		}
		if got := slices.Contains(c.fake.asked, opSendDocument); got != c.loaded {
			t.Errorf("%s: page handed over: %v, want %v", c.name, got, c.loaded)
		}
		if slices.Contains(c.fake.asked, opPrintJob) {
			t.Errorf("%s: something was printed", c.name)
		}
	}
}
