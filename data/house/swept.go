package house

import (
	"context"

	"nifuda/data"
)

// Swept records what was removed of earlier sessions' print jobs, and the
// names of those that could not be.
func (s *Session) Swept(ctx context.Context, purged int, kept []string) error {
	for _, e := range data.SweptEvents(purged, kept) {
		if err := s.ledger.Record(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

// Swept is the same in a packer's session: the owner absorbs it.
func (s *Shift) Swept(ctx context.Context, purged int, kept []string) error {
	return s.porch.Swept(ctx, purged, kept)
}
