package print

import (
	"context"
	"image"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/page"
	"nifuda/labels/printer"
	"nifuda/labels/raster"
	"nifuda/labels/stock"
)

// fakeDesk hands out jobs and writes runs down in memory.
type fakeDesk struct {
	jobs     []data.LabelJob
	err      error
	begun    []data.PrintRun
	ended    []data.PrintOutcome
	settings data.Settings
	own      []data.Stock
	listed   []data.ListedPrinter
}

// desk is one whose owner has listed both printers.
func desk(d fakeDesk) *fakeDesk {
	for _, device := range []string{"ipp://desk", "ipp://roll"} {
		d.listed = append(d.listed, data.ListedPrinter{PrinterID: data.PrinterID{Queue: "q", Device: device}})
	}
	return &d
}

func (f *fakeDesk) Labels(context.Context, []data.OrderID) ([]data.LabelJob, error) {
	return f.jobs, f.err
}

func (f *fakeDesk) BeginPrint(_ context.Context, r data.PrintRun) (data.PrintRunID, error) {
	f.begun = append(f.begun, r)
	return data.PrintRunID(len(f.begun)), nil
}

func (f *fakeDesk) EndPrint(_ context.Context, _ data.PrintRunID, o data.PrintOutcome) error {
	f.ended = append(f.ended, o)
	return nil
}

func (f *fakeDesk) Stocks(context.Context) ([]data.Stock, error)    { return f.own, nil }
func (f *fakeDesk) Settings(context.Context) (data.Settings, error) { return f.settings, nil }
func (f *fakeDesk) ListedPrinters(context.Context) ([]data.ListedPrinter, error) {
	return f.listed, nil
}
func (f *fakeDesk) ListPrinter(_ context.Context, again []byte, p data.ListedPrinter) error {
	if string(again) != "ひらけごま" {
		return &data.Fault{Kind: data.Denied, Key: "fault.vault.passphrase"}
	}
	f.listed = append(f.listed, p)
	return nil
}
func (f *fakeDesk) SaveSettings(_ context.Context, s data.Settings) error { f.settings = s; return nil }

// fakePress draws real labels and prints nowhere.
type fakePress struct {
	pen      *labels.Pen
	printers []Printer
	fail     error
	printed  [][]page.Page
	during   func() // stops the run on its way
}

func newPress(t *testing.T) *fakePress {
	t.Helper()
	pen, err := labels.NewPen()
	if err != nil {
		t.Fatal(err)
	}
	return &fakePress{pen: pen, printers: []Printer{
		{PrinterID: data.PrinterID{Queue: "q", Device: "ipp://desk"}, Name: "作業台のプリンター"},
		{PrinterID: data.PrinterID{Queue: "q", Device: "ipp://roll"}, Name: "ラベルプリンター", Fault: &data.Fault{Key: "fault.print.gone"}},
	}}
}

func (f *fakePress) Printers(context.Context) ([]Printer, error) { return f.printers, nil }
func (f *fakePress) Sheets(j []data.LabelJob, s stock.Stock, start int, o data.Offset) (labels.Sheets, error) {
	return f.pen.Sheets(j, s, start, o)
}
func (f *fakePress) Calibration(s stock.Stock, o data.Offset) page.Page {
	return f.pen.CalibrationPage(s).Moved(o.Right, o.Down)
}
func (f *fakePress) Preview(p page.Page, dpi float64) (image.Image, error) {
	return raster.RGBA(f.pen.Fonts(), p, dpi)
}
func (f *fakePress) Print(ctx context.Context, _ data.PrinterID, pages []page.Page, _ stock.Stock, say func(Progress)) (printer.Outcome, error) {
	f.printed = append(f.printed, pages)
	say(Progress{Key: "print.state.printing", Page: 1, Of: len(pages)})
	if f.during != nil {
		f.during()
		<-ctx.Done()
		return printer.Outcome{Sent: true, Purged: true}, ctx.Err()
	}
	return printer.Outcome{Sent: f.fail == nil, Purged: true}, f.fail
}

type fakeMemory struct {
	printer, stock string
	start          int
}

func (f *fakeMemory) Printer() string                 { return f.printer }
func (f *fakeMemory) Stock() string                   { return f.stock }
func (f *fakeMemory) Start() int                      { return f.start }
func (f *fakeMemory) Remember(p, s string, start int) { *f = fakeMemory{p, s, start} }

func jobs(n int) []data.LabelJob {
	names := []string{"髙橋 里奈", "髙橋 文子", "佐々木 健", "渡邉 さくら", "中村 はるか", "小林 大輔", "𠮷田 真由", "石井 拓也", "森田 由紀"}
	all := make([]data.LabelJob, n)
	for i := range all {
		all[i] = data.LabelJob{
			Parcel: data.ParcelID(i + 1), Order: data.OrderID(i + 1), Number: "10" + string(rune('4'-i/10)) + string(rune('0'+i%10)),
			To: data.Recipient{Name: names[i%len(names)], Address: data.Address{
				Postal: "3900000", Prefecture: "長野県", Street: "松本市山辺町3-14-2", Building: "コーポ山辺 205"}},
			From: data.Sender{Name: "山の湯呑み店", Address: data.Address{Postal: "3910000", Prefecture: "長野県", Street: "松本市栄元町1-1"}, Phone: "0263-00-0000"},
			Part: 1, Parts: 1,
		}
	}
	if n > 1 {
		all[1].Order = all[0].Order // one order to two people
	}
	if n > 6 {
		all[4].To.Name = "中村 \U0002F800\U000E0FFFはるか\U00030000\U00030001"
	}
	return all
}

func printedBefore(n int) []data.LabelJob {
	all := jobs(n)
	all[0].Printed = time.Date(2026, 11, 21, 20, 0, 0, 0, time.UTC)
	return all
}
