package house_test

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"nifuda/data"
	desk "nifuda/data/bench"
	"nifuda/data/house"
	"nifuda/data/office"
	"nifuda/data/shop"
	"nifuda/data/vault"
)

// counter is a storefront that can be told, and then shows what it was told.
type counter struct {
	listed
	heard  []data.Dispatch
	asked  int
	deaf   bool                      // its brand cannot be told
	during func()                    // while orders are listed; may be nil
	answer func(data.Dispatch) error // instead of taking it; nil takes it
}

func (c *counter) List(ctx context.Context, at []byte) (shop.Page, error) {
	if c.during != nil {
		c.during()
	}
	return c.listed.List(ctx, at)
}

func (c *counter) Tell(_ context.Context, d data.Dispatch) error {
	c.asked++
	if c.answer != nil {
		if err := c.answer(d); err != nil {
			return err
		}
	}
	c.heard = append(c.heard, d)
	for i, o := range c.listed {
		if o.Remote.ID == d.RemoteOrder {
			c.listed[i].State = data.Shipped
			c.listed[i].Parcels = []data.Parcel{{To: o.Parcels[0].To, Tracking: d.Tracking, Shipped: true}}
		}
	}
	return nil
}

// evening is a house with one packer, whose storefront can be told, after she
// shipped three parcels: the last released first.
func evening(t *testing.T) (c *counter, h *house.House, owner string, left []string) {
	t.Helper()
	s, err := goodsShop(6)(shop.Door{})
	if err != nil {
		t.Fatal(err)
	}
	c = &counter{listed: s.(listed)}
	var seconds atomic.Int64
	began := time.Now()
	h = house.New(house.Config{Root: t.TempDir(), KDF: vault.Floor,
		Now: func() time.Time { return began.Add(time.Duration(seconds.Add(1)) * time.Second) },
		Adapters: house.Adapters{data.Demo: func(shop.Door) (shop.Shop, error) {
			if c.deaf {
				return c.listed, nil
			}
			return c, nil
		}}})
	desk := founded(t, h)
	synced(t, desk)
	packer := hired(t, desk, "小川 美咲", misaki, data.Permits{})
	released(t, desk, 3)
	owner = desk.Login()
	closed(t, desk)
	shift, b := packing(t, h, packer, misaki)
	left = shippedBackwards(t, b)
	if _, tells := any(shift).(interface{ Tell(context.Context) error }); tells {
		t.Error("a packer's shift can tell a storefront")
	}
	closed(t, shift)
	if c.asked != 0 {
		t.Errorf("a storefront was told %d times in a packer's shift", c.asked)
	}
	return c, h, owner, left
}

// shippedBackwards ships everything on the bench, what came last first, and
// gives the orders' numbers as they left.
func shippedBackwards(t *testing.T, b *desk.Bench) (left []string) {
	t.Helper()
	ctx := t.Context()
	rows, err := b.Rows(ctx)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(rows, func(x, y data.BenchRow) int { return int(y.ID - x.ID) })
	for _, r := range rows {
		_, err := b.Open(ctx, r.ID)
		if err == nil {
			_, err = b.Count(ctx, r.ID, 0)
		}
		if err == nil {
			_, err = b.BeginLabel(ctx, r.ID, desk1, "")
		}
		if err == nil {
			err = b.EndLabel(ctx, r.ID, data.PrintOutcome{Done: true})
		}
		if err == nil {
			_, err = b.Ship(ctx, r.ID, "")
		}
		if err != nil {
			t.Fatal(err)
		}
		left = append(left, r.Number)
	}
	return left
}

func (c *counter) numbers() (all []string) {
	for _, d := range c.heard {
		all = append(all, d.Number)
	}
	return all
}

