package joint

import (
	"context"

	"nifuda/app/screen/print"
	"nifuda/app/screen/staff"
	"nifuda/labels"
	"nifuda/labels/stock"
)

// consents prints the sheets on which the take-out rule was accepted.
type consents struct {
	press print.Press
	pen   *labels.Pen
}

func (c consents) Printers(ctx context.Context) ([]staff.Printer, error) {
	all, err := c.press.Printers(ctx)
	out := make([]staff.Printer, len(all))
	for i, p := range all {
		out[i] = staff.Printer{Device: p.Device, Name: p.Name, Fault: p.Fault}
	}
	return out, err
}

func (c consents) PrintConsent(ctx context.Context, device string, sheet labels.Consent) error {
	pages, _ := c.pen.ConsentSheet(sheet)
	_, err := c.press.Print(ctx, device, pages, stock.PlainA4(), func(print.Progress) {})
	return err
}
