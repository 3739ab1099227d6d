package data

import "testing"

func TestATypedAddressIsAPrintersOrRefused(t *testing.T) {
	for _, c := range []struct {
		typed string
		s     Speech
		want  string
	}{
		{"192.0.2.7", ZPL, "socket://192.0.2.7"}, {" 192.0.2.7:9101 ", TSPL, "socket://192.0.2.7:9101"}, {"socket://Zebra.local/", Brother, "socket://zebra.local"},
		{"192.0.2.7", Pages, "ipp://192.0.2.7/ipp/print"}, {"ipps://printer.local:631/ipp/print", Pages, "ipps://printer.local:631/ipp/print"},
		{"[2001:db8::7]:9100", ZPL, "socket://[2001:db8::7]:9100"},
		{"", ZPL, ""}, {"file:///tmp/x", ZPL, ""}, {"socket://192.0.2.7", Pages, ""}, {"ipp://192.0.2.7/", ZPL, ""}, {"socket://user:pass@192.0.2.7", ZPL, ""},
		{"socket://192.0.2.7/tmp/x", ZPL, ""}, {"cups-pdf:/", Pages, ""}, {"http://192.0.2.7/", Pages, ""}, {"192.0.2.7 x", ZPL, ""}, {"socket://192.0.2.7?x=1", ZPL, ""}, {"../x", Pages, ""},
	} {
		got, err := PrinterAddress(c.typed, c.s)
		if got != c.want || (err == nil) != (c.want != "") || err != nil && KeyOf(err) != "fault.printer.address" {
			t.Errorf("%q: got %q, %v, want %q", c.typed, got, err, c.want)
		}
		if err == nil && !LeadsToPaper(got) {
			t.Errorf("%q leads to no machine", got)
		}
	}
}
