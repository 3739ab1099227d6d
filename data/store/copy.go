package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// CopyInto writes an encrypted copy of one moment of the file, under the same
// key and without its free pages. A file of that name is replaced. Writers wait
// meanwhile, about half a second for 55 MB.
func (db *DB) CopyInto(ctx context.Context, path string) error {
	if err := db.Checkpoint(ctx); err != nil {
		return err
	}
	if err := RemoveCopy(path); err != nil {
		return err
	}
	db.writing.Lock()
	defer db.writing.Unlock()
	if _, err := db.writer.ExecContext(ctx, "VACUUM INTO ?", path); err != nil {
		return Named(errors.Join(fmt.Errorf("copy the file: %w", err), RemoveCopy(path)))
	}
	return Named(syncFile(path))
}

// syncFile forces a file to the drive.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// RemoveCopy removes a copy and what SQLite left beside it.
func RemoveCopy(path string) error {
	for _, end := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return Named(err)
		}
	}
	return nil
}

// VerifyCopy opens a copy under its key and reads every page of it: Damaged
// "fault.store.damaged" when one is not what was written, or the file is
// another vault's.
func VerifyCopy(ctx context.Context, c Config) error {
	if err := guard(c.Path); err != nil {
		return err
	}
	if err := quietCipher(); err != nil {
		return Named(err)
	}
	db := sql.OpenDB(connector{c.Path, c.Key, readerPragmas()})
	db.SetMaxOpenConns(1)
	err := verify(ctx, db, c.Vault)
	return errors.Join(err, db.Close())
}

func verify(ctx context.Context, db *sql.DB, vault string) error {
	var of string
	if err := db.QueryRowContext(ctx, "SELECT vault FROM marker WHERE id=1").Scan(&of); err != nil {
		return Damaged(fmt.Errorf("marker row: %w", err))
	}
	if of != vault {
		return Damaged(errors.New("the file belongs to another vault"))
	}
	return pages(ctx, db)
}

// WriteCopy writes the bytes of a copy that came from elsewhere. A file of that
// name is replaced.
func WriteCopy(path string, r io.Reader) error {
	if err := RemoveCopy(path); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return Named(err)
	}
	_, err = io.Copy(f, r)
	return Named(errors.Join(err, f.Close()))
}
