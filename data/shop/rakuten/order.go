package rakuten

import (
	"errors"
	"math"

	"nifuda/data"
	"nifuda/data/shop"
)

// order is an order as getOrder writes it. Only what we use is named; every
// field may be null.
type order struct {
	standing
	sums
	wishes
	Orderer    *person    `json:"OrdererModel"`
	Settlement settlement `json:"SettlementModel"`
	Way        way        `json:"DeliveryModel"`
	Packages   []pack     `json:"PackageModelList"`
}

type standing struct {
	Number   string  `json:"orderNumber"`
	Progress int     `json:"orderProgress"`
	Sub      *string `json:"subStatusName"`
	Placed   *string `json:"orderDatetime"`
	Social   int     `json:"socialGiftFlag"`
}

// sums are all amounts beside the goods.
type sums struct {
	Postage  amount    `json:"postagePrice"`
	Delivery amount    `json:"deliveryPrice"` // for cash on delivery
	Fee      amount    `json:"paymentCharge"`
	Extra    amount    `json:"additionalFeeOccurAmountToUser"`
	Coupon   amount    `json:"couponAllTotalPrice"`
	Request  amount    `json:"requestPrice"`
	Points   points    `json:"PointModel"`
	Paper    *wrapping `json:"WrappingModel1"`
	Ribbon   *wrapping `json:"WrappingModel2"`
	Rates    []rate    `json:"TaxSummaryModelList"`
}

type points struct {
	Used amount `json:"usedPoint"`
}

type wrapping struct {
	Name    *string `json:"name"`
	Price   amount  `json:"price"`
	Taxed   *int    `json:"includeTaxFlag"` // 0: the price is before tax
	Tax     amount  `json:"taxPrice"`
	Rate    percent `json:"taxRate"`
	Deleted int     `json:"deleteWrappingFlag"`
}

type rate struct {
	Rate  percent `json:"taxRate"`
	Gross amount  `json:"reqPrice"`
	Tax   amount  `json:"reqPriceTax"`
}

type wishes struct {
	Date    *string `json:"deliveryDate"`
	Term    *int    `json:"shippingTerm"`
	Remarks *string `json:"remarks"`
	Gift    int     `json:"giftCheckFlag"`
}

type settlement struct {
	Code int     `json:"settlementMethodCode"`
	Name *string `json:"settlementMethod"`
}

type way struct {
	Name  *string `json:"deliveryName"`
	Class *int    `json:"deliveryClass"`
}

// person is a buyer or a ship-to.
type person struct {
	place
	Family     *string `json:"familyName"`
	First      *string `json:"firstName"`
	FamilyKana *string `json:"familyNameKana"`
	FirstKana  *string `json:"firstNameKana"`
	Phone1     *string `json:"phoneNumber1"`
	Phone2     *string `json:"phoneNumber2"`
	Phone3     *string `json:"phoneNumber3"`
	Mail       *string `json:"emailAddress"`
}

type place struct {
	Zip1       *string `json:"zipCode1"`
	Zip2       *string `json:"zipCode2"`
	Prefecture *string `json:"prefecture"`
	City       *string `json:"city"`
	Sub        *string `json:"subAddress"`
}

// pack is one ship-to of an order.
type pack struct {
	Basket  int64       `json:"basketId"`
	Noshi   *string     `json:"noshi"`
	Deleted int         `json:"packageDeleteFlag"`
	Carrier *string     `json:"defaultDeliveryCompanyCode"`
	To      *person     `json:"SenderModel"`
	Items   []item      `json:"ItemModelList"`
	Sent    []shipping  `json:"ShippingModelList"`
	Social  *socialGift `json:"SocialGiftModel"`
	Store   *store      `json:"DeliveryCvsModel"`
	Drop    int         `json:"dropOffFlag"`
	Where   *string     `json:"dropOffLocation"`
}

type socialGift struct {
	Entered int `json:"inputFlag"`
}

// store is where the buyer fetches a parcel.
type store struct {
	Name       *string `json:"storeName"`
	Zip        *string `json:"storeZip"`
	Prefecture *string `json:"storePrefecture"`
	Address    *string `json:"storeAddress"`
}

type item struct {
	ID      int64   `json:"itemDetailId"`
	Name    *string `json:"itemName"`
	Number  *string `json:"itemNumber"`
	Manage  *string `json:"manageNumber"`
	Price   amount  `json:"price"`
	Taxed   amount  `json:"priceTaxIncl"`
	Units   int     `json:"units"`
	Choice  *string `json:"selectedChoice"`
	Rate    percent `json:"taxRate"`
	Deleted int     `json:"deleteItemFlag"`
	Kinds   []sku   `json:"SkuModelList"`
}

type sku struct {
	Own  *string `json:"merchantDefinedSkuId"`
	Info *string `json:"skuInfo"`
}

// shipping is one parcel of a ship-to.
type shipping struct {
	ID      int64   `json:"shippingDetailId"`
	Number  *string `json:"shippingNumber"`
	Company *string `json:"deliveryCompany"`
	Name    *string `json:"deliveryCompanyName"`
	Date    *string `json:"shippingDate"`
}

// undecided is how RMS writes an amount that is not fixed yet.
const undecided = -9999

// amount is in yen; null is nothing.
type amount struct {
	yen  data.Money
	open bool // not fixed yet
	is   bool // there is one
}

var errAmount = errors.New("an amount that is none")

func (a *amount) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		return nil
	}
	yen, _, ok := shop.Minor(string(b), 0)
	if !ok {
		return errAmount
	}
	*a = amount{yen: yen, is: true}
	if yen == undecided {
		*a = amount{open: true}
	}
	return nil
}

// percent is a tax rate, 0.08.
type percent float64

// basisPoints is 800 for 0.08.
func (p percent) basisPoints() int {
	if !(p >= 0 && p <= 1) {
		return 0
	}
	return int(math.Round(float64(p) * 10000))
}
