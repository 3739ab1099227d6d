package doctor

import (
	"strings"

	"nifuda/data"
)

// Width is how wide a text is in half-width characters, as Shift_JIS counts
// bytes: kana of half width count one.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += width(r)
	}
	return n
}

func width(r rune) int {
	if r < 0x80 || r >= 0xFF61 && r <= 0xFF9F {
		return 1
	}
	return 2
}

// piece is a part of an address that stays on one line if it can. A number
// stays whole in any case.
type piece struct {
	text   string
	number bool
}

// pieces cuts an address behind its city, around its house number and at its
// spaces.
func pieces(s string) []piece {
	var out []piece
	text := []rune(s)
	for i := 0; i < len(text); {
		start, number := i, isDigit(text[i])
		for i < len(text) && (i == start || !cut(text, i, number)) {
			i++
		}
		out = append(out, piece{string(text[start:i]), number})
	}
	return out
}

func isDigit(r rune) bool { r = narrow(r); return r >= '0' && r <= '9' }

// cut reports whether a piece ends before text[i].
func cut(text []rune, i int, number bool) bool {
	r, before := text[i], text[i-1]
	switch {
	case number:
		return !isDigit(r) && !strings.ContainsRune("-‐‑–—−ー－丁目番地号のノ", r)
	case isDigit(r):
		return true
	}
	return before == ' ' || before == '　' || strings.ContainsRune("市区郡町村", before) && i > 2
}

func join(all []piece) string {
	var b strings.Builder
	for _, p := range all {
		b.WriteString(p.text)
	}
	return b.String()
}

// Lines lays an address out for the carrier. It is false when it does not fit:
// then nothing was cut, and a person has to shorten it.
func (c Carrier) Lines(a data.Address) ([]string, bool) {
	all := append([]piece{{text: a.Prefecture}}, pieces(a.Street)...)
	if c.Building > 0 {
		lines, fits := fill(all, c.Address)
		return append(lines, a.Building), fits && Width(a.Building) <= c.Building
	}
	if a.Building != "" {
		all = append(all, piece{text: " "})
		all = append(all, pieces(a.Building)...)
	}
	return fill(all, c.Address)
}

// fill puts pieces on lines of these widths. A piece that is no number and too
// long for a line is broken where the line ends.
func fill(all []piece, widths []int) ([]string, bool) {
	var lines []string
	line := ""
	next := func() {
		lines = append(lines, strings.TrimSpace(line))
		line = ""
	}
	for _, p := range all {
		text := p.text
		for len(lines) < len(widths) && Width(strings.TrimSpace(line+text)) > widths[len(lines)] {
			switch {
			case line != "":
				next()
			case p.number:
				return lines, false
			default:
				head, tail := split(text, widths[len(lines)])
				line, text = head, tail
				next()
			}
		}
		line += text
	}
	if strings.TrimSpace(line) != "" {
		next()
	}
	return lines, len(lines) <= len(widths)
}

// split breaks a text behind as much as fits.
func split(text string, most int) (string, string) {
	n := 0
	for i, r := range text {
		if n += width(r); n > most {
			return text[:i], text[i:]
		}
	}
	return text, ""
}
