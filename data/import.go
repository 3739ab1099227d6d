package data

import "slices"

// CSV is the brand of a shop whose orders come as files, because its storefront
// has no door we know.
const CSV Brand = "csv"

// ImportField is what a column of an order file can mean. It is also the end of
// a translation key: "import.field.number".
type ImportField string

// What a column can mean. Those of the ship-to are the buyer's where they are
// empty in every row of an order.
const (
	ImportNumber   ImportField = "number" // its rows make one order
	ImportPlaced   ImportField = "placed" // a date, with or without the time
	ImportUpdated  ImportField = "updated"
	ImportState    ImportField = "state"
	ImportPaid     ImportField = "paid"      // a word, or the day it was paid
	ImportGone     ImportField = "shipped"   // the same of the parcel
	ImportCanceled ImportField = "cancelled" // the same of the order
	ImportMethod   ImportField = "method"
	ImportCurrency ImportField = "currency"
	ImportTotal    ImportField = "total"
	ImportRemarks  ImportField = "remarks"

	ImportShipping ImportField = "shipping"
	ImportFee      ImportField = "fee"
	ImportWrapping ImportField = "wrapping"
	ImportDiscount ImportField = "discount"
	ImportCoupon   ImportField = "coupon"
	ImportPoints   ImportField = "points"
	ImportOther    ImportField = "other"
	ImportTax      ImportField = "tax" // counted only where the total needs it

	ImportBuyerName       ImportField = "buyer.name"
	ImportBuyerKana       ImportField = "buyer.kana"
	ImportBuyerCompany    ImportField = "buyer.company"
	ImportBuyerPostal     ImportField = "buyer.postal"
	ImportBuyerPrefecture ImportField = "buyer.prefecture"
	ImportBuyerStreet     ImportField = "buyer.street"
	ImportBuyerBuilding   ImportField = "buyer.building"
	ImportBuyerCountry    ImportField = "buyer.country"
	ImportBuyerPhone      ImportField = "buyer.phone"
	ImportBuyerEmail      ImportField = "buyer.email"

	ImportShipID         ImportField = "ship.id" // rows with the same one go to one ship-to
	ImportShipName       ImportField = "ship.name"
	ImportShipKana       ImportField = "ship.kana"
	ImportShipCompany    ImportField = "ship.company"
	ImportShipPostal     ImportField = "ship.postal"
	ImportShipPrefecture ImportField = "ship.prefecture"
	ImportShipStreet     ImportField = "ship.street"
	ImportShipBuilding   ImportField = "ship.building"
	ImportShipCountry    ImportField = "ship.country"
	ImportShipPhone      ImportField = "ship.phone"

	ImportDate     ImportField = "wanted.date"
	ImportSlot     ImportField = "wanted.slot"
	ImportGift     ImportField = "gift"
	ImportCarrier  ImportField = "carrier"
	ImportTracking ImportField = "tracking"

	ImportLineID   ImportField = "line.id"
	ImportKind     ImportField = "line.kind" // goods, or a fee that has a row of its own
	ImportSKU      ImportField = "line.sku"
	ImportName     ImportField = "line.name"
	ImportOption   ImportField = "line.option"
	ImportQuantity ImportField = "line.quantity"
	ImportUnit     ImportField = "line.unit"
	ImportAmount   ImportField = "line.total"
	ImportRate     ImportField = "line.rate" // 8 or 10
)

// ImportFields lists them as a form shows them: goods, money, buyer, ship-to.
func ImportFields() []ImportField {
	return []ImportField{
		ImportNumber, ImportPlaced, ImportName, ImportQuantity, ImportUnit, ImportTotal,
		ImportShipName, ImportShipKana, ImportShipCompany, ImportShipPostal, ImportShipPrefecture, ImportShipStreet, ImportShipBuilding, ImportShipCountry, ImportShipPhone, ImportShipID,
		ImportDate, ImportSlot, ImportGift, ImportCarrier, ImportTracking,
		ImportState, ImportPaid, ImportGone, ImportCanceled, ImportMethod,
		ImportShipping, ImportFee, ImportWrapping, ImportDiscount, ImportCoupon, ImportPoints, ImportOther, ImportTax, ImportCurrency,
		ImportSKU, ImportOption, ImportAmount, ImportRate, ImportLineID, ImportKind,
		ImportBuyerName, ImportBuyerKana, ImportBuyerCompany, ImportBuyerPostal, ImportBuyerPrefecture, ImportBuyerStreet, ImportBuyerBuilding, ImportBuyerCountry, ImportBuyerPhone, ImportBuyerEmail,
		ImportRemarks, ImportUpdated,
	}
}

