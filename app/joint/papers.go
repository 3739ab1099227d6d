package joint

import (
	"context"
	"image"

	"nifuda/app/screen/documents"
	"nifuda/app/screen/print"
	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/page"
	"nifuda/labels/printer"
	"nifuda/labels/stock"
)

// papers draws documents and prints them on plain A4, moved as the owner set
// the printer right. Who may be printed on is the desk's to say.
type papers struct {
	press print.Press
	pen   *labels.Pen
	desk  filing
}

// filing is what printing a document asks the owner's desk.
type filing interface {
	ListedPrinters(context.Context) ([]data.ListedPrinter, error)
	Settings(context.Context) (data.Settings, error)
	Stocks(context.Context) ([]data.Stock, error)
}

// Printers lists the machines; one the owner has not listed says so, and so does
// one whose own paper is no A4.
func (p papers) Printers(ctx context.Context) ([]documents.Printer, error) {
	all, err := p.press.Printers(ctx)
	if err != nil {
		return nil, err
	}
	listed, err := p.desk.ListedPrinters(ctx)
	if err != nil {
		return nil, err
	}
	own, err := p.desk.Stocks(ctx)
	if err != nil {
		return nil, err
	}
	shelf := stock.NewShelf(own)
	var out []documents.Printer
	for _, each := range print.Offer(all, listed) {
		d := documents.Printer{PrinterID: each.PrinterID, Name: each.Name, Fault: each.Fault}
		if !each.Listed {
			d.Fault = printer.Fault(printer.Unlisted, nil)
		}
		if s, known := shelf.Find(each.Stock); known {
			d.Holds = &s
			if plain := stock.PlainA4(); d.Fault == nil && (s.Kind == stock.Roll || s.Width != plain.Width || s.Height != plain.Height) {
				d.Fault = &data.Fault{Kind: data.Denied, Key: documents.OtherPaper}
			}
		}
		out = append(out, d)
	}
	return out, nil
}

func (p papers) Draw(d data.Paper, again bool) ([]page.Page, []labels.Report) {
	return p.pen.Paper(d, again)
}

func (p papers) Preview(sheet page.Page, dpi float64) (image.Image, error) {
	return p.press.Preview(sheet, dpi)
}

// Print moves the pages as late as this: what is frozen of a document is its
// drawing before.
func (p papers) Print(ctx context.Context, on data.PrinterID, pages []page.Page, say func(key string)) (printer.Outcome, error) {
	set, err := p.desk.Settings(ctx)
	if err != nil {
		return printer.Outcome{Purged: true}, err // nothing was sent, hence nothing is left
	}
	o := set.Offsets[on.Device]
	moved := make([]page.Page, len(pages))
	for i, each := range pages {
		moved[i] = each.Moved(o.Right, o.Down)
	}
	return p.press.Print(ctx, on, moved, stock.PlainA4(), func(at print.Progress) { say(at.Key) })
}