// waiting is what the owner reads about parcels of which no shop has heard.
func waiting(t *testing.T, s *house.Session) data.Today {
	t.Helper()
	today, err := s.Office().Today(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return today
}

func TestWhatLeftIsToldOnceInTheOrderItLeft(t *testing.T) {
	c, h, owner, left := evening(t)
	s := back(t, h, owner)
	if got := waiting(t, s).Untold; got != 3 {
		t.Errorf("%d parcels wait to be told of", got)
	}
	for range 2 {
		if err := s.Tell(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	r := synced(t, s)
	if got := c.numbers(); !slices.Equal(got, left) || len(left) != 3 {
		t.Errorf("told of %v, left %v", got, left)
	}
	if r[0].Fault != nil || r[0].Saved != (data.PageSaved{Changed: 3, Same: 3}) {
		t.Errorf("our own words came back as %+v", r[0])
	}
	today := waiting(t, s)
	if today.Untold != 0 || !slices.ContainsFunc(today.News, func(n data.News) bool { return n.Key == "news.told" }) {
		t.Errorf("%d wait, news %+v", today.Untold, today.News)
	}
	counts, err := s.Office().Counts(t.Context())
	if err != nil || counts[data.TabShipped] != 3 || counts[data.TabToShip] != 3 {
		t.Errorf("counts %v, %v", counts, err)
	}
}

func TestAShopThatCannotBeReachedHearsWithTheNextSync(t *testing.T) {
	c, h, owner, left := evening(t)
	s := back(t, h, owner)
	c.answer = func(d data.Dispatch) error {
		if d.Number == left[1] {
			return shop.Fault(shop.KeyUnreachable, nil)
		}
		return nil
	}
	if err := s.Tell(t.Context()); data.KeyOf(err) != shop.KeyUnreachable {
		t.Errorf("got %v", err)
	}
	if r := synced(t, s); data.KeyOf(r[0].Fault) != shop.KeyUnreachable || !slices.Equal(c.numbers(), left[:1]) || waiting(t, s).Untold != 2 {
		t.Errorf("told of %v, sync %+v; the others do not overtake the one that waits", c.numbers(), r)
	}
	closed(t, s)
	c.answer = nil
	s = back(t, h, owner)
	if r := synced(t, s); r[0].Fault != nil || !slices.Equal(c.numbers(), left) || waiting(t, s).Untold != 0 {
		t.Errorf("told of %v of %v, sync %+v", c.numbers(), left, r)
	}
}

func TestWhatAShopWillNeverTakeIsNewsAndNotTriedAgain(t *testing.T) {
	for _, key := range []string{shop.KeyGone, shop.KeyOther, shop.KeyRefused, shop.KeyMails, shop.KeyPoints} {
		t.Run(key, func(t *testing.T) {
			c, h, owner, left := evening(t)
			s := back(t, h, owner)
			c.answer = func(d data.Dispatch) error {
				if d.Number == left[1] {
					return shop.Fault(key, nil)
				}
				return nil
			}
			for range 3 {
				if r := synced(t, s); r[0].Fault != nil {
					t.Errorf("sync %+v", r)
				}
			}
			if c.asked != 3 || !slices.Equal(c.numbers(), []string{left[0], left[2]}) {
				t.Errorf("asked %d times, told of %v", c.asked, c.numbers())
			}
			var untold []data.News
			today := waiting(t, s)
			for _, n := range today.News {
				if n.Key == "news.untold" {
					untold = append(untold, n)
				}
			}
			if len(untold) != 1 || untold[0].Args["number"] != left[1] || untold[0].Args["reason"] != key || today.Untold != 0 {
				t.Errorf("%d wait, news %+v", today.Untold, untold)
			}
			stuck, err := s.Office().Stuck(t.Context())
			if err != nil || len(stuck) != 1 || stuck[0].Number != left[1] || stuck[0].Reason != key || stuck[0].Tried.IsZero() {
				t.Fatalf("stuck %+v, %v", stuck, err)
			}
			if err := s.Office().TellAgain(t.Context(), stuck[0].Parcel); err != nil {
				t.Fatal(err)
			}
			c.answer = nil
			synced(t, s)
			if !slices.Equal(c.numbers(), []string{left[0], left[2], left[1]}) {
				t.Errorf("told of %v", c.numbers())
			}
			if stuck, err := s.Office().Stuck(t.Context()); err != nil || len(stuck) > 0 {
				t.Errorf("still stuck: %+v, %v", stuck, err)
			}
		})
	}
}

func TestAKeyThatMayOnlyReadStillBringsTheOrders(t *testing.T) {
	c, h, owner, _ := evening(t)
	s := back(t, h, owner)
	c.answer = func(data.Dispatch) error { return shop.Fault(shop.KeyKey, nil) }
	fresh := c.listed[0]
	fresh.Remote.ID, fresh.Remote.Number = "new", "2000"
	c.listed = append(c.listed, fresh)
	r := synced(t, s)
	if data.KeyOf(r[0].Fault) != shop.KeyKey || r[0].Saved.New != 1 || c.asked != 1 || waiting(t, s).Untold != 3 {
		t.Errorf("asked %d times, %+v, %d wait", c.asked, r[0], waiting(t, s).Untold)
	}
}

func TestAShopThatCannotBeToldIsOneShippedByHand(t *testing.T) {
	c, h, owner, _ := evening(t)
	s := back(t, h, owner)
	for _, able := range []bool{true, false} {
		c.deaf = !able
		shops, err := s.Office().Shops(t.Context())
		if err != nil || shops[0].ByHand == able {
			t.Errorf("able %v: %+v, %v", able, shops, err)
		}
		if got := waiting(t, s).Untold; got != map[bool]int{true: 3}[able] {
			t.Errorf("able %v: %d parcels wait for a sync", able, got)
		}
	}
	if r := synced(t, s); r[0].Fault != nil || c.asked != 0 {
		t.Errorf("asked %d times, %+v", c.asked, r)
	}
}

func TestWhatTheOwnerSawToAtTheStorefrontWaitsNoLonger(t *testing.T) {
	c, h, owner, _ := evening(t)
	s := back(t, h, owner)
	c.answer = func(data.Dispatch) error { return shop.Fault(shop.KeyRefused, nil) }
	synced(t, s)
	stuck, err := s.Office().Stuck(t.Context())
	if err != nil || len(stuck) != 3 {
		t.Fatalf("stuck %+v, %v", stuck, err)
	}
	one := stuck[0].Parcel
	if err := s.Office().ToldByHand(t.Context(), one); err != nil {
		t.Fatal(err)
	}
	if err := s.Office().TellAgain(t.Context(), one); data.KeyOf(err) != "fault.shop.notstuck" {
		t.Errorf("a parcel that was seen to can be told again: %v", err)
	}
	asked := c.asked
	synced(t, s)
	if left, err := s.Office().Stuck(t.Context()); err != nil || len(left) != 2 || c.asked != asked {
		t.Errorf("%d are stuck, %v, asked %d times more", len(left), err, c.asked-asked)
	}
}

func TestNothingIsSetOffAtAStorefrontUntilTheOwnerAllowsIt(t *testing.T) {
	c, h, owner, _ := evening(t)
	s := back(t, h, owner)
	var heard []data.Allowed
	c.answer = func(d data.Dispatch) error { heard = append(heard, d.Allowed); return shop.Fault(shop.KeyRefused, nil) }
	synced(t, s)
	shops, err := s.Office().Shops(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Office().Allow(t.Context(), office.Proof{}, shops[0], data.Allowed{Mails: true}); data.KeyOf(err) != "fault.office.again" {
		t.Errorf("without the passphrase: %v", err)
	}
	if len(heard) != 3 || heard[0].Any() {
		t.Errorf("a storefront heard %v", heard)
	}
}
