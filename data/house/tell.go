package house

import (
	"context"
	"errors"

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
		ctx, end := s.rounds.begin(ctx, each.ID)
		if err := s.tellOne(ctx, each); !leaving(ctx, err) {
			errs = append(errs, err)
		}
		end()
	}
	return errors.Join(errs...)
}

func (s *Session) tellOne(ctx context.Context, each data.Shop) error {
	defer s.rounds.speak(each.ID)()
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
	told, err := s.tellEach(ctx, teller, untold, s.ledger.Refused)
	return errors.Join(err, s.toldNews(ctx, each, told))
}

// tellEach tells a storefront of parcels, and notes what it took and, by
// refused, what it will never take. What is wrong with one parcel does not stop
// those behind it; anything else does.
func (s *Session) tellEach(ctx context.Context, teller shop.Teller, all []data.Dispatch, refused func(context.Context, data.Dispatch, string) error) (told int, err error) {
	var odd error
	for _, d := range all {
		err := shop.Contain("shop.tell", func() error { return teller.Tell(ctx, d) })
		ctx := context.WithoutCancel(ctx) // what a storefront has said is noted, whoever stops now
		switch key := data.KeyOf(err); {
		case err == nil:
			told++
			err = s.ledger.Told(ctx, d)
		case key == shop.KeyGone, key == shop.KeyOther, key == shop.KeyRefused, key == shop.KeyMails, key == shop.KeyPoints:
			err = refused(ctx, d, key)
		case data.KindOf(err) == data.Invalid: // about this parcel; those behind it go out all the same
			odd = errors.Join(odd, err)
			continue
		}
		if err != nil {
			return told, errors.Join(err, odd)
		}
	}
	return told, odd
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
	if !each.GoneAt.IsZero() {
		speaker, err := s.adapters.speaker(each.Brand, shop.Door{Base: each.BaseURL, Secret: noKeys(each.Brand)})
		_, tells := speaker.(shop.Teller)
		return tells || err != nil
	}
	teller, err := s.teller(ctx, each)
	return teller != nil || err != nil
}

// noKeys stand for the keys of a shop that has none any more.
func noKeys(b data.Brand) []byte {
	const none = "none"
	form := data.FormOf(b)
	if len(form.Keys) == 1 && !form.SignIn {
		return []byte(none)
	}
	keys := data.ShopKeys{}
	for _, k := range form.Keys {
		keys[k.Name] = none
	}
	return keys.Write()
}
