package page

import (
	"bytes"
	"math"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// even is a font for tests: Latin is half an em wide, marks have no width, all
// else is one em. It lacks emoji.
type even struct{}

func (even) Advance(_ Role, text string) float64 {
	em := 0.0
	for _, r := range text {
		switch {
		case isMark(r):
		case r < 0x300 || r >= 0xFF61 && r <= 0xFF9F:
			em += 0.5
		default:
			em++
		}
	}
	return em
}

func (even) Holds(_ Role, r, selector rune) bool {
	return (r < 0x1F000 || r >= 0x20000) && (selector == 0 || r == '葛')
}

func TestCleanKeepsWhatCanBeDrawnAndTellsTheRest(t *testing.T) {
	cases := []struct{ name, in, want, lost string }{
		{"an address stays as it is", "京都市中京区茶屋町88", "京都市中京区茶屋町88", ""},
		{"か with a mark of its own becomes が", "か\u3099", "が", ""},
		{"half-width kana stays half-width", "ｺｰﾎﾟ", "ｺｰﾎﾟ", ""},
		{"the old form of 神 in a name is not unified", "\uFA19田", "\uFA19田", ""},
		{"a form the font has is kept", "葛\U000E0100", "葛\U000E0100", ""},
		{"a form the font lacks is told", "京\U000E0105", "京", "\U000E0105"},
		{"an emoji becomes a geta and is told", "森\U0001F9F8", "森〓", "\U0001F9F8"},
		{"a control is left out and told", "a\x07b", "ab", "\x07"},
		{"a C1 control is left out and told", "a\u0085b", "ab", "\u0085"},
		{"a line break becomes a space and is told", "1丁目\r\n2番", "1丁目 2番", "\r\n"},
		{"an invisible joiner is told", "a\u200db", "ab", "\u200d"},
		{"broken bytes become a geta", "A\xff\xfeB", "A〓B", "\uFFFD"},
		{"a selector on its own is told", "\U000E0100a", "a", "\U000E0100"},
		{"rare spaces become a plain one", "a\u00a0b\u2003c", "a b\u3000c", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, losses := Clean(even{}, Regular, c.in)
			lost := ""
			for _, l := range losses {
				lost += l.Text
			}
			if got != c.want || lost != c.lost {
				t.Errorf("got %q lost %q, want %q lost %q", got, lost, c.want, c.lost)
			}
		})
	}
}

