package stores

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// slip is what an order's delivery is told; fields that are not named stay.
type slip struct {
	Carrier  string `json:"delivery_method_name,omitempty"`
	Tracking string `json:"tracking_number,omitempty"`
}

// Tell implements shop.Teller. The API writes to an order, not to one of its
// deliveries: an order with several is refused.
func (s *Shop) Tell(ctx context.Context, d data.Dispatch) error {
	to, err := s.delivery(ctx, d)
	if err != nil {
		return err
	}
	there := shop.LineOf(to.Tracking)
	same := d.Tracking == "" || shop.SameTracking(there, d.Tracking)
	switch {
	case to.Cancelled != nil:
		return shop.Fault(shop.KeyRefused, nil)
	case to.Shipped != nil && same:
		return nil
	case to.Shipped != nil && there != "":
		return shop.Fault(shop.KeyOther, nil)
	}
	if !same || shop.LineOf(to.Carrier) == "" {
		// Naming the same values again changes nothing, so a lost answer is no harm.
		err := s.write(ctx, "stores.slip", http.MethodPatch, path+"/"+url.PathEscape(d.RemoteOrder)+"/deliveries", slip{shop.Line(d.Carrier), d.Tracking})
		if err != nil {
			return err
		}
	}
	if !d.Allowed.Mails || to.Shipped != nil {
		return nil // the owner presses 発送 there, which may mail the buyer
	}
	return s.write(ctx, "stores.shipped", http.MethodPost, path+"/"+url.PathEscape(d.RemoteOrder)+"/shipped", struct{}{})
}

// errLocked is an order that STORES cannot write to now.
var errLocked = errors.New("stores: HTTP 423")

// write changes something. An order that is locked is tried again, and is no
// trouble of the shop's then.
func (s *Shop) write(ctx context.Context, label, method, path string, body any) error {
	err := s.send(ctx, label, method, path, body)
	if errors.Is(err, errLocked) {
		return shop.Fault(shop.KeyNonsense, err)
	}
	return err
}

func (s *Shop) send(ctx context.Context, label, method, path string, body any) error {
	return s.wire.Do(ctx, wire.Request{Label: label, Method: method, Path: path, Body: body, Once: method == http.MethodPost,
		Read: func([]byte) error { return nil },
		Refused: func(status int, _ []byte) error {
			if status == http.StatusLocked {
				return shop.Fault(shop.KeyLimited, fmt.Errorf("%s: %w", label, errLocked))
			}
			if status == http.StatusBadRequest || status == http.StatusConflict || status == http.StatusUnprocessableEntity {
				return shop.Fault(shop.KeyRefused, fmt.Errorf("%s: HTTP %d", label, status))
			}
			return nil
		}})
}

// delivery reads the parcel that left, as the shop has it now.
func (s *Shop) delivery(ctx context.Context, d data.Dispatch) (delivery, error) {
	if !shop.PlainID(d.RemoteOrder) {
		return delivery{}, shop.Fault(shop.KeyGone, nil)
	}
	got, err := s.orders(ctx, url.Values{"ids": {d.RemoteOrder}, "limit": {"1"}})
	if err != nil {
		return delivery{}, err
	}
	if len(got.Rows) == 0 || got.Rows[0].ID != d.RemoteOrder {
		return delivery{}, shop.Fault(shop.KeyGone, nil)
	}
	var o order
	if err := json.Unmarshal(got.Rows[0].Raw, &o); err != nil {
		return delivery{}, shop.Fault(shop.KeyNonsense, fmt.Errorf("stores.orders: an order that cannot be read"))
	}
	var parcels []delivery
	for _, each := range o.Deliveries {
		if each.isParcel() {
			parcels = append(parcels, each)
		}
	}
	switch {
	case len(parcels) == 0:
		return delivery{}, shop.Fault(shop.KeyGone, nil)
	case len(parcels) > 1:
		return delivery{}, shop.Fault(shop.KeyRefused, nil)
	case o.whole() && parcels[0].Shipped == nil:
		return delivery{}, shop.Fault(shop.KeyRefused, nil)
	}
	return parcels[0], nil
}
