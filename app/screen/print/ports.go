package print

import (
	"context"
	"image"

	"nifuda/app/run"
	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/page"
	"nifuda/labels/printer"
	"nifuda/labels/stock"
)

// Desk is what this room asks the owner's desk.
type Desk interface {
	Labels(context.Context, []data.OrderID) ([]data.LabelJob, error)
	run.Book
	BeginRun(context.Context, data.RunPlan, []data.RunPage) (data.PrintRunID, error)
	// NewBatch puts parcels together, now.
	NewBatch([]data.ParcelID) data.Batch
	BatchLabels(context.Context, data.Batch) ([]data.LabelJob, error)
	Slips(context.Context, data.Batch) ([]data.Paper, error)
	SlipForms(context.Context) ([]data.SlipForm, error)
	CarrierSlips(context.Context, data.Batch) ([]data.SlipJob, error)
	Pick(context.Context, data.Batch) (data.Pick, error)
	// Examine looks at ship-tos; Mend changes one and gives what takes it back.
	Examine(context.Context, []data.ParcelID) ([]data.Finding, error)
	Mend(context.Context, data.ParcelID, []data.ShipChange) ([]data.ShipChange, error)
	// Join puts parcels into one box, that of the first; Apart takes it apart.
	Join(context.Context, []data.ParcelID) error
	Apart(context.Context, data.ParcelID) ([]data.ParcelID, error)
	OpenRuns(context.Context) ([]data.Run, error)
	// JudgePages says which of the pages from one to another did not come out.
	JudgePages(ctx context.Context, run data.PrintRunID, from, to int, lost []int) error
	AgainPage(ctx context.Context, run data.PrintRunID, page int, reason string) error
	AcceptPage(ctx context.Context, run data.PrintRunID, page int, hash []byte) error
	DropRun(ctx context.Context, run data.PrintRunID) error
	// Stocks is the stock that the owner measured; makers' stock is known.
	Stocks(context.Context) ([]data.Stock, error)
	Settings(context.Context) (data.Settings, error)
	SaveSettings(context.Context, data.Settings) error
	ListedPrinters(context.Context) ([]data.ListedPrinter, error)
	// ListPrinter puts a printer on the list. It takes the passphrase again and
	// does not keep it.
	ListPrinter(ctx context.Context, again []byte, p data.ListedPrinter) error
}

// Press is what this room asks of the labels and the printers.
type Press interface {
	run.Press
	// Printers lists the queues that lead to machines; which of them are listed
	// it does not know.
	Printers(context.Context) ([]Printer, error)
	Sheets(jobs []data.LabelJob, s stock.Stock, start int, o data.Offset) (labels.Sheets, error)
	Paper(d data.Paper) ([]page.Page, []labels.Report)
	Overprint(f data.SlipForm, jobs []data.SlipJob) (labels.Sheets, error)
	PickList(d data.Pick) ([]page.Page, []labels.Report)
	Calibration(s stock.Stock, o data.Offset) page.Page
	Preview(p page.Page, dpi float64) (image.Image, error)
	// Print returns when the last page has come out, or with what stopped it.
	// Cancelling ctx cancels the job and erases what the printer still holds.
	Print(ctx context.Context, on data.PrinterID, pages []page.Page, s stock.Stock, say func(Progress)) (printer.Outcome, error)
}

// Printer is a printer one can choose.
type Printer struct {
	data.PrinterID
	Name   string
	Listed bool   // by the owner; nothing is printed on others
	Stock  string // code of what lies in it, as the owner said; empty when nobody did
	Fault  error  // why it cannot be used now; nil when it is ready
}

// Progress is where a run stands.
type Progress struct {
	Key  string // print.state.* or fault.print.*, while it waits for a person
	Page int    // pages that have come out
	Of   int
}

// Memory is what this room remembers from one time to the next: nothing
// secret.
type Memory interface {
	Printer() string
	Stock() string
	Start() int
	Remember(printer, stock string, start int)
}

// RoomMemory is what the room remembers besides the labels: whether lists and
// slips are printed with them, and where.
type RoomMemory interface {
	Memory
	Also(data.RunKind) (printer string, on bool)
	RememberAlso(kind data.RunKind, printer string, on bool)
}
