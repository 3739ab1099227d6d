package joint

import (
	"context"
	"testing"

	"nifuda/app/screen/documents"
	"nifuda/app/screen/print"
	"nifuda/data"
	"nifuda/labels/page"
	"nifuda/labels/printer"
	"nifuda/labels/stock"
)

// tray is a press that keeps what it was handed.
type tray struct {
	print.Press
	there []print.Printer
	pages []page.Page
	paper stock.Stock
}

func (t *tray) Printers(context.Context) ([]print.Printer, error) { return t.there, nil }

func (t *tray) Print(_ context.Context, _ data.PrinterID, pages []page.Page, s stock.Stock, _ func(print.Progress)) (printer.Outcome, error) {
	t.pages, t.paper = pages, s
	return printer.Outcome{Sent: true, Purged: true}, nil
}

type shelves struct {
	listed []data.ListedPrinter
	set    data.Settings
	own    []data.Stock
}

func (s shelves) ListedPrinters(context.Context) ([]data.ListedPrinter, error) { return s.listed, nil }
func (s shelves) Settings(context.Context) (data.Settings, error)              { return s.set, nil }
func (s shelves) Stocks(context.Context) ([]data.Stock, error)                 { return s.own, nil }

func TestADocumentIsMovedAsItsPrinterWasSetRight(t *testing.T) {
	at := data.PrinterID{Queue: "q", Device: "usb://desk"}
	press := &tray{}
	p := papers{press, nil, shelves{set: data.Settings{Offsets: map[string]data.Offset{"usb://desk": {Right: 1.5, Down: -0.5}, "usb://other": {Right: 9}}}}}
	sheet := page.Page{Width: 210, Height: 297}
	sheet.Add(page.Box{X: 10, Y: 20, W: 5, H: 5})
	if _, err := p.Print(t.Context(), at, []page.Page{sheet}, func(string) {}); err != nil {
		t.Fatal(err)
	}
	want := sheet.Moved(1.5, -0.5)
	if len(press.pages) != 1 || page.Digest(press.pages) != page.Digest([]page.Page{want}) || press.paper.Code != stock.PlainA4().Code {
		t.Errorf("got %+v on %s", press.pages, press.paper)
	}
	if page.Digest([]page.Page{sheet}) == page.Digest([]page.Page{want}) {
		t.Fatal("nothing was moved: nothing was checked")
	}
}

func TestAPrinterThatHoldsOtherPaperTakesNoDocument(t *testing.T) {
	own := data.Stock{ID: 7, Name: "自分の札", Roll: true, Page: data.Size{Width: 60, Height: 40}, Label: data.Size{Width: 60, Height: 40},
		Grid: data.Grid{PitchX: 60, PitchY: 40, Columns: 1, Rows: 1}}
	desk := shelves{own: []data.Stock{own}}
	press := &tray{}
	for name, holds := range map[string]string{"plain": "", "sheets": "a4-12", "roll": "label-100x150", "own roll": stock.Own(own).Code, "new": ""} {
		id := data.PrinterID{Queue: name, Device: "usb://" + name}
		press.there = append(press.there, print.Printer{PrinterID: id, Name: name})
		if name != "new" {
			desk.listed = append(desk.listed, data.ListedPrinter{PrinterID: id, Manner: data.Manner{Stock: holds}})
		}
	}
	all, err := papers{press, nil, desk}.Printers(t.Context())
	if err != nil || len(all) != 5 {
		t.Fatal(all, err)
	}
	want := map[string]string{"plain": "", "sheets": "", "roll": documents.OtherPaper, "own roll": documents.OtherPaper, "new": printer.Unlisted}
	for _, p := range all {
		got := ""
		if p.Fault != nil {
			got = data.KeyOf(p.Fault)
		}
		if got != want[p.Name] || (p.Holds != nil) != (p.Name != "plain" && p.Name != "new") {
			t.Errorf("%s: %q, holds %v; want %q", p.Name, got, p.Holds, want[p.Name])
		}
	}
}
