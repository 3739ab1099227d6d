package print

import (
	"maps"
	"slices"

	"nifuda/data"
)

// Draft is the paper that is laid out: whose labels, and what was decided about
// them.
type Draft struct {
	Orders  []data.OrderID  `json:"orders,omitempty"`
	Skipped []data.ParcelID `json:"skipped,omitempty"`
	Kept    []data.ParcelID `json:"kept,omitempty"`
}

// Draft gives what is in progress: nothing once it has come out.
func (m *Model) Draft() Draft {
	if m.state == Empty || m.state == Done {
		return Draft{}
	}
	return Draft{slices.Clone(m.orders), chosen(m.choice.skipped), chosen(m.settled)}
}

func chosen(all map[data.ParcelID]bool) []data.ParcelID {
	var ids []data.ParcelID
	for _, id := range slices.Sorted(maps.Keys(all)) {
		if all[id] {
			ids = append(ids, id)
		}
	}
	return ids
}

// Resume lays the same paper out again.
func (m *Model) Resume(d Draft) {
	if len(d.Orders) == 0 || m.state == Printing {
		return
	}
	m.Open(d.Orders)
	for _, id := range d.Skipped {
		m.choice.skipped[id] = true
	}
	for _, id := range d.Kept {
		m.settled[id] = true
	}
	m.lay()
}
