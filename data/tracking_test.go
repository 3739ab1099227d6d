package data

import "testing"

// Numbers of public code and pages, and those computed from the rule.
func TestTrackingNumbersAreReadAsCarriersPrintThem(t *testing.T) {
	const jp, ups, usps = "japanpost", "ups", "usps"
	for _, c := range []struct{ name, raw, want, carrier string }{
		{"Yamato's slip", "444413758703", "444413758703", ""},
		{"Japan Post's, in groups of four", "4055-4842-4886", "405548424886", ""},
		{"Sagawa's", "512547514334", "512547514334", ""},
		{"remainder 3", "123456789013", "123456789013", ""},
		{"zeros in front stay", "000000000000", "000000000000", ""},
		{"the largest", "999999999994", "999999999994", ""},
		{"remainder 5", "300000000005", "300000000005", ""},
		{"NW-7 with its start and stop letters", "A444413758703A", "444413758703", ""},
		{"small letters", "a405548424886b", "405548424886", ""},
		{"D at both ends", "D512547514334D\r\n", "512547514334", ""},
		{"typed through the input method", "４０５５－４８４２－４８８６　", "405548424886", ""},
		{"the hyphen key through the input method", "４０５５ー４８４２ー４８８６", "405548424886", ""},
		{"with spaces", "4055 4842 4886", "405548424886", ""},
		{"eleven digits of registered mail", "12345678903", "12345678903", ""},
		{"EMS", "EN123456785JP", "EN123456785JP", jp},
		{"small and spaced", "en 123 456 785 jp", "EN123456785JP", jp},
		{"another country's", "RB123456785GB", "RB123456785GB", ""},
		{"the United States'", "RB123456785US", "RB123456785US", ""},
		{"letters like NW-7's at both ends", "CA123456785AD", "CA123456785AD", ""},
		{"UPS", "1Z5R89390357567127", "1Z5R89390357567127", ups},
		{"UPS, E", "1Z879E930346834440", "1Z879E930346834440", ups},
		{"UPS, small", "1z410e7w0392751591", "1Z410E7W0392751591", ups},
		{"USPS", "9400111206206406260787", "9400111206206406260787", usps},
		{"USPS with the ZIP code before it", "420787459400111206206406260787", "9400111206206406260787", usps},
		{"USPS in groups", "9400 1112 0108 0805 4830 16", "9400111201080805483016", usps},
		{"USPS of twenty digits", "7112 3456 7891 2345 6787", "71123456789123456787", usps},
	} {
		got, err := ReadTracking(c.raw)
		if err != nil || got != (Tracking{Number: c.want, Carrier: c.carrier}) {
			t.Errorf("%s: got %+v, %v, want %s of %q", c.name, got, err, c.want, c.carrier)
		}
	}
}

func TestAWrongTrackingNumberIsRefused(t *testing.T) {
	const check, form = "fault.tracking.check", "fault.tracking.digits"
	for _, c := range []struct{ name, raw, want string }{
		{"all ones", "111111111111", check},
		{"off by one", "000000000001", check},
		{"off by one", "123456789014", check},
		{"off by one", "999999999995", check},
		{"off by one", "300000000006", check},
		{"off by one", "512547514335", check},
		{"8 is no remainder by 7", "123456789018", check},
		{"two digits swapped", "444413758730", check},
		{"with start and stop letters", "A444413758704A", check},
		{"eleven digits", "12345678902", check},
		{"S10", "EN123456786JP", check},
		{"UPS", "1Z5R89390357567128", check},
		{"USPS", "9400111206206406260788", check},
		{"nothing", "", form},
		{"Enter alone", "\r", form},
		{"a digit short", "4444137587", form},
		{"a digit more", "4444137587031", form},
		{"a barcode of goods", "4901234567894", form},
		{"one of the two letters", "A444413758703", form},
		{"letters beyond D", "E444413758703E", form},
		{"letters alone", "ABCD", form},
		{"an order number", "A-08", form},
		{"words", "まだ", form},
		{"S10 with a letter for a digit", "EN12345678OJP", form},
		{"UPS with a letter for the check digit", "1Z5R8939035756712A", form},
		{"twenty digits of no carrier", "00123456789012345675", form},
	} {
		if got, err := ReadTracking(c.raw); KeyOf(err) != c.want || KindOf(err) != Invalid || got != (Tracking{}) {
			t.Errorf("%s: got %+v, %v, want %s", c.name, got, err, c.want)
		}
	}
}

func FuzzReadTracking(f *testing.F) {
	for _, s := range []string{"A444413758703A", "EN123456785JP", "1Z5R89390357567127", "420787459400111206206406260787"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		got, err := ReadTracking(raw)
		if err != nil {
			return
		}
		again, err := ReadTracking(got.Number)
		if err != nil || again != got {
			t.Errorf("%q: read as %+v, and that as %+v, %v", raw, got, again, err)
		}
	})
}
