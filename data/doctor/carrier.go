package doctor

import (
	"regexp"
	"slices"
	"strings"

	"nifuda/data"
)

// Carrier is what a carrier takes. Widths are in half-width characters, as
// Shift_JIS counts bytes.
type Carrier struct {
	Key      string
	Address  []int // its lines
	Building int   // a field of its own; 0 where it is one of the lines
	Name     int
	hours    []string // that may be asked for
	gone     map[string]string
	named    []string // what storefronts call it
}

// Carriers are those whose limits are known: the import files of B2クラウド,
// e飛伝III, ゆうパックプリントR and クリックポスト.
func Carriers() []Carrier {
	return []Carrier{
		{Key: "yamato", Address: []int{64}, Building: 32, Name: 32, hours: []string{"am", "14-16", "16-18", "18-20", "19-21"},
			gone: map[string]string{"12-14": "14-16", "20-21": "19-21"}, named: []string{"ヤマト", "クロネコ", "宅急便", "ネコポス", "yamato"}},
		{Key: "sagawa", Address: []int{32, 32, 32}, Name: 64, hours: []string{"am", "12-14", "14-16", "16-18", "18-20", "18-21", "19-21"},
			gone: map[string]string{"20-21": "19-21"}, named: []string{"佐川", "飛脚", "sagawa"}},
		{Key: "clickpost", Address: []int{40, 40, 40, 40}, Name: 40, named: []string{"クリックポスト", "clickpost"}},
		{Key: "yupack", Address: []int{50, 50, 50}, Name: 100, hours: []string{"am", "12-14", "14-16", "16-18", "18-20", "19-21"},
			gone: map[string]string{"20-21": "19-21"}, named: []string{"ゆうパック", "ゆうパケット", "ゆうメール", "日本郵便", "郵便局", "japanpost", "japan post", "レターパック"}},
	}
}

// carrierOf finds the carrier a storefront names.
func carrierOf(name string) (Carrier, bool) {
	name = strings.ToLower(name)
	for _, c := range Carriers() {
		if name != "" && slices.ContainsFunc(c.named, func(n string) bool { return strings.Contains(name, n) }) {
			return c, true
		}
	}
	return Carrier{}, false
}

var twoHours = regexp.MustCompile(`^(\d{1,2})(?::?00|時)?[-~〜～−ー至]?(\d{1,2})(?::?00|時)?(?:まで)?$`)

// hours is a slot in the words of this room: am, 14-16; empty when it is in
// words of the shop's own.
func hours(slot string) string {
	s := strings.Map(func(r rune) rune {
		if r == ' ' || r == '　' {
			return -1
		}
		return narrow(r)
	}, slot)
	if strings.Contains(s, "午前") || s == "0812" || s == "8-12" {
		return "am"
	}
	m := twoHours.FindStringSubmatch(s)
	if m == nil || len(m[1]) < 2 || len(m[2]) < 2 {
		return ""
	}
	return m[1] + "-" + m[2]
}

// wanted looks at the day and the hours that the buyer asked for.
func (e *examination) wanted() {
	w := e.parcel.Wanted
	if !w.Date.IsZero() && !e.Today.IsZero() && w.Date.Format("20060102") < e.Today.Format("20060102") {
		e.find("doctor.date", data.ShipDate, nil)
	}
	slot := hours(w.Slot)
	if slot == "" {
		return
	}
	c, known := carrierOf(e.parcel.Carrier)
	if !known {
		c = Carrier{gone: map[string]string{"20-21": "19-21"}} // no carrier has it any more
	}
	to, gone := c.gone[slot]
	switch {
	case gone:
		e.find("doctor.slot", data.ShipSlot, map[string]any{"slot": w.Slot}, data.ShipChange{Field: data.ShipSlot, Value: to})
	case known && !slices.Contains(c.hours, slot):
		e.find("doctor.slot", data.ShipSlot, map[string]any{"slot": w.Slot})
	}
}

// lengths holds the ship-to against the lines of its carrier.
func (e *examination) lengths() {
	c, known := carrierOf(e.parcel.Carrier)
	if !known {
		return
	}
	to := e.parcel.To
	if _, fits := c.Lines(to.Address); !fits {
		e.find("doctor.long.address", data.ShipStreet, nil, c.moved(to.Address)...)
	}
	for _, x := range []struct {
		field data.ShipField
		text  string
	}{{data.ShipName, to.Name}, {data.ShipCompany, to.Company}} {
		limit := c.Name
		if x.field == data.ShipCompany && c.Key == "yamato" {
			limit = 100
		}
		if Width(x.text) > limit {
			e.find("doctor.long.name", x.field, map[string]any{"most": limit / 2})
		}
	}
}

// moved is the street with everything behind the house number put to the
// building, where that is enough.
func (c Carrier) moved(a data.Address) []data.ShipChange {
	pieces := pieces(a.Street)
	for i, p := range pieces {
		if !p.number || i+1 == len(pieces) {
			continue
		}
		b := a
		b.Street = join(pieces[:i+1])
		b.Building = strings.TrimSpace(strings.TrimSpace(join(pieces[i+1:])) + " " + a.Building)
		if _, fits := c.Lines(b); fits {
			return []data.ShipChange{{Field: data.ShipStreet, Value: b.Street}, {Field: data.ShipBuilding, Value: b.Building}}
		}
	}
	return nil
}
