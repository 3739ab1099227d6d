package documents

import (
	"context"
	"image"

	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/page"
	"nifuda/labels/printer"
	"nifuda/labels/stock"
)

// Desk is what this room asks the owner's desk.
type Desk interface {
	Files
	Issuer
}

// Files is what was issued, and how often it was printed.
type Files interface {
	Documents(context.Context, data.DocumentQuery) ([]data.DocumentRow, error)
	Document(context.Context, data.DocumentID) (data.Document, error)
	// BeginCopy says whether this printing is a further one.
	BeginCopy(ctx context.Context, id data.DocumentID, on data.PrinterID) (copied data.CopyID, again bool, err error)
	EndCopy(context.Context, data.CopyID, data.PrintOutcome) error
}

// Issuer is what issues documents. Of a draft that is refused the paper has the
// order's number alone.
type Issuer interface {
	Draft(context.Context, data.DocumentAsk) (data.Paper, []data.PaperNote, error)
	// Returnable lists the goods of which a return can still give pieces back,
	// as if the document that is corrected were not there.
	Returnable(ctx context.Context, order data.OrderID, corrects data.DocumentID) ([]data.Returnable, error)
	Issue(ctx context.Context, ask data.DocumentAsk, draw func(data.Paper) ([]byte, error)) (data.Document, error)
}

// Press is what this room asks of the labels and the printers.
type Press interface {
	// Printers lists the machines; one the owner has not listed says so.
	Printers(context.Context) ([]Printer, error)
	// Draw draws a document; again marks a further copy.
	Draw(d data.Paper, again bool) ([]page.Page, []labels.Report)
	Preview(p page.Page, dpi float64) (image.Image, error)
	// Print returns when the last page has come out, or with what stopped it.
	// say is told where it stands, as a translation key.
	Print(ctx context.Context, on data.PrinterID, pages []page.Page, say func(key string)) (printer.Outcome, error)
}

// Printer is a printer one can choose.
type Printer struct {
	data.PrinterID
	Name  string
	Holds *stock.Stock // what usually lies in it, as the owner said; nil when nobody did
	Fault error        // why it cannot be used now; nil when it is ready
}

// OtherPaper is the fault of a printer whose own paper is no A4.
const OtherPaper = "fault.document.paper"

// Memory remembers the device address of the printer that was chosen last.
type Memory interface{ Printer() string }
