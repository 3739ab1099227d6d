package shop

import (
	"strconv"
	"strings"

	"golang.org/x/text/width"
)

// prefectures lists all 47 in the order of JIS X 0401, each with its reading
// in Latin letters as storefronts from abroad write it.
var prefectures = [...]struct{ name, latin string }{
	{"北海道", "hokkaido"}, {"青森県", "aomori"}, {"岩手県", "iwate"}, {"宮城県", "miyagi"}, {"秋田県", "akita"},
	{"山形県", "yamagata"}, {"福島県", "fukushima"}, {"茨城県", "ibaraki"}, {"栃木県", "tochigi"}, {"群馬県", "gunma"},
	{"埼玉県", "saitama"}, {"千葉県", "chiba"}, {"東京都", "tokyo"}, {"神奈川県", "kanagawa"}, {"新潟県", "niigata"},
	{"富山県", "toyama"}, {"石川県", "ishikawa"}, {"福井県", "fukui"}, {"山梨県", "yamanashi"}, {"長野県", "nagano"},
	{"岐阜県", "gifu"}, {"静岡県", "shizuoka"}, {"愛知県", "aichi"}, {"三重県", "mie"}, {"滋賀県", "shiga"},
	{"京都府", "kyoto"}, {"大阪府", "osaka"}, {"兵庫県", "hyogo"}, {"奈良県", "nara"}, {"和歌山県", "wakayama"},
	{"鳥取県", "tottori"}, {"島根県", "shimane"}, {"岡山県", "okayama"}, {"広島県", "hiroshima"}, {"山口県", "yamaguchi"},
	{"徳島県", "tokushima"}, {"香川県", "kagawa"}, {"愛媛県", "ehime"}, {"高知県", "kochi"}, {"福岡県", "fukuoka"},
	{"佐賀県", "saga"}, {"長崎県", "nagasaki"}, {"熊本県", "kumamoto"}, {"大分県", "oita"}, {"宮崎県", "miyazaki"},
	{"鹿児島県", "kagoshima"}, {"沖縄県", "okinawa"},
}

// Prefecture is the full name of a Japanese prefecture, written with or without
// 都道府県 or in Latin letters (Tokyo, Tokyo-to, Ōsaka). Anything else comes
// back cleaned but otherwise as it is. A storefront's numbers are never read:
// the brands count prefectures differently.
func Prefecture(s string) string {
	s = Line(s)
	latin := latinKey(s)
	for _, p := range prefectures {
		if s == p.name || s+"県" == p.name || s+"府" == p.name || s+"都" == p.name || latin == p.latin {
			return p.name
		}
	}
	return s
}

// Region is the prefecture of an ISO 3166-2 code, which counts as JIS X 0401
// does: JP-13, jp-13 or JP13 is 東京都. Anything else is read as a name.
func Region(code string) string {
	digits, ok := strings.CutPrefix(strings.ToUpper(strings.ReplaceAll(Line(code), "-", "")), "JP")
	if n, err := strconv.Atoi(digits); ok && err == nil && len(digits) == 2 && n >= 1 && n <= len(prefectures) {
		return prefectures[n-1].name
	}
	return Prefecture(code)
}

// latinKey is a prefecture's reading without marks, case and suffix.
func latinKey(s string) string {
	s = strings.NewReplacer("ō", "o", "ô", "o", "ū", "u").Replace(strings.ToLower(width.Fold.String(s)))
	for _, suffix := range []string{"-ken", "-fu", "-to", " prefecture"} {
		s = strings.TrimSuffix(s, suffix)
	}
	return s
}

// CutPrefecture splits a prefecture's full name off the front of an address
// line; the name is empty when there is none.
func CutPrefecture(line string) (prefecture, rest string) {
	for _, p := range prefectures {
		if after, ok := strings.CutPrefix(line, p.name); ok {
			return p.name, strings.TrimSpace(after)
		}
	}
	return "", line
}

// Postal is a Japanese postal code as 7 digits, from any writing of it
// (〒100-0001, １００－０００１). Anything else comes back cleaned.
func Postal(s string) string {
	s = Line(s)
	var digits []byte
	for _, r := range strings.TrimPrefix(width.Fold.String(s), "〒") {
		switch {
		case r >= '0' && r <= '9':
			digits = append(digits, byte(r))
		case strings.ContainsRune(" -‐‑–—−ーｰ", r):
		default:
			return s
		}
	}
	if len(digits) != 7 {
		return s
	}
	return string(digits)
}
