package safety

import (
	"context"
	"time"

	"nifuda/app/task"
	"nifuda/data"
)

// State is what the log shows.
type State int

// The states of the log.
const (
	Loading State = iota
	Ready
	Empty
	Failed
)

// Check is how the check of the log stands.
type Check int

// The states of the check.
const (
	Unchecked Check = iota
	Checking
	Whole  // every entry is the one that was written
	Broken // it is not, or the check could not be made
)

// batch is how many entries are asked for at a time.
const batch = 100

// Page is one of the room's pages.
type Page int

// The pages, in the order they are offered. The room opens on what was found
// on this computer, whatever that is: what is red must not wait behind a tab,
// and a page that changed by itself would be pulled from under who reads it.
const (
	PageHealth Page = iota
	PageLog
	PagePromises
)

// Pages lists every page.
func Pages() []Page { return []Page{PageHealth, PageLog, PagePromises} }

// Filter says which entries are shown. The zero value is all of them.
type Filter struct {
	Login string
	Group Group
	Odd   string // an oddity's key: only what it was counted over
}

// Model is the room without its widgets.
type Model struct {
	desk     Desk
	slots    slots
	log      log
	filter   Filter
	people   []data.Person
	odd      []data.Oddity
	check    Check
	checkErr error
	opened   uint64 // the entry that is shown in full; 0 is none
	page     Page
	changed  func()

	Health *Health
}

type slots struct{ log, odd, people, check *task.Slot }

// log is the entries that were asked for so far.
type log struct {
	state   State
	err     error
	events  []data.Event
	end     bool // there are no older ones
	pending bool // older ones are being asked for
	tail    error
}

// New is a room that has asked for nothing yet. changed is told on the
// window's thread.
func New(desk Desk, computer Computer, run *task.Runner, now func() time.Time, changed func()) *Model {
	return &Model{desk: desk, changed: changed, Health: newHealth(computer, run, now, changed),
		slots: slots{task.NewSlot(run), task.NewSlot(run), task.NewSlot(run), task.NewSlot(run)}}
}

// State, Err, Events, Tail, Filter, Odd, People and Page are what the room
// shows. Tail is why older entries did not come.
func (m *Model) State() State          { return m.log.state }
func (m *Model) Err() error            { return m.log.err }
func (m *Model) Events() []data.Event  { return m.log.events }
func (m *Model) Tail() error           { return m.log.tail }
func (m *Model) Filter() Filter        { return m.filter }
func (m *Model) Odd() []data.Oddity    { return m.odd }
func (m *Model) People() []data.Person { return m.people }
func (m *Model) Page() Page            { return m.page }

// Check is how the check of the log stands, and why it failed.
func (m *Model) Check() (Check, error) { return m.check, m.checkErr }

// Refresh asks for everything again. What is shown stays until the answer
// comes.
func (m *Model) Refresh() {
	task.Ask(m.slots.people, m.desk.People, func(all []data.Person, err error) {
		if err == nil { // without it the log says logins instead of names
			m.people = all
			m.changed()
		}
	})
	task.Ask(m.slots.odd, m.desk.Oddities, func(all []data.Oddity, err error) {
		if err == nil { // what stands in its way stands in the log's way too
			m.odd = all
			m.changed()
		}
	})
	m.ask()
}

func (m *Model) query(before uint64) data.EventQuery {
	q := data.EventQuery{Login: m.filter.Login, Kinds: m.filter.Group.Kinds(), Before: before, Limit: batch}
	if m.filter.Odd != "" {
		q.Kinds = oddKinds(m.filter.Odd)
	}
	return q
}

// ask fetches the newest entries.
func (m *Model) ask() {
	q := m.query(0)
	m.log.pending = false
	task.Ask(m.slots.log, func(ctx context.Context) ([]data.Event, error) { return m.desk.Events(ctx, q) },
		func(all []data.Event, err error) {
			m.log = log{state: Ready, events: all, end: len(all) < batch, err: err}
			switch {
			case err != nil:
				m.log.state = Failed
			case len(all) == 0:
				m.log.state = Empty
			}
			m.changed()
		})
}

// More asks for older entries, once the end of those that are there comes into
// sight.
func (m *Model) More() {
	l := &m.log
	if l.state != Ready || l.end || l.pending || len(l.events) == 0 {
		return
	}
	l.pending, l.tail = true, nil
	q := m.query(l.events[len(l.events)-1].Seq)
	task.Ask(m.slots.log, func(ctx context.Context) ([]data.Event, error) { return m.desk.Events(ctx, q) },
		func(all []data.Event, err error) {
			l.pending, l.tail = false, err
			if err == nil {
				l.events, l.end = append(l.events, all...), len(all) < batch
			} else {
				l.end = true // until somebody asks again
			}
			m.changed()
		})
}

// Again asks once more for the older entries that did not come.
func (m *Model) Again() {
	m.log.end = false
	m.More()
}

// Show narrows the log.
func (m *Model) Show(f Filter) {
	if f == m.filter {
		return
	}
	m.filter, m.opened = f, 0
	m.log = log{}
	m.changed()
	m.ask()
}

// ShowOdd narrows the log to what an oddity was counted over, or shows all of
// it again when it is narrowed so already.
func (m *Model) ShowOdd(o data.Oddity) {
	f := Filter{Login: o.Login, Odd: o.Key}
	if f == m.filter {
		f = Filter{}
	}
	m.Show(f)
}

// Open shows an entry in full, or puts it away when it is open.
func (m *Model) Open(i int) {
	if i < 0 || i >= len(m.log.events) {
		return
	}
	seq := m.log.events[i].Seq
	if m.opened == seq {
		seq = 0
	}
	m.opened = seq
	m.changed()
}

// Opened is the entry that is shown in full.
func (m *Model) Opened() (data.Event, bool) {
	for _, e := range m.log.events {
		if e.Seq == m.opened {
			return e, true
		}
	}
	return data.Event{}, false
}

// Verify follows the whole log.
func (m *Model) Verify() {
	if m.check == Checking {
		return
	}
	m.check, m.checkErr = Checking, nil
	m.changed()
	m.slots.check.Run(func(ctx context.Context) func() {
		err := m.desk.VerifyEvents(ctx)
		return func() {
			m.check, m.checkErr = Whole, err
			if err != nil {
				m.check = Broken
			}
			m.changed()
		}
	})
}

// Stop ends the check before it is through.
func (m *Model) Stop() {
	if m.check == Checking {
		m.slots.check.Cancel()
		m.check = Unchecked
		m.changed()
	}
}

// Turn shows a page.
func (m *Model) Turn(p Page) {
	m.page = min(max(p, PageHealth), PagePromises)
	m.changed()
}

// Back undoes one step and reports whether there was one.
func (m *Model) Back() bool {
	switch {
	case m.page != PageLog:
		return false
	case m.opened != 0:
		m.opened = 0
		m.changed()
	case m.filter != Filter{}:
		m.Show(Filter{})
	default:
		return false
	}
	return true
}
