package office

import (
	"context"

	"nifuda/data"
)

// Engine says which versions the ledger is open in.
func (o *Office) Engine(ctx context.Context) (data.Engine, error) { return o.ledger.Engine(ctx) }
