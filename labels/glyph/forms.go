package glyph

import (
	"encoding/binary"
	"sort"
)

// forms is the part of a font's cmap table that knows variation selectors
// (format 14 of the OpenType specification). Empty when a font has none.
type forms []byte

const (
	formsHeader = 10 // format, length, number of selectors
	formsRecord = 11 // selector, where its plain and its own forms are listed
)

// readForms finds that part in a TrueType file.
func readForms(font []byte) forms { return formsOf(table(font, "cmap")) }

// formsOf looks through the encodings of a cmap table.
func formsOf(cmap []byte) forms {
	const header, record = 4, 8
	if len(cmap) < header {
		return nil
	}
	for i := range int(binary.BigEndian.Uint16(cmap[2:])) {
		r := cmap[min(header+i*record, len(cmap)):]
		if len(r) < record {
			return nil
		}
		at := int(binary.BigEndian.Uint32(r[4:]))
		if at+formsHeader <= len(cmap) && binary.BigEndian.Uint16(cmap[at:]) == 14 {
			return forms(cmap[at:])
		}
	}
	return nil
}

// find looks a form up. own tells that the form has a glyph of its own;
// otherwise it is the plain glyph of the character.
func (f forms) find(r, selector rune) (id uint16, own, ok bool) {
	if len(f) < formsHeader {
		return 0, false, false
	}
	n := f.records(6, formsHeader, formsRecord)
	i := sort.Search(n, func(i int) bool { return f.rune(formsHeader+i*formsRecord) >= selector })
	if i == n || f.rune(formsHeader+i*formsRecord) != selector {
		return 0, false, false
	}
	rec := f[formsHeader+i*formsRecord:]
	if at := int(binary.BigEndian.Uint32(rec[7:])); at != 0 {
		if id, ok := f.ownForm(at, r); ok {
			return id, true, true
		}
	}
	at := int(binary.BigEndian.Uint32(rec[3:]))
	return 0, false, at != 0 && f.plainForm(at, r)
}

// ownForm searches the list of characters that have a glyph of their own.
func (f forms) ownForm(at int, r rune) (uint16, bool) {
	const record = 5
	n := f.records(at, at+4, record)
	i := sort.Search(n, func(i int) bool { return f.rune(at+4+i*record) >= r })
	if i == n || f.rune(at+4+i*record) != r {
		return 0, false
	}
	return binary.BigEndian.Uint16(f[at+4+i*record+3:]), true
}

// plainForm searches the ranges of characters whose plain glyph is meant.
func (f forms) plainForm(at int, r rune) bool {
	const record = 4
	n := f.records(at, at+4, record)
	i := sort.Search(n, func(i int) bool {
		start := at + 4 + i*record
		return f.rune(start)+rune(f[start+3]) >= r
	})
	return i < n && f.rune(at+4+i*record) <= r
}

// records reads a count at an offset, no larger than what the table can hold.
func (f forms) records(countAt, first, size int) int {
	if countAt < 0 || countAt+4 > len(f) || first > len(f) {
		return 0
	}
	return min(int(binary.BigEndian.Uint32(f[countAt:])), (len(f)-first)/size)
}

// rune reads a character of three bytes.
func (f forms) rune(at int) rune {
	return rune(f[at])<<16 | rune(f[at+1])<<8 | rune(f[at+2])
}
