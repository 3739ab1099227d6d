package settings

import (
	"strings"

	"nifuda/data"
	"nifuda/data/tax"
)

// Tax is what the form of the documents shows: what is typed, or else what is
// kept.
func (m *Model) Tax() data.TaxTerms {
	if m.terms != nil {
		return *m.terms
	}
	return m.set.Tax
}

// TypeTax takes what stands on documents as it is typed. Without a registration
// number there is no 適格請求書 to choose.
func (m *Model) TypeTax(t data.TaxTerms) {
	t.Full = t.Full && strings.TrimSpace(t.Number) != ""
	if m.terms = nil; t != m.set.Tax {
		m.terms = &t
	}
	m.changed()
}

// SaveTax keeps what stands on documents.
func (m *Model) SaveTax() {
	terms := tidyTerms(m.Tax())
	m.save(func(s *data.Settings) { s.Tax = terms })
}

// tidyTerms are the terms as they are kept. A number that is none stays as it
// was typed: the desk says what is wrong with it.
func tidyTerms(t data.TaxTerms) data.TaxTerms {
	if number, err := tax.Number(t.Number); err == nil {
		t.Number = number
	}
	t.Proviso, t.Bank, t.Message = strings.TrimSpace(t.Proviso), strings.TrimSpace(t.Bank), strings.TrimSpace(t.Message)
	return t
}

// TaxHint is what to know of the typed registration number, as a translation
// key; empty when there is nothing. It never stands in the way.
func (m *Model) TaxHint() string {
	number, err := tax.Number(m.Tax().Number)
	switch {
	case err != nil:
		return data.KeyOf(err)
	case number == "":
		return "settings.tax.none"
	case !tax.IsCorporate(number):
		return "settings.tax.check"
	}
	return ""
}
