package phrase

import (
	"bytes"
	"context"

	"nifuda/app/task"
	"nifuda/data"
)

// Changer changes the passphrase of whoever is signed in. Both are the
// caller's and wiped by it afterwards.
type Changer interface {
	Change(ctx context.Context, old, fresh []byte) error
}

// State is what the room is doing.
type State int

// The states of the room.
const (
	Typing State = iota
	Changing
	Refused // it was not changed; Err says why
)

// Model is the room without its widgets.
type Model struct {
	changer Changer
	slot    *task.Slot
	state   State
	err     error
	done    func()
	changed func()
}

// NewModel is a room that waits for both passphrases. done is called once the
// new one opens what the old one did.
func NewModel(c Changer, r *task.Runner, done, changed func()) *Model {
	return &Model{changer: c, slot: task.NewSlot(r), done: done, changed: changed}
}

// State and Err are what the room shows.
func (m *Model) State() State { return m.state }
func (m *Model) Err() error   { return m.err }

// Change changes the passphrase. It owns both from here and wipes them. old is
// nil where the old one is not asked for.
func (m *Model) Change(old, fresh []byte) {
	if m.state == Changing {
		clear(old)
		clear(fresh)
		return
	}
	if old != nil && bytes.Equal(old, fresh) {
		clear(old)
		clear(fresh)
		m.answer(&data.Fault{Kind: data.Invalid, Key: "fault.phrase.same"})
		return
	}
	m.state, m.err = Changing, nil
	m.changed()
	m.slot.Run(func(ctx context.Context) func() {
		defer clear(old)
		defer clear(fresh)
		err := m.changer.Change(ctx, old, fresh)
		return func() { m.answer(err) }
	})
}

func (m *Model) answer(err error) {
	if err != nil {
		m.state, m.err = Refused, err
		m.changed()
		return
	}
	m.state, m.err = Typing, nil
	m.done()
}
