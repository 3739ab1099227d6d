package ledger

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"nifuda/data"
)

// entries are the events since an entry, the oldest first: kind, parcel, number
// and arguments.
func entries(t *testing.T, l *Ledger, since uint64) string {
	t.Helper()
	events, err := l.Events(t.Context(), data.EventQuery{Login: "me"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range slices.Backward(events) {
		if e.Seq > since {
			got = append(got, fmt.Sprint(e.Kind, " ", e.Parcel, " ", e.Number, " ", e.Args))
		}
	}
	return strings.Join(got, ", ")
}

// shelf is a ledger with two orders of two parcels each.
func shelf(t *testing.T) (*Ledger, []data.ParcelID) {
	t.Helper()
	l, shop := open(t)
	save(t, l, shop, ready(1), ready(2))
	var ids []data.ParcelID
	for _, r := range onBench(t, l) {
		ids = append(ids, r.ID)
	}
	return l, ids
}

func runOf(t *testing.T, l *Ledger, id data.PrintRunID) data.Run {
	t.Helper()
	r, err := l.Run(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAPageThatCameOutIsRecordedAndOneThatDidNotIsNotLabelled(t *testing.T) {
	l, p := shelf(t)
	for _, c := range []struct {
		name    string
		parcels []data.ParcelID
		end     data.PageState
		want    string
	}{
		{"one label", p[:1], data.PagePrinted, "label 1 1001 map[n:1]"},
		{"the same once more", p[:1], data.PagePrinted, "reprint 1 1001 map[n:1]"},
		{"nothing came out", []data.ParcelID{p[0], p[2]}, data.PageWaiting, "printfault 0  map[n:2 reason:fault.print.empty]"},
		{"nobody can tell", p[2:3], data.PageDoubtful, "printfault 3 1002 map[n:1 reason:fault.print.empty]"},
		{"an old one and two new", []data.ParcelID{p[0], p[1], p[3]}, data.PagePrinted, "label 0  map[n:2], reprint 1 1001 map[n:1]"},
	} {
		seq := last(t, l).Seq
		sent(t, l, begun(t, l, c.parcels), 1, c.end)
		if got := entries(t, l, seq); got != c.want {
			t.Errorf("%s: recorded %q, want %q", c.name, got, c.want)
		}
	}
	if f := rows(t, l, data.OrderQuery{Tab: data.TabAll}); f[0].Flags.Labelled == f[1].Flags.Labelled {
		t.Errorf("want the first order labelled and the second not: %+v", f)
	}
}

func TestARunIsReadBackAsItWasAskedFor(t *testing.T) {
	l, p := shelf(t)
	batch := data.Batch{Parcels: []data.ParcelID{p[2], p[0], p[3]}, At: time.Unix(1_800_000_000, 0)}
	plan := data.RunPlan{Batch: batch, Parts: []data.RunPart{
		{Kind: data.RunPicks, Printer: data.PrinterID{Queue: "a", Device: "ipp://a"}, Stock: "plain-a4"},
		{Kind: data.RunLabels, Printer: data.PrinterID{Queue: "b", Device: "socket://b"}, Stock: "a4-12", Start: 5},
	}}
	pages := []data.RunPage{{Number: 1, Hash: []byte("1")}, {Number: 2, Part: 1, Hash: []byte("2"), Parcels: []data.ParcelID{p[2], p[0]}},
		{Number: 3, Part: 1, Hash: []byte("3"), Parcels: []data.ParcelID{p[3]}}}
	id, err := l.BeginRun(t.Context(), plan, pages, "me")
	if err != nil {
		t.Fatal(err)
	}
	r := runOf(t, l, id)
	if got, want := fmt.Sprint(r.Plan), fmt.Sprint(plan); got != want {
		t.Errorf("plan %s, want %s", got, want)
	}
	for i := range pages {
		pages[i].State = data.PageWaiting
	}
	if got, want := fmt.Sprint(r.Pages), fmt.Sprint(pages); got != want {
		t.Errorf("pages %s, want %s", got, want)
	}
	jobs, err := l.BatchLabels(t.Context(), r.Plan.Batch, data.Sender{Name: "山の湯呑み店"})
	if err != nil || len(jobs) != 3 || jobs[0].Parcel != p[2] || jobs[0].Seq != 1 || jobs[2].Parcel != p[3] || jobs[2].Seq != 3 {
		t.Errorf("labels %+v, %v", jobs, err)
	}
}

func TestNoPageIsPrintedTwiceUnnoticed(t *testing.T) {
	l, p := shelf(t)
	id := begun(t, l, p[:1], p[1:2])
	ctx := t.Context()
	moved := func(what string, err error) {
		t.Helper()
		if data.KeyOf(err) != "fault.run.moved" {
			t.Errorf("%s: got %v, want fault.run.moved", what, err)
		}
	}
	sent(t, l, id, 1, data.PagePrinted)
	moved("sent once more", l.SendPage(ctx, id, 1, "job2"))
	moved("ended twice", l.EndPage(ctx, id, 1, "job", data.PagePrinted, ""))
	moved("judged though it came out", l.JudgePages(ctx, id, 1, 1, nil, "me"))
	moved("wanted again before it came out", l.AgainPage(ctx, id, 2, "jam", "me"))
	if err := l.SendPage(ctx, id, 2, "job3"); err != nil {
		t.Fatal(err)
	}
	moved("sent while it is with a printer", l.SendPage(ctx, id, 2, "job4"))
	moved("ended by another job", l.EndPage(ctx, id, 2, "job4", data.PagePrinted, ""))
	moved("redrawn while it is with a printer", l.AcceptPage(ctx, id, 2, []byte("x")))
	if err := l.EndPage(ctx, id, 2, "job3", data.PageDoubtful, "fault.print.gone"); err != nil {
		t.Fatal(err)
	}
	moved("sent while nobody can tell", l.SendPage(ctx, id, 2, "job5"))
	moved("a page there is not", l.SendPage(ctx, id, 3, "job6"))
}

func TestPagesThatNobodySawAreJudgedTogetherOrNotAtAll(t *testing.T) {
	l, p := shelf(t)
	ctx := t.Context()
	id := begun(t, l, p[:1], p[1:2], p[2:3], p[3:4])
	for n := 1; n <= 3; n++ {
		if err := errors.Join(l.SendPage(ctx, id, n, "job"), l.EndPage(ctx, id, n, "job", data.PageDoubtful, "")); err != nil {
			t.Fatal(err)
		}
	}
	before := last(t, l).Seq
	if err := l.JudgePages(ctx, id, 1, 4, nil, "me"); data.KeyOf(err) != "fault.run.moved" {
		t.Errorf("one that was not sent among them: got %v, want fault.run.moved", err)
	}
	if r := runOf(t, l, id); len(r.Doubtful()) != 3 || last(t, l).Seq != before {
		t.Errorf("some were judged all the same: %+v", r.Pages)
	}
	if err := l.JudgePages(ctx, id, 1, 3, []int{2}, "me"); err != nil {
		t.Fatal(err)
	}
	var states []data.PageState
	for _, page := range runOf(t, l, id).Pages {
		states = append(states, page.State)
	}
	want := []data.PageState{data.PagePrinted, data.PageWaiting, data.PagePrinted, data.PageWaiting}
	if !slices.Equal(states, want) {
		t.Errorf("the pages stand as %v, want %v", states, want)
	}
	if e := last(t, l); e.Kind != data.EventLabel {
		t.Errorf("recorded last %+v, want the label that came out", e)
	}
}

func TestAPrinterThatNeverSaysAnythingIsNoFault(t *testing.T) {
	l, p := shelf(t)
	id, before := begun(t, l, p[:1]), last(t, l).Seq
	if err := errors.Join(l.SendPage(t.Context(), id, 1, "job"), l.EndPage(t.Context(), id, 1, "job", data.PageDoubtful, "")); err != nil {
		t.Fatal(err)
	}
	if got := last(t, l).Seq; got != before {
		t.Errorf("%d entries were recorded, want none until somebody has looked", got-before)
	}
}

func TestARunClosesOnlyWhenTheCountsMatch(t *testing.T) {
	l, p := shelf(t)
	ctx := t.Context()
	id := begun(t, l, p[:2], p[2:3])
	sent(t, l, id, 1, data.PagePrinted)
	sent(t, l, id, 2, data.PageDoubtful)
	if err := l.CloseRun(ctx, id); data.KeyOf(err) != "fault.run.open" {
		t.Errorf("with a page nobody saw: %v", err)
	}
	if err := l.JudgePages(ctx, id, 2, 2, []int{2}, "me"); err != nil {
		t.Fatal(err)
	}
	if first, printed := runOf(t, l, id).Next(); first != 1 || printed != 1 {
		t.Errorf("goes on at page index %d after %d, want 1 after 1", first, printed)
	}
	sent(t, l, id, 2, data.PagePrinted)
	seq := last(t, l).Seq
	if err := l.AgainPage(ctx, id, 1, "jam", "me"); err != nil {
		t.Fatal(err)
	}
	sent(t, l, id, 1, data.PagePrinted)
	if got := entries(t, l, seq); got != "pageagain 0  map[n:1 reason:jam], reprint 0 1001 map[n:2 reason:jam]" {
		t.Errorf("recorded %q", got)
	}
	if err := l.CloseRun(ctx, id); err != nil {
		t.Errorf("the counts match: %v", err)
	}
	r := runOf(t, l, id)
	if r.Ended.IsZero() || r.Pages[0].Times != 2 || r.Pages[1].Times != 2 {
		t.Errorf("got %+v", r)
	}
	if all, err := l.OpenRuns(ctx); err != nil || len(all) != 0 {
		t.Errorf("open runs %+v, %v", all, err)
	}
	if err := l.AgainPage(ctx, id, 2, "faint", "me"); err != nil || !runOf(t, l, id).Ended.IsZero() {
		t.Errorf("a page wanted again opens the run: %v", err)
	}
}

func TestARunWithAMissingLabelDoesNotClose(t *testing.T) {
	l, p := shelf(t)
	plan := data.RunPlan{Batch: data.Batch{Parcels: p[:2]}, Parts: []data.RunPart{{Kind: data.RunLabels}}}
	id, err := l.BeginRun(t.Context(), plan, []data.RunPage{{Number: 1, Hash: []byte("1"), Parcels: p[:1]}}, "me")
	if err != nil {
		t.Fatal(err)
	}
	sent(t, l, id, 1, data.PagePrinted)
	if err := l.CloseRun(t.Context(), id); data.KeyOf(err) != "fault.run.open" {
		t.Errorf("got %v", err)
	}
}

func TestARunOfCarriersSlipsIsRecorded(t *testing.T) {
	l, p := shelf(t)
	for kind, want := range map[data.RunKind]string{data.RunForms: "forms 0  map[n:2]", data.RunSlips: ""} {
		seq := last(t, l).Seq
		plan := data.RunPlan{Batch: data.Batch{Parcels: p[:2]}, Parts: []data.RunPart{{Kind: kind}}}
		if _, err := l.BeginRun(t.Context(), plan, nil, "me"); err != nil {
			t.Fatal(err)
		}
		if got := entries(t, l, seq); got != want {
			t.Errorf("%v: recorded %q, want %q", kind, got, want)
		}
	}
}

func TestARunThatIsGivenUpTakesNoMorePages(t *testing.T) {
	l, p := shelf(t)
	id := begun(t, l, p[:1], p[1:2])
	if err := l.DropRun(t.Context(), id, "me"); err != nil {
		t.Fatal(err)
	}
	if err := l.SendPage(t.Context(), id, 1, "job"); data.KeyOf(err) != "fault.run.moved" {
		t.Errorf("got %v", err)
	}
	if e := last(t, l); e.Kind != data.EventRunDropped || e.Args["n"] != "2" {
		t.Errorf("recorded %+v", e)
	}
	if err := l.AgainPage(t.Context(), id, 1, "jam", "me"); data.KeyOf(err) != "fault.run.moved" {
		t.Errorf("a page of it once more: got %v", err)
	}
}

func TestWhatMayHaveComeOutOfAGivenUpRunIsAskedAboutNextTime(t *testing.T) {
	l, p := shelf(t)
	id := begun(t, l, p[:1], p[1:2], p[2:3])
	sent(t, l, id, 1, data.PageDoubtful)
	if err := l.SendPage(t.Context(), id, 2, "job"); err != nil {
		t.Fatal(err)
	}
	if err := l.DropRun(t.Context(), id, "me"); err != nil {
		t.Fatal(err)
	}
	jobs, err := l.BatchLabels(t.Context(), data.Batch{Parcels: p[:3]}, data.Sender{})
	if err != nil || jobs[0].Printed.IsZero() || jobs[1].Printed.IsZero() || !jobs[2].Printed.IsZero() {
		t.Errorf("got %+v, %v; want the first two to count as printed", jobs, err)
	}
}

func TestARunLeftInTheMiddleIsToldOnce(t *testing.T) {
	l, p := shelf(t)
	id := begun(t, l, p[:1], p[1:2], p[2:3])
	sent(t, l, id, 1, data.PagePrinted)
	for range 2 { // a second sign-in tells nothing new
		if err := l.SettleRuns(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	news, err := l.News(t.Context(), 9)
	if err != nil || len(news) == 0 || news[0].Key != "news.unfinished" || news[0].Args["n"] != 2 || len(news) > 1 && news[1].Key == "news.unfinished" {
		t.Errorf("news %+v, %v", news, err)
	}
	if all, err := l.OpenRuns(t.Context()); err != nil || len(all) != 1 || all[0].ID != id {
		t.Errorf("open runs %+v, %v", all, err)
	}
}
