package task

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// window is a runner whose window is the test.
func window(ctx context.Context) *Runner {
	return &Runner{ctx: ctx, run: func(f func()) { go f() }, show: func(f func()) { f() }}
}

func TestASlotKeepsOnlyTheNewestAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewSlot(window(t.Context()))
		var got []string
		answer := func(after time.Duration, word string) Work {
			return func(ctx context.Context) func() {
				time.Sleep(after) // virtual: the slow answer comes back last
				return func() { got = append(got, word) }
			}
		}
		s.Run(answer(2*time.Second, "old"))
		s.Run(answer(time.Second, "new"))
		time.Sleep(5 * time.Second)
		synctest.Wait()
		if len(got) != 1 || got[0] != "new" {
			t.Errorf("got %v, want [new]", got)
		}
	})
}

func TestNothingIsShownAfterTheLock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, lock := context.WithCancel(t.Context())
		r := window(ctx)
		shown := false
		r.Run(func(context.Context) func() {
			time.Sleep(time.Second)
			return func() { shown = true }
		})
		lock()
		r.Wait()
		r.Show(func() { shown = true })
		r.Run(func(context.Context) func() { return func() { shown = true } })
		synctest.Wait()
		if shown {
			t.Error("an answer was shown after the lock")
		}
	})
}

func TestEveryTicksUntilStopped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		stop := window(t.Context()).Every(time.Second, func() { n++ })
		time.Sleep(3*time.Second + time.Millisecond)
		synctest.Wait()
		stop()
		time.Sleep(10 * time.Second)
		synctest.Wait()
		if n != 3 {
			t.Errorf("got %d ticks, want 3", n)
		}
	})
}

func TestWithinWaitsForTheAnswerButNotForever(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began, done := time.Now(), false
		Within(time.Second, func(context.Context) { time.Sleep(time.Millisecond); done = true })
		if !done || time.Since(began) != time.Millisecond {
			t.Errorf("done %v after %v, want it waited for", done, time.Since(began))
		}
		began = time.Now()
		Within(time.Second, func(context.Context) { time.Sleep(time.Hour) }) // deaf to its context
		if d := time.Since(began); d != time.Second {
			t.Errorf("got %v, want the limit of 1s", d)
		}
		time.Sleep(time.Hour)
	})
}

func TestInlineAnswersAtOnce(t *testing.T) {
	got := 0
	Ask(NewSlot(Inline(t.Context())), func(context.Context) (int, error) { return 7, nil }, func(n int, _ error) { got = n })
	if got != 7 {
		t.Errorf("got %d, want 7", got)
	}
}

func TestWhatTheWorkBeganMayGoOnWhenItsAnswerIsShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewSlot(window(t.Context()))
		err := errors.New("not shown")
		s.Run(func(ctx context.Context) func() {
			return func() { err = ctx.Err() }
		})
		synctest.Wait()
		if err != nil {
			t.Errorf("its context: %v", err)
		}
	})
}

func TestWhatAPersonStopsStillSaysHowItEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		leave := errors.New("the lock")
		ctx, lock := context.WithCancelCause(t.Context())
		s := NewSlot(window(ctx))
		var got error
		s.Run(func(ctx context.Context) func() {
			<-ctx.Done()
			return func() { got = ctx.Err() }
		})
		s.Stop()
		synctest.Wait()
		if !errors.Is(got, context.Canceled) {
			t.Errorf("stopped: shown %v, want that it was stopped", got)
		}
		var cause error
		s.Run(func(ctx context.Context) func() {
			<-ctx.Done()
			cause = context.Cause(ctx)
			return nil
		})
		lock(leave)
		synctest.Wait()
		if !errors.Is(cause, leave) {
			t.Errorf("the session ended: the work saw %v, want why", cause)
		}
	})
}
