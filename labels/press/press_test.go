package press

import (
	"bytes"
	"context"
	"slices"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/page"
	"nifuda/labels/printer"
	"nifuda/labels/printer/pwg"
	"nifuda/labels/printer/raw"
	"nifuda/labels/printer/raw/rawtest"
	"nifuda/labels/stock"
)

// spool is a printing system that takes everything; direct is what it finds at
// an address.
type spool struct {
	direct printer.Printer
	got    printer.Ticket
	head   []byte
	err    error
	jobs   []printer.Job
}

func (s *spool) Printers(context.Context) ([]printer.Printer, error) {
	return []printer.Printer{{Name: "Desk", Device: "usb://desk"}}, s.err
}
func (s *spool) Ended(context.Context, string) (printer.JobState, error) {
	return printer.JobCompleted, nil
}
func (s *spool) Sweep(context.Context, func(printer.Leftovers)) (printer.Leftovers, error) {
	return printer.Leftovers{Purged: 1}, nil
}
func (s *spool) Settle(time.Duration) {}
func (s *spool) Direct(context.Context, string) (printer.Printer, error) {
	return s.direct, s.err
}
func (s *spool) Print(_ context.Context, t printer.Ticket, _ func(printer.Progress)) (printer.Outcome, error) {
	s.got, s.head = t, bytes.Clone(t.Document)
	return printer.Outcome{Sent: true, Purged: true}, s.err
}

// windows is a system that takes pages.
type windows struct{ *spool }

func (w windows) Print(_ context.Context, j printer.Job, _ func(printer.Progress)) (printer.Outcome, error) {
	w.jobs = append(w.jobs, j)
	return printer.Outcome{Sent: true, Purged: true, Pages: len(j.Pages)}, nil
}

func pages(t *testing.T, n int) (*labels.Pen, []page.Page) {
	t.Helper()
	pen, err := labels.NewPen()
	if err != nil {
		t.Fatal(err)
	}
	s, err := stock.Find("label-100x150")
	if err != nil {
		t.Fatal(err)
	}
	jobs := make([]data.LabelJob, n)
	for i := range jobs {
		jobs[i] = data.LabelJob{Number: "1001", To: data.Recipient{Name: "山田 花子"}}
	}
	sheets, err := pen.Sheets(jobs, s, 0, data.Offset{})
	if err != nil {
		t.Fatal(err)
	}
	return pen, sheets.Pages
}

func patient() *raw.Client {
	return raw.New(raw.Config{Silence: 100 * time.Millisecond, Patience: time.Second, Wait: func(ctx context.Context, _ time.Duration) error {
		time.Sleep(time.Millisecond)
		return ctx.Err()
	}})
}

func TestEachPrinterGetsWhatItTakes(t *testing.T) {
	pen, two := pages(t, 2)
	zpl := data.Manner{Speaks: data.ZPL, DPI: 203}
	queue := printer.Printer{Name: "Desk", Device: "usb://desk", URI: "ipp://localhost/printers/Desk"}
	pwgOnly := printer.Dots{PWG: []int{600, 300}, Inks: []string{"sgray_8", "black_1"}}
	for _, c := range []struct {
		name   string
		on     printer.Printer
		direct printer.Printer
		m      data.Manner
		format string
		head   string
		key    string
	}{
		{name: "a queue that takes PDF", on: queue, format: printer.PDF, head: "%PDF-"},
		{name: "a queue that takes pictures alone", on: printer.Printer{Device: "usb://desk", Formats: []string{printer.PWG}, Dots: pwgOnly}, format: printer.PWG, head: "RaS2PwgRaster"},
		{name: "a printer at an address that takes pictures alone", on: Typed("ipp://192.0.2.7/ipp/print", "棚"),
			direct: printer.Printer{Direct: true, Device: "ipp://192.0.2.7/ipp/print", Formats: []string{"application/octet-stream", printer.PWG}, Dots: pwgOnly}, format: printer.PWG, head: "RaS2PwgRaster"},
		{name: "a label printer behind a queue", on: queue, m: zpl, format: printer.Raw, head: "^XA"},
		{name: "one that takes neither", on: printer.Printer{Device: "usb://desk", Formats: []string{"image/jpeg"}}, key: printer.Format},
		{name: "one that takes pictures of no kind of ours", on: printer.Printer{Device: "usb://desk", Formats: []string{printer.PWG}, Dots: printer.Dots{PWG: []int{300}, Inks: []string{"cmyk_8"}}}, key: printer.Format},
		{name: "a socket of which nobody said what it speaks", on: Typed("socket://127.0.0.1:1", "棚"), key: printer.Format},
		{name: "a file", on: printer.Printer{Device: "cups-pdf:/"}, key: printer.FileLike},
		{name: "a file that is said to be a label printer", on: printer.Printer{Device: "file:///tmp/x"}, m: zpl, key: printer.FileLike},
		{name: "settings that do not go together", on: queue, m: data.Manner{Speaks: data.ZPL}, key: "fault.printer.manner"},
	} {
		s := &spool{direct: c.direct}
		p := New(Config{Fonts: pen.Fonts(), IPP: s, Raw: patient()})
		got, err := p.Print(t.Context(), printer.Job{Printer: c.on, Manner: c.m, Pages: two, Media: "m", Name: "nifuda-1"}, nil)
		if c.key != "" {
			if data.KeyOf(err) != c.key || s.head != nil || got.Sent {
				t.Errorf("%s: got %v and %.8q", c.name, err, s.head)
			}
			continue
		}
		if err != nil || got.Pages != 2 || s.got.Format != c.format || !bytes.HasPrefix(s.head, []byte(c.head)) || s.got.Name != "nifuda-1" || s.got.Media != "m" {
			t.Errorf("%s: got %+v, %v, %s %.13q", c.name, got, err, s.got.Format, s.head)
		}
		if len(bytes.Trim(s.got.Document, "\x00")) != 0 {
			t.Errorf("%s: the document was not wiped", c.name)
		}
	}
}

