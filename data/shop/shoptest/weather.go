package shoptest

import (
	"context"
	"net/http"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

func stopped(t *testing.T, r *rig) {
	r.fill(3)
	ctx, stop := context.WithCancel(t.Context())
	r.street.set(func(_ int, w http.ResponseWriter, q *http.Request, next http.Handler) {
		stop()
		drips(0, w, q, next)
	})
	_, err := r.shop.List(ctx, nil)
	if data.KindOf(err) != data.Stopped {
		t.Errorf("got %v, want stopped", err)
	}
}

func stoppedPause(t *testing.T, r *rig) {
	r.street.set(fails)
	ctx, stop := context.WithCancel(t.Context())
	sleep := func(ctx context.Context, d time.Duration) error {
		if d < time.Millisecond {
			return ctx.Err()
		}
		stop()
		<-ctx.Done()
		return ctx.Err()
	}
	_, err := r.adapter(t, Token, sleep).List(ctx, nil)
	if data.KindOf(err) != data.Stopped || r.street.asked() != 1 {
		t.Errorf("got %v after %d requests, want stopped after one", err, r.street.asked())
	}
}

// skewed makes our own clock wrong. The storefront's clock is its own business.
func skewed(by time.Duration) func(*testing.T, *rig) {
	return func(t *testing.T, r *rig) {
		r.skew = by
		r.fill(150)
		first := r.mustPull(t, nil)
		wantAll(t, first, 150)
		r.store.pass(time.Minute)
		r.store.order(151)
		r.store.touch(7)
		got := r.again(t, first)
		for _, id := range []string{"151", "7"} {
			if _, ok := got.orders[id]; !ok {
				t.Errorf("order %s did not come", id)
			}
		}
	}
}

// weathers claims that trouble to two of three requests loses nothing.
func weathers(bad trouble) func(*testing.T, *rig) {
	return func(t *testing.T, r *rig) {
		r.fill(350)
		r.street.set(most(bad))
		wantAll(t, r.mustPull(t, nil), 350)
	}
}

// yields claims that trouble without end ends with the fault, soon.
func yields(bad trouble, key string) func(*testing.T, *rig) {
	return func(t *testing.T, r *rig) {
		r.fill(20)
		r.street.set(bad)
		_, err := r.shop.List(t.Context(), nil)
		wantFault(t, err, key)
		if n := r.street.asked(); n > wire.Defaults().Attempts {
			t.Errorf("asked %d times", n)
		}
	}
}

func slowDrip(t *testing.T, r *rig) {
	r.street.set(drips)
	hasty := r.brand.Open(t, r.base, Token, wire.Options{
		Clock:  wire.Clock{Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }},
		Limits: wire.Limits{Timeout: 50 * time.Millisecond, Attempts: 2},
	})
	_, err := hasty.List(t.Context(), nil)
	wantFault(t, err, shop.KeySlow)
}
