package app

import (
	"context"
	"image"
	"time"

	"nifuda/app/screen/bench"
	"nifuda/app/screen/documents"
	"nifuda/app/screen/print"
	"nifuda/app/screen/safety"
	"nifuda/app/screen/staff"
	"nifuda/data"
	"nifuda/data/guard/posture"
	"nifuda/labels"
	"nifuda/labels/page"
	printing "nifuda/labels/printer"
	"nifuda/labels/stock"
)

// The rest is a house with people in it.
func (f *fakeSession) Consents(p print.Press) staff.Press {
	f.paper = fakePaper{p}
	return f.paper
}
func (f *fakeSession) Papers(p print.Press) documents.Press { return fakePapers{p} }
func (f *fakeSession) Documents(context.Context, data.DocumentQuery) ([]data.DocumentRow, error) {
	return nil, nil
}
func (f *fakeSession) Document(context.Context, data.DocumentID) (data.Document, error) {
	return data.Document{}, nil
}
func (f *fakeSession) BeginCopy(context.Context, data.DocumentID, data.PrinterID) (data.CopyID, bool, error) {
	return 1, false, nil
}
func (f *fakeSession) EndCopy(context.Context, data.CopyID, data.PrintOutcome) error { return nil }
func (f *fakeSession) Draft(_ context.Context, ask data.DocumentAsk) (data.Paper, []data.PaperNote, error) {
	return data.Paper{Kind: ask.Kind, Order: data.PaperOrder{Number: "1043"}}, nil, nil
}
func (f *fakeSession) Returnable(context.Context, data.OrderID, data.DocumentID) ([]data.Returnable, error) {
	return nil, nil
}
func (f *fakeSession) Issue(_ context.Context, ask data.DocumentAsk, _ func(data.Paper) ([]byte, error)) (data.Document, error) {
	return data.Document{ID: 1, Paper: data.Paper{Kind: ask.Kind, Number: "R2026-000001"}}, nil
}
func (f *fakeSession) Health(string, func() time.Time) safety.Computer { return f }
func (f *fakeSession) Looks() []posture.Look {
	return []posture.Look{{Check: posture.Disk, See: func(context.Context) posture.Finding { return posture.Nothing(posture.Disk) }}}
}
func (f *fakeSession) Parts(context.Context) []posture.Force { return nil }
func (f *fakeSession) Pack() safety.Pack                     { return safety.Pack{} }
func (f *fakeSession) Save(context.Context) error            { return nil }
func (f *fakeSession) Renewal(context.Context) (Renewal, error) {
	if err := f.unread["renewal"]; err != nil {
		return RenewNothing, err
	}
	return f.renewal, nil
}
func (f *fakeSession) ChangePassphrase(context.Context, []byte, []byte) error {
	f.renewal = RenewNothing
	return nil
}
func (f *fakeSession) Replace(context.Context, []byte) error { return nil }
func (f *fakeSession) Reveal(ctx context.Context, id data.OrderID) (data.Order, error) {
	return f.Order(ctx, id)
}
func (f *fakeSession) Release(_ context.Context, ids []data.OrderID) (int, error) {
	return len(ids), nil
}
func (f *fakeSession) TakeBack(_ context.Context, ids []data.OrderID) (int, error) {
	return len(ids), nil
}
func (f *fakeSession) SetNote(context.Context, data.OrderID, string) error           { return nil }
func (f *fakeSession) Events(context.Context, data.EventQuery) ([]data.Event, error) { return nil, nil }
func (f *fakeSession) Oddities(context.Context) ([]data.Oddity, error)               { return nil, nil }
func (f *fakeSession) VerifyEvents(context.Context) error                            { return nil }
func (f *fakeSession) People(context.Context) ([]data.Person, error) {
	return []data.Person{{Login: "a", Name: "山野 千尋", Role: data.RoleOwner, InCharge: true}, {Login: "p", Name: "小川 美咲", Role: data.RolePacker}}, f.unread["people"]
}
func (f *fakeSession) AddPerson(context.Context, []byte, data.NewPerson, []byte) error { return nil }
func (f *fakeSession) ChangePerson(context.Context, []byte, data.Person) error         { return nil }
func (f *fakeSession) RemovePerson(context.Context, []byte, string) error              { return nil }
func (f *fakeSession) Rule(context.Context) (data.Rule, error) {
	return data.Rule{Version: 1, Text: "持ち出しません"}, nil
}
func (f *fakeSession) SetRule(context.Context, []byte, string) error { return nil }
func (f *fakeSession) BenchRules(context.Context) (data.BenchRules, error) {
	return data.BenchRules{}.Tidy(), nil
}
func (f *fakeSession) SetBenchRules(context.Context, []byte, data.BenchRules) error { return nil }
func (f *fakeSession) Goods(context.Context) ([]data.Goods, error)                  { return nil, nil }
func (f *fakeSession) SaveGoods(context.Context, data.Goods) error                  { return nil }
func (f *fakeSession) RemoveGoods(context.Context, string) error                    { return nil }
func (f *fakeSession) SetStrict(context.Context, []byte, data.ShopID, bool) error   { return nil }

// fakePaper prints the sheets of the take-out rule on the press it was given.
type fakePaper struct{ press print.Press }

func (fakePaper) Printers(context.Context) ([]staff.Printer, error) { return nil, nil }
func (p fakePaper) PrintConsent(ctx context.Context, on data.PrinterID, _ labels.Consent) error {
	_, err := p.press.Print(ctx, on, nil, stock.PlainA4(), func(print.Progress) {})
	return err
}

