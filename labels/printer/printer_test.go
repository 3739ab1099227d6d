package printer

import "testing"

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
