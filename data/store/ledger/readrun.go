package ledger

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"nifuda/data"
	"nifuda/data/store"
)

func readRun(ctx context.Context, tx *sql.Tx, id data.PrintRunID) (data.Run, error) {
	r := data.Run{ID: id}
	var begun, ended int64
	err := tx.QueryRowContext(ctx, "SELECT begun, login, ended FROM runs WHERE id=?", id).Scan(&begun, &r.Login, &ended)
	if errors.Is(err, sql.ErrNoRows) {
		return r, &data.Fault{Kind: data.NotFound, Key: "fault.run.missing"}
	}
	r.Plan.At, r.Ended = time.Unix(begun, 0), store.FromSeconds(ended)
	return r, errors.Join(err, readPlan(ctx, tx, &r), readPages(ctx, tx, &r))
}

func readPlan(ctx context.Context, tx *sql.Tx, r *data.Run) error {
	err := store.Each(ctx, tx, "SELECT kind, queue, device, stock, start FROM run_parts WHERE run=? ORDER BY position", []any{r.ID},
		func(scan store.Scanner) error {
			var p data.RunPart
			err := scan(&p.Kind, &p.Printer.Queue, &p.Printer.Device, &p.Stock, &p.Start)
			r.Plan.Parts = append(r.Plan.Parts, p)
			return err
		})
	if err != nil {
		return err
	}
	return store.Each(ctx, tx, "SELECT parcel FROM run_parcels WHERE run=? ORDER BY position", []any{r.ID},
		func(scan store.Scanner) error {
			var parcel data.ParcelID
			err := scan(&parcel)
			r.Plan.Parcels = append(r.Plan.Parcels, parcel)
			return err
		})
}

func readPages(ctx context.Context, tx *sql.Tx, r *data.Run) error {
	at := map[int]int{}
	err := store.Each(ctx, tx, "SELECT number, part, hash, state, job, times FROM run_pages WHERE run=? ORDER BY number", []any{r.ID},
		func(scan store.Scanner) error {
			var p data.RunPage
			err := scan(&p.Number, &p.Part, &p.Hash, &p.State, &p.Job, &p.Times)
			at[p.Number] = len(r.Pages)
			r.Pages = append(r.Pages, p)
			return err
		})
	if err != nil {
		return err
	}
	return store.Each(ctx, tx, `SELECT l.number, l.parcel FROM run_labels l LEFT JOIN run_parcels p ON p.run=l.run AND p.parcel=l.parcel
		WHERE l.run=? ORDER BY l.number, p.position`, []any{r.ID}, func(scan store.Scanner) error {
		var number int
		var parcel data.ParcelID
		err := scan(&number, &parcel)
		p := &r.Pages[at[number]]
		p.Parcels = append(p.Parcels, parcel)
		return err
	})
}

// parcelsOn gives the parcels whose labels a page holds: those that had no
// label, and those that had one before.
func parcelsOn(ctx context.Context, tx *sql.Tx, run data.PrintRunID, number int) (first, again []data.ParcelID, err error) {
	err = store.Each(ctx, tx, `SELECT x.parcel, IFNULL(p.labelled,0)<>0 FROM run_labels x LEFT JOIN parcels p ON p.id=x.parcel
		WHERE x.run=? AND x.number=? ORDER BY x.parcel`, []any{run, number}, func(scan store.Scanner) error {
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
