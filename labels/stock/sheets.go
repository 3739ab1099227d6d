package stock

import (
	"strings"

	"nifuda/data"
)

// What printers leave white along the edges when nothing better is known, in
// mm: laser and ink printers a sixth of an inch, label printers less.
const (
	sheetBlank = 4.2
	rollBlank  = 1.5
)

const (
	a4Media     = "iso_a4_210x297mm"
	letterMedia = "na_letter_8.5x11in"
)

// row is a stock as the tables write it. Lengths are mm.
type row struct {
	code           string
	columns, rows  int
	width, height  float64 // of a label
	left, top      float64
	pitchX, pitchY float64
	trust          Trust
	products       string // "Maker number number; Maker number"
}

// a4 are the sheets of 210 x 297 mm.
var a4 = []row{
	{"a4-12", 2, 6, 86.4, 42.3, 18.6, 21.2, 86.4, 42.3, Agreed,
		"A-one 28382 28919 72212 28362 28642 28920 28922 31333 31334 31362 31382 31642; Hisago ELM008 CJM3001S ELG008 FSC002 FSCGB881 FSCK881 OP3001; Kokuyo KPC-E1121 KPC-E1121-20N; Avery J88919 L78382"},
	{"a4-10-28387", 2, 5, 86.4, 50.8, 18.6, 21.2, 86.4, 50.8, Agreed,
		"A-one 28387 28367 28647 28939 28940 28942 31339 31340 31367 31387 31647; Hisago ELM006 CJK3004S CJM3004S ELG006 FSCGB888 FSCK888 OP3004 OPH3004; Avery L78387"},
	{"a4-10-31514", 2, 5, 91, 55, 14, 11, 91, 55, Agreed, // 31514 after the maker's drawing
		"A-one 31514 72110 51002 51003 51004 51033 51034 51041 51042 51071 51075 51129 51130 51131 51132 51181 51183 51191 51261 51262 51267 51268 51275 51276 51281 51282 51291 51292; Avery C91131 J21013 J21033 J21131 M21131; Daiso No.136"},
	{"a4-10-28177", 2, 5, 89, 48, 10, 25, 91, 48, OneSource,
		"A-one 28177 28911 28724 28178 28912 28914; Hisago FSCGB868; Avery J88911 M88177"},
	{"a4-12-28183", 2, 6, 83.8, 42.3, 19.3, 21.5, 87.6, 42.3, OneSource, // word processors of Fujitsu and Hitachi
		"A-one 28183 28915 31275 28184 28727 28916 28918; Avery J88915 M88183"},
	{"a4-12-gb861", 2, 6, 83.8, 42.3, 20.3, 20.3, 87.6, 42.3, Agreed,
		"Hisago GB861 OP861 ELM007 CJH861S CJK861S CJM861S ELG007 FSCGB861 FSCOP861 GB961 KLP861S OP2602 OP861A OP861C OP861P OP861Y OPL861 SB861 SB961; Sanwa JP-TA10A TA-LPHOGO"},
	{"a4-12-28175", 2, 6, 83.8, 42.3, 20.3, 20, 87.6, 42.3, OneSource, "A-one 28175 28176 28723"},
	{"a4-12-28171", 2, 6, 90.2, 42.3, 16.5, 20, 92.7, 42.3, OneSource, "A-one 28171 28172 28721"}, // word processors of NEC
	{"a4-12-28187", 2, 6, 84, 42, 20, 22.5, 86, 42, OneSource, "A-one 28187 28188 28729; Avery M88187"},
	{"a4-12-28179", 2, 6, 84, 42, 20, 23, 86, 42, OneSource, "A-one 28179 28180 28725; Avery M88179"},
	{"a4-14-28189", 2, 7, 83, 36, 21, 25, 85, 36, OneSource, "A-one 28189 28190 28730; Hisago OP3006"},
	{"a4-18-28384", 3, 6, 70, 42.3, 0, 21.2, 70, 42.3, Agreed,
		"A-one 28384 28927 28364 28644 28728 28928 28930 31335 31336 31364 31384; Hisago ELM009 FSC003 FSCGB907 OP3009; Avery J88927 L78384"},
	{"a4-18-28390", 3, 6, 63.5, 46.5, 7.2, 9, 66.05, 46.5, OneSource, "A-one 28390 28370 28650 28857 28858 28860"},
	{"a4-21-28383", 3, 7, 70, 42.3, 0, 0, 70, 42.3, OneSource, "A-one 28383 31538 28363 28643 28923 28924 28926"},
	{"a4-21-elm011", 3, 7, 70, 297.0 / 7, 0, 0, 70, 297.0 / 7, Exact, "Hisago ELM011 ELG011; Avery J88923 L78383"},
	{"a4-21-28365", 3, 7, 70, 38.1, 0, 14.8, 70, 38.1, Agreed,
		"A-one 28365 28645 28931 28932 28934 31337 31338 31365 31385; Hisago OP3007"},
	{"a4-21-28399", 3, 7, 63.5, 38.1, 7.2, 15.15, 66.04, 38.1, Agreed, "A-one 28399 28379 28659 28866 28867 28869; Avery L7160 J8360"},
	{"a4-21-28315", 3, 7, 64, 33.9, 7, 23.5, 64, 33.9, Unsure, "A-one 28315 28316 28733; Avery M88315"}, // so far off the middle that a sheet should be checked
	{"a4-24-28389", 3, 8, 66, 33.9, 6, 12.9, 66, 33.9, Agreed,
		"A-one 28389 72224 28369 28649 28947 28948 28950; Hisago ELM012 CJK3008S CJM3008S OP3008 OPH3008 OPL3008"},
	{"a4-24-28386", 3, 8, 70, 33.9, 0, 12.7, 70, 33.9, Agreed,
		"A-one 28386 28366 28646 28935 28936 28938; Hisago OP3003 FSC006 FSCGB883 FSCK883; Avery J88935 L78386"},
	{"a4-30-28787", 3, 10, 53.3, 25.4, 19, 21.5, 57.1, 25.4, Agreed,
		"A-one 28787 28767 29191 29192 31145 31146 31147 31277; Hisago ELM032 GB900"},
	{"a4-44-28388", 4, 11, 48.3, 25.4, 8.4, 8.8, 48.3, 25.4, Agreed,
		"A-one 28388 72244 28368 28648 28943 28944 28946; Hisago ELM022 FSCK901 GB901; Avery L78388"},
	{"a4-65-elm023", 5, 13, 38.1, 21.2, 4.75, 10.92, 40.6, 21.2, OneSource, // A-one 72265 is said to have left 9.75 and pitch 38.1: not this grid
		"Hisago ELM023 OP3011 CJH3011S CJK3011S CJM3011S OPH3011"},
	{"a4-1", 1, 1, 210, 297, 0, 0, 210, 297, Exact,
		"Hisago ELM001 A4TL A4TS CJ3300NS CJ5300NS ELG001 FSC001 FSCGB862 GB2600 GB860 GB862 KLP862 OP2600 OP860 OP862 OPL862 SB860 SB862; Avery C2546 C2547 C9356 J2356"},
	{"a4-2", 1, 2, 210, 148.5, 0, 0, 210, 148.5, Exact, "Hisago ELM002 OP3022 OPH3022"},
	{"a4-4", 2, 2, 105, 148.5, 0, 0, 105, 148.5, Exact, "Hisago ELM003 OP2601 OP3023 OPH3023; Avery J21141 P78270"},
	{"a4-8", 2, 4, 105, 74.25, 0, 0, 105, 74.25, Exact, "Hisago ELM014 OP3026 OPH3026"},
	{"a4-4-elm013", 2, 2, 80, 115, 25, 33.5, 80, 115, OneSource, "Hisago ELM013"},
}

