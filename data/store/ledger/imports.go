package ledger

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"nifuda/data"
	"nifuda/data/store"
)

// ImportMaps gives how the order files of each shop were read last.
func (l *Ledger) ImportMaps(ctx context.Context) (map[data.ShopID]data.ImportMap, error) {
	all := map[data.ShopID]data.ImportMap{}
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return store.Each(ctx, tx, "SELECT shop, map FROM imports", nil, func(scan store.Scanner) error {
			var id data.ShopID
			var raw string
			var m data.ImportMap
			if err := scan(&id, &raw); err != nil {
				return err
			}
			err := json.Unmarshal([]byte(raw), &m)
			all[id] = m
			return err
		})
	})
	return all, err
}

// ThroughDoors gives the number, the storefront's id and the date of every order
// that did not come in a file.
func (l *Ledger) ThroughDoors(ctx context.Context, each func(number, remote string, placed time.Time)) error {
	return l.db.Read(ctx, func(tx *sql.Tx) error {
		return store.Each(ctx, tx, "SELECT o.number, o.remote_id, o.placed FROM orders o JOIN shops s ON s.id=o.shop WHERE s.brand<>?", []any{string(data.CSV)}, func(scan store.Scanner) error {
			var number, remote string
			var placed int64
			if err := scan(&number, &remote, &placed); err != nil {
				return err
			}
			each(number, remote, store.FromSeconds(placed))
			return nil
		})
	})
}

// Compare counts what saving these orders of a shop would change. Shop 0 has
// none yet.
func (l *Ledger) Compare(ctx context.Context, shop data.ShopID, orders []data.Order) (saved data.PageSaved, err error) {
	err = l.db.Read(ctx, func(tx *sql.Tx) error {
		for _, o := range orders {
			o.Shop = shop
			sum, err := digest(o)
			if err != nil {
				return err
			}
			var before []byte
			err = tx.QueryRowContext(ctx, "SELECT digest FROM orders WHERE shop=? AND remote_id=?", shop, o.Remote.ID).Scan(&before)
			switch {
			case errors.Is(err, sql.ErrNoRows):
				saved.New++
			case err != nil:
				return err
			case bytes.Equal(before, sum):
				saved.Same++
			default:
				saved.Changed++
			}
		}
		return nil
	})
	return saved, err
}

// Import is one order file that goes into the ledger.
type Import struct {
	By   string
	File string // its name, for the record
	Shop data.ShopID
	Name string // of the shop, where Shop is 0 and it is new
	Map  data.ImportMap
}

// Import keeps what an order file holds, all of it or nothing: the shop where it
// is new, how its files are read, every order, and the entry in the record.
// orders hands over each order, or why one cannot be read; it is called again
// when the transaction begins anew. It fails with NotFound
// "fault.shop.missing", or as orders does.
func (l *Ledger) Import(ctx context.Context, in Import, orders func(keep func(data.Order) error, aside func(data.Broken) error) error) (data.ShopID, data.PageSaved, error) {
	var saved data.PageSaved
	var shop data.ShopID
	err := l.db.Write(ctx, func(tx *sql.Tx) error {
		saved = data.PageSaved{}
		var name string
		var err error
		if shop, name, err = importInto(ctx, tx, in); err != nil {
			return err
		}
		err = orders(func(o data.Order) error {
			o.Shop = shop
			return l.saveOrder(ctx, tx, o, &saved)
		}, func(b data.Broken) error {
			saved.Broken++
			_, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO broken(shop, remote_id, reason, seen) VALUES (?,?,?,?)", shop, b.RemoteID, b.Reason, l.now().Unix())
			return err
		})
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE shops SET synced=?, trouble='' WHERE id=?", l.now().Unix(), shop); err != nil {
			return err
		}
		err = addNews(ctx, tx, l.now(), "news.synced", map[string]any{"shop": name, "n": saved.New, "changed": saved.Changed, "broken": saved.Broken})
		if err != nil {
			return err
		}
		return l.record(ctx, tx, data.Event{Login: in.By, Kind: data.EventImported, Args: map[string]string{"shop": name, "words": in.File,
			"n": strconv.Itoa(saved.New), "changed": strconv.Itoa(saved.Changed), "same": strconv.Itoa(saved.Same), "broken": strconv.Itoa(saved.Broken)}}.Tidy())
	})
	if err != nil {
		return 0, data.PageSaved{}, err
	}
	return shop, saved, nil
}

// importInto finds the shop, or makes it, and keeps the map.
func importInto(ctx context.Context, tx *sql.Tx, in Import) (data.ShopID, string, error) {
	name := in.Name
	var err error
	if in.Shop == 0 {
		in.Shop, err = insertShop(ctx, tx, data.NewShop{Brand: data.CSV, Name: name})
	} else {
		err = tx.QueryRowContext(ctx, "SELECT name FROM shops WHERE id=? AND brand=?", in.Shop, string(data.CSV)).Scan(&name)
	}
	if errors.Is(err, sql.ErrNoRows) {
		err = &data.Fault{Kind: data.NotFound, Key: "fault.shop.missing", Err: err}
	}
	if err != nil {
		return 0, "", err
	}
	raw, err := json.Marshal(in.Map)
	if err != nil {
		return 0, "", err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO imports(shop, map) VALUES (?,?) ON CONFLICT(shop) DO UPDATE SET map=excluded.map", in.Shop, string(raw))
	return in.Shop, name, err
}
