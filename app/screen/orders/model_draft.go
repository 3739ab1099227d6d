package orders

import (
	"maps"

	"nifuda/data"
)

// Draft is what is in progress in this room, to take up again later.
type Draft struct {
	Tab     data.Tab                `json:"tab"`
	Sort    data.Sort               `json:"sort"`
	Text    string                  `json:"text,omitempty"`
	Checked map[data.OrderID]Mark   `json:"marked,omitempty"`
	Open    data.OrderID            `json:"open,omitempty"`
	Notes   map[data.OrderID]string `json:"notes,omitempty"` // typed and not kept
}

// Draft gives what is in progress.
func (m *Model) Draft() Draft {
	return Draft{m.query.Tab, m.query.Sort, m.query.Text, maps.Clone(m.checked), m.opened.id, maps.Clone(m.notes.typed)}
}

// Resume takes up a draft. The next Refresh asks for what it needs.
func (m *Model) Resume(d Draft) {
	m.query = data.OrderQuery{Tab: d.Tab, Sort: d.Sort, Text: d.Text}
	m.list.rows = nil
	clear(m.checked)
	maps.Copy(m.checked, d.Checked)
	clear(m.notes.typed)
	maps.Copy(m.notes.typed, d.Notes)
	m.opened = opened{id: d.Open, state: Loading, bare: masked()}
	m.changed(Rows | Counts | Checks | Detail)
}