// letter are the sheets of 8.5 x 11 inch. Where LibreOffice and glabels differ
// (left 4.78 or 3.97 for 5160), glabels agrees with the grid in inches.
var letter = []row{
	{"letter-30", 3, 10, 66.675, 25.4, 3.969, 12.7, 70.644, 25.4, Agreed, "Avery 5160 8160 5260 18660"},
	{"letter-10", 2, 5, 101.6, 50.8, 4.128, 12.7, 106.363, 50.8, Agreed, "Avery 5163 8163 18163"},
	{"letter-6", 2, 3, 101.6, 84.667, 3.969, 12.7, 106.363, 84.667, Agreed, "Avery 5164 8164"},
	{"letter-4", 2, 2, 88.9, 127, 12.7, 12.7, 101.6, 127, Agreed, "Avery 5168"},
}

// sheet is the stock of a row.
func (r row) sheet() Stock {
	s := Stock{
		Code: r.code, Media: a4Media, Width: 210, Height: 297, Label: Size{Width: r.width, Height: r.height},
		Grid:  data.Grid{Left: r.left, Top: r.top, PitchX: r.pitchX, PitchY: r.pitchY, Columns: r.columns, Rows: r.rows},
		Facts: Facts{Kind: Sheet, Trust: r.trust, Blank: around(sheetBlank), Products: products(r.products)},
	}
	if strings.HasPrefix(r.code, "letter") {
		s.Media, s.Width, s.Height = letterMedia, 215.9, 279.4
	}
	return s
}

func around(mm float64) Edges { return Edges{mm, mm, mm, mm} }

// products gives each number its maker's name.
func products(s string) []string {
	var all []string
	for _, group := range strings.Split(s, ";") {
		words := strings.Fields(group)
		for _, number := range words[min(1, len(words)):] {
			all = append(all, words[0]+" "+number)
		}
	}
	return all
}
