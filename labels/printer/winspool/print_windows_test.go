package winspool

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/page"
	"nifuda/labels/printer"
	"nifuda/labels/printer/raw"
	"nifuda/labels/stock"
)

// bed is a queue of the printing system that testdata/windows/run.sh has put
// there, as Windows sees it. Its ports are no machine's on a real Windows.
func bed(t *testing.T, queue string) (*labels.Pen, *Client, printer.Printer) {
	t.Helper()
	if os.Getenv("NIFUDA_WINE") == "" {
		t.Skip("no printing system under Wine: run testdata/windows/run.sh")
	}
	pen, err := labels.NewPen()
	if err != nil {
		t.Fatal(err)
	}
	all, err := Printers()
	i := slices.IndexFunc(all, func(p printer.Printer) bool { return p.Name == queue })
	if err != nil || i < 0 {
		t.Fatalf("no queue %s among %+v, %v", queue, all, err)
	}
	return pen, New(Config{Fonts: pen.Fonts(), Real: func(printer.Printer) bool { return true }}), all[i]
}

func twelve(t *testing.T, pen *labels.Pen, code string, n int) []page.Page {
	t.Helper()
	s, err := stock.Find(code)
	if err != nil {
		t.Fatal(err)
	}
	jobs := make([]data.LabelJob, n)
	for i := range jobs {
		jobs[i] = data.LabelJob{Number: fmt.Sprintf("W-%04d", i+1), To: data.Recipient{Name: "山田 花子", Address: data.Address{Postal: "1000001", Prefecture: "東京都", Street: "千代田区千代田1-1"}}}
	}
	sheets, err := pen.Sheets(jobs, s, 0, data.Offset{})
	if err != nil {
		t.Fatal(err)
	}
	return sheets.Pages
}

// doubtful reports whether a job of n pages was handed over and is not believed
// to have come out: Wine never says of a job that it is being printed.
func doubtful(got printer.Outcome, err error, n int) bool {
	return data.KeyOf(err) == printer.Unsure && got.Sent && got.Purged && got.Pages == 0 && got.Unsure == n
}

// TestThroughGDIOntoARealQueue leaves a paper behind that run.sh then reads.
func TestThroughGDIOntoARealQueue(t *testing.T) {
	pen, c, on := bed(t, "Eve")
	got, err := c.Print(t.Context(), printer.Job{Printer: on, Pages: twelve(t, pen, "a4-12", 12)}, nil)
	if !doubtful(got, err, 1) {
		t.Fatalf("got %+v, %v", got, err)
	}
}

func TestRawOntoALabelPrinterDotByDot(t *testing.T) {
	pen, c, on := bed(t, "Label")
	label := os.Getenv("NIFUDA_LABELS") // where testdata/labelprinter leaves what came out
	m := data.Manner{Speaks: data.ZPL, DPI: 203, Darkness: 8}
	two := twelve(t, pen, "label-100x150", 2)
	got, err := c.Print(t.Context(), printer.Job{Printer: on, Manner: m, Pages: two}, nil)
	if !doubtful(got, err, 2) {
		t.Fatalf("got %+v, %v", got, err)
	}
	for i, p := range two {
		want, err := raw.Draw(pen.Fonts(), p, m)
		if err != nil {
			t.Fatal(err)
		}
		var paper []byte
		for range 200 {
			if paper, err = os.ReadFile(fmt.Sprintf("%s/%d.pbm", label, i+1)); err == nil {
				break
			}
			time.Sleep(50 * time.Millisecond) // it goes through another spooler behind this one
		}
		if head := fmt.Sprintf("P4\n%d %d\n", want.Width, want.Height); err != nil || string(paper) != head+string(want.Pix) {
			t.Errorf("label %d is not the drawing, %v", i+1, err)
		}
	}
	if wrong, err := os.ReadFile(label + "/wrong"); err == nil {
		t.Errorf("the printer did not understand: %s", wrong)
	}
}

func TestAQueueThatIsNoMachineGetsNothing(t *testing.T) {
	pen, c, on := bed(t, "Eve")
	pages := twelve(t, pen, "a4-12", 1)
	strict := New(Config{Fonts: pen.Fonts()})
	if got, err := strict.Print(t.Context(), printer.Job{Printer: on, Pages: pages}, nil); data.KeyOf(err) != printer.FileLike || got.Sent {
		t.Errorf("got %+v, %v", got, err)
	}
	moved := on
	moved.Device = "winport:USB001"
	if got, err := c.Print(t.Context(), printer.Job{Printer: moved, Pages: pages}, nil); data.KeyOf(err) != printer.Moved || got.Sent {
		t.Errorf("pointed elsewhere: got %+v, %v", got, err)
	}
	gone := on
	gone.Name = "Nobody"
	if got, err := c.Print(t.Context(), printer.Job{Printer: gone, Pages: pages}, nil); data.KeyOf(err) != printer.Gone || got.Sent {
		t.Errorf("gone: got %+v, %v", got, err)
	}
	big := []page.Page{{Width: 420, Height: 594}}
	if got, err := c.Print(t.Context(), printer.Job{Printer: on, Pages: big}, nil); data.KeyOf(err) != printer.Media || got.Sent {
		t.Errorf("a page that is larger than the paper: got %+v, %v", got, err)
	}
}

func TestTheSweepOfWindowsLooksIntoEveryQueue(t *testing.T) {
	_, c, _ := bed(t, "Eve")
	left, err := c.Sweep(t.Context(), nil)
	if err != nil || left.Waiting != 0 || len(left.Kept) != 0 {
		t.Errorf("got %+v, %v", left, err)
	}
	if _, err := c.Ended(t.Context(), "nifuda-0123456789abcdef"); data.KeyOf(err) != printer.Lost {
		t.Errorf("a job that nobody knows: %v", err)
	}
}
