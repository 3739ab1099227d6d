package glyph

import (
	"testing"

	"nifuda/assets"
	"nifuda/labels/page"
)

func fonts(t testing.TB) *Set {
	t.Helper()
	s, err := New(Sources{assets.Regular(), assets.Bold(), assets.Mono(), assets.Fallback()})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWhereACharacterIsDrawnFrom(t *testing.T) {
	s := fonts(t)
	cases := []struct {
		name  string
		text  string
		face  Face
		plain bool
		drawn bool
	}{
		{"a common ideograph comes from the role's font", "京", Regular, true, true},
		{"髙 as in names comes from the role's font", "髙", Regular, true, true},
		{"𠮟 beyond the basic plane is an outline of the role's font", "𠮟", Regular, false, true},
		{"𠮷 is an outline of the fallback", "𠮷", Fallback, false, true},
		{"槗 is an outline of the fallback", "槗", Fallback, false, true},
		{"葛 in the form of 葛城市 is an outline of its own", "葛\U000E0100", Regular, false, true},
		{"an emoji is nowhere", "\U0001F9F8", Regular, false, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			gs := s.Shape(page.Regular, []byte(c.text))
			if len(gs) != 1 {
				t.Fatalf("got %d glyphs, want 1", len(gs))
			}
			g := gs[0]
			if g.Face != c.face || g.Plain != c.plain || (g.ID != 0) != c.drawn || g.To != len(c.text) {
				t.Errorf("got %+v, want face %d plain %v drawn %v", g, c.face, c.plain, c.drawn)
			}
		})
	}
}

func TestAVariantIsDrawnInItsOwnShape(t *testing.T) {
	s := fonts(t)
	plain, form := s.Shape(page.Regular, []byte("葛"))[0], s.Shape(page.Regular, []byte("葛\U000E0100"))[0]
	if plain.ID == form.ID {
		t.Errorf("both forms are glyph %d", plain.ID)
	}
	if s.Holds(page.Regular, '京', 0xE01EF) {
		t.Error("a form that no font has is said to be there")
	}
}

func TestTextIsAsWideAsItsGlyphs(t *testing.T) {
	s := fonts(t)
	const text = "〒604-0000 京都府 ｶﾅ 𠮷田 葛\U000E0100城"
	for _, role := range []page.Role{page.Regular, page.Bold, page.Mono} {
		sum := 0
		for _, g := range s.Shape(role, []byte(text)) {
			sum += g.Advance
		}
		if got, want := s.Advance(role, text), float64(sum)/1000; got != want {
			t.Errorf("role %d: got %v, want %v em", role, got, want)
		}
	}
	if got := s.Advance(page.Regular, "京都"); got != 2 {
		t.Errorf("two ideographs: got %v, want 2 em", got)
	}
}

func TestAnOutlineStaysAboutItsEm(t *testing.T) {
	s := fonts(t)
	for _, g := range s.Shape(page.Bold, []byte("様御中髙﨑𠮷gjpqy")) {
		b := s.Path(g).Bounds()
		if b.Right <= b.Left || b.Top < -1.2 || b.Bottom > 0.4 || b.Right > 1.2 {
			t.Errorf("glyph %+v covers %+v", g, b)
		}
	}
}

func TestABrokenVariationTableFindsNothing(t *testing.T) {
	for _, in := range [][]byte{nil, {0, 14}, append(make([]byte, 6), 0xff, 0xff, 0xff, 0xff, 1, 2)} {
		if _, _, ok := forms(in).find('葛', 0xE0100); ok {
			t.Errorf("%x: found a form", in)
		}
	}
}
