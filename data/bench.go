package data

import (
	"strconv"
	"time"
)

// Recipient is what a label says of the one it goes to. A phone number and an
// e-mail have no field here: whoever is handed a Recipient cannot leak them.
type Recipient struct {
	Name    string
	Company string // company and department
	Address Address
}

// BenchState says how far a parcel on the bench is.
type BenchState int

// The states of a parcel on the bench, in the order it goes through them.
const (
	BenchWaiting BenchState = iota + 1
	BenchOpen               // somebody is packing it
	BenchAside              // put aside for later in the session
	BenchPacked             // every piece is in; label or tracking number are missing
	BenchShipped            // out of the door
	BenchProblem            // held until the owner has looked
)

// BenchRow is one line of the packers' list: no name, no place.
type BenchRow struct {
	ID          ParcelID
	Number      string // order number
	Part, Parts int    // this parcel among those of its order, from 1
	Pieces      int
	State       BenchState
}

// BenchParcel is the one parcel a packer has opened.
type BenchParcel struct {
	ID          ParcelID
	Number      string
	Part, Parts int
	State       BenchState
	To          Recipient
	HasPhone    bool // there is a number, and this packer may look at it
	Wanted      Wanted
	Gift        string
	Carrier     string
	Note        string // what the owner wrote for whoever packs it
	Items       []PackItem
	Labels      int // how often its label came out
	Tracking    string
	Post        PostBars `json:",omitzero"`
}

// PackItem is one kind of goods of a parcel, and how much of it is in the box.
type PackItem struct {
	SKU      string
	Name     string
	Option   string
	Quantity int       // pieces to pack, at least 1
	Codes    []string  // what a scanner may read on one piece: its SKU and its barcodes
	Set      []PackSet // what one piece is made of when it is a set, else empty
	MustScan bool      // it has a barcode of its own, or the shop demands scans: not to be counted by hand
	Packed   int       // pieces in the box
	ByHand   int       // of Packed, those counted without a scan
}

// Release is what goes to the bench of one parcel. The phone number goes there
// only sealed to the packers who may see it.
type Release struct {
	BenchParcel
	Phone  string
	Digest []byte // the same for two releases exactly when the same would be copied
}

// PackSet is one kind of goods inside a set.
type PackSet struct {
	Name     string
	Codes    []string
	Quantity int // in one set
	Scanned  int // of the set being put together now
}

// Goods are what the owner knows of an SKU beyond what a storefront tells.
type Goods struct {
	SKU   string
	Name  string   // for the owner's eyes
	Codes []string // barcodes on one piece; the SKU itself always counts as one
	Set   []SetPart
}

// SetPart is one kind of goods in a set, by SKU.
type SetPart struct {
	SKU      string
	Quantity int
}

// Trouble is what a packer reports about a parcel.
type Trouble string

// The troubles, also the end of a translation key: "trouble.stock".
const (
	TroubleStock   Trouble = "stock"   // out of stock
	TroubleAddress Trouble = "address" // the address looks wrong
	TroubleDamaged Trouble = "damaged" // goods are damaged
	TroubleOther   Trouble = "other"   // in her own words
)

// Tidy is the trouble when it is one of ours, TroubleOther when it is not.
func (t Trouble) Tidy() Trouble {
	switch t {
	case TroubleStock, TroubleAddress, TroubleDamaged:
		return t
	}
	return TroubleOther
}

// PackerSelf is what a packer's session says of the packer herself.
type PackerSelf struct {
	Name      string
	ShopName  string
	May       Permits
	LeftToday int // labels she may still print today; -1 without a limit
	IdleLock  time.Duration
	Printer   string
	Stock     string
	Offset    Offset // of that printer
	Printers  []ListedPrinter
	Own       *Stock // that Stock names; nil when it is a maker's
}

// ScanResult is what a scan, or a piece counted by hand, did.
type ScanResult int

// The results of a scan. Each looks and sounds different.
const (
	ScanTicked     ScanResult = iota + 1 // one piece is in the box
	ScanPart                             // one piece of a set; the set is not whole yet
	ScanComplete                         // that was the last piece of the parcel
	ScanWrong                            // it does not belong into this parcel
	ScanTooMany                          // it does, and all of it is in the box already
	ScanUnreadable                       // no code can look like this
)

// Scanned is the answer to a scan.
type Scanned struct {
	Result ScanResult
	Item   int    // which item it was about; -1 when none
	Code   string // what was read, tidied
	Parcel BenchParcel
}

// PhoneOf names the place a parcel's phone number is sealed for.
func PhoneOf(id ParcelID) string { return "phone " + strconv.FormatInt(int64(id), 10) }
