package doctor

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/encoding/japanese"

	"nifuda/data"
)

// plainer are characters that carriers cannot take, with the one they can.
var plainer = map[rune]string{
	'−': "－", '〜': "～", '‖': "∥", '—': "―", '–': "-", '‐': "-", '‑': "-", '¢': "￠", '£': "￡", '¬': "￢", '\u00a0': " ", '\u200b': "", '\ufeff': "",
	'𠮷': "吉", '𠮟': "叱", '嶌': "島", '槗': "橋", '﨔': "欅", '鷗': "鴎", '剝': "剥", '頰': "頬", '塡': "填", '麴': "麹", '蠟': "蝋", '瘦': "痩",
	'邉': "辺", '龗': "龍", '祇': "祇",
}

// characters looks for what the carrier's files cannot hold.
func (e *examination) characters() {
	to := e.parcel.To
	for _, x := range []data.ShipChange{
		{Field: data.ShipStreet, Value: to.Address.Street}, {Field: data.ShipBuilding, Value: to.Address.Building},
		{Field: data.ShipName, Value: to.Name}, {Field: data.ShipCompany, Value: to.Company},
	} {
		var bad []rune
		for _, r := range x.Value {
			if !Shippable(r) && !slices.Contains(bad, r) {
				bad = append(bad, r)
			}
		}
		if bad == nil {
			continue
		}
		args := map[string]any{"text": shown(bad)}
		if fixed, ok := plain(x.Value, bad); ok {
			e.find("doctor.characters", x.Field, args, data.ShipChange{Field: x.Field, Value: fixed})
		} else {
			e.find("doctor.characters", x.Field, args)
		}
	}
}

// shown are characters that can be seen.
func shown(all []rune) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) || unicode.Is(unicode.Variation_Selector, r) {
			return '〓'
		}
		return r
	}, string(all))
}

// Shippable reports whether a character is in CP932, which the carriers' files
// are written in.
func Shippable(r rune) bool {
	if r < 0x20 {
		return false
	}
	_, err := japanese.ShiftJIS.NewEncoder().String(string(r))
	return err == nil
}

// plain writes a text without the bad characters, false when there is one that
// has no plain form. Signs that are no words, such as emoji, are left out.
func plain(s string, bad []rune) (string, bool) {
	var b strings.Builder
	for _, r := range s {
		to, known := plainer[r]
		switch {
		case !slices.Contains(bad, r):
			b.WriteRune(r)
		case known:
			b.WriteString(to)
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			return "", false
		}
	}
	out := strings.TrimSpace(b.String())
	return out, out != ""
}
