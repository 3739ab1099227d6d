package ecforce

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// change is what orders are told; with_sale takes the money.
type change struct {
	Orders []shipment `json:"orders"`
	Async  int        `json:"with_async"`
	Sale   int        `json:"with_sale"`
}

type shipment struct {
	ID      json.Number `json:"id"`
	Slip    string      `json:"shipping_slip,omitempty"`
	Shipped string      `json:"shipped_at"`
	To      json.Number `json:"shipping_address_id,omitempty"`
}

// Tell implements shop.Teller.
func (s *Shop) Tell(ctx context.Context, d data.Dispatch) error {
	row, err := s.one(ctx, d.RemoteOrder)
	if err != nil {
		return err
	}
	var b bundle
	if err := wire.JSON(row.Raw, &b); err != nil {
		return shop.Fault(shop.KeyNonsense, fmt.Errorf("ecforce.order: %w", err))
	}
	state, _ := b.Order.state()
	several := len(b.Ships) > 1
	there := shop.Line(string(b.Order.Slip))
	ours := d.Tracking == "" || shop.SameTracking(there, d.Tracking)
	switch {
	case several && !slices.ContainsFunc(b.Ships, func(p ship) bool { return string(p.ID) == d.RemoteParcel }):
		return shop.Fault(shop.KeyGone, errors.New("ecforce.order: no such ship-to"))
	case state == data.Cancelled:
		return shop.Fault(shop.KeyRefused, errors.New("ecforce.tell: the order is cancelled"))
	case state == data.Shipped && !several && ours:
		return nil
	case !several && there != "" && (state == data.Shipped || !ours): // sent, or typed in by somebody who knows why
		return shop.Fault(shop.KeyOther, nil)
	}
	one := shipment{ID: json.Number(d.RemoteOrder), Slip: d.Tracking, Shipped: s.wire.There().In(shop.JST).Format("2006/01/02 15:04:05")}
	if several {
		one.To = json.Number(d.RemoteParcel)
	}
	c := change{Orders: []shipment{one}}
	if d.Allowed.Captures && !b.Order.taken() { // a second ship-to, or a second try, finds it taken
		c.Sale = 1
	}
	return s.wire.Do(ctx, wire.Request{Label: "ecforce.tell", Method: http.MethodPut, Path: api + "/orders/shipping.json", Body: c, Once: true,
		Read: func(reply []byte) error { return told(reply, d) }})
}

// told reads what became of the order: refused with HTTP 200, or not named at all,
// it was not told.
func told(reply []byte, d data.Dispatch) error {
	var r struct {
		Success []wire.Scalar     `json:"success"`
		Failure []wire.Scalar     `json:"failure"`
		Errors  []json.RawMessage `json:"errors"`
	}
	if err := wire.JSON(reply, &r); err != nil {
		return err
	}
	done := slices.ContainsFunc(r.Success, func(id wire.Scalar) bool {
		return string(id) == d.RemoteOrder || string(id) == d.RemoteOrder+"-"+d.RemoteParcel
	})
	switch {
	case len(r.Failure)+len(r.Errors) > 0:
		return shop.Fault(shop.KeyRefused, errors.New("ecforce.tell: refused"))
	case !done:
		return errors.New("the order is not in the answer")
	}
	return nil
}
