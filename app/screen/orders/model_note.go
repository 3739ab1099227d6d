package orders

import (
	"context"
	"slices"

	"nifuda/data"
)

// notes are what the owner writes for whoever packs an order.
type notes struct {
	typed map[data.OrderID]string // and not kept yet
	queue []note                  // to be kept, one after the other
	busy  bool
}

type note struct {
	id   data.OrderID
	text string
}

// Note is what the field shows: what was typed, or what is kept.
func (m *Model) Note() string {
	if text, ok := m.notes.typed[m.opened.id]; ok {
		return text
	}
	return m.opened.order.Note
}

// TypeNote takes the note of the open order as it is typed.
func (m *Model) TypeNote(text string) {
	if m.opened.id == 0 || m.opened.state != Ready {
		return
	}
	delete(m.notes.typed, m.opened.id)
	if text != m.opened.order.Note {
		m.notes.typed[m.opened.id] = text
	}
}

// KeepNote keeps what was typed, when the field is left.
func (m *Model) KeepNote() {
	id := m.opened.id
	text, ok := m.notes.typed[id]
	if n := (note{id, text}); ok && !slices.Contains(m.notes.queue, n) {
		m.notes.queue = append(m.notes.queue, n)
		m.keepNext()
	}
}

// keepNext keeps the oldest note that waits. One is kept at a time, so that the
// newest words of an order win.
func (m *Model) keepNext() {
	if m.notes.busy || len(m.notes.queue) == 0 {
		return
	}
	m.notes.busy = true
	n := m.notes.queue[0]
	m.run.Run(func(ctx context.Context) func() {
		err := m.desk.SetNote(ctx, n.id, n.text)
		return func() { m.noted(n, err) }
	})
}

// noted takes the answer. A note that could not be kept stays typed.
func (m *Model) noted(n note, err error) {
	m.notes.busy, m.notes.queue = false, m.notes.queue[1:]
	switch {
	case err != nil:
		m.say(News{Err: err})
	default:
		if m.notes.typed[n.id] == n.text {
			delete(m.notes.typed, n.id)
		}
		if m.opened.id == n.id {
			m.opened.order.Note = n.text
		}
	}
	m.keepNext()
}
