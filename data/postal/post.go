package postal

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
)

// Why a file is not taken.
var (
	ErrForeign = errors.New("postal: not Japan Post's table")
	ErrPart    = errors.New("postal: not whole, or not of the whole country")
	ErrLarge   = errors.New("postal: larger than any table of Japan Post's")
)

// MostFile is how large a file may be, as it is chosen and as it is unpacked, in
// bytes. Japan Post's is 18 MB.
const MostFile = 64 << 20

// members is how many files a zip may hold that is looked through.
const members = 16

// prefectures is how many there are.
const prefectures = 47

// Post reads Japan Post's own table of the whole country: utf_ken_all.csv,
// KEN_ALL.CSV in the old encoding, or the zip in which either is downloaded. It
// gives the table, packed as Read takes it. Errors are ErrForeign, ErrPart,
// ErrLarge or the reader's own.
func Post(r io.ReaderAt, size int64) ([]byte, error) {
	if size > MostFile {
		return nil, ErrLarge
	}
	raw := make([]byte, size)
	if n, err := r.ReadAt(raw, 0); err != nil && (!errors.Is(err, io.EOF) || int64(n) < size) {
		return nil, err
	}
	if bytes.HasPrefix(raw, []byte("PK\x03\x04")) {
		var err error
		if raw, err = unzipped(raw); err != nil {
			return nil, err
		}
	}
	rows, err := rowsOf(raw)
	if err != nil {
		return nil, err
	}
	return pack(rows)
}

// unzipped is the one table in a zip. What the zip says of sizes is not
// believed.
func unzipped(packed []byte) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, ErrPart // its list stands at the end
	}
	var tables []*zip.File
	for _, f := range z.File {
		if strings.HasSuffix(strings.ToLower(f.Name), ".csv") {
			tables = append(tables, f)
		}
	}
	if len(z.File) > members || len(tables) != 1 {
		return nil, ErrForeign
	}
	f, err := tables[0].Open()
	if err != nil {
		return nil, ErrForeign
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, MostFile+1))
	switch {
	case len(raw) > MostFile:
		return nil, ErrLarge
	case err != nil:
		return nil, ErrPart
	}
	return raw, nil
}

// plain is the text of a file in either encoding; the first row tells which.
func plain(raw []byte) (string, error) {
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	first, _, _ := bytes.Cut(raw, []byte("\n"))
	if utf8.Valid(first) {
		if !utf8.Valid(raw) {
			return "", ErrPart
		}
		return string(raw), nil
	}
	text, err := japanese.ShiftJIS.NewDecoder().Bytes(raw)
	if err != nil {
		return "", ErrForeign
	}
	return string(text), nil
}

// rowsOf reads all rows. What is wrong with the first is no table of Japan
// Post's; what is wrong with a later one has been cut or damaged.
func rowsOf(raw []byte) ([]row, error) {
	text, err := plain(raw)
	if err != nil {
		return nil, err
	}
	var all []row
	var open *row // its brackets go on in the next row
	seen := map[string]string{}
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) == "" || line == "\x1a" {
			continue
		}
		r, ok := rowOf(line)
		switch {
		case !ok && len(all) == 0 && open == nil:
			return nil, ErrForeign
		case !ok, open != nil && (open.code != r.code || open.city != r.city):
			return nil, ErrPart
		case open != nil:
			r.town = open.town + r.town
		}
		if open = nil; strings.Count(r.town, "（") > strings.Count(r.town, "）") {
			open = &r
			continue
		}
		seen[r.city[:2]] = r.prefecture
		all = append(all, r)
	}
	switch {
	case len(all) == 0 && open == nil:
		return nil, ErrForeign
	case open != nil, len(seen) != prefectures:
		return nil, ErrPart
	}
	return all, nil
}

// pack writes rows as the table is kept: city by city, the floors of a tower in
// one line.
func pack(rows []row) ([]byte, error) {
	all := entries(rows)
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	last := ""
	for _, e := range all {
		if e.city != last {
			last = e.city
			fmt.Fprintf(w, ">%s\t%s\n", e.prefecture, e.name)
		}
		fmt.Fprintf(w, "%s%s\n", e.code, e.town)
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// Change is what another table brings.
type Change struct {
	Towns, Before int // how many towns, in this table and in the one before
	New, Gone     []Place
}

// Since compares the table with the one before it, town by town, however each
// writes them. It fails with ErrPart when a prefecture lost more of its codes
// than ever happens: then the file is not whole.
func (t *Table) Since(before *Table) (Change, error) {
	now, then := t.byPrefecture(), before.byPrefecture()
	for name, codes := range then {
		if len(now[name])*10 < len(codes)*9 {
			return Change{}, ErrPart
		}
	}
	fresh, old := t.towns(), before.towns()
	c := Change{Towns: len(fresh), Before: len(old)}
	for key, p := range fresh {
		if _, ok := old[key]; !ok {
			c.New = append(c.New, p)
		}
	}
	for key, p := range old {
		if _, ok := fresh[key]; !ok {
			c.Gone = append(c.Gone, p)
		}
	}
	slices.SortFunc(c.New, inOrder)
	slices.SortFunc(c.Gone, inOrder)
	return c, nil
}

func inOrder(a, b Place) int {
	return strings.Compare(a.Prefecture+a.City+a.Town, b.Prefecture+b.City+b.Town)
}

// byPrefecture are the codes of each prefecture.
func (t *Table) byPrefecture() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for _, l := range t.lines {
		name := t.cities[l.city].prefecture
		if all[name] == nil {
			all[name] = map[string]bool{}
		}
		all[name][l.start] = true
	}
	return all
}

// towns are the towns of the table by the form in which they are compared.
func (t *Table) towns() map[string]Place {
	all := make(map[string]Place, len(t.lines))
	for _, l := range t.lines {
		p := t.place(l)
		if p.Town != "" {
			all[Plain(p.Prefecture+p.City+"/"+p.Town)] = p
		}
	}
	return all
}

// Towns is how many towns with a name the table holds.
func (t *Table) Towns() int { return len(t.towns()) }
