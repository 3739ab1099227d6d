package stock

import (
	"slices"
	"strconv"
	"strings"

	"nifuda/data"
)

// Shelf is all stock of a shop: what its owner measured, then the makers'.
type Shelf struct{ all []Stock }

// NewShelf puts the owner's own stock before the makers'. Own stock that does
// not pass Check, which an older version may have let in, is left out.
func NewShelf(own []data.Stock) Shelf {
	var s Shelf
	for _, d := range own {
		if d.Check() == nil {
			s.all = append(s.all, Own(d))
		}
	}
	s.all = append(s.all, All()...)
	return s
}

// All lists every stock, own first.
func (s Shelf) All() []Stock { return slices.Clone(s.all) }

// Find is the stock with a code. Where there is none any more, because its
// owner removed it, ok is false and the stock is the one to suggest first.
func (s Shelf) Find(code string) (found Stock, ok bool) {
	i := slices.IndexFunc(s.all, func(x Stock) bool { return x.Code == code })
	if i >= 0 {
		return s.all[i], true
	}
	return All()[0], false
}

// Places is Search for a list of all stock: where in All what is found stands.
func (s Shelf) Places(words string) []int {
	hits := s.Search(words)
	var all []int
	for i, x := range s.all {
		if slices.ContainsFunc(hits, func(h Stock) bool { return h.Code == x.Code }) {
			all = append(all, i)
		}
	}
	return all
}

// Search lists the stock that has every word in its name, its makers' numbers
// or its size; those of the codes in recent come first, in their order. Spaces
// and hyphens inside a number do not count. No words find all.
func (s Shelf) Search(words string, recent ...string) []Stock {
	var found []Stock
	for _, x := range s.all {
		if x.has(strings.Fields(plain(words))) {
			found = append(found, x)
		}
	}
	rank := func(x Stock) int {
		if i := slices.Index(recent, x.Code); i >= 0 {
			return i
		}
		return len(recent)
	}
	slices.SortStableFunc(found, func(a, b Stock) int { return rank(a) - rank(b) })
	return found
}

// has reports whether each word stands in what the stock is known by.
func (s Stock) has(words []string) bool {
	known := plain(strings.Join([]string{
		s.Name, s.Code, strings.Join(s.Products, " "), strings.ReplaceAll(strings.Join(s.Products, " "), " ", ""), s.kana(),
		data.MM(s.Label.Width) + "x" + data.MM(s.Label.Height), strconv.Itoa(s.PerPage()) + "面", strconv.Itoa(s.PerPage()) + "-up",
	}, " "))
	for _, w := range words {
		if !strings.Contains(known, w) {
			return false
		}
	}
	return true
}

// kana are the makers as their packets have them in Japan.
func (s Stock) kana() string {
	var all []string
	for latin, kana := range map[string]string{"A-one": "エーワン", "Hisago": "ヒサゴ", "Kokuyo": "コクヨ", "Sanwa": "サンワ", "Brother": "ブラザー", "Dymo": "ダイモ", "Avery": "エイブリィ", "Daiso": "ダイソー"} {
		if strings.Contains(strings.Join(s.Products, " "), latin) {
			all = append(all, kana)
		}
	}
	return strings.Join(all, " ")
}

// plain folds what people write differently: full width, case, hyphens, ×.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '　':
			return ' '
		case r == '×' || r == '✕':
			return 'x'
		}
		return r
	}, s)
	return strings.ReplaceAll(strings.ToLower(s), "-", "")
}
