package house

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"nifuda/data"
	"nifuda/data/shop"
)

// TellAllAgain tells storefronts at once of parcels that are stuck, in the order
// they left; any other parcel is left alone. progress is told how many were
// tried. It gives how many were taken: what was not is stuck as before, for the
// reason it was given now. What cannot be reached, or a stop, ends it there.
func (s *Session) TellAllAgain(ctx context.Context, parcels []data.ParcelID, progress func(done int)) (told int, err error) {
	stuck, err := s.ledger.Stuck(ctx)
	if err != nil {
		return 0, err
	}
	stuck = slices.DeleteFunc(stuck, func(d data.Stuck) bool { return !slices.Contains(parcels, d.Parcel) })
	slices.SortFunc(stuck, func(a, b data.Stuck) int {
		return cmp.Or(a.Left.Compare(b.Left), cmp.Compare(a.Parcel, b.Parcel))
	})
	shops, err := s.ledger.Shops(ctx)
	if err != nil {
		return 0, err
	}
	tried := 0
	var faults []error
	for _, each := range shops {
		var all []data.Dispatch
		for _, d := range stuck {
			if d.ShopID == each.ID {
				all = append(all, d.Dispatch)
			}
		}
		n, err := s.retell(ctx, each, all, func() { tried++; progress(tried) })
		told, faults = told+n, append(faults, err)
	}
	return told, errors.Join(faults...)
}

func (s *Session) retell(ctx context.Context, each data.Shop, all []data.Dispatch, tried func()) (int, error) {
	if len(all) == 0 {
		return 0, nil
	}
	ctx, end := s.rounds.begin(ctx, each.ID)
	defer end()
	defer s.rounds.speak(each.ID)()
	teller, err := s.teller(ctx, each)
	if err != nil || teller == nil {
		return 0, err
	}
	told, err := s.tellEach(ctx, again{teller, s, tried}, all, s.ledger.RefusedAgain)
	return told, errors.Join(err, s.toldNews(context.WithoutCancel(ctx), each, told))
}

// again tells of what was stuck, and records that the owner wanted it.
type again struct {
	shop.Teller
	s     *Session
	tried func()
}

func (a again) Tell(ctx context.Context, d data.Dispatch) error {
	if ctx.Err() != nil {
		return shop.Fault(shop.KeyStopped, ctx.Err())
	}
	err := a.s.ledger.Record(ctx, data.Event{Login: a.s.Login(), Kind: data.EventRetold, Parcel: d.Parcel, Number: d.Number})
	if err != nil {
		return err
	}
	defer a.tried()
	return a.Teller.Tell(ctx, d)
}
