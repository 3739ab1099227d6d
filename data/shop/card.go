package shop

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"nifuda/data"
)

// ProblemCard is an order in whose text something like a card number stood.
const ProblemCard = "problem.card.redacted"

// Redacted stands where a card number was.
const Redacted = "［カード番号のため消しました］"

// digits is a run of 13 digits or more, alone or in groups, of any width.
var digits = regexp.MustCompile(`[0-9０-９](?:[ \x{a0}　\-－‐‑–—−ー・.]{0,3}[0-9０-９]){12,}`)

// groups are the digits of a run between what parts them.
var groups = regexp.MustCompile(`[0-9０-９]+`)

// shapes are how the groups of a card's number are printed on it.
var shapes = [][]int{{4, 4, 4, 4}, {4, 4, 4, 4, 3}, {4, 6, 5}, {4, 6, 4}}

// Redact takes everything that looks like a payment card's number (ISO/IEC 7812:
// 13 to 19 digits that pass Luhn's check) out of what people write, and says so
// in a Problem. Identifiers stay: order and tracking numbers, stock codes and
// phone numbers name things here, and no storefront keeps cards there.
func Redact(o *data.Order) {
	found := false
	clean := func(fields ...*string) {
		for _, f := range fields {
			if s, ok := redact(*f); ok {
				*f, found = s, true
			}
		}
	}
	contact := func(c *data.Contact) {
		clean(&c.Name, &c.Kana, &c.Company, &c.Address.Prefecture, &c.Address.Street, &c.Address.Building, &c.Email)
	}
	clean(&o.Remarks, &o.Payment.Method)
	contact(&o.Buyer)
	for i := range o.Parcels {
		p := &o.Parcels[i]
		contact(&p.To)
		clean(&p.Gift, &p.Wanted.Slot, &p.Carrier)
	}
	for i := range o.Lines {
		clean(&o.Lines[i].Name, &o.Lines[i].Option)
	}
	for i := range o.Charges {
		clean(&o.Charges[i].Label)
	}
	for i := range o.Problems {
		clean(&o.Problems[i].Detail)
	}
	if found {
		o.Problems = append(o.Problems, data.Problem{Key: ProblemCard})
	}
}

// redact reports whether there was something to take out.
func redact(s string) (string, bool) {
	found := false
	out := digits.ReplaceAllStringFunc(s, func(run string) string {
		from, to := card(run)
		if to == 0 {
			return run
		}
		found = true
		return run[:from] + Redacted + run[to:]
	})
	if found { // beside what was taken out may stand another
		out, _ = redact(out)
	}
	return out, found
}

// card finds the first card's number in a run, from which to which byte; to is 0
// when there is none. People write dates and phone numbers beside it: a group of
// its own, or groups as they are printed, are one among others.
func card(run string) (from, to int) {
	all := groups.FindAllStringIndex(run, -1)
	for i := range all {
		for _, n := range append(lengths(run, all[i:]), 1) {
			from, to := all[i][0], all[i+n-1][1]
			if plain := only(run[from:to]); numbers(plain) && (n == 1 || plain[0] >= '2' && plain[0] <= '6') {
				return from, to
			}
		}
	}
	if numbers(only(run)) {
		return 0, len(run)
	}
	return 0, 0
}

// lengths are of how many groups, all parted alike, a number can be that begins
// with the first, the longest first.
func lengths(run string, all [][]int) (found []int) {
	for _, shape := range shapes {
		fits := len(shape) <= len(all)
		for i, n := range shape {
			fits = fits && len(only(run[all[i][0]:all[i][1]])) == n && (i == 0 || run[all[i-1][1]:all[i][0]] == run[all[0][1]:all[1][0]])
		}
		if fits {
			found = append(found, len(shape))
		}
	}
	slices.SortFunc(found, func(a, b int) int { return b - a })
	return found
}

// numbers reports whether digits can be a card's.
func numbers(plain string) bool { return len(plain) >= 13 && len(plain) <= 19 && luhn(plain) }

// only is the digits of a run.
func only(run string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, width.Fold.String(run))
}

// luhn is the check of ISO/IEC 7812-1, annex B.
func luhn(digits string) bool {
	sum := 0
	for i := range digits {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}
