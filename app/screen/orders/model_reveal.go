package orders

import (
	"context"
	"time"

	"nifuda/app/task"
	"nifuda/data"
)

// inView is how long a phone number stays unmasked.
const inView = 30 * time.Second

// bare is the open order while its phone numbers and e-mails are unmasked.
type bare struct {
	order *data.Order // nil while they are masked
	until time.Time
	err   error // why they could not be shown
	stop  func()
}

func masked() bare { return bare{stop: func() {}} }

// Reveal unmasks phone numbers and e-mails of the open order for a while, or
// masks them again. The desk records each look.
func (m *Model) Reveal() {
	id := m.opened.id
	if id == 0 || m.opened.state != Ready {
		return
	}
	if m.opened.bare.order != nil {
		m.Mask()
		return
	}
	task.Ask(m.slots.reveal, func(ctx context.Context) (data.Order, error) { return m.desk.Reveal(ctx, id) },
		func(o data.Order, err error) {
			m.opened.bare = masked()
			if err != nil {
				m.opened.bare.err = err
			} else {
				m.opened.bare = bare{order: &o, until: m.now().Add(inView), stop: m.run.Every(time.Second, m.tick)}
			}
			m.changed(Detail)
		})
}

// Bare is how many seconds the open order stays unmasked, 0 when it is masked,
// and why it could not be unmasked.
func (m *Model) Bare() (seconds int, err error) {
	b := m.opened.bare
	if b.order == nil {
		return 0, b.err
	}
	return max(int((b.until.Sub(m.now())+time.Second-1)/time.Second), 0), nil
}

// tick counts down. A clock that was put back masks at once.
func (m *Model) tick() {
	left, _ := m.Bare()
	if left <= 0 || m.opened.bare.until.Sub(m.now()) > inView {
		m.Mask()
		return
	}
	m.changed(Seconds)
}

// Mask hides phone numbers and e-mails again.
func (m *Model) Mask() {
	m.slots.reveal.Cancel()
	m.opened.bare.stop()
	if b := m.opened.bare; b.order == nil && b.err == nil {
		return
	}
	m.opened.bare = masked()
	m.changed(Detail)
}
