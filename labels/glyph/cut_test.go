package glyph

import (
	"reflect"
	"testing"

	"nifuda/assets"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// letters are characters as they stand on labels, whole alphabets and what no
// font has.
func letters() map[rune]bool {
	chars := map[rune]bool{'\U00020BB7': true, '\uFFFF': true, 0: true}
	for _, r := range "〒東京都千代田区桜通様御中髙﨑神ｶﾞﾎﾟ½①〓ÀÉǅ" {
		chars[r] = true
	}
	for r := rune(0x20); r < 0x180; r++ {
		chars[r] = true
	}
	return chars
}

func TestACutFontDrawsWhatTheWholeOneDraws(t *testing.T) {
	s := fonts(t)
	for face, whole := range s.font {
		cut, err := sfnt.Parse(s.Cut(Face(face), letters()))
		if err != nil {
			t.Fatalf("face %d: %v", face, err)
		}
		upem := whole.UnitsPerEm()
		if cut.UnitsPerEm() != upem || cut.NumGlyphs() >= whole.NumGlyphs()/4 {
			t.Errorf("face %d: %d units and %d glyphs of %d and %d", face, cut.UnitsPerEm(), cut.NumGlyphs(), upem, whole.NumGlyphs())
		}
		held := 0
		for r := range letters() {
			of := func(f *sfnt.Font) (drawn []sfnt.Segment, wide fixed.Int26_6) {
				id, err := f.GlyphIndex(nil, r)
				if err != nil || (f == whole && r >= lastChar) {
					id = 0
				}
				if f == whole && id != 0 {
					held++
				}
				drawn, err = f.LoadGlyph(nil, id, fixed.Int26_6(upem)<<6, nil)
				if err != nil {
					t.Fatalf("face %d, %U: %v", face, r, err)
				}
				wide, err = f.GlyphAdvance(nil, id, fixed.Int26_6(upem), font.HintingNone)
				if err != nil {
					t.Fatalf("face %d, %U: %v", face, r, err)
				}
				return drawn, wide
			}
			want, wide := of(whole)
			got, broad := of(cut)
			if !reflect.DeepEqual(got, want) || wide != broad {
				t.Errorf("face %d, %U: %d steps %v wide, want %d and %v", face, r, len(got), broad, len(want), wide)
			}
		}
		if held < 200 {
			t.Errorf("face %d: only %d characters were compared", face, held)
		}
	}
}

// TestEveryCharacterAtOnce cuts nothing away: the tables hold that many.
func TestEveryCharacterAtOnce(t *testing.T) {
	s, all := fonts(t), map[rune]bool{}
	for r := range rune(0x10000) {
		all[r] = true
	}
	for face, whole := range s.font {
		cut, err := sfnt.Parse(s.Cut(Face(face), all))
		if err != nil {
			t.Fatalf("face %d: %v", face, err)
		}
		for r := range rune(lastChar) {
			a, _ := whole.GlyphIndex(nil, r)
			b, _ := cut.GlyphIndex(nil, r)
			if (a != 0) != (b != 0) {
				t.Fatalf("face %d, %U: glyph %d of the whole font is %d", face, r, a, b)
			}
		}
	}
}

func TestACutFontIsTheCallersOwn(t *testing.T) {
	s := fonts(t)
	clear(s.Cut(Regular, letters()))
	if again := s.Cut(Regular, letters()); len(again) == 0 || &again[0] == &assets.Regular()[0] {
		t.Error("the bytes are shared")
	}
	if _, err := sfnt.Parse(assets.Regular()); err != nil {
		t.Errorf("the face itself was overwritten: %v", err)
	}
}
