package ledger

import (
	"context"
	"database/sql"

	"nifuda/data"
	"nifuda/data/store"
)

// Printers gives the printers the owner has listed, by name.
func (l *Ledger) Printers(ctx context.Context) ([]data.ListedPrinter, error) {
	var all []data.ListedPrinter
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		var err error
		all, err = printers(ctx, tx)
		return err
	})
	return all, err
}

func printers(ctx context.Context, tx *sql.Tx) (all []data.ListedPrinter, err error) {
	err = store.Each(ctx, tx, "SELECT queue, device, name, at, login FROM printers ORDER BY name, queue", nil, func(scan store.Scanner) error {
		var p data.ListedPrinter
		var at int64
		if err := scan(&p.Queue, &p.Device, &p.Name, &at, &p.Login); err != nil {
			return err
		}
		p.At = store.FromSeconds(at)
		all = append(all, p)
		return nil
	})
	return all, err
}

// ListPrinter puts a printer on the list. One that is there stays as it is.
func (l *Ledger) ListPrinter(ctx context.Context, p data.ListedPrinter) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO printers(queue, device, name, at, login) VALUES (?,?,?,?,?)",
			p.Queue, p.Device, p.Name, l.now().Unix(), p.Login)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		return l.record(ctx, tx, aboutPrinter(data.EventPrinterNew, p))
	})
}

// UnlistPrinter takes a printer off the list; by is whose doing it is. One that
// is not there is fine.
func (l *Ledger) UnlistPrinter(ctx context.Context, by string, id data.PrinterID) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		all, err := printers(ctx, tx)
		if err != nil {
			return err
		}
		for _, p := range all {
			if p.PrinterID != id {
				continue
			}
			if _, err := tx.ExecContext(ctx, "DELETE FROM printers WHERE queue=? AND device=?", id.Queue, id.Device); err != nil {
				return err
			}
			p.Login = by
			return l.record(ctx, tx, aboutPrinter(data.EventPrinterGone, p))
		}
		return nil
	})
}

func aboutPrinter(kind data.EventKind, p data.ListedPrinter) data.Event {
	return data.Event{Login: p.Login, Kind: kind, Args: map[string]string{"printer": p.Name, "words": p.Device}}
}
