package house_test

import (
	"bytes"
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/house"
	"nifuda/data/shop"
	"nifuda/data/vault"
)

// breaks is a storefront whose replies its adapter cannot stand.
type breaks struct {
	listed
	where string
}

func (b breaks) List(ctx context.Context, at []byte) (shop.Page, error) {
	if b.where == "list" {
		var none []data.Order
		_ = none[len(b.listed)]
	}
	return b.listed.List(ctx, at)
}

func (b breaks) Reread(context.Context, []string) ([]data.Order, []data.Broken, error) {
	if b.where == "reread" {
		panic("髙橋")
	}
	return nil, nil, nil
}

func (b breaks) Check(context.Context) (string, error) { panic("髙橋") }

// TestAReplyThatBreaksAnAdapterIsItsShopsFault: one that brought the program
// down would do so at every start.
func TestAReplyThatBreaksAnAdapterIsItsShopsFault(t *testing.T) {
	for _, where := range []string{"list", "reread"} {
		asked := 0
		h := house.New(house.Config{Root: t.TempDir(), Now: now, KDF: vault.Floor, Adapters: house.Adapters{
			data.Demo: shopOf(3),
			data.ColorMe: func(shop.Door) (shop.Shop, error) {
				asked++
				l, err := shopOf(2)(shop.Door{})
				if asked > 1 { // an order that was there is asked for once more
					return breaks{nil, where}, err
				}
				return breaks{l.(listed), ""}, err
			},
		}})
		s := founded(t, h)
		if _, err := s.Office().FirstShop(t.Context(), data.NewShop{Brand: data.ColorMe, Name: "店", Token: []byte("t")}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Sync(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		r, err := s.Sync(t.Context(), nil)
		if err != nil || r[0].Fault != nil || data.KeyOf(r[1].Fault) != shop.KeyNonsense || bytes.Contains([]byte(r[1].Fault.Error()), []byte("髙橋")) {
			t.Errorf("%s: got %+v, %v", where, r, err)
		}
		if _, err := s.TestShop(t.Context(), data.NewShop{Brand: data.ColorMe}); data.KeyOf(err) != shop.KeyNonsense {
			t.Errorf("tested: %v", err)
		}
		s.Close()
	}
}

// TestOneSpeaksToAShopAtATime: two who renew a key that rotates shut each other
// out.
func TestOneSpeaksToAShopAtATime(t *testing.T) {
	c, h, owner, _ := evening(t)
	s := back(t, h, owner)
	var pulling atomic.Bool
	c.answer = func(data.Dispatch) error {
		if pulling.Load() {
			t.Error("told while orders are pulled")
		}
		return shop.Fault(shop.KeyKey, nil) // it waits, and orders are pulled all the same
	}
	var tells sync.WaitGroup
	c.during = func() {
		pulling.Store(true)
		defer pulling.Store(false)
		tells.Go(func() { _ = s.Tell(t.Context()) })
		time.Sleep(100 * time.Millisecond) // long enough for one that does not wait
	}
	if _, err := s.Sync(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	tells.Wait()
	if c.asked != 2 {
		t.Errorf("asked %d times, want once before the pull and once after", c.asked)
	}
}

// renews is a storefront that replaces its key while orders are listed.
type renews struct {
	listed
	during func() error
}

func (r renews) List(ctx context.Context, at []byte) (shop.Page, error) {
	if err := r.during(); err != nil {
		return shop.Page{}, err
	}
	return r.listed.List(ctx, at)
}

// TestAKeyThatTheOwnerReplacedIsNotOverwritten renews the old key after she put
// another in its place.
func TestAKeyThatTheOwnerReplacedIsNotOverwritten(t *testing.T) {
	var s *house.Session
	var id data.ShopID
	replaced := false
	var seen []string
	h := house.New(house.Config{Root: t.TempDir(), Now: now, KDF: vault.Floor, Adapters: house.Adapters{
		data.Demo: shopOf(0),
		data.ColorMe: func(d shop.Door) (shop.Shop, error) {
			seen = append(seen, string(d.Secret))
			return renews{during: func() error {
				for _, next := range []string{"first-2", "first-3"} { // keys that rotate are kept one after another
					if err := d.Keep(t.Context(), []byte(next)); err != nil {
						return err
					}
				}
				if !replaced {
					replaced = true
					if err := s.Office().RekeyShop(t.Context(), proof(t, s), id, []byte("second")); err != nil {
						t.Error(err)
					}
					return d.Keep(t.Context(), []byte("first-4"))
				}
				return nil
			}}, nil
		},
	}})
	s = founded(t, h)
	defer s.Close()
	var err error
	if id, err = s.Office().FirstShop(t.Context(), data.NewShop{Brand: data.ColorMe, Name: "店", Token: []byte("first")}); err != nil {
		t.Fatal(err)
	}
	if r, err := s.Sync(t.Context(), nil); err != nil || data.KindOf(r[1].Fault) != data.Stopped {
		t.Errorf("got %+v, %v, want the old key's sync stopped", r, err)
	}
	if _, err := s.Sync(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if len(seen) < 2 || seen[0] != "first" || seen[len(seen)-1] != "second" {
		t.Errorf("keys %q", seen)
	}
}
