package ecforce

import (
	"encoding/json"
	"time"

	"nifuda/data/shop/pull"
	"nifuda/data/shop/wire"

	"nifuda/data/shop"
)

// bundle is an order with what came along with it.
type bundle struct {
	Order order   `json:"order"`
	Bill  *person `json:"bill"`
	Ships []ship  `json:"ships"`
	Items []item  `json:"items"`
	Lacks bool    `json:"lacks"` // the order names goods or ship-tos that did not come
}

// whole reports whether all goods came, and whom they go to.
func (b bundle) whole() bool { return len(b.Items) > 0 && len(b.Ships) > 0 && !b.Lacks }

// order are the attributes of an order. Only what we use is named.
type order struct {
	head
	standing
	sums
	wishes
	Number  string      `json:"number"`
	Mail    string      `json:"email"`
	Remark  string      `json:"remark"`
	Slip    wire.Scalar `json:"shipping_slip"`
	Carrier string      `json:"shipping_carrier_name"`
	Columns []column    `json:"order_free_columns"`
}

type head struct {
	ID      wire.Scalar `json:"id"`
	Created string      `json:"created_at"`
	Updated string      `json:"updated_at"`
	Placed  string      `json:"completed_at"`
}

func created(h head) string { return h.Created }
func updated(h head) string { return h.Updated }

type standing struct {
	State     string `json:"state"`
	Human     string `json:"human_state"`
	Pay       string `json:"payment_state"`
	HumanPay  string `json:"payment_human_state"`
	Method    string `json:"payment_method_name"`
	PaidAt    string `json:"payment_paid_at"`
	Shipped   string `json:"shipped_at"`
	Delivered string `json:"delivered_at"`
}

// sums are yen; discounts and points are positive and lower the total.
type sums struct {
	Discount wire.Scalar `json:"discount"`
	Point    wire.Scalar `json:"point"`
	Delivery wire.Scalar `json:"deliv_fee"`
	Charge   wire.Scalar `json:"charge"`
	Misc     wire.Scalar `json:"misc_fee"`
	Adjust   wire.Scalar `json:"adjustment"`
	Tax      wire.Scalar `json:"tax"`
	Total    wire.Scalar `json:"total"`
	Payment  wire.Scalar `json:"payment_total"`
	perRates             // the shop's own figures
}

type perRates struct {
	Total8  *wire.Scalar `json:"total8"`
	Total10 *wire.Scalar `json:"total10"`
	Tax8    wire.Scalar  `json:"tax8"`
	Tax10   wire.Scalar  `json:"tax10"`
}

type wishes struct {
	Day      string `json:"scheduled_to_be_delivered_at"`
	Slot     string `json:"scheduled_delivery_time"`
	Wrapping string `json:"wrapping"`
}

// column is a field of the shop's own.
type column struct {
	Name   string          `json:"name"`
	Values json.RawMessage `json:"values"`
}

type person struct {
	Name01  string      `json:"name01"`
	Name02  string      `json:"name02"`
	Kana01  string      `json:"kana01"`
	Kana02  string      `json:"kana02"`
	Company string      `json:"company_name"`
	Zip     string      `json:"full_zip"`
	Pref    string      `json:"prefecture_name"`
	Addr01  string      `json:"addr01"`
	Addr02  string      `json:"addr02"`
	Addr03  string      `json:"addr03"`
	Tel     wire.Scalar `json:"full_tel"`
}

type ship struct {
	person
	ID   wire.Scalar `json:"id"`
	Note string      `json:"shipping_address_note"`
}

type item struct {
	ID       wire.Scalar `json:"id"`
	SKU      string      `json:"variant_sku"`
	Name     string      `json:"product_name"`
	Price    wire.Scalar `json:"price"`
	Quantity wire.Scalar `json:"quantity"`
	Percent  wire.Scalar `json:"tax_rate"`
	Gifts    []struct {
		Front string `json:"noshi_omotegaki"`
		Name  string `json:"noshi_naire"`
	} `json:"gift_target_list"`
}

// resource is one thing of JSON:API.
type resource struct {
	ID         wire.Scalar     `json:"id"`
	Type       string          `json:"type"`
	Attributes json.RawMessage `json:"attributes"`
	Relations  map[string]struct {
		Data json.RawMessage `json:"data"`
	} `json:"relationships"`
}

// beside are the attributes of what came along, by type and id.
type beside map[string]json.RawMessage

func index(included []json.RawMessage) beside {
	all := beside{}
	for _, raw := range included {
		var r resource
		if json.Unmarshal(raw, &r) == nil {
			all[r.Type+"/"+string(r.ID)] = r.Attributes
		}
	}
	return all
}

// bundle puts an order and what came along with it into one. An order that cannot
// be read at all comes back as it is.
func (b beside) bundle(raw json.RawMessage) json.RawMessage {
	var r resource
	if json.Unmarshal(raw, &r) != nil || len(r.Attributes) == 0 {
		return raw
	}
	lacks := false
	of := func(names ...string) []json.RawMessage {
		all := []json.RawMessage{}
		for _, n := range names {
			for _, ref := range refs(r.Relations[n].Data) {
				got := b[ref.Type+"/"+string(ref.ID)]
				if len(got) == 0 {
					lacks = true
					continue
				}
				all = append(all, got)
			}
			if len(all) > 0 {
				break
			}
		}
		return all
	}
	var bill json.RawMessage
	if one := of("billing_address"); len(one) > 0 {
		bill = one[0]
	}
	lacks = false // a buyer without an address does no harm
	ships, items := of("shipping_addresses", "shipping_address"), of("order_items")
	out, err := json.Marshal(map[string]any{"order": r.Attributes, "bill": bill, "ships": ships, "items": items, "lacks": lacks})
	if err != nil {
		return raw
	}
	return out
}

// refs are the things a relation names: one, several or none.
func refs(raw json.RawMessage) []resource {
	var all []resource
	if json.Unmarshal(raw, &all) == nil {
		return all
	}
	var one resource
	if len(raw) == 0 || json.Unmarshal(raw, &one) != nil {
		return nil
	}
	return []resource{one}
}

func newRow(raw json.RawMessage, at func(head) string) pull.Row {
	type cover struct {
		Order head `json:"order"`
	}
	return pull.NewRow(raw, func(c cover, r *pull.Row) { r.ID, r.At = plain(string(c.Order.ID)), when(at(c.Order)) })
}

// when reads a date; zero for what is none.
func when(s string) time.Time {
	for _, form := range []string{"2006/01/02 15:04:05", "2006/01/02", "2006-01-02 15:04:05", "2006-01-02"} {
		if t, err := time.ParseInLocation(form, s, shop.JST); err == nil {
			return t
		}
	}
	t, _ := time.Parse(time.RFC3339, s)
	return t
}
