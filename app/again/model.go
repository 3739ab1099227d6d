package again

import (
	"context"

	"nifuda/app/task"
)

// Work is what the passphrase is needed for. It must not keep the bytes.
type Work func(ctx context.Context, passphrase []byte) error

// Question is one asking.
type Question struct {
	Why   string      // translation key: what is about to be done
	Holes []any       // of that sentence, as text.Words.Say takes them
	Busy  string      // translation key: what is being done, while it is
	Begin func() Work // called for each try on the window's thread, to take what it needs out of widgets
	Done  func()      // it was done, and the question is closed
	Leave func()      // it was closed without; may be nil
}

// Ask puts a question.
type Ask func(Question)

// State is what the question is doing.
type State int

// The states of the question.
const (
	Closed   State = iota
	Asking         // it waits for the passphrase
	Checking       // the passphrase is tried and the work is done
	Refused        // it did not go through, and may be tried again
)

// Model is the question without its widgets.
type Model struct {
	slot    *task.Slot
	q       Question
	state   State
	err     error
	changed func()
}

// New is a closed question.
func New(run *task.Runner, changed func()) *Model {
	return &Model{slot: task.NewSlot(run), changed: changed}
}

// State, Err and Question are what is shown.
func (m *Model) State() State       { return m.state }
func (m *Model) Err() error         { return m.err }
func (m *Model) Question() Question { return m.q }

// Ask opens the question. One that is open already stays as it is: what lies
// over a room cannot be asked from it.
func (m *Model) Ask(q Question) {
	if m.state != Closed {
		return
	}
	m.q, m.state, m.err = q, Asking, nil
	m.changed()
}

// Try does the work. It owns the passphrase from here and wipes it.
func (m *Model) Try(passphrase []byte) {
	if m.state != Asking && m.state != Refused || len(passphrase) == 0 {
		clear(passphrase)
		return
	}
	work := m.q.Begin()
	m.state, m.err = Checking, nil
	m.changed()
	m.slot.Run(func(ctx context.Context) func() {
		defer clear(passphrase)
		err := work(ctx, passphrase)
		return func() { m.answered(err) }
	})
}

func (m *Model) answered(err error) {
	if err != nil {
		m.state, m.err = Refused, err
		m.changed()
		return
	}
	q := m.shut()
	q.Done()
}

// Close takes the question away. Work that has begun is not left half done:
// then the question stays, and Close reports false.
func (m *Model) Close() bool {
	if m.state == Checking {
		return false
	}
	if m.state == Closed {
		return true
	}
	if q := m.shut(); q.Leave != nil {
		q.Leave()
	}
	return true
}

func (m *Model) shut() Question {
	q := m.q
	m.q, m.state, m.err = Question{}, Closed, nil
	m.changed()
	return q
}
