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

// Left is a run that is not through.
func (m *Model) Left() (data.Run, bool) {
	return m.run.now, m.run.id != 0 && m.run.now.ID == m.run.id && len(m.run.now.Pages) > 0
}

// Running reports whether a run is shown, or should be.
func (m *Model) Running() bool { return m.run.id != 0 && !m.run.trial }

// Waiting counts the runs that were left in the middle, and the pages they still
// have to print.
func (m *Model) Waiting() (runs, pages int) {
	for _, r := range m.run.open {
		if r.ID != m.run.id || m.state == Ready {
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
	for _, r := range all {
		if _, e := m.upToDate(ctx, r.ID); e != nil {
			err = errors.Join(err, e)
		}
	}
	if err != nil {
		return nil, err
	}
	return m.desk.OpenRuns(ctx)
}

// upToDate is a run as it stands once the printing system was asked after the
// jobs that it still has. One whose last page came out meanwhile is closed. A
// printing system that does not answer leaves what is known.
func (m *Model) upToDate(ctx context.Context, id data.PrintRunID) (data.Run, error) {
	r, err := m.desk.Run(ctx, id)
	if err != nil || !r.Ended.IsZero() {
		return r, err
	}
	if run.Settle(ctx, m.desk, m.press, r) != nil {
		return r, nil
	}
	if r, err = m.desk.Run(ctx, id); err != nil {
		return r, err
	}
	if first, _ := r.Next(); first < len(r.Pages) {
		return r, nil
	}
	if err := m.desk.CloseRun(ctx, id); err != nil {
		return r, err
	}
	return m.desk.Run(ctx, id)
}

// PickUp takes up the newest run that was left in the middle.
func (m *Model) PickUp() {
	if m.state == Printing || len(m.run.open) == 0 {
		return
	}
	m.take(m.run.open[0].ID)
}

func (m *Model) take(id data.PrintRunID) {
	m.run.id, m.run.trial, m.state, m.err = id, false, Stopped, nil
	m.run.now, m.run.drawn, m.run.agreed, m.run.kept = data.Run{}, nil, false, false
	m.run.at = run.Progress{}
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
	now    data.Run
	drawn  []run.Drawn
	void   map[data.ParcelID]bool
	orders []data.OrderID
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
	if i := m.run.shown; m.run.id != 0 && i < len(m.run.now.Pages) {
		if s, err := (words{shelf: m.choice.shelf, forms: m.choice.forms}).stockOf(m.run.now.Plan.Parts[m.run.now.Pages[i].Part]); err == nil {
			return s
		}
	}
	if f, ok := m.sheafShown(); ok && m.run.id == 0 {
		return f.stock
	}
	return m.choice.stock
}

// look reads where the run stands and draws its pages.
func (m *Model) look() {
	m.changed()
	id := m.run.id
	if id == 0 || m.state == Printing {
		return
	}
	ask(m, m.slots.left, func(ctx context.Context) (standing, error) { return m.stand(ctx, id) }, func(s standing) {
		m.run.now, m.run.drawn, m.run.void = s.now, s.drawn, s.void
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
	now, err := m.upToDate(ctx, id)
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
	s := standing{now: now, drawn: drawn, void: map[data.ParcelID]bool{}}
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

// Stretch is pages after each other that stand the same.
type Stretch struct {
	From, To int // numbers of the first and the last
	State    data.PageState
}

// Stretches are the pages of the run, those that stand the same together.
// Doubtful ones stand alone: each is asked about.
func (m *Model) Stretches() []Stretch {
	var all []Stretch
	for _, p := range m.run.now.Pages {
		if n := len(all); n > 0 && all[n-1].State == p.State && p.State != data.PageDoubtful {
			all[n-1].To = p.Number
			continue
		}
		all = append(all, Stretch{p.Number, p.Number, p.State})
	}
	return all
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
