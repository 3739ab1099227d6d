package ledger

import (
	"context"
	"database/sql"

	"nifuda/data"
	"nifuda/data/audit"
	"nifuda/data/store"
)

// BenchKey is one generation of the key of bench.db. There is one, or two while
// the file is being re-keyed.
type BenchKey struct {
	Generation uint32
	Key        []byte
}

// BenchKeys lists the generations of the bench's key, oldest first; none means
// that there is no bench yet. They live in memory as long as the ledger's own key does: until the lock.
func (l *Ledger) BenchKeys(ctx context.Context) ([]BenchKey, error) {
	var all []BenchKey
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return store.Each(ctx, tx, "SELECT generation, key FROM bench_keys ORDER BY generation", nil, func(scan store.Scanner) error {
			var k BenchKey
			err := scan(&k.Generation, &k.Key)
			all = append(all, k)
			return err
		})
	})
	return all, err
}

// KeepBenchKey keeps a generation before anything is written under it. A
// generation is kept once: its key never changes.
func (l *Ledger) KeepBenchKey(ctx context.Context, k BenchKey) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO bench_keys(generation, key) VALUES (?,?)", k.Generation, k.Key)
		return err
	})
}

// DropBenchKey forgets a generation that nothing is written under any more.
// One that is not there is fine.
func (l *Ledger) DropBenchKey(ctx context.Context, generation uint32) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM bench_keys WHERE generation=?", generation)
		return err
	})
}

// BenchSeen is where the bench's chain stood when it was last absorbed; at
// first, the state that a new bench's chain begins with.
func (l *Ledger) BenchSeen(ctx context.Context) (audit.State, error) {
	var s audit.State
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		var err error
		s, err = readSeen(ctx, tx)
		return err
	})
	return s, err
}

func readSeen(ctx context.Context, tx *sql.Tx) (audit.State, error) {
	var raw []byte
	if err := tx.QueryRowContext(ctx, "SELECT state FROM bench_seen WHERE id=1").Scan(&raw); err != nil {
		return audit.State{}, err
	}
	return audit.ReadState(raw)
}

// SetBenchSeen says where the bench's chain goes on from, when it is founded
// anew after a fault. Its entries must go on being numbered above those that
// were absorbed: an entry is absorbed once.
func (l *Ledger) SetBenchSeen(ctx context.Context, s audit.State) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error { return putSeen(ctx, tx, s) })
}

func putSeen(ctx context.Context, tx *sql.Tx, s audit.State) error {
	_, err := tx.ExecContext(ctx, "UPDATE bench_seen SET state=? WHERE id=1", s.Bytes())
	return err
}

// BenchFault records that the bench is not what was left there, and tells the
// owner. reason is the end of a translation key: "benchfault.cut".
func (l *Ledger) BenchFault(ctx context.Context, reason string) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		err := l.record(ctx, tx, data.Event{Kind: data.EventBenchFault, Args: map[string]string{"reason": reason}})
		if err != nil {
			return err
		}
		return addNews(ctx, tx, l.now(), "news.bench.fault", map[string]any{"reason": "benchfault." + reason})
	})
}
