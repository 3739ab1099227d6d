package unlock

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

type fakeDoor struct {
	err   error
	login string
	got   string
	kept  []byte
}

func (f *fakeDoor) Open(_ context.Context, login string, pass []byte) error {
	f.login, f.got, f.kept = login, string(pass), pass
	return f.err
}

func (f *fakeDoor) Recover(_ context.Context, code []byte) error {
	f.login, f.got, f.kept = "sheet", string(code), code
	return f.err
}

var people = []Login{{"a", "山野 千尋"}, {"b", "小川 美咲"}}

func clock() time.Time { return time.Date(2026, 11, 22, 19, 0, 0, 0, time.UTC) }

func config(t *testing.T, door Door) Config {
	return Config{Door: door, Run: task.Inline(t.Context()), Now: clock, Logins: people}
}

func TestCapsLockIsSaid(t *testing.T) {
	on, told := false, 0
	c := config(t, &fakeDoor{})
	c.Caps = func() bool { return on }
	m := New(c, func() { told++ })
	m.lookAtCaps()
	on = true
	m.lookAtCaps()
	m.lookAtCaps()
	if !m.Caps() || told != 1 {
		t.Errorf("got %v, told %d times; want it said once", m.Caps(), told)
	}
}

func room(t *testing.T, door Door) *Model {
	return New(config(t, door), func() {})
}

func TestTheDoorGetsThePassphraseAndNothingStays(t *testing.T) {
	door := &fakeDoor{}
	m := room(t, door)
	m.Choose(1)
	m.Try([]byte("ひらけごま"))
	if door.login != "b" || door.got != "ひらけごま" {
		t.Errorf("got %q %q", door.login, door.got)
	}
	for _, b := range door.kept {
		if b != 0 {
			t.Fatal("the passphrase was not wiped after the door answered")
		}
	}
}

func TestAWrongPassphraseIsSaid(t *testing.T) {
	m := room(t, &fakeDoor{err: &data.Fault{Kind: data.Denied, Key: "fault.vault.passphrase"}})
	m.Try([]byte("x"))
	if m.State() != Refused || !m.CanType() {
		t.Errorf("got %v, want Refused and another try", m.State())
	}
}

func TestTheWaitIsCountedDown(t *testing.T) {
	door := &fakeDoor{err: &data.Fault{Kind: data.Busy, Key: "fault.vault.wait", Args: map[string]any{"seconds": 8}}}
	now := clock()
	c := config(t, door)
	c.Now = func() time.Time { return now }
	m := New(c, func() {})
	m.Try([]byte("x"))
	if m.State() != Waiting || m.Left() != 8 || m.CanType() {
		t.Fatalf("got %v, %d left", m.State(), m.Left())
	}
	now = now.Add(3 * time.Second)
	m.tick()
	if m.Left() != 5 {
		t.Errorf("got %d left, want 5", m.Left())
	}
	now = now.Add(5 * time.Second)
	m.tick()
	if m.State() != Ready {
		t.Errorf("got %v, want Ready", m.State())
	}
}

func TestTheSheetOpensToo(t *testing.T) {
	door := &fakeDoor{}
	m := room(t, door)
	m.Switch()
	m.Try([]byte("K7QFM2XD"))
	if door.login != "sheet" {
		t.Errorf("got %q, want the recovery code tried", door.login)
	}
}

func TestNothingTypedIsNoTry(t *testing.T) {
	door := &fakeDoor{}
	m := room(t, door)
	m.Try(nil)
	if door.login != "" || m.State() != Ready {
		t.Errorf("got a try with nothing: %q %v", door.login, m.State())
	}
}

func show(t *testing.T, door Door, size fyne.Size, variant fyne.ThemeVariant, lang string) (*View, fyne.Window) {
	t.Helper()
	stage.Dress(t, variant)
	v := NewView(func(changed func()) *Model { return New(config(t, door), changed) }, stage.Words(t, lang), "山の湯呑み店", func() {})
	w := stage.Open(t, size, v.Object())
	v.Enter()
	return v, w
}

func TestTheRoomLooksAsItShould(t *testing.T) {
	v, w := show(t, &fakeDoor{}, stage.Normal, stage.Light, text.Japanese)
	test.Type(v.pass, "ひみつのことばです")
	stage.Picture(t, w, "unlock")
	stage.Golden(t, w, "unlock")
}

func TestPicturesOfTheRoom(t *testing.T) {
	v, w := show(t, &fakeDoor{err: &data.Fault{Kind: data.Denied, Key: "fault.vault.passphrase"}}, stage.Small, stage.Dark, text.Japanese)
	test.Type(v.pass, "x")
	v.onOpen()
	stage.Picture(t, w, "unlock-wrong-dark-small")
	v, w = show(t, &fakeDoor{}, stage.Small, stage.Light, text.English)
	v.m.Switch()
	test.Type(v.code.Object.(*fyne.Container).Objects[0].(*fyne.Container).Objects[0].(fyne.Focusable), "K7QF")
	stage.Picture(t, w, "unlock-sheet-en")
}
