package idle

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

type fakeSource struct {
	since time.Time
	err   error
}

func (f *fakeSource) Idle() (time.Duration, error) { return time.Since(f.since), f.err }
func (f *fakeSource) Close()                       {}

// watched runs a watch with a limit of three minutes and counts what it calls.
func watched(t *testing.T, s Source) (w *Watch, locks *int, left *time.Duration) {
	locks, left = new(int), new(time.Duration)
	w = New(s, time.Now, 3*time.Minute, Calls{Lock: func() { *locks++ }, Force: func() {}, Warn: func(d time.Duration) { *left = d }})
	w.Start(t.Context())
	return w, locks, left
}

func TestNobodyThereLocksOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, locks, _ := watched(t, nil)
		time.Sleep(2 * time.Minute)
		if *locks != 0 {
			t.Fatal("locked after two of three minutes")
		}
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if *locks != 1 {
			t.Errorf("got %d locks, want 1", *locks)
		}
	})
}

func TestAWindowThatHangsIsLockedWithoutIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		window := make(chan func(), 1) // nobody takes anything out of it
		var forced time.Time
		w := New(nil, time.Now, time.Minute, Calls{
			Lock:  func() { window <- func() {} },
			Force: func() { forced = time.Now() },
			Warn:  func(time.Duration) {},
		})
		began := time.Now()
		w.Start(t.Context())
		time.Sleep(time.Minute + Patience - time.Second)
		synctest.Wait()
		if len(window) != 1 || !forced.IsZero() {
			t.Fatalf("asked the window %d times, forced at %v; want it asked first", len(window), forced)
		}
		time.Sleep(5 * time.Second)
		synctest.Wait()
		if d := forced.Sub(began); d < time.Minute+Patience || d > time.Minute+Patience+time.Second {
			t.Errorf("forced after %v, want %v", d, time.Minute+Patience)
		}
	})
}

func TestALockThatHangsHalfwayIsForced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		forced := 0
		Insist(func() { forced++ })
		Insist(func() { forced += 10 })() // this one went through
		time.Sleep(time.Minute)
		synctest.Wait()
		if forced != 1 {
			t.Errorf("got %d, want only the one that hangs forced", forced)
		}
	})
}

func TestATouchPutsTheLockOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, locks, left := watched(t, nil)
		time.Sleep(2*time.Minute + 45*time.Second)
		synctest.Wait()
		if *left <= 0 || *left > Warning {
			t.Errorf("warning: got %v left, want up to %v", *left, Warning)
		}
		w.Touch()
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if *left != 0 || *locks != 0 {
			t.Errorf("after a touch: %v left, %d locks; want the warning gone", *left, *locks)
		}
	})
}

func TestInputAnywhereInTheSystemCounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &fakeSource{since: time.Now()}
		_, locks, _ := watched(t, s)
		time.Sleep(170 * time.Second)
		s.since = time.Now()
		time.Sleep(170 * time.Second)
		synctest.Wait()
		if *locks != 0 {
			t.Error("locked although somebody typed elsewhere")
		}
	})
}

func TestASourceThatFailsDoesNotKeepTheDoorOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, locks, _ := watched(t, &fakeSource{since: time.Now(), err: errors.New("gone")})
		time.Sleep(4 * time.Minute)
		synctest.Wait()
		if *locks != 1 {
			t.Errorf("got %d locks, want 1", *locks)
		}
	})
}

func TestSleepIsSeenInTheClocks(t *testing.T) {
	for _, c := range []struct {
		name       string
		wall, mono time.Duration
		want       bool
	}{
		{"a second later", time.Second, time.Second, false},
		{"the process stood still for a minute", time.Minute, time.Minute, true},
		{"only the wall clock went on", time.Hour, time.Second, true},
		{"the wall clock was set back", -time.Hour, time.Second, true},
	} {
		if got := slept(c.wall, c.mono); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}
