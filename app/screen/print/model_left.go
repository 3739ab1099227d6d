package print

import (
	"context"
	"errors"
	"slices"
	"time"

	"nifuda/app/run"
	"nifuda/app/task"
	"nifuda/data"
	"nifuda/labels/stock"
)

// show has the room look at a run, or at none with 0, and forgets the one before:
// also what was asked about it.
func (m *Model) show(id data.PrintRunID) {
	m.slots.left.Cancel()
	m.run.unwatch()
	m.run.unwatch = func() {}
	m.run.current = current{id: id}
}

// Left is where the run stands that is shown, once that is known.
func (m *Model) Left() (data.Run, bool) { return m.run.now, m.run.now.ID != 0 }

// Running reports whether a run is shown, or should be.
func (m *Model) Running() bool { return m.run.id != 0 }

// Waiting counts the runs that were left in the middle besides the one that is
// shown, and the pages they still have to print.
func (m *Model) Waiting() (runs, pages int) {
	for _, r := range m.run.open {
		if r.ID != m.run.id {
			_, printed := r.Next()
			runs, pages = runs+1, pages+len(r.Pages)-printed
		}
	}
	return runs, pages
}

// LookForRuns asks for runs that were left in the middle, once the jobs they
// left with a printer were asked after.
func (m *Model) LookForRuns() {
	if m.state == Printing {
		return // its own jobs are followed already
	}
	ask(m, m.slots.runs, m.openRuns, func(all []data.Run) { m.run.open = all })
}

func (m *Model) openRuns(ctx context.Context) ([]data.Run, error) {
	all, err := m.desk.OpenRuns(ctx)
	var open []data.Run
	for _, r := range all {
		now, e := m.upToDate(ctx, r)
		if err = errors.Join(err, e); now.Ended.IsZero() {
			open = append(open, now)
		}
	}
	return open, err
}

// upToDate is a run as it stands once the printing system was asked after the
// jobs that it still has. One whose last page came out meanwhile is closed. A
// printing system that does not answer leaves what is known.
func (m *Model) upToDate(ctx context.Context, r data.Run) (data.Run, error) {
	if !r.Ended.IsZero() {
		return r, nil
	}
	err := run.Settle(ctx, m.desk, m.press, r)
	if kind := data.KindOf(err); err != nil && kind != data.Unreachable && kind != data.Busy {
		return r, err
	}
	now, err := m.desk.Run(ctx, r.ID)
	if first, _ := now.Next(); err != nil || first < len(now.Pages) {
		return now, err
	}
	if err := m.desk.CloseRun(ctx, r.ID); err != nil {
		return now, err
	}
	return m.desk.Run(ctx, r.ID)
}

// PickUp takes up the newest run that was left in the middle.
func (m *Model) PickUp() {
	if m.state == Printing || len(m.run.open) == 0 {
		return
	}
	m.take(m.run.open[0].ID)
}

func (m *Model) take(id data.PrintRunID) {
	m.state, m.err = Stopped, nil
	m.show(id)
	m.look()
}

// watching is how often a page is asked after that a printer is still at.
const watching = 2 * time.Second

// watch looks again while a printer is at a page of an earlier session.
func (m *Model) watch() {
	m.run.unwatch()
	m.run.unwatch = func() {}
	for _, p := range m.run.now.Pages {
		if p.State == data.PageSent && m.state == Stopped {
			m.run.unwatch = m.run.every(watching, m.look)
			return
		}
	}
}

// standing is a run with its drawing.
type standing struct {
	now       data.Run
	drawn     []run.Drawn
	void      map[data.ParcelID]bool
	orders    []data.OrderID
	stretches map[string]int
}

// remembered keeps where the next run of labels starts, once this one is through.
func (m *Model) remembered() {
	if m.state != Done || m.run.kept {
		return
	}
	m.run.kept = true
	for _, part := range m.run.now.Plan.Parts {
		s, err := stockOf(m.choice.shelf, part.Stock)
		if part.Kind == data.RunLabels && err == nil && s.PerPage() > 1 {
			next := (part.Start + len(m.run.now.Plan.Parcels)) % s.PerPage()
			m.memory.Remember(part.Printer.Device, s.Code, next)
			if s.Code == m.choice.stock.Code {
				m.choice.start = next
			}
		}
	}
}

