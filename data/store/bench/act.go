package bench

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"nifuda/data"
	"nifuda/data/audit"
	"nifuda/data/store"
)

// Act is one gesture of a packer in one transaction: what it reads, what it
// changes and its entry in the chain stand or fall together.
type Act struct {
	tx     *sql.Tx
	login  string
	at     time.Time
	packer Packer
}

// Act runs a gesture. wall is the clock's time; the gesture happens at the
// latest moment the bench has seen if the clock was set back. Afterwards the
// log is emptied: the chain's key before this entry is gone.
func (f *File) Act(ctx context.Context, login string, wall time.Time, do func(*Act) error) error {
	err := f.db.Write(ctx, func(tx *sql.Tx) error {
		at, err := advance(ctx, tx, wall)
		if err != nil {
			return err
		}
		packer, err := readPacker(ctx, tx, login)
		if err != nil {
			return err
		}
		return do(&Act{tx, login, at, packer})
	})
	if err != nil {
		return err
	}
	return f.db.Checkpoint(ctx)
}

// advance moves the bench's clock on and gives the moment it is.
func advance(ctx context.Context, tx *sql.Tx, wall time.Time) (time.Time, error) {
	var latest int64
	if err := tx.QueryRowContext(ctx, "SELECT latest FROM clock WHERE id=1").Scan(&latest); err != nil {
		return wall, err
	}
	if wall.UnixMilli() <= latest {
		return time.UnixMilli(latest).In(wall.Location()), nil
	}
	_, err := tx.ExecContext(ctx, "UPDATE clock SET latest=? WHERE id=1", wall.UnixMilli())
	return wall, err
}

// Now is the moment, by the clock that cannot be set back.
func (f *File) Now(ctx context.Context, wall time.Time) (time.Time, error) {
	var latest int64
	err := f.db.Read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT latest FROM clock WHERE id=1").Scan(&latest)
	})
	if wall.UnixMilli() < latest {
		return time.UnixMilli(latest).In(wall.Location()), err
	}
	return wall, err
}

// SetClock sets the bench's clock by the owner's, back too: a clock that once
// ran ahead would otherwise stop the bench until it is caught up with.
func (f *File) SetClock(ctx context.Context, now time.Time) error {
	return f.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO clock(id, latest) VALUES (1, ?) ON CONFLICT(id) DO UPDATE SET latest=excluded.latest", now.UnixMilli())
		return err
	})
}

// Packer is whose gesture it is, as the owner last knew her.
func (a *Act) Packer() Packer { return a.packer }

// At is when it happens.
func (a *Act) At() time.Time { return a.at }

// Terms are what the owner decided.
func (a *Act) Terms(ctx context.Context) (t Terms, err error) {
	err = readTerms(ctx, a.tx, &t)
	return t, err
}

// Parcel reads a parcel. NotFound "fault.bench.gone".
func (a *Act) Parcel(ctx context.Context, id data.ParcelID) (data.BenchParcel, error) {
	return readParcel(ctx, a.tx, id, a.login)
}

