package data

import (
	"strings"
	"unicode"
)

const dot = '•'

// MaskPhone hides a phone number but for its last four digits and, where
// enough stays hidden, what comes first: "090-••••-0143". It is enough to tell
// two numbers apart and not enough to call. What is neither a digit nor a
// separator is hidden too.
func MaskPhone(phone string) string {
	digits := 0
	for _, r := range phone {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	lead, tail := shown(phone, digits)
	var b strings.Builder
	at := 0
	for _, r := range phone {
		switch {
		case unicode.IsDigit(r):
			if at++; at > lead && at <= digits-tail {
				r = dot
			}
		case !separator(r):
			r = dot
		}
		b.WriteRune(r)
	}
	return b.String()
}

// shown says how many digits at the beginning and at the end stay readable.
// At least half of a number stays hidden when it is short.
func shown(phone string, digits int) (lead, tail int) {
	const ends, area, hidden = 4, 4, 2
	tail = ends
	if digits < 2*ends {
		return 0, digits / 4
	}
	for _, r := range strings.TrimLeftFunc(phone, separator) {
		if !unicode.IsDigit(r) {
			break
		}
		lead++
	}
	if lead > area {
		lead = 3 // nobody wrote where the area ends: 090, 080, 070
	}
	if digits-lead-tail < hidden {
		lead = 0
	}
	return lead, tail
}

func separator(r rune) bool {
	return strings.ContainsRune("-+() ‐‑‒–—―−ー－（）＋", r) || unicode.IsSpace(r)
}

// MaskEmail hides an e-mail but for its first character and its domain:
// "r•••@example.test". How long the hidden part is does not show.
func MaskEmail(email string) string {
	const hidden = "•••"
	if email == "" {
		return ""
	}
	at := strings.LastIndexByte(email, '@')
	if at < 0 {
		return hidden
	}
	name := []rune(email[:at])
	if len(name) < 2 {
		return hidden + email[at:]
	}
	return string(name[0]) + hidden + email[at:]
}

// Masked is the order with every phone number and e-mail masked.
func (o Order) Masked() Order {
	o.Buyer = o.Buyer.masked()
	parcels := make([]Parcel, len(o.Parcels))
	for i, p := range o.Parcels {
		p.To = p.To.masked()
		parcels[i] = p
	}
	o.Parcels = parcels
	return o
}

func (c Contact) masked() Contact {
	c.Phone, c.Email = MaskPhone(c.Phone), MaskEmail(c.Email)
	return c
}
