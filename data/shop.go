package data

import (
	"strings"
	"time"
)

// Shop is one connected storefront as the owner sees it. Its token is not part
// of it: that stays in the ledger and goes to the adapter alone.
type Shop struct {
	ID       ShopID
	Brand    Brand
	Name     string
	BaseURL  string // empty where the brand has one address for all; for the demo shop, when it opened
	SyncedAt time.Time
	Trouble  string // translation key of the last failure; empty when well
	Strict   bool   // every item of its orders must be scanned
	ByHand   bool   // its storefront cannot be told that a parcel left: the owner does that there
	Allowed  Allowed
	Untold   int       // parcels that left and of which it has not heard; 0 where it cannot be told
	GoneAt   time.Time // when the owner disconnected it; zero while it is connected
}

// Is reports whether what is being connected is this shop: of the same kind, and
// at the same address or, where all shops of a kind have one, of the same name.
func (s Shop) Is(in NewShop) bool {
	if s.Brand != in.Brand {
		return false
	}
	if !FormOf(s.Brand).Address {
		return s.Name == strings.TrimSpace(in.Name)
	}
	bare := func(url string) string { return strings.TrimRight(strings.TrimSpace(url), "/") }
	return strings.EqualFold(bare(s.BaseURL), bare(in.BaseURL))
}

// Allowed is what telling a storefront that a parcel left may set off there.
// Nothing is, until the owner says so for the shop.
type Allowed struct {
	Mails    bool // the storefront mails the buyer
	Captures bool // it takes the money
	Points   bool // it fixes the buyer's points
}

// Sender is who stands on a label as the one who sends.
type Sender struct {
	Name    string
	Address Address
	Phone   string
}

// PageSaved counts what one committed page of orders changed.
type PageSaved struct{ New, Changed, Same, Broken int }

// Add returns the two counts together.
func (p PageSaved) Add(q PageSaved) PageSaved {
	return PageSaved{p.New + q.New, p.Changed + q.Changed, p.Same + q.Same, p.Broken + q.Broken}
}

// SyncProgress is where a sync stands. Total is 0 while it is not known.
type SyncProgress struct {
	Shop  ShopID
	Done  int
	Total int
	Saved PageSaved
}

// Dispatch is a parcel that left the house, as its storefront has to hear it.
type Dispatch struct {
	Parcel       ParcelID
	Number       string // order number, for the owner
	RemoteOrder  string
	RemoteParcel string // empty where the storefront has one ship-to per order
	Carrier      string
	Tracking     string
	Allowed      Allowed
}

// Stuck is a parcel that left and that its storefront does not take word of. It
// waits until the owner tries again or has seen to it at the storefront.
type Stuck struct {
	Dispatch
	ShopID ShopID
	Shop   string // its name
	Reason string // key of a fault
	Tried  time.Time
	Left   time.Time // the house
}
