package ledger

import (
	"context"
	"encoding/json"

	"nifuda/data"
)

const backupsKey = "backups"

// Backups is what was last kept of them; the count is the folder's.
func (l *Ledger) Backups(ctx context.Context) (b data.Backups, err error) {
	raw, err := l.setting(ctx, backupsKey)
	if err != nil || len(raw) == 0 {
		return b, err
	}
	return b, json.Unmarshal(raw, &b)
}

// SaveBackups keeps where backups go and how the last try ended.
func (l *Ledger) SaveBackups(ctx context.Context, b data.Backups) error {
	b.Count = 0
	raw, err := json.Marshal(b)
	if err != nil {
		return err
	}
	return l.saveSetting(ctx, backupsKey, raw)
}
