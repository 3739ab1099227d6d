//go:build printer

package ipp

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/pdf"
	"nifuda/labels/printer"
	"nifuda/labels/stock"
)

// marker stands in the document where an address would, so that a search of
// the spooler's files shows whether one is left.
const marker = "NIFUDA-MARKER-8c1f"

// room is the printing system that testdata/printing/up.sh has started.
type room struct{ cups, tcp, eve, tag, spool, printed, empty string }

func theRoom(t *testing.T) room {
	t.Helper()
	get := func(name string) string {
		v := os.Getenv(name)
		if v == "" {
			t.Fatalf("%s is not set: run testdata/printing/run.sh", name)
		}
		return v
	}
	return room{get("NIFUDA_CUPS"), get("NIFUDA_CUPS_TCP"), get("NIFUDA_EVE"), get("NIFUDA_TAG"), get("NIFUDA_SPOOL"), get("NIFUDA_PRINTED"), get("NIFUDA_EMPTY")}
}

// client prints as somebody without any rights in the printing system.
func (r room) client(t *testing.T, server string) *Client {
	t.Helper()
	return r.as(t, server, "alice")
}

func (r room) as(t *testing.T, server, user string) *Client {
	t.Helper()
	c, err := New(Config{Server: server, User: user, Patience: 6 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// queue is one of the printers of up.sh.
func (r room) queue(t *testing.T, c *Client, name string) printer.Printer {
	t.Helper()
	all, err := c.Printers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(p printer.Printer) bool { return p.Name == name })
	if i < 0 {
		t.Fatalf("no queue %s among %+v", name, all)
	}
	return all[i]
}

// label is a real label sheet with the marker in its bytes.
func label(t *testing.T) ([]byte, string) {
	t.Helper()
	pen, err := labels.NewPen()
	if err != nil {
		t.Fatal(err)
	}
	s, err := stock.Find("a4-12")
	if err != nil {
		t.Fatal(err)
	}
	job := data.LabelJob{Number: "1000234", To: data.Recipient{Name: "髙橋 里奈",
		Address: data.Address{Postal: "6040000", Prefecture: "京都府", Street: "京都市中京区茶屋町88"}}}
	sheets, err := pen.Sheets([]data.LabelJob{job}, s, 0, data.Offset{})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := pdf.Document(pen.Fonts(), sheets.Pages, pdf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	// A comment at the end of a PDF changes nothing on paper.
	return append(doc, "\n%"+marker+"\n"...), s.Media
}

// left lists the files below a folder that hold the marker.
func left(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // gone while we looked
		}
		b, err := os.ReadFile(path)
		if err == nil && bytes.Contains(b, []byte(marker)) {
			out = append(out, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// papers counts what the printer has printed, as soon as it has nothing in hand:
// a job that was cancelled under it may come out a moment later.
func (r room) papers(t *testing.T) int {
	t.Helper()
	r.idle(t)
	all, err := os.ReadDir(r.printed)
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

// idle waits until the printer itself says that it does nothing.
func (r room) idle(t *testing.T) {
	t.Helper()
	c := r.client(t, "127.0.0.1:1")
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(poll / 10) {
		p, err := c.Direct(t.Context(), r.eve)
		if err == nil && p.State == printer.Idle {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("the printer is not at rest: %+v, %v", p, err)
		}
	}
}

// heard collects what a print tells.
type heard struct {
	mu  sync.Mutex
	all []printer.Progress
}

func (h *heard) tell(p printer.Progress) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.all = append(h.all, p)
}

func (h *heard) waitedFor(key string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.ContainsFunc(h.all, func(p printer.Progress) bool { return p.Waiting == key })
}

func TestPrintingThroughCUPSReachesPaperAndLeavesNothing(t *testing.T) {
	r := theRoom(t)
	doc, media := label(t)
	for name, server := range map[string]string{"by its socket": r.cups, "by loopback": r.tcp} {
		t.Run(name, func(t *testing.T) {
			c := r.client(t, server)
			p := r.queue(t, c, "Eve")
			if !p.Default || p.Info != "作業台のプリンター" || p.DPI != 600 {
				t.Errorf("the printer tells of itself: %+v", p)
			}
			before := r.papers(t)
			var h heard
			seen := false
			got, err := c.Print(t.Context(), printer.Ticket{Printer: p, Document: doc, Media: media}, func(p printer.Progress) {
				h.tell(p)
				seen = seen || len(left(t, r.spool)) > 0
			})
			if err != nil || !got.Purged {
				t.Fatalf("got %+v, %v", got, err)
			}
			if last := h.all[len(h.all)-1]; last.State != printer.JobCompleted {
				t.Errorf("the job ended in state %d, want completed", last.State)
			}
			if r.papers(t) != before+1 {
				t.Errorf("%d papers, want one more than %d", r.papers(t), before)
			}
			if !seen {
				t.Error("the marker was never seen in the spooler: the search proves nothing")
			}
			if files := left(t, r.spool); len(files) > 0 {
				t.Errorf("the spooler still has %v", files)
			}
		})
	}
}

func TestPrintingWaitsForPaperAndGoesOn(t *testing.T) {
	r := theRoom(t)
	doc, media := label(t)
	for _, direct := range []bool{false, true} {
		c := r.client(t, r.cups)
		p := r.queue(t, c, "Eve")
		if direct {
			var err error
			if p, err = c.Direct(t.Context(), r.eve); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(r.empty, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		var h heard
		before := r.papers(t)
		got, err := c.Print(t.Context(), printer.Ticket{Printer: p, Document: doc, Media: media}, func(pr printer.Progress) {
			h.tell(pr)
			if pr.Waiting == printer.Empty {
				_ = os.Remove(r.empty) // somebody fills the tray
			}
		})
		_ = os.Remove(r.empty)
		if err != nil || !got.Purged || r.papers(t) != before+1 {
			t.Errorf("direct %v: got %+v, %v and %d new papers", direct, got, err, r.papers(t)-before)
		}
		if !h.waitedFor(printer.Empty) {
			t.Errorf("direct %v: heard %+v, want %s", direct, h.all, printer.Empty)
		}
	}
}

func TestPrintingRefusesBeforeAnythingIsSent(t *testing.T) {
	r := theRoom(t)
	doc, media := label(t)
	cases := []struct{ queue, media, key string }{
		{"Paused", media, printer.Paused},
		{"Rejecting", media, printer.Rejecting},
		{"Eve", "om_100x150mm_100x150mm", printer.Media},
		{"ToFile", media, printer.FileLike},
		{"ToPDF", media, printer.FileLike},
		{"Relay", media, printer.FileLike},
	}
	for _, c := range cases {
		t.Run(c.queue+" "+c.key, func(t *testing.T) {
			cl := r.client(t, r.cups)
			got, err := cl.Print(t.Context(), printer.Ticket{Printer: r.queue(t, cl, c.queue), Document: doc, Media: c.media}, nil)
			if data.KeyOf(err) != c.key || got.Job != 0 || !got.Purged {
				t.Errorf("got %+v, %v, want %s and no job", got, err, c.key)
			}
			if files := left(t, r.spool); len(files) > 0 {
				t.Errorf("the spooler has %v", files)
			}
		})
	}
}

func TestPrintingToAPrinterThatIsOffIsGivenUpAndLeavesNothing(t *testing.T) {
	r := theRoom(t)
	doc, media := label(t)
	c := r.client(t, r.cups)
	var h heard
	got, err := c.Print(t.Context(), printer.Ticket{Printer: r.queue(t, c, "Gone"), Document: doc, Media: media}, h.tell)
	if data.KeyOf(err) != printer.Gone || !got.Purged {
		t.Errorf("got %+v, %v, want %s and nothing left; heard %+v", got, err, printer.Gone, h.all)
	}
	if files := left(t, r.spool); len(files) > 0 {
		t.Errorf("the spooler has %v", files)
	}
	if _, err := c.Direct(t.Context(), "ipp://localhost:1/ipp/print"); data.KeyOf(err) != printer.Gone {
		t.Errorf("a direct printer that is off: got %v, want %s", err, printer.Gone)
	}
}

func TestPrintingThatIsStoppedLeavesNothing(t *testing.T) {
	r := theRoom(t)
	doc, media := label(t)
	c := r.client(t, r.cups)
	if err := os.WriteFile(r.empty, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	defer os.Remove(r.empty)
	ctx, cancel := context.WithCancel(t.Context())
	got, err := c.Print(ctx, printer.Ticket{Printer: r.queue(t, c, "Eve"), Document: doc, Media: media}, func(p printer.Progress) {
		if p.Waiting == printer.Empty {
			cancel() // the screen is locked
		}
	})
	cancel()
	if data.KeyOf(err) != printer.Halted || !got.Purged {
		t.Errorf("got %+v, %v, want %s and nothing left", got, err, printer.Halted)
	}
	if files := left(t, r.spool); len(files) > 0 {
		t.Errorf("the spooler has %v", files)
	}
}

func TestPrintingDirectlyLeavesNothingWithTheSpooler(t *testing.T) {
	r := theRoom(t)
	doc, media := label(t)
	c := r.client(t, "127.0.0.1:1") // no spooler at all
	p, err := c.Direct(t.Context(), r.eve)
	if err != nil {
		t.Fatal(err)
	}
	before := r.papers(t)
	got, err := c.Print(t.Context(), printer.Ticket{Printer: p, Document: doc, Media: media}, nil)
	if err != nil || !got.Purged || r.papers(t) != before+1 {
		t.Errorf("got %+v, %v, %d new papers", got, err, r.papers(t)-before)
	}
	if _, err := c.Printers(t.Context()); data.KeyOf(err) != printer.NoServer {
		t.Errorf("without a spooler: got %v, want %s", err, printer.NoServer)
	}
}

func TestPrintingLeftoversAreRemovedAndForeignJobsAreNot(t *testing.T) {
	r := theRoom(t)
	doc, media := label(t)
	c := r.client(t, r.cups)
	p := r.queue(t, c, "Eve")
	ours, _, err := c.submit(t.Context(), p, printer.Ticket{Document: doc}, "nifuda-0123456789abcdef", media)
	if err != nil {
		t.Fatal(err)
	}
	foreign, _, err := c.submit(t.Context(), p, printer.Ticket{Document: doc}, "nifuda-but-not-ours", media)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []int{ours, foreign} { // a session that dies before it tidies up
		if err := c.follow(t.Context(), p, id, func(printer.Progress) {}); err != nil {
			t.Fatal(err)
		}
	}
	if files := left(t, r.spool); len(files) != 2 {
		t.Fatalf("the spooler has %v, want two documents", files)
	}
	if got, err := r.as(t, r.cups, "bob").Sweep(t.Context(), nil); err != nil || got.Purged != 0 || len(got.Kept) > 0 {
		t.Errorf("somebody else: got %+v, %v, want nothing touched", got, err)
	}
	got, err := c.Sweep(t.Context(), nil)
	if err != nil || got.Purged != 1 || len(got.Kept) > 0 {
		t.Errorf("got %+v, %v, want one removed", got, err)
	}
	if files := left(t, r.spool); len(files) != 1 || strings.Contains(strings.Join(files, ""), "d"+pad(ours)) {
		t.Errorf("the spooler has %v, want the foreign document alone", files)
	}
	if !c.remove(t.Context(), p, foreign) {
		t.Error("the foreign job could not be removed")
	}
}

func TestPrintingThatALockCameOverComesOutOnceAndLeavesNothing(t *testing.T) {
	r := theRoom(t)
	doc, media := label(t)
	c := r.client(t, r.cups)
	before := r.papers(t)
	ctx, lock := context.WithCancelCause(t.Context())
	got, err := c.Print(ctx, printer.Ticket{Printer: r.queue(t, c, "Eve"), Document: doc, Media: media}, func(p printer.Progress) {
		lock(printer.ErrLeave) // as soon as the spooler has it
	})
	if data.KeyOf(err) != printer.Halted || !got.Sent || got.Purged {
		t.Fatalf("got %+v, %v, want it left", got, err)
	}
	if files := left(t, r.spool); len(files) == 0 {
		t.Error("the spooler has nothing: this test would find nothing to clear")
	}
	fresh := r.client(t, r.cups) // the locked process: it knows no number and no key
	swept, err := fresh.Sweep(t.Context(), nil)
	if err != nil || swept.Purged != 1 || len(swept.Kept) > 0 {
		t.Errorf("got %+v, %v, want one followed and removed", swept, err)
	}
	if n := r.papers(t) - before; n != 1 {
		t.Errorf("%d papers came out, want 1", n)
	}
	if files := left(t, r.spool); len(files) > 0 {
		t.Errorf("the spooler has %v", files)
	}
}

func TestPrintingCutOffInTheMiddleOfADocumentPutsNothingOnPaper(t *testing.T) {
	r := theRoom(t)
	doc, _ := label(t)
	c := r.client(t, r.cups)
	before := r.papers(t)
	q := c.request(opPrintJob, queueURI("Eve"))
	q.add("job-name", text(tagName, "nifuda-00000000000000aa"))
	q.add("document-format", text(tagMIME, "application/pdf"))
	head := q.bytes()
	conn, err := net.Dial("unix", strings.TrimPrefix(r.cups, "unix:"))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(conn, "POST /printers/Eve HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/ipp\r\nContent-Length: %d\r\n\r\n", len(head)+len(doc))
	_, _ = conn.Write(head)
	_, _ = conn.Write(doc[:len(doc)/2])
	conn.Close() // kill -9
	time.Sleep(2 * time.Second)
	if _, err := r.client(t, r.cups).Sweep(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if n := r.papers(t) - before; n != 0 {
		t.Errorf("%d papers came out of half a document", n)
	}
	if files := left(t, r.spool); len(files) > 0 {
		t.Errorf("the spooler has %v", files)
	}
}

func TestPrintingToAQueueThatWasPointedElsewhereIsRefused(t *testing.T) {
	r := theRoom(t)
	doc, media := label(t)
	c := r.client(t, r.cups)
	p := r.queue(t, c, "Turned")
	for _, to := range []struct{ device, key string }{{"cups-pdf:/", printer.FileLike}, {r.tag, printer.Moved}, {p.Device, ""}} {
		admin := exec.Command("lpadmin", "-p", "Turned", "-v", to.device)
		admin.Env = append(os.Environ(), "CUPS_SERVER="+strings.TrimPrefix(r.cups, "unix:"))
		if out, err := admin.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v", out, err)
		}
		got, err := c.Print(t.Context(), printer.Ticket{Printer: p, Document: doc, Media: media}, nil)
		switch {
		case to.key == "" && err != nil:
			t.Errorf("back where it was: %v", err)
		case to.key != "" && (data.KeyOf(err) != to.key || got.Sent):
			t.Errorf("pointed to %s: got %+v, %v, want %s and nothing sent", to.device, got, err, to.key)
		}
	}
	if files := left(t, r.spool); len(files) > 0 {
		t.Errorf("the spooler has %v", files)
	}
}

// pad is how CUPS writes a job's number in file names.
func pad(id int) string {
	s := []byte("00000")
	for i := 4; id > 0 && i >= 0; i, id = i-1, id/10 {
		s[i] = byte('0' + id%10)
	}
	return string(s)
}
