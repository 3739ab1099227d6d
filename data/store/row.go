package store

import (
	"context"
	"database/sql"
	"time"
)

// Scanner reads the columns of one row.
type Scanner func(...any) error

// Each calls f with every row of a query.
func Each(ctx context.Context, tx *sql.Tx, query string, args []any, f func(Scanner) error) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Seconds is a time as our files keep it, in unix seconds; the zero time is 0.
func Seconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// FromSeconds reads what Seconds wrote.
func FromSeconds(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(n, 0)
}

// Day is a date as our files keep it, YYYY-MM-DD; the zero time is empty.
func Day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// FromDay reads what Day wrote, as midnight in this computer's zone; the zero
// time for anything else.
func FromDay(s string) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, s, time.Local)
	if err != nil {
		return time.Time{}
	}
	return t
}
