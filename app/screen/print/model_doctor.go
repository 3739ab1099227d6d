package print

import (
	"context"

	"nifuda/data"
)

// care is what was found about the ship-tos, and what was changed since the
// room was opened.
type care struct {
	findings []data.Finding
	mended   []Mended
	busy     bool
	err      error
}

// Mended is a proposal that was taken, and can be taken back until the room is
// left.
type Mended struct {
	Parcel data.ParcelID
	Number string // order number
	Field  data.ShipField
	back   []data.ShipChange
}

// Findings lists what to look at in the ship-tos of the labels that are
// printed, in the order of the labels.
func (m *Model) Findings() []data.Finding {
	var all []data.Finding
	for _, j := range m.sheet.jobs {
		for _, f := range m.care.findings {
			if f.Parcel == j.Parcel {
				all = append(all, f)
			}
		}
	}
	return all
}

// Mended lists the proposals that were taken; MendErr is why the ship-tos could
// not be looked at or changed.
func (m *Model) Mended() []Mended { return m.care.mended }
func (m *Model) MendErr() error   { return m.care.err }

// Job is the label of a parcel.
func (m *Model) Job(id data.ParcelID) data.LabelJob {
	for _, j := range m.jobs {
		if j.Parcel == id {
			return j
		}
	}
	return data.LabelJob{}
}

// examine looks at the ship-tos of the labels.
func (m *Model) examine() {
	ids := parcelsOf(m.jobs)
	if len(ids) == 0 {
		return
	}
	m.slots.doctor.Run(func(ctx context.Context) func() {
		found, err := m.desk.Examine(ctx, ids)
		return func() {
			m.care.findings, m.care.err = found, err
			m.changed()
		}
	})
}

func parcelsOf(jobs []data.LabelJob) []data.ParcelID {
	var ids []data.ParcelID
	for _, j := range jobs {
		ids = append(ids, j.Parcel)
	}
	return ids
}

// TakeFirst takes the first proposal.
func (m *Model) TakeFirst() {
	for _, f := range m.Findings() {
		if len(f.Fix) > 0 {
			m.Take(f)
			return
		}
	}
}

// Take writes what a finding proposes into the ship-to.
func (m *Model) Take(f data.Finding) {
	m.mend(f.Parcel, f.Fix, func(back []data.ShipChange) {
		m.care.mended = append(m.care.mended, Mended{f.Parcel, m.Job(f.Parcel).Number, f.Field, back})
	})
}

// TakeBack undoes the proposal that was taken last.
func (m *Model) TakeBack() {
	n := len(m.care.mended)
	if n == 0 {
		return
	}
	last := m.care.mended[n-1]
	m.mend(last.Parcel, last.back, func([]data.ShipChange) { m.care.mended = m.care.mended[:n-1] })
}

// mend changes a ship-to and takes the labels in again. One change is made at a
// time.
func (m *Model) mend(id data.ParcelID, changes []data.ShipChange, did func(back []data.ShipChange)) {
	if m.state != Ready || m.care.busy || len(changes) == 0 {
		return
	}
	m.care.busy, m.care.err = true, nil
	orders := m.orders
	m.slots.mend.Run(func(ctx context.Context) func() {
		var jobs []data.LabelJob
		back, err := m.desk.Mend(ctx, id, changes)
		if err == nil {
			jobs, err = m.desk.Labels(ctx, orders)
		}
		return func() {
			m.care.busy, m.care.err = false, err
			if back != nil {
				did(back)
			}
			if err == nil && m.state == Ready {
				m.jobs = jobs
				m.examine()
			}
			m.lay()
		}
	})
}
