package barcode

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestEverySymbolIsElevenModulesAndUnlikeTheOthers(t *testing.T) {
	if len(patterns) != stop+1 {
		t.Fatalf("got %d symbols, want %d", len(patterns), stop+1)
	}
	seen := map[string]bool{}
	for i, p := range patterns {
		sum, bars := 0, 0
		for j, w := range p {
			sum += int(w - '0')
			if j%2 == 0 {
				bars += int(w - '0')
			}
		}
		want := 11
		if i == stop {
			want = 13
		}
		if sum != want || bars%2 != 0 && i != stop || seen[p] {
			t.Errorf("symbol %d, %s: %d modules, %d of them dark, seen before: %v", i, p, sum, bars, seen[p])
		}
		seen[p] = true
	}
}

func TestCode128TakesTheFewestSymbols(t *testing.T) {
	cases := []struct {
		name, in string
		want     []uint8 // without check and stop
	}{
		{"an even run of digits is pairs", "123456", []uint8{105, 12, 34, 56}},
		{"letters are set B", "ABc", []uint8{104, 33, 34, 67}},
		{"controls are set A", "\tA", []uint8{103, 73, 33}},
		{"digits after letters change to pairs when it pays", "A123456", []uint8{104, 33, 99, 12, 34, 56}},
		{"two digits among letters do not pay", "A12B", []uint8{104, 33, 17, 18, 34}},
		{"an odd run keeps one digit for set B", "12345A", []uint8{105, 12, 34, 100, 21, 33}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := encode(c.in)
			if got := got[:len(got)-2]; !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestTheCheckSymbolIsTheStandardsOwnExample(t *testing.T) {
	// PJJ123C in set B, the textbook example: its check symbol is 54.
	if got := check([]uint8{103, 48, 42, 42, 17, 18, 19, 35}); got != 54 {
		t.Errorf("got %d, want 54", got)
	}
}

func TestWhatCode128CannotCarryIsAnError(t *testing.T) {
	for _, in := range []string{"", "注文1", "é", strings.Repeat("1", MaxChars+1)} {
		if got, err := Code128(in); err == nil {
			t.Errorf("%q: got %v, want an error", in, got)
		}
	}
}

func TestCode128ReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := string(rapid.SliceOfN(rapid.ByteRange(0, 127), 1, MaxChars).Draw(t, "text"))
		if got := read(encode(in)); got != in {
			t.Fatalf("got %q, want %q", got, in)
		}
	})
}

// read decodes symbols the way a scanner does, "" for a wrong check.
func read(symbols []uint8) string {
	body := symbols[:len(symbols)-2]
	if check(body) != symbols[len(symbols)-2] || symbols[len(symbols)-1] != stop {
		return ""
	}
	set := slices.Index(startOf[:], body[0])
	var out bytes.Buffer
	for _, s := range body[1:] {
		switch to := slices.Index(changeTo[:], s); {
		case set == setC && s < 100:
			out.Write([]byte{'0' + s/10, '0' + s%10})
		case to >= 0 && to != set:
			set = to
		case set == setA && s >= 64:
			out.WriteByte(s - 64)
		default:
			out.WriteByte(s + 32)
		}
	}
	return out.String()
}

func TestQRHasItsThreeCornersAndALimit(t *testing.T) {
	q, err := QR([]byte("nifuda:あいう"))
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range [][2]int{{0, 0}, {q.Size - 7, 0}, {0, q.Size - 7}} {
		for i := range 7 {
			if !q.Dark[at[1]*q.Size+at[0]+i] || !q.Dark[(at[1]+i)*q.Size+at[0]] {
				t.Errorf("no finder pattern at %v", at)
			}
		}
	}
	if _, err := QR(nil); err == nil {
		t.Error("an empty code: want an error")
	}
	if _, err := QR(make([]byte, 2332)); err == nil {
		t.Error("2,332 bytes: want an error")
	}
	if _, err := QR(make([]byte, 2331)); err != nil {
		t.Errorf("2,331 bytes: %v", err)
	}
}
