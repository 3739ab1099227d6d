package shop

import (
	"regexp"
	"strings"

	"golang.org/x/text/width"

	"nifuda/data"
)

// ProblemCard is an order in whose text something like a card number stood.
const ProblemCard = "problem.card.redacted"

// Redacted stands where a card number was.
const Redacted = "［カード番号のため消しました］"

// digits is a run of 13 to 19 digits, alone or in groups, of any width.
var digits = regexp.MustCompile(`[0-9０-９](?:[ 　\-－‐−]?[0-9０-９]){12,}`)

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
		if plain := only(run); len(plain) > 19 || !luhn(plain) {
			return run
		}
		found = true
		return Redacted
	})
	return out, found
}

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
