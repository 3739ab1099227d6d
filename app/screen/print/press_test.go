package print

import (
	"context"
	"testing"

	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/printer"
	"nifuda/labels/stock"
)

// fakeSpooler has a real machine, one that writes files, and a paused one.
type fakeSpooler struct {
	got printer.Job
}

func (f *fakeSpooler) Printers(context.Context, []data.ListedPrinter) ([]printer.Printer, error) {
	return []printer.Printer{
		{Name: "desk", Info: "作業台のプリンター", Device: "ipp://desk/ipp/print", State: printer.Idle, Accepting: true},
		{Name: "old", Device: "ipp://desk/ipp/print", State: printer.Idle}, // the same machine, a queue that rejects
		{Name: "PDF", Device: "cups-pdf:/", State: printer.Idle, Accepting: true},
		{Name: "roll", Device: "usb://roll", State: printer.Stopped, Accepting: true},
	}, nil
}

func (f *fakeSpooler) Print(_ context.Context, j printer.Job, tell func(printer.Progress)) (printer.Outcome, error) {
	f.got = j
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
	said203 := data.Manner{Speaks: data.ZPL, DPI: 203}
	w := NewPress(pen, spool, func(context.Context) ([]data.ListedPrinter, error) {
		return []data.ListedPrinter{{PrinterID: data.PrinterID{Queue: "desk", Device: "ipp://desk/ipp/print"}, Manner: said203}}, nil
	})
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
	if err != nil || !out.Sent || !out.Purged || len(spool.got.Pages) != 1 || spool.got.Media != s.Media {
		t.Errorf("got %+v, %v, %d pages on %q", out, err, len(spool.got.Pages), spool.got.Media)
	}
	if spool.got.Printer.Name != "desk" {
		t.Errorf("printed through the queue %q, want the one that works", spool.got.Printer.Name)
	}
	if len(said) != 2 || said[1] != printer.Empty {
		t.Errorf("said %v, want that it waits for paper", said)
	}
	if spool.got.Manner != said203 {
		t.Errorf("printed as %+v, want what the owner said", spool.got.Manner)
	}
	if out, err := w.Print(t.Context(), data.PrinterID{Queue: "q", Device: "ipp://unknown"}, sheets.Pages, s, func(Progress) {}); data.KeyOf(err) != printer.Gone || out.Sent {
		t.Errorf("an unknown printer: got %v", err)
	}
}
