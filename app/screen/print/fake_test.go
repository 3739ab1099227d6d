package print

import (
	"context"
	"image"
	"slices"
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
	runs     []data.Run
	faults   []string // keys of what pages ended with
	settings data.Settings
	own      []data.Stock
	forms    []data.SlipForm
	listed   []data.ListedPrinter
	findings []data.Finding
	apart    []data.LabelJob // the labels before they were put together
	mendErr  error
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

func (f *fakeDesk) BeginRun(_ context.Context, plan data.RunPlan, pages []data.RunPage) (data.PrintRunID, error) {
	for i := range pages {
		pages[i].State = data.PageWaiting
	}
	f.runs = append(f.runs, data.Run{ID: data.PrintRunID(len(f.runs) + 1), Plan: plan, Pages: pages})
	return data.PrintRunID(len(f.runs)), nil
}

func (f *fakeDesk) Run(_ context.Context, id data.PrintRunID) (data.Run, error) {
	r := f.runs[id-1]
	r.Pages = slices.Clone(r.Pages)
	return r, nil
}

func (f *fakeDesk) NewBatch(ids []data.ParcelID) data.Batch {
	return data.Batch{Parcels: ids, At: time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC)}
}

func (f *fakeDesk) Slips(_ context.Context, b data.Batch) ([]data.Paper, error) {
	var all []data.Paper
	for i := range b.Parcels {
		all = append(all, data.Paper{Kind: data.PaperGift, Issued: b.At, Order: data.PaperOrder{Number: "1040", Seq: i + 1, Part: 1, Parts: 1},
			To: f.jobs[i].To, From: f.jobs[i].From, Items: []data.PaperItem{{SKU: "S", Name: "煎茶 朝霧", Option: "100g", Quantity: 2}}})
	}
	return all, nil
}

func (f *fakeDesk) SlipForms(context.Context) ([]data.SlipForm, error) { return f.forms, nil }
func (f *fakeDesk) CarrierSlips(ctx context.Context, b data.Batch) ([]data.SlipJob, error) {
	jobs, err := f.BatchLabels(ctx, b)
	var all []data.SlipJob
	for _, j := range jobs {
		all = append(all, data.SlipJob{LabelJob: j, Phone: "090-0000-0143", Goods: "煎茶 朝霧"})
	}
	return all, err
}

func (f *fakeDesk) Pick(_ context.Context, b data.Batch) (data.Pick, error) {
	p := data.Pick{At: b.At}
	for i := range b.Parcels {
		p.Parcels = append(p.Parcels, data.PickParcel{Seq: i + 1, Number: "1040", Part: 1, Parts: 1,
			Lines: []data.PickLine{{SKU: "S", Name: "煎茶 朝霧", Option: "100g", Quantity: 2}}})
	}
	return p, nil
}

func (f *fakeDesk) BatchLabels(_ context.Context, b data.Batch) ([]data.LabelJob, error) {
	var all []data.LabelJob
	for i, p := range b.Parcels {
		j := f.jobs[slices.IndexFunc(f.jobs, func(j data.LabelJob) bool { return j.Parcel == p })]
		j.Seq = i + 1
		all = append(all, j)
	}
	return all, nil
}

func (f *fakeDesk) OpenRuns(context.Context) ([]data.Run, error) {
	var open []data.Run
	for _, r := range f.runs {
		if r.Ended.IsZero() {
			open = append(open, r)
		}
	}
	return open, nil
}

// page moves a page from one state to another, as the ledger does.
func (f *fakeDesk) page(id data.PrintRunID, number int, from, to data.PageState) error {
	p := &f.runs[id-1].Pages[number-1]
	if p.State != from {
		return &data.Fault{Kind: data.Busy, Key: "fault.run.moved"}
	}
	p.State = to
	return nil
}

func (f *fakeDesk) SendPage(_ context.Context, id data.PrintRunID, number int, _ data.PrinterID, job string) error {
	p := &f.runs[id-1].Pages[number-1]
	p.Times, p.Job = p.Times+1, job
	return f.page(id, number, data.PageWaiting, data.PageSent)
}

func (f *fakeDesk) EndPage(_ context.Context, id data.PrintRunID, number int, _ string, state data.PageState, reason string) error {
	if reason != "" {
		f.faults = append(f.faults, reason)
	}
	return f.page(id, number, data.PageSent, state)
}

func (f *fakeDesk) JudgePages(_ context.Context, id data.PrintRunID, from, to int, lost []int) error {
	for n := from; n <= to; n++ {
		state := data.PagePrinted
		if slices.Contains(lost, n) {
			state = data.PageWaiting
		}
		if err := f.page(id, n, data.PageDoubtful, state); err != nil {
			return err
		}
	}
	return nil
}

func (f *fakeDesk) AgainPage(_ context.Context, id data.PrintRunID, number int, _ string) error {
	f.runs[id-1].Ended = time.Time{}
	return f.page(id, number, data.PagePrinted, data.PageWaiting)
}

