package base

import (
	"nifuda/data/shop/wire"
)

// order is an order as the API writes it. Times are unix seconds, amounts yen,
// tax included. Only what we use is named.
type order struct {
	head
	person
	sums
	sending
	Receiver *person `json:"order_receiver"` // nil: the buyer
	Items    []item  `json:"order_items"`
}

// head is what the list has of an order.
type head struct {
	ID       string `json:"unique_key"`
	Ordered  int64  `json:"ordered"`
	Modified int64  `json:"modified"`
	Payment  string `json:"payment"`
	Status   string `json:"dispatch_status"`
}

type person struct {
	First      *string `json:"first_name"` // the given name
	Last       *string `json:"last_name"`
	Zip        *string `json:"zip_code"`
	Prefecture *string `json:"prefecture"`
	Address    *string `json:"address"`
	Address2   *string `json:"address2"`
	Country    *string `json:"country"`
	Tel        *string `json:"tel"`
	Mail       *string `json:"mail_address"`
}

type sums struct {
	Total    wire.Whole     `json:"total"`
	Shipping wire.Whole     `json:"shipping_fee"`
	COD      wire.Whole     `json:"cod_fee"`
	Discount *discount      `json:"order_discount"`
	Coin     *discount      `json:"order_header_coin"`
	Adjusted *adjusted      `json:"order_amount_adjustment"`
	Ways     []shippingLine `json:"shipping_lines"`
}

type discount struct {
	Amount wire.Whole `json:"discount"`
	Note   *string    `json:"note"`
}

type adjusted struct {
	Amount wire.Whole `json:"adjusted_amount"` // negative lowers the total
}

type shippingLine struct {
	Fee wire.Whole `json:"shipping_fee"`
}

// sending is what is known of the way.
type sending struct {
	Method  *string `json:"shipping_method"`
	Remark  *string `json:"remark"`
	Company *int64  `json:"delivery_company_id"`
	Number  *string `json:"tracking_number"`
	Date    *string `json:"delivery_date"`      // 2006-01-02
	Zone    *string `json:"delivery_time_zone"` // 0812
}

type item struct {
	goodsName
	ID     int64       `json:"order_item_id"`
	Price  wire.Whole  `json:"price"`
	Count  int         `json:"amount"`
	Total  wire.Whole  `json:"total"` // options included
	Fee    wire.Whole  `json:"shipping_fee"`
	Status string      `json:"status"`
	Rate   *wire.Whole `json:"consumption_tax_rate"` // percent; nil in older replies
}

type goodsName struct {
	Title     *string  `json:"title"`
	Variation *string  `json:"variation"`
	SKU       *string  `json:"variation_identifier"`
	ItemSKU   *string  `json:"item_identifier"`
	Options   []option `json:"options"`
}

type option struct {
	Name  *string `json:"option_name"`
	Value *string `json:"option_value"`
}
