package assets

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

func TestEveryFontCanBeReadAndHoldsItsCharacters(t *testing.T) {
	cases := []struct {
		name  string
		font  []byte
		holds string
	}{
		{"the regular cut holds the characters of names", Regular(), "〒様御中髙﨑濵栁瀨𠮟"},
		{"the bold cut holds the characters of names", Bold(), "〒様御中髙﨑濵栁瀨𠮟"},
		{"the even cut holds digits", Mono(), "0123456789-"},
		{"the fallback holds what the others lack", Fallback(), "𠮷槗"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f, err := sfnt.Parse(c.font)
			if err != nil {
				t.Fatal(err)
			}
			var buf sfnt.Buffer
			for _, r := range c.holds {
				if g, err := f.GlyphIndex(&buf, r); err != nil || g == 0 {
					t.Errorf("%c: got glyph %d, %v; want one", r, g, err)
				}
			}
		})
	}
}

func TestTheScreenFontHasRoomForTails(t *testing.T) {
	before := bytes.Clone(Regular())
	f, err := sfnt.Parse(ForScreen(Regular()))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before, Regular()) {
		t.Error("the shared bytes were changed")
	}
	const size = 14
	var buf sfnt.Buffer
	m, err := f.Metrics(&buf, fixed.I(size), font.HintingNone)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range ",gjpqy;" {
		g, err := f.GlyphIndex(&buf, r)
		if err != nil {
			t.Fatal(err)
		}
		b, _, err := f.GlyphBounds(&buf, g, fixed.I(size), font.HintingNone)
		if err != nil {
			t.Fatal(err)
		}
		// One pixel is what a toolkit may lose by rounding the baseline up.
		if b.Max.Y+fixed.I(1) > m.Descent+fixed.I(1)/2 {
			t.Errorf("%c reaches %v below the baseline, the line has %v", r, b.Max.Y, m.Descent)
		}
	}
	if got, want := m.Ascent+m.Descent, fixed.Int26_6((1972+416)*size*64/2048); got < want-1 || got > want+1 {
		t.Errorf("line height: got %v, want %v", got, want)
	}
}

func TestForScreenLeavesOtherBytesAlone(t *testing.T) {
	for _, in := range [][]byte{nil, []byte("not a font"), bytes.Repeat([]byte{0xff}, 40)} {
		if got := ForScreen(in); !bytes.Equal(got, in) {
			t.Errorf("got %x, want %x", got, in)
		}
	}
}

func TestEveryFontHasItsLicenceBesideItAndInTheNotice(t *testing.T) {
	notice, err := os.ReadFile("../NOTICE")
	if err != nil {
		t.Fatal(err)
	}
	for file, words := range map[string]string{
		"fonts/BIZUDGothic-OFL.txt":          "SIL OPEN FONT LICENSE Version 1.1",
		"fonts/VLGothic-LICENSE.txt":         "Wada Laboratory, the University of Tokyo",
		"fonts/VLGothic-README.sazanami.txt": "Electronic Font Open Laboratory",
	} {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Error(err)
			continue
		}
		if !strings.Contains(string(b), words) {
			t.Errorf("%s does not say %q", file, words)
		}
	}
	for _, who := range []string{"The BIZ UDGothic Project Authors", "M+ FONTS PROJECT", "Project Vine", "ZETETIC LLC"} {
		if !strings.Contains(string(notice), who) {
			t.Errorf("NOTICE does not name %s", who)
		}
	}
}
