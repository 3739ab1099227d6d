package ledger

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strconv"
	"time"

	"nifuda/data"
	"nifuda/data/store"
)

// BeginRun keeps a print run before any byte of it goes out. The states of the
// pages are not looked at: they all wait. Carriers' slips, which hold telephone
// numbers, are recorded.
func (l *Ledger) BeginRun(ctx context.Context, plan data.RunPlan, pages []data.RunPage, login string) (data.PrintRunID, error) {
	var id int64
	err := l.db.Write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "INSERT INTO runs(begun, login) VALUES (?,?)", plan.At.Unix(), login)
		if err != nil {
			return err
		}
		if id, err = res.LastInsertId(); err != nil {
			return err
		}
		if err := errors.Join(addPlan(ctx, tx, id, plan), addPages(ctx, tx, id, pages)); err != nil || !plan.Has(data.RunForms) {
			return err
		}
		return l.record(ctx, tx, data.Event{Login: login, Kind: data.EventForms, Args: map[string]string{"n": strconv.Itoa(len(plan.Parcels))}})
	})
	return data.PrintRunID(id), err
}

func addPlan(ctx context.Context, tx *sql.Tx, run int64, plan data.RunPlan) error {
	for i, p := range plan.Parts {
		_, err := tx.ExecContext(ctx, "INSERT INTO run_parts(run, position, kind, queue, device, stock, start) VALUES (?,?,?,?,?,?,?)",
			run, i, p.Kind, p.Printer.Queue, p.Printer.Device, p.Stock, p.Start)
		if err != nil {
			return err
		}
	}
	for i, id := range plan.Parcels {
		_, err := tx.ExecContext(ctx, "INSERT INTO run_parcels(run, position, parcel) VALUES (?,?,?)", run, i, id)
		if err != nil {
			return err
		}
	}
	return nil
}

func addPages(ctx context.Context, tx *sql.Tx, run int64, pages []data.RunPage) error {
	for _, p := range pages {
		_, err := tx.ExecContext(ctx, "INSERT INTO run_pages(run, number, part, hash) VALUES (?,?,?,?)", run, p.Number, p.Part, p.Hash)
		if err != nil {
			return err
		}
		for _, parcel := range p.Parcels {
			if _, err := tx.ExecContext(ctx, "INSERT INTO run_labels(run, number, parcel) VALUES (?,?,?)", run, p.Number, parcel); err != nil {
				return err
			}
		}
	}
	return nil
}

// SendPage notes that a waiting page goes to a printer as a job. It fails with
// Busy "fault.run.moved" when the page does not wait any more.
func (l *Ledger) SendPage(ctx context.Context, run data.PrintRunID, number int, job string) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		return one(tx.ExecContext(ctx, `UPDATE run_pages SET state=?, job=?, times=times+1 WHERE run=? AND number=? AND state=?
			AND run IN (SELECT id FROM runs WHERE ended=0)`, data.PageSent, job, run, number, data.PageWaiting))
	})
}

// EndPage notes how the job of a page ended: printed, not printed at all
// (waiting again), or doubtful. reason is the fault's key, empty when nothing went
// wrong: it came out, or its printer never says. Labels that came out are marked,
// and that is recorded, and so is every fault. It fails with
// Busy "fault.run.moved" when the page is not with that job.
func (l *Ledger) EndPage(ctx context.Context, run data.PrintRunID, number int, job string, state data.PageState, reason string) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		err := one(tx.ExecContext(ctx, "UPDATE run_pages SET state=? WHERE run=? AND number=? AND state=? AND job=?",
			state, run, number, data.PageSent, job))
		if err != nil {
			return err
		}
		switch {
		case state == data.PagePrinted:
			return l.labelled(ctx, tx, run, number)
		case reason == "":
			return nil
		}
		login, err := loginOf(ctx, tx, run)
		if err != nil {
			return err
		}
		first, again, err := parcelsOn(ctx, tx, run, number)
		if err != nil {
			return err
		}
		return l.recordParcels(ctx, tx, data.Event{Login: login, Kind: data.EventPrintFault,
			Args: map[string]string{"reason": reason}}, append(first, again...))
	})
}

