package today

import (
	"context"

	"nifuda/app/task"
	"nifuda/data"
)

// Desk is what this room asks the owner's desk.
type Desk interface {
	Today(context.Context) (data.Today, error)
}

// State is what the room shows.
type State int

// The states of the room.
const (
	Loading State = iota
	Ready
	Failed
)

// Model is the room without its widgets.
type Model struct {
	desk    Desk
	slot    *task.Slot
	state   State
	err     error
	today   data.Today
	changed func()
}

// New is a room that has asked for nothing yet.
func New(desk Desk, run *task.Runner, changed func()) *Model {
	return &Model{desk: desk, slot: task.NewSlot(run), changed: changed}
}

// State, Err and Today are what the room shows.
func (m *Model) State() State      { return m.state }
func (m *Model) Err() error        { return m.err }
func (m *Model) Today() data.Today { return m.today }

// Refresh asks again. What is shown stays until the answer comes.
func (m *Model) Refresh() {
	task.Ask(m.slot, m.desk.Today, func(t data.Today, err error) {
		m.state, m.err = Ready, err
		if err != nil {
			m.state = Failed
		} else {
			m.today = t
		}
		m.changed()
	})
}
