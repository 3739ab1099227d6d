package ledger

import (
	"context"
	"database/sql"
	"slices"

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
	err = store.Each(ctx, tx, "SELECT queue, device, name, at, login, speaks, dpi, darkness, stock FROM printers ORDER BY name, queue", nil, func(scan store.Scanner) error {
		var p data.ListedPrinter
		var at int64
		if err := scan(&p.Queue, &p.Device, &p.Name, &at, &p.Login, &p.Manner.Speaks, &p.Manner.DPI, &p.Manner.Darkness, &p.Manner.Stock); err != nil {
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
		res, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO printers(queue, device, name, at, login, speaks, dpi, darkness, stock) VALUES (?,?,?,?,?,?,?,?,?)",
			p.Queue, p.Device, p.Name, l.now().Unix(), p.Login, p.Manner.Speaks, p.Manner.DPI, p.Manner.Darkness, p.Manner.Stock)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		return l.record(ctx, tx, aboutPrinter(data.EventPrinterNew, p))
	})
}

// SetManner keeps what was said of a printer on the list; by is who said it. It
// fails with NotFound "fault.print.unlisted" for one that is not there.
func (l *Ledger) SetManner(ctx context.Context, by string, id data.PrinterID, m data.Manner) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		all, err := printers(ctx, tx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(p data.ListedPrinter) bool { return p.PrinterID == id })
		if i < 0 {
			return &data.Fault{Kind: data.NotFound, Key: "fault.print.unlisted"}
		}
		if all[i].Manner == m {
			return nil
		}
		_, err = tx.ExecContext(ctx, "UPDATE printers SET speaks=?, dpi=?, darkness=?, stock=? WHERE queue=? AND device=?",
			m.Speaks, m.DPI, m.Darkness, m.Stock, id.Queue, id.Device)
		if err != nil {
			return err
		}
		all[i].Login = by
		return l.record(ctx, tx, aboutPrinter(data.EventPrinterSet, all[i]))
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
