package postal

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// row is one row of Japan Post's table. city is the municipality's number of
// five digits, whose first two are the prefecture's.
type row struct {
	city, code             string
	prefecture, name, town string
}

// Japan Post's columns, from 0.
const (
	colCity, colCode, colPrefecture, colName, colTown = 0, 2, 6, 7, 8
	columns                                           = 15
)

// rowOf takes a line apart; false when it is none of Japan Post's.
func rowOf(line string) (row, bool) {
	fields := fieldsOf(strings.TrimRight(line, "\r\n\x1a"))
	if len(fields) != columns {
		return row{}, false
	}
	r := row{fields[colCity], fields[colCode], fields[colPrefecture], fields[colName], fields[colTown]}
	ok := digits(r.city, 5) && digits(r.code, 7) && r.city >= "01" && r.city < "48" && r.prefecture != "" && r.name != "" && r.town != "" &&
		strings.ContainsRune("都道府県", []rune(r.prefecture)[len([]rune(r.prefecture))-1]) && !strings.ContainsAny(r.prefecture+r.name+r.town, "\t>") &&
		!strings.ContainsFunc(r.prefecture+r.name+r.town, func(r rune) bool { return unicode.IsControl(r) || r == unicode.ReplacementChar })
	return r, ok
}

func digits(s string, n int) bool { return len(s) == n && strings.Trim(s, "0123456789") == "" }

// fieldsOf cuts a line at its commas, but for those within quotation marks.
func fieldsOf(line string) []string {
	var all []string
	var b strings.Builder
	quoted := false
	for _, r := range line {
		switch {
		case r == '"':
			quoted = !quoted
		case r == ',' && !quoted:
			all = append(all, b.String())
			b.Reset()
		default:
			b.WriteRune(r)
		}
	}
	if quoted {
		return nil
	}
	return append(all, b.String())
}

// entry is one line of the table as it is kept.
type entry struct{ city, prefecture, name, code, town string }

// entries are the lines of the table, sorted, each once.
func entries(rows []row) []entry {
	towers := towersOf(rows)
	var all []entry
	for _, r := range rows {
		code := r.code
		if towers[code[:5]] {
			code = code[:5] + "--"
		}
		for _, town := range townsOf(r.town) {
			all = append(all, entry{r.city, r.prefecture, r.name, code, town})
		}
	}
	slices.SortFunc(all, func(a, b entry) int {
		return cmp.Or(strings.Compare(a.city, b.city), strings.Compare(a.code, b.code), strings.Compare(a.town, b.town))
	})
	return slices.Compact(all)
}

// towersOf finds the beginnings of codes that are the floors of one tower, and
// of nothing else.
func towersOf(rows []row) map[string]bool {
	in := map[string]string{}
	all := map[string]bool{}
	for _, r := range rows {
		tower, note, _ := strings.Cut(r.town, "（")
		start := r.code[:5]
		floor := strings.HasSuffix(note, "階）") || strings.Contains(note, "階層不明")
		if was, seen := in[start]; seen && (was != r.city+tower || !floor) || !floor {
			in[start], all[start] = "", false
			continue
		}
		in[start], all[start] = r.city+tower, true
	}
	return all
}

// townsOf are the towns that stand in the column of the town, which says more
// than their names: what has no code of its own, notes in brackets, lists, and
// blocks (地割) that belong to the street. An empty one is all there is beside
// the towns with a code.
func townsOf(s string) []string {
	s, _, _ = strings.Cut(s, "（")
	switch {
	case s == "以下に掲載がない場合", strings.Contains(s, "の次に") && strings.HasSuffix(s, "場合"), s != "一円" && strings.HasSuffix(s, "一円"):
		return []string{""}
	}
	var all []string
	for part := range strings.SplitSeq(s, "、") {
		if town := withoutBlocks(part); !slices.Contains(all, town) {
			all = append(all, town)
		}
	}
	return all
}

// withoutBlocks cuts 第１５地割～第２１地割 from 種市.
func withoutBlocks(town string) string {
	if !strings.Contains(town, "地割") {
		return town
	}
	at := strings.IndexFunc(town, func(r rune) bool { return unicode.IsDigit(r) })
	if at < 0 {
		return town
	}
	return strings.TrimSuffix(town[:at], "第")
}
