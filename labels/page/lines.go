package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Characters that may not begin a line (行頭禁則), as in JIS X 4051: closing
// brackets, stops, small kana, marks of repetition and of length.
const notFirst = "、。，．,.・:;：；?!？！‼⁇⁈⁉゛゜ヽヾゝゞ々〻ー–〜～~‐゠-－−" +
	"」』）)】〕〉》］]｝}〙〗’”»｠" +
	"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ" +
	"ｧｨｩｪｫｬｭｮｯｰﾞﾟ｡｣､･"

// Characters that may not end a line (行末禁則): opening brackets and marks
// that belong to what follows.
const notLast = "「『（(【〔〈《［[｛{〘〖‘“«｟｢〒¥￥＄$№#＃"

// Counters that stay with the number before them.
const counters = "丁番号階室条棟様"

// opening says how willingly a line ends between two characters.
type opening int

const (
	never   opening = iota
	allowed         // 間 any two ideographs
	liked           // a space, or where one kind of writing meets another
)

// Break cuts clean text into lines no wider than width mm at a size in pt.
// White space where a line ends is left out; every other character stands in
// exactly one line, in order. A word that fits on no line is cut where it must
// be. Text without anything to draw is no line at all.
func Break(f Fonts, role Role, size, width float64, text string) []string {
	em := size * MMPerPt
	cells := split(strings.TrimSpace(text))
	var lines []string
	for len(cells) > 0 {
		n := fill(f, role, em, width, cells)
		if n < len(cells) {
			n = end(cells, n)
		}
		lines = append(lines, strings.TrimRightFunc(strings.Join(cells[:n], ""), unicode.IsSpace))
		cells = cells[n:]
		for len(cells) > 0 && isBlank(cells[0]) {
			cells = cells[1:]
		}
	}
	return lines
}

// split cuts text into characters, each with the marks and selectors on it.
func split(text string) []string {
	var cells []string
	for i, r := range text {
		if n := len(cells); n > 0 && (unicode.Is(unicode.M, r) || isSelector(r)) {
			cells[n-1] = text[i-len(cells[n-1]) : i+utf8.RuneLen(r)]
			continue
		}
		cells = append(cells, text[i:i+utf8.RuneLen(r)])
	}
	return cells
}

// fill counts the characters that fit on a line, at least one. White space
// after the last of them always fits: it is not drawn.
func fill(f Fonts, role Role, em, width float64, cells []string) int {
	const hair = 1e-6 // mm, so that text measured to fit does fit
	at := 0.0
	for i, c := range cells {
		at += em * f.Advance(role, c)
		if at > width+hair && i > 0 && !isBlank(c) {
			return i
		}
	}
	return len(cells)
}

// end moves the end of a line of n characters back to where it reads best.
func end(cells []string, n int) int {
	last := 0
	for i := n; i > 0; i-- {
		switch between(cells[i-1], cells[i]) {
		case liked:
			if i*3 >= n || last == 0 {
				return i
			}
		case allowed:
			last = max(last, i)
		}
	}
	if last == 0 {
		return n // one word wider than the line
	}
	return last
}

// between says whether a line may end after a and begin with b.
func between(a, b string) opening {
	ra, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(a, isMark))
	rb, _ := utf8.DecodeRuneInString(b)
	switch {
	case isBlank(b):
		return never // white space stays with what is before it
	case isBlank(a):
		return liked
	case strings.ContainsRune(notFirst, rb), strings.ContainsRune(notLast, ra):
		return never
	case isWord(ra) && isWord(rb), isJoint(ra) && isWord(rb):
		return never
	case unicode.IsDigit(ra) && strings.ContainsRune(counters, rb):
		return never
	case writing(ra) != writing(rb):
		return liked
	}
	return allowed
}

func isMark(r rune) bool { return unicode.Is(unicode.M, r) || isSelector(r) }

func isBlank(cell string) bool {
	return strings.TrimSpace(cell) == ""
}

// isWord reports whether r is part of a Latin word or a group of digits.
func isWord(r rune) bool {
	return unicode.In(r, unicode.Latin, unicode.Nd)
}

// isJoint reports whether r ties two parts of a word or a house number.
func isJoint(r rune) bool { return strings.ContainsRune("-－−‐–.．'’&＆/／@_+", r) }

// writing sorts characters by the writing they belong to: a line likes to end
// after a katakana word, not within it.
func writing(r rune) int {
	switch {
	case unicode.Is(unicode.Katakana, r) || r == 'ー' || r == 'ｰ':
		return 1
	case unicode.Is(unicode.Hiragana, r):
		return 2
	case unicode.Is(unicode.Han, r):
		return 3
	case isWord(r):
		return 4
	}
	return 5
}
