package bench

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"nifuda/data/audit"

	"nifuda/data/store"
)

// No honest entry is longer than these. A longer one is cut when read, and then
// its proof no longer fits.
const (
	longestWord = 128      // characters of a login, kind or order number
	longestArgs = 16 << 10 // characters: JSON writes some of them sixfold
)

// Trail reads entries after the given one, oldest first. Nothing is checked
// here but lengths: whoever absorbs them follows the chain.
func (f *File) Trail(ctx context.Context, after uint64, limit int) ([]audit.Sealed, error) {
	var all []audit.Sealed
	err := f.db.Read(ctx, func(tx *sql.Tx) error {
		return store.Each(ctx, tx, `SELECT seq, at, substr(login,1,?), substr(kind,1,?), parcel, substr(number,1,?), substr(args,1,?), substr(mac,1,64)
			FROM trail WHERE seq > ? ORDER BY seq LIMIT ?`, []any{longestWord, longestWord, longestWord, longestArgs, int64(after), limit},
			func(scan store.Scanner) error {
				var s audit.Sealed
				var at int64
				var args string
				var mac []byte
				if err := scan(&s.Seq, &at, &s.Login, &s.Kind, &s.Parcel, &s.Number, &args, &mac); err != nil {
					return err
				}
				s.At = time.UnixMilli(at)
				copy(s.MAC[:], mac)
				if args != "{}" && json.Unmarshal([]byte(args), &s.Args) != nil {
					s.Args = map[string]string{"unreadable": ""} // the proof will not fit
				}
				all = append(all, s)
				return nil
			})
	})
	return all, err
}

// Chain is where the bench's chain stands by its own account.
func (f *File) Chain(ctx context.Context) (audit.State, error) {
	var raw []byte
	err := f.db.Read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT substr(state,1,256) FROM chain WHERE id=1").Scan(&raw)
	})
	if err != nil {
		return audit.State{}, err
	}
	return audit.ReadState(raw)
}

// Forget removes the entries up to the given one, once the ledger has them.
func (f *File) Forget(ctx context.Context, upTo uint64) error {
	err := f.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM trail WHERE seq <= ?", int64(upTo))
		return err
	})
	if err != nil {
		return err
	}
	return f.db.Checkpoint(ctx)
}
