package stores

import "time"

// order is an order as the API writes it; what is not used is left out.
type order struct {
	ID           string        `json:"id"`
	Number       string        `json:"number"`
	Email        *string       `json:"email"`
	Sales        int64         `json:"sales_amount"`  // goods, shipping and 代引 fee, after discounts
	Cancelled    int64         `json:"cancel_amount"` // of that
	PaymentTax   int64         `json:"payment_tax"`
	Tax          []taxed       `json:"tax_details"`
	Transactions []transaction `json:"transactions"`
	Deliveries   []delivery    `json:"deliveries"`
	Options      []option      `json:"option"`
	Note         *string       `json:"note"`            // the shop's
	Remarks      *string       `json:"remarks"`         // the buyer's
	Receipt      *string       `json:"receipt_address"` // whom a receipt is for
	Ordered      time.Time     `json:"ordered_at"`
	Readied      *time.Time    `json:"readied_at"`
	Billing      *place        `json:"billing_address"`
}

type taxed struct {
	Rate      float64 `json:"tax_rate"`
	Sales     int64   `json:"sales_amount"`
	Cancelled int64   `json:"cancel_amount"`
	Tax       int64   `json:"sales_tax"`
	TaxBack   int64   `json:"cancel_tax"`
}

type transaction struct {
	Type   string     `json:"type"`
	Method *string    `json:"payment_method_name"`
	Amount int64      `json:"amount"` // negative is a refund
	Paid   *time.Time `json:"paid_at"`
	Fee    *fee       `json:"fee"`        // 代引 fee, in the sales
	System *fee       `json:"system_fee"` // konbini's fee, beside the sales
}

type fee struct {
	Rate   float64 `json:"tax_rate"`
	Amount int64   `json:"amount"`
}

type delivery struct {
	ID        string     `json:"id"`
	Type      string     `json:"type"`
	Items     []item     `json:"items"`
	Cancelled *time.Time `json:"canceled_at"`
	Shipped   *time.Time `json:"shipped_at"`
	Fee       *fee       `json:"shipping_fee"`
	To        *place     `json:"shipping_address"`
	Wanted    *wanted    `json:"delivery_date"`
	Tracking  *string    `json:"tracking_number"`
	Carrier   *string    `json:"delivery_method_name"`
}

type wanted struct {
	Type   string  `json:"type"` // request, preorder, regular
	Date   *string `json:"requested_date"`
	From   *string `json:"start_time"`
	To     *string `json:"end_time"`
	Month  *string `json:"start_month"`
	Period *string `json:"start_period"` // early, middle, late
}

type item struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Variation *string  `json:"variation_name"`
	Code      *string  `json:"code"`
	Barcode   *string  `json:"barcode"`
	Rate      float64  `json:"tax_rate"`
	Price     int64    `json:"regular_price"` // tax included, before options
	Quantity  int      `json:"quantity"`
	Options   []option `json:"option"`
}

type option struct {
	Type     string `json:"type"`
	Name     string `json:"name"`
	Price    int64  `json:"price"`
	Quantity *int64 `json:"quantity"`
}

type place struct {
	First      *string `json:"first_name"`
	Last       *string `json:"last_name"`
	Tel        *string `json:"tel"`
	Zip        *string `json:"zip_code"`
	Country    *string `json:"country"`
	Prefecture *string `json:"prefecture"`
	Address    *string `json:"address"`
}