// Opened gives the parcels that are open now; there should be one at most.
func (a *Act) Opened(ctx context.Context) ([]data.ParcelID, error) {
	var ids []data.ParcelID
	err := store.Each(ctx, a.tx, "SELECT id FROM parcels WHERE state=?", []any{data.BenchOpen}, func(scan store.Scanner) error {
		var id data.ParcelID
		err := scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids, err
}

// Save keeps what packing changes: state, goods in the box, labels, tracking.
func (a *Act) Save(ctx context.Context, p data.BenchParcel) error {
	items, err := json.Marshal(p.Items)
	if err != nil {
		return err
	}
	_, err = a.tx.ExecContext(ctx, `UPDATE parcels SET moved = CASE WHEN state=? THEN moved ELSE ? END, state=?, items=?, labels=?,
		carrier=?, tracking=? WHERE id=?`, p.State, store.Seconds(a.at), p.State, string(items), p.Labels, p.Carrier, p.Tracking, p.ID)
	return err
}

// Phone gives the number of a parcel, sealed to this packer. NotFound when
// there is none for her.
func (a *Act) Phone(ctx context.Context, id data.ParcelID) ([]byte, error) {
	var sealed []byte
	err := a.tx.QueryRowContext(ctx, "SELECT sealed FROM phones WHERE parcel=? AND login=?", id, a.login).Scan(&sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, &data.Fault{Kind: data.NotFound, Key: "fault.bench.nophone", Err: err}
	}
	return sealed, err
}

// Labels is how many labels she has printed today.
func (a *Act) Labels(ctx context.Context) (n int, err error) {
	err = a.tx.QueryRowContext(ctx, "SELECT IFNULL(MAX(number),0) FROM labels WHERE day=? AND login=?", store.Day(a.at), a.login).Scan(&n)
	return n, err
}

// Count moves the number of her labels of today by n.
func (a *Act) Count(ctx context.Context, n int) error {
	_, err := a.tx.ExecContext(ctx, `INSERT INTO labels(day, login, number) VALUES (?,?,MAX(0,?))
		ON CONFLICT(day, login) DO UPDATE SET number=MAX(0, number+?)`, store.Day(a.at), a.login, n, n)
	return err
}

// Printing is a label on its way.
type Printing struct {
	Parcel data.ParcelID
	Login  string
	Number string
	Reason string // why again; empty for the first
}

// BeginPrinting notes that a label is on its way.
func (a *Act) BeginPrinting(ctx context.Context, p Printing) error {
	_, err := a.tx.ExecContext(ctx, "INSERT OR REPLACE INTO printing(parcel, login, number, reason) VALUES (?,?,?,?)", p.Parcel, a.login, p.Number, p.Reason)
	return err
}

// EndPrinting takes a label off the way, and reports whether it was on it.
func (a *Act) EndPrinting(ctx context.Context, id data.ParcelID) (p Printing, was bool, err error) {
	all, err := a.Unended(ctx)
	for _, one := range all {
		if one.Parcel == id {
			p, was = one, true
		}
	}
	if err == nil {
		_, err = a.tx.ExecContext(ctx, "DELETE FROM printing WHERE parcel=?", id)
	}
	return p, was, err
}

// Unended lists the labels on their way.
func (a *Act) Unended(ctx context.Context) ([]Printing, error) {
	var all []Printing
	err := store.Each(ctx, a.tx, "SELECT parcel, login, number, reason FROM printing ORDER BY parcel", nil, func(scan store.Scanner) error {
		var p Printing
		err := scan(&p.Parcel, &p.Login, &p.Number, &p.Reason)
		all = append(all, p)
		return err
	})
	return all, err
}

// Accept keeps which version of the rule she accepted.
func (a *Act) Accept(ctx context.Context, version int) error {
	_, err := a.tx.ExecContext(ctx, "UPDATE packers SET consent=?, consented=? WHERE login=?", version, store.Seconds(a.at), a.login)
	return err
}

// Chosen keeps that she chose her passphrase.
func (a *Act) Chosen(ctx context.Context) error {
	_, err := a.tx.ExecContext(ctx, "UPDATE packers SET changed=? WHERE login=?", store.Seconds(a.at), a.login)
	return err
}

// Record adds an entry to the chain, by this packer at this moment unless the
// event says whose it is. It is tidied first: the owner's process refuses what
// no program of ours writes.
func (a *Act) Record(ctx context.Context, e data.Event) error {
	e = e.Tidy()
	if e.Login == "" {
		e.Login = a.login
	}
	e.At = a.at
	var raw []byte
	if err := a.tx.QueryRowContext(ctx, "SELECT state FROM chain WHERE id=1").Scan(&raw); err != nil {
		return err
	}
	state, err := audit.ReadState(raw)
	if err != nil {
		return err
	}
	sealed, next, err := state.Append(e)
	if err != nil {
		return err
	}
	args, err := audit.Args(e.Args)
	if err != nil {
		return err
	}
	_, err = a.tx.ExecContext(ctx, "INSERT INTO trail(seq, at, login, kind, parcel, number, args, mac) VALUES (?,?,?,?,?,?,?,?)",
		sealed.Seq, e.At.UnixMilli(), e.Login, string(e.Kind), e.Parcel, e.Number, string(args), sealed.MAC[:])
	if err != nil {
		return err
	}
	_, err = a.tx.ExecContext(ctx, "UPDATE chain SET state=? WHERE id=1", next.Bytes())
	return err
}
