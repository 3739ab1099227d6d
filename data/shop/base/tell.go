package base

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// Tell implements shop.Teller. Goods are told one after another, each with the
// number: a try that ended half-way is gone on with.
func (s *Shop) Tell(ctx context.Context, d data.Dispatch) error {
	raw, err := s.detail(ctx, d.RemoteOrder)
	if err != nil {
		return err
	}
	o, err := asItStands(raw, d.RemoteOrder)
	if err != nil {
		return err
	}
	left := slices.ContainsFunc(o.Items, func(i item) bool { return i.Status == "dispatched" }) || o.gone()
	switch number := shop.LineOf(o.Number); {
	case left && d.Tracking != "" && number != "" && !shop.SameTracking(number, d.Tracking):
		return shop.Fault(shop.KeyOther, nil)
	case o.gone():
		return nil
	case o.Status != "ordered":
		return shop.Fault(shop.KeyRefused, errors.New("base.tell: the order waits for money or is cancelled"))
	case !d.Allowed.Mails:
		return shop.Fault(shop.KeyMails, nil)
	}
	companies, err := s.known(ctx)
	if err != nil {
		return err
	}
	carrier := idOf(companies, shop.Line(d.Carrier))
	for range o.Items {
		i := slices.IndexFunc(o.Items, func(i item) bool { return i.Status == "ordered" })
		if i < 0 || o.gone() {
			return nil
		}
		if o, err = s.dispatched(ctx, o, o.Items[i].ID, carrier, d.Tracking); err != nil {
			return err
		}
	}
	return nil
}

// gone reports whether everything has left.
func (o order) gone() bool { return o.Status == "dispatched" || o.Status == "shipping" }

// dispatched says that one kind of goods has left, and gives the order as it is
// then. It is sent once: BASE takes it once.
func (s *Shop) dispatched(ctx context.Context, o order, item, carrier int64, number string) (next order, err error) {
	form := wire.Form{"order_item_id": {strconv.FormatInt(item, 10)}}
	if o.Payment == "atobarai" {
		if carrier == 0 || number == "" {
			return order{}, shop.Fault(shop.KeyRefused, errors.New("base.tell: 後払い wants carrier and number"))
		}
		form["atobarai_status"] = []string{"shipping"}
	} else {
		form["status"] = []string{"dispatched"}
	}
	if carrier != 0 {
		form["delivery_company_id"] = []string{strconv.FormatInt(carrier, 10)}
	}
	if number != "" {
		form["tracking_number"] = []string{number}
	}
	err = s.ask(ctx, wire.Request{Label: "base.tell", Method: http.MethodPost, Path: "/1/orders/edit_status", Body: form, Once: true, Read: func(body []byte) error {
		raw, err := readDetail(body)
		if err != nil {
			return err
		}
		next, err = asItStands(raw, o.ID)
		return err
	}}, "write_orders")
	return next, err
}

// asItStands reads an order that was asked for.
func asItStands(raw json.RawMessage, id string) (order, error) {
	var o order
	if err := wire.JSON(raw, &o); err != nil {
		return order{}, shop.Fault(shop.KeyNonsense, fmt.Errorf("base.order: %w", err))
	}
	if o.ID != id {
		return order{}, shop.Fault(shop.KeyNonsense, errors.New("base.order: another order than asked for"))
	}
	return o, nil
}
