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
	Number string         // order number
	Field  data.ShipField // empty where parcels were put into one box
	back   []data.ShipChange
}

// Box reports whether parcels were put into one box; Number is the box's then.
func (x Mended) Box() bool { return x.Field == "" }

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
		if Proposes(f) {
			m.Take(f)
			return
		}
	}
}

// Proposes reports whether there is something to take of a finding.
func Proposes(f data.Finding) bool { return len(f.Fix)+len(f.Join) > 0 }

// Take does what a finding proposes: it writes it into the ship-to, or puts
// parcels into one box.
func (m *Model) Take(f data.Finding) {
	took := Mended{Parcel: f.Parcel, Number: m.Job(f.Parcel).Number, Field: f.Field}
	do := func(ctx context.Context) (err error) {
		took.back, err = m.desk.Mend(ctx, f.Parcel, f.Fix)
		return err
	}
	if len(f.Join) > 0 {
		took.Field = ""
		do = func(ctx context.Context) error { return m.desk.Join(ctx, f.Join) }
	}
	if Proposes(f) {
		m.mend(do, func() {
			if took.Box() {
				took.Number = m.Job(f.Parcel).Number
			}
			m.care.mended = append(m.care.mended, took)
		})
	}
}

// TakeBack undoes the proposal that was taken last.
func (m *Model) TakeBack() {
	n := len(m.care.mended)
	if n == 0 {
		return
	}
	last := m.care.mended[n-1]
	m.mend(func(ctx context.Context) error {
		if last.Box() {
			_, err := m.desk.Apart(ctx, last.Parcel)
			return err
		}
		_, err := m.desk.Mend(ctx, last.Parcel, last.back)
		return err
	}, func() { m.care.mended = m.care.mended[:n-1] })
}

// mend changes ship-tos and takes the labels in again; did follows when the
// change was made. One change is made at a time.
func (m *Model) mend(do func(context.Context) error, did func()) {
	if m.state != Ready || m.care.busy {
		return
	}
	m.care.busy, m.care.err = true, nil
	orders := m.orders
	m.slots.mend.Run(func(ctx context.Context) func() {
		var jobs []data.LabelJob
		failed := do(ctx)
		err := failed
		if err == nil {
			jobs, err = m.desk.Labels(ctx, orders)
		}
		return func() {
			m.care.busy, m.care.err = false, err
			if err == nil && m.state == Ready {
				m.jobs = jobs
				m.examine()
			}
			if failed == nil {
				did()
			}
			m.lay()
		}
	})
}
