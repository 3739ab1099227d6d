package bench

import (
	"context"
	"errors"

	"nifuda/data"
)

// tag is the label and the tracking number of the open parcel.
type tag struct {
	text  string // the tracking number as typed
	wants bool   // it is to be sent as soon as the label is out
	at    string // translation key of where the print stands
	err   error  // why the label did not come out
	left  bool   // its print data may still be with the printer
}

// Tracking is the tracking number as it was typed.
func (m *Model) Tracking() string { return m.tag.text }

// Label says how the label is: the key of where its print stands, why it did
// not come out, and whether the printer may still hold a copy.
func (m *Model) Label() (at string, err error, left bool) { return m.tag.at, m.tag.err, m.tag.left }

// Unprinted reports whether the parcel waits for a label that cannot have come out yet.
func (m *Model) Unprinted() bool { return m.state == Tagging && m.box.parcel.Labels == 0 }

// SetTracking takes the tracking number as it is typed.
func (m *Model) SetTracking(text string) {
	m.tag.text = text
	if m.tag.wants || m.box.notice.Kind == Refused || m.box.notice.Kind == NoNumber {
		m.tag.wants, m.box.notice = false, Notice{}
		m.changed()
	}
}

// print brings the label out. Nothing but typing the tracking number happens
// meanwhile.
func (m *Model) print(reason string) {
	p := m.box.parcel
	m.state, m.panel.which = Printing, NoPanel
	m.tag.at, m.tag.err, m.tag.left = "bench.label.begin", nil, false
	m.changed()
	m.run.Run(func(ctx context.Context) func() {
		out, err := m.through(ctx, p.ID, reason)
		return func() { m.printed(p.ID, out, err) }
	})
}

// through takes one label from the desk to the printer and back. How it ended
// is written down even when the lock has come.
func (m *Model) through(ctx context.Context, id data.ParcelID, reason string) (data.PrintOutcome, error) {
	on, err := m.p.Press.Choose(ctx)
	if err != nil {
		return data.PrintOutcome{Purged: true}, err
	}
	job, err := m.p.Desk.BeginLabel(ctx, id, on, reason)
	if err != nil {
		return data.PrintOutcome{Purged: true}, err
	}
	say := func(key string) {
		m.run.Show(func() {
			if m.state == Printing {
				m.tag.at = key
				m.changed()
			}
		})
	}
	got, err := m.p.Press.Print(ctx, on, job, say)
	if errors.Is(err, context.Canceled) {
		err = &data.Fault{Kind: data.Stopped, Key: "fault.print.cancelled", Err: err}
	}
	out := data.PrintOutcome{Done: err == nil, Sent: got.Sent, Purged: got.Purged}
	if err != nil {
		out.Reason = data.KeyOf(err)
	}
	if e := m.p.Desk.EndLabel(context.WithoutCancel(ctx), id, out); err == nil {
		err = e
	}
	return out, err
}

func (m *Model) printed(id data.ParcelID, out data.PrintOutcome, err error) {
	if m.box.parcel.ID != id {
		return
	}
	wants := m.tag.wants
	m.state, m.tag.err, m.tag.left, m.tag.wants, m.tag.at = Tagging, err, !out.Purged, false, ""
	m.box.notice = Notice{}
	if out.Done || out.Sent {
		m.box.parcel.Labels++ // as on the desk
	}
	if out.Done {
		m.panel = panel{}
	}
	switch key := data.KeyOf(err); {
	case err == nil:
	case key == "fault.bench.hours":
		m.close(err)
	case key == "fault.bench.reason":
		m.tag.err, m.panel.which = nil, Reprinting
	}
	m.Refresh()
	if wants && err == nil {
		m.turn(m.ship)
	}
	m.changed()
}

// PrintLabel brings the label out that has not come out yet, or asks why it is
// wanted again.
func (m *Model) PrintLabel() {
	m.turn(func() {
		switch {
		case m.panel.which == Reprinting:
			m.confirm()
		case m.state != Tagging:
		case m.box.parcel.Labels == 0:
			m.print("")
		case m.shelf.self.May.Reprint:
			m.raise(Reprinting)
		}
	})
}

// Ship sends the parcel out with the tracking number that was typed. While the
// label is on its way the number waits for it; without a number nothing
// happens.
func (m *Model) Ship() {
	code := data.TidyScan(m.tag.text)
	at := m.now()
	since := at.Sub(m.box.last.at)
	m.box.last.at = at
	switch {
	case code == "":
		if since < 0 || since > bounce {
			m.tellTag(NoNumber)
		}
		return
	case m.state == Printing:
		m.tag.wants = true
		m.tellTag(WaitLabel)
		return
	}
	if !m.box.last.fired.Fired(code, at) {
		m.turn(m.ship)
	}
}

func (m *Model) tellTag(kind NoticeKind) {
	if m.state == Tagging || m.state == Printing {
		m.box.notice = Notice{Kind: kind, Item: -1}
		m.changed()
	}
}

func (m *Model) ship() { m.shipAs(m.tag.text) }

func (m *Model) shipAs(number string) {
	if m.state != Tagging {
		return
	}
	p := m.box.parcel
	m.work(func(ctx context.Context) error {
		_, err := m.p.Desk.Ship(ctx, p.ID, number)
		return err
	}, func(err error) {
		m.panel = panel{}
		if err != nil {
			m.p.Voice.Say(data.ScanWrong)
			m.refuse(err)
			return
		}
		m.left(Notice{Kind: Shipped, Item: -1, Number: p.Number})
	})
}

// ShipBare asks whether the parcel really goes without a tracking number; asked
// again, it does.
func (m *Model) ShipBare() {
	m.turn(func() {
		switch {
		case m.state != Tagging:
		case m.panel.which == Numberless:
			m.confirm()
		default:
			m.raise(Numberless)
		}
	})
}

// Later puts the open parcel aside.
func (m *Model) Later() {
	m.turn(func() {
		if m.state != Packing && m.state != Tagging {
			return
		}
		p := m.box.parcel
		m.work(func(ctx context.Context) error { return m.p.Desk.Later(ctx, p.ID) }, func(err error) {
			if err != nil {
				m.refuse(err)
				return
			}
			m.left(Notice{Kind: Aside, Item: -1, Number: p.Number})
		})
	})
}
