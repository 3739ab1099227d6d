package stock

import (
	"fmt"

	"nifuda/data"
)

// Size is a width and a height, in mm.
type Size = data.Size

// Stock is one kind of label sheet, or a roll whose labels are pages.
type Stock struct {
	Code          string  // stable, for settings and the ledger: "a4-12"
	Media         string  // PWG 5101.1 media name for the printer
	Width, Height float64 // mm, the whole page as it is drawn
	Label         Size
	data.Grid
	Facts
}

// Facts are what is known of a stock besides its grid.
type Facts struct {
	Name     string   // what its owner calls it; empty for stock of a maker
	Products []string // makers' numbers that share this grid, the best known first
	Kind     Kind
	Trust    Trust
	Blank    Edges      // mm along the page's edges that printers leave white
	Turned   bool       // drawn lying, while it leaves the printer standing: Media is the standing size
	Split    float64    // mm from a label's top to where the sender's own frame begins; 0 has none
	Block    data.Block // where on a label the address stands; the zero block is all of it
}

// Edges are distances from the four sides of a page, in mm.
type Edges struct{ Left, Top, Right, Bottom float64 }

// Kind says how a stock is fed.
type Kind int

// The kinds of stock.
const (
	Sheet Kind = iota + 1
	Roll       // every label is a page
)

// Trust says how sure the measures of a stock are.
type Trust int

// How sure the measures are. Below Agreed a test page is worth its sheet.
const (
	Unsure    Trust = iota + 1 // from memory, or sources that contradict each other in part
	OneSource                  // one public source, or its owner's ruler
	Agreed                     // several public sources have the same numbers
	Exact                      // the whole sheet, divided
)

// Cell is the place of one label on its page.
type Cell struct{ X, Y, Width, Height float64 } // mm, top left corner and size

// All lists every stock of a maker, the one to suggest first on top.
func All() []Stock {
	var all []Stock
	for _, rows := range [][]row{a4, letter} {
		for _, r := range rows {
			all = append(all, r.sheet())
		}
	}
	for _, r := range rolls {
		all = append(all, r.roll())
	}
	return append(all, letterPack())
}

// Find is the maker's stock with a code.
func Find(code string) (Stock, error) {
	for _, s := range All() {
		if s.Code == code {
			return s, nil
		}
	}
	return Stock{}, fmt.Errorf("stock: none is called %q", code)
}

// Own is the stock that its owner measured, to be printed on.
func Own(d data.Stock) Stock {
	s := Stock{
		Code:  d.ID.Code(),
		Media: media(d.Page), Width: d.Page.Width, Height: d.Page.Height, Label: d.Label, Grid: d.Grid,
		Facts: Facts{Name: d.Name, Kind: Sheet, Trust: OneSource, Blank: around(sheetBlank), Block: d.Block},
	}
	if d.Roll {
		s.Kind, s.Blank = Roll, around(rollBlank)
	}
	return s
}

// Measures is the stock in the words of the vocabulary.
func (s Stock) Measures() data.Stock {
	return data.Stock{Name: s.String(), Roll: s.Kind == Roll, Page: Size{Width: s.Width, Height: s.Height}, Label: s.Label, Grid: s.Grid, Block: s.Block}
}

// Check fails as data.Stock.Check does.
func (s Stock) Check() error { return s.Measures().Check() }

// PlainA4 is A4 paper without labels, for documents.
func PlainA4() Stock {
	return Stock{Code: "plain-a4", Media: a4Media, Width: 210, Height: 297, Facts: Facts{Kind: Sheet, Trust: Exact, Blank: around(sheetBlank)}}
}

// String is the stock's name, or else the product it is best known by.
func (s Stock) String() string {
	switch {
	case s.Name != "":
		return s.Name
	case len(s.Products) > 0:
		return s.Products[0]
	}
	return s.Code
}

// OfRoll is a roll whose labels are pages of a size in mm, by the PWG name of
// its paper.
func OfRoll(media string, width, height float64) Stock {
	return Stock{Code: media, Media: media, Width: width, Height: height, Label: Size{Width: width, Height: height},
		Grid: data.Grid{PitchX: width, PitchY: height, Columns: 1, Rows: 1}, Facts: Facts{Kind: Roll, Trust: Exact}}
}

// OfForm is the paper of a carrier's pre-numbered slip.
func OfForm(f data.SlipForm) Stock {
	return Stock{Code: f.ID.Code(), Media: media(f.Page), Width: f.Page.Width, Height: f.Page.Height, Label: f.Page,
		Grid:  data.Grid{PitchX: f.Page.Width, PitchY: f.Page.Height, Columns: 1, Rows: 1},
		Facts: Facts{Name: f.Name, Kind: Sheet, Trust: OneSource}}
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

// Inset is how far from the edges of a label ink must stay so that a printer
// can draw it on every label of the page, in mm; 0 when the page's own margins
// are enough.
func (s Stock) Inset() float64 {
	right := s.Width - s.Left - float64(s.Columns-1)*s.PitchX - s.Label.Width
	bottom := s.Height - s.Top - float64(s.Rows-1)*s.PitchY - s.Label.Height
	return max(0, s.Blank.Left-s.Left, s.Blank.Top-s.Top, s.Blank.Right-right, s.Blank.Bottom-bottom)
}

// Room is where on a label everything is drawn, and how far from its edges ink
// must stay.
func (s Stock) Room() (b data.Block, inset float64) {
	if s.Block == (data.Block{}) {
		return data.Block{Width: s.Label.Width, Height: s.Label.Height}, s.Inset()
	}
	b = s.Block
	free := min(b.Left, b.Top, s.Label.Width-b.Left-b.Width, s.Label.Height-b.Top-b.Height)
	return b, max(0, s.Inset()-free)
}

// Asymmetric reports whether a sheet that is fed the wrong way round misses its
// labels by more than a millimetre.
func (s Stock) Asymmetric() bool {
	const most = 1 // mm
	right := s.Width - s.Left - float64(s.Columns-1)*s.PitchX - s.Label.Width
	bottom := s.Height - s.Top - float64(s.Rows-1)*s.PitchY - s.Label.Height
	apart := func(a, b float64) bool { return a-b > most || b-a > most }
	return apart(s.Left, right) || apart(s.Top, bottom)
}
