package unlock

import (
	"context"
	"errors"
	"time"

	"nifuda/app/task"
	"nifuda/data"
)

// Door is what this room asks: to be let in.
type Door interface {
	Open(ctx context.Context, login string, passphrase []byte) error
	Recover(ctx context.Context, code []byte) error
}

// Login is somebody who can open the ledger.
type Login struct{ ID, Name string }

// CodeLength is how many characters the recovery sheet has.
const CodeLength = 32

// State is what the room is doing.
type State int

// The states of the room.
const (
	Ready   State = iota
	Opening       // the passphrase is being tried
	Refused       // it was wrong, or something else is in the way
	Waiting       // too many tries: a countdown runs
)

// Model is the room without its widgets.
type Model struct {
	door     Door
	run      *task.Runner
	slot     *task.Slot
	now      func() time.Time
	logins   []Login
	chosen   int
	recovery bool // the code of the sheet is typed instead
	state    State
	err      error
	until    time.Time
	stop     func()
	changed  func()
}

// New is the room before anything was typed. The last login comes first.
// trouble is why the logins could not be listed, nil when they could.
func New(door Door, run *task.Runner, now func() time.Time, logins []Login, trouble error, changed func()) *Model {
	m := &Model{door: door, run: run, slot: task.NewSlot(run), now: now, logins: logins, stop: func() {}, changed: changed}
	if trouble != nil {
		m.state, m.err = Refused, trouble
	}
	return m
}

// State, Err, Logins, Chosen and Recovery are what the room shows.
func (m *Model) State() State    { return m.state }
func (m *Model) Err() error      { return m.err }
func (m *Model) Logins() []Login { return m.logins }
func (m *Model) Chosen() int     { return m.chosen }
func (m *Model) Recovery() bool  { return m.recovery }

// CanType reports whether a try may be made now.
func (m *Model) CanType() bool { return m.state == Ready || m.state == Refused }

// Choose takes another person.
func (m *Model) Choose(i int) {
	if i >= 0 && i < len(m.logins) {
		m.chosen = i
	}
}

// Switch turns between the passphrase and the recovery sheet.
func (m *Model) Switch() {
	if m.CanType() {
		m.recovery, m.state, m.err = !m.recovery, Ready, nil
		m.changed()
	}
}

// Try opens with what was typed. It owns the bytes from here and wipes them.
func (m *Model) Try(secret []byte) {
	if !m.CanType() || len(secret) == 0 || !m.recovery && len(m.logins) == 0 {
		clear(secret)
		return
	}
	open := m.door.Recover
	if !m.recovery {
		id := m.logins[m.chosen].ID
		open = func(ctx context.Context, s []byte) error { return m.door.Open(ctx, id, s) }
	}
	m.state, m.err = Opening, nil
	m.changed()
	m.slot.Run(func(ctx context.Context) func() {
		err := open(ctx, secret)
		clear(secret)
		return func() { m.answered(err) }
	})
}

// answered shows why the door stayed shut. An open door needs nothing here.
func (m *Model) answered(err error) {
	if err == nil {
		return
	}
	m.state, m.err = Refused, err
	if d := waitOf(err); d > 0 {
		m.state, m.until = Waiting, m.now().Add(d)
		m.stop()
		m.stop = m.run.Every(time.Second, m.tick)
	}
	m.changed()
}

func (m *Model) tick() {
	if m.Left() <= 0 {
		m.stop()
		m.state, m.err = Ready, nil
	}
	m.changed()
}

// Left is how many seconds of the wait remain.
func (m *Model) Left() int {
	return int((m.until.Sub(m.now()) + time.Second - 1) / time.Second)
}

// waitOf is how long the door asks to wait: the hole "seconds" of its fault.
func waitOf(err error) time.Duration {
	f, ok := errors.AsType[*data.Fault](err)
	if !ok {
		return 0
	}
	n, _ := f.Args["seconds"].(int) // as the vault counts them
	return time.Duration(n) * time.Second
}
