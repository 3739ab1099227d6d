package consent

import (
	"context"

	"nifuda/app/task"
	"nifuda/data"
)

// Gate is what keeps a packer from the bench until she has accepted the rule.
type Gate interface {
	Rule(context.Context) (data.Rule, error)
	// Accept records that she accepts a version. Invalid "fault.bench.version"
	// when it is not the one that holds any more.
	Accept(ctx context.Context, version int) error
}

// State is what the room is doing.
type State int

// The states of the room.
const (
	Loading State = iota
	Failed        // the rule could not be read
	Reading
	Accepting
)

// Model is the room without its widgets.
type Model struct {
	gate    Gate
	slot    *task.Slot
	state   State
	err     error
	rule    data.Rule
	ticked  bool
	done    func()
	changed func()
}

// New is a room that has not read the rule yet. done is called once she has
// accepted it.
func New(g Gate, r *task.Runner, done, changed func()) *Model {
	return &Model{gate: g, slot: task.NewSlot(r), done: done, changed: changed}
}

// State, Err, Rule and Ticked are what the room shows.
func (m *Model) State() State    { return m.state }
func (m *Model) Err() error      { return m.err }
func (m *Model) Rule() data.Rule { return m.rule }
func (m *Model) Ticked() bool    { return m.ticked }

// Load reads the rule.
func (m *Model) Load() {
	task.Ask(m.slot, m.gate.Rule, func(r data.Rule, err error) {
		if m.rule, m.state = r, Reading; err != nil {
			m.state, m.err = Failed, err
		}
		m.changed()
	})
}

// Tick says that she has read the rule and will keep it, or takes that back.
func (m *Model) Tick() {
	if m.state == Reading {
		m.ticked = !m.ticked
		m.changed()
	}
}

// CanAccept reports whether the button may be pressed.
func (m *Model) CanAccept() bool { return m.state == Reading && m.ticked }

// Accept records it. When the rule has become another in the meantime, that one
// is shown and has to be read first.
func (m *Model) Accept() {
	if !m.CanAccept() {
		return
	}
	m.state, m.err = Accepting, nil
	m.changed()
	version := m.rule.Version
	m.slot.Run(func(ctx context.Context) func() {
		err := m.gate.Accept(ctx, version)
		return func() { m.accepted(err) }
	})
}

func (m *Model) accepted(err error) {
	if err == nil {
		m.done()
		return
	}
	m.state, m.err = Reading, err
	if data.KeyOf(err) == "fault.bench.version" {
		m.ticked = false
		m.Load()
	}
	m.changed()
}
