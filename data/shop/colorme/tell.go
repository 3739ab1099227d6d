package colorme

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// change is what a sale is told; fields that are not named keep their values.
type change struct {
	Sale struct {
		Deliveries []deliveryChange `json:"sale_deliveries"`
	} `json:"sale"`
}

type deliveryChange struct {
	ID        int64   `json:"id"`
	Slip      *string `json:"slip_number,omitempty"`
	Delivered bool    `json:"delivered"`
}

// Tell implements shop.Teller. The mail to the buyer is a call of its own that
// is never made here.
func (s *Shop) Tell(ctx context.Context, d data.Dispatch) error {
	if _, err := strconv.ParseUint(d.RemoteOrder, 10, 63); err != nil {
		return shop.Fault(shop.KeyGone, nil)
	}
	to, err := s.delivery(ctx, d)
	if err != nil {
		return err
	}
	slip := shop.LineOf(to.Slip)
	switch {
	case to.Delivered && (d.Tracking == "" || shop.SameTracking(slip, d.Tracking)):
		return nil
	case slip != "" && d.Tracking != "" && !shop.SameTracking(slip, d.Tracking): // sent, or typed in by somebody who knows why
		return shop.Fault(shop.KeyOther, nil)
	}
	c := deliveryChange{ID: to.ID, Delivered: true}
	if d.Tracking != "" {
		c.Slip = &d.Tracking
	}
	var body change
	body.Sale.Deliveries = []deliveryChange{c}
	// Naming the same values again changes nothing, so a lost answer is no harm.
	err = s.wire.Do(ctx, wire.Request{Label: "colorme.tell", Method: http.MethodPut, Path: "/v1/sales/" + d.RemoteOrder, Body: body,
		Read: func(reply []byte) error { return wire.JSON(reply, &struct{ Sale json.RawMessage }{}) }})
	if data.KeyOf(err) == shop.KeyKey { // a key that has just read the sale
		return shop.Lacking("write_sales")
	}
	return err
}

// delivery reads the ship-to that left, as the shop has it now.
func (s *Shop) delivery(ctx context.Context, d data.Dispatch) (delivery, error) {
	var reply struct {
		Sale struct {
			Canceled  bool       `json:"canceled"`
			Shipments []delivery `json:"sale_deliveries"`
		}
	}
	err := s.ask(ctx, "colorme.sale", "/v1/sales/"+d.RemoteOrder, nil, func(body []byte) error { return wire.JSON(body, &reply) })
	if err != nil {
		return delivery{}, err
	}
	if reply.Sale.Canceled {
		return delivery{}, shop.Fault(shop.KeyRefused, fmt.Errorf("colorme.sale: cancelled"))
	}
	for _, to := range reply.Sale.Shipments {
		if strconv.FormatInt(to.ID, 10) == d.RemoteParcel || d.RemoteParcel == "" && len(reply.Sale.Shipments) == 1 {
			return to, nil
		}
	}
	return delivery{}, shop.Fault(shop.KeyGone, fmt.Errorf("colorme.sale: no such ship-to"))
}
