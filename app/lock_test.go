package app

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nifuda/app/idle"
	"nifuda/app/screen/orders"
	"nifuda/app/task"
	"nifuda/app/widgets/secret"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

// threaded is a shell whose window's thread does what it is asked when the test
// says so, as the real one does between two frames.
type threaded struct {
	*Shell
	asked chan func()
	locks atomic.Int32
}

func onThread(t *testing.T, house House) *threaded {
	t.Helper()
	w := &threaded{asked: make(chan func(), 1000)}
	app := test.NewTempApp(t)
	s, err := newShell(Config{App: app, House: house, Lock: func() { w.locks.Add(1) }, Hold: new(idle.Hold), Now: now, Random: func(int) int { return 2 }},
		func(ctx context.Context) *task.Runner { return task.On(ctx, func(f func()) { w.asked <- f }) })
	if err != nil {
		t.Fatal(err)
	}
	w.Shell = s
	s.begin()
	t.Cleanup(s.life.end)
	return w
}

// until runs the window's thread until there is what the test waits for.
func (w *threaded) until(t *testing.T, there func() bool) {
	t.Helper()
	for limit := time.After(5 * time.Second); !there(); {
		select {
		case f := <-w.asked:
			f()
		case <-time.After(time.Millisecond):
		case <-limit:
			t.Fatal("the window waited for five seconds")
		}
	}
}

// open comes in as the owner does.
func (w *threaded) open(t *testing.T) {
	t.Helper()
	go func() { _ = door{w.Shell}.Open(w.life.ctx, "a", []byte("ひらけごま")) }()
	w.until(t, func() bool { return w.frame != nil })
}

// slowHouse opens when it is told to.
type slowHouse struct {
	*fakeHouse
	begun, end chan struct{}
}

func slow() slowHouse { return slowHouse{owner(), make(chan struct{}), make(chan struct{})} }

func (h slowHouse) Open(ctx context.Context, login string, pass []byte) (Opened, error) {
	close(h.begun)
	<-h.end
	return h.fakeHouse.Open(ctx, login, pass)
}

func (h slowHouse) Create(ctx context.Context, shop, owner string, pass []byte) (Session, error) {
	close(h.begun)
	<-h.end
	return h.fakeHouse.Create(ctx, shop, owner, pass)
}

func TestAnUnlockThatEndsAfterALockEventIsThrownAway(t *testing.T) {
	for _, c := range []struct {
		name  string
		order func(w *threaded, h slowHouse, done chan struct{})
	}{
		{"the event comes while the passphrase is tried", func(w *threaded, h slowHouse, done chan struct{}) {
			w.called(idle.Screen)
			close(h.end)
			<-done
		}},
		{"the event comes between the door and the window", func(w *threaded, h slowHouse, done chan struct{}) {
			close(h.end)
			<-done // it is open, and the window's thread was asked to show it
			w.called(idle.Screen)
		}},
	} {
		h := slow()
		w := onThread(t, h)
		done := make(chan struct{})
		go func() { defer close(done); _ = door{w.Shell}.Open(w.life.ctx, "a", []byte("ひらけごま")) }()
		<-h.begun
		c.order(w, h, done)
		w.until(t, func() bool { return h.session.closed > 0 && w.locks.Load() > 0 })
		if w.frame != nil || w.latch.who().keeper() != nil || h.session.closed != 1 {
			t.Errorf("%s: frame %v, closed %d; want nobody in", c.name, w.frame != nil, h.session.closed)
		}
	}
}

func TestALockThatComesAfterTheUnlockLocksWhatIsOpen(t *testing.T) {
	h := owner()
	w := onThread(t, h)
	w.open(t)
	w.called(idle.Screen)
	w.until(t, func() bool { return w.locks.Load() > 0 })
	if h.session.closed != 1 || !w.life.run.Over() {
		t.Errorf("closed %d, over %v", h.session.closed, w.life.run.Over())
	}
}

