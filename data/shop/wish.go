package shop

import (
	"strings"
	"time"

	"nifuda/data"
)

// Wish is when a buyer wants a parcel, from a storefront's words for day and time
// and the day as read (zero where it could not be). Words that are no day go with
// the time, where a person reads them.
func Wish(day string, read time.Time, slot string) data.Wanted {
	day, slot = Line(day), Slot(slot)
	if read.IsZero() {
		return data.Wanted{Slot: strings.TrimSpace(day + " " + slot)}
	}
	y, m, d := read.In(JST).Date()
	return data.Wanted{Date: time.Date(y, m, d, 0, 0, 0, 0, JST), Slot: slot}
}
