package office

import (
	"context"
	"slices"

	"nifuda/data"
	"nifuda/data/store/bench"
)

// Release gives the orders' parcels to the bench, and says how many went.
// Those that lie there already stay as they are.
func (o *Office) Release(ctx context.Context, ids []data.OrderID) (int, error) {
	if len(ids) == 0 {
		return 0, nil
	}
	return o.release(ctx, ids)
}

// ReleaseReady brings the bench up to date after orders changed, and gives
// everything that is paid and shippable to it if the owner has set it so.
func (o *Office) ReleaseReady(ctx context.Context) (int, error) {
	rules, err := o.ledger.BenchRules(ctx)
	if err != nil {
		return 0, err
	}
	if !rules.AutoRelease {
		return 0, o.Settle(ctx)
	}
	return o.release(ctx, nil)
}

func (o *Office) release(ctx context.Context, ids []data.OrderID) (int, error) {
	ready, err := o.ledger.Releasable(ctx, ids)
	if err != nil {
		return 0, err
	}
	there, err := o.lies(ctx)
	if err != nil {
		return 0, err
	}
	var fresh []data.Release
	for _, r := range ready {
		if _, ok := there[r.ID]; !ok {
			fresh = append(fresh, r)
		}
	}
	if err := o.ledger.MarkReleased(ctx, o.login, fresh); err != nil {
		return 0, err
	}
	return len(fresh), o.Settle(ctx)
}

func (o *Office) lies(ctx context.Context) (map[data.ParcelID]data.OrderID, error) {
	released, err := o.ledger.Released(ctx)
	all := map[data.ParcelID]data.OrderID{}
	for _, r := range released {
		all[r.Parcel] = r.Order
	}
	return all, err
}

// TakeBack takes the orders' parcels off the bench, with what travels in their
// boxes, and says how many.
func (o *Office) TakeBack(ctx context.Context, ids []data.OrderID) (int, error) {
	there, err := o.lies(ctx)
	if err != nil {
		return 0, err
	}
	wanted := map[data.OrderID]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	hosts, err := o.ledger.Hosts(ctx, ids)
	if err != nil {
		return 0, err
	}
	var take []data.ParcelID
	for parcel, order := range there {
		if wanted[order] || slices.Contains(hosts, parcel) {
			take = append(take, parcel)
		}
	}
	err = o.stall.With(func(f *bench.File) error { return f.Take(ctx, take) })
	if err != nil {
		return 0, err
	}
	return len(take), o.ledger.MarkTaken(ctx, o.login, take)
}
