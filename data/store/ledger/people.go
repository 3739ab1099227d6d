package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"nifuda/data"
	"nifuda/data/store"
)

// The kinds of login, as the vault calls its slots.
const (
	kindOwner    = "owner"
	kindPacker   = "packer"
	kindRecovery = "recovery"
)

// Login is a way into the vault, as the ledger knows it.
type Login struct {
	ID     string
	Kind   string
	Name   string
	Public []byte
	May    data.Permits // of a packer
}

// Packs reports whether the login opens the bench alone.
func (l Login) Packs() bool { return l.Kind == kindPacker }

// AddLogin records a login before its slot is written. by is whose doing it
// is; empty is the one who founds the business, who is in charge until she
// names somebody else.
func (l *Ledger) AddLogin(ctx context.Context, by string, in Login) error {
	may, err := json.Marshal(in.May.Tidy())
	if err != nil {
		return err
	}
	event := data.Event{Login: by, Kind: data.EventPersonNew, Args: map[string]string{"name": in.Name}}
	if in.Kind == kindRecovery {
		event = data.Event{Login: by, Kind: data.EventSheet}
	}
	founding, chosen := by == "", int64(0)
	if founding {
		event.Login, chosen = in.ID, l.now().Unix()
	}
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO logins(id, kind, name, public, added, in_charge, permits, changed)
			VALUES (?,?,?,?,?,?,?,?)`, in.ID, in.Kind, in.Name, in.Public, l.now().Unix(), founding, string(may), chosen)
		if err != nil {
			return err
		}
		return l.record(ctx, tx, event)
	})
}

// RemoveLogin takes a login off the list that keys are sealed to, after its
// slot is gone. A person keeps her row, so that the log still has a name for
// her; a recovery sheet is forgotten. An id nobody has is fine.
func (l *Ledger) RemoveLogin(ctx context.Context, by, id string) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM logins WHERE id=? AND kind=?", id, kindRecovery); err != nil {
			return err
		}
		var name string
		err := tx.QueryRowContext(ctx, "SELECT name FROM logins WHERE id=? AND gone=0", id).Scan(&name)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE logins SET gone=?, in_charge=0 WHERE id=?", l.now().Unix(), id); err != nil {
			return err
		}
		return l.record(ctx, tx, data.Event{Login: by, Kind: data.EventPersonGone, Args: map[string]string{"name": name}})
	})
}

// Logins lists every login that keys are sealed to.
func (l *Ledger) Logins(ctx context.Context) ([]Login, error) {
	var all []Login
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return store.Each(ctx, tx, "SELECT id, kind, name, public, permits FROM logins WHERE gone=0 ORDER BY added, id", nil, func(scan store.Scanner) error {
			var in Login
			var may []byte
			if err := scan(&in.ID, &in.Kind, &in.Name, &in.Public, &may); err != nil {
				return err
			}
			err := json.Unmarshal(may, &in.May)
			all = append(all, in)
			return err
		})
	})
	return all, err
}

// GonePackers lists the packers whose logins were removed. Their slots may
// still be in keys.json while the bench is being re-keyed, and only then.
func (l *Ledger) GonePackers(ctx context.Context) ([]Login, error) {
	var all []Login
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return store.Each(ctx, tx, "SELECT id, kind, name, public FROM logins WHERE gone<>0 AND kind=?", []any{kindPacker}, func(scan store.Scanner) error {
			var in Login
			err := scan(&in.ID, &in.Kind, &in.Name, &in.Public)
			all = append(all, in)
			return err
		})
	})
	return all, err
}

const personColumns = "id, kind, name, in_charge, permits, added, seen, changed, consent, consented, gone"

// People lists everybody who has or had a login of her own: those who have it
// first, then in the order they came. A recovery sheet is nobody.
func (l *Ledger) People(ctx context.Context) ([]data.Person, error) {
	var all []data.Person
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return store.Each(ctx, tx, "SELECT "+personColumns+" FROM logins WHERE kind IN (?,?) ORDER BY gone<>0, added, id",
			[]any{kindOwner, kindPacker}, func(scan store.Scanner) error {
				p, err := scanPerson(scan)
				all = append(all, p)
				return err
			})
	})
	return all, err
}

func scanPerson(scan store.Scanner) (data.Person, error) {
	var p data.Person
	var kind string
	var may []byte
	var added, seen, changed, consented, gone int64
	err := scan(&p.Login, &kind, &p.Name, &p.InCharge, &may, &added, &seen, &changed, &p.Consent.Version, &consented, &gone)
	if err != nil {
		return p, err
	}
	p.Role = data.RolePacker
	if kind == kindOwner {
		p.Role = data.RoleOwner
	}
	p.Added, p.Seen, p.Changed, p.Gone = store.FromSeconds(added), store.FromSeconds(seen), store.FromSeconds(changed), store.FromSeconds(gone)
	p.Consent.At = store.FromSeconds(consented)
	return p, json.Unmarshal(may, &p.May)
}

// ChangePerson keeps a person's name, what she may do, and whether she is in
// charge, which one person is at a time. Everything else of her stays. It fails
// with NotFound "fault.person.gone".
func (l *Ledger) ChangePerson(ctx context.Context, by string, p data.Person) error {
	may, err := json.Marshal(p.May.Tidy())
	if err != nil {
		return err
	}
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		if p.InCharge {
			if _, err := tx.ExecContext(ctx, "UPDATE logins SET in_charge=0"); err != nil {
				return err
			}
		}
		err := changed(tx.ExecContext(ctx, "UPDATE logins SET name=?, in_charge=?, permits=? WHERE id=? AND kind<>? AND gone=0",
			p.Name, p.InCharge, string(may), p.Login, kindRecovery))
		if err != nil {
			return err
		}
		return l.record(ctx, tx, data.Event{Login: by, Kind: data.EventPerson, Args: map[string]string{"name": p.Name}})
	})
}

// Seen notes a sign-in at the owner's desk.
func (l *Ledger) Seen(ctx context.Context, login string, at time.Time) error {
	return l.ofLogin(ctx, "UPDATE logins SET seen=? WHERE id=? AND gone=0", login, data.EventSignIn, at)
}

// PassphraseChosen notes that a person chose her own passphrase.
func (l *Ledger) PassphraseChosen(ctx context.Context, login string, at time.Time) error {
	return l.ofLogin(ctx, "UPDATE logins SET changed=? WHERE id=? AND gone=0", login, data.EventPassphrase, at)
}

func (l *Ledger) ofLogin(ctx context.Context, update, login string, kind data.EventKind, at time.Time) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		if err := changed(tx.ExecContext(ctx, update, at.Unix(), login)); err != nil {
			return err
		}
		return l.record(ctx, tx, data.Event{At: at, Login: login, Kind: kind})
	})
}

// changed refuses an update of a login that hit nobody.
func changed(res sql.Result, err error) error {
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return &data.Fault{Kind: data.NotFound, Key: "fault.person.gone"}
}
