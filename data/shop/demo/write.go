package demo

import (
	"fmt"
	"maps"
	"time"
)

// copy is the change with another one on top to be made at the time.
func (c change) copy(at time.Time) change {
	n := change{at: at, paid: c.paid, slips: map[int]string{}, delivered: map[int]bool{}}
	maps.Copy(n.slips, c.slips)
	maps.Copy(n.delivered, c.delivered)
	return n
}

// view is how an order looks at a moment.
type view struct {
	paid, sent, cancelled bool
	changed               time.Time
	change                change // from outside; one just made is not seen for a while
}

// look gives how the order looks now.
func (s *Server) look(o order, now time.Time) view {
	s.mu.Lock()
	defer s.mu.Unlock()
	var v view
	v.paid, v.sent, v.cancelled, v.changed = o.life.at(now)
	c := s.written[o.id]
	if c.at.IsZero() || now.Before(c.at.Add(s.cfg.Stale)) {
		return v
	}
	v.change = c
	if c.at.After(v.changed) {
		v.changed = c.at
	}
	if c.paid != nil {
		v.paid = *c.paid
	}
	return v
}

// gone reports whether a ship-to has been sent.
func (v view) gone(shipment int) bool { return v.sent || v.change.delivered[shipment] }

// delivered reports whether all of the order has been sent.
func (v view) delivered(o order) bool {
	for i := range o.shipments {
		if !v.gone(i) {
			return false
		}
	}
	return true
}

// write says an order as the API does.
func write(o order, v view) object {
	b := o.bill
	row := object{
		"id": o.id, "account_id": "PA00000000", "make_date": o.life.placed.Unix(), "update_date": v.changed.Unix(),
		"memo": nil, "payment_id": o.payment, "mobile": false, "paid": v.paid, "delivered": v.delivered(o), "canceled": v.cancelled,
		"product_total_price": b.goods, "delivery_total_charge": b.ways, "fee": b.fee, "tax": b.normal.tax + b.reduced.tax,
		"noshi_total_charge": b.noshi, "card_total_charge": 0, "wrapping_total_charge": b.wraps,
		"point_discount": b.points, "gmo_point_discount": 0, "other_discount": b.coupon, "other_discount_name": "", "use_points": b.points,
		"total_price": b.total, "segment": nil, "shop_coupon": nil,
		"totals": object{
			"normal_tax_amount": b.normal.tax, "reduced_tax_amount": b.reduced.tax,
			"discount_amount_for_normal_tax": b.normal.discount, "discount_amount_for_reduced_tax": b.reduced.discount,
			"total_price_with_normal_tax": b.normal.gross, "total_price_with_reduced_tax": b.reduced.gross,
		},
		"customer": customer(o), "details": details(o), "sale_deliveries": deliveries(o, v),
	}
	if b.coupon > 0 {
		row["shop_coupon"] = object{"id": 1, "name": "茶の間クーポン", "code": "CHANOMA"}
	}
	return row
}

func customer(o order) object {
	to := place(o.buyer)
	to["hojin"], to["busho"], to["mail"] = empty(o.buyer.Company), nil, o.buyer.Email
	to["tel_mobile"], to["fax"], to["other"] = nil, nil, empty(o.note)
	return to
}

func place(c contact) object {
	return object{
		"name": c.Name, "furigana": c.Kana, "postal": empty(c.Address.Postal), "pref_id": c.prefID, "pref_name": c.Address.Prefecture,
		"address1": empty(c.Address.Street), "address2": empty(c.Address.Building), "tel": empty(c.Phone),
	}
}

// empty is null for no text.
func empty(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func detailID(o order, i int) int   { return o.id*20 + i }
func shipmentID(o order, i int) int { return o.id*10 + i }

func details(o order) []object {
	rows := []object{}
	for i, it := range o.items {
		percent := 10
		if it.reduced {
			percent = 8
		}
		rows = append(rows, object{
			"id": detailID(o, i), "sale_id": o.id, "product_id": it.id, "sale_delivery_id": shipmentID(o, it.shipment),
			"product_model_number": it.sku, "product_name": it.name, "pristine_product_full_name": fmt.Sprintf("%s（%s）", it.name, it.option),
			"option1_value": it.option, "option2_value": nil, "price": it.price - within(it.price, percent), "price_with_tax": it.price,
			"product_num": it.count, "unit": "個", "subtotal_price": it.price * it.count, "tax_reduced": it.reduced, "customizations": []object{},
		})
	}
	return rows
}

func deliveries(o order, v view) []object {
	rows := []object{}
	for i, sh := range o.shipments {
		row := place(sh.to)
		ids := []int{}
		for n, it := range o.items {
			if it.shipment == i {
				ids = append(ids, detailID(o, n))
			}
		}
		slip := v.change.slips[i]
		if slip == "" && v.sent {
			slip = fmt.Sprintf("0000%08d", shipmentID(o, i)%100_000_000)
		}
		for k, v := range (object{
			"id": shipmentID(o, i), "sale_id": o.id, "delivery_id": sh.carrier, "detail_ids": ids, "memo": nil, "delivered": v.gone(i),
			"preferred_date": empty(sh.day), "preferred_period": empty(sh.slot), "slip_number": empty(slip), "tracking_url": nil,
			"noshi_text": empty(sh.noshi), "noshi_charge": sh.noshiFee, "card_name": nil, "card_text": nil, "card_charge": nil,
			"wrapping_name": empty(sh.wraps), "wrapping_charge": sh.wrapFee, "delivery_charge": sh.to.way,
		}) {
			row[k] = v
		}
		rows = append(rows, row)
	}
	return rows
}
