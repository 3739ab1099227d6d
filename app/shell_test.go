package app

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/idle"
	"nifuda/app/task"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/app/widgets/secret"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

// shell is a window over a fake house; locks counts what main is asked.
func shell(t *testing.T, house *fakeHouse, size fyne.Size, variant fyne.ThemeVariant) (s *Shell, locks *int) {
	t.Helper()
	locks = new(int)
	app := test.NewTempApp(t)
	s, err := newShell(Config{App: app, House: house, Lock: func() { *locks++ }, Hold: new(idle.Hold), Now: now, Random: func(int) int { return 2 }}, task.Inline)
	if err != nil {
		t.Fatal(err)
	}
	app.Settings().SetTheme(theme.Fixed(theme.Standard, variant))
	s.window.Resize(size)
	s.begin()
	t.Cleanup(s.life.end)
	return s, locks
}

func owner() *fakeHouse {
	return &fakeHouse{logins: []Login{{ID: "a", Name: "山野 千尋"}, {ID: "r", Recovery: true}},
		session: &fakeSession{set: data.Settings{ShopName: "山の湯呑み店", OwnerName: "山野 千尋", Setup: data.SetupDone}}}
}

// unlocked goes through the door.
func unlocked(t *testing.T, size fyne.Size, variant fyne.ThemeVariant) (*Shell, *fakeHouse, *int) {
	t.Helper()
	h := owner()
	s, locks := shell(t, h, size, variant)
	field, ok := s.window.Canvas().Focused().(*secret.Field)
	if !ok {
		t.Fatalf("the keyboard is on %T, want the passphrase", s.window.Canvas().Focused())
	}
	test.Type(field, "ひらけごま")
	field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if s.frame == nil {
		t.Fatal("the door stayed shut")
	}
	return s, h, locks
}

func TestTheFrameLooksAsItShould(t *testing.T) {
	s, _, _ := unlocked(t, stage.Normal, stage.Light)
	stage.Picture(t, s.window, "app-today")
	stage.Golden(t, s.window, "frame")
	s.frame.goTo(roomOrders)
	stage.Picture(t, s.window, "app-orders")
	s.frame.evening()
	stage.Picture(t, s.window, "app-print")
	s.frame.warn(20e9)
	s.frame.read()
	stage.Picture(t, s.window, "app-handbook")
	s, _, _ = unlocked(t, stage.Small, stage.Dark)
	s.frame.goTo(roomOrders)
	s.frame.foot.running, s.frame.foot.at = true, map[data.ShopID]data.SyncProgress{1: {Shop: 1, Done: 9, Total: 14}}
	s.frame.foot.draw()
	stage.Picture(t, s.window, "app-orders-small-dark")
	s.scale(theme.Larger)
	stage.Picture(t, s.window, "app-larger")
}

func TestAFirstRunBeginsWithTheSetup(t *testing.T) {
	h := &fakeHouse{session: owner().session}
	s, _ := shell(t, h, stage.Normal, stage.Light)
	if _, ok := s.window.Canvas().Focused().(*secret.Field); ok || s.frame != nil {
		t.Errorf("got %T, want the setup's first field", s.window.Canvas().Focused())
	}
}

func TestTheSetupLocksNoSoonerThanUsual(t *testing.T) {
	h := owner()
	h.logins = nil
	s, _ := shell(t, h, stage.Normal, stage.Light)
	if err := (&founding{s: s}).Create(t.Context(), "山の湯呑み店", "山野 千尋", []byte("ひらけごま")); err != nil {
		t.Fatal(err)
	}
	if s.life.watch == nil || s.life.limit != data.DefaultIdle {
		t.Errorf("with a ledger and no settings yet it locks after %v, want %v", s.life.limit, data.DefaultIdle)
	}
}

func TestAnUnfinishedSetupGoesOn(t *testing.T) {
	h := owner()
	h.session.set.Setup = data.SetupShop
	s, _ := shell(t, h, stage.Normal, stage.Light)
	field := s.window.Canvas().Focused().(*secret.Field)
	test.Type(field, "ひらけごま")
	field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if s.frame != nil || s.shown == nil {
		t.Error("got the rooms, want the setup where it was left")
	}
}