// labelled marks the labels of a page that came out.
func (l *Ledger) labelled(ctx context.Context, tx *sql.Tx, run data.PrintRunID, number int) error {
	login, err := loginOf(ctx, tx, run)
	if err != nil {
		return err
	}
	first, again, err := parcelsOn(ctx, tx, run, number)
	if err != nil {
		return err
	}
	if err := l.recordParcels(ctx, tx, data.Event{Login: login, Kind: data.EventLabel}, first); err != nil {
		return err
	}
	why, err := reasonOf(ctx, tx, run, number)
	if err != nil {
		return err
	}
	e := data.Event{Login: login, Kind: data.EventReprint}
	if why != "" {
		e.Args = map[string]string{"reason": why}
	}
	if err := l.recordParcels(ctx, tx, e, again); err != nil {
		return err
	}
	return l.labelBoxes(ctx, tx, append(first, again...))
}

// labelBoxes notes that the labels of parcels came out, or may have.
func (l *Ledger) labelBoxes(ctx context.Context, tx *sql.Tx, ids []data.ParcelID) error {
	for _, id := range ids {
		b, err := batched(ctx, tx, id)
		if data.KindOf(err) == data.NotFound { // its storefront took the parcel away
			continue
		}
		if err != nil {
			return err
		}
		if err := labelParcels(ctx, tx, b.parcels(), l.now()); err != nil {
			return err
		}
	}
	return nil
}

// labelParcels notes that a label that is on a box came out.
func labelParcels(ctx context.Context, tx *sql.Tx, ids []data.ParcelID, at time.Time) error {
	for _, id := range ids {
		if _, err := tx.ExecContext(ctx, "UPDATE parcels SET labelled=? WHERE id=?", at.Unix(), id); err != nil {
			return err
		}
	}
	return nil
}

// JudgePages notes what a person says of doubtful pages, from one to another:
// those that are lost have to be printed, the others came out. All of them are
// noted, or none: it fails with Busy "fault.run.moved" when one is not in doubt.
func (l *Ledger) JudgePages(ctx context.Context, run data.PrintRunID, from, to int, lost []int, login string) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		for first := from; first <= to; {
			came, last := !slices.Contains(lost, first), first
			for last < to && slices.Contains(lost, last+1) != came {
				last++
			}
			if err := l.judge(ctx, tx, run, first, last, came, login); err != nil {
				return err
			}
			first = last + 1
		}
		return nil
	})
}

// judge notes the same of pages after each other.
func (l *Ledger) judge(ctx context.Context, tx *sql.Tx, run data.PrintRunID, first, last int, came bool, login string) error {
	state, what, n := data.PageWaiting, "lost", strconv.Itoa(first)
	if came {
		state, what = data.PagePrinted, "came"
	}
	if last > first {
		n += "–" + strconv.Itoa(last)
	}
	for number := first; number <= last; number++ {
		err := one(tx.ExecContext(ctx, "UPDATE run_pages SET state=? WHERE run=? AND number=? AND state=?", state, run, number, data.PageDoubtful))
		if err != nil {
			return err
		}
	}
	err := l.record(ctx, tx, data.Event{Login: login, Kind: data.EventPageJudged, Args: map[string]string{"n": n, "what": what}})
	for number := first; number <= last && came && err == nil; number++ {
		err = l.labelled(ctx, tx, run, number)
	}
	return err
}

// AgainPage wants a page that came out once more, and says why. A run that was
// given up takes no more pages: "fault.run.moved".
func (l *Ledger) AgainPage(ctx context.Context, run data.PrintRunID, number int, reason, login string) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		if err := one(tx.ExecContext(ctx, "UPDATE runs SET ended=0 WHERE id=? AND reason=''", run)); err != nil {
			return err
		}
		err := one(tx.ExecContext(ctx, "UPDATE run_pages SET state=? WHERE run=? AND number=? AND state=?",
			data.PageWaiting, run, number, data.PagePrinted))
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO run_again(run, number, at, login, reason) VALUES (?,?,?,?,?)",
			run, number, l.now().Unix(), login, reason)
		if err != nil {
			return err
		}
		return l.record(ctx, tx, data.Event{Login: login, Kind: data.EventPageAgain,
			Args: map[string]string{"n": strconv.Itoa(number), "reason": reason}})
	})
}

// AcceptPage takes the present drawing of a page that did not come out yet: the
// order changed after the run began, and the owner has seen it.
func (l *Ledger) AcceptPage(ctx context.Context, run data.PrintRunID, number int, hash []byte) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		return one(tx.ExecContext(ctx, "UPDATE run_pages SET hash=? WHERE run=? AND number=? AND state=?", hash, run, number, data.PageWaiting))
	})
}

