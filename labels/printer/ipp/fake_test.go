package ipp

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/labels/printer"
)

// fake is a printing system with one queue and one job, for what a real one
// does too seldom. Its job goes through states, one at each look, and stays in
// the last.
type fake struct {
	mu      sync.Mutex
	states  []int
	reasons []string // of the printer, while the job has not ended
	submit  int      // status of Print-Job
	busy    int      // how often it is at another job first
	moved   string   // where the queue leads once it has the job; empty for where it did
	sticky  bool     // the job cannot be removed
	http    int      // status instead of any answer
	taken   func()   // called once it has the document
	garbage bool     // an answer that makes no sense
	looks   int
	gone    bool
	asked   []int // operations, in order
	names   []string
	jobs    []job // that earlier sessions left, by Get-Jobs
	rounds  int   // how often they were asked for
}

// job is one of them. It goes through its states, one at each Get-Jobs.
type job struct {
	name   string
	states []int
	sticky bool // it cannot be removed
	gone   bool
}

func (j job) state(round int) int { return j.states[min(round, len(j.states)-1)] }

func (f *fake) list() *request {
	r := answer(0)
	for i, j := range f.jobs {
		if !j.gone {
			r.group(tagJob)
			r.add("job-id", number(tagInteger, i+1))
			r.add("job-name", text(tagName, j.name))
			r.add("job-state", number(tagEnum, j.state(f.rounds)))
			r.add("job-printer-uri", text(tagURI, queueURI("Fake")))
		}
	}
	f.rounds++
	return r
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	if err != nil || len(body) < 8 {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	op := int(binary.BigEndian.Uint16(body[2:]))
	f.asked = append(f.asked, op)
	sent, _ := decode(bytes.NewReader(body))
	switch {
	case f.http != 0:
		w.WriteHeader(f.http)
	case f.garbage && op == opGetJob:
		_, _ = w.Write([]byte("<html>500</html>"))
	default:
		_, _ = w.Write(f.answer(op, sent).bytes())
	}
}

func (f *fake) answer(op int, sent reply) *request {
	switch op {
	case opPrintJob:
		f.names = append(f.names, sent.about.str("job-name"))
		if f.taken != nil {
			f.taken()
		}
		if f.busy > 0 {
			f.busy--
			return answer(statusBusy)
		}
		r := answer(f.submit)
		if f.submit == 0 {
			r.group(tagJob)
			r.add("job-id", number(tagInteger, 7))
		}
		return r
	case opCreateJob:
		r := answer(0)
		r.group(tagJob)
		r.add("job-id", number(tagInteger, 7))
		return r
	case opCUPSGetDocument:
		if f.gone {
			return answer(statusNotFound)
		}
	case opGetJob:
		if i := sent.about.num("job-id") - 1; i < len(f.jobs) {
			if f.jobs[i].gone {
				return answer(statusNotFound)
			}
			r := answer(0)
			r.group(tagJob)
			r.add("job-state", number(tagEnum, 9))
			return r
		}
		if f.gone {
			return answer(statusNotFound)
		}
		r := answer(0)
		r.group(tagJob)
		state := f.states[min(f.looks, len(f.states)-1)]
		r.add("job-state", number(tagEnum, state))
		if printer.JobState(state) == printer.JobHeld {
			r.keywords("job-hold-until", "indefinite")
		}
		f.looks++
		return r
	case opCancelJob:
		if i := sent.about.num("job-id") - 1; i < len(f.jobs) {
			f.jobs[i].gone = !f.jobs[i].sticky && sent.about.flag("purge-job", false)
			return answer(0)
		}
		f.gone = !f.sticky && sent.about.flag("purge-job", false)
		return answer(0)
	case opGetJobs:
		return f.list()
	}
	r := answer(0)
	r.group(tagPrinter)
	r.add("printer-name", text(tagName, "Fake"))
	device := "usb://Fake"
	if f.moved != "" && f.looks+f.rounds > 0 {
		device = f.moved
	}
	r.add("device-uri", text(tagURI, device))
	r.add("printer-state", number(tagEnum, 3))
	if len(f.reasons) > 0 && f.looks > 0 {
		r.keywords("printer-state-reasons", f.reasons...)
	}
	return r
}

// client talks to the fake; time passes only as fast as the test.
func (f *fake) client(t *testing.T) *Client {
	t.Helper()
	s := httptest.NewServer(f)
	t.Cleanup(s.Close)
	c, err := New(Config{
		Server: strings.TrimPrefix(s.URL, "http://"), User: "owner",
		Wait:   func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		Random: bytes.NewReader(bytes.Repeat([]byte{0xab}, 64)),
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var ticket = printer.Ticket{
	Printer:  printer.Printer{Name: "Fake", Device: "usb://Fake", URI: queueURI("Fake")},
	Document: []byte("%PDF-"), Media: "iso_a4_210x297mm",
}

func TestEveryEndOfAJobHasItsOwnSentence(t *testing.T) {
	const pending, printing, cancelled, aborted, completed = 3, 5, 7, 8, 9
	cases := []struct {
		name   string
		fake   fake
		key    string // "" for paper
		waited string
		purged bool
	}{
		{"printed", fake{states: []int{pending, printing, completed}}, "", "", true},
		{"cancelled at the printer", fake{states: []int{printing, cancelled}}, printer.Cancelled, "", true},
		{"given up by the system", fake{states: []int{printing, aborted}}, printer.Aborted, "", true},
		{"paused while it prints, then resumed", fake{states: []int{printing, printing, completed}, reasons: []string{"paused"}}, "", printer.Paused, true},
		{"out of paper", fake{states: []int{printing, printing, completed}, reasons: []string{"media-empty-error"}}, "", printer.Empty, true},
		{"a jam", fake{states: []int{printing, printing, completed}, reasons: []string{"media-jam-error"}}, "", printer.Attention, true},
		{"the printer is switched off for good", fake{states: []int{printing}, reasons: []string{"offline-report"}}, printer.Gone, printer.Gone, true},
		{"the queue begins to reject", fake{states: []int{printing}, submit: statusNotAccepting}, printer.Rejecting, "", true},
		{"at another job for a moment", fake{states: []int{printing, completed}, busy: 3}, "", printer.Occupied, true},
		{"at another job for too long", fake{states: []int{printing}, submit: statusBusy}, printer.Occupied, printer.Occupied, true},
		{"the system takes no PDF", fake{states: []int{printing}, submit: statusFormat}, printer.Format, "", true},
		{"we may not print", fake{states: []int{printing}, submit: statusNotAuthorized}, printer.Refused, "", true},
		{"stopped at the printer while it takes it", fake{states: []int{printing}, submit: statusJobCancelled}, printer.Aborted, "", true},
		{"answers that make no sense", fake{states: []int{printing}, garbage: true}, printer.Strange, "", false},
		{"printed, but it stays in the spooler", fake{states: []int{completed}, sticky: true}, "", "", false},
	}
	for i := range cases {
		c := &cases[i]
		t.Run(c.name, func(t *testing.T) {
			var heard []string
			got, err := c.fake.client(t).Print(t.Context(), ticket, func(p printer.Progress) { heard = append(heard, p.Waiting) })
			if (err != nil) != (c.key != "") || err != nil && data.KeyOf(err) != c.key {
				t.Errorf("got %v, want %q", err, c.key)
			}
			if sent := c.fake.submit == 0 || c.fake.submit == statusJobCancelled; got.Sent != sent {
				t.Errorf("handed over: got %v, want %v", got.Sent, sent)
			}
			if got.Purged != c.purged {
				t.Errorf("purged: got %v, want %v", got.Purged, c.purged)
			}
			if c.waited != "" && !slices.Contains(heard, c.waited) {
				t.Errorf("heard %q, want %s", heard, c.waited)
			}
		})
	}
}

func TestTheNameOfAJobSaysNothing(t *testing.T) {
	f := &fake{states: []int{9}}
	if _, err := f.client(t).Print(t.Context(), ticket, nil); err != nil {
		t.Fatal(err)
	}
	if want := []string{"nifuda-abababababababab"}; !slices.Equal(f.names, want) {
		t.Errorf("got %q, want %q", f.names, want)
	}
	if !printer.Ours(f.names[0]) || printer.Ours("nifuda-report") || printer.Ours("nifuda-ABABABABABABABAB") {
		t.Error("our names are not told from others")
	}
}

func TestADocumentThatArrivedCountsAsSentEvenWhenItIsStoppedAtOnce(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	f := &fake{states: []int{5}, taken: stop}
	got, err := f.client(t).Print(ctx, ticket, nil)
	if data.KeyOf(err) != printer.Halted || !got.Sent {
		t.Errorf("got %v, handed over %v", err, got.Sent)
	}
	f = &fake{states: []int{5}}
	if got, err = f.client(t).Print(ctx, ticket, nil); err == nil || got.Sent || slices.Contains(f.asked, opPrintJob) {
		t.Errorf("stopped before: got %v, handed over %v, asked %x", err, got.Sent, f.asked)
	}
}

func TestNothingIsSentToAPrinterThatIsNone(t *testing.T) {
	f := &fake{states: []int{9}}
	c := f.client(t)
	file := printer.Ticket{Printer: printer.Printer{Device: "file:/dev/null", URI: "file:/dev/null", Direct: true}}
	if got, err := c.Print(t.Context(), file, nil); data.KeyOf(err) != printer.FileLike || got.Sent {
		t.Errorf("got %v, handed over %v, want %s", err, got.Sent, printer.FileLike)
	}
	if len(f.asked) > 0 {
		t.Errorf("the system was asked %x", f.asked)
	}
}

func TestAServerThatIsAwayOrElsewhere(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := l.Addr().String()
	l.Close()
	c, err := New(Config{Server: closed})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Printers(t.Context()); data.KeyOf(err) != printer.NoServer || data.KindOf(err) != data.Unreachable {
		t.Errorf("got %v, want %s", err, printer.NoServer)
	}
	for _, remote := range []string{"192.0.2.1:631", "cups.example:631", "nonsense"} {
		if _, err := New(Config{Server: remote}); data.KeyOf(err) != printer.Refused {
			t.Errorf("%s: got %v, want %s", remote, err, printer.Refused)
		}
	}
	for _, status := range []int{http.StatusUnauthorized, http.StatusForbidden} {
		f := &fake{http: status}
		if _, err := f.client(t).Printers(t.Context()); data.KeyOf(err) != printer.Refused {
			t.Errorf("HTTP %d: got %v, want %s", status, err, printer.Refused)
		}
	}
}

func TestAJobThatWaitsIsRemovedWhenItsQueueIsPointedElsewhere(t *testing.T) {
	f := &fake{states: []int{3, 3, 9}, moved: "cups-pdf:/"}
	got, err := f.client(t).Print(t.Context(), ticket, nil)
	if data.KeyOf(err) != printer.Moved || !got.Sent || !got.Purged || !f.gone || f.looks > 1 {
		t.Errorf("got %+v, %v after %d looks; want it removed at the first", got, err, f.looks)
	}
}

func TestAStoppedPrintRemovesItsJob(t *testing.T) {
	f := &fake{states: []int{5}}
	c := f.client(t)
	ctx, cancel := context.WithCancelCause(t.Context())
	person := errors.New("stopped by a person")
	got, err := c.Print(ctx, ticket, func(printer.Progress) { cancel(person) })
	if data.KeyOf(err) != printer.Halted || !errors.Is(err, person) || !got.Purged {
		t.Errorf("got %+v, %v, want %s and nothing left", got, err, printer.Halted)
	}
	if !f.gone {
		t.Error("the job was not removed")
	}
}
