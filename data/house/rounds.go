package house

import (
	"context"
	"sync"

	"nifuda/data"
)

// rounds know what is under way at which shop.
type rounds struct {
	mu  sync.Mutex
	all map[data.ShopID]*round
}

// round is what is under way at one shop.
type round struct {
	speaking sync.Mutex // two at once would tell of the same parcel, and renew the same key
	leaving  int        // how many are disconnecting it
	stops    map[*context.CancelCauseFunc]bool
	under    sync.WaitGroup
}

// of is a shop's round. r.mu is held.
func (r *rounds) of(id data.ShopID) *round {
	if r.all == nil {
		r.all = map[data.ShopID]*round{}
	}
	one, ok := r.all[id]
	if !ok {
		one = &round{stops: map[*context.CancelCauseFunc]bool{}}
		r.all[id] = one
	}
	return one
}

// speak waits until nobody else speaks to a shop, and gives what says that it is
// done.
func (r *rounds) speak(id data.ShopID) (done func()) {
	r.mu.Lock()
	one := r.of(id)
	r.mu.Unlock()
	one.speaking.Lock()
	return one.speaking.Unlock
}

// begin gives what work at a shop hangs off, and what says that it ended.
func (r *rounds) begin(ctx context.Context, id data.ShopID) (context.Context, func()) {
	ctx, stop := context.WithCancelCause(ctx)
	r.mu.Lock()
	defer r.mu.Unlock()
	one := r.of(id)
	if one.leaving > 0 {
		stop(errLeaving)
		return ctx, func() {}
	}
	one.stops[&stop] = true
	one.under.Add(1)
	return ctx, func() {
		r.mu.Lock()
		delete(one.stops, &stop)
		r.mu.Unlock()
		stop(nil)
		one.under.Done()
	}
}

// stop ends what is under way at a shop, waits for it, and lets nothing begin
// there until what it gives is called.
func (r *rounds) stop(id data.ShopID) (over func()) {
	r.mu.Lock()
	one := r.of(id)
	one.leaving++
	for stop := range one.stops {
		(*stop)(errLeaving)
	}
	r.mu.Unlock()
	one.under.Wait()
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		one.leaving--
	}
}