// CloseRun ends a run that is through: every page came out, and the labels are
// those that were asked for. Else it fails with Invalid "fault.run.open"
// {pages, labels}: how many are left.
func (l *Ledger) CloseRun(ctx context.Context, run data.PrintRunID) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		r, err := readRun(ctx, tx, run)
		if err != nil || !r.Ended.IsZero() {
			return err
		}
		_, printed := r.Next()
		if pages, labels := len(r.Pages)-printed, len(r.Missing()); pages > 0 || labels > 0 {
			return &data.Fault{Kind: data.Invalid, Key: "fault.run.open", Args: map[string]any{"pages": pages, "labels": labels}}
		}
		if _, err := tx.ExecContext(ctx, "UPDATE runs SET ended=? WHERE id=?", l.now().Unix(), run); err != nil {
			return err
		}
		if !r.Plan.Has(data.RunLabels) {
			return nil
		}
		return addNews(ctx, tx, l.now(), "news.printed", map[string]any{"n": len(r.Plan.Parcels)})
	})
}

// givenUp is why a run ended that is not through: nobody but an owner ends one.
const givenUp = "owner"

// DropRun gives up what is left of a run. Pages that are with a printer, or of
// which nobody can tell, may have come out: their labels count as printed, so
// that printing them again is asked about.
func (l *Ledger) DropRun(ctx context.Context, run data.PrintRunID, login string) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		r, err := readRun(ctx, tx, run)
		if err != nil || !r.Ended.IsZero() {
			return err
		}
		for _, p := range r.Pages {
			if p.State != data.PageSent && p.State != data.PageDoubtful {
				continue
			}
			if err := l.labelBoxes(ctx, tx, p.Parcels); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, "UPDATE run_pages SET state=? WHERE run=? AND state=?", data.PageDoubtful, run, data.PageSent)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE runs SET ended=?, reason=? WHERE id=?", l.now().Unix(), givenUp, run); err != nil {
			return err
		}
		_, printed := r.Next()
		return l.record(ctx, tx, data.Event{Login: login, Kind: data.EventRunDropped,
			Args: map[string]string{"n": strconv.Itoa(len(r.Pages) - printed)}})
	})
}

// Run reads a run. It fails with NotFound "fault.run.missing".
func (l *Ledger) Run(ctx context.Context, id data.PrintRunID) (r data.Run, err error) {
	err = l.db.Read(ctx, func(tx *sql.Tx) error {
		r, err = readRun(ctx, tx, id)
		return err
	})
	return r, err
}

// OpenRuns are the runs that are not through, the newest first.
func (l *Ledger) OpenRuns(ctx context.Context) (all []data.Run, err error) {
	err = l.db.Read(ctx, func(tx *sql.Tx) error {
		var ids []data.PrintRunID
		err := store.Each(ctx, tx, "SELECT id FROM runs WHERE ended=0 ORDER BY id DESC LIMIT 50", nil, func(scan store.Scanner) error {
			var id data.PrintRunID
			err := scan(&id)
			ids = append(ids, id)
			return err
		})
		for _, id := range ids {
			r, e := readRun(ctx, tx, id)
			all, err = append(all, r), errors.Join(err, e)
		}
		return err
	})
	return all, err
}

// SettleRuns tells once of each run that was left in the middle: a lock or a
// crash came over it ("news.unfinished").
func (l *Ledger) SettleRuns(ctx context.Context) error {
	var open int
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT COUNT(*) FROM runs WHERE ended=0 AND told=0").Scan(&open)
	})
	if err != nil || open == 0 {
		return err
	}
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		var pages int
		err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM run_pages p JOIN runs r ON r.id=p.run
			WHERE r.ended=0 AND r.told=0 AND p.state<>?`, data.PagePrinted).Scan(&pages)
		if err != nil {
			return err
		}
		if _, err = tx.ExecContext(ctx, "UPDATE runs SET told=1 WHERE ended=0"); err != nil {
			return err
		}
		return addNews(ctx, tx, l.now(), "news.unfinished", map[string]any{"n": pages})
	})
}

// one expects that exactly one row changed.
func one(res sql.Result, err error) error {
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return &data.Fault{Kind: data.Busy, Key: "fault.run.moved", Err: err}
	}
	return nil
}

func loginOf(ctx context.Context, tx *sql.Tx, run data.PrintRunID) (login string, err error) {
	err = tx.QueryRowContext(ctx, "SELECT login FROM runs WHERE id=?", run).Scan(&login)
	return login, err
}

// reasonOf is why a page is printed again, empty when nobody asked for it.
func reasonOf(ctx context.Context, tx *sql.Tx, run data.PrintRunID, number int) (why string, err error) {
	err = tx.QueryRowContext(ctx, "SELECT reason FROM run_again WHERE run=? AND number=? ORDER BY rowid DESC LIMIT 1", run, number).Scan(&why)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return why, err
}
