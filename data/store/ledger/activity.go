package ledger

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/data/audit"
	"nifuda/data/store"
)

// chain is the activity chain inside a transaction that goes on with it.
type chain struct {
	tx  *sql.Tx
	now audit.State
}

func (l *Ledger) resumeChain(ctx context.Context, tx *sql.Tx) (*chain, error) {
	var raw []byte
	if err := tx.QueryRowContext(ctx, "SELECT now FROM activity_chain WHERE id=1").Scan(&raw); err != nil {
		return nil, fmt.Errorf("activity chain: %w", err)
	}
	now, err := audit.ReadState(raw)
	if err != nil {
		return nil, broken(audit.Break{Seq: 1, Reason: audit.Altered})
	}
	return &chain{tx, now}, nil
}

// add seals an entry. bench is its number in the bench's chain, nil for what
// was done at the owner's desk.
func (c *chain) add(ctx context.Context, e data.Event, bench any) error {
	sealed, next, err := c.now.Append(e)
	if err != nil {
		return err
	}
	args, err := audit.Args(e.Args)
	if err != nil {
		return err
	}
	_, err = c.tx.ExecContext(ctx, `INSERT INTO activity(seq, at, login, kind, parcel, number, args, bench, mac)
		VALUES (?,?,?,?,?,?,?,?,?)`, int64(sealed.Seq), e.At.UnixMilli(), e.Login, string(e.Kind), e.Parcel, e.Number, string(args),
		bench, sealed.MAC[:])
	c.now = next
	return err
}

// rest writes where the chain stands, over the state that sealed its entries.
func (c *chain) rest(ctx context.Context) error {
	_, err := c.tx.ExecContext(ctx, "UPDATE activity_chain SET now=? WHERE id=1", c.now.Bytes())
	return err
}

// record seals one event in the transaction of what it tells of.
func (l *Ledger) record(ctx context.Context, tx *sql.Tx, e data.Event) error {
	if e.At.IsZero() {
		e.At = l.now()
	}
	c, err := l.resumeChain(ctx, tx)
	if err != nil {
		return err
	}
	if err := c.add(ctx, e, nil); err != nil {
		return fmt.Errorf("record %s: %w", e.Kind, err)
	}
	return c.rest(ctx)
}

// SheetUsed reports whether the recovery sheet was used and no new one drawn
// since.
func (l *Ledger) SheetUsed(ctx context.Context) (used bool, err error) {
	err = l.db.Read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT IFNULL(MAX(CASE WHEN kind=? THEN seq END),0) > IFNULL(MAX(CASE WHEN kind=? THEN seq END),0)
			FROM activity WHERE kind IN (?,?)`, data.EventRecovered, data.EventSheet, data.EventRecovered, data.EventSheet).Scan(&used)
	})
	return used, err
}

// Record adds an event that changes nothing else to the activity log. Without
// a time it is now.
func (l *Ledger) Record(ctx context.Context, e data.Event) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error { return l.record(ctx, tx, e) })
}

// begin founds both chains in a ledger that has none: their first keys are
// random. Whoever was an owner before there was an activity log chose her own
// passphrase, and the first of them is in charge.
func (l *Ledger) begin(ctx context.Context) error {
	var found int
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT COUNT(*) FROM activity_chain").Scan(&found)
	})
	if err != nil || found > 0 {
		return err
	}
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		state := firstState()
		if _, err := tx.ExecContext(ctx, "INSERT INTO activity_chain(id, first, now) VALUES (1,?,?)", state, state); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO bench_seen(id, state) VALUES (1,?)", firstState()); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE logins SET changed=added WHERE kind=?", kindOwner); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE logins SET in_charge=1
			WHERE id=(SELECT id FROM logins WHERE kind=? ORDER BY added, id LIMIT 1)`, kindOwner)
		return err
	})
}

func firstState() []byte {
	var key [audit.Size]byte
	rand.Read(key[:]) // never fails: the system ends the process before
	return audit.Begin(key).Bytes()
}

const eventColumns = "seq, at, login, kind, parcel, number, args"

func scanEvent(scan store.Scanner, more ...any) (data.Event, error) {
	var e data.Event
	var at int64
	var args string
	if err := scan(append([]any{&e.Seq, &at, &e.Login, &e.Kind, &e.Parcel, &e.Number, &args}, more...)...); err != nil {
		return e, err
	}
	e.At = time.UnixMilli(at)
	if args == "{}" {
		return e, nil
	}
	return e, json.Unmarshal([]byte(args), &e.Args)
}

