package run

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"testing"

	"nifuda/data"
	"nifuda/labels/printer"
)

// book keeps one run and notes what is written in it.
type book struct {
	run   data.Run
	notes []string
}

func (b *book) Run(context.Context, data.PrintRunID) (data.Run, error) {
	r := b.run
	r.Pages = slices.Clone(r.Pages)
	return r, nil
}

func (b *book) SendPage(_ context.Context, _ data.PrintRunID, number int, _ data.PrinterID, job string) error {
	b.run.Pages[number-1].State, b.run.Pages[number-1].Job = data.PageSent, job
	b.notes = append(b.notes, fmt.Sprint("send ", number))
	return nil
}

func (b *book) EndPage(_ context.Context, _ data.PrintRunID, number int, _ string, state data.PageState, reason string) error {
	b.run.Pages[number-1].State = state
	b.notes = append(b.notes, strings.TrimSpace(fmt.Sprint("end ", number, " ", state, " ", reason)))
	return nil
}

func (b *book) CloseRun(context.Context, data.PrintRunID) error {
	b.notes = append(b.notes, "close")
	return nil
}

// press ends every job as it is told to.
type press struct {
	out   printer.Outcome
	err   error
	jobs  map[string]printer.JobState
	names []string
	known []bool // whether each was said to be for a printer that says nothing
	then  func()
}

func (p *press) PrintPage(_ context.Context, _ data.PrinterID, j printer.Job, _ func(string)) (printer.Outcome, error) {
	p.names, p.known = append(p.names, j.Name), append(p.known, j.Mute)
	if p.then != nil {
		p.then()
	}
	return p.out, p.err
}

func (p *press) Ended(_ context.Context, job string) (printer.JobState, error) {
	if s, known := p.jobs[job]; known {
		return s, nil
	}
	return 0, printer.Fault(printer.Lost, nil)
}

var queue = data.PrinterID{Queue: "Eve", Device: "ipp://eve"}

func begun(on data.PrinterID, states ...data.PageState) (*book, []Drawn) {
	b := &book{run: data.Run{ID: 1, Plan: data.RunPlan{Parts: []data.RunPart{{Kind: data.RunLabels, Printer: on}}}}}
	var drawn []Drawn
	for i, s := range states {
		hash := []byte{byte(i)}
		b.run.Pages = append(b.run.Pages, data.RunPage{Number: i + 1, Hash: hash, State: s, Job: fmt.Sprint("job", i+1)})
		drawn = append(drawn, Drawn{Hash: hash})
	}
	return b, drawn
}

func TestARunGoesPageByPage(t *testing.T) {
	gone := printer.Fault(printer.Gone, nil)
	for _, c := range []struct {
		name   string
		states []data.PageState
		out    printer.Outcome
		err    error
		jobs   map[string]printer.JobState
		notes  string
		key    string
	}{
		{"all of it", []data.PageState{waits, waits}, printer.Outcome{Sent: true}, nil, nil, "send 1, end 1 3, send 2, end 2 3, close", ""},
		{"from the first page that did not come out", []data.PageState{came, waits}, printer.Outcome{Sent: true}, nil, nil, "send 2, end 2 3, close", ""},
		{"nothing was handed over", []data.PageState{waits, waits}, printer.Outcome{}, gone, nil, "send 1, end 1 1 fault.print.gone", printer.Gone},
		{"nobody can tell", []data.PageState{waits, waits}, printer.Outcome{Sent: true}, gone, nil, "send 1, end 1 4 fault.print.gone", printer.Gone},
		{"not past a doubt", []data.PageState{doubt, waits}, printer.Outcome{Sent: true}, nil, nil, "", "fault.run.doubtful"},
		{"an earlier session's page came out", []data.PageState{sent, waits}, printer.Outcome{Sent: true}, nil,
			map[string]printer.JobState{"job1": printer.JobCompleted}, "end 1 3, send 2, end 2 3, close", ""},
		{"an earlier session's page is under way", []data.PageState{sent, waits}, printer.Outcome{Sent: true}, nil,
			map[string]printer.JobState{"job1": printer.JobPrinting}, "", "fault.run.under"},
		{"an earlier session's page was cut off", []data.PageState{sent}, printer.Outcome{Sent: true}, nil,
			map[string]printer.JobState{"job1": printer.JobAborted}, "end 1 4 fault.print.aborted", "fault.run.doubtful"},
		{"nobody knows of an earlier session's page", []data.PageState{sent}, printer.Outcome{Sent: true}, nil, nil, "end 1 4 fault.print.lost", "fault.run.doubtful"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, drawn := begun(queue, c.states...)
			_, err := Driver{Book: b, Press: &press{out: c.out, err: c.err, jobs: c.jobs}, Random: rand.Reader}.Go(t.Context(), 1, drawn, func(Progress) {})
			if got := strings.Join(b.notes, ", "); got != c.notes {
				t.Errorf("noted %q, want %q", got, c.notes)
			}
			if c.key == "" && err != nil || c.key != "" && data.KeyOf(err) != c.key {
				t.Errorf("got %v, want %q", err, c.key)
			}
		})
	}
}

