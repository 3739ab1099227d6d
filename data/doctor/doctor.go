package doctor

import (
	"strings"
	"time"
	"unicode"

	"nifuda/data"
	"nifuda/data/postal"
)

// Doctor holds what addresses are judged by. Table may be nil: then nothing is
// said of postal codes.
type Doctor struct {
	Table *postal.Table
	Today time.Time // midnight in the shop's zone
}

// Examine lists what to look at in a parcel's ship-to, the weightiest first.
func (d Doctor) Examine(p data.Parcel) []data.Finding {
	e := &examination{Doctor: d, parcel: p}
	if !japan(p.To.Address) {
		return nil // other countries have other rules
	}
	e.postal()
	e.number()
	e.phone()
	e.wanted()
	e.characters()
	e.lengths()
	return e.found
}

func japan(a data.Address) bool { return a.Country == "" || strings.EqualFold(a.Country, "JP") }

// examination is one parcel being looked at.
type examination struct {
	Doctor
	parcel data.Parcel
	found  []data.Finding
}

func (e *examination) find(key string, field data.ShipField, args map[string]any, fix ...data.ShipChange) {
	e.found = append(e.found, data.Finding{Parcel: e.parcel.ID, Key: key, Field: field, Args: args, Fix: fix})
}

// postal holds the code against the address.
func (e *examination) postal() {
	if e.Table == nil {
		return
	}
	a := e.parcel.To.Address
	code := a.Postal
	if !seven(code) {
		e.find("doctor.postal.missing", data.ShipPostal, nil, e.fitting()...)
		return
	}
	switch e.Table.Agree(code, a.Prefecture, a.Street) {
	case postal.NoCode:
		e.find("doctor.postal.unknown", data.ShipPostal, nil, e.fitting()...)
	case postal.OtherPrefecture:
		e.find("doctor.postal.prefecture", data.ShipPostal, e.covers(code), e.fitting()...)
	case postal.OtherCity:
		e.find("doctor.postal.city", data.ShipPostal, e.covers(code), e.fitting()...)
	case postal.OtherTown:
		e.find("doctor.postal.town", data.ShipPostal, e.covers(code), e.fitting()...)
	case postal.NoTown:
		e.find("doctor.town", data.ShipStreet, e.covers(code))
	case postal.Agrees:
		e.prefecture(code)
	}
}

// fitting proposes the code of the address, where there is one alone.
func (e *examination) fitting() []data.ShipChange {
	a := e.parcel.To.Address
	if codes := e.Table.Fitting(a.Prefecture, a.Street); len(codes) == 1 && codes[0] != a.Postal {
		return []data.ShipChange{{Field: data.ShipPostal, Value: codes[0]}}
	}
	return nil
}

func seven(code string) bool { return len(code) == 7 && strings.Trim(code, "0123456789") == "" }

// covers says what the code stands for, in the table's words.
func (e *examination) covers(code string) map[string]any {
	p := e.Table.Places(code)[0]
	return map[string]any{"place": p.Prefecture + p.City + p.Town}
}

// prefecture fills in a prefecture that was left out.
func (e *examination) prefecture(code string) {
	a := e.parcel.To.Address
	places := e.Table.Places(code)
	for _, p := range places {
		if p.Prefecture != places[0].Prefecture || strings.HasPrefix(strings.TrimSpace(a.Street), p.Prefecture) {
			return
		}
	}
	if a.Prefecture == "" {
		e.find("doctor.prefecture", data.ShipPrefecture, nil, data.ShipChange{Field: data.ShipPrefecture, Value: places[0].Prefecture})
	}
}

// words that stand where a house number would.
var numberless = []string{"無番地", "番外地", "番地なし", "地番なし", "局留", "気付", "止め", "私書箱"}

// number looks for a house number behind the town.
func (e *examination) number() {
	a := e.parcel.To.Address
	rest := a.Street
	if e.Table != nil {
		if s, ok := e.Table.Split(a.Postal, a.Prefecture, a.Street); ok {
			rest = s.Rest
		}
	}
	rest += a.Building
	if strings.ContainsFunc(rest, unicode.IsDigit) || strings.ContainsAny(rest, "一二三四五六七八九十①②③") || containsAny(rest, numberless) {
		return
	}
	e.find("doctor.number", data.ShipStreet, nil)
}

func containsAny(s string, all []string) bool {
	for _, w := range all {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// phone asks for ten or eleven digits, as carriers do.
func (e *examination) phone() {
	raw := e.parcel.To.Phone
	number := Phone(raw)
	switch {
	case strings.TrimSpace(raw) == "":
		e.find("doctor.phone.missing", data.ShipPhone, nil)
	case number == "":
		e.find("doctor.phone.form", data.ShipPhone, nil)
	case strings.Trim(raw, "0123456789-") != "":
		e.find("doctor.phone.write", data.ShipPhone, nil, data.ShipChange{Field: data.ShipPhone, Value: number})
	}
}

// Phone is a Japanese telephone number in the digits carriers take, with the
// hyphens it was written with; empty when it is none.
func Phone(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r = narrow(r); {
		case r >= '0' && r <= '9', r == '+':
			return r
		case strings.ContainsRune("-‐‑‒–—―−ーｰ()", r):
			return '-'
		}
		return -1
	}, s)
	if rest, ok := strings.CutPrefix(s, "+81"); ok {
		s = "0" + strings.TrimPrefix(strings.TrimPrefix(rest, "-"), "0")
	}
	for strings.Contains(s, "--") {
		s = strings.ReplaceAll(s, "--", "-")
	}
	s = strings.Trim(s, "-")
	digits := strings.ReplaceAll(s, "-", "")
	if !strings.HasPrefix(digits, "0") || len(digits) != 10 && len(digits) != 11 || strings.Contains(digits, "+") || digits[1] == '0' {
		return ""
	}
	if len(digits) == 11 && s == digits {
		return digits[:3] + "-" + digits[3:7] + "-" + digits[7:]
	}
	return s
}

func narrow(r rune) rune {
	if r >= '！' && r <= '～' {
		return r - '！' + '!'
	}
	return r
}
