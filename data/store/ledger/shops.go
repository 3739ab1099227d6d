package ledger

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"

	"nifuda/data"
	"nifuda/data/store"
)

// AddShop keeps a storefront and its token. One that was disconnected goes on
// where it was.
func (l *Ledger) AddShop(ctx context.Context, by string, in data.NewShop) (data.ShopID, error) {
	var id data.ShopID
	err := l.db.Write(ctx, func(tx *sql.Tx) (err error) {
		if id, err = takeUp(ctx, tx, in); err == nil && id == 0 {
			id, err = insertShop(ctx, tx, in)
		}
		if err != nil {
			return err
		}
		return l.record(ctx, tx, data.Event{Login: by, Kind: data.EventShop, Args: map[string]string{"shop": in.Name}})
	})
	return id, err
}

func insertShop(ctx context.Context, tx *sql.Tx, in data.NewShop) (data.ShopID, error) {
	if in.Token == nil {
		in.Token = []byte{} // not every shop needs one
	}
	res, err := tx.ExecContext(ctx, "INSERT INTO shops(brand, name, base_url, token) VALUES (?,?,?,?)",
		string(in.Brand), in.Name, in.BaseURL, in.Token)
	if err != nil {
		return 0, err
	}
	id, err := res.LastInsertId()
	return data.ShopID(id), err
}

// SetStrict says whether a shop demands that every piece is scanned when it is
// packed. It fails with NotFound "fault.shop.missing".
func (l *Ledger) SetStrict(ctx context.Context, by string, id data.ShopID, strict bool) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		name, err := nameOfShop(ctx, tx, id)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE shops SET strict=? WHERE id=?", strict, id); err != nil {
			return err
		}
		return l.record(ctx, tx, data.Event{Login: by, Kind: data.EventBenchRules, Args: map[string]string{"shop": name}})
	})
}

// nameOfShop fails with NotFound "fault.shop.missing". SQLCipher's SQLite is too
// old for RETURNING.
func nameOfShop(ctx context.Context, tx *sql.Tx, id data.ShopID) (name string, err error) {
	err = tx.QueryRowContext(ctx, "SELECT name FROM shops WHERE id=?", id).Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		return "", &data.Fault{Kind: data.NotFound, Key: "fault.shop.missing", Err: err}
	}
	return name, err
}

// Allow says what telling a shop may set off there. It fails with NotFound
// "fault.shop.missing".
func (l *Ledger) Allow(ctx context.Context, by string, id data.ShopID, what data.Allowed) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		name, err := nameOfShop(ctx, tx, id)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE shops SET mails=?, captures=?, points=? WHERE id=?", what.Mails, what.Captures, what.Points, id); err != nil {
			return err
		}
		return l.record(ctx, tx, data.Event{Login: by, Kind: data.EventAllowed, Args: map[string]string{"shop": name}})
	})
}

// Shops lists the connected storefronts.
func (l *Ledger) Shops(ctx context.Context) (all []data.Shop, err error) {
	err = l.db.Read(ctx, func(tx *sql.Tx) error { all, err = shops(ctx, tx, connected); return err })
	return all, err
}

func shops(ctx context.Context, tx *sql.Tx, which string) (all []data.Shop, err error) {
	err = store.Each(ctx, tx, `SELECT s.id, s.brand, s.name, s.base_url, s.synced, s.trouble, s.strict, s.mails, s.captures, s.points, s.gone
		FROM shops s WHERE `+which+" ORDER BY s.id", nil, func(scan store.Scanner) error {
		var s data.Shop
		var synced, gone int64
		err := scan(&s.ID, &s.Brand, &s.Name, &s.BaseURL, &synced, &s.Trouble, &s.Strict, &s.Allowed.Mails, &s.Allowed.Captures, &s.Allowed.Points, &gone)
		s.SyncedAt, s.GoneAt = store.FromSeconds(synced), store.FromSeconds(gone)
		all = append(all, s)
		return err
	})
	return all, err
}

// Token gives a shop's token to the adapter that needs it. It fails with NotFound
// "fault.shop.missing".
func (l *Ledger) Token(ctx context.Context, id data.ShopID) ([]byte, error) {
	var token []byte
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT s.token FROM shops s WHERE s.id=? AND "+connected, id).Scan(&token)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, &data.Fault{Kind: data.NotFound, Key: "fault.shop.missing", Err: err}
	}
	return token, err
}

// KeepToken replaces a shop's token by the one that its storefront gave instead.
// before is the SHA-256 of the one it was given for: where another stands by now,
// the owner put it there, and it stays. Then it fails with Stopped "fault.stopped";
// with NotFound "fault.shop.missing" for one that is disconnected.
func (l *Ledger) KeepToken(ctx context.Context, id data.ShopID, before [sha256.Size]byte, token []byte) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		var there []byte
		err := tx.QueryRowContext(ctx, "SELECT s.token FROM shops s WHERE s.id=? AND "+connected, id).Scan(&there)
		if errors.Is(err, sql.ErrNoRows) {
			return &data.Fault{Kind: data.NotFound, Key: "fault.shop.missing"}
		}
		if err != nil {
			return err
		}
		if sha256.Sum256(there) != before {
			return &data.Fault{Kind: data.Stopped, Key: "fault.stopped", Err: errors.New("the shop has another key by now")}
		}
		_, err = tx.ExecContext(ctx, "UPDATE shops SET token=? WHERE id=?", token, id)
		return err
	})
}

// RekeyShop is KeepToken by the owner's hand, and connects a shop again that was
// disconnected. It fails with NotFound "fault.shop.missing".
func (l *Ledger) RekeyShop(ctx context.Context, by string, id data.ShopID, token []byte) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		name, err := nameOfShop(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := rekey(ctx, tx, id, token); err != nil {
			return err
		}
		return l.record(ctx, tx, data.Event{Login: by, Kind: data.EventShop, Args: map[string]string{"shop": name}})
	})
}

// Synced notes how a shop's sync ended: trouble is the key of a fault, empty
// when it went through, and then what it brought is news.
func (l *Ledger) Synced(ctx context.Context, id data.ShopID, saved data.PageSaved, trouble string) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		if trouble != "" {
			_, err := tx.ExecContext(ctx, "UPDATE shops SET trouble=? WHERE id=?", trouble, id)
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE shops SET trouble='', synced=? WHERE id=?", l.now().Unix(), id)
		if err != nil || saved.New+saved.Changed+saved.Broken == 0 {
			return err
		}
		var name string
		if err := tx.QueryRowContext(ctx, "SELECT name FROM shops WHERE id=?", id).Scan(&name); err != nil {
			return err
		}
		return addNews(ctx, tx, l.now(), "news.synced", map[string]any{
			"shop": name, "n": saved.New, "changed": saved.Changed, "broken": saved.Broken})
	})
}

// Cursor is where the next sync of a shop begins; nil when it never synced.
func (l *Ledger) Cursor(ctx context.Context, id data.ShopID) ([]byte, error) {
	var cursor []byte
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT cursor FROM shops WHERE id=?", id).Scan(&cursor)
	})
	return cursor, err
}

// OpenOrders lists the storefront's ids of orders that can still change.
func (l *Ledger) OpenOrders(ctx context.Context, id data.ShopID) ([]string, error) {
	var all []string
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return store.Each(ctx, tx, "SELECT remote_id FROM orders WHERE shop=? AND state IN (?,?) ORDER BY id",
			[]any{id, data.AwaitingPayment, data.ToShip}, func(scan store.Scanner) error {
				var remote string
				err := scan(&remote)
				all = append(all, remote)
				return err
			})
	})
	return all, err
}
