package bench

import (
	"context"

	"nifuda/data"
)

// Draft is what is in progress in this room, to take up again later: which
// parcel, and what she typed. Its box is on the desk already.
type Draft struct {
	Parcel   data.ParcelID `json:"parcel,omitempty"`
	Tracking string        `json:"tracking,omitempty"`
	Panel    Panel         `json:"panel,omitempty"`
	Trouble  data.Trouble  `json:"trouble,omitempty"`
	Words    string        `json:"words,omitempty"`
}

// Draft gives what is in progress.
func (m *Model) Draft() Draft {
	return Draft{m.box.parcel.ID, m.tag.text, m.panel.which, m.panel.trouble, m.panel.words}
}

// Resume opens the parcel of a draft again, with what was typed. Nothing is
// printed or sent by itself.
func (m *Model) Resume(d Draft) {
	m.turn(func() {
		if d.Parcel == 0 {
			return
		}
		m.open(func(context.Context) (data.ParcelID, error) { return d.Parcel, nil }, func() {
			m.tag.text = d.Tracking
			m.panel = panel{trouble: d.Trouble, words: d.Words}
			if d.Panel == Problem || d.Panel == Overriding && m.state == Packing || d.Panel == Reprinting && m.state == Tagging {
				m.panel.which = d.Panel
			}
		})
	})
}
