package stock

import "nifuda/data"

// media is the PWG 5101.1 name of a page of any size: A4 and Letter by their
// own names, 4 x 6 inch by its own, others by their size.
func media(s Size) string {
	switch s {
	case Size{Width: 210, Height: 297}:
		return a4Media
	case Size{Width: 215.9, Height: 279.4}:
		return letterMedia
	case Size{Width: 101.6, Height: 152.4}:
		return "na_index-4x6_4x6in"
	}
	size := data.MM(s.Width) + "x" + data.MM(s.Height) + "mm"
	return "om_" + size + "_" + size
}

// strip is a roll as the table writes it. Lengths are mm, the width across the
// roll; sides and ends are what the printer leaves white there:
// of Brother's from the dots that are printable at 300 dpi, of others assumed.
type strip struct {
	code          string
	across, along float64
	sides, ends   float64
	turned        bool // long labels of a narrow roll are read along it
	trust         Trust
	products      string
}

// rolls are labels that hang together. 4 x 6 inch and 100 x 150 mm are two
// papers: one is never scaled to the other.
var rolls = []strip{
	{"label-100x150", 100, 150, 2.5, 2.5, false, Unsure, ""},
	{"label-4x6", 101.6, 152.4, 2.5, 2.5, false, Exact, ""},
	{"dk-62x100", 62, 100, 1.54, 3.05, true, Agreed, "Brother DK-1202 DK-11202"}, // 696 x 1109 dots
	{"dk-29x90", 29, 90, 1.55, 3.05, true, Agreed, "Brother DK-1201 DK-11201"},   // 306 x 991
	{"dk-38x90", 38, 90, 1.52, 3.05, true, Agreed, "Brother DK-1208 DK-11208"},   // 413 x 991; sold as 38, cut at 39
	{"dk-62x29", 62, 29, 1.54, 3.03, false, Agreed, "Brother DK-1209 DK-11209"},  // 696 x 271
	{"dk-62", 62, 100, 1.54, 2.96, true, Agreed, "Brother DK-2205 DK-22205"},     // cut after 100 mm; the roll takes 25 to 1,000
	{"dk-102x152", 102, 152, 1.73, 5.73, false, OneSource, "Brother DK-1241 DK-11241"},
	{"dymo-36x89", 36, 89, 1.5, 3, true, OneSource, "Dymo 99012 99013"},
	{"dymo-54x101", 54, 101, 1.5, 3, true, OneSource, "Dymo 99014"},
	{"dymo-59x102", 59, 102, 1.5, 3, true, OneSource, "Dymo 30256"},
}

// roll is the stock of a strip: one label is one page.
func (r strip) roll() Stock {
	s := Stock{
		Code: r.code, Media: media(Size{Width: r.across, Height: r.along}), Width: r.across, Height: r.along,
		Facts: Facts{Kind: Roll, Trust: r.trust, Turned: r.turned, Products: products(r.products),
			Blank: Edges{r.sides, r.ends, r.sides, r.ends}},
	}
	if r.turned {
		s.Width, s.Height, s.Blank = r.along, r.across, Edges{r.ends, r.sides, r.ends, r.sides}
	}
	s.Label = Size{Width: s.Width, Height: s.Height}
	s.Grid = data.Grid{PitchX: s.Width, PitchY: s.Height, Columns: 1, Rows: 1}
	return s
}

// The frame on a レターパック: 105 x 122 mm outside, お届け先 above, ご依頼主
// below. Measured on envelopes by the author of a public tool; 68 to 69 mm and
// 52 to 53 mm high.
const (
	letterPackHeight = 122
	letterPackSplit  = 69
)

// letterPack is four frames on plain A4 or one whole label, to be cut apart.
func letterPack() Stock {
	return Stock{
		Code: "letterpack", Media: a4Media, Width: 210, Height: 297, Label: Size{Width: 105, Height: letterPackHeight},
		Grid:  data.Grid{Top: (297 - 2*letterPackHeight) / 2.0, PitchX: 105, PitchY: letterPackHeight, Columns: 2, Rows: 2},
		Facts: Facts{Kind: Sheet, Trust: OneSource, Blank: around(sheetBlank), Split: letterPackSplit, Products: []string{"レターパック"}},
	}
}
