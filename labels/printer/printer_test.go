package printer

import "testing"

func TestOnlyMachinesArePrinters(t *testing.T) {
	for device, want := range map[string]bool{
		"usb://Brother/QL-800": true, "ipp://localhost:8631/ipp/print": true, "ipps://192.0.2.7/ipp/print": true,
		"socket://192.0.2.7:9100": true, "dnssd://Canon%20TS5430._ipp._tcp.local/": true, "lpd://p/queue": true,
		"hp:/usb/ENVY_6000": true, "USB://x": true,
		"cups-pdf:/": false, "file:///tmp/x": false, "file:/dev/null": false, "fax:/x": false, "hpfax:/usb/x": false,
		"": false, "///dev/null": false, "mailto:a": false, "pipe:cat": false, "beh:/1/usb://x": false, "ipp:": false,
	} {
		if got := IsReal(device); got != want {
			t.Errorf("%q: got %v, want %v", device, got, want)
		}
	}
}

func TestThePrintersOwnNameForAPaper(t *testing.T) {
	cases := []struct {
		name  string
		media []string
		want  string
		got   string
		ok    bool
	}{
		{"its own name", []string{"na_letter_8.5x11in", "iso_a4_210x297mm"}, "iso_a4_210x297mm", "iso_a4_210x297mm", true},
		{"another name for the same size", []string{"oe_w283h425_100x150mm"}, "om_100x150mm_100x150mm", "oe_w283h425_100x150mm", true},
		{"a size given in inches", []string{"na_index-4x6_4x6in"}, "om_card_102x152mm", "na_index-4x6_4x6in", true},
		{"any size within limits", []string{"custom_min_50x50mm", "custom_max_216x356mm"}, "om_100x150mm_100x150mm", "custom_100x150mm_100x150mm", true},
		{"larger than its limits", []string{"custom_min_20x20mm", "custom_max_62x1000mm"}, "om_100x150mm_100x150mm", "", false},
		{"another size", []string{"iso_a4_210x297mm"}, "om_100x150mm_100x150mm", "", false},
		{"it does not tell", nil, "om_100x150mm_100x150mm", "om_100x150mm_100x150mm", true},
		{"words that are no size", []string{"photo", "", "_xmm", "iso_a4_210xmm"}, "iso_a4_210x297mm", "", false},
	}
	for _, c := range cases {
		got, ok := Printer{Media: c.media}.MediaFor(c.want)
		if ok != c.ok || ok && got != c.got {
			t.Errorf("%s: got %q %v, want %q %v", c.name, got, ok, c.got, c.ok)
		}
	}
}
