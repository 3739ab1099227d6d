package barcode

import (
	"strconv"
	"strings"
	"unicode"
)

// PostNumber takes what a customer barcode says of an address from its 住所B,
// the part behind the town, by the rules of the official manual's pages 17 to
// 20. The town itself must not be part of it: 八丁堀 holds a number.
func PostNumber(rest string) string {
	text := []rune(numerals(plain(rest)))
	var out []rune
	gap := false // what came since the last extracted character becomes one hyphen
	for i := 0; i < len(text); i++ {
		r := text[i]
		switch {
		case r >= '0' && r <= '9', isLetter(r) && !beside(text, i) && !isFloor(text, i):
			if gap && len(out) > 0 {
				out = append(out, '-')
			}
			out, gap = append(out, r), false
		default:
			gap = true
		}
	}
	return strings.Trim(joined(out), "-")
}

// plain is a text in capitals and half width, without what the manual deletes.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			r = r - '！' + '!'
		case strings.ContainsRune("‐‑‒–—―−ーｰ─━", r):
			r = '-'
		}
		if strings.ContainsRune("&/・･.．", r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, s)
}

func isLetter(r rune) bool { return r >= 'A' && r <= 'Z' }

// beside reports whether a letter is one of several.
func beside(text []rune, i int) bool {
	return i > 0 && isLetter(text[i-1]) || i+1 < len(text) && isLetter(text[i+1])
}

// isFloor reports whether the letter is the F of a floor.
func isFloor(text []rune, i int) bool {
	return text[i] == 'F' && i > 0 && text[i-1] >= '0' && text[i-1] <= '9'
}

// joined is what was extracted without the hyphens beside a letter.
func joined(all []rune) string {
	var b strings.Builder
	for i, r := range all {
		if r == '-' && (i > 0 && isLetter(all[i-1]) || i+1 < len(all) && isLetter(all[i+1])) {
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// counters are the words before which a number in kanji is a number.
var counters = []string{"丁目", "丁", "番地", "番", "号", "地割", "線", "の", "ノ"}

// numerals writes the numbers in kanji that stand right before one of the
// counters in digits. All others are words.
func numerals(s string) string {
	text := []rune(s)
	var b strings.Builder
	for i := 0; i < len(text); {
		end := i
		for end < len(text) && strings.ContainsRune("〇一二三四五六七八九十百千", text[end]) {
			end++
		}
		n, ok := value(text[i:end])
		if end == i || !ok || !counted(string(text[end:])) {
			end = max(end, i+1)
			b.WriteString(string(text[i:end]))
		} else {
			b.WriteString(strconv.Itoa(n))
		}
		i = end
	}
	return b.String()
}

func counted(rest string) bool {
	for _, c := range counters {
		if strings.HasPrefix(rest, c) {
			return true
		}
	}
	return false
}

// value reads a number in kanji, 百一 as well as 一〇一.
func value(text []rune) (int, bool) {
	total, digit, n := 0, 0, 0
	for _, r := range text {
		switch r {
		case '十', '百', '千':
			digit = max(digit, 1)
			total += digit * map[rune]int{'十': 10, '百': 100, '千': 1000}[r]
			digit = 0
		default:
			digit = digit*10 + strings.IndexRune("〇一二三四五六七八九", r)/len("〇")
		}
		n++
	}
	return total + digit, n > 0 && n <= 7
}
