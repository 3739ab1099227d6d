package futureshop

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
)

// order is an order as the API writes it. What there is none of is an empty text,
// whatever it would be otherwise.
type order struct {
	head
	sums
	taxes
	Buyer     person         `json:"buyerInfo"`
	Shipments list[shipment] `json:"shipmentList"`
}

type head struct {
	Number  word `json:"orderNo"`
	Date    word `json:"date"`
	Updated word `json:"dateLastUpdated"`
	Payment word `json:"paymentType"`
	Status  word `json:"status"`
	Paid    word `json:"paymentStatus"`
	Words   word `json:"communication"`
}

type sums struct {
	Total         amount `json:"grandTotal"`
	Tax           amount `json:"taxTotal"`
	Postage       amount `json:"postage"`
	Fee           amount `json:"paymentChargeTotal"`
	Cool          amount `json:"coolDeliveryChargeTotal"`
	Wrapping      amount `json:"giftWrappingChargeTotal"`
	Points        amount `json:"usedPointPrice"`
	Coupon        amount `json:"productCouponDiscountTotal"`
	PostageCoupon amount `json:"postageCouponDiscountTotal"`
	Volume        amount `json:"volumeDiscountTotal"`
}

// taxes are the rates of the day, in percent.
type taxes struct {
	Standard amount `json:"standardTaxRate"`
	Reduced  amount `json:"reducedTaxRate"`
}

type person struct {
	names
	place
	Company word `json:"companyName"`
	Mail    word `json:"mail"`
	Tel     word `json:"telNoMain"` // of a buyer
	Phone   word `json:"phoneNo"`   // of a ship-to
}

type names struct {
	Last      word `json:"lastName"`
	First     word `json:"firstName"`
	LastKana  word `json:"lastNameKana"`
	FirstKana word `json:"firstNameKana"`
}

type place struct {
	Zip        word `json:"zipCode"`
	Postal     word `json:"postalCode"` // in the list
	Prefecture word `json:"prefecture"` // TOKYO
	Address1   word `json:"address1"`
	Address2   word `json:"address2"`
	Address3   word `json:"address3"`
}

// shipment is one ship-to of an order.
type shipment struct {
	Number  word          `json:"shipmentNo"`
	To      person        `json:"addressInfo"`
	Date    word          `json:"preferredDeliveryDate"`
	Time    word          `json:"preferredDeliveryTime"`
	Words   word          `json:"instructions"`
	Invoice word          `json:"invoiceNo"`
	Left    word          `json:"shippingDate"`
	Shipped word          `json:"shipped"`
	Cool    word          `json:"isCoolDelivery"`
	Service word          `json:"deliveryServiceName"`
	Goods   list[product] `json:"productList"`
}

type product struct {
	Number     word         `json:"productNo"`
	SKU        word         `json:"skuNo"`
	Name       word         `json:"name"`
	Vertical   word         `json:"verticalVariationName"`
	Horizontal word         `json:"horizontalVariationName"`
	Price      amount       `json:"price"`
	Count      amount       `json:"count"`
	Included   word         `json:"taxIncluded"` // TAX_EXCLUDED where the price is before tax
	Tax        amount       `json:"tax"`
	Rate       word         `json:"taxRateCode"` // STANDARD
	Options    list[option] `json:"optionList"`
}

type option struct {
	Name  word `json:"name"`
	Value word `json:"value"`
}

// list is a list, or an empty text where there is nothing in it.
type list[T any] []T

func (l *list[T]) UnmarshalJSON(b []byte) error {
	if string(b) == `""` || string(b) == "null" {
		*l = list[T]{}
		return nil
	}
	return json.Unmarshal(b, (*[]T)(l))
}

// word is a text, a number or a truth, as the text that it is written as.
type word string

func (w *word) UnmarshalJSON(b []byte) error {
	var s string
	switch {
	case bytes.Equal(b, []byte("null")):
	case b[0] == '"':
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
	case b[0] != '{' && b[0] != '[':
		s = string(b)
	}
	*w = word(s)
	return nil
}

// line is the word on one line.
func (w word) line() string { return shop.Line(string(w)) }

// yes reports whether the word is a truth.
func (w word) yes() bool {
	s := strings.ToLower(w.line())
	return s == "true" || s == "1"
}

// amount is a number, or an empty text where there is none.
type amount int64

var errAmount = errors.New("an amount that is none")

func (a *amount) UnmarshalJSON(b []byte) error {
	b = bytes.Trim(b, `"`)
	if len(b) == 0 || string(b) == "null" {
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
