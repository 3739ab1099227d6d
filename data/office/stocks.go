package office

import (
	"context"
	"strings"

	"nifuda/data"
)

// Stocks lists the stock that the owner measured, by name. Stock of makers is
// not the ledger's.
func (o *Office) Stocks(ctx context.Context) ([]data.Stock, error) { return o.ledger.Stocks(ctx) }

// SaveStock keeps stock that the owner measured and gives its ID. It fails as
// data.Stock.Check does.
func (o *Office) SaveStock(ctx context.Context, s data.Stock) (data.StockID, error) {
	s.Name = strings.TrimSpace(s.Name)
	if err := s.Check(); err != nil {
		return 0, err
	}
	id, err := o.ledger.SaveStock(ctx, s)
	if err != nil {
		return 0, err
	}
	return id, o.furnish(ctx) // the bench may print on it
}

// ownStock is the owner's stock with a code, nil when it is a maker's or is
// gone.
func (o *Office) ownStock(ctx context.Context, code string) (*data.Stock, error) {
	all, err := o.ledger.Stocks(ctx)
	for _, s := range all {
		if s.ID.Code() == code {
			return &s, nil
		}
	}
	return nil, err
}

// RemoveStock forgets stock. Whoever chose it last is offered another.
func (o *Office) RemoveStock(ctx context.Context, id data.StockID) error {
	if err := o.ledger.RemoveStock(ctx, id); err != nil {
		return err
	}
	return o.furnish(ctx)
}

// SlipForms lists the forms for carriers' pre-numbered slips, by name.
func (o *Office) SlipForms(ctx context.Context) ([]data.SlipForm, error) {
	return o.ledger.SlipForms(ctx)
}

// SaveSlipForm keeps a form and gives its ID. It fails as data.SlipForm.Check
// does.
func (o *Office) SaveSlipForm(ctx context.Context, f data.SlipForm) (data.SlipFormID, error) {
	f.Name = strings.TrimSpace(f.Name)
	if err := f.Check(); err != nil {
		return 0, err
	}
	return o.ledger.SaveSlipForm(ctx, f)
}

// RemoveSlipForm forgets a form.
func (o *Office) RemoveSlipForm(ctx context.Context, id data.SlipFormID) error {
	return o.ledger.RemoveSlipForm(ctx, id)
}

// CarrierSlips gives what a carrier's slips of a batch need: what BatchLabels
// gives, with the telephone number that carriers want. It is the owner's alone,
// and a run that prints them says so in the activity log.
func (o *Office) CarrierSlips(ctx context.Context, b data.Batch) ([]data.SlipJob, error) {
	set, err := o.ledger.Settings(ctx)
	if err != nil {
		return nil, err
	}
	return o.ledger.CarrierSlips(ctx, b, set.Sender)
}
