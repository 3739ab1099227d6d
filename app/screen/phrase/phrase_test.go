package phrase

import (
	"bytes"
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nifuda/app/newphrase"
	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

// fakeHouse changes passphrases in memory and keeps the very bytes it was
// handed, to see that they are wiped.
type fakeHouse struct {
	fail       error
	old, fresh string
	handed     [2][]byte
}

func (f *fakeHouse) Change(_ context.Context, old, fresh []byte) error {
	f.handed = [2][]byte{old, fresh}
	if f.fail != nil {
		return f.fail
	}
	f.old, f.fresh = string(old), string(fresh)
	return nil
}
func (f *fakeHouse) Generate() ([]byte, error) { return []byte("korega himitsu desu yo"), nil }
func (f *fakeHouse) Judge(p []byte, _ ...string) (newphrase.Strength, error) {
	if len(p) < 8 {
		return 0, &data.Fault{Kind: data.Invalid, Key: "fault.vault.weak.short"}
	}
	return newphrase.Strong, nil
}

func TestAPassphraseIsChangedAndBothAreWiped(t *testing.T) {
	f, done := &fakeHouse{}, 0
	m := NewModel(f, task.Inline(t.Context()), func() { done++ }, func() {})
	m.Change([]byte("mukashi no kotoba"), []byte("atarashii kotoba"))
	if done != 1 || f.old != "mukashi no kotoba" || f.fresh != "atarashii kotoba" {
		t.Errorf("done %d times with %q and %q", done, f.old, f.fresh)
	}
	for _, b := range f.handed {
		if len(bytes.Trim(b, "\x00")) != 0 {
			t.Errorf("%q was left in memory", b)
		}
	}
}

func TestAPassphraseThatIsNotChangedSaysWhy(t *testing.T) {
	for _, c := range []struct {
		name       string
		fail       error
		old, fresh string
		want       string
	}{
		{"the old one is wrong", &data.Fault{Kind: data.Denied, Key: "fault.vault.passphrase"}, "chigau kotoba", "atarashii kotoba", "fault.vault.passphrase"},
		{"the new one is the old one", nil, "onaji kotoba", "onaji kotoba", "fault.phrase.same"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, done := &fakeHouse{fail: c.fail}, 0
			m := NewModel(f, task.Inline(t.Context()), func() { done++ }, func() {})
			old, fresh := []byte(c.old), []byte(c.fresh)
			m.Change(old, fresh)
			if m.State() != Refused || data.KeyOf(m.Err()) != c.want || done != 0 || f.fresh != "" {
				t.Errorf("got %v, %v, done %d times", m.State(), m.Err(), done)
			}
			if len(bytes.Trim(append(old, fresh...), "\x00")) != 0 {
				t.Error("a passphrase was left in memory")
			}
		})
	}
}

func show(t *testing.T, f *fakeHouse, cancel, lock func(), size fyne.Size, variant fyne.ThemeVariant, lang string) (*View, fyne.Window) {
	t.Helper()
	stage.Dress(t, variant)
	v := NewView(Config{Changer: f, Passphrases: f, Run: task.Inline(t.Context()), Old: true, Done: func() {}, Cancel: cancel, Lock: lock}, stage.Words(t, lang))
	w := stage.Open(t, size, v.Object())
	v.Enter()
	return v, w
}

func enter(v *View, old, fresh, again string) {
	test.Type(v.old, old)
	test.Type(v.form.Fields()[0], fresh)
	test.Type(v.form.Fields()[1], again)
}

func TestTheRoomLooksAsItShould(t *testing.T) {
	v, w := show(t, &fakeHouse{fail: &data.Fault{Kind: data.Denied, Key: "fault.vault.passphrase"}}, nil, func() {}, stage.Normal, stage.Light, text.Japanese)
	v.form.Offer()
	enter(v, "mukashi", "korega himitsu", "")
	stage.Picture(t, w, "phrase")
	stage.Golden(t, w, "phrase")
	v, w = show(t, &fakeHouse{fail: &data.Fault{Kind: data.Denied, Key: "fault.vault.passphrase"}}, func() {}, func() {}, stage.Small, stage.Dark, text.English)
	enter(v, "mukashi", "korega himitsu", "korega himitsu")
	v.onOK()
	stage.Picture(t, w, "phrase-small-dark-en")
	stage.Golden(t, w, "phrase-small-dark-en")
}

func TestNothingIsChangedBeforeBothAreThere(t *testing.T) {
	for _, c := range []struct {
		name              string
		old, fresh, again string
		want              bool
	}{
		{"without the old one", "", "korega himitsu", "korega himitsu", false},
		{"without the second time", "mukashi", "korega himitsu", "", false},
		{"with a weak one", "mukashi", "abc", "abc", false},
		{"with all of them", "mukashi", "korega himitsu", "korega himitsu", true},
	} {
		f := &fakeHouse{}
		v, _ := show(t, f, nil, func() {}, stage.Normal, stage.Light, text.Japanese)
		enter(v, c.old, c.fresh, c.again)
		v.onOK()
		if got := f.fresh != ""; got != c.want {
			t.Errorf("%s: changed is %v, want %v", c.name, got, c.want)
		}
	}
}

func TestEscLeavesOnlyWhereItMayStayAsItIs(t *testing.T) {
	left := 0
	v, _ := show(t, &fakeHouse{}, func() { left++ }, func() {}, stage.Normal, stage.Light, text.Japanese)
	v.Back()
	v, _ = show(t, &fakeHouse{}, nil, func() {}, stage.Normal, stage.Light, text.Japanese)
	v.Back()
	if left != 1 {
		t.Errorf("left %d times, want once", left)
	}
}

func TestWhoMustChooseCanLockInstead(t *testing.T) {
	locks := 0
	v, _ := show(t, &fakeHouse{}, func() {}, func() { locks++ }, stage.Normal, stage.Light, text.Japanese)
	if v.lock != nil {
		t.Error("who may stay as it is has a lock beside the way back")
	}
	v, _ = show(t, &fakeHouse{}, nil, func() { locks++ }, stage.Normal, stage.Light, text.Japanese)
	if test.Tap(v.lock); locks != 1 {
		t.Errorf("locked %d times, want once", locks)
	}
	v.Back()
	if locks != 1 {
		t.Error("Esc locks")
	}
}

func TestALockWipesWhatWasTyped(t *testing.T) {
	v, _ := show(t, &fakeHouse{}, nil, func() {}, stage.Normal, stage.Light, text.Japanese)
	v.form.Offer()
	enter(v, "mukashi", "korega himitsu", "korega himitsu")
	v.Wipe()
	if v.old.Len()+v.form.Fields()[0].Len()+v.form.Fields()[1].Len() != 0 {
		t.Error("something was left in the fields")
	}
}