func TestLockingEndsEverythingAndAsksNothing(t *testing.T) {
	s, h, locks := unlocked(t, stage.Normal, stage.Light)
	s.Lock()
	if *locks != 1 || h.session.closed != 1 || !s.life.run.Over() {
		t.Errorf("got %d locks, closed %d, over %v", *locks, h.session.closed, s.life.run.Over())
	}
}

func TestTheEveningSyncsAndOpensThePaperWithWhatIsReady(t *testing.T) {
	s, h, _ := unlocked(t, stage.Normal, stage.Light)
	s.frame.evening()
	if h.session.synced != 1 || s.frame.at != roomPrint {
		t.Errorf("synced %d times, room %v; want one sync and the paper", h.session.synced, s.frame.at)
	}
	ids := ready(t.Context(), h.session)
	if len(ids) != 1 || ids[0] != 1 {
		t.Errorf("got %v, want only the order without label and trouble", ids)
	}
}

func TestTheLanguageChangesAtOnce(t *testing.T) {
	s, _, _ := unlocked(t, stage.Normal, stage.Light)
	s.frame.goTo(roomSettings)
	s.speak("en")
	if got := s.words.Say("rail.today"); got != "Today" || s.frame.at != roomSettings {
		t.Errorf("got %q in room %v, want English in the same room", got, s.frame.at)
	}
	stage.Picture(t, s.window, "app-settings-en")
}

func TestTheKeysOfTheWindow(t *testing.T) {
	s, h, _ := unlocked(t, stage.Normal, stage.Light)
	press := func(k fyne.KeyName) { s.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: k}) }
	press(fyne.KeyF5)
	if h.session.synced != 1 {
		t.Errorf("F5: got %d syncs, want 1", h.session.synced)
	}
	at := s.frame.at
	press(fyne.KeyF1)
	if !s.frame.book.reading() {
		t.Error("F1: got nothing, want the handbook")
	}
	press(fyne.KeyEscape)
	if s.frame.book.reading() || s.frame.at != at {
		t.Errorf("Esc: reading %v in room %v, want room %v again", s.frame.book.reading(), s.frame.at, at)
	}
	press(fyne.KeyF1)
	if s.frame.goTo(roomSafety); s.frame.book.reading() || s.frame.at != roomSafety {
		t.Error("another room was chosen, and the handbook is still there")
	}
}

func TestTheAppearanceChangesAtOnceAndIsRemembered(t *testing.T) {
	s, _, _ := unlocked(t, stage.Normal, stage.Light)
	s.c.App.Settings().SetTheme(theme.New(theme.Large).In(s.prefs.Look()))
	paper := theme.Of(theme.Paper)
	s.frame.goTo(roomSettings)
	s.dress(theme.Dark)
	if theme.Of(theme.Paper) == paper || s.prefs.Look() != theme.Dark || s.frame.at != roomSettings {
		t.Errorf("got %v, remembered %v in room %v; want night in the same room", theme.Of(theme.Paper), s.prefs.Look(), s.frame.at)
	}
	if theme.Px(100) != 115 {
		t.Errorf("the text size is lost: got %v", theme.Px(100))
	}
	s.dress(theme.Light)
	if theme.Of(theme.Paper) != paper {
		t.Error("paper does not come back")
	}
}

func TestAnOpenListDoesNotFollowIntoAnotherRoom(t *testing.T) {
	s, _, _ := unlocked(t, stage.Normal, stage.Light)
	over := s.window.Canvas().Overlays()
	open := func() { widget.NewPopUp(widgets.Slot(), s.window.Canvas()).Show() }
	if open(); over.Top() == nil {
		t.Fatal("no list is open")
	}
	if s.frame.goTo(roomShops); over.Top() != nil {
		t.Error("the list is still open in the next room")
	}
	open()
	if s.frame.key(fyne.KeyEscape); over.Top() != nil || s.frame.at != roomShops {
		t.Error("Esc does not close the list, or closes more")
	}
}

func TestAfterALockTheWindowIsAsLargeAsBefore(t *testing.T) {
	s, _, _ := unlocked(t, stage.Small, stage.Light)
	s.frame.goTo(roomOrders)
	s.Lock()
	if got := s.prefs.Window(); got != s.window.Canvas().Size() {
		t.Errorf("remembered %v, want %v", got, s.window.Canvas().Size())
	}
}
