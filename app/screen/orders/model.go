package orders

import (
	"context"
	"time"

	"nifuda/app/task"
	"nifuda/data"
)

// Desk is what this room asks the owner's desk.
type Desk interface {
	Lists
	Deeds
}

// Lists is what there is. Phone numbers and e-mails come masked.
type Lists interface {
	Orders(context.Context, data.OrderQuery) ([]data.OrderRow, error)
	Counts(context.Context) (data.TabCounts, error)
	Order(context.Context, data.OrderID) (data.Order, error)
	// Reveal gives an order unmasked, and records who looked.
	Reveal(context.Context, data.OrderID) (data.Order, error)
}

// Deeds is what is done with orders. Release and TakeBack count parcels.
type Deeds interface {
	Hold(context.Context, []data.OrderID, bool) error
	Release(context.Context, []data.OrderID) (int, error)
	TakeBack(context.Context, []data.OrderID) (int, error)
	SetNote(ctx context.Context, id data.OrderID, text string) error
	// Apart gives each parcel of a box one of its own again, Join puts them
	// together.
	Apart(context.Context, data.ParcelID) ([]data.ParcelID, error)
	Join(context.Context, []data.ParcelID) error
}

// State is what the list shows.
type State int

// The states of the list.
const (
	Loading State = iota
	Ready
	Empty
	Failed
)

// Model is the room without its widgets.
type Model struct {
	desk    Desk
	run     *task.Runner
	now     func() time.Time
	slots   slots
	query   data.OrderQuery
	list    list
	counts  data.TabCounts
	checked map[data.OrderID]Mark
	opened  opened
	notes   notes
	news    News
	changed func(What)
}

type slots struct{ rows, counts, detail, reveal, act *task.Slot }

// list is the rows of the query.
type list struct {
	state State
	err   error
	rows  []data.OrderRow
}

// Mark is what a checked order says of itself.
type Mark struct {
	Parcels int  `json:"parcels"`
	Bench   bool `json:"bench,omitempty"` // it lies on the packing bench
}

func markOf(r data.OrderRow) Mark { return Mark{r.Parcels, r.Flags.Bench} }

// opened is the order at the right.
type opened struct {
	id    data.OrderID // 0 when none is open
	order data.Order
	state State
	err   error
	bare  bare
}

// What says which part of the room changed.
type What int

// The parts of the room.
const (
	Rows What = 1 << iota
	Counts
	Checks
	Detail
	Seconds // of what is shown unmasked
	Bottom  // the news below the list
)

// New is a room that has asked for nothing yet. changed is told on the
// window's thread.
func New(desk Desk, run *task.Runner, now func() time.Time, changed func(What)) *Model {
	return &Model{
		desk: desk, run: run, now: now,
		slots:   slots{task.NewSlot(run), task.NewSlot(run), task.NewSlot(run), task.NewSlot(run), task.NewSlot(run)},
		query:   data.OrderQuery{Tab: data.TabToShip, Sort: data.ByWanted},
		checked: map[data.OrderID]Mark{},
		opened:  opened{bare: masked()},
		notes:   notes{typed: map[data.OrderID]string{}},
		changed: changed,
	}
}

// State, Err, Rows, Query and CountOf are what the list shows.
func (m *Model) State() State             { return m.list.state }
func (m *Model) Err() error               { return m.list.err }
func (m *Model) Rows() []data.OrderRow    { return m.list.rows }
func (m *Model) Query() data.OrderQuery   { return m.query }
func (m *Model) CountOf(tab data.Tab) int { return m.counts[tab] }
func (m *Model) Opened() data.OrderID     { return m.opened.id }
func (m *Model) Open() (data.Order, State, error) {
	if b := m.opened.bare; b.order != nil {
		return *b.order, m.opened.state, m.opened.err
	}
	return m.opened.order, m.opened.state, m.opened.err
}

// Refresh asks for everything again and keeps what is checked and open.
func (m *Model) Refresh() {
	m.ask()
	task.Ask(m.slots.counts, m.desk.Counts, func(c data.TabCounts, err error) {
		if err == nil {
			m.counts = c
			m.changed(Counts)
		}
	})
	if m.opened.id != 0 {
		m.Show(m.opened.id)
	}
}

// ask fetches the rows of the query. The old rows stay until the answer comes.
func (m *Model) ask() {
	if len(m.list.rows) == 0 {
		m.list.state = Loading
		m.changed(Rows)
	}
	q := m.query
	task.Ask(m.slots.rows, func(ctx context.Context) ([]data.OrderRow, error) { return m.desk.Orders(ctx, q) },
		func(rows []data.OrderRow, err error) {
			m.list = list{Ready, err, rows}
			switch {
			case err != nil:
				m.list = list{state: Failed, err: err}
			case len(rows) == 0:
				m.list.state = Empty
			}
			m.remark()
			m.changed(Rows)
		})
}

