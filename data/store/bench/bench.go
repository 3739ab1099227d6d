package bench

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"nifuda/data"
	"nifuda/data/audit"
	"nifuda/data/store"
)

//go:embed migrations/*.sql
var migrations embed.FS

// File is the open bench.
type File struct{ db *store.DB }

// Place says where a bench is and how it opens.
type Place struct {
	Path  string
	Vault string
	Key   func() []byte // lends the file key
}

func (p Place) config() (store.Config, error) {
	files, err := fs.Sub(migrations, "migrations")
	return store.Config{Path: p.Path, Vault: p.Vault, Key: p.Key, Migrations: files, Hostile: true}, err
}

// Create makes an empty bench whose chain goes on from the state. An older
// file in its place is gone.
func Create(ctx context.Context, p Place, chain audit.State) error {
	c, err := p.config()
	if err != nil {
		return err
	}
	if err := store.Create(ctx, c); err != nil {
		return err
	}
	f, err := Open(ctx, p)
	if err != nil {
		return err
	}
	err = f.db.Write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "INSERT INTO chain(id, state) VALUES (1, ?)", chain.Bytes()); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO clock(id, latest) VALUES (1, 0)"); err != nil {
			return err
		}
		return saveTerms(ctx, tx, Terms{})
	})
	return errors.Join(err, f.Close())
}

// Open opens the bench. Faults are those of store.Open.
func Open(ctx context.Context, p Place) (*File, error) {
	c, err := p.config()
	if err != nil {
		return nil, err
	}
	db, err := store.Open(ctx, c)
	if err != nil {
		return nil, err
	}
	return &File{db}, nil
}

// Opens reports whether the place's key opens its file.
func Opens(ctx context.Context, p Place) (bool, error) {
	c, err := p.config()
	if err != nil {
		return false, err
	}
	return store.Opens(ctx, c)
}

// Rekey encrypts a closed bench anew under another key, as store.Rekey does.
func Rekey(ctx context.Context, p Place, fresh []byte) error {
	c, err := p.config()
	if err != nil {
		return err
	}
	return store.Rekey(ctx, c, fresh)
}

// Missing says how many commits were there once and are not now, and whether
// the counter itself was gone or altered.
func (f *File) Missing() (commits uint64, unsure bool) { return f.db.Missing() }

// Caught makes the file count as current again.
func (f *File) Caught(ctx context.Context) error { return f.db.Caught(ctx) }

// Checkpoint moves recent commits into the file, so that nothing older than
// the last one is left in the log.
func (f *File) Checkpoint(ctx context.Context) error { return f.db.Checkpoint(ctx) }

// Check reads every page; Damaged when one is not what we wrote.
func (f *File) Check(ctx context.Context) error { return f.db.Check(ctx) }

// Close empties the log and closes the file.
func (f *File) Close() error { return f.db.Close() }

// Terms are what the owner decided for everybody at the bench.
type Terms struct {
	ShopName string
	Sender   data.Sender
	Rule     data.Rule
	Rules    data.BenchRules
	Offset   data.Offset // of the bench's printer
	Printers []data.ListedPrinter
	Own      *data.Stock `json:",omitempty"` // the stock of the rules, where the owner measured it
}

// Packer is one who may open the bench.
type Packer struct {
	Login   string
	Name    string
	May     data.Permits
	Changed time.Time // chose her passphrase; zero when somebody else did
	Consent data.Consent
}

// Terms reads what the owner decided.
func (f *File) Terms(ctx context.Context) (Terms, error) {
	var t Terms
	err := f.db.Read(ctx, func(tx *sql.Tx) error { return readTerms(ctx, tx, &t) })
	return t, err
}

func readTerms(ctx context.Context, tx *sql.Tx, t *Terms) error {
	var raw string
	if err := tx.QueryRowContext(ctx, "SELECT value FROM terms WHERE id=1").Scan(&raw); err != nil {
		return err
	}
	return json.Unmarshal([]byte(raw), t)
}

// SetTerms replaces them.
func (f *File) SetTerms(ctx context.Context, t Terms) error {
	return f.db.Write(ctx, func(tx *sql.Tx) error { return saveTerms(ctx, tx, t) })
}

func saveTerms(ctx context.Context, tx *sql.Tx, t Terms) error {
	raw, err := json.Marshal(t)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO terms(id, value) VALUES (1, ?) ON CONFLICT(id) DO UPDATE SET value=excluded.value", string(raw))
	return err
}

// SetPackers replaces the list of who may open the bench. What belongs to
// nobody on it goes: phone numbers, drafts, counts.
func (f *File) SetPackers(ctx context.Context, all []Packer) error {
	return f.db.Write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM packers"); err != nil {
			return err
		}
		for _, p := range all {
			may, err := json.Marshal(p.May)
			if err != nil {
				return err
			}
			_, err = tx.ExecContext(ctx, "INSERT INTO packers(login, name, permits, changed, consent, consented) VALUES (?,?,?,?,?,?)",
				p.Login, p.Name, string(may), store.Seconds(p.Changed), p.Consent.Version, store.Seconds(p.Consent.At))
			if err != nil {
				return err
			}
		}
		for _, table := range []string{"phones", "drafts", "labels"} {
			if _, err := tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE login NOT IN (SELECT login FROM packers)"); err != nil {
				return err
			}
		}
		return nil
	})
}

// Packer finds one who may open the bench. NotFound "fault.bench.packer".
func (f *File) Packer(ctx context.Context, login string) (Packer, error) {
	var p Packer
	err := f.db.Read(ctx, func(tx *sql.Tx) (err error) {
		p, err = readPacker(ctx, tx, login)
		return err
	})
	return p, err
}

func readPacker(ctx context.Context, tx *sql.Tx, login string) (Packer, error) {
	p := Packer{Login: login}
	var may string
	var changed, consented int64
	err := tx.QueryRowContext(ctx, "SELECT name, permits, changed, consent, consented FROM packers WHERE login=?", login).
		Scan(&p.Name, &may, &changed, &p.Consent.Version, &consented)
	if errors.Is(err, sql.ErrNoRows) {
		return p, &data.Fault{Kind: data.NotFound, Key: "fault.bench.packer", Err: err}
	}
	if err != nil {
		return p, err
	}
	p.Changed, p.Consent.At = store.FromSeconds(changed), store.FromSeconds(consented)
	if err := json.Unmarshal([]byte(may), &p.May); err != nil {
		return p, fmt.Errorf("permits: %w", err)
	}
	return p, nil
}

// Park keeps what a packer had begun when the lock came.
func (f *File) Park(ctx context.Context, login string, draft []byte) error {
	return f.db.Write(ctx, func(tx *sql.Tx) error {
		if len(draft) == 0 {
			_, err := tx.ExecContext(ctx, "DELETE FROM drafts WHERE login=?", login)
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO drafts(login, value) VALUES (?,?) ON CONFLICT(login) DO UPDATE SET value=excluded.value", login, draft)
		return err
	})
}

// Parked gives what Park kept, nil when there is nothing.
func (f *File) Parked(ctx context.Context, login string) ([]byte, error) {
	var draft []byte
	err := f.db.Read(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, "SELECT value FROM drafts WHERE login=?", login).Scan(&draft)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return draft, err
}