// TestAnUnlockAndALockEventInAnyOrderEndLocked lets them race as they like.
func TestAnUnlockAndALockEventInAnyOrderEndLocked(t *testing.T) {
	for i := range 20 {
		h := owner()
		w := onThread(t, h)
		go func() { _ = door{w.Shell}.Open(w.life.ctx, "a", []byte("ひらけごま")) }()
		go func() {
			time.Sleep(time.Duration(i) * 50 * time.Microsecond)
			w.called(idle.Session)
		}()
		// An event before the unlock began is over; the next one locks.
		w.until(t, func() bool { return w.locks.Load() > 0 || w.frame != nil && w.latch.turn.Load() > 0 })
		if w.locks.Load() == 0 {
			w.called(idle.Session)
			w.until(t, func() bool { return w.locks.Load() > 0 })
		}
		w.until(t, func() bool { return h.session.closed == 1 })
		if !w.latch.locked {
			t.Fatalf("turn %d: closed %d and not locked", i, h.session.closed)
		}
	}
}

func TestALedgerThatIsBeingMadeIsNotCutOffButThrownAway(t *testing.T) {
	h := slow()
	w := onThread(t, h)
	done := make(chan error, 1)
	go func() {
		done <- (&founding{s: w.Shell}).Create(w.life.ctx, "山の湯呑み店", "山野 千尋", []byte("ひらけごま"))
	}()
	<-h.begun
	w.called(idle.Sleep)
	w.until(t, func() bool { return len(w.asked) == 0 })
	if w.locks.Load() != 0 {
		t.Error("half a ledger was left")
	}
	close(h.end)
	<-done
	w.until(t, func() bool { return w.locks.Load() == 1 })
	if h.session.closed != 1 || w.life.session != nil {
		t.Errorf("closed %d, session %v; want it thrown away", h.session.closed, w.life.session)
	}
}

func TestALockWithNothingOpenWipesWhatWasTypedAndIsNotSeen(t *testing.T) {
	s, locks := shell(t, owner(), stage.Normal, stage.Light)
	field := s.window.Canvas().Focused().(*secret.Field)
	empty := test.RenderToMarkup(s.window.Canvas())
	for _, lock := range []func(){s.Lock, func() { s.called(idle.Screen) }, func() { s.called(idle.Sleep) }} {
		test.Type(field, "ひらけ")
		lock()
		if got := test.RenderToMarkup(s.window.Canvas()); got != empty || *locks != 0 {
			t.Errorf("%d locks; the window changed or keeps what was typed", *locks)
		}
	}
	test.Type(field, "ひらけごま")
	field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if s.frame == nil {
		t.Error("after a lock event with nothing open the door stays shut")
	}
}

func TestALockedNifudaIsNotLockedAgain(t *testing.T) {
	s, h, locks := unlocked(t, stage.Normal, stage.Light)
	for range 3 {
		s.called(idle.Screen)
		s.Lock()
	}
	if *locks != 1 || h.session.closed != 1 {
		t.Errorf("got %d locks, closed %d times; want one each", *locks, h.session.closed)
	}
}

// TestALockIsOverWithinASecond whatever hangs.
func TestALockIsOverWithinASecond(t *testing.T) {
	for _, c := range []struct {
		name string
		jam  func(w *threaded, h *fakeHouse)
	}{
		{"nothing", func(*threaded, *fakeHouse) {}},
		{"a sync that does not listen", func(w *threaded, h *fakeHouse) {
			h.session.endless = true
			w.frame.foot.sync()
		}},
		{"parking", func(_ *threaded, h *fakeHouse) { h.session.stuck = true }},
		{"closing", func(_ *threaded, h *fakeHouse) { h.session.jammed = true }},
		{"everything", func(w *threaded, h *fakeHouse) {
			h.session.endless, h.session.stuck, h.session.jammed = true, true, true
			w.frame.foot.sync()
		}},
		{"a question over the window", func(w *threaded, _ *fakeHouse) { w.askNext() }},
	} {
		h := owner()
		w := onThread(t, h)
		w.open(t)
		c.jam(w, h)
		began := time.Now()
		w.called(idle.Screen)
		w.until(t, func() bool { return w.locks.Load() > 0 })
		if d := time.Since(began); d > time.Second {
			t.Errorf("%s hangs: locked after %v", c.name, d)
		}
	}
}

func TestAWindowThatHangsIsLockedWithoutIt(t *testing.T) {
	h := owner()
	w := onThread(t, h)
	w.open(t)
	began := time.Now()
	w.called(idle.Away) // and nobody runs the window's thread
	for w.locks.Load() == 0 && time.Since(began) < 5*time.Second {
		time.Sleep(time.Millisecond)
	}
	if d := time.Since(began); w.locks.Load() != 1 || d > time.Second {
		t.Errorf("%d locks after %v", w.locks.Load(), d)
	}
}