// ImportNeeds are the fields without which there is no order.
func ImportNeeds() []ImportField {
	return []ImportField{ImportNumber, ImportPlaced, ImportName, ImportQuantity}
}

// ImportSource is where a field comes from: columns by the names in the first
// row, the second of the same name with #2 after it. Several are joined, or
// added where they are amounts. Constant stands in every row, where there is no
// column.
type ImportSource struct {
	Columns  []string `json:",omitempty"`
	Constant string   `json:",omitempty"`
}

// Empty reports whether nothing comes from there.
func (s ImportSource) Empty() bool { return len(s.Columns) == 0 && s.Constant == "" }

// ImportMap says what the columns of a shop's order files mean.
type ImportMap struct {
	Layout  string // of a known cart; empty for the owner's own
	Fields  map[ImportField]ImportSource
	Unfixed string `json:",omitempty"` // stands for an amount that is not known yet
	Options string `json:",omitempty"` // rows whose goods begin so are options of the goods above
}

// Missing lists the needed fields that have no source.
func (m ImportMap) Missing() []ImportField {
	return slices.DeleteFunc(ImportNeeds(), func(f ImportField) bool { return !m.Fields[f].Empty() })
}

// Unused lists the columns that nothing comes from.
func (m ImportMap) Unused(headers []string) []string {
	used := map[string]bool{}
	for _, s := range m.Fields {
		for _, c := range s.Columns {
			used[c] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(headers), func(h string) bool { return used[h] })
}

// On is the map without the columns that a file lacks.
func (m ImportMap) On(columns []string) ImportMap {
	fields := make(map[ImportField]ImportSource, len(m.Fields))
	for f, s := range m.Fields {
		s.Columns = slices.DeleteFunc(slices.Clone(s.Columns), func(c string) bool { return !slices.Contains(columns, c) })
		if !s.Empty() {
			fields[f] = s
		}
	}
	m.Fields = fields
	return m
}

// ImportNote is what is wrong or odd in one row of an order file.
type ImportNote struct {
	Row    int    // as a spreadsheet counts: the names of the columns are row 1
	Column string // its name; empty when it is about the whole row
	Key    string // translation key: import.row.*
	Fatal  bool   // its order is not taken
}

// ImportFile is an order file that was looked at.
type ImportFile struct {
	Path    string
	Name    string // without its folder
	Sum     string // names its content
	Rows    int
	Columns []string
	Samples [][]string           // the first rows, a cell per column
	Map     ImportMap            // of the cart it was recognised as, or what the names suggest
	Kept    map[ShopID]ImportMap // how the files of shops were read last
}

// ImportPlan is what is to be done with an order file.
type ImportPlan struct {
	Path string
	Sum  string // of the file that was looked at
	Shop ShopID // 0 for a new one
	Name string // of the new one
	Map  ImportMap
}

// ImportTrial is what an import would do, or did.
type ImportTrial struct {
	Shop   ShopID
	Orders int // that can be read
	Saved  PageSaved
	Notes  []ImportNote // the first ones
	More   int          // notes beyond those
}

// Note adds notes, and counts those beyond MostNotes.
func (t *ImportTrial) Note(notes []ImportNote) {
	room := min(len(notes), MostNotes-len(t.Notes))
	t.Notes = append(t.Notes, notes[:room]...)
	t.More += len(notes) - room
}

// MostNotes is how many notes an ImportTrial holds.
const MostNotes = 200
