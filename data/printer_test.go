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

func TestOfThePortsOfWindowsOnlyMachinesArePrinters(t *testing.T) {
	for port, want := range map[string]bool{
		"USB001": true, "usb014": true, "DOT4_001": true, "LPT1:": true, "COM3:": true, "IP_192.168.1.20": true, "IP_printer-2.local_1": true,
		"WSD-0b1e6d0a-2f0b-4c57-9f4e-1c2d3e4f5a6b.0064": true, `\\TEA-ROOM\Brother`: true, "LPT1:,LPT2:": true,
		"FILE:": false, "PORTPROMPT:": false, "nul:": false, "NUL": false, "XPSPort:": false, "SHRFAX:": false, "FAX:": false, "": false,
		"Microsoft.Office.OneNote_16001.14326.20454.0_x64__8wekyb3d8bbwe_microsoft.onenoteim_S-1-5-21": false,
		"OneNote:": false, "Documents\\*.pdf": false, "Adobe PDF Port": false, "pdfcmon": false, "CPW2:": false, "FOXIT_PDF:": false, "DOPDF": false,
		"USB001.pdf": false, "C:\\USB001": false, "LPT1": false, "COM1:\\x": false, "IP_": false, "IP_..\\x": false, "192.168.1.20": false,
		"LPT1:,FILE:": false, "USB001,": false, "TS001": false, `\\.\pipe\x`: false, `\\.\x`: false, `\\?\x`: false, `\\x`: false, "CUPS:PDF": false, "LPR:x": false,
	} {
		for _, kind := range []string{"winport:", "WinPort:"} {
			if got := LeadsToPaper(kind + port); got != want {
				t.Errorf("%q: got %v, want %v", kind+port, got, want)
			}
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
