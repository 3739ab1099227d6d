package eccube

import (
	"time"

	"nifuda/data/shop/wire"
)

const person = `name01 name02 kana01 kana02 company_name phone_number postal_code Pref{name} addr01 addr02 `

// wholeOrder is what an order is read from. All of it is on the plugin's own list
// of what may be asked for.
const wholeOrder = `{id order_no order_date update_date create_date payment_date OrderStatus{id name} ` + person + `email
 add_point total payment_total payment_method message currency_code
 OrderItems{id product_name product_code class_category_name1 class_category_name2 price quantity tax tax_rate OrderItemType{id} TaxType{id} TaxDisplayType{id} RoundingType{id} Shipping{id}}
 Shippings{id ` + person + `shipping_delivery_name shipping_delivery_time shipping_delivery_date shipping_date tracking_number}}`

const (
	ordersQuery = `query Orders($from:DateTime,$to:DateTime,$page:Int,$limit:Int){orders(update_datetime_start:$from,update_datetime_end:$to,page:$page,limit:$limit){nodes` + wholeOrder + ` totalCount pageInfo{hasNextPage}}}`
	openOrder   = `{id add_point OrderStatus{id} Shippings{id shipping_date tracking_number}}`
	shipQuery   = `mutation Ship($id:ID!,$name:String,$number:String,$mail:Boolean){updateShipped(id:$id,shipping_delivery_name:$name,tracking_number:$number,is_send_mail:$mail){id}}`
)

// order is an order as the API writes it.
type order struct {
	head
	place
	Number  string      `json:"order_no"`
	Placed  *time.Time  `json:"order_date"` // null until a cart is bought
	Made    time.Time   `json:"create_date"`
	Paid    *time.Time  `json:"payment_date"`
	Mail    string      `json:"email"`
	Points  wire.Scalar `json:"add_point"`
	Remarks string      `json:"message"`
	sums
	Items []item   `json:"OrderItems"`
	Ships []parcel `json:"Shippings"`
}

type head struct {
	ID      wire.Scalar `json:"id"`
	Updated time.Time   `json:"update_date"`
	Status  ref         `json:"OrderStatus"`
}

type sums struct {
	Currency string      `json:"currency_code"`
	Total    wire.Scalar `json:"payment_total"`
	Method   string      `json:"payment_method"`
}

// ref is an entry of one of the shop's own lists.
type ref struct {
	ID   wire.Scalar `json:"id"`
	Name string      `json:"name"`
}

type place struct {
	Name01  string `json:"name01"`
	Name02  string `json:"name02"`
	Kana01  string `json:"kana01"`
	Kana02  string `json:"kana02"`
	Company string `json:"company_name"`
	Phone   string `json:"phone_number"`
	Postal  string `json:"postal_code"`
	Pref    ref    `json:"Pref"`
	Addr01  string `json:"addr01"`
	Addr02  string `json:"addr02"`
}

// parcel is one ship-to.
type parcel struct {
	place
	ID      wire.Scalar `json:"id"`
	Carrier string      `json:"shipping_delivery_name"`
	Slot    string      `json:"shipping_delivery_time"`
	Wanted  *time.Time  `json:"shipping_delivery_date"`
	Left    *time.Time  `json:"shipping_date"`
	Slip    string      `json:"tracking_number"`
}

// item is one line of an order, goods or not.
type item struct {
	ID       wire.Scalar `json:"id"`
	Name     string      `json:"product_name"`
	Code     string      `json:"product_code"`
	Class1   string      `json:"class_category_name1"`
	Class2   string      `json:"class_category_name2"`
	Quantity wire.Scalar `json:"quantity"`
	taxed
	Kind ref `json:"OrderItemType"`
	Ship ref `json:"Shipping"`
}

// taxed is the price of a piece and the tax in or on it.
type taxed struct {
	Price    wire.Scalar `json:"price"`
	Tax      wire.Scalar `json:"tax"` // per piece
	Percent  wire.Scalar `json:"tax_rate"`
	Type     ref         `json:"TaxType"`
	Display  ref         `json:"TaxDisplayType"`
	Rounding ref         `json:"RoundingType"`
}

// Ids of the shop's fixed lists.
const (
	goods, way, fee, off, extra, points = "1", "2", "3", "4", "5", "6" // OrderItemType
	taxable                             = "1"                          // TaxType
	taxIncluded                         = "2"                          // TaxDisplayType
)
