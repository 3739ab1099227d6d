package data

import (
	"strconv"
	"strings"
)

// SlipFormID names a form for a carrier's pre-numbered slips.
type SlipFormID int64

// SlipForm says where words go on a carrier's pre-numbered slip, which has its
// number and its frames on it already.
type SlipForm struct {
	ID     SlipFormID // 0 before it is saved
	Name   string
	Page   Size // of the slip
	Offset Offset
	Fields []SlipField
}

// Code names the form where stock is named by its code.
func (id SlipFormID) Code() string { return "slip-form-" + strconv.FormatInt(int64(id), 10) }

// SlipField is one text on a slip. Its place is the upper left corner.
type SlipField struct {
	Part  SlipPart
	X, Y  float64 // mm
	Width float64 // mm; what is longer shrinks, then takes further lines
	Lines int     // at most; 1 or more
	Size  float64 // pt
	Pitch float64 // mm from one character to the next, for printed boxes; 0 is as the font has it
	Text  string  // of a SlipText: the words, or a mark such as ✓
}

// SlipPart is what a field shows. It is also the end of a translation key:
// "slip.part.postal".
type SlipPart string

// The parts of a slip.
const (
	SlipPostal      SlipPart = "postal"  // seven digits with a hyphen, without one when they have a pitch
	SlipAddress     SlipPart = "address" // prefecture, street and building
	SlipStreet      SlipPart = "street"  // prefecture and street
	SlipBuilding    SlipPart = "building"
	SlipCompany     SlipPart = "company"
	SlipName        SlipPart = "name" // with 様 or 御中
	SlipPhone       SlipPart = "phone"
	SlipFromPostal  SlipPart = "frompostal"
	SlipFromAddress SlipPart = "fromaddress"
	SlipFromName    SlipPart = "fromname"
	SlipFromPhone   SlipPart = "fromphone"
	SlipDate        SlipPart = "date" // requested: 11月24日
	SlipSlot        SlipPart = "slot" // 14-16時
	SlipGoods       SlipPart = "goods"
	SlipNumber      SlipPart = "number" // of the order
	SlipCount       SlipPart = "count"  // 1/2
	SlipText        SlipPart = "text"   // fixed words or a mark
)

// SlipParts lists every part, in the order they are offered.
func SlipParts() []SlipPart {
	return []SlipPart{SlipPostal, SlipAddress, SlipStreet, SlipBuilding, SlipCompany, SlipName, SlipPhone, SlipFromPostal, SlipFromAddress,
		SlipFromName, SlipFromPhone, SlipDate, SlipSlot, SlipGoods, SlipNumber, SlipCount, SlipText}
}

// SlipJob is what one slip needs. Carriers want a telephone number; whoever
// packs is handed a LabelJob, which has none.
type SlipJob struct {
	LabelJob
	Phone string // of the ship-to
	Goods string // what is in the parcel, in few words
}

// The bounds of a form.
const (
	mostFields   = 60
	leastSlipPt  = 4
	mostSlipPt   = 60
	mostLines    = 10
	longestWords = 120 // characters
)

// Check fails with an Invalid fault for a form that cannot be drawn:
// "fault.slip.name" {most}, "fault.slip.page" {least, most}, "fault.slip.fields"
// {most}, and for the first bad field, whose number n counts from 1,
// "fault.slip.part", "fault.slip.place", "fault.slip.size" {least, most} or
// "fault.slip.words" {most}, each with {n}.
func (f SlipForm) Check() error {
	bad := func(key string, args map[string]any) error { return &Fault{Kind: Invalid, Key: key, Args: args} }
	if n := len([]rune(strings.TrimSpace(f.Name))); n == 0 || n > longestName {
		return bad("fault.slip.name", map[string]any{"most": longestName})
	}
	for _, v := range []float64{f.Page.Width, f.Page.Height} {
		if !(v >= leastPage && v <= mostPage) {
			return bad("fault.slip.page", map[string]any{"least": leastPage, "most": MM(mostPage)})
		}
	}
	if len(f.Fields) == 0 || len(f.Fields) > mostFields {
		return bad("fault.slip.fields", map[string]any{"most": mostFields})
	}
	for i, field := range f.Fields {
		if key, args := field.check(f.Page); key != "" {
			args["n"] = i + 1
			return bad(key, args)
		}
	}
	return nil
}

// check is what is wrong with a field on a page, "" when nothing is.
func (f SlipField) check(page Size) (key string, args map[string]any) {
	args = map[string]any{}
	known := false
	for _, p := range SlipParts() {
		known = known || p == f.Part
	}
	switch {
	case !known:
		return "fault.slip.part", args
	case !(f.X >= 0 && f.Y >= 0 && f.X < page.Width && f.Y < page.Height && f.Width >= 1 && f.X+f.Width <= page.Width+slackMM && f.Pitch >= 0 && f.Pitch <= page.Width):
		return "fault.slip.place", args
	case !(f.Size >= leastSlipPt && f.Size <= mostSlipPt) || f.Lines < 1 || f.Lines > mostLines:
		args["least"], args["most"] = leastSlipPt, mostSlipPt
		return "fault.slip.size", args
	case f.Part == SlipText && (strings.TrimSpace(f.Text) == "" || len([]rune(f.Text)) > longestWords):
		args["most"] = longestWords
		return "fault.slip.words", args
	}
	return "", nil
}
