package print

import (
	"context"
	"slices"

	"nifuda/data"
)

// Reasons for which a page is wanted once more. They are the ends of translation
// keys and of what the activity log says.
var Reasons = []string{"jam", "faint", "shifted", "lost", "torn"}

// act changes something about the run, then looks again.
func (m *Model) act(do func(context.Context) error) {
	ask(m, m.slots.left, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(struct{}) { m.look() })
}

// AskAgain asks why the page that is shown is wanted once more; Again takes the
// reason.
func (m *Model) AskAgain() {
	if n := m.run.shown + 1; m.CanAgain() {
		m.run.again = n
		m.changed()
	}
}

// CanAgain reports whether the page that is shown came out and may be wanted
// once more.
func (m *Model) CanAgain() bool {
	i := m.run.shown
	return m.Running() && (m.state == Done || m.state == Stopped) && i < len(m.run.now.Pages) && m.run.now.Pages[i].State == data.PagePrinted
}

// AskedAgain is the page whose reason is asked for, 0 when none is.
func (m *Model) AskedAgain() int { return m.run.again }

// NotAgain leaves the page as it is.
func (m *Model) NotAgain() { m.run.again = 0; m.changed() }

// Again wants the page once more that was asked about.
func (m *Model) Again(reason string) {
	id, number := m.run.id, m.run.again
	if number == 0 {
		return
	}
	m.run.again, m.state, m.err = 0, Stopped, nil
	m.act(func(ctx context.Context) error { return m.desk.AgainPage(ctx, id, number, reason) })
}

// Accept prints the pages that have changed as they are now, and labels of
// orders that were cancelled.
func (m *Model) Accept() {
	m.run.agreed = true
	id, numbers, drawn := m.run.id, m.Altered(), m.run.drawn
	m.act(func(ctx context.Context) error {
		for _, n := range numbers {
			if n > len(drawn) {
				return &data.Fault{Kind: data.Invalid, Key: "fault.run.fewer"}
			}
			if err := m.desk.AcceptPage(ctx, id, n, drawn[n-1].Hash); err != nil {
				return err
			}
		}
		return nil
	})
}

// GiveUp asks whether the rest of the run is given up; Drop does it.
func (m *Model) GiveUp() {
	if m.state == Stopped && m.Running() {
		m.state = Dropping
		m.changed()
	}
}

// KeepOn goes back to the run.
func (m *Model) KeepOn() {
	if m.state == Dropping {
		m.state = Stopped
		m.changed()
	}
}

// Drop gives the rest of the run up. What came out stays noted.
func (m *Model) Drop() {
	if m.state != Dropping {
		return
	}
	id := m.run.id
	ask(m, m.slots.left, func(ctx context.Context) (struct{}, error) { return struct{}{}, m.desk.DropRun(ctx, id) }, func(struct{}) {
		m.run.open = slices.DeleteFunc(slices.Clone(m.run.open), func(r data.Run) bool { return r.ID == id })
		m.Open(m.orders)
	})
}

// GoOn prints the rest of the run, from the first page that did not come out.
func (m *Model) GoOn() {
	if ok, _ := m.CanGoOn(); !ok {
		return
	}
	id, drawn := m.run.id, m.run.drawn
	m.start(func(ctx context.Context) (bool, error) { return m.through(ctx, id, drawn) })
}

// CanGoOn reports whether the rest may be printed now, and the key of the reason
// when it may not.
func (m *Model) CanGoOn() (bool, string) {
	r, ok := m.Left()
	switch first, _ := r.Next(); {
	case !ok || m.state != Stopped:
		return false, ""
	case first == len(r.Pages):
		return true, ""
	case r.Pages[first].State == data.PageSent:
		return false, "print.run.under"
	case len(r.Doubtful()) > 0:
		return false, "print.run.judgefirst"
	case len(m.Altered()) > 0:
		return false, "print.run.altered"
	case m.Void() > 0 && !m.run.agreed:
		return false, "print.run.void"
	}
	return true, ""
}
