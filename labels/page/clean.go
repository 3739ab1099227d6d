package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fonts knows the letters both renderers draw with.
type Fonts interface {
	// Advance is how far the pen moves over a text, in em.
	Advance(role Role, text string) float64
	// Holds reports whether a character, or that form of it which a variation
	// selector asks for, can be drawn. The selector is 0 for the plain form.
	Holds(role Role, r, selector rune) bool
}

// Geta stands for a character that no font of ours has.
const Geta = '〓'

// Kind says what happened to a character.
type Kind int

// What can happen to characters on their way to paper.
const (
	Control  Kind = iota + 1 // invisible control: left out, a line break became a space
	Missing                  // in no font: 〓 stands in its place
	Selector                 // the plain form is drawn, not the one asked for
	Damaged                  // bytes that are no text: 〓 stands in their place
	Cut                      // did not fit and was left out
)

// Loss is something that is not on the page as it was written.
type Loss struct {
	Kind Kind
	Text string // the characters concerned
}

// Clean makes text fit to be drawn: valid UTF-8, composed characters, no
// controls, and no character that the fonts lack. Compatibility ideographs such
// as U+FA19 神 keep the shape their owner writes, though NFC would unify them.
func Clean(f Fonts, role Role, s string) (string, []Loss) {
	var out strings.Builder
	var losses []Loss
	lose := func(k Kind, r rune) { losses = append(losses, Loss{k, string(r)}) }
	rest := compose(markDamage(s))
	for len(rest) > 0 {
		r, n := utf8.DecodeRuneInString(rest)
		rest = rest[n:]
		switch {
		case r == damage:
			out.WriteRune(Geta)
			lose(Damaged, utf8.RuneError)
		case isSelector(r):
			lose(Selector, r) // one that follows no character
		case r == '\r' && strings.HasPrefix(rest, "\n"):
			lose(Control, r)
		case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029':
			out.WriteByte(' ')
			lose(Control, r)
		case unicode.Is(unicode.C, r) && !unicode.Is(unicode.Co, r):
			lose(Control, r)
		case unicode.IsSpace(r):
			out.WriteString(space(r))
		case !f.Holds(role, r, 0):
			out.WriteRune(Geta)
			lose(Missing, r)
		default:
			out.WriteRune(r)
			rest = keepSelector(f, role, r, rest, &out, lose)
		}
	}
	return out.String(), losses
}

// keepSelector takes a variation selector that follows r off the rest: into
// the text when a font has that form, into the losses when none has.
func keepSelector(f Fonts, role Role, r rune, rest string, out *strings.Builder, lose func(Kind, rune)) string {
	sel, n := utf8.DecodeRuneInString(rest)
	if !isSelector(sel) {
		return rest
	}
	if f.Holds(role, r, sel) {
		out.WriteRune(sel)
	} else {
		lose(Selector, sel)
	}
	return rest[n:]
}

// damage marks broken bytes while text is being composed. It is a noncharacter
// that no storefront sends; should one do so, it is damage as well.
const damage = '\uFFFF'

func markDamage(s string) string {
	s = strings.ToValidUTF8(s, string(damage))
	return strings.ReplaceAll(s, string(utf8.RuneError), string(damage))
}

// space gives every kind of white space one of two widths.
func space(r rune) string {
	if r == '\u3000' || r == '\u2003' || r == '\u2001' {
		return "\u3000"
	}
	return " "
}

// compose is NFC between compatibility ideographs, which it leaves as they are.
func compose(s string) string {
	var out strings.Builder
	start := 0
	for i, r := range s {
		if isCompatibility(r) {
			out.WriteString(norm.NFC.String(s[start:i]))
			out.WriteRune(r)
			start = i + utf8.RuneLen(r)
		}
	}
	out.WriteString(norm.NFC.String(s[start:]))
	return out.String()
}

func isCompatibility(r rune) bool {
	return r >= 0xF900 && r <= 0xFAFF || r >= 0x2F800 && r <= 0x2FA1F
}

// isSelector reports whether r picks a form of the character before it.
func isSelector(r rune) bool {
	return r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF
}