func TestLinesEndWhereAReaderExpects(t *testing.T) {
	const pt = 1 / MMPerPt // one em is one mm at this size
	cases := []struct {
		name  string
		width float64
		in    string
		want  string
	}{
		{"a full stop does not begin a line", 5, "あいうえお。か", "あいうえ/お。か"},
		{"small kana do not begin a line", 3, "マンショ", "マン/ショ"},
		{"a bracket does not end a line", 4, "山の湯（株）", "山の湯/（株）"},
		{"a house number stays whole", 6, "桜通町十2-5-9", "桜通町十/2-5-9"},
		{"a counter stays with its number", 4.5, "東館あ1208号室", "東館あ/1208号室"},
		{"a Latin word stays whole", 4.5, "森の家 Green Hill", "森の家/Green/Hill"},
		{"a katakana word stays whole", 10, "緑の丘坂上アネックス東館別館", "緑の丘坂上アネックス/東館別館"},
		{"a katakana word moves to the next line rather than apart", 7, "緑の丘坂上アネックス", "緑の丘坂上/アネックス"},
		{"a word wider than the line is cut, not lost", 2, "ABCDEFGHIJ", "ABCD/EFGH/IJ"},
		{"a form stays with its character", 2, "葛\U000E0100葛\U000E0100葛\U000E0100", "葛\U000E0100葛\U000E0100/葛\U000E0100"},
		{"nothing is no line", 5, "  ", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(Break(even{}, Regular, pt, c.width, c.in), "/"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestBreakingLosesNoCharacterAndOverflowsNoLine(t *testing.T) {
	letters := []rune("京都東山区茶屋町あいうっゃアイッー、。（）「」〒1234567890-ABCdef  　𠮷髙﨑ﾊﾟ葛\U000E0100々・号室")
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.StringOfN(rapid.SampledFrom(letters), 0, 200, -1).Draw(t, "text")
		width := rapid.Float64Range(1, 40).Draw(t, "width")
		text, _ := Clean(even{}, Regular, raw)
		lines := Break(even{}, Regular, 1/MMPerPt, width, text)
		if got, want := solid(strings.Join(lines, "")), solid(text); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
		for _, l := range lines {
			if w := Width(even{}, Regular, 1/MMPerPt, l); w > width+1e-6 && len(split(l)) > 1 {
				t.Fatalf("%q is %.2f wide, the line %.2f", l, w, width)
			}
			if l == "" {
				t.Fatal("an empty line")
			}
		}
	})
}

func TestFitShrinksFirstAndBreaksSecond(t *testing.T) {
	const pt = 1 / MMPerPt
	cases := []struct {
		name  string
		width float64
		lines int
		size  float64
	}{
		{"what fits keeps its size", 10, 1, pt},
		{"what nearly fits is made smaller", 9, 1, 0.9 * pt},
		{"what is far too long takes more lines", 5, 2, pt},
		{"a smaller size is taken when it saves a line", 4.5, 2, 0.85 * pt},
		{"and not when it saves none", 3, 4, pt},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			lines, size := Fit(even{}, Regular, pt, 0.85*pt, c.width, "一二三四五六七八九十")
			if len(lines) != c.lines || size < c.size-1e-9 || size > c.size+1e-9 {
				t.Errorf("got %d lines at %v, want %d at %v", len(lines), size, c.lines, c.size)
			}
		})
	}
}

func TestAWipedPageHoldsNothing(t *testing.T) {
	secret, dark, bars := []byte("秘密"), []bool{true}, []uint8{3}
	p := Page{}
	p.Add(Text{Text: secret}, Modules{Dark: dark, Size: 1}, Bars{Widths: bars}, Rule{}, Box{})
	moved := p.Moved(1, 2)
	p.Wipe()
	if !bytes.Equal(secret, make([]byte, len(secret))) || dark[0] || bars[0] != 0 || len(p.Items) != 0 {
		t.Errorf("left: %q %v %v %d", secret, dark, bars, len(p.Items))
	}
	if got := moved.Items[0].(Text); got.X != 1 || got.Y != 2 || got.Text[0] != 0 {
		t.Errorf("the moved copy: got %+v", got)
	}
}

func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
}

func TestBarsOnDotsStayInTheirPlaceAndAlike(t *testing.T) {
	for _, c := range []struct {
		name                 string
		module, dpi          float64
		narrow               uint8
		wantNarrow, wantWide float64 // dots
	}{
		{"three dots at 300 dpi", 0.254, 300, 0, 3, 6},
		{"are two at 203", 0.254, 203, 0, 2, 4},
		{"four at 300 are two at 203, not three: they would not fit", 4 * 25.4 / 300, 203, 0, 2, 4},
		{"a code of two widths at 203", 0.127, 203, 2, 2, 2},
		{"and at 300, where half a dot is not to be had", 0.127, 300, 2, 3, 3},
		{"never nothing", 0.01, 203, 0, 1, 2},
	} {
		b := Bars{X: 1.234, Module: c.module, Narrow: c.narrow, Widths: []uint8{max(c.narrow, 1), 2, max(c.narrow, 1)}}
		dot := 25.4 / c.dpi
		x, got := b.Snapped(1, dot)
		if near := math.Abs(x/dot-math.Round(x/dot)) < 1e-9; !near || math.Abs(got[0]/dot-c.wantNarrow) > 1e-9 || math.Abs(got[1]/dot-c.wantWide) > 1e-9 {
			t.Errorf("%s: begins at %.3f, %.3f and %.3f dots; want %v and %v", c.name, x/dot, got[0]/dot, got[1]/dot, c.wantNarrow, c.wantWide)
		}
	}
}
