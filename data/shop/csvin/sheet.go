package csvin

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"

	"nifuda/data"
	"nifuda/data/shop"
)

// What a file may be.
const (
	MostFile    = 50 << 20 // bytes
	mostRows    = 500_000
	mostColumns = 1000
	mostCells   = 1 << 20 // bytes of one row
)

// Keys of faults.
const (
	KeyForeign = "fault.import.foreign" // no order file
	KeyLarge   = "fault.import.large"
	KeyQuote   = "fault.import.quote" // a quotation mark that never closes; {row}
	KeyMap     = "fault.import.map"   // a needed field has no column
)

func fault(key string) *data.Fault { return &data.Fault{Kind: data.Invalid, Key: key} }

// Sheet is an order file in memory: its bytes, and where its rows begin. A row
// is read when it is asked for.
type Sheet struct {
	raw     []byte
	comma   byte
	other   *encoding.Decoder // Shift_JIS or EUC-JP; nil for UTF-8
	headers []string
	rows    []row
}

type row struct{ at, number int }

// Open looks a whole file over. It fails with Invalid KeyForeign, KeyLarge or
// KeyQuote.
func Open(raw []byte) (*Sheet, error) {
	if len(raw) > MostFile {
		return nil, fault(KeyLarge)
	}
	s := &Sheet{raw: bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")), comma: ','}
	if bytes.IndexByte(s.raw, 0) >= 0 { // UTF-16, or no text at all
		return nil, fault(KeyForeign)
	}
	switch {
	case utf8.Valid(s.raw):
	case isEUC(s.raw):
		s.other = japanese.EUCJP.NewDecoder()
	case strayUTF8(s.raw) > strayCP932(s.raw):
		s.other = japanese.ShiftJIS.NewDecoder()
	}
	if first, _, _ := bytes.Cut(s.raw, []byte("\n")); bytes.IndexByte(first, ',') < 0 && bytes.IndexByte(first, '\t') >= 0 {
		s.comma = '\t'
	}
	if err := s.index(); err != nil {
		return nil, err
	}
	return s, nil
}

// index finds where the rows begin.
func (s *Sheet) index() error {
	number := 0
	for at := 0; at < len(s.raw); {
		number++
		next, cells, ok := s.skip(at)
		switch {
		case !ok:
			return &data.Fault{Kind: data.Invalid, Key: KeyQuote, Args: map[string]any{"row": number}}
		case cells > mostColumns || len(s.rows) >= mostRows || next-at > mostCells:
			return fault(KeyLarge)
		case s.headers == nil:
			if s.headers = s.names(at); s.headers == nil {
				return fault(KeyForeign)
			}
		case len(bytes.Trim(s.raw[at:next], "\r\n")) > 0:
			s.rows = append(s.rows, row{at, number})
		}
		at = next
	}
	if s.headers == nil || len(s.rows) == 0 {
		return fault(KeyForeign)
	}
	return nil
}

// skip finds the end of a row; ok is false when it has none.
func (s *Sheet) skip(at int) (next, cells int, ok bool) {
	quoted, begins := false, true
	cells = 1
	for i := at; i < len(s.raw); i++ {
		switch c := s.raw[i]; {
		case quoted && c == '"' && i+1 < len(s.raw) && s.raw[i+1] == '"':
			i++
		case quoted:
			quoted = c != '"'
		case c == '"' && begins:
			quoted, begins = true, false
		case c == s.comma:
			cells++
			begins = true
		case c == '\n' || c == '\r' && !(i+1 < len(s.raw) && s.raw[i+1] == '\n'):
			return i + 1, cells, true
		default:
			begins = false
		}
	}
	return len(s.raw), cells, !quoted
}

// cells reads the row that begins there. bad is the first cell that holds what
// is no text, -1 when all is well.
func (s *Sheet) cells(at int) (all []string, bad int) {
	bad = -1
	var cell []byte
	quoted, begins := false, true
	end := func() {
		text, ok := s.text(cell)
		if !ok && bad < 0 {
			bad = len(all)
		}
		all, cell, begins = append(all, text), cell[:0], true
	}
	for i := at; i < len(s.raw); i++ {
		switch c := s.raw[i]; {
		case quoted && c == '"' && i+1 < len(s.raw) && s.raw[i+1] == '"':
			cell = append(cell, c)
			i++
		case quoted && c == '"':
			quoted = false
		case quoted:
			cell = append(cell, c)
		case c == '"' && begins:
			quoted, begins = true, false
		case c == s.comma:
			end()
		case c == '\n' || c == '\r' && !(i+1 < len(s.raw) && s.raw[i+1] == '\n'):
			end()
			return all, bad
		case c == '\r':
		default:
			cell, begins = append(cell, c), false
		}
	}
	end()
	return all, bad
}

// text is a cell's text, without what is none.
func (s *Sheet) text(cell []byte) (string, bool) {
	if s.other == nil {
		return strings.ToValidUTF8(string(cell), "�"), utf8.Valid(cell)
	}
	out, err := s.other.Bytes(cell)
	return string(out), err == nil && !bytes.ContainsRune(out, utf8.RuneError)
}

// names are the columns' names, nil when they are none. One that came before
// gets its number.
func (s *Sheet) names(at int) []string {
	cells, _ := s.cells(at)
	for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	if len(cells) < 2 {
		return nil
	}
	seen := map[string]int{}
	for i, c := range cells {
		c = shop.Line(c)
		if seen[c]++; seen[c] > 1 {
			c = fmt.Sprintf("%s#%d", c, seen[c])
		}
		cells[i] = c
	}
	return cells
}

// Columns are the names of the columns; Rows is how many rows there are below.
func (s *Sheet) Columns() []string { return slices.Clone(s.headers) }

// Rows: see Columns.
func (s *Sheet) Rows() int { return len(s.rows) }

// Samples are the first n rows, with a cell for each column.
func (s *Sheet) Samples(n int) [][]string {
	var all [][]string
	for _, r := range s.rows[:min(n, len(s.rows))] {
		cells, _ := s.cells(r.at)
		for i := range cells {
			cells[i] = shop.Line(cells[i])
		}
		for len(cells) < len(s.headers) {
			cells = append(cells, "")
		}
		all = append(all, cells[:len(s.headers)])
	}
	return all
}

// isEUC reports whether every byte belongs in a text of EUC-JP. None of Shift_JIS
// does that holds kana or a common character: their first bytes mean nothing here.
func isEUC(b []byte) bool {
	for i := 0; i < len(b); i++ {
		n := 1
		switch c := b[i]; {
		case c < 0x80:
			continue
		case c == 0x8f:
			n = 2
		case c != 0x8e && (c < 0xa1 || c > 0xfe):
			return false
		}
		if i+n >= len(b) {
			return false
		}
		for range n {
			if i++; b[i] < 0xa1 || b[i] > 0xfe {
				return false
			}
		}
	}
	return true
}

// strayUTF8 and strayCP932 count the bytes that do not belong in a text of that
// encoding.
func strayUTF8(b []byte) (n int) {
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size == 1 {
			n++
		}
		b = b[size:]
	}
	return n
}

func strayCP932(b []byte) (n int) {
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c < 0x80 || c >= 0xa1 && c <= 0xdf:
		case c >= 0x81 && c <= 0xfc && c != 0xa0 && i+1 < len(b) && b[i+1] >= 0x40 && b[i+1] <= 0xfc && b[i+1] != 0x7f:
			i++
		default:
			n++
		}
	}
	return n
}
