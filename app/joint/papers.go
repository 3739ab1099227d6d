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

// papers draws documents and prints them on plain A4. Who may be printed on is
// the desk's to say.
type papers struct {
	press  print.Press
	pen    *labels.Pen
	listed func(context.Context) ([]data.ListedPrinter, error)
}

// Printers lists the machines; one the owner has not listed says so.
func (p papers) Printers(ctx context.Context) ([]documents.Printer, error) {
	all, err := consents(p).Printers(ctx)
	out := make([]documents.Printer, len(all))
	for i, x := range all {
		out[i] = documents.Printer(x)
	}
	return out, err
}

func (p papers) Draw(d data.Paper, again bool) ([]page.Page, []labels.Report) {
	return p.pen.Paper(d, again)
}

func (p papers) Preview(sheet page.Page, dpi float64) (image.Image, error) {
	return p.press.Preview(sheet, dpi)
}

func (p papers) Print(ctx context.Context, on data.PrinterID, pages []page.Page, say func(key string)) (printer.Outcome, error) {
	return p.press.Print(ctx, on, pages, stock.PlainA4(), func(at print.Progress) { say(at.Key) })
}
