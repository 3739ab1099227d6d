package ledger

import (
	"context"
	"database/sql"

	"nifuda/data"
)

// Labels gives what the labels of these orders need, in the order asked for.
// Parcels that have left already are not among them.
func (l *Ledger) Labels(ctx context.Context, ids []data.OrderID, from data.Sender) ([]data.LabelJob, error) {
	var jobs []data.LabelJob
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		for _, id := range ids {
			o, err := readOrder(ctx, tx, id)
			if err != nil {
				return err
			}
			for i, p := range o.Parcels {
				if p.Shipped {
					continue
				}
				jobs = append(jobs, data.LabelJob{Parcel: p.ID, Order: o.ID, Number: o.Remote.Number, To: p.To, From: from,
					Wanted: p.Wanted, Part: i + 1, Parts: len(o.Parcels), Printed: p.Labelled})
			}
		}
		return nil
	})
	return jobs, err
}

// BeginPrint records a print run before any byte goes out.
func (l *Ledger) BeginPrint(ctx context.Context, run data.PrintRun, login string) (data.PrintRunID, error) {
	var id int64
	err := l.db.Write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "INSERT INTO print_runs(begun, login, printer, stock, sheets, reprint) VALUES (?,?,?,?,?,?)",
			l.now().Unix(), login, run.Printer, run.Stock, run.Sheets, run.Reprint)
		if err != nil {
			return err
		}
		if id, err = res.LastInsertId(); err != nil {
			return err
		}
		for _, p := range run.Parcels {
			if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO printed_parcels(run, parcel) VALUES (?,?)", id, p); err != nil {
				return err
			}
		}
		return nil
	})
	return data.PrintRunID(id), err
}

// EndPrint records how a run ended. Only a run that came out whole marks its
// parcels as labelled.
func (l *Ledger) EndPrint(ctx context.Context, id data.PrintRunID, out data.PrintOutcome) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE print_runs SET ended=?, done=?, purged=?, reason=? WHERE id=?",
			l.now().Unix(), out.Done, out.Purged, out.Reason, id)
		if err != nil || !out.Done {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE parcels SET labelled=? WHERE id IN (SELECT parcel FROM printed_parcels WHERE run=?)",
			l.now().Unix(), id)
		if err != nil {
			return err
		}
		var labels int
		if err := tx.QueryRowContext(ctx, "SELECT COUNT(*) FROM printed_parcels WHERE run=?", id).Scan(&labels); err != nil {
			return err
		}
		return addNews(ctx, tx, l.now(), "news.printed", map[string]any{"n": labels})
	})
}

// Unfinished lists print runs that were begun and never ended: the machine or
// the lock stopped between the paper and the record.
func (l *Ledger) Unfinished(ctx context.Context) ([]data.PrintRunID, error) {
	var all []data.PrintRunID
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, "SELECT id FROM print_runs WHERE ended=0 ORDER BY id", nil, func(scan scanner) error {
			var id data.PrintRunID
			err := scan(&id)
			all = append(all, id)
			return err
		})
	})
	return all, err
}
