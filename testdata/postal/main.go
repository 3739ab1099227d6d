package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	if len(os.Args) != 5 {
		log.Fatal("usage: postal MASTER POSTAL.JSON TABLE.GZ SAMPLE.GZ")
	}
	if err := table(os.Args[1], os.Args[3]); err != nil {
		log.Fatal(err)
	}
	if err := sample(os.Args[2], os.Args[4]); err != nil {
		log.Fatal(err)
	}
}

// place is one town of one code.
type place struct{ code, city, town string }

// table writes, city by city, a line >PREFECTURE TAB CITY and below it a line
// for each of its towns, the code and the town; 10060-- stands for all codes
// that begin with 10060.
func table(master, to string) error {
	var pref struct{ Pref map[string][]string }
	var city struct{ City map[string][]string }
	var five struct{ Zip5 map[string]json.RawMessage }
	var seven struct{ Zip7 map[string]json.RawMessage }
	for name, into := range map[string]any{"pref": &pref, "city": &city, "zip5": &five, "zip7": &seven} {
		if err := read(filepath.Join(master, name+".json"), into); err != nil {
			return err
		}
	}
	codes := map[string]bool{}
	for code := range seven.Zip7 {
		codes[code] = true
	}
	var all []place
	for start, raw := range five.Zip5 { // a town that stands here belongs to all codes that begin so: the floors of a tower
		if bytes.HasPrefix(raw, []byte("[")) {
			found, err := places(start+"--", raw)
			if err != nil {
				return err
			}
			all = append(all, found...)
		}
	}
	for code := range codes {
		found, err := places(code, five.Zip5[code[:5]], seven.Zip7[code])
		if err != nil {
			return err
		}
		all = append(all, found...)
	}
	slices.SortFunc(all, func(a, b place) int {
		return cmp.Or(strings.Compare(a.city, b.city), strings.Compare(a.code, b.code), strings.Compare(a.town, b.town))
	})
	all = slices.Compact(all)
	var b strings.Builder
	last := ""
	for _, p := range all {
		if p.city != last {
			last = p.city
			fmt.Fprintf(&b, ">%s\t%s\n", pref.Pref[p.city[:2]][0], city.City[p.city][0])
		}
		fmt.Fprintf(&b, "%s%s\n", p.code, p.town)
	}
	return pack(to, b.String())
}

// places reads the two rows of a code: numbers are cities, words the towns of
// the city before them.
func places(code string, rows ...json.RawMessage) ([]place, error) {
	var all []place
	city := ""
	for _, row := range rows {
		if len(row) == 0 {
			continue
		}
		if row[0] != '[' {
			row = slices.Concat([]byte("["), row, []byte("]"))
		}
		var values []any
		if err := json.Unmarshal(row, &values); err != nil {
			return nil, fmt.Errorf("%s: %w", code, err)
		}
		for _, v := range values {
			switch v := v.(type) {
			case float64:
				city = fmt.Sprintf("%05d", int(v))
			case string:
				for town := range strings.SplitSeq(v, "、") {
					all = append(all, place{code, city, town})
				}
			}
		}
	}
	return all, nil
}

// sample writes 10,000 codes of the other table, with prefecture and address as
// they stand there, the same ones each time.
func sample(from, to string) error {
	const size = 10_000
	var all map[string]map[string][]string
	if err := read(from, &all); err != nil {
		return err
	}
	var codes []string
	for code := range all {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	r := rand.New(rand.NewPCG(2026, 11))
	r.Shuffle(len(codes), func(i, j int) { codes[i], codes[j] = codes[j], codes[i] })
	codes = codes[:size]
	slices.Sort(codes)
	var b strings.Builder
	for _, code := range codes {
		var prefs []string
		for pref := range all[code] {
			prefs = append(prefs, pref)
		}
		slices.Sort(prefs)
		fmt.Fprintf(&b, "%s\t%s\t%s\n", code, prefs[0], all[code][prefs[0]][0])
	}
	return pack(to, b.String())
}

func read(path string, into any) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, into)
}

func pack(to, text string) error {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write([]byte(text)); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(to, b.Bytes(), 0o644)
}
