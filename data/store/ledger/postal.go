package ledger

import (
	"context"
	"database/sql"
	"encoding/json"

	"nifuda/data"
)

const postalKey = "postal"

// Postal is which table of postal codes the owner took, nothing when she took
// none.
func (l *Ledger) Postal(ctx context.Context) (k data.PostalKept, err error) {
	raw, err := l.setting(ctx, postalKey)
	if err != nil || len(raw) == 0 {
		return k, err
	}
	return k, json.Unmarshal(raw, &k)
}

// SavePostal keeps which table of postal codes is used, and records it.
func (l *Ledger) SavePostal(ctx context.Context, k data.PostalKept, e data.Event) error {
	raw, err := json.Marshal(k)
	if err != nil {
		return err
	}
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		if err := putSetting(ctx, tx, postalKey, raw); err != nil {
			return err
		}
		return l.record(ctx, tx, e)
	})
}
