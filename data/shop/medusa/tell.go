package medusa

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// Tell implements shop.Teller. What is in no fulfillment yet is put into one,
// and that is shipped with the number; one that waits already, because a try
// before ended between the two or because somebody packed it at the shop, is
// gone on with.
func (s *Shop) Tell(ctx context.Context, d data.Dispatch) error {
	return shop.Insist(ctx, d, s.tell)
}

func (s *Shop) tell(ctx context.Context, d data.Dispatch) error {
	o, err := s.asItStands(ctx, d.RemoteOrder)
	if err != nil {
		return err
	}
	if o.Status == "canceled" {
		return shop.Fault(shop.KeyRefused, errors.New("medusa.tell: the order is cancelled"))
	}
	if rest := o.rest(); len(rest) > 0 {
		if err := s.fulfil(ctx, o.ID, rest); err != nil {
			return err
		}
		if o, err = s.asItStands(ctx, o.ID); err != nil {
			return err
		}
	}
	told := false
	for _, p := range o.Sent {
		switch {
		case !p.stands() || !p.ours(d.Tracking):
			continue
		case !p.left():
			if err := s.ship(ctx, o.ID, p, d.Tracking); err != nil {
				return err
			}
		}
		told = true
	}
	if !told {
		return shop.Fault(shop.KeyOther, nil)
	}
	return nil
}

// ours reports whether a parcel is the one that left with the number, or can
// become it: one that waits without any. Without a number every parcel is; what
// needs no shipping is none.
func (p parcel) ours(number string) bool {
	if p.Ships != nil && !*p.Ships {
		return false
	}
	if number == "" || !p.left() && len(p.Labels) == 0 {
		return true
	}
	return slices.ContainsFunc(p.Labels, func(l label) bool { return shop.SameTracking(l.Number, number) })
}

// asItStands reads one order as it stands now.
func (s *Shop) asItStands(ctx context.Context, id string) (order, error) {
	rows, err := s.named(ctx, []string{id})
	switch {
	case data.KeyOf(err) == shop.KeyGone: // a server without its API says nothing about the order
		return order{}, shop.Fault(shop.KeyUnreachable, err)
	case err != nil:
		return order{}, err
	case len(rows) == 0:
		return order{}, shop.Fault(shop.KeyGone, errors.New("medusa.orders: no such order"))
	}
	var o order
	if err := wire.JSON(rows[0].raw, &o); err != nil {
		return order{}, shop.Fault(shop.KeyNonsense, fmt.Errorf("medusa.orders: %w", err))
	}
	if o.ID != id {
		return order{}, shop.Fault(shop.KeyNonsense, errors.New("medusa.orders: another order than asked for"))
	}
	return o, nil
}

// piece is how many of an item are in a parcel, or shall be.
type piece struct {
	ID       string `json:"id"`
	Quantity int    `json:"quantity"`
}

// rest is what is in no fulfillment. What needs no shipping stays out: the
// server takes no mixture.
func (o order) rest() []piece {
	var rest []piece
	for _, i := range o.Items {
		if n := (i.Quantity - i.Detail.Packed).count(); n > 0 && i.ships() {
			rest = append(rest, piece{i.ID, n})
		}
	}
	return rest
}

// fulfil puts pieces into a fulfillment of their own, which then waits.
func (s *Shop) fulfil(ctx context.Context, order string, pieces []piece) error {
	return s.change(ctx, "medusa.fulfil", "/admin/orders/"+order+"/fulfillments", struct {
		Items []piece `json:"items"`
		Quiet bool    `json:"no_notification"`
	}{pieces, true})
}

// ship says that a fulfillment left. Its two addresses are what the server's own
// admin sends where there are none.
func (s *Shop) ship(ctx context.Context, order string, p parcel, number string) error {
	if !shop.PlainID(p.ID) {
		return shop.Fault(shop.KeyNonsense, errors.New("medusa.ship: a fulfillment without an id"))
	}
	pieces := []piece{}
	for _, i := range p.Items {
		pieces = append(pieces, piece{i.Line, i.Quantity.count()})
	}
	labels := []label{}
	if number != "" {
		labels = append(labels, label{Number: number, Track: "#", Sheet: "#"})
	}
	return s.change(ctx, "medusa.ship", "/admin/orders/"+order+"/fulfillments/"+p.ID+"/shipments", struct {
		Items  []piece `json:"items"`
		Labels []label `json:"labels"`
		Quiet  bool    `json:"no_notification"`
	}{pieces, labels, true})
}

// change makes or moves a fulfillment. It is sent once: while the server is
// still at work on the first, a second could make another parcel.
func (s *Shop) change(ctx context.Context, what, path string, body any) error {
	return s.wire.Do(ctx, wire.Request{
		Label: what, Method: http.MethodPost, Path: path, Query: url.Values{"fields": {"id"}}, Body: body, Once: true,
		Refused: func(status int, _ []byte) error {
			cause := fmt.Errorf("%s: HTTP %d", what, status)
			switch status {
			case http.StatusConflict: // somebody else is at the order right now
				return shop.Fault(shop.KeyLimited, cause)
			case http.StatusBadRequest, http.StatusNotFound, http.StatusUnprocessableEntity:
				return shop.Fault(shop.KeyRefused, cause)
			}
			return nil
		},
		Read: func(reply []byte) error {
			var done struct {
				Order *head `json:"order"`
			}
			if err := wire.JSON(reply, &done); err != nil {
				return err
			}
			if done.Order == nil {
				return errors.New("no order in the answer")
			}
			return nil
		},
	})
}
