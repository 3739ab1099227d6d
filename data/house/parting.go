package house

import (
	"context"
	"errors"

	"nifuda/data"
	"nifuda/data/office"
)

// Disconnect ends what is under way at a shop, and takes its keys out of the
// ledger. Its orders and documents stay, and what lies on the bench; what its
// storefront has not heard waits until it is connected again. Other shops go on.
// After a fault it can be asked for again: it does what is left. Faults: Denied
// "fault.office.again", NotFound "fault.shop.missing".
func (s *Session) Disconnect(ctx context.Context, again office.Proof, id data.ShopID) error {
	if err := s.office.Accept(again); err != nil {
		return err
	}
	defer s.rounds.stop(id)()
	return s.ledger.Disconnect(ctx, s.Login(), id)
}

// errLeaving ends what is under way at a shop that is being disconnected.
var errLeaving = errors.New("the shop is being disconnected")

// leaving reports whether work at a shop ended because the shop was
// disconnected, which is no trouble of anybody's.
func leaving(ctx context.Context, err error) bool {
	return context.Cause(ctx) == errLeaving || data.KeyOf(err) == "fault.shop.missing"
}
