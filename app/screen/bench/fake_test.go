package bench

import (
	"context"
	"testing"
	"time"

	"nifuda/app/task"
	"nifuda/data"
	"nifuda/labels/printer"
)

// fakeDesk keeps the parcels in memory; what goes into a box is decided by the
// same rules as on the real desk.
type fakeDesk struct {
	parcels  []*data.BenchParcel
	self     data.PackerSelf
	fail     map[string]error // by the gesture's name
	done     []string         // gestures, in their order
	began    []string         // the reasons labels were begun with
	ended    []data.PrintOutcome
	reported []string
	phone    string
}

func (d *fakeDesk) did(what string) error {
	d.done = append(d.done, what)
	return d.fail[what]
}

func (d *fakeDesk) find(id data.ParcelID) *data.BenchParcel {
	for _, p := range d.parcels {
		if p.ID == id {
			return p
		}
	}
	return &data.BenchParcel{}
}

func (d *fakeDesk) Self(context.Context) (data.PackerSelf, error) { return d.self, d.fail["self"] }
func (d *fakeDesk) Park(context.Context, []byte) error            { return nil }
func (d *fakeDesk) Parked(context.Context) ([]byte, error)        { return nil, nil }

func (d *fakeDesk) Rows(context.Context) (rows []data.BenchRow, err error) {
	for _, p := range d.parcels {
		_, all := data.Pieces(p.Items)
		rows = append(rows, data.BenchRow{ID: p.ID, Number: p.Number, Part: p.Part, Parts: p.Parts, Pieces: all, State: p.State})
	}
	return rows, d.fail["rows"]
}

func (d *fakeDesk) Find(_ context.Context, scanned string) (data.ParcelID, error) {
	for _, p := range d.parcels {
		if data.Numbered(p.Number, scanned) {
			return p.ID, d.did("find")
		}
	}
	return 0, &data.Fault{Kind: data.NotFound, Key: "fault.bench.nonumber"}
}

func (d *fakeDesk) Open(_ context.Context, id data.ParcelID) (data.BenchParcel, error) {
	if err := d.did("open"); err != nil {
		return data.BenchParcel{}, err
	}
	for _, p := range d.parcels {
		if p.State == data.BenchOpen {
			p.State = data.BenchWaiting
		}
	}
	p := d.find(id)
	if p.State != data.BenchPacked {
		p.State = data.BenchOpen
	}
	return *p, nil
}

func (d *fakeDesk) Later(_ context.Context, id data.ParcelID) error {
	d.find(id).State = data.BenchAside
	return d.did("later")
}

func (d *fakeDesk) Report(_ context.Context, id data.ParcelID, t data.Trouble, words string) error {
	if t == data.TroubleOther && words == "" {
		return &data.Fault{Kind: data.Invalid, Key: "fault.bench.words"}
	}
	d.find(id).State = data.BenchProblem
	d.reported = append(d.reported, string(t)+":"+words)
	return d.did("report")
}

func (d *fakeDesk) Scan(_ context.Context, id data.ParcelID, raw string) (data.Scanned, error) {
	p := d.find(id)
	if err := d.did("scan"); err != nil {
		return data.Scanned{}, err
	}
	result, item := data.Pack(p.Items, raw)
	return d.scanned(p, result, item, raw), nil
}

func (d *fakeDesk) scanned(p *data.BenchParcel, r data.ScanResult, item int, code string) data.Scanned {
	if r == data.ScanComplete {
		p.State = data.BenchPacked
	}
	return data.Scanned{Result: r, Item: item, Code: data.TidyScan(code), Parcel: *p}
}

func (d *fakeDesk) Count(_ context.Context, id data.ParcelID, item int) (data.Scanned, error) {
	p := d.find(id)
	if err := d.did("count"); err != nil {
		return data.Scanned{}, err
	}
	result, err := data.CountByHand(p.Items, item)
	return d.scanned(p, result, item, ""), err
}

func (d *fakeDesk) Uncount(_ context.Context, id data.ParcelID, item int) (data.BenchParcel, error) {
	p := d.find(id)
	err := data.UncountByHand(p.Items, item)
	p.State = data.BenchOpen
	return *p, err
}

func (d *fakeDesk) Override(_ context.Context, id data.ParcelID, reason string) (data.BenchParcel, error) {
	if reason == "" {
		return data.BenchParcel{}, &data.Fault{Kind: data.Invalid, Key: "fault.bench.reason"}
	}
	p := d.find(id)
	p.State = data.BenchPacked
	return *p, d.did("override:" + reason)
}

func (d *fakeDesk) Phone(context.Context, data.ParcelID) (string, error) {
	return d.phone, d.did("phone")
}

