package bench

import (
	"context"

	"nifuda/data"
)

// line is the queue of gestures. A scanner is faster than a disk: what comes
// while the desk still answers waits its turn, and nothing is lost or counted
// out of order.
type line struct {
	busy    bool
	waiting []func()
}

// turn does f once the desk has answered everything before. f looks at the
// room as it is then.
func (m *Model) turn(f func()) {
	m.line.waiting = append(m.line.waiting, f)
	m.advance()
}

func (m *Model) advance() {
	for !m.line.busy && len(m.line.waiting) > 0 {
		f := m.line.waiting[0]
		m.line.waiting = m.line.waiting[1:]
		f()
	}
}

// work asks the desk and hands its answer on.
func (m *Model) work(ask func(context.Context) error, then func(error)) {
	m.line.busy = true
	m.run.Run(func(ctx context.Context) func() {
		err := ask(ctx)
		return func() {
			m.line.busy = false
			then(err)
			m.changed()
			m.advance()
		}
	})
}

// refuse shows why the desk did not do it.
func (m *Model) refuse(err error) {
	switch data.KeyOf(err) {
	case "fault.bench.hours":
		m.close(err)
	case "fault.bench.gone", "fault.bench.notopen":
		// It is no longer hers to pack; what comes after was meant for it.
		m.line.waiting = nil
		m.left(Notice{Kind: Refused, Err: err})
	default:
		if m.box.parcel.ID == 0 {
			m.line.waiting = nil
		}
		m.box.notice = Notice{Kind: Refused, Item: -1, Err: err}
	}
}
