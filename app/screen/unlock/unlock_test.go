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

// fakeDoor opens for one passphrase and one code.
type fakeDoor struct {
	wait    time.Duration
	entered int
	tried   [][]byte // the very slices, to see that they are wiped
	login   string
}

func (d *fakeDoor) Wait() time.Duration { return d.wait }

func (d *fakeDoor) Open(_ context.Context, login string, passphrase []byte) (func(), error) {
	d.login, d.tried = login, append(d.tried, passphrase)
	if string(passphrase) != "mizu-no-oto" {
		return nil, &data.Fault{Kind: data.Denied, Key: "fault.vault.passphrase"}
	}
	return func() { d.entered++ }, nil
}

func (d *fakeDoor) Recover(_ context.Context, code []byte) (func(), error) {
	d.tried = append(d.tried, code)
	if string(code) != "K7QF" {
		return nil, &data.Fault{Kind: data.Denied, Key: "fault.vault.passphrase"}
	}
	return func() { d.entered++ }, nil
}

func people() []Person { return []Person{{"A", "山野 千尋"}, {"B", "佐藤 花"}} }

func room(t *testing.T, d *fakeDoor) *Model {
	return New(d, people(), task.Inline(t.Context()), func() {})
}

func TestTheRightPassphraseOpensOnce(t *testing.T) {
	d := &fakeDoor{}
	m := room(t, d)
	m.Choose(1)
	m.Submit([]byte("mizu-no-oto"))
	if d.entered != 1 || d.login != "B" {
		t.Errorf("entered %d times as %s", d.entered, d.login)
	}
}

func TestWhatWasTypedIsWipedWhateverHappens(t *testing.T) {
	d := &fakeDoor{}
	m := room(t, d)
	m.Submit([]byte("wrong"))
	m.Submit([]byte("mizu-no-oto"))
	m.Turn()
	m.Submit([]byte("K7QF"))
	for _, typed := range d.tried {
		for _, b := range typed {
			if b != 0 {
				t.Fatalf("%q is still there", typed)
			}
		}
	}
	if len(d.tried) != 3 {
		t.Errorf("%d tries", len(d.tried))
	}
}

func TestAWrongCodeIsNotCalledAPassphrase(t *testing.T) {
	m := room(t, &fakeDoor{})
	m.Turn()
	m.Submit([]byte("XXXX"))
	if got := data.KeyOf(m.Err()); got != "fault.vault.code" {
		t.Errorf("got %s", got)
	}
}

func TestWhileWaitingNothingIsTried(t *testing.T) {
	d := &fakeDoor{wait: 3500 * time.Millisecond}
	m := room(t, d)
	m.Submit([]byte("mizu-no-oto"))
	if len(d.tried) != 0 || m.State() != Waiting || m.Seconds() != 4 {
		t.Errorf("tried %d, state %v, %d seconds", len(d.tried), m.State(), m.Seconds())
	}
	d.wait = 0
	m.Tick()
	m.Submit([]byte("mizu-no-oto"))
	if d.entered != 1 {
		t.Error("shut after the wait")
	}
}

func TestTheKeyboardIsLookedAt(t *testing.T) {
	for typed, want := range map[string]Hint{"mizu": NoHint, "MIZU-9": Capitals, "みz": Kana, "M": NoHint, "": NoHint, "Mizu": NoHint} {
		if got := Look([]byte(typed)); got != want {
			t.Errorf("%q: got %v, want %v", typed, got, want)
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
		{"unlock", stage.Normal, stage.Light, text.Japanese},
		{"unlock-dark-small", stage.Small, stage.Dark, text.English},
	} {
		stage.Dress(t, c.variant)
		v := NewView(&fakeDoor{}, people(), "山の湯呑み店", task.Inline(t.Context()), stage.Words(t, c.lang))
		w := stage.Open(t, c.size, v.Object())
		v.Enter()
		test.Type(v.field, "MIZUNO")
		stage.Picture(t, w, c.name)
		if c.name == "unlock" {
			stage.Golden(t, w, "unlock")
		}
		v.onSubmit()
		stage.Picture(t, w, c.name+"-wrong")
		if v.field.Len() != 0 {
			t.Error("the field still holds what was typed")
		}
	}
}
