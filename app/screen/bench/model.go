package bench

import (
	"context"
	"time"

	"nifuda/app/task"
	"nifuda/data"
)

// State is what the room is doing.
type State int

// The states of the room.
const (
	Loading  State = iota
	Empty          // nothing is left to pack
	Failed         // the bench could not be read
	Closed         // these are not her hours
	Choosing       // parcels wait, none is open
	Packing        // pieces go into the box
	Printing       // everything is in; the label is on its way
	Tagging        // the parcel waits for its tracking number
)

// Ports are what the room is handed.
type Ports struct {
	Desk  Desk
	Press Press
	Voice Voice
}

// Model is the room without its widgets.
type Model struct {
	p       Ports
	run     *task.Runner
	load    *task.Slot
	now     func() time.Time
	changed func()
	state   State
	err     error // why it is Failed or Closed
	shelf   shelf
	box     box
	tag     tag
	panel   panel
	line    line
}

// shelf is the list, and who looks at it.
type shelf struct {
	self   data.PackerSelf
	rows   []data.BenchRow
	chosen data.ParcelID // what Enter opens; 0 when nothing can be opened
}

// box is the open parcel.
type box struct {
	parcel data.BenchParcel // its ID is 0 while none is open
	notice Notice
	hand   []int // items counted by hand in this sitting, the last at the end
	last   scan
	phone  phone

	mistakes int // scans that did not go into the box
}

// scan is the one before, to tell a scanner that fires twice.
type scan struct {
	fired data.Repeat
	at    time.Time
}

// phone is a number that is shown for a while.
type phone struct {
	number string
	until  time.Time
	stop   func()
}

// New is a room that has read nothing yet. changed is told on the window's
// thread.
func New(p Ports, r *task.Runner, now func() time.Time, changed func()) *Model {
	m := &Model{p: p, run: r, load: task.NewSlot(r), now: now, changed: changed}
	m.box.phone.stop = func() {}
	return m
}

// read is what the list is made of.
type read struct {
	self data.PackerSelf
	rows []data.BenchRow
}

// Refresh reads the list, and what she may do, again.
func (m *Model) Refresh() {
	task.Ask(m.load, func(ctx context.Context) (read, error) {
		rows, err := m.p.Desk.Rows(ctx)
		if err != nil {
			return read{}, err
		}
		self, err := m.p.Desk.Self(ctx)
		return read{self, rows}, err
	}, m.loaded)
}

func (m *Model) loaded(r read, err error) {
	open := m.box.parcel.ID != 0
	switch {
	case data.KeyOf(err) == "fault.bench.hours":
		m.close(err)
	case err != nil && !open:
		m.state, m.err = Failed, err
	case err == nil:
		m.shelf.self, m.shelf.rows, m.err = r.self, r.rows, nil
		m.choose()
		if !open {
			m.state = Choosing
			if m.shelf.chosen == 0 {
				m.state = Empty
			}
		}
	}
	m.changed()
}

// close ends packing for now; the open parcel leaves the screen.
func (m *Model) close(err error) {
	m.putDown()
	m.state, m.err = Closed, err
}

// putDown takes the open parcel off the screen.
func (m *Model) putDown() {
	m.box.phone.stop()
	m.box = box{last: m.box.last, phone: phone{stop: func() {}}}
	m.tag, m.panel = tag{}, panel{}
}

// CanOpen reports whether a row is of a parcel that can still be packed.
func CanOpen(r data.BenchRow) bool {
	return r.State != data.BenchShipped && r.State != data.BenchProblem
}

// choose keeps what Enter would open on a parcel that can be opened.
func (m *Model) choose() {
	for _, r := range m.shelf.rows {
		if r.ID == m.shelf.chosen && CanOpen(r) {
			return
		}
	}
	m.next()
}

// next proposes the parcel after the one before: waiting ones first, then those
// put aside.
func (m *Model) next() {
	at, n := -1, len(m.shelf.rows)
	for i, r := range m.shelf.rows {
		if r.ID == m.shelf.chosen {
			at = i
		}
	}
	m.shelf.chosen = 0
	for _, want := range []func(data.BenchRow) bool{func(r data.BenchRow) bool { return r.State == data.BenchWaiting }, CanOpen} {
		for i := range n {
			if r := m.shelf.rows[(at+1+i)%n]; want(r) {
				m.shelf.chosen = r.ID
				return
			}
		}
	}
}

// Move chooses another parcel for Enter while none is open.
func (m *Model) Move(by int) {
	if m.state != Choosing {
		return
	}
	var open []data.ParcelID
	at := 0
	for _, r := range m.shelf.rows {
		if CanOpen(r) {
			if r.ID == m.shelf.chosen {
				at = len(open)
			}
			open = append(open, r.ID)
		}
	}
	if to := at + by; to >= 0 && to < len(open) {
		m.shelf.chosen = open[to]
		m.changed()
	}
}

// Open starts a parcel of the list.
func (m *Model) Open(id data.ParcelID) {
	m.turn(func() {
		if m.state == Printing || id == 0 || id == m.box.parcel.ID {
			return
		}
		m.open(func(context.Context) (data.ParcelID, error) { return id, nil }, func() {})
	})
}

// open starts the parcel that find gives, and then does what is left to do.
func (m *Model) open(find func(context.Context) (data.ParcelID, error), then func()) {
	var p data.BenchParcel
	m.work(func(ctx context.Context) error {
		id, err := find(ctx)
		if err == nil {
			p, err = m.p.Desk.Open(ctx, id)
		}
		return err
	}, func(err error) {
		if err != nil {
			m.p.Voice.Say(data.ScanWrong)
			m.refuse(err)
			return
		}
		m.putDown()
		m.box.parcel, m.shelf.chosen, m.state = p, p.ID, Packing
		if p.State == data.BenchPacked {
			m.state = Tagging
		}
		m.Refresh()
		then()
	})
}

// left takes a parcel that is done with off the screen and says so.
func (m *Model) left(n Notice) {
	m.putDown()
	m.box.notice, m.state = n, Choosing
	for i, r := range m.shelf.rows { // until the desk has been asked
		if r.ID == m.shelf.chosen {
			m.shelf.rows[i].State = n.after()
		}
	}
	m.next()
	m.Refresh()
}

// Wipe forgets everything that is shown.
func (m *Model) Wipe() {
	m.load.Cancel()
	m.putDown()
	m.shelf, m.line, m.state = shelf{}, line{}, Loading
	m.changed()
}

// State, Err and the rest are what the room shows.
func (m *Model) State() State             { return m.state }
func (m *Model) Err() error               { return m.err }
func (m *Model) Busy() bool               { return m.line.busy }
func (m *Model) Self() data.PackerSelf    { return m.shelf.self }
func (m *Model) Rows() []data.BenchRow    { return m.shelf.rows }
func (m *Model) Chosen() data.ParcelID    { return m.shelf.chosen }
func (m *Model) Parcel() data.BenchParcel { return m.box.parcel }
func (m *Model) Notice() Notice           { return m.box.notice }
func (m *Model) Mistakes() int            { return m.box.mistakes }

// Left counts the parcels that are still to pack, of all on the bench.
func (m *Model) Left() (left, all int) {
	for _, r := range m.shelf.rows {
		if CanOpen(r) {
			left++
		}
	}
	return left, len(m.shelf.rows)
}

// Next is the row that Enter opens.
func (m *Model) Next() (data.BenchRow, bool) {
	for _, r := range m.shelf.rows {
		if r.ID == m.shelf.chosen && m.state == Choosing {
			return r, true
		}
	}
	return data.BenchRow{}, false
}
