package colorme

// sale is an order as the API writes it. Amounts are yen, tax included; times
// are unix seconds. Only what we use is named.
type sale struct {
	head
	status
	amounts
	discounts
	PaymentID int64      `json:"payment_id"`
	Memo      *string    `json:"memo"`
	Customer  customer   `json:"customer"`
	Segment   *segment   `json:"segment"`
	Totals    *totals    `json:"totals"`
	Shipments []delivery `json:"sale_deliveries"`
	Details   []detail   `json:"details"`
}

// head is what paging needs.
type head struct {
	ID      int64 `json:"id"`
	Made    int64 `json:"make_date"`
	Updated int64 `json:"update_date"`
}

type status struct {
	Paid      bool `json:"paid"`
	Delivered bool `json:"delivered"`
	Canceled  bool `json:"canceled"`
}

// amounts are the goods, what stands beside them, and the sum of all.
type amounts struct {
	Goods    int64 `json:"product_total_price"`
	Delivery int64 `json:"delivery_total_charge"`
	Noshi    int64 `json:"noshi_total_charge"`
	Card     int64 `json:"card_total_charge"`
	Wrapping int64 `json:"wrapping_total_charge"`
	Total    int64 `json:"total_price"`
}

// discounts are positive numbers that lower the total; the fee raises it.
type discounts struct {
	Fee       int64   `json:"fee"`
	Points    int64   `json:"point_discount"`
	GmoPoints int64   `json:"gmo_point_discount"`
	Other     int64   `json:"other_discount"`
	OtherName *string `json:"other_discount_name"`
	Coupon    *coupon `json:"shop_coupon"`
}

type coupon struct {
	Name *string `json:"name"`
}

// segment is the part of a split order that this sale is.
type segment struct {
	Splitted bool `json:"splitted"`
	amounts
}

// totals are the shop's own figures per tax rate: normal is 10 %, reduced 8 %.
type totals struct {
	NormalTax  int64 `json:"normal_tax_amount"`
	ReducedTax int64 `json:"reduced_tax_amount"`
	Normal     int64 `json:"total_price_with_normal_tax"`
	Reduced    int64 `json:"total_price_with_reduced_tax"`
}

// place is a person at an address.
type place struct {
	Name     *string `json:"name"`
	Furigana *string `json:"furigana"`
	Postal   *string `json:"postal"`
	Pref     *string `json:"pref_name"`
	Address1 *string `json:"address1"`
	Address2 *string `json:"address2"`
	Tel      *string `json:"tel"`
}

type customer struct {
	place
	Company    *string `json:"hojin"`
	Department *string `json:"busho"`
	Mail       *string `json:"mail"`
	Mobile     *string `json:"tel_mobile"`
	Other      *string `json:"other"`
}

// delivery is one ship-to of a sale.
type delivery struct {
	place
	wanted
	gift
	ID        int64   `json:"id"`
	MethodID  int64   `json:"delivery_id"`
	DetailIDs []int64 `json:"detail_ids"`
	Slip      *string `json:"slip_number"`
	Memo      *string `json:"memo"`
	Delivered bool    `json:"delivered"`
}

type wanted struct {
	Date   *string `json:"preferred_date"` // 2006-01-02
	Period *string `json:"preferred_period"`
}

type gift struct {
	Noshi    *string `json:"noshi_text"`
	Card     *string `json:"card_name"`
	CardText *string `json:"card_text"`
	Wrapping *string `json:"wrapping_name"`
}

// detail is one kind of goods in a sale.
type detail struct {
	goodsName
	ID         int64           `json:"id"`
	ShipmentID *int64          `json:"sale_delivery_id"`
	SKU        *string         `json:"product_model_number"`
	Unit       int64           `json:"price_with_tax"`
	Quantity   int             `json:"product_num"`
	Subtotal   int64           `json:"subtotal_price"`
	Reduced    bool            `json:"tax_reduced"`
	Custom     []customization `json:"customizations"`
}

type goodsName struct {
	AtOrder *string `json:"pristine_product_full_name"` // as it was when ordered, with options
	Now     *string `json:"product_name"`
	Option1 *string `json:"option1_value"`
	Option2 *string `json:"option2_value"`
}

type customization struct {
	Title *string `json:"title"`
	Value *string `json:"value"`
}