func TestAQueueToASocketIsSpokenToWithoutTheQueueOnceItsLanguageIsKnown(t *testing.T) {
	pen, two := pages(t, 2)
	label, s := rawtest.New(t, data.ZPL), &spool{}
	p := New(Config{Fonts: pen.Fonts(), IPP: s, Raw: patient()})
	m := data.Manner{Speaks: data.ZPL, DPI: 203}
	for _, on := range []printer.Printer{{Name: "Zebra", Device: label.Address()}, Typed(label.Address(), "棚")} {
		got, err := p.Print(t.Context(), printer.Job{Printer: on, Manner: m, Pages: two}, nil)
		if err != nil || got.Pages != 2 || s.head != nil {
			t.Errorf("%s: got %+v, %v", on.Name, got, err)
		}
	}
	if n := len(label.Labels()); n != 4 {
		t.Errorf("%d labels, want 4", n)
	}
	want, err := raw.Draw(pen.Fonts(), two[0], m)
	if err != nil || !want.Equal(label.Labels()[0]) {
		t.Errorf("the label is not the drawing, %v", err)
	}
}

func TestWindowsGetsPagesAndPrintersAtAnAddressDoNotGoThroughIt(t *testing.T) {
	pen, two := pages(t, 2)
	w := windows{&spool{direct: printer.Printer{Direct: true, Device: "ipp://192.0.2.7/"}}}
	p := New(Config{Fonts: pen.Fonts(), IPP: w.spool, Raw: patient(), Queues: w})
	queue := printer.Printer{Name: "Brother", Device: "winport:USB001"}
	if got, err := p.Print(t.Context(), printer.Job{Printer: queue, Pages: two}, nil); err != nil || got.Pages != 2 || len(w.jobs) != 1 || w.head != nil {
		t.Errorf("got %+v, %v", got, err)
	}
	if got, err := p.Print(t.Context(), printer.Job{Printer: Typed("ipp://192.0.2.7/", "棚"), Pages: two}, nil); err != nil || got.Pages != 2 || len(w.jobs) != 1 || w.head == nil {
		t.Errorf("at an address: got %+v, %v", got, err)
	}
}

func TestPrintersAtAnAddressAreThereWithoutAPrintingSystem(t *testing.T) {
	s := &spool{err: printer.Fault(printer.NoServer, nil)}
	p := New(Config{IPP: s, Raw: patient()})
	if _, err := p.Printers(t.Context(), nil); data.KeyOf(err) != printer.NoServer {
		t.Errorf("with nothing at all: %v", err)
	}
	typed := data.ListedPrinter{PrinterID: data.PrinterID{Queue: "socket://192.0.2.7", Device: "socket://192.0.2.7"}, Name: "棚"}
	queue := data.ListedPrinter{PrinterID: data.PrinterID{Queue: "Old", Device: "usb://old"}}
	all, err := p.Printers(t.Context(), []data.ListedPrinter{typed, queue})
	i := slices.IndexFunc(all, func(p printer.Printer) bool { return p.ID() == typed.PrinterID })
	if err != nil || i < 0 || all[i].Info != "棚" || !all[i].Direct || slices.ContainsFunc(all, func(p printer.Printer) bool { return p.Name == "Old" }) {
		t.Errorf("got %+v, %v", all, err)
	}
}

func TestAPrinterIsDrawnForAsFineAsNeedBe(t *testing.T) {
	for _, c := range []struct {
		at   []int
		inks []string
		dpi  int
		ink  pwg.Ink
	}{
		{[]int{600, 300, 1200}, []string{"srgb_8", "sgray_8", "black_1"}, 300, pwg.Black},
		{[]int{203}, []string{"srgb_8", "sgray_8"}, 203, pwg.Gray}, {[]int{150, 200}, []string{"srgb_8"}, 200, pwg.Color},
		{nil, []string{"black_1"}, 0, ""}, {[]int{600, 1200}, []string{"black_1"}, 600, pwg.Black},
	} {
		dpi, ink, ok := dots(printer.Dots{PWG: c.at, Inks: c.inks})
		if dpi != c.dpi || ink != c.ink || ok != (c.dpi > 0) {
			t.Errorf("%v %v: got %d %s %v", c.at, c.inks, dpi, ink, ok)
		}
	}
}
