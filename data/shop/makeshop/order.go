package makeshop

import (
	"nifuda/data/shop/wire"
)

// order is an order as the API writes it; numbers may be texts.
type order struct {
	head
	sender
	Sum        wire.Whole  `json:"sumPrice"`
	Method     wire.Scalar `json:"payMethod"`
	Message    wire.Scalar `json:"message"` // with || between its parts
	Discounts  []discount  `json:"discountPerTax"`
	Deliveries []delivery  `json:"deliveryInfos"`
}

type head struct {
	Number wire.Scalar `json:"displayOrderNumber"`
	Date   wire.Scalar `json:"orderDate"` // 2006-01-02 15:04:05
}

// sender is the buyer. Only name and prefecture are certain.
type sender struct {
	Name       wire.Scalar `json:"senderName"`
	Kana       wire.Scalar `json:"senderNameKana"`
	Kana2      wire.Scalar `json:"senderKana"`
	Prefecture wire.Scalar `json:"senderPrefecture"`
	Mail       wire.Scalar `json:"senderEmail"`
	Tel        wire.Scalar `json:"senderTel"`
	Post       wire.Scalar `json:"senderPost"`
	Address    wire.Scalar `json:"senderAddress"`
	Address2   wire.Scalar `json:"senderAddress2"`
}

type discount struct {
	Rate   wire.Whole `json:"taxRate"`
	Amount wire.Whole `json:"discount"`
}

// delivery is one ship-to.
type delivery struct {
	receiver
	ID      wire.Whole  `json:"deliveryId"`
	Status  wire.Scalar `json:"deliveryStatus"`
	Date    wire.Scalar `json:"desiredDeliveryDate"` // -- where none was asked
	Time    wire.Scalar `json:"desiredDeliveryTimezone"`
	Charge  wire.Whole  `json:"shippingCharge"`
	Message wire.Scalar `json:"deliveryMessage"`
	Slip    wire.Scalar `json:"slipNumber"`
	Goods   []goods     `json:"basketInfos"`
}

type receiver struct {
	Name       wire.Scalar `json:"receiverName"`
	Kana       wire.Scalar `json:"receiverNameKana"`
	Kana2      wire.Scalar `json:"receiverKana"`
	Post       wire.Scalar `json:"receiverPost"`
	Prefecture wire.Scalar `json:"receiverPrefecture"`
	Address    wire.Scalar `json:"receiverAddress"`
	Address2   wire.Scalar `json:"receiverAddress2"`
	Tel        wire.Scalar `json:"receiverTel"`
}

type goods struct {
	System    wire.Scalar `json:"productCode"`
	Own       wire.Scalar `json:"productCustomCode"`
	Kind      wire.Scalar `json:"variationCustomCode"`
	Name      wire.Scalar `json:"productName"`
	Variation wire.Scalar `json:"variationName"`
	Count     wire.Whole  `json:"amount"`
	Price     wire.Whole  `json:"price"`
	Rate      *wire.Whole `json:"taxRate"` // percent; nil where the store does not tell
}
