package shopify

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// open is what an order's shipping looks like before it is told.
type open struct {
	ID        wire.Scalar      `json:"legacyResourceId"`
	Cancelled *json.RawMessage `json:"cancelledAt"`
	Sent      []sent           `json:"fulfillments"`
	Waiting   struct {
		Nodes []waiting `json:"nodes"`
	} `json:"fulfillmentOrders"`
}

// waiting is a fulfillment order: goods of one place that are to leave.
type waiting struct {
	ID     string `json:"id"`
	Status string `json:"status"`
}

// The shapes of what is written.
type (
	shipment struct {
		Parts  []part    `json:"lineItemsByFulfillmentOrder"`
		Track  *tracking `json:"trackingInfo,omitempty"`
		Notify bool      `json:"notifyCustomer"`
	}
	part struct {
		ID string `json:"fulfillmentOrderId"`
	}
	tracking struct {
		Company string `json:"company,omitempty"`
		Number  string `json:"number"`
	}
)

// Tell implements shop.Teller.
func (s *Shop) Tell(ctx context.Context, d data.Dispatch) error {
	return shop.Insist(ctx, d, s.tell)
}

func (s *Shop) tell(ctx context.Context, d data.Dispatch) error {
	o, err := s.asItStands(ctx, d.RemoteOrder)
	if err != nil {
		return err
	}
	left := slices.DeleteFunc(slices.Clone(o.Waiting.Nodes), func(w waiting) bool { return w.Status != "OPEN" && w.Status != "IN_PROGRESS" })
	switch {
	case o.Cancelled != nil && string(*o.Cancelled) != "null":
		return shop.Fault(shop.KeyRefused, errors.New("shopify.tell: the order is cancelled"))
	case len(left) == 0 && o.has(d.Tracking):
		return nil
	case len(left) == 0 && slices.ContainsFunc(o.Sent, sent.stands):
		return shop.Fault(shop.KeyOther, nil)
	case len(left) == 0:
		return shop.Fault(shop.KeyRefused, errors.New("shopify.tell: nothing is open"))
	}
	for _, w := range left { // goods of two places are two fulfillments
		if err := s.ship(ctx, w, d); err != nil {
			return err
		}
	}
	return nil
}

// has reports whether a fulfillment stands with the number; any, without one.
func (o open) has(number string) bool {
	return slices.ContainsFunc(o.Sent, func(f sent) bool {
		return f.stands() && (number == "" || slices.ContainsFunc(f.numbers(), func(n string) bool { return shop.SameTracking(n, number) }))
	})
}

// asItStands reads what is open right before it is told: fulfillment orders are
// split and closed by whoever works at the shop.
func (s *Shop) asItStands(ctx context.Context, id string) (open, error) {
	if plain(id) == "" {
		return open{}, shop.Fault(shop.KeyGone, nil)
	}
	var reply struct {
		Order *open `json:"order"`
	}
	err := s.ask(ctx, "shopify.open", openQuery, object{"id": gid + id}, func(d []byte) error {
		reply.Order = nil
		return wire.JSON(d, &reply)
	})
	switch {
	case err != nil:
		return open{}, err
	case reply.Order == nil:
		return open{}, shop.Fault(shop.KeyGone, errors.New("shopify.open: no such order"))
	case string(reply.Order.ID) != id:
		return open{}, shop.Fault(shop.KeyNonsense, errors.New("shopify.open: another order than asked for"))
	}
	return *reply.Order, nil
}

// ship marks one fulfillment order as shipped. It is sent once: a second could
// meet what the first is still at.
func (s *Shop) ship(ctx context.Context, w waiting, d data.Dispatch) error {
	f := shipment{Parts: []part{{w.ID}}, Notify: d.Allowed.Mails}
	if d.Tracking != "" {
		f.Track = &tracking{Company: carrier(d.Carrier), Number: d.Tracking}
	}
	return s.send(ctx, "shopify.ship", shipQuery, struct {
		F shipment `json:"f"`
	}{f}, true, func(b []byte) error {
		var reply struct {
			Done *struct {
				Made *struct {
					ID string `json:"id"`
				} `json:"fulfillment"`
				Errors []json.RawMessage `json:"userErrors"`
			} `json:"fulfillmentCreate"`
		}
		if err := wire.JSON(b, &reply); err != nil {
			return err
		}
		switch {
		case reply.Done == nil:
			return errors.New("no fulfillment in the answer")
		case len(reply.Done.Errors) > 0 || reply.Done.Made == nil:
			return shop.Fault(shop.KeyRefused, errors.New("shopify.ship: refused"))
		}
		return nil
	})
}
