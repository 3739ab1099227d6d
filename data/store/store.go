package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// Config is what opening a file needs.
type Config struct {
	Path       string        // of the database file
	Vault      string        // the vault's id, proved against the marker row
	Key        func() []byte // lends the 48 bytes of the file key
	Migrations fs.FS         // NNNN_name.sql, applied in order, each once
	Hostile    bool          // somebody else may have written it: the schema must be ours to the letter
}

// pragmas are what a connection of this file sets after its key.
func (c Config) pragmas(own []string) []string {
	if c.Hostile {
		return append(hostilePragmas(), own...)
	}
	return own
}

// DB is an open encrypted file: one writer, a few readers.
type DB struct {
	writer *sql.DB
	reader *sql.DB
	mark   *mark

	writing sync.Mutex // held from begin to the counter's write
	markErr error      // the last failure to write the counter
	missing uint64     // commits that were there once and are not now
	unsure  bool       // the counter itself was gone or altered
}

// Create makes a new file. It appears under its name only once it is whole.
func Create(ctx context.Context, c Config) error {
	fresh := c
	fresh.Path = c.Path + ".new"
	for _, leftover := range []string{"", "-wal", "-shm", markSuffix} {
		if err := os.Remove(fresh.Path + leftover); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return Named(err)
		}
	}
	db, err := connect(fresh)
	if err != nil {
		return err
	}
	err = db.found(ctx, fresh)
	if err = errors.Join(err, db.Close()); err != nil {
		return Named(fmt.Errorf("create the file: %w", err))
	}
	if err := os.Rename(fresh.Path+markSuffix, c.Path+markSuffix); err != nil {
		return Named(err)
	}
	return Named(os.Rename(fresh.Path, c.Path))
}

// found writes the first rows of a new file.
func (db *DB) found(ctx context.Context, c Config) error {
	if err := db.migrate(ctx, c.Migrations); err != nil {
		return err
	}
	if _, err := db.writer.ExecContext(ctx, `INSERT INTO marker(id, vault, commits) VALUES (1, ?, 0)`, c.Vault); err != nil {
		return err
	}
	return db.mark.write(0)
}

// Open opens an existing file. It fails with Invalid "fault.store.newer" on one
// that a later version wrote, which stays as it is, and with Damaged
// "fault.store.damaged" on a file that is empty, cut short, not encrypted, of
// another vault or unreadable under its key. Missing tells whether newer commits are gone.
func Open(ctx context.Context, c Config) (*DB, error) {
	if err := guard(c.Path); err != nil {
		return nil, err
	}
	db, err := connect(c)
	if err != nil {
		return nil, err
	}
	if err := db.prove(ctx, c); err != nil {
		return nil, errors.Join(Named(err), db.shut())
	}
	return db, nil
}

// guard looks at the bytes before SQLite does: an empty file would open as a
// new, empty database without a word.
func guard(path string) error {
	const page = 4096
	f, err := os.Open(path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return Damaged(err)
		}
		return Named(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return Named(err)
	}
	_, walErr := os.Stat(path + "-wal")
	if info.Size() < page || info.Size()%page != 0 && errors.Is(walErr, fs.ErrNotExist) {
		return Damaged(fmt.Errorf("the file has %d bytes", info.Size()))
	}
	head := make([]byte, 16)
	if _, err := io.ReadFull(f, head); err != nil {
		return Named(err)
	}
	if bytes.HasPrefix(head, []byte("SQLite format 3")) {
		return Damaged(errors.New("the file is not encrypted"))
	}
	return nil
}

// connect prepares the pools; nothing is read yet.
func connect(c Config) (*DB, error) {
	if err := quietCipher(); err != nil {
		return nil, Named(err)
	}
	m, err := openMark(c.Path, c.Vault, c.Key())
	if err != nil {
		return nil, Named(err)
	}
	db := &DB{
		writer: sql.OpenDB(connector{c.Path, c.Key, c.pragmas(writerPragmas())}),
		reader: sql.OpenDB(connector{c.Path, c.Key, c.pragmas(readerPragmas())}),
		mark:   m,
	}
	db.writer.SetMaxOpenConns(1)
	db.reader.SetMaxOpenConns(2)
	return db, nil
}

// quietCipher turns off SQLCipher 4.4's locking of every allocation, which
// doubles the cost of opening and mostly fails on a desktop's small limit.
func quietCipher() error {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		return err
	}
	_, err = db.Exec("PRAGMA cipher_memory_security=OFF")
	return errors.Join(err, db.Close())
}

// prove reads the first page under the key, checks that there is a cipher and
// that the file is this vault's, brings the schema up to date and compares the
// commit counters.
func (db *DB) prove(ctx context.Context, c Config) error {
	var cipher string
	if err := db.writer.QueryRowContext(ctx, "PRAGMA cipher_version").Scan(&cipher); err != nil || cipher == "" {
		return errors.Join(errors.New("no cipher in this build"), err)
	}
	if c.Hostile {
		if err := db.checkSchema(ctx, c.Migrations); err != nil {
			return err
		}
	}
	var vault string
	var commits uint64
	err := db.writer.QueryRowContext(ctx, "SELECT vault, commits FROM marker WHERE id=1").Scan(&vault, &commits)
	if err != nil {
		return Damaged(fmt.Errorf("marker row: %w", err))
	}
	if vault != c.Vault {
		return Damaged(errors.New("the file belongs to another vault"))
	}
	if err := db.migrate(ctx, c.Migrations); err != nil {
		return err
	}
	marked, err := db.mark.read()
	switch {
	case errors.Is(err, errNoMark):
		db.unsure = true
	case err != nil:
		return err
	case marked > commits:
		db.missing = marked - commits
	}
	return nil
}

