package csvin

import (
	"slices"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
)

// builder makes one order of its rows.
type builder struct {
	reader
	order    data.Order
	notes    []data.ImportNote
	all      [][]string
	numbers  []int
	first    []string
	firstRow int
	row      int // the one that is read
	decimals int
	flags    map[string]bool // what is said once
	keys     []string        // of the ship-tos, as they come
}

// currency is read first: amounts depend on it.
func (b *builder) currency() {
	code := strings.ToUpper(b.text(b.first, data.ImportCurrency))
	if code == "" {
		code = "JPY"
	}
	decimals, ok := shop.Decimals(code)
	if !ok {
		b.note(b.column(data.ImportCurrency), "import.row.currency", true)
		return
	}
	b.order.Sum.Currency, b.decimals = code, decimals
}

// once is a field of the whole order: it stands in every row or only in the
// first. Rows that disagree are told of.
func (b *builder) once(f data.ImportField) (text string, cells []string) {
	cells = b.first
	for i, row := range b.all {
		switch got := b.text(row, f); {
		case got == "" || got == text:
		case text == "":
			text, cells, b.row = got, row, b.numbers[i]
		default:
			b.notes = append(b.notes, data.ImportNote{Row: b.numbers[i], Column: b.column(f), Key: "import.row.differs"})
			return text, cells
		}
	}
	return text, cells
}

func (b *builder) only(f data.ImportField) string {
	text, _ := b.once(f)
	return text
}

func (b *builder) build() {
	o := &b.order
	number := b.text(b.first, data.ImportNumber)
	o.Remote.ID, o.Remote.Number = number, number
	placed := b.only(data.ImportPlaced)
	at, ok := moment(placed)
	if !ok {
		b.note(b.column(data.ImportPlaced), "import.row.date", true)
	}
	o.Remote.PlacedAt = at.UTC()
	if updated := b.only(data.ImportUpdated); updated != "" {
		if at, ok := moment(updated); ok {
			o.Remote.UpdatedAt = at.UTC()
		}
	}
	o.Buyer = b.contact(func(f data.ImportField) string { return b.only(f) }, buyerFields)
	o.Remarks = b.only(data.ImportRemarks)
	for i, cells := range b.all {
		b.row = b.numbers[i]
		b.goods(cells)
	}
	if len(o.Parcels) == 0 {
		b.parcel(b.first)
	}
	if len(o.Lines) == 0 {
		b.row = b.firstRow
		b.note(b.column(data.ImportName), "import.row.goods", true)
	}
	b.charges()
	b.row = b.firstRow
	unknown := b.standing()
	b.settle()
	o.Problems = append(shop.Problems(*o), unknown...)
	if b.flags["fraction"] {
		o.Problems = append(o.Problems, data.Problem{Key: shop.ProblemFraction})
	}
}

// fields of a person.
type person struct {
	name, kana, company, postal, prefecture, street, building, country, phone, email data.ImportField
}

var (
	buyerFields = person{data.ImportBuyerName, data.ImportBuyerKana, data.ImportBuyerCompany, data.ImportBuyerPostal, data.ImportBuyerPrefecture,
		data.ImportBuyerStreet, data.ImportBuyerBuilding, data.ImportBuyerCountry, data.ImportBuyerPhone, data.ImportBuyerEmail}
	shipFields = person{data.ImportShipName, data.ImportShipKana, data.ImportShipCompany, data.ImportShipPostal, data.ImportShipPrefecture,
		data.ImportShipStreet, data.ImportShipBuilding, data.ImportShipCountry, data.ImportShipPhone, ""}
)

func (b *builder) contact(get func(data.ImportField) string, f person) data.Contact {
	a := data.Address{Postal: shop.Postal(bare(get(f.postal))), Prefecture: shop.Region(get(f.prefecture)), Street: get(f.street), Building: get(f.building), Country: get(f.country)}
	if a.Country == "日本" || strings.EqualFold(a.Country, "JP") || strings.EqualFold(a.Country, "Japan") {
		a.Country = ""
	}
	if prefecture, rest := shop.CutPrefecture(a.Street); prefecture != "" && (a.Prefecture == "" || a.Prefecture == prefecture) {
		a.Prefecture, a.Street = prefecture, rest
	}
	return data.Contact{Name: get(f.name), Kana: get(f.kana), Company: get(f.company), Phone: bare(get(f.phone)), Email: get(f.email), Address: a}
}

// bare takes off what spreadsheets put around digits to keep their zeros.
func bare(s string) string {
	s = strings.TrimPrefix(s, "'")
	if inner, ok := strings.CutPrefix(s, `="`); ok {
		return strings.TrimSuffix(inner, `"`)
	}
	return s
}

// parcel finds the ship-to of a row, or makes it: by its id or else by its
// words. A row without any belongs to the ship-to above it.
func (b *builder) parcel(cells []string) int {
	to := b.contact(func(f data.ImportField) string { return b.text(cells, f) }, shipFields)
	id := b.text(cells, data.ImportShipID)
	key := id
	if key == "" && to != (data.Contact{}) {
		a := to.Address
		key = strings.Join([]string{to.Name, to.Company, a.Postal, a.Prefecture, a.Street, a.Building, to.Phone}, "\x00")
	}
	if key == "" && len(b.keys) > 0 {
		return len(b.keys) - 1
	}
	if i := slices.Index(b.keys, key); i >= 0 {
		return i
	}
	if to == (data.Contact{}) {
		to = b.order.Buyer
		to.Email = ""
	}
	p := data.Parcel{RemoteID: id, To: to, Gift: b.text(cells, data.ImportGift), Carrier: b.text(cells, data.ImportCarrier),
		Tracking: b.text(cells, data.ImportTracking), Wanted: data.Wanted{Slot: slot(b.text(cells, data.ImportSlot))}}
	if words := b.text(cells, data.ImportDate); words != "" {
		if at, ok := moment(words); ok {
			y, m, d := at.In(jst).Date()
			p.Wanted.Date = time.Date(y, m, d, 0, 0, 0, 0, jst)
		} else if none, known := said(words); none || !known && words != "指定なし" && words != "指定無し" {
			b.note(b.column(data.ImportDate), "import.row.wanted", false)
			b.order.Remarks = shop.Join(b.order.Remarks, words)
		}
	}
	p.Shipped, _ = said(b.text(cells, data.ImportGone))
	b.keys, b.order.Parcels = append(b.keys, key), append(b.order.Parcels, p)
	return len(b.keys) - 1
}
