package barcode

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNW7IsAsWideAsItsFormulaSays(t *testing.T) {
	widths, err := NW7("444413758703", 'A', 'A')
	if err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, w := range widths {
		sum += int(w)
	}
	// 81 narrow and 30 wide modules carry twelve digits between two letters.
	if want := 81*NW7Narrow + 30*nw7Wide; sum != want || len(widths) != 14*8-1 {
		t.Errorf("got %d units in %d bars and spaces, want %d in %d", sum, len(widths), want, 14*8-1)
	}
}

func TestEveryCharacterOfNW7IsUnlikeTheOthers(t *testing.T) {
	seen := map[string]byte{}
	for c, s := range nw7 {
		wide := strings.Count(s, "1")
		if len(s) != 7 || wide < 2 || wide > 3 || seen[s] != 0 {
			t.Errorf("%c is %s, as %c", c, s, seen[s])
		}
		seen[s] = c
	}
	if len(nw7) != 20 {
		t.Errorf("%d characters, want 20", len(nw7))
	}
}

func TestWhatNW7CannotCarryIsAnError(t *testing.T) {
	for _, c := range []struct {
		text        string
		start, stop byte
	}{{"", 'A', 'A'}, {"12X", 'A', 'A'}, {"1A2", 'A', 'A'}, {"１", 'A', 'A'}, {"1", 'a', 'A'}, {"1", 'A', 'E'}, {strings.Repeat("1", MaxChars+1), 'A', 'A'}} {
		if got, err := NW7(c.text, c.start, c.stop); err == nil {
			t.Errorf("%q between %c and %c: got %v, want an error", c.text, c.start, c.stop, got)
		}
	}
}

func TestNW7ReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[0-9$:/.+-]{1,80}`).Draw(t, "text")
		start, stop := rapid.SampledFrom([]byte("ABCD")).Draw(t, "start"), rapid.SampledFrom([]byte("ABCD")).Draw(t, "stop")
		widths, err := NW7(text, start, stop)
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		for i := 0; i < len(widths); i += 8 {
			var s strings.Builder
			for _, w := range widths[i : i+7] {
				s.WriteByte('0' + (w-NW7Narrow)/(nw7Wide-NW7Narrow))
			}
			for c, pattern := range nw7 {
				if pattern == s.String() {
					got.WriteByte(c)
				}
			}
		}
		if want := string(start) + text + string(stop); got.String() != want {
			t.Fatalf("got %q, want %q", got.String(), want)
		}
	})
}
