package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"nifuda/data"
)

// Vanished notes that a shop's storefront does not show orders any more which
// nobody has finished: they get a problem by that key, so that none goes out by
// itself, until the storefront shows them again. The owner is told of those that
// were to be shipped, once.
func (l *Ledger) Vanished(ctx context.Context, shop data.ShopID, remotes []string, key string) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		told := 0
		for _, remote := range remotes {
			ships, err := vanish(ctx, tx, shop, remote, key)
			if err != nil {
				return err
			}
			if ships {
				told++
			}
		}
		if told == 0 {
			return nil
		}
		name, err := nameOfShop(ctx, tx, shop)
		if err != nil {
			return err
		}
		return addNews(ctx, tx, l.now(), "news.vanished", map[string]any{"shop": name, "n": told})
	})
}

// vanish notes one order; ships is true when it was to be shipped and this is
// new. Its digest goes: whatever the storefront says of it next is a change.
func vanish(ctx context.Context, tx *sql.Tx, shop data.ShopID, remote, key string) (ships bool, err error) {
	var id data.OrderID
	var state data.State
	var raw string
	err = tx.QueryRowContext(ctx, "SELECT o.id, o.state, IFNULL(w.problems,'') FROM orders o LEFT JOIN words w ON w.order_id=o.id WHERE o.shop=? AND o.remote_id=?",
		shop, remote).Scan(&id, &state, &raw)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	var problems []data.Problem
	if err == nil && raw != "" {
		err = json.Unmarshal([]byte(raw), &problems)
	}
	if err != nil || slices.ContainsFunc(problems, func(p data.Problem) bool { return p.Key == key }) {
		return false, err
	}
	text, err := json.Marshal(append(problems, data.Problem{Key: key}))
	if err != nil {
		return false, err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE words SET problems=? WHERE order_id=?", string(text), id); err != nil {
		return false, err
	}
	_, err = tx.ExecContext(ctx, "UPDATE orders SET problem=1, digest=x'' WHERE id=?", id)
	return state == data.ToShip, err
}
