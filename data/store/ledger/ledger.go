package ledger

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
	"nifuda/data/store"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Ledger is the open ledger file.
type Ledger struct {
	db  *store.DB
	now func() time.Time
}

// Place says where a ledger is and how it opens.
type Place struct {
	Path  string
	Vault string
	Key   func() []byte // lends the file key
	Now   func() time.Time
	Back  bool // it was put back from a backup: commits are missing, and nobody is to wonder
}

func (p Place) config() (store.Config, error) {
	files, err := fs.Sub(migrations, "migrations")
	return store.Config{Path: p.Path, Vault: p.Vault, Key: p.Key, Migrations: files}, err
}

// Create makes an empty ledger file.
func Create(ctx context.Context, p Place) error {
	c, err := p.config()
	if err != nil {
		return err
	}
	return store.Create(ctx, c)
}

// Open opens the ledger. When newer commits are missing it says so in the news
// ("news.behind", or "news.restored" after a backup was put back) and forgets every sync cursor, so that the next sync reads
// all of every shop again. Faults are those of store.Open.
func Open(ctx context.Context, p Place) (*Ledger, error) {
	c, err := p.config()
	if err != nil {
		return nil, err
	}
	db, err := store.Open(ctx, c)
	if err != nil {
		return nil, err
	}
	l := &Ledger{db, p.Now}
	if err := errors.Join(l.catchUp(ctx, p.Back), l.begin(ctx)); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return l, nil
}

func (l *Ledger) catchUp(ctx context.Context, back bool) error {
	missing, unsure := l.db.Missing()
	if missing == 0 && !unsure && !back {
		return nil
	}
	news := "news.behind"
	if back {
		news = "news.restored"
	}
	err := l.db.Write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE shops SET cursor=NULL"); err != nil {
			return err
		}
		return addNews(ctx, tx, l.now(), news, map[string]any{"n": missing})
	})
	if err != nil {
		return err
	}
	return l.db.Caught(ctx)
}

// Close empties the write-ahead log and closes the file.
func (l *Ledger) Close() error { return l.db.Close() }

// Checkpoint moves recent commits into the file; call it when idle.
func (l *Ledger) Checkpoint(ctx context.Context) error { return l.db.Checkpoint(ctx) }

// CopyInto writes an encrypted copy of this moment, under the same key.
func (l *Ledger) CopyInto(ctx context.Context, path string) error { return l.db.CopyInto(ctx, path) }

// VerifyCopy opens a copy and reads every page of it; faults as Check.
func VerifyCopy(ctx context.Context, p Place) error {
	c, err := p.config()
	if err != nil {
		return err
	}
	return store.VerifyCopy(ctx, c)
}

// Engine says which versions the file is open in.
func (l *Ledger) Engine(ctx context.Context) (data.Engine, error) { return l.db.Engine(ctx) }

// Check reads every page; Damaged when one is not what we wrote.
func (l *Ledger) Check(ctx context.Context) error { return l.db.Check(ctx) }

// Settings reads the owner's choices.
func (l *Ledger) Settings(ctx context.Context) (data.Settings, error) {
	s := data.Settings{IdleLock: data.DefaultIdle, Setup: data.SetupRecovery}
	raw, err := l.setting(ctx, ownerSetting)
	if err == nil && raw != nil {
		err = json.Unmarshal(raw, &s)
	}
	if s.Offsets == nil {
		s.Offsets = map[string]data.Offset{}
	}
	return s, err
}

// SaveSettings replaces the owner's choices.
func (l *Ledger) SaveSettings(ctx context.Context, s data.Settings) error {
	raw, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("settings: %w", err)
	}
	return l.saveSetting(ctx, ownerSetting, raw)
}

// Park keeps what a login had begun when the lock came, whatever the screens
// make of it; the next sign-in takes it back.
func (l *Ledger) Park(ctx context.Context, login string, draft []byte) error {
	return l.saveSetting(ctx, draftSetting+login, draft)
}

// Parked gives what Park kept for a login, nil when there is nothing.
func (l *Ledger) Parked(ctx context.Context, login string) ([]byte, error) {
	return l.setting(ctx, draftSetting+login)
}

const (
	ownerSetting = "owner"
	draftSetting = "draft/" // and the login's id
)

func (l *Ledger) setting(ctx context.Context, key string) ([]byte, error) {
	var raw []byte
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, "SELECT value FROM settings WHERE key=?", key).Scan(&raw)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return raw, err
}

func (l *Ledger) saveSetting(ctx context.Context, key string, value []byte) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error { return putSetting(ctx, tx, key, value) })
}

func putSetting(ctx context.Context, tx *sql.Tx, key string, value []byte) error {
	_, err := tx.ExecContext(ctx,
		"INSERT INTO settings(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value=excluded.value", key, string(value))
	return err
}
