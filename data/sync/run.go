package sync

import (
	"context"

	"nifuda/data"
	"nifuda/data/shop"
)

// Ledger is where the orders go.
type Ledger interface {
	// Cursor is where the next pull begins; nil when there was none.
	Cursor(ctx context.Context, shop data.ShopID) ([]byte, error)
	// OpenOrders lists the remote ids of orders that can still change.
	OpenOrders(ctx context.Context, shop data.ShopID) ([]string, error)
	// SavePage keeps orders and the cursor behind them in one transaction.
	SavePage(ctx context.Context, shop data.ShopID, page []data.Order, broken []data.Broken, next []byte) (data.PageSaved, error)
}

// Run pulls everything that changed in a shop since the last time, then reads
// again what is still open where the storefront does not promise to tell. It
// gives what was committed, also beside an error. progress is called after
// each commit.
func Run(ctx context.Context, l Ledger, id data.ShopID, s shop.Shop, progress func(data.SyncProgress)) (data.PageSaved, error) {
	r := &run{ledger: l, id: id, shop: s, plan: newPlan(), progress: progress}
	cursor, err := r.pull(ctx)
	if err == nil {
		err = r.reread(ctx, cursor)
	}
	if ctx.Err() != nil {
		err = &data.Fault{Kind: data.Stopped, Key: shop.KeyStopped, Err: ctx.Err()}
	}
	return r.saved, err
}

type run struct {
	ledger   Ledger
	id       data.ShopID
	shop     shop.Shop
	plan     *plan
	saved    data.PageSaved
	total    int
	progress func(data.SyncProgress)
}

// pull reads page after page and gives the cursor behind the last one.
func (r *run) pull(ctx context.Context) ([]byte, error) {
	cursor, err := r.ledger.Cursor(ctx, r.id)
	if err != nil {
		return nil, err
	}
	for {
		page, err := r.shop.List(ctx, cursor)
		if err != nil {
			return nil, err
		}
		circle := r.plan.took(cursor, page)
		r.total = max(r.total, page.Total)
		if err := r.save(ctx, page.Orders, page.Broken, page.Next); err != nil {
			return nil, err
		}
		if circle != nil {
			return nil, circle
		}
		if cursor = page.Next; !page.More {
			return cursor, nil
		}
	}
}

// reread asks for orders that are open here and were not in the pull: a
// payment that moves no date, a cancellation that leaves the list.
func (r *run) reread(ctx context.Context, cursor []byte) error {
	reader, ok := r.shop.(shop.Rereader)
	if !ok {
		return nil
	}
	open, err := r.ledger.OpenOrders(ctx, r.id)
	if err != nil {
		return err
	}
	for _, ids := range r.plan.rereads(open) {
		orders, broken, err := reader.Reread(ctx, ids)
		if err != nil {
			return err
		}
		if err := r.save(ctx, orders, broken, cursor); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) save(ctx context.Context, orders []data.Order, broken []data.Broken, next []byte) error {
	saved, err := r.ledger.SavePage(ctx, r.id, orders, broken, next)
	if err != nil {
		return err
	}
	r.saved = r.saved.Add(saved)
	r.progress(r.plan.progress(r.id, r.total, r.saved))
	return nil
}
