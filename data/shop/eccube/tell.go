package eccube

import (
	"context"
	"errors"
	"fmt"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// shipment is what is written.
type shipment struct {
	ID     string `json:"id"`
	Name   string `json:"name,omitempty"`
	Number string `json:"number,omitempty"`
	Mail   bool   `json:"mail"`
}

// Tell implements shop.Teller.
func (s *Shop) Tell(ctx context.Context, d data.Dispatch) error {
	return shop.Insist(ctx, d, s.tell)
}

func (s *Shop) tell(ctx context.Context, d data.Dispatch) error {
	o, err := s.asItStands(ctx, d.RemoteOrder)
	if err != nil {
		return err
	}
	var to *parcel
	waiting := 0
	for i := range o.Ships {
		p := &o.Ships[i]
		if string(p.ID) == d.RemoteParcel || d.RemoteParcel == "" && len(o.Ships) == 1 {
			to = p
		}
		if p.Left == nil {
			waiting++
		}
	}
	switch {
	case o.cart() || to == nil:
		return shop.Fault(shop.KeyGone, errors.New("eccube.open: no such ship-to"))
	case to.Left != nil && (d.Tracking == "" || shop.SameTracking(to.Slip, d.Tracking)):
		return nil
	case to.Left != nil:
		return shop.Fault(shop.KeyOther, nil)
	case o.Status.ID == "3" || o.Status.ID == "9":
		return shop.Fault(shop.KeyRefused, errors.New("eccube.tell: the order is cancelled"))
	case waiting == 1 && o.givesPoints() && !d.Allowed.Points:
		return shop.Fault(shop.KeyPoints, errors.New("eccube.tell: the order gives points"))
	}
	r := request("eccube.ship", shipQuery, shipment{ID: string(to.ID), Name: d.Carrier, Number: d.Tracking, Mail: d.Allowed.Mails}, func(b []byte) error {
		var reply struct {
			Done *struct {
				ID wire.Scalar `json:"id"`
			} `json:"updateShipped"`
		}
		if err := wire.JSON(b, &reply); err != nil {
			return err
		}
		if reply.Done == nil {
			return errors.New("no ship-to in the answer")
		}
		return nil
	})
	r.Once = true // a second would meet what the first did, and be refused
	return s.wire.Do(ctx, r)
}

// givesPoints reports whether the buyer gets points once all of it has left.
func (o order) givesPoints() bool {
	n, _, ok := shop.Minor(string(o.Points), 0)
	return !ok && o.Points != "" || n > 0
}

// asItStands reads an order as it stands now.
func (s *Shop) asItStands(ctx context.Context, id string) (order, error) {
	if plain(id) == "" {
		return order{}, shop.Fault(shop.KeyGone, nil)
	}
	got, err := s.named(ctx, "eccube.open", []string{id}, openOrder)
	switch {
	case err != nil:
		return order{}, err
	case len(got) == 0:
		return order{}, shop.Fault(shop.KeyGone, errors.New("eccube.open: no such order"))
	}
	var o order
	if err := wire.JSON(got[0], &o); err != nil {
		return order{}, shop.Fault(shop.KeyNonsense, fmt.Errorf("eccube.open: %w", err))
	}
	if string(o.ID) != id {
		return order{}, shop.Fault(shop.KeyNonsense, errors.New("eccube.open: another order than asked for"))
	}
	return o, nil
}
