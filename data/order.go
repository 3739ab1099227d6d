package data

import "time"

// OrderID names an order in our own ledger. Zero means "not saved yet".
type OrderID int64

// ShopID names one storefront connected to this business.
type ShopID int64

// ParcelID names one ship-to of one order in our own ledger.
type ParcelID int64

// Order is one purchase as the storefront tells it, in our words. What the
// storefront does not give is empty; nothing is guessed.
type Order struct {
	ID       OrderID
	Shop     ShopID
	Remote   Remote
	State    State
	Buyer    Contact
	Parcels  []Parcel // at least one; several when the order ships to several people
	Lines    []Line
	Charges  []Charge // shipping, fees, discounts: everything that is not goods
	Sum      Sum
	Payment  Payment
	Remarks  string    // what the buyer wrote
	Problems []Problem // what a person has to look at before shipping

	// What only we know stands outside of what a storefront's change is told by.
	Note    string  `json:",omitempty"` // what the owner wrote for whoever packs it
	Trouble Trouble `json:",omitempty"` // what a packer reported, until the order is released again; empty when nothing
}

// Remote is how the storefront knows an order.
type Remote struct {
	ID        string    // unique within its shop
	Number    string    // what people say on the phone
	PlacedAt  time.Time // when the buyer ordered
	UpdatedAt time.Time // zero where the storefront does not tell
}

// State says where an order stands on its way out of the door.
type State int

// The states of an order. A partly shipped order is still ToShip.
const (
	AwaitingPayment State = iota + 1
	ToShip
	Shipped
	Cancelled
)

// Open reports whether the order can still change what we have to do.
func (s State) Open() bool { return s == AwaitingPayment || s == ToShip }

// Contact is one person or company that can be written to. These four fields
// are personal data and live in tables of their own.
type Contact struct {
	Name    string
	Kana    string // reading, empty where the storefront has none
	Company string // company and department
	Address Address
	Phone   string
	Email   string
}

// Recipient is what a label needs of the contact.
func (c Contact) Recipient() Recipient {
	return Recipient{Name: c.Name, Company: c.Company, Address: c.Address}
}

// Address is a postal address as its owner wrote it.
type Address struct {
	Postal     string // Japan: 7 digits, no hyphen, when it could be read so
	Prefecture string // 都道府県 by name, never by a storefront's number
	Street     string // city, town and house number
	Building   string // building, room
	Country    string // ISO 3166 code; empty means JP
}

// Parcel is one ship-to of an order.
type Parcel struct {
	ID       ParcelID
	RemoteID string // empty where the storefront has one ship-to per order
	To       Contact
	Wanted   Wanted
	Gift     string // noshi or wrapping in the shop's words; empty when none
	Carrier  string
	Tracking string
	Shipped  bool
	Labelled time.Time // when its label was last printed here; zero when never
	Box      string    `json:"-"` // BoxNumber of the orders it travels in one box with; empty when it travels alone
	Own      bool      `json:"-"` // its ship-to was mended here, and was the buyer's by name before
}

// Wanted is when the buyer asked to have the parcel.
type Wanted struct {
	Date time.Time // midnight in the shop's zone; zero when none was asked
	Slot string    // "14-16" in hours, or the shop's own words such as 午前中
}

// Line is one kind of goods in an order.
type Line struct {
	RemoteID string
	Parcel   int // index into Order.Parcels: which ship-to it goes to
	SKU      string
	Name     string
	Option   string // size, colour
	Quantity int
	Unit     Money // tax included, per piece
	Total    Money // tax included, as the storefront sums it
	RateBP   int   // tax rate in basis points: 1000 is 10 %, 800 is 8 %
}

// ChargeKind says what a charge is for.
type ChargeKind int

// The kinds of charge. Discount, Coupon and Points are negative amounts.
const (
	Shipping ChargeKind = iota + 1
	PaymentFee
	Wrapping
	Discount
	Coupon
	Points
	OtherCharge
)

// Charge is an amount of an order that is not goods.
type Charge struct {
	Kind   ChargeKind
	Label  string // the storefront's own name for it, may be empty
	Amount Money  // tax included; negative lowers the total
	RateBP int    `json:",omitempty"` // 0 where the storefront does not say: the normal rate of its day
}

// Sum is what the buyer pays, with the storefront's own tax figures.
type Sum struct {
	Currency string // ISO 4217
	Total    Money  // tax included
	Rates    []RateTotal
}

// RateTotal is the storefront's own figure for one tax rate.
type RateTotal struct {
	RateBP int   // basis points: 1000 is 10 %
	Gross  Money // tax included
	Tax    Money // the tax within Gross
}

// Payment is how and whether the buyer paid.
type Payment struct {
	Method string // in the storefront's words
	Paid   bool
	COD    bool // cash on delivery (代引): ships before it is paid
}

// Problem is something a person has to look at before the order ships.
type Problem struct {
	Key    string // translation key, such as "problem.address.missing"
	Detail string // what was found, in the storefront's words; may be personal data
}

// Broken is an order that could not be read. It is set aside with its reason
// and never blocks the others.
type Broken struct {
	RemoteID string // empty when not even that could be read
	Reason   string // for the owner; holds no personal data
}
