package shop

import (
	"strings"
	"testing"
	"unicode/utf8"

	"nifuda/data"
)

func FuzzRedact(f *testing.F) {
	for _, s := range []string{"4111 1111 1111 1111 12/27", "３７８２－８２２４６３－１０００５ 090-0000-0101", "4111.1111.1111.1111-4111111111111111", "1234-5678-9012 2026-11-20"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || len(s) > 2000 {
			return
		}
		o := data.Order{Remarks: s}
		Redact(&o)
		for _, run := range digits.FindAllString(o.Remarks, -1) {
			for _, one := range groups.FindAllString(run, -1) {
				if plain := only(one); numbers(plain) {
					t.Errorf("%q became %q, with %s in it", s, o.Remarks, one)
				}
			}
		}
		if strings.Contains(o.Remarks, Redacted) != strings.Contains(s, Redacted) && len(o.Problems) != 1 {
			t.Errorf("%q: told %v", s, o.Problems)
		}
		again := data.Order{Remarks: o.Remarks}
		if Redact(&again); again.Remarks != o.Remarks {
			t.Errorf("%q became %q, and then %q", s, o.Remarks, again.Remarks)
		}
	})
}
