package data

import "testing"

func TestOnlyMachinesArePrinters(t *testing.T) {
	for device, want := range map[string]bool{
		"usb://Brother/QL-800": true, "ipp://localhost:8631/ipp/print": true, "ipps://192.0.2.7/ipp/print": true,
		"socket://192.0.2.7:9100": true, "dnssd://Canon%20TS5430._ipp._tcp.local/": true, "lpd://p/queue": true,
		"hp:/usb/ENVY_6000": true, "USB://x": true,
		"cups-pdf:/": false, "file:///tmp/x": false, "file:/dev/null": false, "fax:/x": false, "hpfax:/usb/x": false,
		"": false, "///dev/null": false, "mailto:a": false, "pipe:cat": false, "beh:/1/usb://x": false, "ipp:": false,
	} {
		if got := LeadsToPaper(device); got != want {
			t.Errorf("%q: got %v, want %v", device, got, want)
		}
	}
}

func TestARenamedOrRedirectedQueueIsAnotherPrinter(t *testing.T) {
	all := []ListedPrinter{{PrinterID: PrinterID{"Desk", "usb://Brother/QL-800"}}}
	for id, want := range map[PrinterID]bool{
		{"Desk", "usb://Brother/QL-800"}:  true,
		{"Desk", "cups-pdf:/"}:            false,
		{"Desk2", "usb://Brother/QL-800"}: false,
		{}:                                false,
	} {
		if got := Listed(all, id); got != want {
			t.Errorf("%+v: got %v, want %v", id, got, want)
		}
	}
}
