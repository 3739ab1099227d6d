package postal

import (
	"slices"
	"strings"
)

// Split is an address cut where its town ends.
type Split struct {
	Place
	General bool   // 代表番号: the code of all that has none of its own
	Rest    string // 住所B: what follows the town, as it was written
}

// Split cuts a street behind the town that the code covers. The prefecture may
// be empty, or stand before the city in the street. It is false when the town
// cannot be found: whoever reads on then reads numbers that belong to a name.
// Bytes that are no text, in any street here, count as not written.
func (t *Table) Split(code, prefecture, street string) (Split, bool) {
	street = strings.ToValidUTF8(street, "")
	var best Split
	longest := -1
	for _, l := range t.rows(code) {
		c := t.cities[l.city]
		if prefecture != "" && prefecture != c.prefecture {
			continue
		}
		text, n := c.in(letters(street))
		if n < 0 {
			continue
		}
		if m := townIn(c, text[n:], l.town); m >= 0 && m > longest {
			longest = m
			end := 0
			if n+m > 0 {
				end = text[n+m-1].end
			}
			best = Split{Place: t.place(l), General: l.town == "" && strings.HasSuffix(code, "00"), Rest: street[end:]}
		}
	}
	return best, longest >= 0
}

// in is the text of a street and where the city ends in it, in letters; -1 when
// it is another city's. The prefecture before it and the county (郡) within it
// may be missing.
func (c city) in(text []letter) ([]letter, int) {
	names := []string{c.prefecture + c.name, c.name}
	if _, town, ok := strings.Cut(c.name, "郡"); ok && town != "" {
		names = append(names, c.prefecture+town, town)
	}
	for _, name := range names {
		if n := after(text, letters(name)); n >= 0 {
			return text, n
		}
	}
	return text, -1
}

// townIn is where a town ends in what follows the city, -1 when it is not
// there.
func townIn(c city, rest []letter, town string) int {
	name := letters(town)
	if n := after(rest, name); n >= 0 {
		return n
	}
	if !strings.HasPrefix(c.name, "京都市") {
		return -1
	}
	// In Kyoto the crossing comes first: 河原町通四条上る恵比須町.
	for i := len(rest) - 1; i > 0; i-- {
		if !strings.ContainsRune("るル", rest[i].r) || !strings.ContainsRune("上下入", rest[i-1].r) {
			continue
		}
		if n := after(rest[i+1:], name); n >= 0 && len(name) > 0 {
			return i + 1 + n
		}
	}
	return -1
}

// Verdict says how an address and a code go together.
type Verdict int

// The verdicts.
const (
	Agrees          Verdict = iota
	NoCode                  // the table does not have the code
	OtherPrefecture         // it is another prefecture's
	OtherCity               // it is another city's, or the city cannot be read
	OtherTown               // it is another town's of this city
	NoTown                  // no town of this city can be read
)

// Agree holds an address against a code. The prefecture may be empty, or stand
// before the city in the street.
func (t *Table) Agree(code, prefecture, street string) Verdict {
	rows := t.rows(code)
	if len(rows) == 0 {
		return NoCode
	}
	street = strings.ToValidUTF8(street, "")
	if prefecture == "" {
		prefecture = t.prefecture(street)
	}
	verdict := OtherPrefecture
	for _, l := range rows {
		c := t.cities[l.city]
		if prefecture != "" && c.prefecture != prefecture {
			continue
		}
		verdict = max(verdict, OtherCity)
		text, n := c.in(letters(street))
		if n < 0 {
			continue
		}
		switch found := c.town(text[n:]); {
		case townIn(c, text[n:], l.town) >= 0 && (l.town != "" || len(found) == 0 || strings.HasSuffix(code, "00")):
			return Agrees
		case len(found) == 0:
			verdict = NoTown
		case after(letters(l.town), letters(found[0].town)) >= 0:
			return Agrees // the code is a tower's, or a part's of this town
		default:
			verdict = max(verdict, OtherTown)
		}
	}
	return verdict
}

// town are the rows of the longest town that a text begins with.
func (c city) town(text []letter) []line {
	var best []line
	longest := 0
	for _, l := range c.lines {
		n := townIn(c, text, l.town)
		switch {
		case n <= 0 || n < longest:
		case n > longest:
			best, longest = []line{l}, n
		default:
			best = append(best, l)
		}
	}
	return best
}

// Fitting lists the codes that an address can have by its town, in order. None
// when its city or its town cannot be read, or when a code is a tower's.
func (t *Table) Fitting(prefecture, street string) []string {
	street = strings.ToValidUTF8(street, "")
	if prefecture == "" {
		prefecture = t.prefecture(street)
	}
	text := letters(street)
	var codes []string
	longest := 0
	for _, c := range t.cities {
		if prefecture != "" && c.prefecture != prefecture {
			continue
		}
		_, n := c.in(text)
		if n < 0 || n < longest {
			continue
		}
		if n > longest {
			codes, longest = nil, n
		}
		for _, l := range c.town(text[n:]) {
			if !strings.HasSuffix(l.start, "--") {
				codes = append(codes, l.start)
			}
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// prefecture is the one a street begins with, empty when it begins with none.
func (t *Table) prefecture(street string) string {
	street = strings.TrimSpace(street)
	for i, c := range t.cities {
		if (i == 0 || t.cities[i-1].prefecture != c.prefecture) && strings.HasPrefix(street, c.prefecture) {
			return c.prefecture
		}
	}
	return ""
}
