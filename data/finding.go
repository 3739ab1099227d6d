package data

import "slices"

// ShipField names a part of a parcel's ship-to that can be mended. It is also
// the end of a translation key: "doctor.field.postal".
type ShipField string

// The parts that can be mended.
const (
	ShipPostal     ShipField = "postal"
	ShipPrefecture ShipField = "prefecture"
	ShipStreet     ShipField = "street"
	ShipBuilding   ShipField = "building"
	ShipName       ShipField = "name"
	ShipCompany    ShipField = "company"
	ShipPhone      ShipField = "phone"
	ShipSlot       ShipField = "slot"
	ShipDate       ShipField = "date" // to look at; not to be mended
)

// ShipChange is one part of a ship-to with other words in it.
type ShipChange struct {
	Field ShipField
	Value string
}

// Finding is something about a ship-to that a person should look at before it
// is printed, with what could be written instead.
type Finding struct {
	Parcel ParcelID
	Key    string // translation key: doctor.*
	Field  ShipField
	Args   map[string]any // named holes of that sentence
	Fix    []ShipChange   // empty where only a person can know
	Join   []ParcelID     // what could go into one box, the host first; empty where nothing could
}

// part is where a field of a ship-to stands, nil for one that cannot be mended.
func (p *Parcel) part(f ShipField) *string {
	a := &p.To.Address
	return map[ShipField]*string{
		ShipPostal: &a.Postal, ShipPrefecture: &a.Prefecture, ShipStreet: &a.Street, ShipBuilding: &a.Building,
		ShipName: &p.To.Name, ShipCompany: &p.To.Company, ShipPhone: &p.To.Phone, ShipSlot: &p.Wanted.Slot,
	}[f]
}

// Mend takes changes and gives what takes them back. It fails with Invalid
// "fault.doctor.field" for a part that cannot be mended; nothing is changed
// then.
func (p *Parcel) Mend(changes []ShipChange) ([]ShipChange, error) {
	for _, c := range changes {
		if p.part(c.Field) == nil {
			return nil, &Fault{Kind: Invalid, Key: "fault.doctor.field"}
		}
	}
	var back []ShipChange
	for _, c := range changes {
		at := p.part(c.Field)
		back = append(back, ShipChange{c.Field, *at})
		*at = c.Value
	}
	slices.Reverse(back)
	return back, nil
}
