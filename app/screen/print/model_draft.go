package print

import (
	"maps"
	"slices"

	"nifuda/data"
)

// Draft is the paper that is laid out: whose labels, what was decided about
// them, and the run that is on its way.
type Draft struct {
	Run     data.PrintRunID `json:"run,omitempty"`
	Orders  []data.OrderID  `json:"orders,omitempty"`
	Skipped []data.ParcelID `json:"skipped,omitempty"`
	Kept    []data.ParcelID `json:"kept,omitempty"`
}

// Draft gives what is in progress: nothing once it has come out.
func (m *Model) Draft() Draft {
	if m.state == Empty || m.state == Done {
		return Draft{}
	}
	return Draft{m.run.id, slices.Clone(m.orders), chosen(m.choice.skipped), chosen(m.settled)}
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

// Resume lays the same paper out again, or shows how far the run has come.
func (m *Model) Resume(d Draft) {
	if m.state == Printing {
		return
	}
	if d.Run != 0 {
		m.orders = slices.Clone(d.Orders)
		m.LookForPrinters()
		m.take(d.Run)
		return
	}
	if len(d.Orders) == 0 {
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
