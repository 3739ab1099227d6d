package house

import (
	"context"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/sync"
)

// Sync brings down what changed in every connected shop, one after the other.
// One failing shop never stops the others; each result says how it ended.
// Cancelling keeps every page that was committed.
func (s *Session) Sync(ctx context.Context, progress func(data.SyncProgress)) ([]data.SyncResult, error) {
	shops, err := s.ledger.Shops(ctx)
	if err != nil {
		return nil, err
	}
	results := make([]data.SyncResult, 0, len(shops))
	for _, each := range shops {
		r := data.SyncResult{Shop: each.ID, Name: each.Name}
		// What left the house goes out before what changed comes in, so that our
		// own news is not the shop's.
		if r.Fault = s.tellOne(ctx, each); !away(r.Fault) {
			var pulled error
			if r.Saved, pulled = s.syncOne(ctx, each, progress); pulled != nil {
				r.Fault = pulled
			}
		}
		results = append(results, r)
		trouble := ""
		if r.Fault != nil {
			trouble = data.KeyOf(r.Fault)
		}
		// A stop is no trouble of the shop's, and the context is over anyway.
		if data.KindOf(r.Fault) == data.Stopped || ctx.Err() != nil {
			return results, nil
		}
		if err := s.ledger.Synced(ctx, each.ID, r.Saved, trouble); err != nil {
			return results, err
		}
	}
	if _, err := s.office.ReleaseReady(ctx); err != nil {
		return results, err
	}
	return results, s.ledger.Checkpoint(ctx)
}

// away reports whether a shop that could not be told cannot be asked either. A
// key that may only read still brings the orders down.
func away(err error) bool {
	switch data.KindOf(err) {
	case data.Unreachable, data.Busy, data.Stopped:
		return true
	}
	return false
}

func (s *Session) syncOne(ctx context.Context, each data.Shop, progress func(data.SyncProgress)) (data.PageSaved, error) {
	token, err := s.ledger.Token(ctx, each.ID)
	if err != nil {
		return data.PageSaved{}, err
	}
	defer clear(token)
	speaker, err := s.adapters.speaker(each.Brand, each.BaseURL, token)
	if err != nil {
		return data.PageSaved{}, err
	}
	return sync.Run(ctx, s.ledger, each.ID, speaker, progress)
}

// TestShop proves that a storefront's address and token work, and gives the
// name it calls itself, which may be empty.
func (s *Session) TestShop(ctx context.Context, in data.NewShop) (string, error) {
	speaker, err := s.adapters.speaker(in.Brand, in.BaseURL, in.Token)
	if err != nil {
		return "", err
	}
	checker, ok := speaker.(shop.Checker)
	if !ok {
		return "", nil
	}
	return checker.Check(ctx)
}
