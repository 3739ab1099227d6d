package app

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nifuda/app/screen/bench"
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

func TestAPackerReadsTheHandbookAndTheScanLineWaits(t *testing.T) {
	for size, variant := range map[fyne.Size]fyne.ThemeVariant{stage.Normal: stage.Light, stage.Small: stage.Dark} {
		s, _ := signIn(t, staffed(), "p", size, variant)
		press := func(k fyne.KeyName) { s.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: k}) }
		line := s.window.Canvas().Focused()
		press(fyne.KeyF1)
		if !s.bay.book.reading() || s.window.Canvas().Focused() == line {
			t.Fatalf("F1: reading %v, the keyboard is on %T", s.bay.book.reading(), s.window.Canvas().Focused())
		}
		if size == stage.Small {
			stage.Picture(t, s.window, "app-bay-handbook-small-dark")
		} else {
			stage.Picture(t, s.window, "app-bay-handbook")
		}
		press(fyne.KeyF6) // prints nothing
		if press(fyne.KeyF1); s.bay.book.reading() || s.window.Canvas().Focused() != line {
			t.Errorf("F1 again: reading %v, the keyboard is on %T, want the scan line", s.bay.book.reading(), s.window.Canvas().Focused())
		}
	}
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

func TestTheQuestionWhoComesNextCanBeAskedAgainFromAnotherRoom(t *testing.T) {
	s, _ := signIn(t, staffed(), "a", stage.Normal, stage.Light)
	s.handOver()
	s.frame.goTo(roomShops) // Ctrl+2 reaches the window from anywhere
	if s.over != nil || s.window.Canvas().Overlays().Top() != nil {
		t.Fatal("the question followed into the next room")
	}
	s.handOver()
	if s.over == nil || s.window.Canvas().Overlays().Top() != s.over {
		t.Error("it is not asked again")
	}
	if s.frame.key(fyne.KeyEscape); s.over != nil || s.frame.at != roomShops {
		t.Error("Esc does not take it away, or does more")
	}
}

func TestALockParksWhatAPackerHadBegun(t *testing.T) {
	want := bench.Draft{Parcel: 7, Panel: bench.Problem, Trouble: data.TroubleOther, Words: "箱がつぶれている"}
	for name, end := range map[string]func(*Shell){"lock": (*Shell).Lock, "the window's own button": (*Shell).close} {
		t.Run(name, func(t *testing.T) {
			h := staffed()
			s, locks := signIn(t, h, "p", stage.Normal, stage.Light)
			s.bay.view.Resume(want)
			end(s)
			if h.shift.closed != 1 || name == "lock" && *locks != 1 {
				t.Errorf("%d locks, closed %d times", *locks, h.shift.closed)
			}
			if s.bay.view.Draft() != (bench.Draft{}) {
				t.Error("what was typed is still in memory")
			}
			next, _ := signIn(t, h, "p", stage.Normal, stage.Light)
			if got := next.bay.view.Draft(); got != want {
				t.Errorf("back at the bench: got %+v, want %+v", got, want)
			}
		})
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

func TestNobodyGetsPastARenewalThatCouldNotBeRead(t *testing.T) {
	h := staffed()
	h.session.unread = map[string]error{"renewal": &data.Fault{Kind: data.Busy, Key: "fault.store.busy"}}
	s, _ := signIn(t, h, "a", stage.Normal, stage.Light)
	if _, ok := s.shown.(halted); !ok || s.frame != nil {
		t.Errorf("got %T, want to be told why", s.shown)
	}
	if s.life.watch == nil || s.life.limit != data.DefaultIdle {
		t.Error("an open ledger does not lock by itself")
	}
	for _, what := range []string{"settings", "people"} {
		h.session.unread = map[string]error{what: &data.Fault{Kind: data.Busy, Key: "fault.store.busy"}}
		h.session.renewal = RenewNothing
		if s, _ = signIn(t, h, "a", stage.Normal, stage.Light); s.frame == nil {
			t.Errorf("without the %s: got %T, want the rooms", what, s.shown)
		}
		h.session.renewal = RenewPassphrase
		s, _ = signIn(t, h, "a", stage.Normal, stage.Light)
		if _, ok := s.shown.(*phrase.View); !ok || s.frame != nil {
			t.Errorf("without the %s: got %T, want a new passphrase first", what, s.shown)
		}
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
