package print

import (
	"bytes"
	"context"
	"testing"

	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/printer"
	"nifuda/labels/stock"
)

// fakeSpooler has a real machine, one that writes files, and a paused one.
type fakeSpooler struct {
	got  printer.Ticket
	head string
}

func (f *fakeSpooler) Printers(context.Context) ([]printer.Printer, error) {
	return []printer.Printer{
		{Name: "desk", Info: "作業台のプリンター", Device: "ipp://desk/ipp/print", State: printer.Idle, Accepting: true},
		{Name: "old", Device: "ipp://desk/ipp/print", State: printer.Idle}, // the same machine, a queue that rejects
		{Name: "PDF", Device: "cups-pdf:/", State: printer.Idle, Accepting: true},
		{Name: "roll", Device: "usb://roll", State: printer.Stopped, Accepting: true},
	}, nil
}

func (f *fakeSpooler) Print(_ context.Context, t printer.Ticket, tell func(printer.Progress)) (printer.Outcome, error) {
	f.got, f.head = t, string(t.Document[:5])
	tell(printer.Progress{State: printer.JobPrinting, Waiting: printer.Empty})
	return printer.Outcome{Job: 1, Sent: true, Purged: true}, nil
}

func (f *fakeSpooler) Ended(context.Context, string) (printer.JobState, error) {
	return 0, printer.Fault(printer.Lost, nil)
}

func TestThePressPrintsOnMachinesAlone(t *testing.T) {
	pen, err := labels.NewPen()
	if err != nil {
		t.Fatal(err)
	}
	spool := &fakeSpooler{}
	w := NewPress(pen, spool)
	all, err := w.Printers(t.Context())
	if err != nil || len(all) != 3 {
		t.Fatalf("got %v, %v; want the three queues to machines and no file", all, err)
	}
	all = Offer(all, nil)
	if all[0].Name != "作業台のプリンター" || all[0].Fault != nil || data.KeyOf(all[1].Fault) != printer.Paused {
		t.Errorf("got %+v", all)
	}
	s := stock.All()[0]
	sheets, err := w.Sheets(jobs(2), s, 0, data.Offset{})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	out, err := w.Print(t.Context(), all[0].PrinterID, sheets.Pages, s, func(p Progress) { said = append(said, p.Key) })
	if err != nil || !out.Sent || !out.Purged || spool.head != "%PDF-" || spool.got.Media != s.Media {
		t.Errorf("got %+v, %v, %q on %q", out, err, spool.head, spool.got.Media)
	}
	if spool.got.Printer.Name != "desk" {
		t.Errorf("printed through the queue %q, want the one that works", spool.got.Printer.Name)
	}
	if len(said) != 2 || said[1] != printer.Empty {
		t.Errorf("said %v, want that it waits for paper", said)
	}
	if len(bytes.Trim(spool.got.Document, "\x00")) != 0 {
		t.Error("the document was not wiped")
	}
	if out, err := w.Print(t.Context(), data.PrinterID{Queue: "q", Device: "ipp://unknown"}, sheets.Pages, s, func(Progress) {}); data.KeyOf(err) != printer.Gone || out.Sent {
		t.Errorf("an unknown printer: got %v", err)
	}
}
