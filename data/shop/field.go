package shop

import (
	"strings"
	"time"
)

// JST is the zone of dates that storefronts in Japan write without one.
var JST = time.FixedZone("JST", 9*60*60)

// LineOf is Line of a field that may be missing.
func LineOf(s *string) string {
	if s == nil {
		return ""
	}
	return Line(*s)
}

// TextOf is Text of a field that may be missing.
func TextOf(s *string) string {
	if s == nil {
		return ""
	}
	return Text(*s)
}

// PlainID reports whether an id is made of letters, digits, hyphens and
// underscores alone, 64 at most: no other can be one of a storefront's, and none
// of these means anything in an address or a question.
func PlainID(id string) bool {
	return id != "" && len(id) <= 64 && !strings.ContainsFunc(id, func(r rune) bool {
		return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_')
	})
}

// UsableKey reports whether an access key can stand in a header: ASCII without
// blanks.
func UsableKey(key string) bool {
	return key != "" && len(key) <= 8192 && !strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' })
}

// Plausible reports whether a date can be an order's: from 2000 to 2099.
func Plausible(t time.Time) bool { y := t.UTC().Year(); return y >= 2000 && y < 2100 }
