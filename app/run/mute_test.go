package run

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"testing"

	"nifuda/data"
	"nifuda/labels/printer"
)

const waits, sent, came, doubt = data.PageWaiting, data.PageSent, data.PagePrinted, data.PageDoubtful

var roll = data.PrinterID{Queue: "socket://roll", Device: "socket://roll"}

// mute is a printer that takes every page and says nothing.
func mute() *press {
	return &press{out: printer.Outcome{Sent: true, Purged: true, Unsure: 1, Mute: true}, err: printer.Fault(printer.Unsure, nil)}
}

func by(n int) func(data.PrinterID) int { return func(data.PrinterID) int { return n } }

func states(b *book) (all []data.PageState) {
	for _, p := range b.run.Pages {
		all = append(all, p.State)
	}
	return all
}

func TestAPrinterThatNeverAnswersGetsAStretchAndThenAPersonLooks(t *testing.T) {
	for _, c := range []struct {
		name    string
		before  []data.PageState
		stretch func(data.PrinterID) int
		after   []data.PageState
		known   []bool
	}{
		{"three at a time", []data.PageState{waits, waits, waits, waits, waits}, by(3), []data.PageState{doubt, doubt, doubt, waits, waits}, []bool{false, true, true}},
		{"all that are left are fewer", []data.PageState{came, waits, waits}, by(10), []data.PageState{came, doubt, doubt}, []bool{false, true}},
		{"one at a time where nobody said", []data.PageState{waits, waits}, nil, []data.PageState{doubt, waits}, []bool{false}},
		{"what came out before is left out", []data.PageState{waits, came, waits, waits}, by(2), []data.PageState{doubt, came, doubt, waits}, []bool{false, true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, drawn := begun(roll, c.before...)
			p := mute()
			_, err := Driver{Book: b, Press: p, Random: rand.Reader, Stretch: c.stretch}.Go(t.Context(), 1, drawn, func(Progress) {})
			if data.KeyOf(err) != "fault.run.doubtful" || !slices.Equal(states(b), c.after) || !slices.Equal(p.known, c.known) {
				t.Errorf("got %v, pages %v, asked %v; want %v and %v", err, states(b), p.known, c.after, c.known)
			}
			if slices.Contains(b.notes, "close") {
				t.Error("it was closed, and nobody has looked")
			}
			if notes := strings.Join(b.notes, ", "); strings.Contains(notes, "fault.") {
				t.Errorf("a printer that is as ever is a fault: %q", notes)
			}
		})
	}
}

func TestNothingIsPrintedBeforeSomebodyHasLooked(t *testing.T) {
	b, drawn := begun(roll, waits, doubt, waits) // the first is wanted again
	p := mute()
	_, err := Driver{Book: b, Press: p, Random: rand.Reader, Stretch: by(10)}.Go(t.Context(), 1, drawn, func(Progress) {})
	if data.KeyOf(err) != "fault.run.doubtful" || len(p.names) > 0 {
		t.Errorf("got %v after %d pages: what comes out next would be taken for what came before", err, len(p.names))
	}
}

func TestAStretchEndsWithItsPart(t *testing.T) {
	b, drawn := begun(roll, waits, waits, waits)
	b.run.Plan.Parts = append(b.run.Plan.Parts, data.RunPart{Kind: data.RunForms, Printer: queue})
	b.run.Pages[2].Part = 1
	_, err := Driver{Book: b, Press: mute(), Random: rand.Reader, Stretch: by(10)}.Go(t.Context(), 1, drawn, func(Progress) {})
	if data.KeyOf(err) != "fault.run.doubtful" || !slices.Equal(states(b), []data.PageState{doubt, doubt, waits}) {
		t.Errorf("got %v, %v", err, states(b))
	}
}

func TestAPrinterThatVanishesInAStretchLeavesTheNextPageWaiting(t *testing.T) {
	b, drawn := begun(roll, waits, waits, waits)
	p := mute()
	p.then = func() {
		if len(p.names) == 3 {
			p.out, p.err = printer.Outcome{Purged: true}, printer.Fault(printer.Gone, nil)
		}
	}
	_, err := Driver{Book: b, Press: p, Random: rand.Reader, Stretch: by(10)}.Go(t.Context(), 1, drawn, func(Progress) {})
	if data.KeyOf(err) != printer.Gone || !slices.Equal(states(b), []data.PageState{doubt, doubt, waits}) {
		t.Errorf("got %v, %v", err, states(b))
	}
}

func TestALockOverAStretchLeavesWhatWasHandedOverInDoubtAndNoMore(t *testing.T) {
	b, drawn := begun(roll, waits, waits, waits, waits)
	ctx, lock := context.WithCancelCause(t.Context())
	p := mute()
	p.then = func() {
		if len(p.names) == 2 {
			lock(printer.ErrLeave)
		}
	}
	_, err := Driver{Book: b, Press: p, Random: rand.Reader, Stretch: by(10)}.Go(ctx, 1, drawn, func(Progress) {})
	if data.KeyOf(err) != printer.Unsure || !slices.Equal(states(b), []data.PageState{doubt, sent, waits, waits}) {
		t.Errorf("got %v, %v", err, states(b))
	}
	if err := Settle(t.Context(), b, p, b.run); err != nil || !slices.Equal(states(b), []data.PageState{doubt, doubt, waits, waits}) {
		t.Errorf("the next session: got %v, %v; both are asked about together", err, states(b))
	}
}