func TestEveryJobHasANameOfItsOwnThatSaysNothing(t *testing.T) {
	b, drawn := begun(queue, data.PageWaiting, data.PageWaiting)
	p := &press{out: printer.Outcome{Sent: true}}
	if _, err := (Driver{Book: b, Press: p, Random: rand.Reader}).Go(t.Context(), 1, drawn, func(Progress) {}); err != nil {
		t.Fatal(err)
	}
	if len(p.names) != 2 || p.names[0] == p.names[1] || !printer.Ours(p.names[0]) {
		t.Errorf("names %v", p.names)
	}
}

func TestAPageALockCameOverIsLeftToTheNextSession(t *testing.T) {
	b, drawn := begun(queue, data.PageWaiting, data.PageWaiting)
	ctx, lock := context.WithCancelCause(t.Context())
	p := &press{out: printer.Outcome{Sent: true}, err: printer.Fault(printer.Halted, nil), then: func() { lock(printer.ErrLeave) }}
	_, err := Driver{Book: b, Press: p, Random: rand.Reader}.Go(ctx, 1, drawn, func(Progress) {})
	if data.KeyOf(err) != printer.Halted || b.run.Pages[0].State != data.PageSent || b.run.Pages[1].State != data.PageWaiting {
		t.Errorf("got %v, %+v", err, b.run.Pages)
	}
}

func TestAPageThatIsNotTheOneItWasIsNotPrinted(t *testing.T) {
	b, drawn := begun(queue, data.PagePrinted, data.PageWaiting)
	drawn[1].Hash = []byte("another")
	_, err := Driver{Book: b, Press: &press{}, Random: rand.Reader}.Go(t.Context(), 1, drawn, func(Progress) {})
	if data.KeyOf(err) != "fault.run.changed" || len(b.notes) > 0 {
		t.Errorf("got %v, %v", err, b.notes)
	}
	if _, err := (Driver{Book: b, Press: &press{}, Random: rand.Reader}).Go(t.Context(), 1, drawn[:1], func(Progress) {}); data.KeyOf(err) != "fault.run.changed" {
		t.Errorf("a page fewer: got %v", err)
	}
}

func TestAPrinterWithoutAQueueIsAskedAfterNoJob(t *testing.T) {
	b, _ := begun(data.PrinterID{Queue: "socket://roll", Device: "socket://roll"}, data.PageSent)
	p := &press{jobs: map[string]printer.JobState{"job1": printer.JobCompleted}}
	if err := Settle(t.Context(), b, p, b.run); err != nil || b.run.Pages[0].State != data.PageDoubtful {
		t.Errorf("got %v, %+v: nobody can know", err, b.run.Pages)
	}
}
