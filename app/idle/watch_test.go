package idle

import (
	"context"
	"errors"
	"sync/atomic"
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
	w = New(s, time.Now, 3*time.Minute, Calls{Lock: func() { *locks++ }, Warn: func(d time.Duration) { *left = d }})
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

func TestADesktopThatDoesNotAnswerDoesNotKeepTheDoorOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := hanging{make(chan struct{})}
		defer close(h.over)
		_, locks, _ := watched(t, h)
		time.Sleep(3*time.Minute + 2*time.Second)
		synctest.Wait()
		if *locks != 1 {
			t.Errorf("got %d locks, want 1", *locks)
		}
	})
}

// hanging is a system that is asked and never answers.
type hanging struct{ over chan struct{} }

func (h hanging) Idle() (time.Duration, error) { <-h.over; return 0, nil }
func (h hanging) Close()                       {}

func TestSleepIsSeenInTheClocks(t *testing.T) {
	for _, c := range []struct {
		name       string
		wall, mono time.Duration
		want       bool
	}{
		{"a second later", time.Second, time.Second, false},
		{"a busy machine gave us no turn for ten seconds", 10 * time.Second, 10 * time.Second, false},
		{"the process stood still for a minute", time.Minute, time.Minute, true},
		{"only the wall clock went on", time.Hour, time.Second, true},
		{"the wall clock was set back", -time.Hour, time.Second, true},
	} {
		if got := slept(c.wall, c.mono); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestSleepIsToldWithinTwoSecondsOfTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var off atomic.Int64 // how far the clocks went while nothing ran
		now := func() time.Time { return time.Now().Add(time.Duration(off.Load())) }
		var causes []Cause
		Follow(t.Context(), Clocks(now), func(c Cause) { causes = append(causes, c) })
		time.Sleep(time.Hour)
		synctest.Wait()
		if len(causes) != 0 {
			t.Fatalf("got %v in an hour without sleep", causes)
		}
		for n := 1; n <= 2; n++ { // it goes on watching
			off.Add(int64(30 * time.Second))
			time.Sleep(2 * time.Second)
			synctest.Wait()
			if len(causes) != n || causes[n-1] != Slept {
				t.Fatalf("after sleep %d: got %v", n, causes)
			}
		}
	})
}

func TestALineThatBreaksIsTriedAgainAndAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var opened []time.Duration
		began, calls := time.Now(), 0
		line := func(context.Context) (Stream[Cause], error) {
			opened = append(opened, time.Since(began))
			if len(opened) < 8 {
				return nil, errors.New("nobody there")
			}
			return &once{}, nil
		}
		Follow(t.Context(), line, func(Cause) { calls++ })
		time.Sleep(3 * time.Minute)
		synctest.Wait()
		if len(opened) < 8 || opened[1] != soon || opened[2] != 3*soon || opened[7]-opened[6] != late {
			t.Errorf("tried after %v; want soon at first and every %v at last", opened, late)
		}
		if calls == 0 {
			t.Error("what it told in the end was not heard")
		}
	})
}

// once is a stream that tells one thing and breaks.
type once struct{ told bool }

func (o *once) Next(context.Context) (Cause, error) {
	if o.told {
		return "", errors.New("broken")
	}
	o.told = true
	return Screen, nil
}
func (o *once) Close() error { return nil }
