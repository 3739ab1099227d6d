package doctor

import (
	"strings"
	"time"

	"nifuda/data"
	"nifuda/data/postal"
)

// OneBox reports whether all of them could be one.
func OneBox(all []data.Parcel) bool {
	groups := Together(all)
	return len(groups) == 1 && len(groups[0]) == len(all)
}

// Together finds parcels that could be one: to the same name, telephone number
// and address, however each was written, wanted at the same time, and none a
// gift. Each group has two parcels or more, in the order they came. It proposes
// and decides nothing.
func Together(all []data.Parcel) [][]data.ParcelID {
	groups := map[string][]data.ParcelID{}
	var order []string
	for _, p := range all {
		key := one(p.To)
		if key == "" || p.Shipped || p.Gift != "" {
			continue
		}
		key += "\n" + p.Wanted.Date.Format(time.DateOnly) + "\n" + p.Wanted.Slot
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], p.ID)
	}
	var out [][]data.ParcelID
	for _, key := range order {
		if len(groups[key]) > 1 {
			out = append(out, groups[key])
		}
	}
	return out
}

// one is the same for two ship-tos exactly when they are one; empty where
// something is missing to tell by.
func one(c data.Contact) string {
	phone := strings.ReplaceAll(Phone(c.Phone), "-", "")
	a := c.Address
	if phone == "" || c.Name == "" || a.Street == "" || !japan(a) {
		return ""
	}
	address := postal.Plain(a.Prefecture + a.Street + a.Building)
	return strings.Join([]string{postal.Plain(c.Name), postal.Plain(c.Company), phone, address}, "\n")
}
