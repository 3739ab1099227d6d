package ipp

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/labels/printer"
)

// oldName is how a job of an earlier session is called.
func oldName(digit string) string { return "nifuda-000000000000000" + digit }

func TestASweepRemovesWhatEndedFollowsWhatPrintsAndNamesWhatStays(t *testing.T) {
	const pending, printing, completed = 3, 5, 9
	f := &fake{jobs: []job{
		{name: oldName("1"), states: []int{completed}},
		{name: oldName("2"), states: []int{printing, printing, completed}},
		{name: "letter to the bank", states: []int{completed}},
		{name: oldName("4"), states: []int{completed}, sticky: true},
		{name: oldName("5"), states: []int{pending}}, // nobody switches the printer on
	}}
	c := f.client(t)
	var heard []printer.Leftovers
	got, err := c.Sweep(t.Context(), func(l printer.Leftovers) { heard = append(heard, l) })
	if err != nil || got.Purged != 3 || got.Waiting != 0 || !slices.Equal(got.Kept, []string{oldName("4")}) {
		t.Errorf("got %+v, %v", got, err)
	}
	if f.jobs[2].gone {
		t.Error("somebody else's job was removed")
	}
	if len(heard) < 3 || heard[0].Waiting != 2 {
		t.Errorf("heard %+v, want two that go on at first", heard)
	}
	if rounds := time.Duration(f.rounds) * round; rounds < stuck || rounds > stuck+time.Duration(late+3)*round {
		t.Errorf("a job nobody prints was given %v, want %v", rounds, stuck)
	}
}

func TestASweepLeavesAJobThatPrintsWithoutEndForAWhile(t *testing.T) {
	f := &fake{jobs: []job{{name: oldName("1"), states: []int{5}}}}
	if got, err := f.client(t).Sweep(t.Context(), nil); err != nil || got.Purged != 1 {
		t.Errorf("got %+v, %v", got, err)
	}
	if rounds := time.Duration(f.rounds) * round; rounds < endless {
		t.Errorf("a job that prints was cancelled after %v, want %v", rounds, endless)
	}
}

func TestASweepLeavesAloneWhatASessionPrintsThatBeganLater(t *testing.T) {
	f := &fake{jobs: []job{{name: oldName("1"), states: []int{5, 5, 5, 5, 5, 5, 9}}}}
	c := f.client(t)
	got, err := c.Sweep(t.Context(), func(printer.Leftovers) {
		if f.rounds == late+1 { // out of paper, and somebody goes for some
			f.jobs = append(f.jobs, job{name: oldName("2"), states: []int{3}})
		}
	})
	if err != nil || got.Purged != 1 || f.jobs[1].gone {
		t.Errorf("got %+v, %v; the later job is gone: %v", got, err, f.jobs[1].gone)
	}
}

func TestAJobThatWaitsIsRemovedOnceItsQueueLeadsToAFile(t *testing.T) {
	f := &fake{jobs: []job{{name: oldName("1"), states: []int{3}}}}
	c := f.client(t)
	got, err := c.Sweep(t.Context(), func(printer.Leftovers) { f.moved = "cups-pdf:/" })
	if err != nil || got.Purged != 1 || !f.jobs[0].gone {
		t.Errorf("got %+v, %v", got, err)
	}
	if rounds := time.Duration(f.rounds) * round; rounds >= stuck {
		t.Errorf("it was left for %v", rounds)
	}
}

func TestASweepLeavesTheJobsOfThisSessionAlone(t *testing.T) {
	f := &fake{jobs: []job{{name: oldName("1"), states: []int{9}}}}
	c := f.client(t)
	end := c.jobs.Begin(oldName("1"))
	if got, err := c.Sweep(t.Context(), nil); err != nil || got.Purged != 0 || f.jobs[0].gone {
		t.Errorf("got %+v, %v", got, err)
	}
	end()
	if got, err := c.Sweep(t.Context(), nil); err != nil || got.Purged != 1 {
		t.Errorf("afterwards: got %+v, %v", got, err)
	}
}

func TestALockLeavesTheJobToTheNextSession(t *testing.T) {
	f := &fake{states: []int{5}}
	ctx, lock := context.WithCancelCause(t.Context())
	got, err := f.client(t).Print(ctx, ticket, func(printer.Progress) { lock(printer.ErrLeave) })
	if data.KeyOf(err) != printer.Halted || !errors.Is(err, printer.ErrLeave) || !got.Sent || got.Purged {
		t.Errorf("got %+v, %v", got, err)
	}
	if slices.Contains(f.asked, opCancelJob) {
		t.Error("the job was cancelled: half of a sheet may be on paper")
	}
}

func TestALockInTheMiddleOfHandingOverLetsTheDocumentArriveWhole(t *testing.T) {
	ctx, lock := context.WithCancelCause(t.Context())
	f := &fake{states: []int{5}, taken: func() { lock(printer.ErrLeave) }}
	c := f.client(t)
	got, err := c.Print(ctx, ticket, nil)
	if data.KeyOf(err) != printer.Halted || got.Job != 7 || !got.Sent || got.Purged {
		t.Errorf("got %+v, %v; want it handed over and left", got, err)
	}
	c.Settle(0) // nothing is on its way: it must not wait
}
