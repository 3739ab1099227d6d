package ledger

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold brings a text and what is searched for into one form: full and half
// width, capitals, kana, hyphens, spaces and the common variants of name
// characters are no longer different.
func fold(text string) string {
	var b strings.Builder
	for _, r := range norm.NFKC.String(strings.ToValidUTF8(text, "")) {
		r = unicode.ToLower(r)
		switch {
		case unicode.IsSpace(r), unicode.IsControl(r), unicode.Is(unicode.Variation_Selector, r), strings.ContainsRune("-‐‑‒–—―−ー・.,()", r):
			continue
		case r >= 'ァ' && r <= 'ヶ':
			r -= 'ァ' - 'ぁ'
		}
		if plain, ok := variant(r); ok {
			r = plain
		}
		b.WriteRune(r)
	}
	return b.String()
}

// variant gives the everyday form of a character that names write in several
// ways: whoever looks for 高橋 means 髙橋 too.
func variant(r rune) (rune, bool) {
	for _, family := range []string{
		"高髙", "崎﨑嵜", "吉𠮷", "辺邊邉", "斎齋", "斉齊", "沢澤", "島嶋嶌", "浜濱濵", "広廣", "国國",
		"徳德", "桜櫻", "竜龍", "滝瀧", "富冨", "柳栁", "瀬瀨", "真眞", "恵惠", "関關", "条條",
	} {
		if rest := strings.TrimPrefix(family, string(first(family))); strings.ContainsRune(rest, r) {
			return first(family), true
		}
	}
	return 0, false
}

func first(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}