func TestAWindowThatHangsLosesNothingThatWasInProgress(t *testing.T) {
	h := owner()
	w := onThread(t, h)
	w.open(t)
	w.frame.goTo(roomOrders)
	w.frame.rooms.orders.Resume(orders.Draft{Tab: data.TabHeld, Sort: data.ByWanted, Text: "煎茶"})
	w.latch.notes(nil) // what was noted before
	w.until(t, func() bool {
		w.latch.mu.Lock()
		defer w.latch.mu.Unlock()
		return w.latch.noted != nil
	})
	began := time.Now()
	w.called(idle.Screen) // and nobody runs the window's thread
	for w.locks.Load() == 0 && time.Since(began) < 5*time.Second {
		time.Sleep(time.Millisecond)
	}
	if d := time.Since(began); d > time.Second || !strings.Contains(string(h.session.parked), "煎茶") {
		t.Errorf("after %v parked is %s", d, h.session.parked)
	}
}

// packing is a packer at her bench, or, with the rule unread, on the porch.
func packing(t *testing.T, porch bool) (*Shell, *fakeShift, *int) {
	t.Helper()
	h := owner()
	h.shift = &fakeShift{rule: porch}
	s, locks := shell(t, h, stage.Normal, stage.Light)
	if err := (door{s}).Open(s.life.ctx, "p", []byte("ひらけごま")); err != nil {
		t.Fatal(err)
	}
	return s, h.shift, locks
}

func TestAStickAtTheBenchIsRecordedAndLocks(t *testing.T) {
	for _, porch := range []bool{false, true} {
		s, shift, locks := packing(t, porch)
		s.arrived(data.Arrival{What: data.Storage, Name: "STICK 16GB"})
		if len(shift.arrived) != 1 || shift.arrived[0] != "storage STICK 16GB" || *locks != 1 || shift.closed != 1 {
			t.Errorf("on the porch %v: recorded %q, %d locks, closed %d", porch, shift.arrived, *locks, shift.closed)
		}
	}
}

func TestAStickAtTheOwnersDeskIsRecordedAndShown(t *testing.T) {
	s, h, locks := unlocked(t, stage.Normal, stage.Light)
	s.arrived(data.Arrival{What: data.Storage, Name: "STICK 16GB"})
	stage.Picture(t, s.window, "app-arrival")
	got := test.RenderObjectToMarkup(s.frame.foot.object)
	if *locks != 0 || len(h.session.arrived) != 1 || !strings.Contains(got, "USBメモリーなどの外部の記憶装置（STICK 16GB）がつながれました") {
		t.Errorf("%d locks, recorded %q, shown:\n%s", *locks, h.session.arrived, got)
	}
}

func TestAStickWhileNothingIsOpenIsNobodysBusiness(t *testing.T) {
	s, locks := shell(t, owner(), stage.Normal, stage.Light)
	s.arrived(data.Arrival{What: data.Handset})
	if *locks != 0 || s.latch.turn.Load() != 0 {
		t.Errorf("%d locks, %d events; want none", *locks, s.latch.turn.Load())
	}
}

// said is a line that tells what it is given.
type said[T any] chan T

func (s said[T]) Next(ctx context.Context) (v T, err error) {
	select {
	case v = <-s:
		return v, nil
	case <-ctx.Done():
		return v, ctx.Err()
	}
}
func (s said[T]) Close() error { return nil }

func line[T any](s said[T]) idle.Line[T] {
	return func(context.Context) (idle.Stream[T], error) { return s, nil }
}

func TestTheShellFollowsEveryLineItIsGiven(t *testing.T) {
	h := owner()
	w := onThread(t, h)
	first, second := make(said[idle.Cause]), make(said[idle.Cause])
	sticks := make(said[data.Arrival])
	w.c.Signals, w.c.Arrivals = []idle.Line[idle.Cause]{line(first), line(second)}, line(sticks)
	w.listen(t.Context())
	first <- idle.Screen // nothing is open yet
	w.open(t)
	sticks <- data.Arrival{What: data.Handset}
	w.until(t, func() bool {
		return strings.Contains(test.RenderObjectToMarkup(w.frame.foot.object), "スマートフォン")
	})
	second <- idle.Lid
	w.until(t, func() bool { return w.locks.Load() == 1 })
}
