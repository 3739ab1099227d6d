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

// Config is everything the room needs.
type Config struct {
	Door    Door
	Run     *task.Runner
	Now     func() time.Time
	Logins  []Login     // who can open, the last one first
	Trouble error       // why the logins could not be listed; nil when they could
	Caps    func() bool // whether Caps Lock is on; nil where nobody tells
}

// Model is the room without its widgets.
type Model struct {
	c        Config
	slot     *task.Slot
	chosen   int
	recovery bool // the code of the sheet is typed instead
	caps     bool
	state    State
	err      error
	until    time.Time
	stop     func() // of the countdown
	unwatch  func() // of Caps Lock
	changed  func()
}

// New is the room before anything was typed.
func New(c Config, changed func()) *Model {
	m := &Model{c: c, slot: task.NewSlot(c.Run), stop: func() {}, unwatch: func() {}, changed: changed}
	if c.Trouble != nil {
		m.state, m.err = Refused, c.Trouble
	}
	if c.Caps != nil {
		m.unwatch = c.Run.Every(300*time.Millisecond, m.lookAtCaps)
	}
	return m
}

func (m *Model) lookAtCaps() {
	if on := m.c.Caps(); on != m.caps {
		m.caps = on
		m.changed()
	}
}

// State, Err, Logins, Chosen, Recovery and Caps are what the room shows.
func (m *Model) State() State    { return m.state }
func (m *Model) Err() error      { return m.err }
func (m *Model) Logins() []Login { return m.c.Logins }
func (m *Model) Chosen() int     { return m.chosen }
func (m *Model) Recovery() bool  { return m.recovery }
func (m *Model) Caps() bool      { return m.caps }

// Damaged reports whether what is there cannot be opened because its bytes are
// not those that were written.
func (m *Model) Damaged() bool { return m.state == Refused && data.KindOf(m.err) == data.Damaged }

// CanType reports whether a try may be made now.
func (m *Model) CanType() bool { return m.state == Ready || m.state == Refused }

// Choose takes another person.
func (m *Model) Choose(i int) {
	if i >= 0 && i < len(m.c.Logins) {
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
	if !m.CanType() || len(secret) == 0 || !m.recovery && len(m.c.Logins) == 0 {
		clear(secret)
		return
	}
	open := m.c.Door.Recover
	if !m.recovery {
		id := m.c.Logins[m.chosen].ID
		open = func(ctx context.Context, s []byte) error { return m.c.Door.Open(ctx, id, s) }
	}
	m.state, m.err = Opening, nil
	m.changed()
	m.slot.Run(func(ctx context.Context) func() {
		err := open(ctx, secret)
		clear(secret)
		return func() { m.answered(err) }
	})
}

// Drop gives up a try that is running: its answer is never shown.
func (m *Model) Drop() {
	if m.state == Opening {
		m.slot.Cancel()
		m.unwatch()
		m.state = Ready
		m.changed()
	}
}

// answered shows why the door stayed shut. An open door needs nothing here.
func (m *Model) answered(err error) {
	if err == nil {
		m.unwatch()
		return
	}
	m.state, m.err = Refused, err
	if d := waitOf(err); d > 0 {
		m.state, m.until = Waiting, m.c.Now().Add(d)
		m.stop()
		m.stop = m.c.Run.Every(time.Second, m.tick)
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
	return int((m.until.Sub(m.c.Now()) + time.Second - 1) / time.Second)
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
