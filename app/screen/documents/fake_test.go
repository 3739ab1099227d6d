package documents

import (
	"context"
	"image"
	"strings"
	"testing"
	"time"

	"nifuda/app/task"
	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/page"
	"nifuda/labels/printer"
	"nifuda/labels/raster"
	"nifuda/labels/stock"
)

func now() time.Time { return time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC) }

// fakeDesk has three issued documents, and orders 1 and 2 that may have more;
// order 3 is on delivery.
type fakeDesk struct {
	docs   []data.Document
	asked  []data.DocumentQuery
	ended  []data.PrintOutcome
	err    error
	drafts int
}

func paperOf(kind data.PaperKind, number, name string, due data.Money) data.Paper {
	p := data.Paper{Kind: kind, Number: number, Issued: now().Add(-time.Hour), To: data.Recipient{Name: name, Address: data.Address{Postal: "6040000", Prefecture: "京都府", Street: "京都市中京区茶屋町88"}},
		From:  data.Sender{Name: "山の湯呑み店", Phone: "0263-00-0000", Address: data.Address{Postal: "3900874", Prefecture: "長野県", Street: "松本市大手1-1-1"}},
		Order: data.PaperOrder{Number: "1043", Placed: now(), Traded: now(), Payment: "銀行振込"},
		Items: []data.PaperItem{{SKU: "YU-001", Name: "山の湯呑み", Quantity: 1, Unit: due, Amount: due, RateBP: 1000}},
		Sum:   data.PaperSum{Goods: due, Total: due, Due: due, Rates: []data.TaxTotal{{RateBP: 1000, Tax: due / 11, Base: due - due/11, Gross: due}}}}
	p.Words.Proviso = data.DefaultProviso
	return p
}

func desk(t *testing.T) *fakeDesk {
	t.Helper()
	d := &fakeDesk{}
	for i, p := range []data.Paper{paperOf(data.PaperReceipt, "R2026-000012", "髙橋 里奈", 7_432), paperOf(data.PaperInvoice, "S2026-000004", "佐々木 健", 66_000), paperOf(data.PaperGift, "N2026-000031", "渡邉 さくら", 0)} {
		d.docs = append(d.docs, data.Document{ID: data.DocumentID(i + 1), Order: data.OrderID(i + 1), Paper: p, At: now(), Digest: digestOf(t, p)})
	}
	d.docs[1].Copies = 1
	return d
}

func digestOf(t *testing.T, p data.Paper) []byte {
	t.Helper()
	pages, _ := press(t).pen.Paper(p, false)
	sum := page.Digest(pages)
	return sum[:]
}

func (f *fakeDesk) Documents(_ context.Context, q data.DocumentQuery) ([]data.DocumentRow, error) {
	f.asked = append(f.asked, q)
	var rows []data.DocumentRow
	for _, d := range f.docs {
		if strings.Contains(d.Paper.Number+d.Paper.To.Name, q.Text) && (q.Kind == "" || q.Kind == d.Paper.Kind) {
			rows = append(rows, data.DocumentRow{ID: d.ID, Kind: d.Paper.Kind, Number: d.Paper.Number, Issued: d.Paper.Issued, Order: "1043",
				Name: d.Paper.To.Name, Due: d.Paper.Sum.Due, Copies: d.Copies, Corrected: d.Corrected, Corrects: d.Paper.Corrects})
		}
	}
	return rows, f.err
}

func (f *fakeDesk) Document(_ context.Context, id data.DocumentID) (data.Document, error) {
	if int(id) > len(f.docs) {
		return data.Document{}, &data.Fault{Kind: data.NotFound, Key: "fault.document.missing"}
	}
	return f.docs[id-1], nil
}

func (f *fakeDesk) BeginCopy(_ context.Context, id data.DocumentID, _ data.PrinterID) (data.CopyID, bool, error) {
	again := f.docs[id-1].Copies > 0
	f.docs[id-1].Copies++
	return data.CopyID(id), again, nil
}

func (f *fakeDesk) EndCopy(_ context.Context, id data.CopyID, out data.PrintOutcome) error {
	f.ended = append(f.ended, out)
	if !out.Done && !out.Sent {
		f.docs[id-1].Copies--
	}
	return nil
}

