package consent

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

// fakeGate holds a rule, and another from the moment it is changed.
type fakeGate struct {
	rule     data.Rule
	fail     error
	accepted []int
}

func (g *fakeGate) Rule(context.Context) (data.Rule, error) { return g.rule, g.fail }
func (g *fakeGate) Accept(_ context.Context, version int) error {
	if version != g.rule.Version {
		return &data.Fault{Kind: data.Invalid, Key: "fault.bench.version"}
	}
	g.accepted = append(g.accepted, version)
	return g.fail
}

func gate() *fakeGate {
	return &fakeGate{rule: data.Rule{Version: 2, At: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC),
		Text: strings.Repeat("お客様の名前、住所、電話番号を、書き写したり、写真に撮ったり、持ち出したりしません。\n仕事のほかに使いません。だれにも話しません。\n\n", 6)}}
}

func room(t *testing.T, g *fakeGate) (m *Model, done *int) {
	t.Helper()
	done = new(int)
	return New(g, task.Inline(t.Context()), func() { *done++ }, func() {}), done
}

func TestTheRoomSaysWhatItIs(t *testing.T) {
	m, _ := room(t, gate())
	if m.State() != Loading {
		t.Errorf("before it was read: got %v", m.State())
	}
	m.Load()
	if m.State() != Reading || m.Rule().Version != 2 {
		t.Errorf("got %v, version %d", m.State(), m.Rule().Version)
	}
	g := gate()
	g.fail = errors.New("gone")
	m, _ = room(t, g)
	m.Load()
	if m.State() != Failed {
		t.Errorf("a rule that cannot be read: got %v", m.State())
	}
	g.fail = nil
	m.Load()
	if m.State() != Reading {
		t.Errorf("read again: got %v", m.State())
	}
}

func TestNobodyAcceptsWithoutTicking(t *testing.T) {
	g := gate()
	m, done := room(t, g)
	m.Accept()
	m.Load()
	m.Accept()
	m.Tick()
	m.Tick()
	m.Accept()
	if *done != 0 || len(g.accepted) != 0 {
		t.Fatalf("accepted %v without a tick", g.accepted)
	}
	m.Tick()
	m.Accept()
	if *done != 1 || len(g.accepted) != 1 || g.accepted[0] != 2 {
		t.Errorf("done %d times, accepted %v", *done, g.accepted)
	}
}

func TestARuleThatChangedInTheMeantimeIsReadFirst(t *testing.T) {
	g := gate()
	m, done := room(t, g)
	m.Load()
	m.Tick()
	g.rule.Version, g.rule.Text = 3, "新しい決まり"
	m.Accept()
	if *done != 0 || m.Ticked() || m.Rule().Version != 3 || data.KeyOf(m.Err()) != "fault.bench.version" {
		t.Fatalf("done %d, ticked %v, version %d, %v", *done, m.Ticked(), m.Rule().Version, m.Err())
	}
	m.Tick()
	m.Accept()
	if *done != 1 || g.accepted[0] != 3 {
		t.Errorf("done %d, accepted %v", *done, g.accepted)
	}
}

func TestAnAcceptanceThatIsNotRecordedIsTold(t *testing.T) {
	g := gate()
	m, done := room(t, g)
	m.Load()
	m.Tick()
	g.fail = &data.Fault{Kind: data.Full, Key: "fault.store.full"}
	m.Accept()
	if *done != 0 || m.State() != Reading || data.KeyOf(m.Err()) != "fault.store.full" || !m.Ticked() {
		t.Errorf("done %d, %v, %v", *done, m.State(), m.Err())
	}
}

func TestWhoDoesNotAcceptCanLockInstead(t *testing.T) {
	stage.Dress(t, stage.Light)
	for name, fail := range map[string]error{"the rule is there": nil, "the rule cannot be read": errors.New("gone")} {
		g, accepted, locks := gate(), 0, 0
		g.fail = fail
		v := NewView(g, task.Inline(t.Context()), stage.Words(t, text.Japanese), func() { accepted++ }, func() { locks++ })
		stage.Open(t, stage.Normal, v.Object())
		v.Enter()
		if test.Tap(v.lock); locks != 1 || accepted != 0 {
			t.Errorf("%s: locked %d times, accepted %d", name, locks, accepted)
		}
	}
}

func TestTheRoomLooksAsItShould(t *testing.T) {
	for _, c := range []struct {
		name    string
		size    fyne.Size
		variant fyne.ThemeVariant
		lang    string
	}{
		{"consent", stage.Normal, stage.Light, text.Japanese},
		{"consent-small-dark-en", stage.Small, stage.Dark, text.English},
	} {
		stage.Dress(t, c.variant)
		v := NewView(gate(), task.Inline(t.Context()), stage.Words(t, c.lang), func() {}, func() {})
		w := stage.Open(t, c.size, v.Object())
		v.Enter()
		v.m.Tick()
		stage.Picture(t, w, c.name)
		stage.Golden(t, w, c.name)
	}
}
