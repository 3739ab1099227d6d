package ledger

import (
	"context"
	"database/sql"
	"errors"

	"nifuda/data"
	"nifuda/data/store"
)

// untold is what waits to be told: what no try has been given up for.
const untold = "d.told=0 AND d.trouble=''"

// Untold lists the parcels of a shop that left and of which its storefront has
// not heard, the first to leave first.
func (l *Ledger) Untold(ctx context.Context, shop data.ShopID) ([]data.Dispatch, error) {
	var all []data.Dispatch
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return store.Each(ctx, tx, `SELECT d.parcel, o.number, o.remote_id, p.remote_id, d.carrier, d.tracking, s.mails, s.captures, s.points FROM dispatches d
			JOIN parcels p ON p.id=d.parcel JOIN orders o ON o.id=p.order_id JOIN shops s ON s.id=o.shop
			WHERE `+untold+` AND o.shop=? ORDER BY d.at, d.parcel`, []any{shop}, func(scan store.Scanner) error {
			var d data.Dispatch
			err := scan(&d.Parcel, &d.Number, &d.RemoteOrder, &d.RemoteParcel, &d.Carrier, &d.Tracking, &d.Allowed.Mails, &d.Allowed.Captures, &d.Allowed.Points)
			all = append(all, d)
			return err
		})
	})
	return all, err
}

// Waiting counts the parcels of each shop that Untold lists.
func (l *Ledger) Waiting(ctx context.Context) (map[data.ShopID]int, error) {
	return l.dispatched(ctx, untold)
}

// Unheard counts the parcels of each shop that left and of which its storefront
// has not heard: what waits and what is stuck.
func (l *Ledger) Unheard(ctx context.Context) (map[data.ShopID]int, error) {
	return l.dispatched(ctx, "d.told=0")
}

func (l *Ledger) dispatched(ctx context.Context, which string) (map[data.ShopID]int, error) {
	counts := map[data.ShopID]int{}
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return store.Each(ctx, tx, `SELECT o.shop, COUNT(*) FROM dispatches d JOIN parcels p ON p.id=d.parcel JOIN orders o ON o.id=p.order_id
			WHERE `+which+` GROUP BY o.shop`, nil, func(scan store.Scanner) error {
			var shop data.ShopID
			var n int
			err := scan(&shop, &n)
			counts[shop] = n
			return err
		})
	})
	return counts, err
}

// Told notes that a parcel's storefront has heard that it left.
func (l *Ledger) Told(ctx context.Context, d data.Dispatch) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		now := l.now().Unix()
		_, err := tx.ExecContext(ctx, "UPDATE dispatches SET told=?, tried=?, trouble='' WHERE parcel=?", now, now, d.Parcel)
		return err
	})
}

// Refused notes that no later try will tell a parcel's storefront by itself:
// reason is the key of the fault. The owner is told and decides.
func (l *Ledger) Refused(ctx context.Context, d data.Dispatch, reason string) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		if err := l.refuse(ctx, tx, d, reason); err != nil {
			return err
		}
		return addNews(ctx, tx, l.now(), "news.untold", map[string]any{"number": d.Number, "reason": reason})
	})
}

// RefusedAgain is Refused for a parcel that was stuck already, which is no news.
func (l *Ledger) RefusedAgain(ctx context.Context, d data.Dispatch, reason string) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error { return l.refuse(ctx, tx, d, reason) })
}

func (l *Ledger) refuse(ctx context.Context, tx *sql.Tx, d data.Dispatch, reason string) error {
	_, err := tx.ExecContext(ctx, "UPDATE dispatches SET trouble=?, tried=? WHERE parcel=?", reason, l.now().Unix(), d.Parcel)
	return err
}

// Stuck lists the parcels whose storefront does not take word of them, the last
// one tried first. Those of a shop that was disconnected wait until it is
// connected again.
func (l *Ledger) Stuck(ctx context.Context) ([]data.Stuck, error) {
	var all []data.Stuck
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return store.Each(ctx, tx, `SELECT d.parcel, o.number, o.remote_id, p.remote_id, d.carrier, d.tracking, s.mails, s.captures, s.points,
			s.id, s.name, d.trouble, d.tried, d.at FROM dispatches d
			JOIN parcels p ON p.id=d.parcel JOIN orders o ON o.id=p.order_id JOIN shops s ON s.id=o.shop
			WHERE d.told=0 AND d.trouble<>'' AND `+connected+` ORDER BY d.tried DESC, d.parcel`, nil, func(scan store.Scanner) error {
			var s data.Stuck
			var tried, left int64
			err := scan(&s.Parcel, &s.Number, &s.RemoteOrder, &s.RemoteParcel, &s.Carrier, &s.Tracking, &s.Allowed.Mails, &s.Allowed.Captures, &s.Allowed.Points,
				&s.ShopID, &s.Shop, &s.Reason, &tried, &left)
			s.Tried, s.Left = store.FromSeconds(tried), store.FromSeconds(left)
			all = append(all, s)
			return err
		})
	})
	return all, err
}

// TellAgain lets the next sync tell of a stuck parcel once more. NotFound
// "fault.shop.notstuck" when it is not stuck.
func (l *Ledger) TellAgain(ctx context.Context, by string, parcel data.ParcelID) error {
	return l.unstick(ctx, "UPDATE dispatches SET trouble='' WHERE parcel=? AND told=0 AND trouble<>''", data.EventRetold, by, parcel)
}

// ToldByHand notes that the owner saw to a stuck parcel at the storefront.
// NotFound "fault.shop.notstuck" when it is not stuck.
func (l *Ledger) ToldByHand(ctx context.Context, by string, parcel data.ParcelID) error {
	return l.unstick(ctx, "UPDATE dispatches SET settled=1, told=tried WHERE parcel=? AND told=0 AND trouble<>''", data.EventByHandTold, by, parcel)
}

func (l *Ledger) unstick(ctx context.Context, how string, kind data.EventKind, by string, parcel data.ParcelID) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, how, parcel)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, &data.Fault{Kind: data.NotFound, Key: "fault.shop.notstuck"})
		}
		var number string
		err = tx.QueryRowContext(ctx, "SELECT o.number FROM parcels p JOIN orders o ON o.id=p.order_id WHERE p.id=?", parcel).Scan(&number)
		if err != nil {
			return err
		}
		return l.record(ctx, tx, data.Event{Login: by, Kind: kind, Parcel: parcel, Number: number})
	})
}

// ToldNews tells the owner how many parcels a storefront heard of.
func (l *Ledger) ToldNews(ctx context.Context, shop string, n int) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		return addNews(ctx, tx, l.now(), "news.told", map[string]any{"shop": shop, "n": n})
	})
}
