package joint

import (
	"context"
	"image"

	"nifuda/app/screen/print"
	"nifuda/data"
	"nifuda/data/office"
	"nifuda/labels"
	"nifuda/labels/page"
	"nifuda/labels/printer"
	"nifuda/labels/raster"
	"nifuda/labels/stock"
)

// trials prints test pages for the room of the stock, on the printer that was
// used last.
type trials struct {
	press print.Press
	pen   *labels.Pen
	desk  *office.Office
	used  func() (device string)
}

func (p trials) Calibration(s stock.Stock, o data.Offset) page.Page { return p.press.Calibration(s, o) }

func (p trials) SlipTrial(f data.SlipForm, o data.Offset) page.Page { return p.pen.SlipTrial(f, o) }

func (p trials) SlipPicture(f data.SlipForm) page.Page { return p.pen.SlipPicture(f) }

func (p trials) Preview(one page.Page, dpi float64) (image.Image, error) {
	return raster.RGBA(p.pen.Fonts(), one, dpi)
}

// Try prints one page that holds nothing of an order, which is why no run is
// written down for it.
func (p trials) Try(ctx context.Context, draw func(data.Offset) page.Page, s stock.Stock) error {
	all, err := p.press.Printers(ctx)
	if err != nil {
		return err
	}
	listed, err := p.desk.ListedPrinters(ctx)
	if err != nil {
		return err
	}
	set, err := p.desk.Settings(ctx)
	if err != nil {
		return err
	}
	for _, one := range print.Offer(all, listed) {
		switch {
		case one.Device != p.used():
		case !one.Listed:
			return printer.Fault(printer.Unlisted, nil)
		case one.Fault != nil:
			return one.Fault
		default:
			_, err := p.press.Print(ctx, one.PrinterID, []page.Page{draw(set.Offsets[one.Device])}, s, func(print.Progress) {})
			return err
		}
	}
	return &data.Fault{Kind: data.NotFound, Key: "fault.stock.noprinter"}
}
