package house

import (
	"context"
	"errors"
	"sync"

	"nifuda/data"
	"nifuda/data/shop"
)

// Tell lets every storefront know what left the house since, each parcel in
// the order it left. What a storefront cannot be told now waits for the next
// time; what it will never take is news for the owner.
func (s *Session) Tell(ctx context.Context) error {
	shops, err := s.ledger.Shops(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for _, each := range shops {
		errs = append(errs, s.tellOne(ctx, each))
	}
	return errors.Join(errs...)
}

func (s *Session) tellOne(ctx context.Context, each data.Shop) error {
	defer s.speaking.lock(each.ID)()
	return s.tellNow(ctx, each)
}

// tellNow is tellOne of who speaks to the shop already.
func (s *Session) tellNow(ctx context.Context, each data.Shop) error {
	untold, err := s.ledger.Untold(ctx, each.ID)
	if err != nil || len(untold) == 0 {
		return err
	}
	teller, err := s.teller(ctx, each)
	if err != nil || teller == nil {
		return err // without a teller the owner ships there by hand; the parcels stay untold
	}
	told := 0
	var odd error
	for _, d := range untold {
		err := shop.Contain("shop.tell", func() error { return teller.Tell(ctx, d) })
		switch key := data.KeyOf(err); {
		case err == nil:
			told++
			err = s.ledger.Told(ctx, d)
		case key == shop.KeyGone, key == shop.KeyOther, key == shop.KeyRefused, key == shop.KeyMails, key == shop.KeyPoints:
			err = s.ledger.Refused(ctx, d, key)
		case data.KindOf(err) == data.Invalid: // about this parcel; those behind it go out all the same
			odd = errors.Join(odd, err)
			continue
		default:
			return errors.Join(err, odd, s.toldNews(ctx, each, told))
		}
		if err != nil {
			return err
		}
	}
	return errors.Join(odd, s.toldNews(ctx, each, told))
}

func (s *Session) toldNews(ctx context.Context, each data.Shop, n int) error {
	if n == 0 {
		return nil
	}
	return s.ledger.ToldNews(ctx, each.Name, n)
}

// teller is who can tell a shop's storefront that a parcel left; nil when
// nobody can.
func (s *Session) teller(ctx context.Context, each data.Shop) (shop.Teller, error) {
	if each.Brand == data.CSV {
		return nil, nil
	}
	speaker, err := s.speaker(ctx, each)
	if err != nil {
		return nil, err
	}
	teller, _ := speaker.(shop.Teller)
	return teller, nil
}

// tells reports whether a shop's storefront can be told that a parcel left.
// Where that is not known, its trouble is another and is told elsewhere.
func (s *Session) tells(ctx context.Context, each data.Shop) bool {
	teller, err := s.teller(ctx, each)
	return teller != nil || err != nil
}

// shopLocks hold one lock for each shop.
type shopLocks struct {
	mu  sync.Mutex
	all map[data.ShopID]*sync.Mutex
}

// lock waits for the shop's lock and gives what unlocks it.
func (l *shopLocks) lock(id data.ShopID) func() {
	l.mu.Lock()
	if l.all == nil {
		l.all = map[data.ShopID]*sync.Mutex{}
	}
	one, ok := l.all[id]
	if !ok {
		one = &sync.Mutex{}
		l.all[id] = one
	}
	l.mu.Unlock()
	one.Lock()
	return one.Unlock
}
