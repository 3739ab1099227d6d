package base

import (
	"bytes"
	"errors"

	"nifuda/data"
	"nifuda/data/shop"
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
	Total    amount         `json:"total"`
	Shipping amount         `json:"shipping_fee"`
	COD      amount         `json:"cod_fee"`
	Discount *discount      `json:"order_discount"`
	Coin     *discount      `json:"order_header_coin"`
	Adjusted *adjusted      `json:"order_amount_adjustment"`
	Ways     []shippingLine `json:"shipping_lines"`
}

type discount struct {
	Amount amount  `json:"discount"`
	Note   *string `json:"note"`
}

type adjusted struct {
	Amount amount `json:"adjusted_amount"` // negative lowers the total
}

type shippingLine struct {
	Fee amount `json:"shipping_fee"`
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
	ID     int64   `json:"order_item_id"`
	Price  amount  `json:"price"`
	Count  int     `json:"amount"`
	Total  amount  `json:"total"` // options included
	Fee    amount  `json:"shipping_fee"`
	Status string  `json:"status"`
	Rate   *amount `json:"consumption_tax_rate"` // percent; nil in older replies
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

// amount is a number that may be null, or written as text.
type amount int64

var errAmount = errors.New("an amount that is none")

func (a *amount) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		return nil
	}
	b = bytes.Trim(b, `"`)
	if len(b) == 0 {
		return nil
	}
	m, _, ok := shop.Minor(string(b), 0)
	if !ok {
		return errAmount
	}
	*a = amount(m)
	return nil
}

func (a amount) money() data.Money { return data.Money(a) }
