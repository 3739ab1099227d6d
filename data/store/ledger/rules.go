package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"nifuda/data"
	"nifuda/data/store"
)

// Rule is the take-out rule as it stands: data.DefaultRule until the owner
// writes her own.
func (l *Ledger) Rule(ctx context.Context) (data.Rule, error) {
	var r data.Rule
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		var err error
		r, err = readRule(ctx, tx)
		return err
	})
	return r, err
}

func readRule(ctx context.Context, tx *sql.Tx) (data.Rule, error) {
	var r data.Rule
	var at int64
	err := tx.QueryRowContext(ctx, "SELECT version, text, at FROM rules ORDER BY version DESC LIMIT 1").Scan(&r.Version, &r.Text, &at)
	if errors.Is(err, sql.ErrNoRows) {
		r = data.DefaultRule() // it holds since the shop was founded
		err = tx.QueryRowContext(ctx, "SELECT IFNULL(MIN(added),0) FROM logins").Scan(&at)
	}
	r.At = store.FromSeconds(at)
	return r, err
}

// SetRule makes a text the next version of the rule. The text that stands
// already makes none.
func (l *Ledger) SetRule(ctx context.Context, by, text string) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		now, err := readRule(ctx, tx)
		if err != nil || now.Text == text {
			return err
		}
		next := now.Version + 1
		if _, err := tx.ExecContext(ctx, "INSERT INTO rules(version, text, at) VALUES (?,?,?)", next, text, l.now().Unix()); err != nil {
			return err
		}
		return l.record(ctx, tx, data.Event{Login: by, Kind: data.EventRule, Args: map[string]string{"version": strconv.Itoa(next)}})
	})
}

// BenchRules reads the owner's choices for the bench, within their limits.
func (l *Ledger) BenchRules(ctx context.Context) (data.BenchRules, error) {
	var r data.BenchRules
	raw, err := l.setting(ctx, benchSetting)
	if err == nil && raw != nil {
		err = json.Unmarshal(raw, &r)
	}
	return r.Tidy(), err
}

// SetBenchRules replaces the owner's choices for the bench.
func (l *Ledger) SetBenchRules(ctx context.Context, by string, r data.BenchRules) error {
	raw, err := json.Marshal(r.Tidy())
	if err != nil {
		return fmt.Errorf("bench rules: %w", err)
	}
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		if err := putSetting(ctx, tx, benchSetting, raw); err != nil {
			return err
		}
		return l.record(ctx, tx, data.Event{Login: by, Kind: data.EventBenchRules})
	})
}

const benchSetting = "bench"
