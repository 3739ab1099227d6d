package shopify

import (
	"time"

	"nifuda/data/shop/wire"
)

// money, place and line are what is asked of each amount, address and item.
const (
	money = `{shopMoney{amount currencyCode}}`
	place = `{firstName lastName company zip provinceCode province city address1 address2 phone countryCodeV2}`
	line  = `{id sku title variantTitle quantity currentQuantity customAttributes{key value}
 originalUnitPriceSet` + money + ` discountedUnitPriceAfterAllDiscountsSet` + money + ` taxLines{ratePercentage priceSet` + money + `}}`
	whole = `id legacyResourceId name createdAt updatedAt cancelledAt test taxesIncluded requiresShipping
 displayFinancialStatus displayFulfillmentStatus email phone note paymentGatewayNames discountCodes customAttributes{key value}
 billingAddress` + place + ` shippingAddress` + place + `
 totalPriceSet` + money + ` currentTotalPriceSet` + money + ` currentTotalDiscountsSet` + money + `
 taxLines{ratePercentage priceSet` + money + `} currentTaxLines{ratePercentage priceSet` + money + `}
 shippingLines(first:5){nodes{title originalPriceSet` + money + ` discountedPriceSet` + money + ` taxLines{ratePercentage priceSet` + money + `}}}
 fulfillments(first:10){id status trackingInfo(first:10){company number}}
 lineItems(first:20){pageInfo{hasNextPage endCursor} nodes` + line + `}`
)

const (
	ordersQuery = `query Orders($first:Int!,$after:String,$query:String){orders(first:$first,after:$after,sortKey:UPDATED_AT,query:$query){pageInfo{hasNextPage endCursor} nodes{` + whole + `}}}`
	nodesQuery  = `query Nodes($ids:[ID!]!){nodes(ids:$ids){...on Order{` + whole + `}}}`
	goodsQuery  = `query Goods($id:ID!,$after:String){order(id:$id){lineItems(first:100,after:$after){pageInfo{hasNextPage endCursor} nodes` + line + `}}}`
	checkQuery  = `query Check{shop{name} currentAppInstallation{accessScopes{handle}}}`
	openQuery   = `query Open($id:ID!){order(id:$id){legacyResourceId cancelledAt fulfillments(first:50){status trackingInfo(first:10){number}} fulfillmentOrders(first:50){nodes{id status}}}}`
	shipQuery   = `mutation Ship($f:FulfillmentInput!){fulfillmentCreate(fulfillment:$f){fulfillment{id status} userErrors{field message}}}`
)

// order is an order as the API writes it.
type order struct {
	head
	standing
	sums
	Mail     string  `json:"email"`
	Phone    string  `json:"phone"`
	Bill     *person `json:"billingAddress"`
	Ship     *person `json:"shippingAddress"`
	Note     string  `json:"note"`
	Beside   []pair  `json:"customAttributes"`
	Sent     []sent  `json:"fulfillments"`
	Needs    bool    `json:"requiresShipping"`
	TestOnly bool    `json:"test"`
}

type head struct {
	ID      wire.Scalar `json:"legacyResourceId"`
	Updated time.Time   `json:"updatedAt"`
}

// standing is where an order stands, in Shopify's words.
type standing struct {
	Number    string     `json:"name"`
	Placed    time.Time  `json:"createdAt"`
	Cancelled *time.Time `json:"cancelledAt"`
	Paid      string     `json:"displayFinancialStatus"`
	Shipping  string     `json:"displayFulfillmentStatus"`
	Gateways  []string   `json:"paymentGatewayNames"`
}

// sums are all amounts, with tax where Included says so.
type sums struct {
	Included bool     `json:"taxesIncluded"`
	Was      bag      `json:"totalPriceSet"`
	Total    bag      `json:"currentTotalPriceSet"`
	Discount bag      `json:"currentTotalDiscountsSet"`
	Codes    []string `json:"discountCodes"`
	TaxWas   []tax    `json:"taxLines"`
	Tax      []tax    `json:"currentTaxLines"`
	Ways     struct {
		Nodes []way `json:"nodes"`
	} `json:"shippingLines"`
	Lines goods `json:"lineItems"`
}

// bag is an amount in the store's own currency.
type bag struct {
	Shop struct {
		Amount   wire.Scalar `json:"amount"`
		Currency string      `json:"currencyCode"`
	} `json:"shopMoney"`
}

type tax struct {
	Percent *wire.Scalar `json:"ratePercentage"`
	Price   bag          `json:"priceSet"`
}

type way struct {
	Title  string `json:"title"`
	Before bag    `json:"originalPriceSet"`
	After  bag    `json:"discountedPriceSet"`
	Taxes  []tax  `json:"taxLines"`
}

type goods struct {
	Info  pageInfo `json:"pageInfo"`
	Nodes []item   `json:"nodes"`
}

type pageInfo struct {
	More bool   `json:"hasNextPage"`
	End  string `json:"endCursor"`
}

type item struct {
	ID      string `json:"id"`
	SKU     string `json:"sku"`
	Title   string `json:"title"`
	Variant string `json:"variantTitle"`
	Ordered int    `json:"quantity"`
	Stands  int    `json:"currentQuantity"` // after returns and edits
	Beside  []pair `json:"customAttributes"`
	Before  bag    `json:"originalUnitPriceSet"`
	After   bag    `json:"discountedUnitPriceAfterAllDiscountsSet"`
	Taxes   []tax  `json:"taxLines"`
}

// pair is what an app wrote beside an order or an item.
type pair struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

type person struct {
	First    string `json:"firstName"`
	Last     string `json:"lastName"`
	Company  string `json:"company"`
	Zip      string `json:"zip"`
	Code     string `json:"provinceCode"` // JP-13
	Province string `json:"province"`
	City     string `json:"city"`
	Street1  string `json:"address1"`
	Street2  string `json:"address2"`
	Phone    string `json:"phone"`
	Country  string `json:"countryCodeV2"`
}

// sent is a fulfillment.
type sent struct {
	Status string `json:"status"`
	Tracks []struct {
		Number string `json:"number"`
	} `json:"trackingInfo"`
}
