package ledger

import (
	"context"
	"database/sql"
	"encoding/json"

	"nifuda/data"
	"nifuda/data/store"
)

// Stocks lists the stock that the owner measured, by name.
func (l *Ledger) Stocks(ctx context.Context) ([]data.Stock, error) {
	return readDrawn(ctx, l, "SELECT id, measures FROM stocks ORDER BY name, id", func(s *data.Stock, id int64) { s.ID = data.StockID(id) })
}

// SaveStock keeps a stock, over the one with its ID or as a new one, and gives
// its ID.
func (l *Ledger) SaveStock(ctx context.Context, s data.Stock) (data.StockID, error) {
	id, err := l.saveDrawn(ctx, "stocks", "measures", int64(s.ID), s.Name, s)
	return data.StockID(id), err
}

// RemoveStock forgets a stock. One that is not there is fine.
func (l *Ledger) RemoveStock(ctx context.Context, id data.StockID) error {
	return l.removeDrawn(ctx, "stocks", int64(id))
}

// SlipForms lists the forms for carriers' slips, by name.
func (l *Ledger) SlipForms(ctx context.Context) ([]data.SlipForm, error) {
	return readDrawn(ctx, l, "SELECT id, form FROM slip_forms ORDER BY name, id", func(f *data.SlipForm, id int64) { f.ID = data.SlipFormID(id) })
}

// SaveSlipForm keeps a form as SaveStock keeps a stock.
func (l *Ledger) SaveSlipForm(ctx context.Context, f data.SlipForm) (data.SlipFormID, error) {
	id, err := l.saveDrawn(ctx, "slip_forms", "form", int64(f.ID), f.Name, f)
	return data.SlipFormID(id), err
}

// RemoveSlipForm forgets a form. One that is not there is fine.
func (l *Ledger) RemoveSlipForm(ctx context.Context, id data.SlipFormID) error {
	return l.removeDrawn(ctx, "slip_forms", int64(id))
}

// readDrawn reads what the owner drew: rows of an id and JSON.
func readDrawn[T any](ctx context.Context, l *Ledger, query string, name func(*T, int64)) ([]T, error) {
	var all []T
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return store.Each(ctx, tx, query, nil, func(scan store.Scanner) error {
			var one T
			var id int64
			var raw []byte
			if err := scan(&id, &raw); err != nil {
				return err
			}
			if err := json.Unmarshal(raw, &one); err != nil {
				return err
			}
			name(&one, id)
			all = append(all, one)
			return nil
		})
	})
	return all, err
}

// saveDrawn writes JSON into a row of a table of ours.
func (l *Ledger) saveDrawn(ctx context.Context, table, column string, id int64, name string, what any) (int64, error) {
	raw, err := json.Marshal(what)
	if err != nil {
		return 0, err
	}
	err = l.db.Write(ctx, func(tx *sql.Tx) error {
		if id > 0 {
			_, err := tx.ExecContext(ctx, "INSERT INTO "+table+"(id, name, "+column+") VALUES (?,?,?) ON CONFLICT(id) DO UPDATE SET name=excluded.name, "+column+"=excluded."+column,
				id, name, string(raw))
			return err
		}
		res, err := tx.ExecContext(ctx, "INSERT INTO "+table+"(name, "+column+") VALUES (?,?)", name, string(raw))
		if err != nil {
			return err
		}
		id, err = res.LastInsertId()
		return err
	})
	return id, err
}

func (l *Ledger) removeDrawn(ctx context.Context, table string, id int64) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE id=?", id)
		return err
	})
}
