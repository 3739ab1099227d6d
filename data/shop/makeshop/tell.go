package makeshop

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

const (
	tellNumber = "mutation updateOrderAttribute($input: UpdateOrderAttributeRequest!) { updateOrderAttribute(input: $input) { updateOrderAttributeResults { displayOrderNumber message } } }"
	tellSent   = "mutation updateOrderDeliveryStatus($input: UpdateOrderDeliveryStatusRequest!) { updateOrderDeliveryStatus(input: $input) { updateOrderDeliveryStatusResults { displayOrderNumber deliveryId message } } }"
)

type numbering struct {
	Orders []numbered `json:"updateOrderAttributes"`
}

type numbered struct {
	Number     string `json:"displayOrderNumber"`
	Deliveries []slip `json:"deliveryRequestInfos"`
}

type slip struct {
	ID     int64  `json:"deliveryId"`
	Number string `json:"slipNumber"`
}

type sending struct {
	Orders []status `json:"updateOrderDeliveryStatusRequests"`
}

type status struct {
	Number string `json:"displayOrderNumber"`
	ID     int64  `json:"deliveryId"`
	Status string `json:"deliveryStatus"`
}

// Tell implements shop.Teller. Whether a ship-to that is marked as sent has its
// buyer mailed is up to the store, so that needs leave.
func (s *Shop) Tell(ctx context.Context, d data.Dispatch) error {
	to, err := s.delivery(ctx, d)
	if err != nil {
		return err
	}
	there := line(to.Slip)
	same := d.Tracking == "" || shop.SameTracking(there, d.Tracking)
	switch {
	case to.stage() == called, to.stage() == returned:
		return shop.Fault(shop.KeyRefused, errors.New("makeshop.tell: cancelled or returned"))
	case to.stage() == 0:
		return shop.Fault(shop.KeyRefused, errors.New("makeshop.tell: a stage that was never seen"))
	case !same && there != "":
		return shop.Fault(shop.KeyOther, nil)
	}
	if !same {
		in := numbering{[]numbered{{d.RemoteOrder, []slip{{int64(to.ID), d.Tracking}}}}}
		if err := s.write(ctx, "makeshop.number", tellNumber, in, d, func(to delivery) bool { return shop.SameTracking(line(to.Slip), d.Tracking) }); err != nil {
			return err
		}
	}
	if to.stage() == sent || !d.Allowed.Mails {
		return nil // the owner marks it there
	}
	in := sending{[]status{{d.RemoteOrder, int64(to.ID), "COMPLETED"}}}
	return s.write(ctx, "makeshop.sent", tellSent, in, d, func(to delivery) bool { return to.stage() == sent })
}

// errRow is a row with a message: a status of 200 says nothing.
var errRow = errors.New("makeshop: a row has a message")

// write changes something. A message may be a refusal or not, nobody knows; what
// stands there afterwards decides.
func (s *Shop) write(ctx context.Context, label, query string, in any, d data.Dispatch, stands func(delivery) bool) error {
	err := s.ask(ctx, label, question{Query: query, Variables: vars(in)}, func(body []byte) error { return readTold(label, body) })
	if !errors.Is(err, errRow) {
		return err
	}
	to, no := s.delivery(ctx, d)
	switch {
	case no != nil:
		return no
	case stands(to):
		return nil
	}
	return err
}

// readTold looks for rows with messages.
func readTold(label string, body []byte) error {
	if refusal(body) != "" { // the API's own trouble, and no word about the parcel
		return shop.Fault(shop.KeyNonsense, fmt.Errorf("%s: %w", label, errRow))
	}
	type row struct {
		Message wire.Scalar `json:"message"`
	}
	var reply struct {
		Data map[string]map[string][]row `json:"data"`
	}
	if err := wire.JSON(body, &reply); err != nil {
		return err
	}
	n := 0
	for _, call := range reply.Data {
		for _, rows := range call {
			for _, r := range rows {
				if n++; r.Message != "" {
					return shop.Fault(shop.KeyRefused, fmt.Errorf("%s: %w", label, errRow))
				}
			}
		}
	}
	if n == 0 {
		return errors.New("no row in the answer")
	}
	return nil
}

// delivery reads the ship-to that left, as the store has it now.
func (s *Shop) delivery(ctx context.Context, d data.Dispatch) (delivery, error) {
	rows, err := s.find(ctx, []string{d.RemoteOrder})
	if err != nil {
		return delivery{}, err
	}
	if len(rows) == 0 {
		return delivery{}, shop.Fault(shop.KeyGone, errors.New("makeshop.orders: no such order"))
	}
	var o order
	if err := wire.JSON(rows[0].Raw, &o); err != nil {
		return delivery{}, shop.Fault(shop.KeyNonsense, fmt.Errorf("makeshop.orders: %w", err))
	}
	var found []delivery
	for _, to := range o.Deliveries {
		if strconv.FormatInt(int64(to.ID), 10) == d.RemoteParcel || d.RemoteParcel == "" && len(o.Deliveries) == 1 {
			found = append(found, to)
		}
	}
	if len(found) == 1 { // of two with one number nobody knows which
		return found[0], nil
	}
	return delivery{}, shop.Fault(shop.KeyGone, errors.New("makeshop.orders: no such ship-to"))
}
