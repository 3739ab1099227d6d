package house

import (
	"context"
	"crypto/sha256"
	"errors"
	"slices"
	"sync"

	"nifuda/data"
	"nifuda/data/shop"
	puller "nifuda/data/sync"
)

// Sync brings down what changed in every connected shop, all at once and each
// at its own pace. One failing shop never stops the others; each result says how
// it ended, in the shops' order. One that is disconnected meanwhile has none.
// Cancelling keeps every page that was committed.
// progress is called by one shop at a time.
func (s *Session) Sync(ctx context.Context, progress func(data.SyncProgress)) ([]data.SyncResult, error) {
	shops, err := s.ledger.Shops(ctx)
	if err != nil {
		return nil, err
	}
	shops = slices.DeleteFunc(shops, func(s data.Shop) bool { return s.Brand == data.CSV }) // their orders come as files
	var one sync.Mutex
	tell := func(p data.SyncProgress) {
		if progress != nil {
			one.Lock()
			defer one.Unlock()
			progress(p)
		}
	}
	results := make([]data.SyncResult, len(shops))
	faults := make([]error, len(shops))
	var all sync.WaitGroup
	for i, each := range shops {
		all.Go(func() { results[i], faults[i] = s.syncShop(ctx, each, tell) })
	}
	all.Wait()
	results = slices.DeleteFunc(results, func(r data.SyncResult) bool { return r.Shop == 0 })
	if err := errors.Join(faults...); err != nil || ctx.Err() != nil {
		return results, err
	}
	if _, err := s.office.ReleaseReady(ctx); err != nil {
		return results, err
	}
	return results, s.ledger.Checkpoint(ctx)
}

// syncShop tells a shop what left the house before it asks what changed, so
// that our own news is not the shop's. Its error is the ledger's. For a shop that
// was disconnected it gives nothing at all.
func (s *Session) syncShop(ctx context.Context, each data.Shop, progress func(data.SyncProgress)) (data.SyncResult, error) {
	ctx, end := s.rounds.begin(ctx, each.ID)
	defer end()
	defer s.rounds.speak(each.ID)()
	r := data.SyncResult{Shop: each.ID, Name: each.Name}
	if r.Fault = s.tellNow(ctx, each); !away(r.Fault) {
		var pulled error
		if r.Saved, pulled = s.pull(ctx, each, progress); pulled != nil {
			r.Fault = pulled
		}
	}
	if leaving(ctx, r.Fault) {
		return data.SyncResult{}, nil
	}
	trouble := ""
	if r.Fault != nil {
		trouble = data.KeyOf(r.Fault)
	}
	// A stop is no trouble of the shop's, and the context is over anyway.
	if data.KindOf(r.Fault) == data.Stopped || ctx.Err() != nil {
		return r, nil
	}
	return r, s.ledger.Synced(ctx, each.ID, r.Saved, trouble)
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

func (s *Session) pull(ctx context.Context, each data.Shop, progress func(data.SyncProgress)) (data.PageSaved, error) {
	speaker, err := s.speaker(ctx, each)
	if err != nil {
		return data.PageSaved{}, err
	}
	return puller.Run(ctx, s.ledger, each.ID, speaker, progress)
}

// speaker is the one who speaks to a connected shop. A key that the storefront
// replaces goes into the ledger even when what wanted it was stopped: there is
// no other way to get it back.
func (s *Session) speaker(ctx context.Context, each data.Shop) (shop.Shop, error) {
	token, err := s.ledger.Token(ctx, each.ID)
	if err != nil {
		return nil, err
	}
	defer clear(token)
	before := sha256.Sum256(token)
	return s.adapters.speaker(each.Brand, shop.Door{Base: each.BaseURL, Secret: token, Keep: func(ctx context.Context, secret []byte) error {
		err := s.ledger.KeepToken(context.WithoutCancel(ctx), each.ID, before, secret)
		if err == nil {
			before = sha256.Sum256(secret)
		}
		return err
	}})
}

// TestShop proves that a storefront's address and token work, and gives the
// name it calls itself, which may be empty.
func (s *Session) TestShop(ctx context.Context, in data.NewShop) (string, error) {
	speaker, err := s.adapters.speaker(in.Brand, shop.Door{Base: in.BaseURL, Secret: in.Token})
	if err != nil {
		return "", err
	}
	checker, ok := speaker.(shop.Checker)
	if !ok {
		return "", nil
	}
	var name string
	err = shop.Contain("shop.check", func() (err error) {
		name, err = checker.Check(ctx)
		return err
	})
	return name, err
}
