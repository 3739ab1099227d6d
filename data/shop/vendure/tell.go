package vendure

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// fulfilQuery puts pieces into a fulfillment, which then waits; shipQuery says
// that it left. Refusals come as members of the answer's union.
const (
	fulfilQuery = `mutation Fulfil($i:FulfillOrderInput!){done:addFulfillmentToOrder(input:$i){...on Fulfillment{id} ...on ErrorResult{errorCode}}}`
	shipQuery   = `mutation Ship($id:ID!){done:transitionFulfillmentToState(id:$id,state:"Shipped"){...on Fulfillment{id} ...on ErrorResult{errorCode}}}`
)

// Tell implements shop.Teller. What is in no fulfillment yet is put into one,
// and that is moved to Shipped; one with our number that waits already, because
// a try before ended between the two, is gone on with.
func (s *Shop) Tell(ctx context.Context, d data.Dispatch) error {
	return shop.Insist(ctx, d, s.tell)
}

func (s *Shop) tell(ctx context.Context, d data.Dispatch) error {
	o, err := s.asItStands(ctx, d.RemoteOrder)
	if err != nil {
		return err
	}
	if o.State == "Cancelled" {
		return shop.Fault(shop.KeyRefused, errors.New("vendure.tell: the order is cancelled"))
	}
	ours := slices.DeleteFunc(slices.Clone(o.Sent), func(f sent) bool {
		return !f.stands() || d.Tracking != "" && !shop.SameTracking(f.Tracking, d.Tracking)
	})
	if rest := o.rest(sent.stands); len(rest) > 0 {
		id, err := s.fulfil(ctx, rest, o.method(d.Carrier), d.Tracking)
		if err != nil {
			return err
		}
		ours = append(ours, sent{ID: id})
	}
	if len(ours) == 0 {
		return shop.Fault(shop.KeyOther, nil)
	}
	for _, f := range ours {
		if f.left() {
			continue
		}
		if _, err := s.change(ctx, "vendure.ship", shipQuery, object{"id": f.ID}); err != nil {
			return err
		}
	}
	return nil
}

// asItStands reads one order as it stands now.
func (s *Shop) asItStands(ctx context.Context, id string) (order, error) {
	if !shop.PlainID(id) {
		return order{}, shop.Fault(shop.KeyGone, nil)
	}
	got, err := s.orders(ctx, object{"take": 1, "filter": object{"id": object{"in": []string{id}}, "active": object{"eq": false}}})
	switch {
	case data.KeyOf(err) == shop.KeyGone: // a server without its API says nothing about the order
		return order{}, shop.Fault(shop.KeyUnreachable, err)
	case err != nil:
		return order{}, err
	case len(got.rows) == 0:
		return order{}, shop.Fault(shop.KeyGone, errors.New("vendure.orders: no such order"))
	}
	var o order
	if err := wire.JSON(got.rows[0].raw, &o); err != nil {
		return order{}, shop.Fault(shop.KeyNonsense, fmt.Errorf("vendure.orders: %w", err))
	}
	return o, nil
}

// fulfil puts pieces into a fulfillment of their own.
func (s *Shop) fulfil(ctx context.Context, pieces []piece, method, tracking string) (id string, err error) {
	return s.change(ctx, "vendure.fulfil", fulfilQuery, object{"i": object{
		"lines": pieces,
		"handler": object{"code": "manual-fulfillment", "arguments": []object{
			{"name": "method", "value": method}, {"name": "trackingCode", "value": tracking},
		}},
	}})
}

// change makes or moves a fulfillment and gives its id. It is sent once: while
// the server is still at work on the first, a second could make another parcel.
func (s *Shop) change(ctx context.Context, label, query string, variables object) (id string, err error) {
	r := request(label, query, variables, func(d []byte) error {
		var reply struct {
			Done struct{ ID, ErrorCode string }
		}
		if err := wire.JSON(d, &reply); err != nil {
			return err
		}
		if code := reply.Done.ErrorCode; code != "" {
			return shop.Fault(shop.KeyRefused, fmt.Errorf("%s: refused with %s", label, known(code)))
		}
		if id = reply.Done.ID; !shop.PlainID(id) {
			return errors.New("a fulfillment without an id")
		}
		return nil
	})
	r.Once = true
	err = s.wire.Do(ctx, r)
	if data.KeyOf(err) == shop.KeyKey { // the order could be read with this key a moment ago
		err = shop.Lacking("UpdateOrder")
	}
	return id, err
}

// method is what the buyer reads about the way: the carrier where the number
// names it, else the way she chose.
func (o order) method(carrier string) string {
	way := ""
	if len(o.Ways) > 0 && o.Ways[0].Method != nil {
		way = o.Ways[0].Method.Name
	}
	named := map[string]string{"japanpost": "日本郵便", "ups": "UPS", "usps": "USPS"}[carrier]
	return cmp.Or(named, carrier, way, "発送")
}
