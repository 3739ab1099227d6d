package unlock

import (
	"context"
	"time"
	"unicode"
	"unicode/utf8"

	"nifuda/app/task"
	"nifuda/data"
)

// Person is somebody who may sign in.
type Person struct{ Login, Name string }

// Door is what this room knocks at. Both calls wipe nothing: the model does.
// enter goes in; it is called on the window's thread, or not at all when a
// lock came first.
type Door interface {
	Open(ctx context.Context, login string, passphrase []byte) (enter func(), err error)
	Recover(ctx context.Context, code []byte) (enter func(), err error)
	Wait() time.Duration
}

// State is what the room is doing.
type State int

// The states of the room.
const (
	Ready   State = iota
	Opening       // the passphrase is being tried; takes about a second
	Waiting       // after wrong tries
)

// Hint is what the typed characters suggest is wrong with the keyboard.
type Hint int

// The hints.
const (
	NoHint   Hint = iota
	Capitals      // every letter is a capital: Caps Lock
	Kana          // Japanese input is on
)

// CodeLength is how many characters the code of a recovery sheet has.
const CodeLength = 32

// Model is the room without its widgets.
type Model struct {
	door    Door
	people  []Person
	slot    *task.Slot
	chosen  int
	state   State
	sheet   bool // the recovery sheet instead of the passphrase
	err     error
	until   time.Duration
	changed func()
}

// New is the room; people stand in the order they are offered.
func New(door Door, people []Person, run *task.Runner, changed func()) *Model {
	m := &Model{door: door, people: people, slot: task.NewSlot(run), changed: changed}
	m.Tick()
	return m
}

// State, Err, Sheet, People and Chosen are what the room shows.
func (m *Model) State() State     { return m.state }
func (m *Model) Err() error       { return m.err }
func (m *Model) Sheet() bool      { return m.sheet }
func (m *Model) People() []Person { return m.people }
func (m *Model) Chosen() int      { return m.chosen }

// Seconds is how long the next try has to wait, in whole seconds.
func (m *Model) Seconds() int { return int((m.until + time.Second - 1) / time.Second) }

// Choose picks who signs in.
func (m *Model) Choose(i int) { m.chosen, m.err = i, nil; m.changed() }

// Turn changes between the passphrase and the recovery sheet.
func (m *Model) Turn() { m.sheet, m.err = !m.sheet, nil; m.changed() }

// Tick counts the wait down; call it once a second.
func (m *Model) Tick() {
	before := m.Seconds()
	m.until = m.door.Wait()
	switch {
	case m.state == Ready && m.until > 0:
		m.state = Waiting
	case m.state == Waiting && m.until == 0:
		m.state, m.err = Ready, nil
	}
	if before != m.Seconds() {
		m.changed()
	}
}

// Submit tries what was typed, and wipes it.
func (m *Model) Submit(typed []byte) {
	if m.state != Ready || len(typed) == 0 {
		clear(typed)
		return
	}
	m.state, m.err = Opening, nil
	m.changed()
	sheet, login := m.sheet, ""
	if m.chosen < len(m.people) {
		login = m.people[m.chosen].Login
	}
	m.slot.Run(func(ctx context.Context) func() {
		defer clear(typed)
		open := func() (func(), error) { return m.door.Open(ctx, login, typed) }
		if sheet {
			open = func() (func(), error) { return m.door.Recover(ctx, typed) }
		}
		enter, err := open()
		return func() { m.answered(enter, err) }
	})
}

func (m *Model) answered(enter func(), err error) {
	m.state = Ready
	if err == nil {
		enter()
		return
	}
	m.err = err
	if m.sheet && data.KeyOf(err) == "fault.vault.passphrase" {
		m.err = &data.Fault{Kind: data.Denied, Key: "fault.vault.code", Err: err}
	}
	m.Tick()
	m.changed()
}

// Look says what the characters typed so far suggest.
func Look(typed []byte) Hint {
	letters, capitals := 0, 0
	for len(typed) > 0 {
		r, n := utf8.DecodeRune(typed)
		typed = typed[n:]
		switch {
		case r >= utf8.RuneSelf:
			return Kana
		case unicode.IsLetter(r):
			letters++
			if unicode.IsUpper(r) {
				capitals++
			}
		}
	}
	if letters >= 3 && capitals == letters {
		return Capitals
	}
	return NoHint
}
