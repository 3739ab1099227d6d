package postal

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Place is what one code covers: a town of a city. Town is empty where the code
// stands for what has no code of its own, or for the whole of a village.
type Place struct {
	Prefecture, City, Town string
}

// Table is the table in memory. It does not change and may be asked from
// several goroutines.
type Table struct {
	cities []city
	lines  []line // by code
}

type city struct {
	prefecture, name string
	lines            []line // its towns
}

// line is one town of one code. start is the seven digits, or the first five
// and -- where all codes that begin so are the floors of one tower.
type line struct {
	start, town string
	city        int
}

// most is how large a table may be when unpacked, in bytes.
const most = 16 << 20

// Read takes the packed table of assets/postal.
func Read(packed []byte) (*Table, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("postal: %w", err)
	}
	raw, err := io.ReadAll(io.LimitReader(z, most+1))
	if err != nil {
		return nil, fmt.Errorf("postal: %w", err)
	}
	if len(raw) > most {
		return nil, errors.New("postal: too large a table")
	}
	return read(string(raw))
}

func read(text string) (*Table, error) {
	t := &Table{}
	n := 0
	for row := range strings.Lines(text) {
		n++
		row = strings.TrimSuffix(row, "\n")
		if head, ok := strings.CutPrefix(row, ">"); ok {
			prefecture, name, ok := strings.Cut(head, "\t")
			if !ok {
				return nil, fmt.Errorf("postal: line %d names no city", n)
			}
			t.cities = append(t.cities, city{prefecture: prefecture, name: name})
			continue
		}
		if len(row) < 7 || !isStart(row[:7]) || len(t.cities) == 0 {
			return nil, fmt.Errorf("postal: line %d has no code", n)
		}
		c := len(t.cities) - 1
		t.cities[c].lines = append(t.cities[c].lines, line{row[:7], row[7:], c})
	}
	for _, c := range t.cities {
		t.lines = append(t.lines, c.lines...)
	}
	if len(t.lines) == 0 {
		return nil, errors.New("postal: an empty table")
	}
	slices.SortStableFunc(t.lines, func(a, b line) int { return strings.Compare(a.start, b.start) })
	return t, nil
}

// isStart reports whether s is seven digits, or five and --.
func isStart(s string) bool {
	return strings.Trim(strings.TrimSuffix(s, "--"), "0123456789") == "" && len(s) == 7
}

// Codes is how many codes the table holds; a tower's floors count as one.
func (t *Table) Codes() int {
	n, last := 0, ""
	for _, l := range t.lines {
		if l.start != last {
			n, last = n+1, l.start
		}
	}
	return n
}

// Places lists what a code of seven digits covers, nothing when the table does
// not have it. Codes may cover several towns, in several cities.
func (t *Table) Places(code string) []Place {
	var all []Place
	for _, l := range t.rows(code) {
		all = append(all, t.place(l))
	}
	return all
}

func (t *Table) place(l line) Place {
	c := t.cities[l.city]
	return Place{c.prefecture, c.name, l.town}
}

func (t *Table) rows(code string) []line {
	if len(code) != 7 || strings.Trim(code, "0123456789") != "" {
		return nil
	}
	for _, start := range []string{code, code[:5] + "--"} {
		at, found := slices.BinarySearchFunc(t.lines, start, func(l line, s string) int { return cmp.Compare(l.start, s) })
		if !found {
			continue
		}
		end := at
		for end < len(t.lines) && t.lines[end].start == start {
			end++
		}
		return t.lines[at:end]
	}
	return nil
}
