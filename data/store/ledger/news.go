package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"nifuda/data"
	"nifuda/data/store"
)

// addNews notes what happened. args hold numbers and shop names, nothing of a
// customer.
func addNews(ctx context.Context, tx *sql.Tx, at time.Time, key string, args map[string]any) error {
	raw, err := json.Marshal(args)
	if err != nil {
		return fmt.Errorf("news %s: %w", key, err)
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO news(at, key, args) VALUES (?,?,?)", at.Unix(), key, string(raw))
	return err
}

// News lists the latest happenings, newest first.
func (l *Ledger) News(ctx context.Context, limit int) ([]data.News, error) {
	var all []data.News
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		return store.Each(ctx, tx, "SELECT at, key, args FROM news ORDER BY id DESC LIMIT ?", []any{limit}, func(scan store.Scanner) error {
			var n data.News
			var at int64
			var args string
			if err := scan(&at, &n.Key, &args); err != nil {
				return err
			}
			n.At = store.FromSeconds(at)
			var err error
			n.Args, err = readArgs(args)
			all = append(all, n)
			return err
		})
	})
	return all, err
}

// readArgs gives whole numbers back as int, as they were put in.
func readArgs(raw string) (map[string]any, error) {
	var args map[string]any
	if err := json.Unmarshal([]byte(raw), &args); err != nil {
		return nil, err
	}
	for name, v := range args {
		if f, ok := v.(float64); ok {
			args[name] = int(f)
		}
	}
	return args, nil
}
