package office

import (
	"context"
	"strings"

	"nifuda/data"
)

// ListedPrinters gives the printers the owner has listed: nothing is printed on
// others.
func (o *Office) ListedPrinters(ctx context.Context) ([]data.ListedPrinter, error) {
	return o.ledger.Printers(ctx)
}

// ListPrinter puts a printer on the list. Faults: Denied "fault.office.again",
// "fault.print.filelike" when it does not lead to a machine.
func (o *Office) ListPrinter(ctx context.Context, again Proof, p data.ListedPrinter) error {
	if err := o.Accept(again); err != nil {
		return err
	}
	return o.list(ctx, p)
}

// FirstPrinter is ListPrinter while the setup is not done, as FirstShop is
// AddShop.
func (o *Office) FirstPrinter(ctx context.Context, p data.ListedPrinter) error {
	if err := o.settingUp(ctx); err != nil {
		return err
	}
	return o.list(ctx, p)
}

func (o *Office) list(ctx context.Context, p data.ListedPrinter) error {
	if err := p.Manner.Check(); err != nil {
		return err
	}
	if !data.LeadsToPaper(p.Device) {
		return &data.Fault{Kind: data.Denied, Key: "fault.print.filelike"}
	}
	p.Login = o.login
	if p.Name = strings.TrimSpace(p.Name); p.Name == "" {
		p.Name = p.Queue
	}
	if err := o.ledger.ListPrinter(ctx, p); err != nil {
		return err
	}
	return o.furnish(ctx) // packers print on the same
}

// SetManner keeps how a printer on the list wants to be printed on. It fails
// with Invalid "fault.printer.manner" for what does not go together, NotFound
// "fault.print.unlisted" for a printer that is not on the list.
func (o *Office) SetManner(ctx context.Context, id data.PrinterID, m data.Manner) error {
	if err := m.Check(); err != nil {
		return err
	}
	if err := o.ledger.SetManner(ctx, o.login, id, m); err != nil {
		return err
	}
	return o.furnish(ctx)
}

// UnlistPrinter takes a printer off the list. It fails with Denied
// "fault.office.again".
func (o *Office) UnlistPrinter(ctx context.Context, again Proof, id data.PrinterID) error {
	if err := o.Accept(again); err != nil {
		return err
	}
	if err := o.ledger.UnlistPrinter(ctx, o.login, id); err != nil {
		return err
	}
	return o.furnish(ctx)
}

// mayPrint fails with Denied "fault.print.unlisted" for a printer that is not
// on the list, and records that it was tried.
func (o *Office) mayPrint(ctx context.Context, id data.PrinterID) error {
	all, err := o.ledger.Printers(ctx)
	if err != nil || data.Listed(all, id) {
		return err
	}
	err = o.ledger.Record(ctx, data.Event{Login: o.login, Kind: data.EventRefused, Args: map[string]string{"what": "printer", "words": id.Device}})
	if err != nil {
		return err
	}
	return &data.Fault{Kind: data.Denied, Key: "fault.print.unlisted"}
}
