package glyph

import (
	"fmt"
	"math"
	"sync"
	"unicode/utf8"

	"nifuda/labels/page"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Face numbers the fonts of a Set. The first three are the roles of text.
type Face int

// The faces. Fallback serves every role for what the others lack.
const (
	Regular  = Face(page.Regular)
	Bold     = Face(page.Bold)
	Mono     = Face(page.Mono)
	Fallback = Mono + 1
	faces    = int(Fallback) + 1
)

// Glyph is one drawn character.
type Glyph struct {
	Face    Face
	ID      sfnt.GlyphIndex
	Advance int  // thousandths of an em
	From    int  // where its characters begin in the shaped text, in bytes
	To      int  // where they end
	Plain   bool // the face's own glyph for one character of the basic plane
	Thick   bool // to be drawn bolder than its face is
}

// Sources are the bytes of four TrueType fonts. They are read, never written,
// and have to stay as they are for as long as the Set lives.
type Sources struct{ Regular, Bold, Mono, Fallback []byte }

// Set is the fonts of our paper, ready to be drawn with. It is safe for use by
// several goroutines. Make one and keep it: it remembers what it looked up.
type Set struct {
	src   [faces][]byte
	font  [faces]*sfnt.Font
	forms [faces]forms

	mu    sync.RWMutex
	found map[wish]Glyph
	paths map[shape]Path
}

// wish is a character in a role, in the form a selector asks for. It is packed
// into a number because all text passes through here, some of it many times.
type wish uint64

func wishFor(role page.Role, r, selector rune) wish {
	return wish(role)<<42 | wish(selector)<<21 | wish(r)
}

const runeBits = 1<<21 - 1

func (w wish) role() page.Role { return page.Role(w >> 42) }
func (w wish) selector() rune  { return rune(w >> 21 & runeBits) }
func (w wish) char() rune      { return rune(w & runeBits) }

type shape struct {
	face  Face
	id    sfnt.GlyphIndex
	thick bool
}

// New reads the fonts.
func New(s Sources) (*Set, error) {
	set := &Set{
		src:   [faces][]byte{s.Regular, s.Bold, s.Mono, s.Fallback},
		found: map[wish]Glyph{},
		paths: map[shape]Path{},
	}
	for i, src := range set.src {
		f, err := sfnt.Parse(src)
		if err != nil {
			return nil, fmt.Errorf("font %d: %w", i, err)
		}
		set.font[i] = f
		set.forms[i] = readForms(src)
	}
	return set, nil
}

// Advance is how far the pen moves over a clean text, in em.
func (s *Set) Advance(role page.Role, text string) float64 {
	s.mu.RLock()
	defer s.mu.RUnlock()
	sum := 0
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		sel, m := utf8.DecodeRuneInString(text[i:])
		if m == 0 || !isSelector(sel) {
			sel, m = 0, 0
		}
		i += m
		sum += s.find(wishFor(role, r, sel)).Advance
	}
	return float64(sum) / 1000
}

// Holds reports whether a character, in the form a selector asks for or in its
// plain form when selector is 0, is in the role's font or in the fallback.
func (s *Set) Holds(role page.Role, r, selector rune) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.find(wishFor(role, r, selector)).ID != 0
}

// Shape turns one line of clean text into glyphs in the order they are drawn.
// A character that no font has becomes the box the role's font has for that.
func (s *Set) Shape(role page.Role, text []byte) []Glyph {
	s.mu.RLock()
	defer s.mu.RUnlock()
	out := make([]Glyph, 0, utf8.RuneCount(text))
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		sel, m := utf8.DecodeRune(text[i+n:])
		if m == 0 || !isSelector(sel) {
			sel, m = 0, 0
		}
		g := s.find(wishFor(role, r, sel))
		g.From, g.To = i, i+n+m
		out = append(out, g)
		i += n + m
	}
	return out
}

// find gives what was looked up before. The caller holds mu for reading, for a
// whole text at once; it is let go of while something new is looked up.
func (s *Set) find(w wish) Glyph {
	if g, ok := s.found[w]; ok {
		return g
	}
	s.mu.RUnlock()
	defer s.mu.RLock()
	g := s.lookUp(w)
	s.mu.Lock()
	s.found[w] = g
	s.mu.Unlock()
	return g
}

// lookUp asks the role's own font first and the fallback second.
func (s *Set) lookUp(w wish) Glyph {
	own, r, selector := Face(w.role()), w.char(), w.selector()
	for _, f := range []Face{own, Fallback} {
		id := s.index(f, r, selector)
		if id == 0 {
			continue
		}
		plain := f == own && selector == 0 && r <= 0xFFFF
		thick := f == Fallback && w.role() == page.Bold // the fallback has no bold cut
		return Glyph{Face: f, ID: id, Advance: s.advance(f, id), Plain: plain, Thick: thick}
	}
	return Glyph{Face: own, Advance: s.advance(own, 0)}
}

// index is the glyph of a character in a face, 0 when it has none.
func (s *Set) index(f Face, r, selector rune) sfnt.GlyphIndex {
	id, err := s.font[f].GlyphIndex(nil, r)
	if err != nil || id == 0 {
		return 0
	}
	if selector == 0 {
		return id
	}
	form, own, ok := s.forms[f].find(r, selector)
	switch {
	case !ok:
		return 0
	case own:
		return sfnt.GlyphIndex(form)
	}
	return id
}

// advance rounds to thousandths of an em, as a PDF states widths.
func (s *Set) advance(f Face, id sfnt.GlyphIndex) int {
	upem := s.font[f].UnitsPerEm()
	a, err := s.font[f].GlyphAdvance(nil, id, fixed.Int26_6(upem), font.HintingNone)
	if err != nil {
		return 0
	}
	return int(math.Round(1000 / float64(upem) * float64(a)))
}

func isSelector(r rune) bool {
	return r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF
}
