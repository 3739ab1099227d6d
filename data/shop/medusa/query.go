package medusa

import (
	"strings"
	"time"

	"nifuda/data/shop/wire"
)

// fields are what an order is read from. Amounts come with whole relations
// only: of shipping methods with a name alone, the total lacks the shipping.
var fields = strings.Join([]string{
	"id", "display_id", "status", "email", "currency_code", "created_at", "updated_at",
	"total", "discount_total", "credit_line_total", "*credit_lines",
	"*items", "*items.tax_lines", "*items.adjustments", "*items.detail",
	"*shipping_methods", "*shipping_methods.tax_lines", "*shipping_methods.adjustments",
	"*shipping_address", "*billing_address",
	"*payment_collections", "*payment_collections.payments",
	"*fulfillments", "*fulfillments.labels", "*fulfillments.items",
}, ",")

// order is an order as the API writes it.
type order struct {
	head
	standing
	sums
	Mail string   `json:"email"`
	Ship *place   `json:"shipping_address"`
	Bill *place   `json:"billing_address"`
	Tabs []tab    `json:"payment_collections"`
	Sent []parcel `json:"fulfillments"`
}

// standing is where an order stands, in Medusa's words.
type standing struct {
	Number  int64  `json:"display_id"`
	Status  string `json:"status"`
	Payment string `json:"payment_status"`
}

// sums are all amounts of an order, tax included.
type sums struct {
	Currency string `json:"currency_code"`
	Total    amount `json:"total"`
	Discount amount `json:"discount_total"`
	Credit   amount `json:"credit_line_total"`
	Items    []item `json:"items"`
	Ways     []way  `json:"shipping_methods"`
}

// cost are the amounts that goods and ways have alike.
type cost struct {
	Before  amount   `json:"original_total"` // before discounts
	After   amount   `json:"total"`
	Tax     amount   `json:"tax_total"` // within After
	Rates   []rate   `json:"tax_lines"`
	Reduced []reduct `json:"adjustments"`
}

type rate struct {
	Percent amount `json:"rate"`
}

// reduct is what one promotion takes off.
type reduct struct {
	Code   string `json:"code"`
	Amount amount `json:"total"`
}

type item struct {
	ID       string  `json:"id"`
	Title    string  `json:"title"`
	Variant  *string `json:"variant_title"`
	SKU      *string `json:"variant_sku"`
	Quantity amount  `json:"quantity"`
	Ships    *bool   `json:"requires_shipping"` // nil is yes
	Detail   pieces  `json:"detail"`
	cost
}

// pieces are how many of an item went where.
type pieces struct {
	Packed    amount `json:"fulfilled_quantity"`
	Left      amount `json:"shipped_quantity"`
	Arrived   amount `json:"delivered_quantity"`
	Returned  amount `json:"return_received_quantity"`
	Dismissed amount `json:"return_dismissed_quantity"`
}

type way struct {
	Name string `json:"name"`
	cost
}

type place struct {
	First    *string `json:"first_name"`
	Last     *string `json:"last_name"`
	Company  *string `json:"company"`
	Street1  *string `json:"address_1"`
	Street2  *string `json:"address_2"`
	City     *string `json:"city"`
	Province *string `json:"province"`
	Postal   *string `json:"postal_code"`
	Country  *string `json:"country_code"` // lower case
	Phone    *string `json:"phone"`
}

// tab is a payment collection: what is to be paid, and by which ways it was.
type tab struct {
	Status   string    `json:"status"`
	Payments []payment `json:"payments"`
}

type payment struct {
	Provider string     `json:"provider_id"`
	Canceled *time.Time `json:"canceled_at"`
}

// parcel is a fulfillment: a parcel that waits, left or arrived.
type parcel struct {
	ID        string     `json:"id"`
	Ships     *bool      `json:"requires_shipping"` // nil is yes
	Shipped   *time.Time `json:"shipped_at"`
	Delivered *time.Time `json:"delivered_at"`
	Canceled  *time.Time `json:"canceled_at"`
	Labels    []label    `json:"labels"`
	Items     []struct {
		Line     string `json:"line_item_id"`
		Quantity amount `json:"quantity"`
	} `json:"items"`
}

// label is the number of a parcel. The server wants all three keys.
type label struct {
	Number string `json:"tracking_number"`
	Track  string `json:"tracking_url"`
	Sheet  string `json:"label_url"`
}

// answer is one page of orders as it came.
type answer struct {
	rows  []row
	count int // orders that fit the question, on all pages together
}

// page is the envelope of an answer.
type page struct {
	Orders *wire.Rows `json:"orders"`
	Count  int        `json:"count"`
}
