package house_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/house"
	"nifuda/data/shop"
	"nifuda/data/vault"
)

// shared is a storefront that answers only while all of them are being asked.
type shared struct {
	listed
	all *sync.WaitGroup
}

func (s shared) List(ctx context.Context, at []byte) (shop.Page, error) {
	s.all.Done()
	came := make(chan struct{})
	go func() { s.all.Wait(); close(came) }()
	select {
	case <-came:
		return s.listed.List(ctx, at)
	case <-time.After(10 * time.Second):
		return shop.Page{}, errors.New("the other shop is not asked")
	}
}

func TestShopsAreSyncedAtTheSameTime(t *testing.T) {
	var all sync.WaitGroup
	h := house.New(house.Config{Root: t.TempDir(), Now: now, KDF: vault.Floor, Adapters: house.Adapters{
		data.Demo: shopOf(1),
		data.ColorMe: func(shop.Door) (shop.Shop, error) {
			l, err := shopOf(5)(shop.Door{})
			return shared{l.(listed), &all}, err
		},
	}})
	s := founded(t, h)
	defer s.Close()
	for range 2 {
		if _, err := s.Office().FirstShop(t.Context(), data.NewShop{Brand: data.ColorMe, Name: "店", Token: []byte("t")}); err != nil {
			t.Fatal(err)
		}
	}
	all.Add(2)
	told := map[data.ShopID]int{}
	results, err := s.Sync(t.Context(), func(p data.SyncProgress) { told[p.Shop] = p.Done }) // the race detector sees two at once
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results[1:] {
		if r.Fault != nil || r.Saved.New != 5 || told[r.Shop] != 5 {
			t.Errorf("got %+v after %d were told of", r, told[r.Shop])
		}
	}
}

// turning is a storefront that replaces its key each time it is asked.
type turning struct {
	listed
	door  shop.Door
	taken *[]string
	key   string
}

func (s turning) List(ctx context.Context, at []byte) (shop.Page, error) {
	*s.taken = append(*s.taken, s.key)
	ctx, stop := context.WithCancel(ctx)
	stop() // whoever asked is not there any more
	if err := s.door.Keep(ctx, []byte(s.key+"'")); err != nil {
		return shop.Page{}, err
	}
	return s.listed.List(ctx, at)
}

func TestAKeyThatTheStorefrontReplacesIsKept(t *testing.T) {
	var taken []string
	h := house.New(house.Config{Root: t.TempDir(), Now: now, KDF: vault.Floor, Adapters: house.Adapters{
		data.Demo: shopOf(1),
		data.Base: func(d shop.Door) (shop.Shop, error) {
			l, err := shopOf(1)(d)
			return turning{l.(listed), d, &taken, string(d.Secret)}, err
		},
	}})
	s := founded(t, h)
	defer s.Close()
	if _, err := s.Office().FirstShop(t.Context(), data.NewShop{Brand: data.Base, Name: "店", Token: []byte("k")}); err != nil {
		t.Fatal(err)
	}
	synced(t, s)
	synced(t, s)
	if len(taken) != 2 || taken[0] != "k" || taken[1] != "k'" {
		t.Errorf("the storefront saw %q", taken)
	}
}
