package ledger

import (
	"context"
	"database/sql"

	"nifuda/data"
	"nifuda/data/store"
)

// Untold lists the parcels of a shop that left and of which its storefront has
// not heard, the first to leave first.
func (l *Ledger) Untold(ctx context.Context, shop data.ShopID) ([]data.Dispatch, error) {
	var all []data.Dispatch
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return store.Each(ctx, tx, `SELECT d.parcel, o.number, o.remote_id, p.remote_id, d.carrier, d.tracking FROM dispatches d
			JOIN parcels p ON p.id=d.parcel JOIN orders o ON o.id=p.order_id
			WHERE d.told=0 AND o.shop=? ORDER BY d.at, d.parcel`, []any{shop}, func(scan store.Scanner) error {
			var d data.Dispatch
			err := scan(&d.Parcel, &d.Number, &d.RemoteOrder, &d.RemoteParcel, &d.Carrier, &d.Tracking)
			all = append(all, d)
			return err
		})
	})
	return all, err
}

// Waiting counts the parcels of each shop that Untold lists.
func (l *Ledger) Waiting(ctx context.Context) (map[data.ShopID]int, error) {
	waiting := map[data.ShopID]int{}
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return store.Each(ctx, tx, `SELECT o.shop, COUNT(*) FROM dispatches d JOIN parcels p ON p.id=d.parcel JOIN orders o ON o.id=p.order_id
			WHERE d.told=0 GROUP BY o.shop`, nil, func(scan store.Scanner) error {
			var shop data.ShopID
			var n int
			err := scan(&shop, &n)
			waiting[shop] = n
			return err
		})
	})
	return waiting, err
}

// Told notes that a parcel's storefront has heard that it left. trouble is the
// key of a fault that no later try will mend; the owner is told of it instead.
func (l *Ledger) Told(ctx context.Context, d data.Dispatch, trouble string) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE dispatches SET told=? WHERE parcel=?", l.now().Unix(), d.Parcel); err != nil {
			return err
		}
		if trouble == "" {
			return nil
		}
		return addNews(ctx, tx, l.now(), "news.untold", map[string]any{"number": d.Number, "reason": trouble})
	})
}

// ToldNews tells the owner how many parcels a storefront heard of.
func (l *Ledger) ToldNews(ctx context.Context, shop string, n int) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		return addNews(ctx, tx, l.now(), "news.told", map[string]any{"shop": shop, "n": n})
	})
}
