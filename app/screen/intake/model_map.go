package intake

import (
	"slices"
	"strings"

	"nifuda/data"
)

// paidAll stands for the payment where a file holds paid orders alone.
const paidAll = "済"

// Row is one line of the table: a field and where it comes from.
type Row struct {
	Field   data.ImportField
	From    data.ImportSource
	Needed  bool
	Samples []string // of the first rows of the file
}

// Rows are the fields that come from somewhere, those that are needed, and
// those that were asked for.
func (m *Model) Rows() []Row {
	var all []Row
	needed := data.ImportNeeds()
	for _, f := range data.ImportFields() {
		r := Row{Field: f, From: m.file.plan.Map.Fields[f], Needed: slices.Contains(needed, f)}
		if r.From.Empty() && !r.Needed && !slices.Contains(m.file.more, f) {
			continue
		}
		r.Samples = m.samples(r.From)
		all = append(all, r)
	}
	return all
}

func (m *Model) samples(from data.ImportSource) []string {
	var all []string
	for _, cells := range m.file.Samples {
		var parts []string
		for _, c := range from.Columns {
			if i := slices.Index(m.file.Columns, c); i >= 0 && cells[i] != "" {
				parts = append(parts, cells[i])
			}
		}
		all = append(all, strings.Join(parts, " "))
	}
	return all
}

// Others are the fields that are not in the table; Want puts one there.
func (m *Model) Others() []data.ImportField {
	rows := m.Rows()
	return slices.DeleteFunc(data.ImportFields(), func(f data.ImportField) bool {
		return slices.ContainsFunc(rows, func(r Row) bool { return r.Field == f })
	})
}

// Want: see Others.
func (m *Model) Want(f data.ImportField) {
	if m.editing() {
		m.file.more = append(m.file.more, f)
		m.changed()
	}
}

// Unused are the columns that nothing comes from.
func (m *Model) Unused() []string { return m.file.plan.Map.Unused(m.file.Columns) }

// Set takes a column for the nth place of a field: beyond the last it is one
// more to be joined, and an empty one takes the place away.
func (m *Model) Set(f data.ImportField, place int, column string) {
	if !m.editing() {
		return
	}
	from := m.file.plan.Map.Fields[f]
	columns := slices.Clone(from.Columns)
	switch {
	case column == "" && place < len(columns):
		columns = slices.Delete(columns, place, place+1)
	case column == "":
	case place < len(columns):
		columns[place] = column
	default:
		columns = append(columns, column)
	}
	m.put(f, data.ImportSource{Columns: columns})
}

// SetPaid says that every order of such a file is paid.
func (m *Model) SetPaid() {
	if m.editing() {
		m.put(data.ImportPaid, data.ImportSource{Constant: paidAll})
	}
}

// put changes a map of our own: what was recognised stays as it was.
func (m *Model) put(f data.ImportField, from data.ImportSource) {
	p := &m.file.plan.Map
	fields := make(map[data.ImportField]data.ImportSource, len(p.Fields)+1)
	for k, v := range p.Fields {
		fields[k] = v
	}
	fields[f] = from
	if from.Empty() {
		delete(fields, f)
		if !slices.Contains(m.file.more, f) {
			m.file.more = append(m.file.more, f)
		}
	}
	p.Fields = fields
	m.changed()
}
