package shop

import (
	"strings"

	"golang.org/x/text/width"
)

// The carriers that storefronts have codes for, by the names they go by.
const (
	Yamato    = "ヤマト運輸"
	Sagawa    = "佐川急便"
	JapanPost = "日本郵便"
	Seino     = "西濃運輸"
	Fukuyama  = "福山通運"
)

// carriers are words that name a carrier or one of its services. Where a name
// holds words of several, the first in this list counts.
var carriers = []struct{ word, name string }{
	{"ゆうパック", JapanPost}, {"ゆうパケット", JapanPost}, {"ゆうメール", JapanPost}, {"レターパック", JapanPost}, {"クリックポスト", JapanPost}, {"スマートレター", JapanPost},
	{"日本郵便", JapanPost}, {"郵便", JapanPost}, {"japan post", JapanPost}, {"定形外", JapanPost},
	{"ヤマト", Yamato}, {"クロネコ", Yamato}, {"宅急便", Yamato}, {"ネコポス", Yamato}, {"yamato", Yamato},
	{"佐川", Sagawa}, {"飛脚", Sagawa}, {"sagawa", Sagawa},
	{"西濃", Seino}, {"カンガルー", Seino}, {"福山通運", Fukuyama},
}

// Carrier is which carrier the words for a way of delivery name; empty for one
// that is not listed above. Brands count carriers differently, so this gives a
// name, and each adapter knows its own code for it.
func Carrier(words string) string {
	words = strings.ToLower(width.Fold.String(Line(words)))
	for _, c := range carriers {
		if strings.Contains(words, strings.ToLower(width.Fold.String(c.word))) {
			return c.name
		}
	}
	return ""
}
