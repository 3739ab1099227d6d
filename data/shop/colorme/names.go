package colorme

import (
	"context"
	"maps"

	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// names are the shop's lists that sales refer to by number. A number the shop
// does not list is kept with an empty entry, so that it is looked up once.
type names struct {
	payments map[int64]payment
	carriers map[int64]string
}

type payment struct {
	name string
	cod  bool // type 0, 代引
}

// know makes sure that the lists hold every number these sales refer to.
func (s *Shop) know(ctx context.Context, sales []sale) (names, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.names.missing(sales) {
		got, err := s.load(ctx)
		if err != nil {
			return names{}, err
		}
		got.settle(sales)
		s.names = got
	}
	return s.names, nil
}

func (n names) missing(sales []sale) bool {
	for _, one := range sales {
		if _, ok := n.payments[one.PaymentID]; !ok {
			return true
		}
		for _, d := range one.Shipments {
			if _, ok := n.carriers[d.MethodID]; !ok {
				return true
			}
		}
	}
	return false
}

// settle puts an empty entry for each number that the shop does not list.
func (n names) settle(sales []sale) {
	for _, one := range sales {
		if _, listed := n.payments[one.PaymentID]; !listed {
			n.payments[one.PaymentID] = payment{}
		}
		for _, d := range one.Shipments {
			if _, listed := n.carriers[d.MethodID]; !listed {
				n.carriers[d.MethodID] = ""
			}
		}
	}
}

// load asks the shop for its lists, keeping the empty entries we know of.
func (s *Shop) load(ctx context.Context) (names, error) {
	got := names{payments: map[int64]payment{}, carriers: map[int64]string{}}
	maps.Copy(got.payments, s.names.payments)
	maps.Copy(got.carriers, s.names.carriers)
	err := s.ask(ctx, "colorme.payments", "/v1/payments", nil, func(body []byte) error {
		var reply struct {
			Payments []struct {
				ID   int64
				Name *string
				Type *int
			}
		}
		if err := wire.JSON(body, &reply); err != nil {
			return err
		}
		for _, p := range reply.Payments {
			got.payments[p.ID] = payment{name: shop.LineOf(p.Name), cod: p.Type != nil && *p.Type == 0}
		}
		return nil
	})
	if err != nil {
		return names{}, err
	}
	err = s.ask(ctx, "colorme.deliveries", "/v1/deliveries", nil, func(body []byte) error {
		var reply struct {
			Deliveries []struct {
				ID   int64
				Name *string
			}
		}
		if err := wire.JSON(body, &reply); err != nil {
			return err
		}
		for _, d := range reply.Deliveries {
			got.carriers[d.ID] = shop.LineOf(d.Name)
		}
		return nil
	})
	return got, err
}
