package yahoo

import (
	"encoding/xml"
	"errors"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
)

// fields are what an order is asked for; nothing else comes.
const fields = "OrderId,OrderTime,LastUpdateTime,OrderStatus,StoreStatus,IsSeen,BuyerComments," +
	"PayStatus,PayMethod,PayMethodName,PayDate," +
	"BillFirstName,BillFirstNameKana,BillLastName,BillLastNameKana,BillZipCode,BillPrefecture,BillCity,BillAddress1,BillAddress2,BillPhoneNumber,BillMailAddress,BillSection1Value,BillSection2Value," +
	"ShipStatus,ShipMethod,ShipMethodName,ShipRequestDate,ShipRequestTime,ShipCompanyCode,ShipInvoiceNumber1,ShipInvoiceNumber2,ShipDate,NeedGiftWrap,GiftWrapType,GiftWrapMessage,NeedGiftWrapPaper,GiftWrapPaperType,GiftWrapName,Option1Field,Option1Value,Option2Field,Option2Value," +
	"ShipFirstName,ShipFirstNameKana,ShipLastName,ShipLastNameKana,ShipZipCode,ShipPrefecture,ShipCity,ShipAddress1,ShipAddress2,ShipPhoneNumber,ShipSection1Value,ShipSection2Value,ReceiveSatelliteShopName,ReceiveShopName," +
	"PayCharge,ShipCharge,GiftWrapCharge,Discount,Adjustments,UsePoint,GiftCardDiscount,TotalPrice,TotalCouponDiscount,ShippingCouponDiscount,TotalMallCouponDiscount," +
	"LineId,ItemId,Title,SubCode,SubCodeOption,ItemOption,Inscription,ItemTaxRatio,IsTaxable,Jan,UnitPrice,Quantity,CouponDiscount"

// reply is an orderInfo's answer.
type reply struct {
	XMLName xml.Name `xml:"ResultSet"`
	Order   order    `xml:"Result>OrderInfo"`
}

// order is an order as the API writes it. Amounts are yen, tax included.
type order struct {
	head
	Status       string `xml:"OrderStatus"`
	Comments     string `xml:"BuyerComments"`
	CouponAll    amount `xml:"TotalCouponDiscount"`
	CouponOfShip amount `xml:"ShippingCouponDiscount"`
	Pay          pay    `xml:"Pay"`
	Ship         ship   `xml:"Ship"`
	Sums         sums   `xml:"Detail"`
	Items        []item `xml:"Item"`
}

type pay struct {
	Status string `xml:"PayStatus"`
	Method string `xml:"PayMethod"`
	Name   string `xml:"PayMethodName"`
	Mail   string `xml:"BillMailAddress"`
	biller
}

// biller is the buyer; the fields of a ship-to begin with another word.
type biller struct {
	First     string `xml:"BillFirstName"`
	FirstKana string `xml:"BillFirstNameKana"`
	Last      string `xml:"BillLastName"`
	LastKana  string `xml:"BillLastNameKana"`
	Zip       string `xml:"BillZipCode"`
	Pref      string `xml:"BillPrefecture"`
	City      string `xml:"BillCity"`
	Address1  string `xml:"BillAddress1"`
	Address2  string `xml:"BillAddress2"`
	Phone     string `xml:"BillPhoneNumber"`
	Section1  string `xml:"BillSection1Value"` // company
	Section2  string `xml:"BillSection2Value"` // and department
}

type ship struct {
	Status  string `xml:"ShipStatus"`
	Method  string `xml:"ShipMethodName"`
	Date    string `xml:"ShipRequestDate"`
	Time    string `xml:"ShipRequestTime"`
	Company string `xml:"ShipCompanyCode"`
	Number1 string `xml:"ShipInvoiceNumber1"`
	Number2 string `xml:"ShipInvoiceNumber2"`
	gift
	answers
	pickup
	receiver
}

type gift struct {
	Wrap      string `xml:"NeedGiftWrap"`
	Type      string `xml:"GiftWrapType"`
	Message   string `xml:"GiftWrapMessage"`
	Paper     string `xml:"NeedGiftWrapPaper"` // のし
	PaperType string `xml:"GiftWrapPaperType"`
	Name      string `xml:"GiftWrapName"` // 名入れ
}

// answers are to what the store asks its buyers for besides.
type answers struct {
	Field1 string `xml:"Option1Field"`
	Value1 string `xml:"Option1Value"`
	Field2 string `xml:"Option2Field"`
	Value2 string `xml:"Option2Value"`
}

// pickup is where the buyer fetches it.
type pickup struct {
	Satellite string `xml:"ReceiveSatelliteShopName"`
	Shop      string `xml:"ReceiveShopName"`
}

type receiver struct {
	First     string `xml:"ShipFirstName"`
	FirstKana string `xml:"ShipFirstNameKana"`
	Last      string `xml:"ShipLastName"`
	LastKana  string `xml:"ShipLastNameKana"`
	Zip       string `xml:"ShipZipCode"`
	Pref      string `xml:"ShipPrefecture"`
	City      string `xml:"ShipCity"`
	Address1  string `xml:"ShipAddress1"`
	Address2  string `xml:"ShipAddress2"`
	Phone     string `xml:"ShipPhoneNumber"`
	Section1  string `xml:"ShipSection1Value"` // company
	Section2  string `xml:"ShipSection2Value"` // and department
}

type sums struct {
	PayCharge  amount `xml:"PayCharge"`
	Shipping   amount `xml:"ShipCharge"`
	Wrapping   amount `xml:"GiftWrapCharge"`
	Discount   amount `xml:"Discount"`
	Adjusted   amount `xml:"Adjustments"`
	Points     amount `xml:"UsePoint"`
	GiftCard   amount `xml:"GiftCardDiscount"`
	Total      amount `xml:"TotalPrice"`
	MallCoupon amount `xml:"TotalMallCouponDiscount"`
}

type item struct {
	Line    string   `xml:"LineId"`
	ID      string   `xml:"ItemId"`
	Title   string   `xml:"Title"`
	Sub     string   `xml:"SubCode"`
	Option  string   `xml:"SubCodeOption"`
	Options []option `xml:"ItemOption"`
	Words   []option `xml:"Inscription"` // 名入れ
	Rate    string   `xml:"ItemTaxRatio"`
	Taxable string   `xml:"IsTaxable"`
	Price   amount   `xml:"UnitPrice"`
	Count   amount   `xml:"Quantity"`
}

type option struct {
	Name  string `xml:"Name"`
	Value string `xml:"Value"`
	Price amount `xml:"Price"` // of a piece
}

// amount is a number in an element that may be empty.
type amount int64

var errAmount = errors.New("an amount that is none")

func (a *amount) UnmarshalText(b []byte) error {
	s := strings.TrimSpace(string(b))
	if s == "" {
		return nil
	}
	m, _, ok := shop.Minor(s, 0)
	if !ok {
		return errAmount
	}
	*a = amount(m)
	return nil
}

func (a amount) money() data.Money { return data.Money(a) }
