package orders

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"nifuda/app/task"
	"nifuda/data"
)

// watched is a room with a watch that a test winds.
func watched(t *testing.T, desk *fakeDesk) (*Model, *time.Time) {
	t.Helper()
	now := clock()
	m := New(desk, task.Inline(t.Context()), func() time.Time { return now }, func(What) {})
	m.Refresh()
	return m, &now
}

// shows reports whether the open order says its phone number.
func shows(m *Model) bool {
	o, _, _ := m.Open()
	return o.Buyer.Phone == bareOrder().Buyer.Phone
}

func TestAPhoneNumberIsMaskedUntilSomebodyLooksAndAgainAfterHalfAMinute(t *testing.T) {
	desk := &fakeDesk{rows: evening(), order: giftOrder()}
	m, now := watched(t, desk)
	m.Reveal()
	m.Show(43)
	if shows(m) || desk.bench.looks != 0 {
		t.Fatalf("shown before anybody asked; %d looks recorded", desk.bench.looks)
	}
	m.Reveal()
	if left, _ := m.Bare(); !shows(m) || left != 30 || desk.bench.looks != 1 {
		t.Fatalf("shown %v, %d seconds, %d looks", shows(m), left, desk.bench.looks)
	}
	*now = now.Add(29 * time.Second)
	m.tick()
	if left, _ := m.Bare(); !shows(m) || left != 1 {
		t.Errorf("after 29 seconds: shown %v, %d left", shows(m), left)
	}
	*now = now.Add(time.Second)
	if m.tick(); shows(m) {
		t.Error("still shown after 30 seconds")
	}
}

func TestAPhoneNumberIsMaskedWhenItsOrderIsLeft(t *testing.T) {
	for name, leave := range map[string]func(*Model, *time.Time){
		"another order":       func(m *Model, _ *time.Time) { m.Show(42) },
		"closed":              func(m *Model, _ *time.Time) { m.Close() },
		"back":                func(m *Model, _ *time.Time) { m.Back() },
		"the same key again":  func(m *Model, _ *time.Time) { m.Reveal() },
		"a lock":              func(m *Model, _ *time.Time) { m.Mask() },
		"a clock set back":    func(m *Model, now *time.Time) { *now = now.Add(-time.Hour); m.tick() },
		"another one's draft": func(m *Model, _ *time.Time) { m.Resume(Draft{Open: 42}) },
	} {
		m, now := watched(t, &fakeDesk{rows: evening(), order: giftOrder()})
		m.Show(43)
		m.Reveal()
		leave(m, now)
		if shows(m) {
			t.Errorf("%s: still shown", name)
		}
	}
}

func TestASyncDoesNotMaskWhatIsBeingRead(t *testing.T) {
	m, _ := watched(t, &fakeDesk{rows: evening(), order: giftOrder()})
	m.Show(43)
	m.Reveal()
	if m.Refresh(); !shows(m) {
		t.Error("masked by a refresh")
	}
}

func TestALookThatIsRefusedIsSaid(t *testing.T) {
	desk := &fakeDesk{rows: evening(), order: giftOrder()}
	m, _ := watched(t, desk)
	m.Show(43)
	desk.err = errGone
	m.Reveal()
	if _, err := m.Bare(); err == nil || shows(m) {
		t.Errorf("got %v, shown %v", err, shows(m))
	}
}

// later answers only after somebody has gone on to another order.
type later struct {
	*fakeDesk
	leave func()
}

func (l *later) Reveal(ctx context.Context, id data.OrderID) (data.Order, error) {
	l.leave()
	return l.fakeDesk.Reveal(ctx, id)
}

func TestAnAnswerThatComesTooLateShowsNothing(t *testing.T) {
	desk := &later{fakeDesk: &fakeDesk{rows: evening(), order: giftOrder()}}
	m := New(desk, task.Inline(t.Context()), clock, func(What) {})
	m.Refresh()
	m.Show(43)
	desk.leave = func() { m.Show(42) }
	if m.Reveal(); shows(m) {
		t.Error("another order shows the first one's number")
	}
}

func TestANoteIsKeptWhenItsFieldIsLeft(t *testing.T) {
	desk := &fakeDesk{rows: evening(), order: giftOrder()}
	m, _ := watched(t, desk)
	m.TypeNote("開いていない")
	m.Show(43)
	m.KeepNote()
	m.TypeNote("割れ物")
	if len(desk.bench.notes) != 0 {
		t.Fatalf("kept while typing: %v", desk.bench.notes)
	}
	m.KeepNote()
	m.KeepNote()
	m.TypeNote("割れ物、二重に")
	m.Show(42)
	if want := []string{"割れ物", "割れ物、二重に"}; !slices.Equal(desk.bench.notes, want) {
		t.Errorf("kept %v, want %v", desk.bench.notes, want)
	}
	if len(m.Draft().Notes) != 0 {
		t.Errorf("what is kept is still a draft: %v", m.Draft().Notes)
	}
}

func TestANoteThatCouldNotBeKeptStaysTyped(t *testing.T) {
	desk := &fakeDesk{rows: evening(), order: giftOrder()}
	m, _ := watched(t, desk)
	m.Show(43)
	m.TypeNote("割れ物")
	desk.err = errGone
	m.KeepNote()
	if m.Note() != "割れ物" || !errors.Is(m.News().Err, errGone) {
		t.Fatalf("got %q, news %+v", m.Note(), m.News())
	}
	again, _ := watched(t, &fakeDesk{rows: evening(), order: giftOrder()})
	again.Resume(m.Draft())
	again.Refresh()
	if again.Note() != "割れ物" {
		t.Errorf("after a lock: %q", again.Note())
	}
}
