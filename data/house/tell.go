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
	shops, err := s.office.Shops(ctx)
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
	untold, err := s.ledger.Untold(ctx, each.ID)
	if err != nil || len(untold) == 0 {
		return err
	}
	token, err := s.ledger.Token(ctx, each.ID)
	if err != nil {
		return err
	}
	defer clear(token)
	speaker, err := s.adapters.speaker(each.Brand, each.BaseURL, token)
	if err != nil {
		return err
	}
	teller, ok := speaker.(shop.Teller)
	if !ok {
		return nil // the owner ships there by hand; the parcels stay untold
	}
	told := 0
	for _, d := range untold {
		err := teller.Tell(ctx, d)
		trouble := ""
		switch kind := data.KindOf(err); {
		case err == nil:
			told++
		case kind == data.NotFound || data.KeyOf(err) == shop.KeyOther:
			trouble = data.KeyOf(err)
		default:
			return errors.Join(err, s.toldNews(ctx, each, told))
		}
		if err := s.ledger.Told(ctx, d, trouble); err != nil {
			return err
		}
	}
	return s.toldNews(ctx, each, told)
}

func (s *Session) toldNews(ctx context.Context, each data.Shop, n int) error {
	if n == 0 {
		return nil
	}
	return s.ledger.ToldNews(ctx, each.Name, n)
}
