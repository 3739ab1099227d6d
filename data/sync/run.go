package sync

import (
	"context"
	"errors"
	"fmt"

	"nifuda/data"
	"nifuda/data/shop"
)

// Ledger is where orders are kept.
type Ledger interface {
	// Cursor is where the shop's last saved page ended; nil before the first.
	Cursor(ctx context.Context, id data.ShopID) ([]byte, error)
	// OpenOrders lists the remote ids of orders that still wait or are to ship.
	OpenOrders(ctx context.Context, id data.ShopID) ([]string, error)
	// SavePage saves orders by shop and remote id, what could not be read, and
	// the cursor after them: all of it or nothing.
	SavePage(ctx context.Context, id data.ShopID, page []data.Order, broken []data.Broken, next []byte) (data.PageSaved, error)
	// Vanished notes open orders that the storefront does not show any more, as a
	// problem by that key.
	Vanished(ctx context.Context, id data.ShopID, remotes []string, key string) error
}

// Run pulls everything that changed at the storefront since the last saved page
// and saves it, page by page, telling progress after each one. What it returns
// is saved, with an error as well as without: a *data.Fault from the storefront,
// data.Stopped when ctx ended, or what the ledger said.
func Run(ctx context.Context, ledger Ledger, id data.ShopID, store shop.Shop, progress func(data.SyncProgress)) (data.PageSaved, error) {
	r := run{ledger: ledger, store: store, plan: newPlan(id), tell: progress}
	err := r.all(ctx, id)
	if err != nil && ctx.Err() != nil && data.KindOf(err) != data.Stopped {
		err = shop.Fault(shop.KeyStopped, errors.Join(ctx.Err(), err))
	}
	return r.plan.progress.Saved, err
}

// run is one sync at work.
type run struct {
	ledger Ledger
	store  shop.Shop
	plan   *plan
	tell   func(data.SyncProgress)
}

func (r run) all(ctx context.Context, id data.ShopID) error {
	saved, err := r.ledger.Cursor(ctx, id)
	if err != nil {
		return fmt.Errorf("sync: cursor: %w", err)
	}
	from := readMark(saved)
	at, err := r.pull(ctx, id, from.At)
	if err != nil {
		return err
	}
	if from.Midway { // what we finished began long ago: see what happened since
		if at, err = r.pull(ctx, id, at); err != nil {
			return err
		}
	}
	return r.reread(ctx, id, at)
}

// pull lists to the end and gives the cursor after it.
func (r run) pull(ctx context.Context, id data.ShopID, at []byte) ([]byte, error) {
	r.plan.begin()
	for {
		if err := r.plan.asked(at); err != nil {
			return nil, err
		}
		var page shop.Page
		err := shop.Contain("sync.list", func() (err error) {
			page, err = r.store.List(ctx, at)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("sync: list: %w", err)
		}
		if err := r.save(ctx, id, r.plan.take(page.Orders, page.Broken), mark{page.Next, page.More}, page.Total); err != nil {
			return nil, err
		}
		if at = page.Next; !page.More {
			return at, nil
		}
	}
}

// reread asks again for the open orders that did not come by themselves, where
// the storefront lets us. The cursor stays where it is.
func (r run) reread(ctx context.Context, id data.ShopID, at []byte) error {
	reader, ok := r.store.(shop.Rereader)
	if !ok {
		return nil
	}
	open, err := r.ledger.OpenOrders(ctx, id)
	if err != nil {
		return fmt.Errorf("sync: open orders: %w", err)
	}
	for _, ids := range r.plan.again(open) {
		var orders []data.Order
		var broken []data.Broken
		err := shop.Contain("sync.reread", func() (err error) {
			orders, broken, err = reader.Reread(ctx, ids)
			return err
		})
		if err != nil {
			return fmt.Errorf("sync: reread: %w", err)
		}
		if err := r.save(ctx, id, r.plan.take(orders, broken), mark{At: at}, 0); err != nil {
			return err
		}
		if gone := r.plan.unmet(ids, broken); len(gone) > 0 {
			if err := r.ledger.Vanished(ctx, id, gone, shop.ProblemGone); err != nil {
				return fmt.Errorf("sync: vanished: %w", err)
			}
		}
	}
	return nil
}

func (r run) save(ctx context.Context, id data.ShopID, s save, next mark, total int) error {
	if err := ctx.Err(); err != nil {
		return shop.Fault(shop.KeyStopped, err)
	}
	cursor, err := next.write()
	if err != nil {
		return err
	}
	saved, err := r.ledger.SavePage(ctx, id, s.orders, s.broken, cursor)
	if err != nil {
		return fmt.Errorf("sync: save: %w", err)
	}
	r.plan.saved(saved, total)
	if r.tell != nil {
		r.tell(r.plan.progress)
	}
	return nil
}
