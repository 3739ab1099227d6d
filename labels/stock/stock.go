package stock

import "fmt"

// Stock is one kind of label sheet, or a roll whose labels are pages.
type Stock struct {
	Code           string   // stable, for settings and the ledger: "a4-12"
	Media          string   // PWG 5101.1 media name for the printer
	Products       []string // makers' numbers that share this grid
	Width, Height  float64  // mm, the whole page
	Label          Size
	Left, Top      float64 // mm, corner of the first label
	PitchX, PitchY float64 // mm, from one label's corner to the next one's
	Columns, Rows  int
}

// Size is a width and a height.
type Size struct{ Width, Height float64 } // mm

// Cell is the place of one label on its page.
type Cell struct{ X, Y, Width, Height float64 } // mm, top left corner and size

// table is the stock we know, the one to suggest first on top.
var table = []Stock{
	{
		Code: "a4-12", Media: "iso_a4_210x297mm",
		Products: []string{"A-one 28382", "A-one 28919", "A-one 72212", "Hisago ELM008", "Kokuyo KPC-E1121"},
		Width:    210, Height: 297, Label: Size{86.4, 42.3},
		Left: 18.6, Top: 21.2, PitchX: 86.4, PitchY: 42.3, Columns: 2, Rows: 6,
	},
	{
		Code: "label-100x150", Media: "om_100x150mm_100x150mm",
		Width: 100, Height: 150, Label: Size{100, 150},
		PitchX: 100, PitchY: 150, Columns: 1, Rows: 1,
	},
}

// All lists every stock, the one to suggest first on top.
func All() []Stock { return append([]Stock(nil), table...) }

// Find is the stock with a code.
func Find(code string) (Stock, error) {
	for _, s := range table {
		if s.Code == code {
			return s, nil
		}
	}
	return Stock{}, fmt.Errorf("stock: none is called %q", code)
}

// PlainA4 is A4 paper without labels, for documents.
func PlainA4() Stock {
	return Stock{Code: "plain-a4", Media: "iso_a4_210x297mm", Width: 210, Height: 297}
}

// Single is a roll whose labels are pages of a size in mm, by the PWG name of
// its paper.
func Single(media string, width, height float64) Stock {
	return Stock{Code: media, Media: media, Width: width, Height: height, Label: Size{width, height}, PitchX: width, PitchY: height, Columns: 1, Rows: 1}
}

// PerPage is how many labels one page has.
func (s Stock) PerPage() int { return s.Columns * s.Rows }

// Cell is where label i of a page is, counted from 0 row by row.
func (s Stock) Cell(i int) Cell {
	return Cell{
		X:     s.Left + float64(i%s.Columns)*s.PitchX,
		Y:     s.Top + float64(i/s.Columns)*s.PitchY,
		Width: s.Label.Width, Height: s.Label.Height,
	}
}

// Pages is how many pages n labels need when the first one goes to label
// startAt of the first page, counted from 0.
func (s Stock) Pages(n, startAt int) int {
	if n <= 0 {
		return 0
	}
	return (startAt + n + s.PerPage() - 1) / s.PerPage()
}
