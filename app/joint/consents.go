package joint

import (
	"context"

	"nifuda/app/screen/print"
	"nifuda/app/screen/staff"
	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/printer"
	"nifuda/labels/stock"
)

// consents prints the sheets on which the take-out rule was accepted.
type consents struct {
	press  print.Press
	pen    *labels.Pen
	listed func(context.Context) ([]data.ListedPrinter, error)
}

// Printers lists the machines; one the owner has not listed says so.
func (c consents) Printers(ctx context.Context) ([]staff.Printer, error) {
	all, err := c.press.Printers(ctx)
	if err != nil {
		return nil, err
	}
	listed, err := c.listed(ctx)
	var out []staff.Printer
	for _, p := range print.Offer(all, listed) {
		if !p.Listed {
			p.Fault = printer.Fault(printer.Unlisted, nil)
		}
		out = append(out, staff.Printer{PrinterID: p.PrinterID, Name: p.Name, Fault: p.Fault})
	}
	return out, err
}

func (c consents) PrintConsent(ctx context.Context, on data.PrinterID, sheet labels.Consent) error {
	listed, err := c.listed(ctx)
	if err != nil {
		return err
	}
	if !data.Listed(listed, on) {
		return printer.Fault(printer.Unlisted, nil)
	}
	pages, _ := c.pen.ConsentSheet(sheet)
	_, err = c.press.Print(ctx, on, pages, stock.PlainA4(), func(print.Progress) {})
	return err
}
