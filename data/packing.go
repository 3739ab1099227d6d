package data

import (
	"strings"
	"time"
	"unicode"
)

// The bounds of a scan.
const (
	maxScan     = 128                    // characters; the longest code on goods (GS1-128) has 48
	repeatAfter = 100 * time.Millisecond // a hand cannot bring a second piece under the scanner in less
)

// TidyScan is the code in what a keyboard-wedge scanner typed, or a person:
// full width becomes half width (a scanner types through the input method when
// that is on), the Enter or Tab at its end and every other control character
// go, space around it goes. Upper and lower case stay. What no code can look
// like gives an empty string.
func TidyScan(raw string) string {
	var b strings.Builder
	var last rune
	n := 0
	for _, r := range strings.ToValidUTF8(raw, "") {
		r = halfWidth(r, last)
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			continue
		}
		b.WriteRune(r)
		last = r
		n++
	}
	code := strings.TrimSpace(b.String())
	if n > maxScan && len([]rune(code)) > maxScan {
		return ""
	}
	return code
}

// halfWidth folds the full-width forms of ASCII. Between kana a long-vowel
// mark is a letter; after a Latin letter or a digit it is the hyphen key typed
// through an input method.
func halfWidth(r, before rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '　':
		return ' '
	case strings.ContainsRune("ーｰ‐‑–—―−", r) && before < 0x80 && (unicode.IsLetter(before) || unicode.IsDigit(before)):
		return '-'
	}
	return r
}

// Repeat tells a scanner that fired twice from two pieces. The zero value is
// ready.
type Repeat struct {
	code string
	at   time.Time
}

// Fired reports whether the scan is the one before once more: the same code
// within 100 ms. A clock that went back makes no repeat.
func (r *Repeat) Fired(code string, at time.Time) bool {
	since := at.Sub(r.at)
	again := code == r.code && !r.at.IsZero() && since >= 0 && since <= repeatAfter
	r.code, r.at = code, at
	return again
}

// Pack puts one piece with this code into the box and says which item it was,
// -1 when none. Of two items with the same code the first that is not full is
// filled. The parts of a set are counted until one set is whole; a code of the
// set itself is a whole set, unless one is half put together.
func Pack(items []PackItem, code string) (ScanResult, int) {
	code = TidyScan(code)
	if code == "" {
		return ScanUnreadable, -1
	}
	full := -1
	for i := range items {
		it := &items[i]
		own, part := it.is(code), it.part(code)
		if !own && part == nil {
			continue
		}
		if it.full() || !it.take(own, part) {
			if full < 0 {
				full = i
			}
			continue
		}
		switch {
		case it.begun():
			return ScanPart, i
		case AllPacked(items):
			return ScanComplete, i
		}
		return ScanTicked, i
	}
	if full >= 0 {
		return ScanTooMany, full
	}
	return ScanWrong, -1
}

// take puts one piece, or one part of a set, into the box; false when it has
// no place there now.
func (it *PackItem) take(own bool, part *PackSet) bool {
	switch {
	case own && !it.begun():
		it.Packed++
		return true
	case part == nil || part.Scanned >= part.Quantity:
		return false
	}
	part.Scanned++
	for _, p := range it.Set {
		if p.Scanned < p.Quantity {
			return true
		}
	}
	it.Packed++
	it.emptySet()
	return true
}

// is reports whether the code stands on one piece of the item.
func (it *PackItem) is(code string) bool {
	return sameCode(it.SKU, code) || hasCode(it.Codes, code)
}

// part finds the part of the set with the code: the first that is not there
// yet, else one that is, nil when the code is of none.
func (it *PackItem) part(code string) *PackSet {
	var found *PackSet
	for i := range it.Set {
		p := &it.Set[i]
		if hasCode(p.Codes, code) && (found == nil || found.Scanned >= found.Quantity) {
			found = p
		}
	}
	return found
}

func (it *PackItem) full() bool { return it.Packed >= it.Quantity }

// begun reports whether a set is half put together.
func (it *PackItem) begun() bool {
	for _, p := range it.Set {
		if p.Scanned > 0 {
			return true
		}
	}
	return false
}

func (it *PackItem) emptySet() {
	for i := range it.Set {
		it.Set[i].Scanned = 0
	}
}

func hasCode(codes []string, code string) bool {
	for _, c := range codes {
		if sameCode(c, code) {
			return true
		}
	}
	return false
}

// sameCode compares a code of the catalogue, in any width and case, with a tidy
// one.
func sameCode(listed, code string) bool {
	listed = TidyScan(listed)
	return listed != "" && strings.EqualFold(listed, code)
}

// CountByHand puts one piece into the box without a scan; of a set, a whole
// one. Denied "fault.bench.mustscan" where the item must be scanned, NotFound
// "fault.bench.noitem" for an item the parcel does not have.
func CountByHand(items []PackItem, item int) (ScanResult, error) {
	if item < 0 || item >= len(items) {
		return 0, &Fault{Kind: NotFound, Key: "fault.bench.noitem"}
	}
	it := &items[item]
	switch {
	case it.MustScan:
		return 0, &Fault{Kind: Denied, Key: "fault.bench.mustscan"}
	case it.full():
		return ScanTooMany, nil
	}
	it.Packed++
	it.ByHand++
	it.emptySet()
	if AllPacked(items) {
		return ScanComplete, nil
	}
	return ScanTicked, nil
}

// UncountByHand takes back one piece that was counted by hand. Invalid
// "fault.bench.uncount" when none was: what was scanned is in the box.
func UncountByHand(items []PackItem, item int) error {
	if item < 0 || item >= len(items) {
		return &Fault{Kind: NotFound, Key: "fault.bench.noitem"}
	}
	it := &items[item]
	if it.ByHand <= 0 || it.Packed <= 0 {
		return &Fault{Kind: Invalid, Key: "fault.bench.uncount"}
	}
	it.ByHand--
	it.Packed--
	return nil
}

// AllPacked reports whether nothing is missing in the box.
func AllPacked(items []PackItem) bool {
	for i := range items {
		if !items[i].full() {
			return false
		}
	}
	return true
}

// Pieces counts the pieces in the box, and those that belong there.
func Pieces(items []PackItem) (packed, all int) {
	for _, it := range items {
		packed += it.Packed
		all += it.Quantity
	}
	return packed, all
}
