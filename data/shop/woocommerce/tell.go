package woocommerce

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// Our own keys among an order's meta data.
const (
	keySent    = "_nifuda_shipped" // "yes" once a parcel has left
	keyNumber  = "_nifuda_tracking"
	keyCarrier = "_nifuda_carrier"
)

// left reports whether we wrote that the parcel has left.
func (o order) left() bool { return o.Meta.get(keySent) == "yes" }

// tracking is the number as we wrote it, or as a shipment tracking plugin did.
func (o order) tracking() string {
	if n := o.Meta.get(keyNumber); n != "" {
		return n
	}
	var numbers []string
	for _, m := range o.Meta {
		var all []struct {
			Number wire.Scalar `json:"tracking_number"`
		}
		if m.Key != "_wc_shipment_tracking_items" || json.Unmarshal(m.Value, &all) != nil {
			continue
		}
		for _, one := range all {
			if n := plain(string(one.Number)); n != "" {
				numbers = append(numbers, n)
			}
		}
	}
	return shop.Line(strings.Join(numbers, ", "))
}

// change is what an order is told; fields that are not named keep their values.
type change struct {
	Status string `json:"status,omitempty"`
	Meta   []kept `json:"meta_data"`
}

type kept struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// Tell implements shop.Teller. "completed" mails the buyer, so the state is left
// alone unless the owner allowed that.
func (s *Shop) Tell(ctx context.Context, d data.Dispatch) error {
	row, err := s.one(ctx, d.RemoteOrder)
	if err != nil {
		return err
	}
	var o order
	if err := wire.JSON(row.Raw, &o); err != nil {
		return shop.Fault(shop.KeyNonsense, fmt.Errorf("woocommerce.order: %w", err))
	}
	there := o.tracking()
	done := o.left() && (d.Tracking == "" || shop.SameTracking(there, d.Tracking))
	switch {
	case o.none():
		return shop.Fault(shop.KeyGone, nil)
	case done && (o.Status == "completed" || !d.Allowed.Mails):
		return s.remark(ctx, d)
	case o.Status == "cancelled" || o.Status == "refunded" || o.Status == "failed":
		return shop.Fault(shop.KeyRefused, errors.New("woocommerce.tell: the order is cancelled"))
	case there != "" && d.Tracking != "" && !shop.SameTracking(there, d.Tracking):
		return shop.Fault(shop.KeyOther, nil)
	}
	c := change{Meta: []kept{{keySent, "yes"}}}
	if d.Tracking != "" {
		c.Meta = append(c.Meta, kept{keyNumber, d.Tracking}, kept{keyCarrier, d.Carrier})
	}
	if d.Allowed.Mails && o.Status != "completed" {
		c.Status = "completed"
	}
	if err := s.write(ctx, "woocommerce.tell", http.MethodPut, api+"/orders/"+d.RemoteOrder, c); err != nil {
		return err
	}
	return s.remark(ctx, d)
}

// remark leaves a note that only the shop sees, unless it stands there already.
func (s *Shop) remark(ctx context.Context, d data.Dispatch) error {
	says := strings.TrimSpace("荷札：発送しました。" + strings.TrimSpace(d.Carrier+" "+d.Tracking))
	var there []struct {
		Note string `json:"note"`
	}
	path := api + "/orders/" + d.RemoteOrder + "/notes"
	err := s.wire.Do(ctx, wire.Request{Label: "woocommerce.notes", Method: http.MethodGet, Path: path, Query: url.Values{"type": {"internal"}},
		Read: func(body []byte) error { return wire.JSON(body, &there) }})
	if err != nil {
		return err
	}
	for _, n := range there {
		if strings.Contains(plain(n.Note), says) {
			return nil
		}
	}
	return s.write(ctx, "woocommerce.note", http.MethodPost, path, struct {
		Note  string `json:"note"`
		Buyer bool   `json:"customer_note"` // true would mail it
	}{says, false})
}

// write changes something. It is sent once: a second could set something off
// that the first is still at. The order could be read with this key a moment
// ago, so one that is refused now may only read.
func (s *Shop) write(ctx context.Context, label, method, path string, body any) error {
	return s.wire.Do(ctx, wire.Request{Label: label, Method: method, Path: path, Body: body, Once: true,
		Refused: func(status int, body []byte) error {
			switch status {
			case http.StatusUnauthorized, http.StatusForbidden:
				if strings.HasPrefix(code(body), "woocommerce_rest_") {
					return shop.Lacking("Read/Write")
				}
			case http.StatusBadRequest:
				return shop.Fault(shop.KeyRefused, fmt.Errorf("%s: HTTP %d", label, status))
			}
			return nil
		},
		Read: func(reply []byte) error {
			var done struct {
				ID int64 `json:"id"`
			}
			if err := wire.JSON(reply, &done); err != nil {
				return err
			}
			if done.ID == 0 {
				return errors.New("no id in the answer")
			}
			return nil
		}})
}
