package app

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"nifuda/app/screen/restore"
	"nifuda/app/widgets/stage"
	"nifuda/data"
	printing "nifuda/labels/printer"
)

func TestAnOpenLedgerIsTendedOnce(t *testing.T) {
	s, h, _ := unlocked(t, stage.Normal, stage.Light)
	s.speak("en")
	if h.session.tended != 1 || s.frame.foot.said != nil {
		t.Errorf("tended %d times, said %v; want once and in silence", h.session.tended, s.frame.foot.said)
	}
}

func TestWhatTheShopsHearAtTheSignInNoLongerWaits(t *testing.T) {
	s, h, _ := unlocked(t, stage.Normal, stage.Light)
	h.session.untold = 2
	s.frame.goTo(roomToday)
	said := func() bool {
		return strings.Contains(test.RenderToMarkup(s.window.Canvas()), "発送の連絡を待っている荷物が2個")
	}
	if !said() {
		t.Error("two parcels wait and nobody says so")
	}
	h.session.untold = 0
	if s.tended(nil); said() {
		t.Error("the shops have heard, and it is still said")
	}
}

func TestADamagedLedgerIsSaidUntilTheEnd(t *testing.T) {
	h := owner()
	h.session.found = &data.Fault{Kind: data.Damaged, Key: "fault.store.damaged"}
	s, _ := shell(t, h, stage.Normal, stage.Light)
	s.life.session, s.life.keeper = h.session, h.session
	s.opened()
	if s.frame.foot.said == nil || !s.frame.foot.alone {
		t.Error("the fault has not the foot's whole line")
	}
	stage.Picture(t, s.window, "app-damaged")
	s.speak("en") // everything is built anew
	s.frame.foot.sync()
	want := s.words.Fault(h.session.found)
	if got := test.RenderObjectToMarkup(s.frame.foot.object); !strings.Contains(got, want) {
		t.Errorf("after a sync the foot no longer says %q:\n%s", want, got)
	}
}

func TestTheLedgerIsPutAwayOnceInEachQuietTime(t *testing.T) {
	s, h, _ := unlocked(t, stage.Normal, stage.Light)
	at := now()
	s.c.Now = func() time.Time { return at }
	s.happened()
	for _, c := range []struct {
		name   string
		after  time.Duration
		before func()
		want   int
	}{
		{"something happened just now", 30 * time.Second, func() {}, 0},
		{"nothing for a minute", 40 * time.Second, func() {}, 1},
		{"nothing since", time.Hour, func() {}, 1},
		{"not during a sync", 2 * time.Minute, func() { s.happened(); s.frame.foot.running = true }, 1},
		{"and then again", time.Second, func() { s.frame.foot.running = false }, 2},
	} {
		c.before()
		at = at.Add(c.after)
		if s.rest(); h.session.rested != c.want {
			t.Errorf("%s: got %d, want %d", c.name, h.session.rested, c.want)
		}
	}
}

func TestTheSweepOfTheLockedProcessIsShownAndThenRecordedOnce(t *testing.T) {
	h := owner()
	h.swept = Swept{Purged: 2, Kept: []string{"nifuda-00000000000000aa"}}
	s, _ := shell(t, h, stage.Normal, stage.Light)
	s.begin()
	if got := test.RenderToMarkup(s.window.Canvas()); !strings.Contains(got, "nifuda-00000000000000aa") {
		t.Errorf("the unlock screen does not name the copy that stays:\n%s", got)
	}
	stage.Picture(t, s.window, "unlock-kept")
	if len(h.session.swept) != 0 {
		t.Error("recorded before anybody was in")
	}
	s.life.session, s.life.keeper = h.session, h.session
	s.opened()
	s.speak("en")
	if len(h.session.swept) != 1 || h.session.swept[0].Purged != 2 || len(h.session.swept[0].Kept) != 1 {
		t.Errorf("recorded %+v, want what was found, once", h.session.swept)
	}
}

func TestOneSweepIsAtItAndWhatACutOffOneRemovedCounts(t *testing.T) {
	h := owner()
	h.swept = Swept{Purged: 2}
	s, _ := shell(t, h, stage.Normal, stage.Light)
	sweeps := 0
	h.sweeping = func() error {
		sweeps++
		s.sweepOnce() // a minute has passed
		if sweeps == 1 {
			return printing.Fault(printing.NoServer, nil)
		}
		return nil
	}
	s.begin()
	if sweeps != 1 || s.life.care.swept.done {
		t.Fatalf("%d sweeps at once, done %v; want one, which was cut off", sweeps, s.life.care.swept.done)
	}
	s.sweepOnce()
	if got := s.life.care.swept; sweeps != 2 || !got.done || got.at.Purged != 4 {
		t.Errorf("after %d sweeps: %d copies removed, done %v; want all four", sweeps, got.at.Purged, got.done)
	}
}

func TestADamagedLedgerAndAFirstRunOfferABackup(t *testing.T) {
	h := owner()
	s, _ := shell(t, h, stage.Normal, stage.Light)
	s.toUnlock(nil, &data.Fault{Kind: data.Damaged, Key: "fault.vault.damaged"})
	stage.Picture(t, s.window, "unlock-damaged")
	if got := test.RenderToMarkup(s.window.Canvas()); !strings.Contains(got, "控えから戻す") {
		t.Errorf("a damaged ledger offers no backup:\n%s", got)
	}
	h.logins = nil
	s.first()
	stage.Picture(t, s.window, "setup-restore")
	if got := test.RenderToMarkup(s.window.Canvas()); !strings.Contains(got, "控えから戻す") {
		t.Error("a first run offers no backup")
	}
	s.toRestore(false)
	v := s.shown.(*restore.View)
	v.Back()
	if s.shown == screen(v) {
		t.Error("there is no way back")
	}
}
