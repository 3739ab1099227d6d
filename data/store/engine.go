package store

import (
	"context"
	"database/sql"

	"nifuda/data"
)

// Engine says which versions the file is open in.
func (db *DB) Engine(ctx context.Context) (data.Engine, error) {
	var e data.Engine
	err := db.Read(ctx, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&e.SQLite); err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, "PRAGMA cipher_version").Scan(&e.Cipher)
	})
	return e, err
}
