package bench

import (
	"context"
	"slices"
	"time"

	"nifuda/data"
)

// Panel is a question that stands over the items.
type Panel int

// The panels.
const (
	NoPanel    Panel = iota
	Problem          // what is wrong with the parcel
	Overriding       // why it is closed without its scans
	Reprinting       // why its label is wanted again
	Numberless       // really without a tracking number?
)

// Troubles are what can be reported, in the order they stand.
var Troubles = []data.Trouble{data.TroubleStock, data.TroubleAddress, data.TroubleDamaged, data.TroubleOther}

// panel is the question that is open, and what was answered so far.
type panel struct {
	which   Panel
	trouble data.Trouble
	words   string
	err     error
}

// Panel, Trouble, Words and PanelErr are what the open question shows.
func (m *Model) Panel() Panel          { return m.panel.which }
func (m *Model) Trouble() data.Trouble { return m.panel.trouble }
func (m *Model) Words() string         { return m.panel.words }
func (m *Model) PanelErr() error       { return m.panel.err }

// raise opens a question; what was written for the one before is kept.
func (m *Model) raise(p Panel) {
	m.panel.which, m.panel.err = p, nil
	m.box.notice = Notice{}
	m.changed()
}

// CanOverride reports whether the box may be closed without its scans.
func (m *Model) CanOverride() bool { return m.shelf.self.May.Override && m.state == Packing }

// CanReprint reports whether the label may come out again.
func (m *Model) CanReprint() bool {
	return m.shelf.self.May.Reprint && m.state == Tagging && m.box.parcel.Labels > 0
}

// Report opens the question what is wrong; asked again, it tells the owner.
func (m *Model) Report() {
	m.turn(func() {
		switch {
		case m.state != Packing && m.state != Tagging:
		case m.panel.which == Problem:
			m.confirm()
		default:
			m.raise(Problem)
		}
	})
}

// Override opens the question why; asked again, it closes the box.
func (m *Model) Override() {
	m.turn(func() {
		switch {
		case !m.CanOverride():
		case m.panel.which == Overriding:
			m.confirm()
		default:
			m.raise(Overriding)
		}
	})
}

// Dismiss closes the question, or else takes the notice away. What was written
// is kept.
func (m *Model) Dismiss() {
	if m.panel.which != NoPanel {
		m.panel.which, m.panel.err = NoPanel, nil
	} else {
		m.box.notice = Notice{}
	}
	m.changed()
}

// SetWords takes the reason as it is typed.
func (m *Model) SetWords(s string) { m.panel.words = s }

// ChooseTrouble says what is wrong.
func (m *Model) ChooseTrouble(t data.Trouble) { m.panel.trouble, m.panel.err = t, nil; m.changed() }

// MoveTrouble chooses the one above or below.
func (m *Model) MoveTrouble(by int) {
	if m.panel.which != Problem {
		return
	}
	at := slices.Index(Troubles, m.panel.trouble)
	if at < 0 && by < 0 {
		at = len(Troubles)
	}
	if to := at + by; to >= 0 && to < len(Troubles) {
		m.ChooseTrouble(Troubles[to])
	}
}

// Confirm answers the open question with yes.
func (m *Model) Confirm() { m.turn(m.confirm) }

func (m *Model) confirm() {
	p, words := m.box.parcel, m.panel.words
	switch m.panel.which {
	case Numberless:
		m.shipAs("")
	case Reprinting:
		if words == "" {
			m.panel.err = &data.Fault{Kind: data.Invalid, Key: "fault.bench.reason"}
			m.changed()
			return
		}
		m.print(words)
	case Problem:
		if m.panel.trouble == "" {
			m.panel.err = &data.Fault{Kind: data.Invalid, Key: "fault.bench.trouble"}
			m.changed()
			return
		}
		t := m.panel.trouble
		m.work(func(ctx context.Context) error { return m.p.Desk.Report(ctx, p.ID, t, words) },
			m.answered(func() { m.left(Notice{Kind: Reported, Item: -1, Number: p.Number}) }))
	case Overriding:
		var closed data.BenchParcel
		m.work(func(ctx context.Context) (err error) { closed, err = m.p.Desk.Override(ctx, p.ID, words); return err },
			m.answered(func() {
				m.box.parcel, m.panel = closed, panel{}
				m.p.Voice.Say(data.ScanComplete)
				m.full()
			}))
	}
}

// answered shows a refusal in the open question and keeps what was written.
func (m *Model) answered(then func()) func(error) {
	return func(err error) {
		switch {
		case err == nil:
			then()
		case data.KindOf(err) == data.Invalid:
			m.panel.err = err
		default:
			m.panel.which = NoPanel
			m.refuse(err)
		}
	}
}

// shown is how long a phone number can be seen.
const shown = 30 * time.Second

// Phone is the number while it may be seen, and for how many seconds more.
func (m *Model) Phone() (number string, left int) {
	if d := m.box.phone.until.Sub(m.now()); m.box.phone.number != "" && d > 0 && d <= shown {
		return m.box.phone.number, int((d + time.Second - 1) / time.Second)
	}
	return "", 0
}

// Reveal shows the phone number of the open parcel, or hides it.
func (m *Model) Reveal() {
	m.turn(func() {
		if number, _ := m.Phone(); number != "" {
			m.hide()
			return
		}
		if !m.box.parcel.HasPhone {
			return
		}
		id := m.box.parcel.ID
		var number string
		m.work(func(ctx context.Context) (err error) { number, err = m.p.Desk.Phone(ctx, id); return err }, func(err error) {
			if err != nil {
				m.refuse(err)
				return
			}
			m.box.phone = phone{number: number, until: m.now().Add(shown)}
			m.box.phone.stop = m.run.Every(time.Second, m.tick)
		})
	})
}

// tick counts the seconds of a number that is shown.
func (m *Model) tick() {
	if number, _ := m.Phone(); number == "" {
		m.hide()
		return
	}
	m.changed()
}

func (m *Model) hide() {
	m.box.phone.stop()
	m.box.phone = phone{stop: func() {}}
	m.changed()
}
