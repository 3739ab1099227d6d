package ledger

import (
	"context"
	"database/sql"

	"nifuda/data"
)

// Which shops s are connected, and which were.
const (
	connected = "s.gone=0"
	parted    = "s.gone<>0"
)

// GoneShops lists the storefronts that were connected once.
func (l *Ledger) GoneShops(ctx context.Context) (all []data.Shop, err error) {
	err = l.db.Read(ctx, func(tx *sql.Tx) error { all, err = shops(ctx, tx, parted); return err })
	return all, err
}

// Disconnect takes a shop's keys out of the file and out of its log, and keeps
// everything else. Once more, it only does what is left of that. It fails with
// NotFound "fault.shop.missing".
func (l *Ledger) Disconnect(ctx context.Context, by string, id data.ShopID) error {
	err := l.db.Write(ctx, func(tx *sql.Tx) error {
		name, err := nameOfShop(ctx, tx, id)
		if err != nil {
			return err
		}
		res, err := tx.ExecContext(ctx, "UPDATE shops AS s SET token=x'', trouble='', gone=? WHERE s.id=? AND "+connected, l.now().Unix(), id)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		return l.record(ctx, tx, data.Event{Login: by, Kind: data.EventShopGone, Args: map[string]string{"shop": name}})
	})
	if err != nil {
		return err
	}
	return l.db.Checkpoint(ctx) // the log has the page as it was
}

// takeUp connects a shop again that was disconnected; 0 when it never was. Its
// orders, its cursor and what it has not heard are where they were.
func takeUp(ctx context.Context, tx *sql.Tx, in data.NewShop) (data.ShopID, error) {
	all, err := shops(ctx, tx, parted)
	if err != nil {
		return 0, err
	}
	for _, s := range all {
		if !s.Is(in) {
			continue
		}
		if data.FormOf(s.Brand).Address { // otherwise what stands there is ours
			s.BaseURL = in.BaseURL
		}
		if _, err := tx.ExecContext(ctx, "UPDATE shops SET name=?, base_url=? WHERE id=?", in.Name, s.BaseURL, s.ID); err != nil {
			return 0, err
		}
		return s.ID, rekey(ctx, tx, s.ID, in.Token)
	}
	return 0, nil
}

// rekey gives a shop a key; with one it is connected.
func rekey(ctx context.Context, tx *sql.Tx, id data.ShopID, token []byte) error {
	if token == nil {
		token = []byte{} // not every shop needs one
	}
	_, err := tx.ExecContext(ctx, "UPDATE shops SET token=?, trouble='', gone=0 WHERE id=?", token, id)
	return err
}
