package app

import (
	"testing"
	"time"

	"nifuda/app/screen/orders"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

func TestWhatIsInProgressComesBackAfterALockAndOnlyOnce(t *testing.T) {
	s, h, _ := unlocked(t, stage.Normal, stage.Light)
	s.frame.goTo(roomOrders)
	want := orders.Draft{Tab: data.TabProblems, Sort: data.ByNewest, Text: "高橋", Checked: map[data.OrderID]orders.Mark{2: {Parcels: 1}}, Open: 2}
	s.frame.rooms.orders.Resume(want)
	s.Lock()
	if len(h.session.parked) == 0 {
		t.Fatal("the lock parked nothing")
	}
	next, _ := shell(t, h, stage.Normal, stage.Light)
	next.life.session, next.life.keeper = h.session, h.session
	next.opened()
	got := next.frame.rooms.orders.Draft()
	if next.frame.at != roomOrders || got.Text != want.Text || got.Tab != want.Tab || got.Sort != want.Sort || got.Checked[2].Parcels != 1 || got.Open != 2 {
		t.Errorf("got %+v in %s, want %+v", got, next.frame.at.name(), want)
	}
	if len(h.session.parked) != 0 {
		t.Error("the draft is still parked after it was taken back")
	}
}

func TestThePaperThatWasLaidOutIsLaidOutAgain(t *testing.T) {
	s, h, _ := unlocked(t, stage.Normal, stage.Light)
	s.frame.print([]data.OrderID{1, 3})
	s.close()
	next, _ := shell(t, h, stage.Normal, stage.Light)
	next.life.session, next.life.keeper = h.session, h.session
	next.opened()
	if got := next.frame.rooms.print.Draft().Orders; next.frame.at != roomPrint || len(got) != 2 || got[1] != 3 {
		t.Errorf("got %v in %s, want orders 1 and 3 on paper", got, next.frame.at.name())
	}
}

func TestAChangeOfLanguageLosesNothing(t *testing.T) {
	s, _, _ := unlocked(t, stage.Normal, stage.Light)
	s.frame.goTo(roomOrders)
	s.frame.rooms.orders.Resume(orders.Draft{Tab: data.TabHeld, Sort: data.ByWanted, Text: "煎茶"})
	s.speak("en")
	if got := s.frame.rooms.orders.Draft(); got.Text != "煎茶" || got.Tab != data.TabHeld {
		t.Errorf("got %+v", got)
	}
}

func TestADeskThatHangsDoesNotHoldUpTheLock(t *testing.T) {
	s, h, locks := unlocked(t, stage.Normal, stage.Light)
	h.session.stuck = true
	began := time.Now()
	s.Lock()
	if d := time.Since(began); *locks != 1 || d > 4*parking {
		t.Errorf("got %d locks after %v, want one after %v", *locks, d, parking)
	}
}

func TestADraftThatCannotBeReadIsLeftAlone(t *testing.T) {
	h := owner()
	h.session.parked = []byte("{")
	s, _ := shell(t, h, stage.Normal, stage.Light)
	s.life.session, s.life.keeper = h.session, h.session
	s.opened()
	if s.frame == nil || s.frame.at != roomToday {
		t.Error("got no rooms, want the day")
	}
}