func (f *fakeDesk) AcceptPage(_ context.Context, id data.PrintRunID, number int, hash []byte) error {
	f.runs[id-1].Pages[number-1].Hash = hash
	return nil
}

func (f *fakeDesk) CloseRun(_ context.Context, id data.PrintRunID) error {
	f.runs[id-1].Ended = time.Now()
	return nil
}

func (f *fakeDesk) DropRun(_ context.Context, id data.PrintRunID) error {
	f.runs[id-1].Ended = time.Now()
	return nil
}

func (f *fakeDesk) Examine(_ context.Context, ids []data.ParcelID) ([]data.Finding, error) {
	var found []data.Finding
	for _, x := range f.findings {
		if slices.Contains(ids, x.Parcel) {
			found = append(found, x)
		}
	}
	return found, f.mendErr
}

func (f *fakeDesk) Mend(_ context.Context, id data.ParcelID, changes []data.ShipChange) ([]data.ShipChange, error) {
	if f.mendErr != nil {
		return nil, f.mendErr
	}
	i := slices.IndexFunc(f.jobs, func(j data.LabelJob) bool { return j.Parcel == id })
	p := data.Parcel{To: data.Contact{Name: f.jobs[i].To.Name, Address: f.jobs[i].To.Address}}
	back, err := p.Mend(changes)
	f.jobs = slices.Clone(f.jobs)
	f.jobs[i].To = p.To.Recipient()
	f.findings = slices.DeleteFunc(slices.Clone(f.findings), func(x data.Finding) bool { return x.Parcel == id })
	return back, err
}

// Join leaves the host's label, with the numbers of all.
func (f *fakeDesk) Join(_ context.Context, ids []data.ParcelID) error {
	if f.mendErr != nil {
		return f.mendErr
	}
	f.apart = f.jobs
	var numbers []string
	f.jobs = slices.DeleteFunc(slices.Clone(f.jobs), func(j data.LabelJob) bool {
		if slices.Contains(ids, j.Parcel) {
			numbers = append(numbers, j.Number)
		}
		return slices.Contains(ids[1:], j.Parcel)
	})
	f.jobs[slices.IndexFunc(f.jobs, func(j data.LabelJob) bool { return j.Parcel == ids[0] })].Number = data.BoxNumber(numbers...)
	f.findings = slices.DeleteFunc(slices.Clone(f.findings), func(x data.Finding) bool { return len(x.Join) > 0 })
	return nil
}

func (f *fakeDesk) Apart(context.Context, data.ParcelID) ([]data.ParcelID, error) {
	f.jobs = f.apart
	return nil, f.mendErr
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
	sent     bool // what failed had been handed over
	mute     bool // it takes every page and says nothing
	printed  [][]page.Page
	during   func() // stops the run on its way
	ended    map[string]printer.JobState
	asked    error // what comes of asking how a job ended
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
func (f *fakePress) Paper(d data.Paper) ([]page.Page, []labels.Report) { return f.pen.Paper(d, false) }
func (f *fakePress) Overprint(form data.SlipForm, jobs []data.SlipJob) (labels.Sheets, error) {
	return f.pen.Overprint(form, jobs, data.Offset{})
}
func (f *fakePress) PickList(d data.Pick) ([]page.Page, []labels.Report) { return f.pen.PickList(d) }
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
	if f.mute {
		return printer.Outcome{Sent: true, Purged: true, Unsure: 1, Mute: true}, printer.Fault(printer.Unsure, nil)
	}
	return printer.Outcome{Sent: f.sent || f.fail == nil, Purged: true}, f.fail
}

func (f *fakePress) PrintPage(ctx context.Context, on data.PrinterID, j printer.Job, say func(string)) (printer.Outcome, error) {
	return f.Print(ctx, on, j.Pages, stock.Stock{}, func(at Progress) { say(at.Key) })
}

func (f *fakePress) Ended(_ context.Context, job string) (printer.JobState, error) {
	if f.asked != nil {
		return 0, f.asked
	}
	if state, known := f.ended[job]; known {
		return state, nil
	}
	return 0, printer.Fault(printer.Lost, nil)
}

type fakeMemory struct {
	printer, stock string
	start          int
	also           map[data.RunKind]string
}

func (f *fakeMemory) Also(k data.RunKind) (string, bool) { p, on := f.also[k]; return p, on }
func (f *fakeMemory) RememberAlso(k data.RunKind, printer string, on bool) {
	if f.also == nil {
		f.also = map[data.RunKind]string{}
	}
	if delete(f.also, k); on {
		f.also[k] = printer
	}
}

func (f *fakeMemory) Printer() string                 { return f.printer }
func (f *fakeMemory) Stock() string                   { return f.stock }
func (f *fakeMemory) Start() int                      { return f.start }
func (f *fakeMemory) Remember(p, s string, start int) { f.printer, f.stock, f.start = p, s, start }

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

// roll100 is a roll of labels of 100 x 150 mm.
func roll100() stock.Stock {
	s, _ := stock.NewShelf(nil).Find("label-100x150")
	return s
}
