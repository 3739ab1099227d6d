package ledger

import (
	"context"
	"database/sql"

	"nifuda/data"
	"nifuda/data/store"
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
				jobs = append(jobs, data.LabelJob{Parcel: p.ID, Order: o.ID, Number: o.Remote.Number, To: p.To.Recipient(), From: from,
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
		res, err := tx.ExecContext(ctx, "INSERT INTO print_runs(begun, login, printer, queue, stock, sheets, reprint) VALUES (?,?,?,?,?,?,?)",
			l.now().Unix(), login, run.Printer.Device, run.Printer.Queue, run.Stock, run.Sheets, run.Reprint)
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

// EndPrint records how a run ended, in the activity log too. Only a run that
// came out whole marks its parcels as labelled.
func (l *Ledger) EndPrint(ctx context.Context, id data.PrintRunID, out data.PrintOutcome) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		var login string
		if err := tx.QueryRowContext(ctx, "SELECT login FROM print_runs WHERE id=?", id).Scan(&login); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE print_runs SET ended=?, done=?, purged=?, reason=? WHERE id=?",
			l.now().Unix(), out.Done, out.Purged, out.Reason, id)
		if err != nil {
			return err
		}
		first, again, err := parcelsOf(ctx, tx, id)
		if err != nil {
			return err
		}
		if !out.Done {
			return l.recordParcels(ctx, tx, data.Event{Login: login, Kind: data.EventPrintFault,
				Args: map[string]string{"reason": out.Reason}}, append(first, again...))
		}
		if err := l.recordParcels(ctx, tx, data.Event{Login: login, Kind: data.EventLabel}, first); err != nil {
			return err
		}
		if err := l.recordParcels(ctx, tx, data.Event{Login: login, Kind: data.EventReprint}, again); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE parcels SET labelled=? WHERE id IN (SELECT parcel FROM printed_parcels WHERE run=?)",
			l.now().Unix(), id)
		if err != nil {
			return err
		}
		return addNews(ctx, tx, l.now(), "news.printed", map[string]any{"n": len(first) + len(again)})
	})
}

// parcelsOf gives the parcels of a run: those that had no label, and those that
// had one before.
func parcelsOf(ctx context.Context, tx *sql.Tx, run data.PrintRunID) (first, again []data.ParcelID, err error) {
	err = store.Each(ctx, tx, `SELECT x.parcel, IFNULL(p.labelled,0)<>0 FROM printed_parcels x LEFT JOIN parcels p ON p.id=x.parcel
		WHERE x.run=? ORDER BY x.parcel`, []any{run}, func(scan store.Scanner) error {
		var id data.ParcelID
		var printed bool
		err := scan(&id, &printed)
		if printed {
			again = append(again, id)
		} else {
			first = append(first, id)
		}
		return err
	})
	return first, again, err
}

// SettleRuns ends the runs that were begun and never ended: a lock or a crash
// came between the paper and the record. Nobody knows what came out, so nothing
// is marked as labelled, and the news say so ("news.unfinished") before the
// same labels are printed twice unnoticed.
func (l *Ledger) SettleRuns(ctx context.Context) error {
	open := 0
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT COUNT(*) FROM print_runs WHERE ended=0").Scan(&open)
	})
	if err != nil || open == 0 {
		return err
	}
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		var labels int
		err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM printed_parcels p JOIN print_runs r ON r.id=p.run
			WHERE r.ended=0`).Scan(&labels)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE print_runs SET ended=?, reason='unfinished' WHERE ended=0", l.now().Unix())
		if err != nil {
			return err
		}
		return addNews(ctx, tx, l.now(), "news.unfinished", map[string]any{"n": labels})
	})
}
