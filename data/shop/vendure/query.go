package vendure

// newestQuery asks for the newest change of anything, which is the server's own
// clock. It is a question of its own: asked for orders twice in one question, a
// server of 3.7 loads for both what the second needs, and the first fails.
const newestQuery = `query Newest{orders(options:{take:1,sort:{updatedAt:DESC}}){items{updatedAt}}}`

// ordersQuery asks for a page of orders.
const ordersQuery = `query Orders($o:OrderListOptions){
orders(options:$o){totalItems items{
 id code state active currencyCode orderPlacedAt updatedAt totalWithTax
 customer{firstName lastName emailAddress phoneNumber}
 shippingAddress{...place} billingAddress{...place}
 lines{id quantity unitPriceWithTax linePriceWithTax taxRate productVariant{sku name}}
 surcharges{description priceWithTax}
 discounts{description amountWithTax}
 shippingLines{priceWithTax shippingMethod{name}}
 payments{state method}
 fulfillments{id state method trackingCode lines{orderLineId quantity}}
 taxSummary{taxRate taxBase taxTotal}
}}
}
fragment place on OrderAddress{fullName company streetLine1 streetLine2 city province postalCode countryCode phoneNumber}`

// order is an order as the API writes it. Amounts are integers in the server's
// precision, tax included.
type order struct {
	head
	label
	sums
	Customer *customer `json:"customer"`
	Ship     *place    `json:"shippingAddress"`
	Bill     *place    `json:"billingAddress"`
	Lines    []line    `json:"lines"`
	Payments []payment `json:"payments"`
	Sent     []sent    `json:"fulfillments"`
}

// sums are all amounts of an order beside its goods.
type sums struct {
	Total     int64      `json:"totalWithTax"`
	Extras    []extra    `json:"surcharges"`
	Discounts []discount `json:"discounts"`
	Ways      []way      `json:"shippingLines"`
	Taxes     []tax      `json:"taxSummary"`
}

type label struct {
	Code     string `json:"code"`
	State    string `json:"state"`
	Active   bool   `json:"active"`
	Currency string `json:"currencyCode"`
}

type customer struct {
	First string  `json:"firstName"`
	Last  string  `json:"lastName"`
	Mail  string  `json:"emailAddress"`
	Phone *string `json:"phoneNumber"`
}

type place struct {
	Name     *string `json:"fullName"`
	Company  *string `json:"company"`
	Street1  *string `json:"streetLine1"`
	Street2  *string `json:"streetLine2"`
	City     *string `json:"city"`
	Province *string `json:"province"`
	Postal   *string `json:"postalCode"`
	Country  *string `json:"countryCode"`
	Phone    *string `json:"phoneNumber"`
}

type line struct {
	ID       string  `json:"id"`
	Quantity int     `json:"quantity"`
	Unit     int64   `json:"unitPriceWithTax"`
	Total    int64   `json:"linePriceWithTax"` // before discounts
	Rate     float64 `json:"taxRate"`          // percent
	Variant  struct {
		SKU  string `json:"sku"`
		Name string `json:"name"`
	} `json:"productVariant"`
}

type extra struct {
	Label  string `json:"description"`
	Amount int64  `json:"priceWithTax"`
}

type discount struct {
	Label  string `json:"description"`
	Amount int64  `json:"amountWithTax"` // negative
}

type way struct {
	Amount int64 `json:"priceWithTax"` // before discounts
	Method *struct {
		Name string `json:"name"`
	} `json:"shippingMethod"`
}

type payment struct {
	State  string `json:"state"`
	Method string `json:"method"`
}

// sent is a fulfillment: a parcel that waits, left or arrived.
type sent struct {
	ID       string  `json:"id"`
	State    string  `json:"state"`
	Method   string  `json:"method"`
	Tracking string  `json:"trackingCode"`
	Lines    []piece `json:"lines"`
}

// piece is how many of a line are in a fulfillment, or shall be.
type piece struct {
	Line     string `json:"orderLineId"`
	Quantity int    `json:"quantity"`
}

type tax struct {
	Rate float64 `json:"taxRate"` // percent
	Base int64   `json:"taxBase"`
	Tax  int64   `json:"taxTotal"`
}
