package store

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"

	sqlite3 "github.com/mutecomm/go-sqlcipher/v4"
)

// Rekey encrypts a closed file anew under another key, with another salt. A
// crash leaves exactly one of the two keys that opens, and every row: the
// caller keeps both until Rekey returned, and asks Opens which one it is.
func Rekey(ctx context.Context, c Config, fresh []byte) error {
	if len(fresh) != KeySize {
		return fmt.Errorf("file key of %d bytes", len(fresh))
	}
	if err := guard(c.Path); err != nil {
		return err
	}
	if err := quietCipher(); err != nil {
		return Named(err)
	}
	conn, err := connector{c.Path, c.Key, writerPragmas()}.Connect(ctx)
	if err != nil {
		return Named(err)
	}
	err = pragma(ctx, conn, "wal_checkpoint(TRUNCATE)")
	if err == nil {
		// SQLCipher has no other door for this in SQL; the text dies with the call.
		err = pragma(ctx, conn, `rekey="x'`+hex.EncodeToString(fresh)+`'"`)
	}
	if err == nil {
		err = pragma(ctx, conn, "wal_checkpoint(TRUNCATE)")
	}
	if err = errors.Join(err, conn.Close()); err != nil {
		return Named(fmt.Errorf("re-key: %w", err))
	}
	c.Key = func() []byte { return fresh }
	return remark(ctx, c)
}

// remark writes the commit counter under the key that the file has now.
func remark(ctx context.Context, c Config) error {
	db, err := connect(c)
	if err != nil {
		return err
	}
	var commits uint64
	err = db.writer.QueryRowContext(ctx, "SELECT commits FROM marker WHERE id=1").Scan(&commits)
	if err == nil {
		err = db.mark.begin(commits)
	}
	return errors.Join(Named(err), db.shut())
}

// Opens reports whether the key opens the file.
func Opens(ctx context.Context, c Config) (bool, error) {
	if err := guard(c.Path); err != nil {
		return false, err
	}
	if err := quietCipher(); err != nil {
		return false, Named(err)
	}
	conn, err := connector{c.Path, c.Key, []string{"user_version"}}.Connect(ctx) // reads page 1
	if s, ok := errors.AsType[sqlite3.Error](err); ok && s.Code == sqlite3.ErrNotADB {
		return false, nil
	}
	if err != nil {
		return false, Named(err)
	}
	return true, Named(conn.Close())
}