// Missing says how many commits were there once and are not now, and whether
// the counter itself was gone or altered. Both are zero on a sound file.
func (db *DB) Missing() (commits uint64, unsure bool) { return db.missing, db.unsure }

// Caught writes the counter anew, at or above what it ever was, after the
// caller has recorded that commits were missing. From here on the file counts
// as current.
func (db *DB) Caught(ctx context.Context) error {
	behind := db.missing
	err := db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE marker SET commits=commits+? WHERE id=1", behind)
		return err
	})
	if err == nil {
		db.missing, db.unsure = 0, false
	}
	return err
}

// Write runs f in a transaction and counts the commit. Whatever f returns
// undoes all of it.
func (db *DB) Write(ctx context.Context, f func(*sql.Tx) error) error {
	db.writing.Lock()
	defer db.writing.Unlock()
	tx, err := db.writer.BeginTx(ctx, nil)
	if err != nil {
		return Named(err)
	}
	defer tx.Rollback() // does nothing once committed
	if err := f(tx); err != nil {
		return Named(err)
	}
	var commits uint64
	if _, err := tx.ExecContext(ctx, "UPDATE marker SET commits=commits+1 WHERE id=1"); err != nil {
		return Named(err)
	}
	if err := tx.QueryRowContext(ctx, "SELECT commits FROM marker WHERE id=1").Scan(&commits); err != nil {
		return Named(err)
	}
	if err := tx.Commit(); err != nil {
		return Named(err)
	}
	// The commit stands whatever happens to its counter: a counter that lags
	// only hides the loss of this one commit. Close reports it.
	db.markErr = db.mark.write(commits)
	return nil
}

// Read runs f in a read-only transaction: one moment of the file, whole.
func (db *DB) Read(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := db.reader.BeginTx(ctx, nil)
	if err != nil {
		return Named(err)
	}
	defer tx.Rollback()
	return Named(f(tx))
}

// Checkpoint moves the write-ahead log into the file and empties it, so that
// nothing recent hangs on SQLite's weak frame checksums.
func (db *DB) Checkpoint(ctx context.Context) error {
	db.writing.Lock()
	defer db.writing.Unlock()
	var busy, logged, moved int
	err := db.writer.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &logged, &moved)
	if err != nil {
		return Named(err)
	}
	if busy != 0 {
		return Named(errors.New("checkpoint: a reader is in the way"))
	}
	return nil
}

// Check reads every page and its MAC. It fails with Damaged naming the first
// page that is not what we wrote. Run it in the background: it takes about
// 0.2 s of processor time per 55 MB.
func (db *DB) Check(ctx context.Context) error {
	if err := db.Checkpoint(ctx); err != nil {
		return err
	}
	return pages(ctx, db.reader)
}

// pages reads every page and its MAC.
func pages(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, "PRAGMA cipher_integrity_check")
	if err != nil {
		return Named(err)
	}
	defer rows.Close()
	var found []string
	for rows.Next() {
		var finding string
		if err := rows.Scan(&finding); err != nil {
			return Named(err)
		}
		found = append(found, finding)
	}
	if err := rows.Err(); err != nil {
		return Named(err)
	}
	if len(found) > 0 {
		return Damaged(fmt.Errorf("%d pages: %s", len(found), found[0]))
	}
	return nil
}

// Close empties the log and closes the file.
func (db *DB) Close() error {
	err := db.Checkpoint(context.Background())
	return errors.Join(err, db.markErr, db.shut())
}

func (db *DB) shut() error {
	return errors.Join(db.reader.Close(), db.writer.Close(), db.mark.close())
}

// migrate applies the numbered files that the database has not seen, each in a
// transaction of its own.
func (db *DB) migrate(ctx context.Context, files fs.FS) error {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return err
	}
	var done int
	if err := db.writer.QueryRowContext(ctx, "PRAGMA user_version").Scan(&done); err != nil {
		return err
	}
	for i, name := range names {
		var number int
		if _, err := fmt.Sscanf(filepath.Base(name), "%04d_", &number); err != nil || number != i+1 {
			return fmt.Errorf("migration %s is not number %d", name, i+1)
		}
		if number <= done {
			continue
		}
		if err := db.apply(ctx, files, name, number); err != nil {
			return fmt.Errorf("migration %s: %w", name, err)
		}
	}
	if done > len(names) {
		return newer(fmt.Errorf("the file is at schema %d, this version's is %d", done, len(names)))
	}
	return nil
}

func (db *DB) apply(ctx context.Context, files fs.FS, name string, number int) error {
	script, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	tx, err := db.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, string(script)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version=%d", number)); err != nil {
		return err
	}
	return tx.Commit()
}
