package barcode

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

type vector struct{ postal, address, rest, number, check, bars string }

func vectors(t *testing.T) []vector {
	t.Helper()
	raw, err := os.ReadFile("testdata/japanpost-vectors.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var all []vector
	for _, row := range strings.Split(strings.TrimSpace(string(raw)), "\n")[1:] {
		c := strings.Split(row, "\t")
		all = append(all, vector{c[0], c[1], c[3], c[4], c[6], c[7]})
	}
	if len(all) != 19 {
		t.Fatalf("%d vectors, want 19", len(all))
	}
	return all
}

func drawn(bars []Bar) string { return string(asBytes(bars)) }

func asBytes(bars []Bar) []byte {
	out := make([]byte, len(bars))
	for i, b := range bars {
		out[i] = byte(b)
	}
	return out
}

func TestTheCustomerBarcodeIsTheManualsOwn(t *testing.T) {
	for _, v := range vectors(t) {
		t.Run(v.postal+" "+v.address, func(t *testing.T) {
			number := v.number
			if v.rest != "" {
				if number = PostNumber(v.rest); number != v.number {
					t.Errorf("extracted %q, want %q", number, v.number)
				}
			}
			got, err := Post(v.postal, number)
			if err != nil || drawn(got) != v.bars {
				t.Errorf("got  %s, %v\nwant %s", drawn(got), err, v.bars)
			}
			if len(got) != PostBars {
				t.Errorf("%d bars, want %d", len(got), PostBars)
			}
			symbols, err := postSymbols(v.postal, number)
			if err != nil {
				t.Fatal(err)
			}
			if last := name(symbols[len(symbols)-1]); last != v.check {
				t.Errorf("check %s, want %s", last, v.check)
			}
		})
	}
}

func name(code int) string {
	switch {
	case code < hyphen:
		return strconv.Itoa(code)
	case code == hyphen:
		return "-"
	}
	return fmt.Sprintf("CC%d", code-hyphen)
}

func TestTheNumberOfAnAddressIsExtracted(t *testing.T) {
	for _, c := range []struct{ name, rest, want string }{
		{"a building's floor alone", "5-6-3　ABCビル10F", "5-6-3-10"},
		{"the F of a floor before a room is one hyphen", "1-1 1F1号", "1-1-1-1"},
		{"an F that is no floor stays", "1-1 F棟", "1-1F"},
		{"hundreds in kanji", "百一番地", "101"},
		{"digit by digit in kanji", "一〇一号", "101"},
		{"a line of the north", "南七線7", "7-7"},
		{"a word that holds a number", "1-2 三ノ宮ビル", "1-2-3"},
		{"a word that holds a number and no counter", "1-2 六本木ビル7", "1-2-7"},
		{"letters in a row are a word", "1-2 ABC", "1-2"},
		{"deleted signs close up", "1-2 A&bコーポ3", "1-2-3"},
		{"hyphens of every kind", "1‐2－3ー4", "1-2-3-4"},
		{"nothing to extract", "郵便局留", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := PostNumber(c.rest); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestWhatACustomerBarcodeCannotCarryIsAnError(t *testing.T) {
	for _, in := range [][2]string{{"", "1-2"}, {"123456", "1-2"}, {"123456a", "1-2"}, {"1234567", "1番"}, {"1234567", "a"}} {
		if _, err := Post(in[0], in[1]); err == nil {
			t.Errorf("%q %q: want an error", in[0], in[1])
		}
	}
}

// zint draws four-state bars as rows of pixels; the dump says them in hex. What
// is drawn above the middle and below it tells the kind of bar.
func zint(t *testing.T, text string) string {
	t.Helper()
	out, err := exec.Command("zint", "-b", "JAPANPOST", "--dump", "-d", text).Output()
	if err != nil {
		t.Fatalf("zint %s: %v", text, err)
	}
	rows := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(rows) != 3 {
		t.Fatalf("zint gave %d rows, want 3", len(rows))
	}
	bits := func(row string) string {
		var b strings.Builder
		for _, h := range strings.ReplaceAll(row, " ", "") {
			n, err := strconv.ParseUint(string(h), 16, 8)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "%04b", n)
		}
		return b.String()
	}
	up, middle, down := bits(rows[0]), bits(rows[1]), bits(rows[2])
	var b strings.Builder
	for i := 0; i < len(middle); i++ {
		if middle[i] != '1' {
			continue
		}
		switch {
		case up[i] == '1' && down[i] == '1':
			b.WriteByte('F')
		case up[i] == '1':
			b.WriteByte('A')
		case down[i] == '1':
			b.WriteByte('D')
		default:
			b.WriteByte('T')
		}
	}
	return b.String()
}

func TestAThousandCodesHaveZintsBars(t *testing.T) {
	if _, err := exec.LookPath("zint"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("zint is not installed: testdata/packages.sh build")
	}
	r := rand.New(rand.NewPCG(11, 22))
	multiples := 0
	for range 1000 {
		postal := fmt.Sprintf("%07d", r.IntN(10_000_000))
		var b strings.Builder
		for room := r.IntN(places + 1); room > 0; {
			const plain = "0123456789-"
			if room > 1 && r.IntN(6) == 0 {
				b.WriteByte(byte('A' + r.IntN(26)))
				room -= 2
				continue
			}
			b.WriteByte(plain[r.IntN(len(plain))])
			room--
		}
		got, err := Post(postal, b.String())
		if err != nil {
			t.Fatal(err)
		}
		if want := zint(t, postal+b.String()); drawn(got) != want {
			t.Errorf("%s %s:\ngot  %s\nzint %s", postal, b.String(), drawn(got), want)
		}
		if symbols, _ := postSymbols(postal, b.String()); symbols[len(symbols)-1] == 0 {
			multiples++
		}
	}
	if multiples == 0 {
		t.Error("no sum was a multiple of 19, where other programs go wrong")
	}
}

func TestTheBarsKeepTheManualsMeasuresOrAreRefused(t *testing.T) {
	for _, c := range []struct {
		mm, want float64
		ok       bool
	}{
		{83.8, 10, true}, {86.4, 10, true}, {70, 8.27, true}, {67.84, 8, true},
		{67.8, 0, false}, {66, 0, false}, {63.5, 0, false},
	} {
		got, ok := PostSize(c.mm, 10)
		if ok != c.ok || ok && math.Abs(got-c.want) > 0.01 {
			t.Errorf("%v mm: got %v pt, %v; want %v, %v", c.mm, got, ok, c.want, c.ok)
		}
	}
	if w := PostWidth(10); math.Abs(w-79.8) > 1e-9 {
		t.Errorf("10 pt are %v mm wide, want 79.8", w)
	}
}
