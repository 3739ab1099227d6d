package stock

import (
	"context"
	"image"

	"nifuda/data"
	"nifuda/labels/page"
	sheets "nifuda/labels/stock"
)

// Desk is what this room asks the owner's desk.
type Desk interface {
	Stocks(context.Context) ([]data.Stock, error)
	SaveStock(context.Context, data.Stock) (data.StockID, error)
	RemoveStock(context.Context, data.StockID) error
	SlipForms(context.Context) ([]data.SlipForm, error)
	SaveSlipForm(context.Context, data.SlipForm) (data.SlipFormID, error)
	RemoveSlipForm(context.Context, data.SlipFormID) error
}

// Press is what this room asks of the labels and the printers.
type Press interface {
	Calibration(s sheets.Stock, o data.Offset) page.Page
	SlipTrial(f data.SlipForm, o data.Offset) page.Page
	SlipPicture(f data.SlipForm) page.Page
	Preview(p page.Page, dpi float64) (image.Image, error)
	// Try prints one page that holds nothing of an order on the printer that was
	// used last, drawn with its offset. It fails with NotFound
	// "fault.stock.noprinter" when there is none that is listed.
	Try(ctx context.Context, draw func(data.Offset) page.Page, s sheets.Stock) error
}

// State is what a page of the room shows.
type State int

// The states of a page.
const (
	Loading State = iota
	Ready
	Failed
)

// Trial is how the test page stands.
type Trial int

// The states of the test page.
const (
	TrialNone Trial = iota
	TrialPrinting
	TrialDone
	TrialFailed
)
