package data

import (
	"slices"
	"strings"
)

// between stands between the order numbers of one box. A number that holds it
// itself passes for a box, and is found by either part.
const between = " + "

// BoxNumber is what stands for several orders that travel in one box: their
// numbers, the host's first.
func BoxNumber(numbers ...string) string { return strings.Join(numbers, between) }

// BoxNumbers are the order numbers of a box, the host's first; one of an order
// that travels alone.
func BoxNumbers(number string) []string { return strings.Split(number, between) }

// Numbered reports whether a scan is the number of an order that is in a box.
func Numbered(number, scanned string) bool {
	code := TidyScan(scanned)
	return code != "" && (strings.EqualFold(TidyScan(number), code) ||
		slices.ContainsFunc(BoxNumbers(number), func(n string) bool { return strings.EqualFold(TidyScan(n), code) }))
}