func (d *fakeDesk) BeginLabel(_ context.Context, id data.ParcelID, _ data.PrinterID, reason string) (data.LabelJob, error) {
	if err := d.did("begin"); err != nil {
		return data.LabelJob{}, err
	}
	d.began = append(d.began, reason)
	p := d.find(id)
	p.Labels++
	return data.LabelJob{Parcel: id, Number: p.Number}, nil
}

func (d *fakeDesk) EndLabel(_ context.Context, id data.ParcelID, out data.PrintOutcome) error {
	if !out.Done && !out.Sent {
		d.find(id).Labels--
	}
	d.ended = append(d.ended, out)
	return d.did("end")
}

func (d *fakeDesk) Ship(_ context.Context, id data.ParcelID, tracking string) (string, error) {
	if err := d.did("ship:" + tracking); err != nil {
		return "", err
	}
	if tracking != "" {
		if _, err := data.ReadTracking(tracking); err != nil {
			return "", err
		}
	}
	d.find(id).State = data.BenchShipped
	return "", nil
}

// fakePress prints at once, or waits until it is let go.
type fakePress struct {
	fail    error
	sent    bool // the document had arrived when it failed
	left    bool
	printed []string
	hold    chan struct{}
}

func (p *fakePress) Choose(context.Context) (data.PrinterID, error) { return data.PrinterID{}, nil }
func (p *fakePress) Print(ctx context.Context, _ data.PrinterID, job data.LabelJob, say func(string)) (printer.Outcome, error) {
	say("print.state.sending")
	if p.hold != nil {
		select {
		case <-p.hold:
		case <-ctx.Done():
			return printer.Outcome{Sent: true, Purged: true}, ctx.Err()
		}
	}
	p.printed = append(p.printed, job.Number)
	return printer.Outcome{Sent: p.fail == nil || p.sent, Purged: !p.left}, p.fail
}

type fakeVoice struct{ said []data.ScanResult }

func (v *fakeVoice) Say(r data.ScanResult) { v.said = append(v.said, r) }

func (v *fakeVoice) last() data.ScanResult {
	if len(v.said) == 0 {
		return 0
	}
	return v.said[len(v.said)-1]
}

// parcels are those of the picture: tea with a barcode, a cup known by its SKU
// and a spoon.
func parcels() []*data.BenchParcel {
	to := data.Recipient{Name: "髙橋 里奈", Address: data.Address{Postal: "3900000", Prefecture: "長野県", Street: "松本市山辺町3-14-2", Building: "コーポ山辺 205"}}
	wanted := data.Wanted{Date: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), Slot: "14-16"}
	var all []*data.BenchParcel
	for i, n := range []string{"A-05", "A-06", "A-07", "A-08", "A-09", "A-10", "A-11", "A-12"} {
		p := &data.BenchParcel{ID: data.ParcelID(i + 5), Number: n, Part: 1, Parts: 1, State: data.BenchWaiting, To: to, Wanted: wanted,
			Items: []data.PackItem{{SKU: "SAJI", Name: "茶さじ 竹", Quantity: 1}}}
		all = append(all, p)
	}
	all[0].State, all[1].State = data.BenchShipped, data.BenchShipped
	all[2].Gift, all[2].Note, all[2].HasPhone = "のし付き", "割れ物", true
	all[2].Items = []data.PackItem{
		{SKU: "CHA-100", Name: "煎茶 朝霧", Option: "100g 袋", Quantity: 2, Codes: []string{"4901234567894"}, MustScan: true},
		{SKU: "YUNOMI", Name: "湯呑み 灰釉", Option: "箱入り", Quantity: 1},
		{SKU: "SAJI", Name: "茶さじ 竹", Option: "小袋", Quantity: 1},
	}
	return all
}

// bench is the room on a fake desk, with a clock that stands until it is moved.
type benchRoom struct {
	*Model
	desk  *fakeDesk
	press *fakePress
	voice *fakeVoice
	clock time.Time
}

func newRoom(t *testing.T) *benchRoom {
	t.Helper()
	r := &benchRoom{desk: &fakeDesk{parcels: parcels(), fail: map[string]error{}, phone: "090-0000-1234",
		self: data.PackerSelf{Name: "小川 美咲", LeftToday: -1}},
		press: &fakePress{}, voice: &fakeVoice{}, clock: time.Date(2026, 11, 22, 20, 14, 0, 0, time.UTC)}
	r.Model = New(Ports{r.desk, r.press, r.voice}, task.Inline(t.Context()), func() time.Time { return r.clock }, func() {})
	return r
}

// scan types a code a second after whatever came before.
func (r *benchRoom) scan(codes ...string) {
	for _, c := range codes {
		r.clock = r.clock.Add(time.Second)
		r.Scan(c)
	}
}

// pack opens A-07 and puts everything into its box.
func (r *benchRoom) pack() {
	r.Refresh()
	r.scan("A-07", "4901234567894", "4901234567894", "YUNOMI", "SAJI")
}
