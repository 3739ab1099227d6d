package woocommerce

import (
	"encoding/json"
	"html"

	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// order is an order as the API writes it. Only what we use is named.
type order struct {
	head
	sums
	Number  wire.Scalar `json:"number"`
	Paid    *string     `json:"date_paid_gmt"`
	Method  string      `json:"payment_method"`
	Payment string      `json:"payment_method_title"`
	Remarks string      `json:"customer_note"`
	Bill    place       `json:"billing"`
	Ship    place       `json:"shipping"`
	Meta    notes       `json:"meta_data"`
	Given   []givenOff  `json:"refunds"`
}

// head is what paging needs.
type head struct {
	ID      int64  `json:"id"`
	Placed  string `json:"date_created_gmt"`
	Changed string `json:"date_modified_gmt"`
	Status  string `json:"status"`
}

// sums are all amounts: without tax, but for the total.
type sums struct {
	Currency string      `json:"currency"`
	Total    wire.Scalar `json:"total"`
	Items    []item      `json:"line_items"`
	Ways     []beside    `json:"shipping_lines"`
	Fees     []beside    `json:"fee_lines"`
	Coupons  []coupon    `json:"coupon_lines"`
	Taxes    []tax       `json:"tax_lines"`
}

// cost is what goods, ways and fees have alike.
type cost struct {
	Net   wire.Scalar `json:"total"`
	Tax   wire.Scalar `json:"total_tax"`
	Rates []due       `json:"taxes"`
}

// due is one tax of a line; empty amounts mean that it is not due there.
type due struct {
	ID     int64       `json:"id"`
	Total  wire.Scalar `json:"total"`
	Before wire.Scalar `json:"subtotal"`
}

type tax struct {
	ID      int64        `json:"rate_id"`
	Percent *wire.Scalar `json:"rate_percent"` // since WooCommerce 3.7
}

type item struct {
	cost
	ID        int64       `json:"id"`
	Name      string      `json:"name"`
	SKU       string      `json:"sku"`
	Quantity  wire.Scalar `json:"quantity"`
	Before    wire.Scalar `json:"subtotal"` // before coupons
	BeforeTax wire.Scalar `json:"subtotal_tax"`
	Meta      notes       `json:"meta_data"`
}

// beside is a way of delivery or a fee.
type beside struct {
	cost
	Name  string `json:"name"`
	Title string `json:"method_title"`
}

type coupon struct {
	Code string      `json:"code"`
	Net  wire.Scalar `json:"discount"`
	Tax  wire.Scalar `json:"discount_tax"`
}

// givenOff is a refund: a negative amount, tax included.
type givenOff struct {
	Total wire.Scalar `json:"total"`
}

type place struct {
	First    string `json:"first_name"`
	Last     string `json:"last_name"`
	Company  string `json:"company"`
	Street1  string `json:"address_1"`
	Street2  string `json:"address_2"`
	City     string `json:"city"`
	State    string `json:"state"` // JP13
	Postcode string `json:"postcode"`
	Country  string `json:"country"`
	Email    string `json:"email"`
	Phone    string `json:"phone"`
}

// note is one piece of meta data; its value can be anything.
type note struct {
	Key   string          `json:"key"`
	Value json.RawMessage `json:"value"`
	Title json.RawMessage `json:"display_key"`
}

type notes []note

// UnmarshalJSON reads meta data; PHP writes an empty list now and then as an
// object, which holds nothing we know.
func (n *notes) UnmarshalJSON(b []byte) error {
	var all []note
	if json.Unmarshal(b, &all) == nil {
		*n = all
	}
	return nil
}

// get is the text under the first of the keys that has one.
func (n notes) get(keys ...string) string {
	for _, k := range keys {
		for _, one := range n {
			if one.Key == k {
				if v := words(one.Value); v != "" {
					return v
				}
			}
		}
	}
	return ""
}

// words is a value that is a text; empty when it is none.
func words(raw json.RawMessage) string {
	var v string
	if json.Unmarshal(raw, &v) != nil {
		return ""
	}
	return plain(v)
}

// plain is one line of what WordPress escapes for pages.
func plain(s string) string { return shop.Line(html.UnescapeString(s)) }