// remark brings the marks up to what the rows say now.
func (m *Model) remark() {
	for _, r := range m.list.rows {
		if m.Checked(r.ID) {
			m.checked[r.ID] = markOf(r)
		}
	}
}

// Shelf turns to another tab. Checks of the old one are dropped.
func (m *Model) Shelf(tab data.Tab) {
	if tab == m.query.Tab {
		return
	}
	m.query.Tab = tab
	m.list.rows = nil
	m.news = News{}
	m.Uncheck()
	m.changed(Counts)
	m.ask()
}

// Search narrows the rows; what is checked stays checked.
func (m *Model) Search(words string) {
	if words != m.query.Text {
		m.query.Text = words
		m.ask()
	}
}

// Turn changes between the requested date and the newest first.
func (m *Model) Turn() {
	if m.query.Sort == data.ByWanted {
		m.query.Sort = data.ByNewest
	} else {
		m.query.Sort = data.ByWanted
	}
	m.changed(Counts)
	m.ask()
}

// Check marks or unmarks a row.
func (m *Model) Check(i int) {
	if i < 0 || i >= len(m.list.rows) {
		return
	}
	r := m.list.rows[i]
	if _, on := m.checked[r.ID]; on {
		delete(m.checked, r.ID)
	} else {
		m.checked[r.ID] = markOf(r)
	}
	m.changed(Checks)
}

// CheckAll marks every row shown, or unmarks them when all were.
func (m *Model) CheckAll() {
	all := m.AllChecked()
	for _, r := range m.list.rows {
		if all {
			delete(m.checked, r.ID)
		} else {
			m.checked[r.ID] = markOf(r)
		}
	}
	m.changed(Checks)
}

// Uncheck unmarks everything.
func (m *Model) Uncheck() {
	clear(m.checked)
	m.changed(Checks)
}

// Checked reports whether an order is marked.
func (m *Model) Checked(id data.OrderID) bool { _, on := m.checked[id]; return on }

// AllChecked reports whether every row shown is marked.
func (m *Model) AllChecked() bool {
	for _, r := range m.list.rows {
		if !m.Checked(r.ID) {
			return false
		}
	}
	return len(m.list.rows) > 0
}

// Chosen is how many orders are marked, and how many labels they need.
func (m *Model) Chosen() (orders, labels int) {
	for _, c := range m.checked {
		labels += max(c.Parcels, 1)
	}
	return len(m.checked), labels
}

// IDs lists the marked orders, those shown first and in their order.
func (m *Model) IDs() []data.OrderID {
	ids := make([]data.OrderID, 0, len(m.checked))
	seen := map[data.OrderID]bool{}
	for _, r := range m.list.rows {
		if m.Checked(r.ID) {
			ids, seen[r.ID] = append(ids, r.ID), true
		}
	}
	for id := range m.checked {
		if !seen[id] {
			ids = append(ids, id)
		}
	}
	return ids
}

// Hold puts the marked orders aside, or back when the shelf is that of the
// held ones.
func (m *Model) Hold() {
	ids, hold := m.IDs(), m.query.Tab != data.TabHeld
	if len(ids) == 0 {
		return
	}
	m.slots.act.Run(func(ctx context.Context) func() {
		err := m.desk.Hold(ctx, ids, hold)
		return func() { m.acted(err) }
	})
}

func (m *Model) acted(err error) {
	if err != nil {
		m.list = list{state: Failed, err: err}
		m.changed(Rows)
		return
	}
	m.news = News{}
	m.Uncheck()
	m.Refresh()
}

// Show opens an order at the right. What is unmasked of it stays so while it
// is only asked for again.
func (m *Model) Show(id data.OrderID) {
	if m.opened.id != id {
		m.leave()
		m.opened = opened{id: id, state: Loading, bare: masked()}
		m.changed(Detail)
	}
	task.Ask(m.slots.detail, func(ctx context.Context) (data.Order, error) { return m.desk.Order(ctx, id) },
		func(o data.Order, err error) {
			m.opened.order, m.opened.state, m.opened.err = o, Ready, err
			if err != nil {
				m.opened.state = Failed
			}
			m.changed(Detail)
		})
}

// Close closes the order at the right.
func (m *Model) Close() {
	m.slots.detail.Cancel()
	m.leave()
	m.opened = opened{bare: masked()}
	m.changed(Detail)
}

// leave keeps what was typed of the order at the right, and masks it.
func (m *Model) leave() {
	m.KeepNote()
	m.slots.reveal.Cancel()
	m.opened.bare.stop()
}

// Back undoes one step: the open order, then the checks, then the search. It
// reports whether there was one.
func (m *Model) Back() bool {
	switch {
	case m.opened.id != 0:
		m.Close()
	case len(m.checked) > 0:
		m.Uncheck()
	case m.news.Key != "" || m.news.Err != nil:
		m.Hush()
	case m.query.Text != "":
		m.Search("")
	default:
		return false
	}
	return true
}