// Look asks again where the run stands.
func (m *Model) Look() { m.look() }

// Shown is the stock of the page that is shown.
func (m *Model) Shown() stock.Stock {
	if i := m.run.shown; i < len(m.run.now.Pages) {
		if s, err := (words{shelf: m.choice.shelf, forms: m.choice.forms}).stockOf(m.run.now.Plan.Parts[m.run.now.Pages[i].Part]); err == nil {
			return s
		}
	}
	if f, ok := m.sheafShown(); ok && !m.Running() {
		return f.stock
	}
	return m.choice.stock
}

// look reads where the run stands and draws its pages.
func (m *Model) look() {
	m.changed()
	id := m.run.id
	if !m.Running() || m.state == Printing {
		return
	}
	ask(m, m.slots.left, func(ctx context.Context) (standing, error) { return m.stand(ctx, id) }, func(s standing) {
		m.run.now, m.run.drawn, m.run.void = s.now, s.drawn, s.void
		m.choice.settings.Stretches = s.stretches
		if len(m.orders) == 0 {
			m.orders = s.orders
		}
		if !s.now.Ended.IsZero() && m.state == Stopped {
			m.state = Done
		}
		m.remembered()
		m.watch()
		m.run.shown = min(m.run.shown, max(len(s.drawn)-1, 0))
		if first, _ := s.now.Next(); first < len(s.drawn) {
			m.run.shown = first
		}
		m.drawRun()
	})
}

func (m *Model) stand(ctx context.Context, id data.PrintRunID) (standing, error) {
	now, err := m.desk.Run(ctx, id)
	if err == nil {
		now, err = m.upToDate(ctx, now)
	}
	if err != nil {
		return standing{}, err
	}
	w, err := wordsOf(ctx, m.desk, now.Plan)
	if err != nil {
		return standing{}, err
	}
	settings, err := m.desk.Settings(ctx)
	if err != nil {
		return standing{}, err
	}
	sheafs, err := bind(m.press, now.Plan, w)
	drawn, _ := paged(sheafs, w.jobs, settings.Offsets)
	s := standing{now: now, drawn: drawn, void: map[data.ParcelID]bool{}, stretches: settings.Stretches}
	for _, j := range w.jobs {
		if j.Void {
			s.void[j.Parcel] = true
		}
		if !slices.Contains(s.orders, j.Order) {
			s.orders = append(s.orders, j.Order)
		}
	}
	return s, err
}

// ask asks in a slot and shows what went wrong.
func ask[T any](m *Model, slot *task.Slot, ask func(context.Context) (T, error), answer func(T)) {
	slot.Run(func(ctx context.Context) func() {
		v, err := ask(ctx)
		return func() {
			if err != nil {
				m.err = err
			} else {
				answer(v)
			}
			m.changed()
		}
	})
}

// Altered are the numbers of the pages left to print whose orders have changed
// since the run began.
func (m *Model) Altered() []int {
	var all []int
	for i, p := range m.run.now.Pages {
		if i >= len(m.run.drawn) || p.State != data.PagePrinted && string(m.run.drawn[i].Hash) != string(p.Hash) {
			all = append(all, p.Number)
		}
	}
	return all
}

// Void counts the labels left to print whose orders were cancelled since, or
// that have left.
func (m *Model) Void() (n int) {
	for _, p := range m.run.now.Pages {
		if p.State == data.PagePrinted {
			continue
		}
		for _, id := range p.Parcels {
			if m.run.void[id] {
				n++
			}
		}
	}
	return n
}

// drawRun makes the picture of the run's page that is shown.
func (m *Model) drawRun() {
	if m.run.shown < len(m.run.drawn) {
		m.picture(m.run.drawn[m.run.shown].Page)
	}
}

// ShowPage looks at a page of the run.
func (m *Model) ShowPage(number int) {
	if number >= 1 && number <= len(m.run.drawn) {
		m.run.shown, m.sheet.image = number-1, nil
		m.drawRun()
		m.changed()
	}
}
