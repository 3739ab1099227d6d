package app

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nifuda/app/screen/consent"
	"nifuda/app/screen/phrase"
	"nifuda/app/widgets/secret"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

// staffed is a house with an owner and a packer.
func staffed() *fakeHouse {
	h := owner()
	h.logins = append(h.logins, Login{ID: "p", Name: "小川 美咲", Packer: true})
	h.shift = &fakeShift{}
	return h
}

// signIn types the passphrase into the unlock screen of a login.
func signIn(t *testing.T, h *fakeHouse, login string, size fyne.Size, variant fyne.ThemeVariant) (*Shell, *int) {
	t.Helper()
	s, locks := shell(t, h, size, variant)
	s.prefs.SetLast(login)
	s.begin()
	field, ok := s.window.Canvas().Focused().(*secret.Field)
	if !ok {
		t.Fatalf("the keyboard is on %T, want the passphrase", s.window.Canvas().Focused())
	}
	test.Type(field, "ひらけごま")
	field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	return s, locks
}

func TestAPackersPassphraseShowsTheBenchAndNothingOfTheOwner(t *testing.T) {
	s, _ := signIn(t, staffed(), "p", stage.Normal, stage.Light)
	if s.bay == nil || s.frame != nil || s.life.session != nil {
		t.Fatalf("bay %v, frame %v, session %v", s.bay, s.frame, s.life.session)
	}
	stage.Picture(t, s.window, "app-bay")
	stage.Golden(t, s.window, "bay")
	if s.life.limit != data.DefaultBenchIdle {
		t.Errorf("the bench locks after %v", s.life.limit)
	}
	s, _ = signIn(t, staffed(), "p", stage.Small, stage.Dark)
	stage.Picture(t, s.window, "app-bay-small-dark")
}

func TestThePorchAsksForAPassphraseThenForTheRule(t *testing.T) {
	h := staffed()
	h.shift.renew, h.shift.rule = true, true
	s, _ := signIn(t, h, "p", stage.Normal, stage.Light)
	if _, ok := s.shown.(*phrase.View); !ok {
		t.Fatalf("got %T, want a new passphrase first", s.shown)
	}
	h.shift.renew = false
	s.toPorch()
	if _, ok := s.shown.(*consent.View); !ok {
		t.Fatalf("got %T, want the rule", s.shown)
	}
	h.shift.rule = false
	s.toPorch()
	if s.bay == nil || s.shown != nil {
		t.Error("the bench is not there after both")
	}
}

func TestWhoMayNotComeInNowIsToldWhy(t *testing.T) {
	h := staffed()
	h.shift.shut = &data.Fault{Kind: data.Denied, Key: "fault.bench.hours", Args: map[string]any{"from": "9:00", "to": "17:00"}}
	s, _ := signIn(t, h, "p", stage.Normal, stage.Light)
	if _, ok := s.shown.(halted); !ok || s.bay != nil {
		t.Errorf("got %T", s.shown)
	}
	stage.Picture(t, s.window, "app-halt")
}

func TestTwoKeysBringTheOtherPersonsUnlockScreen(t *testing.T) {
	s, locks := signIn(t, staffed(), "p", stage.Normal, stage.Light)
	s.handOver()
	stage.Picture(t, s.window, "app-handover")
	s.over.TypedRune('7') // nobody has it
	if *locks != 0 {
		t.Fatal("locked for nobody")
	}
	s.over.TypedRune('1')
	if *locks != 1 || s.prefs.LastLogin() != "a" {
		t.Errorf("%d locks, next is %q", *locks, s.prefs.LastLogin())
	}
	s, locks = signIn(t, staffed(), "a", stage.Normal, stage.Light)
	s.handOver()
	s.over.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if *locks != 0 || s.over != nil {
		t.Error("Esc does not stay")
	}
}

func TestALockParksWhatAPackerHadBegun(t *testing.T) {
	h := staffed()
	s, locks := signIn(t, h, "p", stage.Normal, stage.Light)
	s.Lock()
	if *locks != 1 || h.shift.closed != 1 || len(h.shift.parked) == 0 {
		t.Errorf("%d locks, closed %d times, parked %q", *locks, h.shift.closed, h.shift.parked)
	}
}

func TestAnOwnerWhoseTimeIsUpChoosesAPassphraseFirst(t *testing.T) {
	h := staffed()
	h.session.renewal = RenewPassphrase
	s, _ := signIn(t, h, "a", stage.Normal, stage.Light)
	if _, ok := s.shown.(*phrase.View); !ok || s.frame != nil {
		t.Errorf("got %T", s.shown)
	}
	h.session.renewal = RenewAfterSheet
	s, _ = signIn(t, h, "a", stage.Normal, stage.Light)
	if _, ok := s.shown.(*phrase.View); !ok || s.frame != nil {
		t.Errorf("got %T", s.shown)
	}
}

func TestTheOwnersRoomsAreThere(t *testing.T) {
	s, _ := signIn(t, staffed(), "a", stage.Normal, stage.Light)
	for at, name := range map[place]string{roomStaff: "app-staff", roomSafety: "app-safety"} {
		s.frame.goTo(at)
		stage.Picture(t, s.window, name)
	}
	if s.life.name != "山野 千尋" {
		t.Errorf("signed in is %q", s.life.name)
	}
}
