package postal

import (
	"strings"
	"unicode"
)

// letter is one character in the form in which addresses are compared. end is
// where the text that it stands for ends, in bytes; 0 within a number.
type letter struct {
	r   rune
	end int
}

// letters brings an address into the form in which it is compared: width,
// capitals, spaces, 大字 and 字, ヶ and が, old forms and the way numbers are
// written make no difference any more. The places it gives are right only in
// text that is UTF-8.
func letters(s string) []letter {
	var out []letter
	all := []rune(s)
	at := 0 // in s, in bytes
	for i := 0; i < len(all); i++ {
		r := narrow(all[i])
		at += len(string(all[i]))
		switch {
		case unicode.IsSpace(r), unicode.IsControl(r), unicode.Is(unicode.Variation_Selector, r), r == '字',
			r == '大' && i+1 < len(all) && all[i+1] == '字':
			continue
		case r >= '0' && r <= '9':
			digits := []rune{r}
			for i+1 < len(all) && narrow(all[i+1]) >= '0' && narrow(all[i+1]) <= '9' {
				i++
				digits = append(digits, narrow(all[i]))
				at += len(string(all[i]))
			}
			for _, k := range kanji(digits) {
				out = append(out, letter{k, 0})
			}
			out[len(out)-1].end = at
			continue
		}
		if plain, ok := variants[r]; ok {
			r = plain
		}
		out = append(out, letter{unicode.ToUpper(r), at})
	}
	return out
}

// narrow is the half-width form of a full-width letter or digit.
func narrow(r rune) rune {
	if r >= '！' && r <= '～' {
		return r - '！' + '!'
	}
	return r
}

// kanji writes a number as streets do: 12 is 十二. What is no such number stays
// digit by digit.
func kanji(digits []rune) []rune {
	const figures = "〇一二三四五六七八九"
	figure := func(d rune) rune { return []rune(figures)[d-'0'] }
	var out []rune
	if len(digits) > 4 || digits[0] == '0' {
		for _, d := range digits {
			out = append(out, figure(d))
		}
		return out
	}
	places := []rune("千百十")
	for i, d := range digits {
		from := 3 - (len(digits) - 1 - i)
		switch {
		case d == '0':
		case from == 3:
			out = append(out, figure(d))
		case d == '1':
			out = append(out, places[from])
		default:
			out = append(out, figure(d), places[from])
		}
	}
	return out
}

// variants are forms of one character that addresses mix, each with the one
// they are compared by.
var variants = families("ケヶヵがガ", "ノの之乃", "ツッつっ", "条條", "沢澤", "竜龍", "島嶋嶌", "辺邊邉", "広廣", "国國", "浜濱濵",
	"桜櫻", "滝瀧", "館舘", "薮藪", "塩鹽", "寿壽", "会會", "万萬", "円圓", "真眞", "恵惠", "高髙", "崎﨑嵜", "富冨", "桧檜", "籠篭", "砺礪",
	"芦蘆", "郷鄕鄉", "徳德", "槙槇", "麹麴", "蛎蠣", "鴎鷗", "淵渕渊", "清淸", "青靑", "弥彌", "竃竈", "鯵鰺", "頚頸", "靭靱", "騨驒",
	"秋穐", "杉椙", "莱萊", "壷壺", "祢禰", "桑桒", "横橫", "黒黑", "緑綠", "増增", "瀬瀨", "関關", "栄榮", "旧舊", "鉄鐵", "当當", "斎齋",
	"斉齊", "藤籐", "曽曾", "蔵藏", "豊豐", "霊靈", "渋澁", "峡峽", "狭狹", "浅淺", "仏佛", "宝寶寳", "学學", "県縣", "穂穗",
	"梅楳", "諫諌", "鶏鷄", "検檢", "栃杤", "峰峯", "群羣", "亀龜", "壱壹", "弐貳", "躰体體", "晋晉", "渓溪", "駅驛")

func families(all ...string) map[rune]rune {
	out := map[rune]rune{}
	for _, family := range all {
		runes := []rune(family)
		for _, r := range runes[1:] {
			out[r] = runes[0]
		}
	}
	return out
}

// after is where in the text of these letters the words end that it begins
// with, in letters; -1 when it begins with others.
func after(text, words []letter) int {
	if len(words) > len(text) {
		return -1
	}
	for i, w := range words {
		if text[i].r != w.r {
			return -1
		}
	}
	if n := len(words); n > 0 && text[n-1].end == 0 {
		return -1 // within a number
	}
	return len(words)
}

// Plain is the form in which two addresses or names are the same: width, spaces,
// hyphens, old forms and the way numbers are written make no difference.
func Plain(s string) string {
	var out []rune
	for _, l := range letters(strings.ToValidUTF8(s, "")) {
		switch l.r {
		case '‐', '‑', '‒', '–', '—', '―', '−', 'ー', 'ｰ':
			l.r = '-'
		}
		out = append(out, l.r)
	}
	return string(out)
}
