package shop

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// maxText is the longest text kept of one field, in characters. Nobody writes
// more into a form; what does is not meant to be read.
const maxText = 2000

// Line is one line of text as its writer meant it: no control characters, no
// invisible direction marks, no line breaks, no blanks around it. Characters
// are never normalised, so 髙, 﨑 and 𠮷 stay what they are.
func Line(s string) string {
	return clean(s, false)
}

// Text is Line for remarks: line breaks stay.
func Text(s string) string {
	return clean(s, true)
}

func clean(s string, breaks bool) string {
	var b strings.Builder
	n := 0
	for _, r := range strings.ReplaceAll(strings.ToValidUTF8(s, "�"), "\r\n", "\n") {
		switch {
		case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
			r = ' '
			if breaks {
				r = '\n'
			}
		case r == '\t':
			r = ' '
		case unicode.IsControl(r) || directs(r):
			continue
		}
		if n++; n > maxText {
			break
		}
		b.WriteRune(r)
	}
	return strings.TrimSpace(b.String())
}

// directs reports whether r is an invisible mark that turns or joins text, with
// which a label could be made to read differently from what it holds. The
// zero-width joiner stays: emoji need it and it moves nothing.
func directs(r rune) bool {
	switch {
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return true
	case r == '\u200b' || r == '\u200e' || r == '\u200f' || r == '\u061c' || r == '\ufeff':
		return true
	}
	return false
}

// Join puts the texts that hold something on lines of their own, each once.
func Join(parts ...string) string {
	var kept []string
	seen := map[string]bool{}
	for _, p := range parts {
		if p = Text(p); p != "" && !seen[p] {
			seen[p] = true
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "\n")
}

// Name is a family and a given name as a label writes them, with a blank
// between.
func Name(family, given string) string {
	return strings.TrimSpace(Line(family) + " " + Line(given))
}

// slot is a span of hours however it is written: 14-16, 14時～16時, 14:00〜16:00.
var slot = regexp.MustCompile(`^(\d{1,2})(?:時|:00)?\s*(?:[-~〜‐‑–—−ー]|から)\s*(\d{1,2})(?:時|:00)?(?:の間)?$`)

// Slot is a requested time of day: "14-16" where the words are a span of hours,
// else the shop's own words.
func Slot(s string) string {
	s = Line(s)
	m := slot.FindStringSubmatch(width.Fold.String(s))
	if m == nil {
		return s
	}
	from, to := strings.TrimPrefix(m[1], "0"), strings.TrimPrefix(m[2], "0")
	if len(from) == 0 || len(to) == 0 {
		return s
	}
	return from + "-" + to
}
