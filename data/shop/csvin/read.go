package csvin

import (
	"context"
	"strings"

	"golang.org/x/text/width"

	"nifuda/data"
	"nifuda/data/shop"
)

// Read is one order of a file, with what is wrong or odd in its rows. Where it
// cannot be taken, Flaw says why and the order is empty but for its number.
type Read struct {
	Row   int // its first one
	Order data.Order
	Notes []data.ImportNote
	Flaw  string
}

// Orders reads all orders in the sequence of their first rows. It fails with
// Invalid KeyMap, with Stopped when ctx ends, or as take does.
func (s *Sheet) Orders(ctx context.Context, m data.ImportMap, take func(Read) error) error {
	if len(m.Missing()) > 0 {
		return fault(KeyMap)
	}
	r := reader{sheet: s, m: m, at: s.places()}
	groups, stray := r.groups()
	for _, n := range stray {
		if err := take(Read{Flaw: "row without an order number", Notes: []data.ImportNote{n}}); err != nil {
			return err
		}
	}
	for _, rows := range groups {
		if ctx.Err() != nil {
			return shop.Fault(shop.KeyStopped, ctx.Err())
		}
		if err := take(r.order(rows)); err != nil {
			return err
		}
	}
	return nil
}

// places is where each column stands.
func (s *Sheet) places() map[string]int {
	at := make(map[string]int, len(s.headers))
	for i, h := range s.headers {
		at[h] = i
	}
	return at
}

// reader reads a sheet by a map.
type reader struct {
	sheet *Sheet
	m     data.ImportMap
	at    map[string]int
}

// groups puts the rows of one order together, wherever they stand.
func (r reader) groups() (groups [][]row, stray []data.ImportNote) {
	place := map[string]int{}
	for _, at := range r.sheet.rows {
		cells, _ := r.sheet.cells(at.at)
		if strings.TrimSpace(strings.Join(cells, "")) == "" {
			continue // a spreadsheet's empty row
		}
		id := r.text(cells, data.ImportNumber)
		if id == "" {
			stray = append(stray, data.ImportNote{Row: at.number, Column: r.column(data.ImportNumber), Key: "import.row.number", Fatal: true})
			continue
		}
		i, ok := place[id]
		if !ok {
			i = len(groups)
			place[id], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], at)
	}
	return groups, stray
}

// column names the first column of a field, for a note.
func (r reader) column(f data.ImportField) string {
	if c := r.m.Fields[f].Columns; len(c) > 0 {
		return c[0]
	}
	return ""
}

// joints stand between several columns of one field.
var joints = map[data.ImportField]string{
	data.ImportBuyerPostal: "", data.ImportShipPostal: "", data.ImportBuyerPhone: "-", data.ImportShipPhone: "-",
	data.ImportSKU: "-", data.ImportRemarks: "\n", data.ImportOption: " / ", data.ImportGift: " / ",
}

// parts are the texts of a field's columns that hold something.
func (r reader) parts(cells []string, f data.ImportField) []string {
	from := r.m.Fields[f]
	if len(from.Columns) == 0 && from.Constant != "" {
		return []string{from.Constant}
	}
	var all []string
	for _, c := range from.Columns {
		i, ok := r.at[c]
		if !ok || i >= len(cells) {
			continue
		}
		text := shop.Line(cells[i])
		if f == data.ImportRemarks {
			text = shop.Text(cells[i])
		}
		if text != "" {
			all = append(all, text)
		}
	}
	return all
}

func (r reader) text(cells []string, f data.ImportField) string {
	joint, ok := joints[f]
	if !ok {
		joint = " "
	}
	all := r.parts(cells, f)
	if f == data.ImportBuyerStreet || f == data.ImportShipStreet {
		return street(all)
	}
	return strings.Join(all, joint)
}

// street puts a blank between Latin letters alone.
func street(all []string) (s string) {
	for _, part := range all {
		if s != "" && s[len(s)-1] < 0x80 && part[0] < 0x80 {
			s += " "
		}
		s += part
	}
	return s
}

// order reads the rows of one order.
func (r reader) order(rows []row) Read {
	b := builder{reader: r, decimals: 0, flags: map[string]bool{}}
	for _, at := range rows {
		cells, bad := r.sheet.cells(at.at)
		b.row = at.number
		b.shape(cells, bad)
		if b.first == nil {
			b.first, b.firstRow = cells, at.number
			b.currency()
		}
		b.all = append(b.all, cells)
		b.numbers = append(b.numbers, at.number)
	}
	b.build()
	out := Read{Row: b.firstRow, Order: b.order, Notes: b.notes}
	for _, n := range b.notes {
		if n.Fatal {
			out.Flaw = "a row of the file cannot be read"
		}
	}
	if out.Flaw == "" {
		out.Flaw = shop.Flaw(b.order)
		if out.Flaw != "" {
			out.Notes = append(out.Notes, data.ImportNote{Row: b.firstRow, Key: "import.row.order", Fatal: true})
		}
	}
	if out.Flaw != "" {
		out.Order = data.Order{Remote: data.Remote{ID: b.order.Remote.ID, Number: b.order.Remote.Number}}
		return out
	}
	shop.Redact(&out.Order)
	return out
}

// shape notes what is wrong with a row as a whole. A row that is too long has
// slipped: its street may stand where its name should.
func (b *builder) shape(cells []string, bad int) {
	if bad >= 0 {
		name := ""
		if bad < len(b.sheet.headers) {
			name = b.sheet.headers[bad]
		}
		b.notes = append(b.notes, data.ImportNote{Row: b.row, Column: name, Key: "import.row.letters", Fatal: b.used(name)})
	}
	if len(cells) > len(b.sheet.headers) && strings.TrimSpace(strings.Join(cells[len(b.sheet.headers):], "")) != "" {
		b.note("", "import.row.long", true)
	}
	if len(cells) < len(b.sheet.headers) && !b.flags["short"] {
		b.flags["short"] = true
		b.note("", "import.row.short", false)
	}
}

// used reports whether anything comes from a column.
func (b *builder) used(column string) bool {
	for _, s := range b.m.Fields {
		for _, c := range s.Columns {
			if c == column {
				return true
			}
		}
	}
	return false
}

// money reads an amount: several columns are added. An empty one is nothing.
func (b *builder) money(cells []string, f data.ImportField) (sum data.Money, any bool) {
	for _, part := range b.parts(cells, f) {
		if b.m.Unfixed != "" && part == b.m.Unfixed {
			continue
		}
		plain := strings.NewReplacer("¥", "", "￥", "", "\\", "", "円", "", "JPY", "", "\u2212", "-", "△", "-", "▲", "-").Replace(width.Fold.String(part))
		n, whole, ok := shop.Minor(plain, b.decimals)
		if !ok {
			b.note(b.column(f), "import.row.amount", true)
			continue
		}
		if !whole {
			b.flags["fraction"] = true
		}
		sum, any = sum+n, true
	}
	return sum, any
}

func (b *builder) note(column, key string, fatal bool) {
	b.notes = append(b.notes, data.ImportNote{Row: b.row, Column: column, Key: key, Fatal: fatal})
}