// fakePapers draws nothing.
type fakePapers struct{ press print.Press }

func (fakePapers) Printers(context.Context) ([]documents.Printer, error) { return nil, nil }
func (fakePapers) Draw(data.Paper, bool) ([]page.Page, []labels.Report) {
	return []page.Page{{Width: 210, Height: 297}}, nil
}
func (p fakePapers) Preview(sheet page.Page, dpi float64) (image.Image, error) {
	return p.press.Preview(sheet, dpi)
}
func (p fakePapers) Print(ctx context.Context, on data.PrinterID, pages []page.Page, _ func(string)) (printing.Outcome, error) {
	return p.press.Print(ctx, on, pages, stock.PlainA4(), func(print.Progress) {})
}

// fakeShift is a packer's session: one parcel waits.
type fakeShift struct {
	renew, rule bool // what the porch still asks for
	closed      int
	parked      []byte
	arrived     []string
	shut        error // why nobody may come in
	opened      int
}

func (f *fakeShift) Arrived(_ context.Context, what, name string) error {
	f.arrived = append(f.arrived, what+" "+name)
	return nil
}
func (f *fakeShift) Tend(context.Context) error                 { return nil }
func (f *fakeShift) Swept(context.Context, int, []string) error { return nil }
func (f *fakeShift) Rest(context.Context) error                 { return nil }
func (f *fakeShift) Close() error                               { f.closed++; return nil }
func (f *fakeShift) Porch() Porch                               { return f }
func (f *fakeShift) Printers(context.Context) ([]print.Printer, error) {
	return []print.Printer{{PrinterID: data.PrinterID{Queue: "q", Device: "ipp://desk"}, Name: "作業台のプリンター"}}, nil
}
func (f *fakeShift) Press(data.PackerSelf, print.Memory) bench.Press { return f }
func (f *fakeShift) ChangePassphrase(context.Context, []byte, []byte) error {
	f.renew = false
	return nil
}
func (f *fakeShift) Renew(context.Context) (bool, error) { return f.renew, nil }
func (f *fakeShift) Rule(context.Context) (data.Rule, bool, error) {
	return data.Rule{Version: 1, Text: "持ち出しません"}, !f.rule, nil
}
func (f *fakeShift) Accept(context.Context, int) error              { f.rule = false; return nil }
func (f *fakeShift) Enter(context.Context) (bench.Desk, error)      { return f, f.shut }
func (f *fakeShift) Choose(context.Context) (data.PrinterID, error) { return data.PrinterID{}, nil }
func (f *fakeShift) Print(context.Context, data.PrinterID, data.LabelJob, func(string)) (printing.Outcome, error) {
	return printing.Outcome{Sent: true, Purged: true}, nil
}
func (f *fakeShift) Self(context.Context) (data.PackerSelf, error) {
	return data.PackerSelf{Name: "小川 美咲", ShopName: "山の湯呑み店", LeftToday: -1, IdleLock: data.DefaultBenchIdle, Printer: "ipp://desk"}, nil
}
func (f *fakeShift) Park(_ context.Context, draft []byte) error { f.parked = draft; return nil }
func (f *fakeShift) Parked(context.Context) ([]byte, error)     { return f.parked, nil }
func (f *fakeShift) Rows(context.Context) ([]data.BenchRow, error) {
	return []data.BenchRow{{ID: 7, Number: "A-07", Part: 1, Parts: 1, Pieces: 3, State: data.BenchWaiting}}, nil
}
func (f *fakeShift) Find(context.Context, string) (data.ParcelID, error) { return 7, nil }
func (f *fakeShift) Open(context.Context, data.ParcelID) (data.BenchParcel, error) {
	f.opened++
	return data.BenchParcel{ID: 7, Number: "A-07", Part: 1, Parts: 1, State: data.BenchOpen, To: data.Recipient{Name: "髙橋 里奈"},
		Items: []data.PackItem{{Name: "煎茶 朝霧", Quantity: 2, Codes: []string{"CHA"}, MustScan: true}}}, nil
}
func (f *fakeShift) Later(context.Context, data.ParcelID) error                        { return nil }
func (f *fakeShift) Report(context.Context, data.ParcelID, data.Trouble, string) error { return nil }
func (f *fakeShift) Scan(context.Context, data.ParcelID, string) (data.Scanned, error) {
	return data.Scanned{}, nil
}
func (f *fakeShift) Count(context.Context, data.ParcelID, int) (data.Scanned, error) {
	return data.Scanned{}, nil
}
func (f *fakeShift) Uncount(context.Context, data.ParcelID, int) (data.BenchParcel, error) {
	return data.BenchParcel{}, nil
}
func (f *fakeShift) Override(context.Context, data.ParcelID, string) (data.BenchParcel, error) {
	return data.BenchParcel{}, nil
}
func (f *fakeShift) Phone(context.Context, data.ParcelID) (string, error) { return "", nil }
func (f *fakeShift) BeginLabel(context.Context, data.ParcelID, data.PrinterID, string) (data.LabelJob, error) {
	return data.LabelJob{}, nil
}
func (f *fakeShift) EndLabel(context.Context, data.ParcelID, data.PrintOutcome) error { return nil }
func (f *fakeShift) Ship(context.Context, data.ParcelID, string) (string, error)      { return "", nil }