// Events lists entries of the activity log, newest first. A limit of 0 is all.
func (l *Ledger) Events(ctx context.Context, q data.EventQuery) ([]data.Event, error) {
	cond, args := []string{"1"}, []any{}
	if q.Login != "" {
		cond, args = append(cond, "login=?"), append(args, q.Login)
	}
	if q.Before > 0 {
		cond, args = append(cond, "seq<?"), append(args, int64(q.Before))
	}
	if len(q.Kinds) > 0 {
		cond = append(cond, "kind IN (?"+strings.Repeat(",?", len(q.Kinds)-1)+")")
		for _, k := range q.Kinds {
			args = append(args, string(k))
		}
	}
	query := "SELECT " + eventColumns + " FROM activity WHERE " + strings.Join(cond, " AND ") + " ORDER BY seq DESC"
	if q.Limit > 0 {
		query, args = query+" LIMIT ?", append(args, q.Limit)
	}
	return l.events(ctx, query, args)
}

// EventsSince lists what was done since a moment, oldest entry first.
func (l *Ledger) EventsSince(ctx context.Context, since time.Time) ([]data.Event, error) {
	return l.events(ctx, "SELECT "+eventColumns+" FROM activity WHERE at>=? ORDER BY seq", []any{since.UnixMilli()})
}

func (l *Ledger) events(ctx context.Context, query string, args []any) ([]data.Event, error) {
	var all []data.Event
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return store.Each(ctx, tx, query, args, func(scan store.Scanner) error {
			e, err := scanEvent(scan)
			all = append(all, e)
			return err
		})
	})
	return all, err
}

// VerifyEvents follows the whole activity chain from its first key to where it
// stands. progress is told now and then how many entries are done. It fails
// with Damaged "fault.activity.broken" {n}, which wraps the audit.Break.
func (l *Ledger) VerifyEvents(ctx context.Context, progress func(done, all int)) error {
	return l.db.Read(ctx, func(tx *sql.Tx) error {
		var first, last []byte
		var all int
		err := tx.QueryRowContext(ctx, "SELECT first, now, (SELECT COUNT(*) FROM activity) FROM activity_chain WHERE id=1").
			Scan(&first, &last, &all)
		if err != nil {
			return err
		}
		begin, err := audit.ReadState(first)
		now, err2 := audit.ReadState(last)
		if errors.Join(err, err2) != nil {
			return broken(audit.Break{Seq: 1, Reason: audit.Altered})
		}
		at, err := follow(ctx, tx, begin, func(done int) { progress(done, all) })
		if err == nil {
			err = at.Arrived(now)
		}
		progress(all, all)
		return broken(err)
	})
}

// tellEvery is after how many entries progress is told.
const tellEvery = 2000

// follow goes along all entries from a state. A row that is not even an entry
// is an altered one.
func follow(ctx context.Context, tx *sql.Tx, at audit.State, tell func(done int)) (audit.State, error) {
	// The driver starts a goroutine per row for a context that can end, which
	// costs a quarter of the time; between a few rows we look ourselves.
	rows, err := tx.QueryContext(context.WithoutCancel(ctx), "SELECT "+eventColumns+", mac FROM activity ORDER BY seq")
	if err != nil {
		return at, err
	}
	defer rows.Close()
	var mac sql.RawBytes
	for done := 1; rows.Next(); done++ {
		e, err := scanEvent(rows.Scan, &mac)
		if err != nil || len(mac) != audit.Size {
			return at, audit.Break{Seq: at.Seq + 1, Reason: audit.Altered}
		}
		if at, err = at.Follow(audit.Sealed{Event: e, MAC: [audit.Size]byte(mac)}); err != nil {
			return at, err
		}
		if done%tellEvery == 0 {
			tell(done)
			if err := ctx.Err(); err != nil {
				return at, err
			}
		}
	}
	return at, rows.Err()
}

// broken names the entry where a chain breaks; other errors stay as they are.
func broken(err error) error {
	if b, ok := errors.AsType[audit.Break](err); ok {
		return &data.Fault{Kind: data.Damaged, Key: "fault.activity.broken", Args: map[string]any{"n": int(b.Seq)}, Err: err}
	}
	return err
}