func (f *fakeDesk) Draft(_ context.Context, ask data.DocumentAsk) (data.Paper, []data.PaperNote, error) {
	f.drafts++
	if ask.Order == 3 && ask.Kind == data.PaperReceipt {
		return data.Paper{Kind: ask.Kind, Order: data.PaperOrder{Number: "1041"}}, nil, &data.Fault{Kind: data.Denied, Key: "fault.document.cod"}
	}
	p := paperOf(ask.Kind, "", "髙橋 里奈", 66_000)
	if ask.Name != "" {
		p.To.Name = ask.Name
	}
	if len(ask.Goods) > 0 {
		p.Items = nil
	}
	for _, g := range ask.Goods {
		p.Items = append(p.Items, data.PaperItem{Name: "山の湯呑み", Quantity: g.Quantity, Unit: 1_650, Amount: 1_650 * data.Money(g.Quantity), RateBP: 1000, Line: g.Line + 1})
	}
	for i, b := range ask.Back {
		if b.Amount <= 0 {
			return data.Paper{Kind: ask.Kind}, nil, &data.Fault{Kind: data.Invalid, Key: "fault.document.amount"}
		}
		if i == 0 {
			p.Sum.Due = b.Amount
		}
	}
	return p, []data.PaperNote{{Key: "document.note.stamp", Args: map[string]any{"stamp": "¥200"}}}, nil
}

func (f *fakeDesk) Returnable(context.Context, data.OrderID, data.DocumentID) ([]data.Returnable, error) {
	return []data.Returnable{{Line: 0, Name: "山の湯呑み", Option: "藍", Of: 3, Left: 2}, {Line: 2, Name: "煎茶 100g", Of: 1, Left: 1}}, nil
}

func (f *fakeDesk) Issue(ctx context.Context, ask data.DocumentAsk, draw func(data.Paper) ([]byte, error)) (data.Document, error) {
	p, _, err := f.Draft(ctx, ask)
	if err != nil {
		return data.Document{}, err
	}
	p.Number = map[data.OrderID]string{1: "R2026-000013", 2: "R2026-000014"}[ask.Order]
	if ask.Corrects != 0 {
		p.Corrects = f.docs[ask.Corrects-1].Paper.Number
		f.docs[ask.Corrects-1].Corrected = p.Number
	}
	digest, err := draw(p)
	d := data.Document{ID: data.DocumentID(len(f.docs) + 1), Order: ask.Order, Paper: p, Digest: digest}
	f.docs = append(f.docs, d)
	return d, err
}

// fakePress draws with the real pen and prints nowhere.
type fakePress struct {
	pen     *labels.Pen
	printed [][]page.Page
	holds   string // the stock that lies in the first printer
	other   bool   // and is no A4
	jam     int    // the printing from which on there is no paper, from 1; 0 for none
}

func press(t *testing.T) *fakePress {
	t.Helper()
	pen, err := labels.NewPen()
	if err != nil {
		t.Fatal(err)
	}
	return &fakePress{pen: pen}
}

func (f *fakePress) Printers(context.Context) ([]Printer, error) {
	first := Printer{PrinterID: data.PrinterID{Queue: "q", Device: "ipp://desk"}, Name: "作業台のプリンター"}
	if s, err := stock.Find(f.holds); err == nil {
		first.Holds = &s
	}
	if f.other {
		first.Fault = &data.Fault{Kind: data.Denied, Key: OtherPaper}
		return []Printer{first, {PrinterID: data.PrinterID{Queue: "a4", Device: "ipp://a4"}, Name: "書類のプリンター"}}, nil
	}
	return []Printer{first,
		{PrinterID: data.PrinterID{Queue: "new", Device: "ipp://new"}, Name: "新しいプリンター", Fault: printer.Fault(printer.Unlisted, nil)}}, nil
}

func (f *fakePress) Draw(d data.Paper, again bool) ([]page.Page, []labels.Report) {
	return f.pen.Paper(d, again)
}

func (f *fakePress) Preview(p page.Page, dpi float64) (image.Image, error) {
	return raster.RGBA(f.pen.Fonts(), p, dpi)
}

func (f *fakePress) Print(_ context.Context, _ data.PrinterID, pages []page.Page, say func(string)) (printer.Outcome, error) {
	say("print.state.printing")
	if f.jam > 0 && len(f.printed)+1 >= f.jam {
		return printer.Outcome{Purged: true}, &data.Fault{Kind: data.Unreachable, Key: "fault.print.gone"}
	}
	f.printed = append(f.printed, pages)
	return printer.Outcome{Sent: true, Purged: true}, nil
}

type fakeMemory struct{}

func (fakeMemory) Printer() string { return "ipp://desk" }

// room is the room with its fakes; work is done at once.
func room(t *testing.T) (*Model, *fakeDesk, *fakePress) {
	t.Helper()
	d, p := desk(t), press(t)
	m := New(d, p, fakeMemory{}, task.Inline(t.Context()), now, func() {})
	m.Refresh()
	return m, d, p
}

// words are all texts on pages.
func words(pages []page.Page) string {
	var all strings.Builder
	for _, p := range pages {
		for _, it := range p.Items {
			if txt, ok := it.(page.Text); ok {
				all.Write(txt.Text)
				all.WriteByte('\n')
			}
		}
	}
	return all.String()
}
