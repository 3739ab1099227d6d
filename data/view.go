package data

import "time"

// Tab is one of the shelves on the orders screen.
type Tab int

// The tabs of the orders screen, in the order they stand.
const (
	TabToShip Tab = iota + 1
	TabAwaiting
	TabProblems
	TabHeld
	TabShipped
	TabCancelled
	TabAll
)

// Tabs lists every tab, in the order they stand.
func Tabs() []Tab {
	return []Tab{TabToShip, TabAwaiting, TabProblems, TabHeld, TabShipped, TabCancelled, TabAll}
}

// Sort says how a list of orders is arranged.
type Sort int

// The arrangements of the orders list.
const (
	ByWanted Sort = iota + 1 // requested delivery date first, none last
	ByNewest                 // last placed first
)

// OrderQuery asks for rows of the orders screen.
type OrderQuery struct {
	Tab   Tab
	Sort  Sort
	Text  string // name, kana, phone or number; width, kana and hyphens are folded
	Limit int    // 0 means all
}

// OrderRow is one line of the orders screen.
type OrderRow struct {
	ID         OrderID
	Shop       ShopID
	ShopName   string
	Number     string
	PlacedAt   time.Time
	State      State
	Name       string // of the first ship-to
	Prefecture string
	FirstItem  string
	Pieces     int // of the first item
	MoreItems  int // further kinds of goods
	Wanted     Wanted
	Total      Money
	Parcels    int
	Flags      RowFlags
}

// RowFlags are the chips of a row.
type RowFlags struct {
	Labelled bool // every parcel's label has been printed
	Gift     bool
	COD      bool
	Problem  bool
	Held     bool
	Bench    bool    // a parcel of it lies on the packing bench
	Boxed    bool    // a parcel of it shares its box with another order's
	Trouble  Trouble // what a packer reported; empty when nothing
}

// TabCounts is how many orders stand on each tab.
type TabCounts map[Tab]int

// Today is what a solo owner opens the app for.
type Today struct {
	ToShip        int
	DueToday      int // of ToShip: must leave today to keep the requested date
	Awaiting      int
	OldestAwaited time.Time
	Problems      int
	LabelsToPrint int // parcels to ship that have no label yet
	Untold        int // parcels that left and of which their storefront hears with the next sync
	News          []News
	Warnings      []Warning
}

// News is one thing that happened since the last time.
type News struct {
	At   time.Time
	Key  string // translation key
	Args map[string]any
}

// Warning is one thing that needs a person.
type Warning struct {
	Order  OrderID
	Number string
	Name   string
	Key    string // translation key of the problem
	Detail string
}

// LabelJob is what the desk hands out for printing: a parcel with the words
// its label needs, and nothing else of the order.
type LabelJob struct {
	Parcel  ParcelID
	Order   OrderID
	Number  string // order number, printed as text and Code128
	To      Recipient
	From    Sender
	Wanted  Wanted
	Part    int // 1-based among the order's parcels
	Parts   int
	Void    bool      // its order was cancelled, or the parcel has left: it is not printed unasked
	Seq     int       // 1-based in its batch, the same on list, slip and label; 0 for a label on its own
	Printed time.Time // when a label was last printed; zero when never
	Post    PostBars
}

// PostBars is what the label needs for Japan Post's customer barcode.
type PostBars struct {
	On   bool   // the owner wants it
	Rest string // 住所B, what follows the town
	Why  string // translation key of why it is left off; empty when it can be
}
