package data

import (
	"math"
	"strconv"
	"strings"
)

// Size is a width and a height, in mm.
type Size struct{ Width, Height float64 }

// Grid is where the labels of a page are. All lengths are mm.
type Grid struct {
	Left, Top      float64 // corner of the first label
	PitchX, PitchY float64 // from one label's corner to the next one's
	Columns, Rows  int
}

// StockID names label stock that the owner measured herself.
type StockID int64

// Code is what the stock is called where it is chosen, among makers' stock.
func (id StockID) Code() string { return "own-" + strconv.FormatInt(int64(id), 10) }

// Stock is label stock that the owner measured herself.
type Stock struct {
	ID    StockID // 0 before it is saved
	Name  string
	Roll  bool // its labels hang together: each is a page
	Page  Size
	Label Size
	Grid
	Block Block `json:",omitzero"`
}

// Block is where on a label the address stands, in mm from its upper left
// corner; the zero block is all of the label. What is printed on the stock
// already, a mark or a frame, stays free.
type Block struct{ Left, Top, Width, Height float64 }

// The bounds of label stock, in mm and pieces.
const (
	leastPage   = 10
	mostPage    = 1200 // a metre of roll, an A0 sheet
	leastLabel  = 5
	mostAcross  = 50
	mostOnPage  = 1000
	longestName = 60   // characters
	leastBlock  = 10   // of an address that can be read, high; twice as wide
	slackMM     = 0.05 // what rounding to hundredths makes of a sheet that is filled
)

// StockField is a field of the form of a stock. It is also the end of a
// translation key: "stock.field.left".
type StockField string

// The fields of the form of a stock.
const (
	StockName        StockField = "name"
	StockWidth       StockField = "width"
	StockHeight      StockField = "height"
	StockLabelWidth  StockField = "labelwidth"
	StockLabelHeight StockField = "labelheight"
	StockLeft        StockField = "left"
	StockTop         StockField = "top"
	StockPitchX      StockField = "pitchx"
	StockPitchY      StockField = "pitchy"
	StockColumns     StockField = "columns"
	StockRows        StockField = "rows"
	StockBlockLeft   StockField = "blockleft"
	StockBlockTop    StockField = "blocktop"
	StockBlockWidth  StockField = "blockwidth"
	StockBlockHeight StockField = "blockheight"
)

// StockFault is what is wrong with one field of a stock.
type StockFault struct {
	Field StockField
	Fault *Fault
}

// Check fails with the first of Faults, nil for stock that can be printed on.
func (s Stock) Check() error {
	if all := s.Faults(); len(all) > 0 {
		return all[0].Fault
	}
	return nil
}

// Faults is all that is wrong with a stock, a field at most once and in the
// order of the form. All are Invalid: "fault.stock.name" {most},
// "fault.stock.number" {least, most} for a length that is none or out of
// bounds, "fault.stock.count" {most}, "fault.stock.many" {most} for too many
// labels in all, "fault.stock.larger" for a label larger than its page,
// "fault.stock.block" {most} for an address block that leaves its label,
// "fault.stock.overlap" {least} for labels that lie on each other and
// "fault.stock.over" {by} for labels that leave the page.
func (s Stock) Faults() []StockFault {
	var all []StockFault
	add := func(f StockField, key string, args map[string]any) {
		all = append(all, StockFault{f, &Fault{Kind: Invalid, Key: key, Args: args}})
	}
	if n := len([]rune(strings.TrimSpace(s.Name))); n == 0 || n > longestName {
		add(StockName, "fault.stock.name", map[string]any{"most": longestName})
	}
	for _, c := range s.lengths() {
		if !(c.value >= c.least && c.value <= c.most) { // so that NaN is refused
			add(c.field, "fault.stock.number", map[string]any{"least": MM(c.least), "most": MM(c.most)})
		}
	}
	count := func(f StockField, n int) {
		if n < 1 || n > mostAcross {
			add(f, "fault.stock.count", map[string]any{"most": mostAcross})
		}
	}
	count(StockColumns, s.Columns)
	count(StockRows, s.Rows)
	if len(all) == 0 {
		s.checkFit(add)
	}
	return all
}

type length struct {
	field              StockField
	value, least, most float64
}

// lengths are the millimetres of the form with their bounds.
func (s Stock) lengths() []length {
	all := []length{
		{StockWidth, s.Page.Width, leastPage, mostPage}, {StockHeight, s.Page.Height, leastPage, mostPage},
		{StockLabelWidth, s.Label.Width, leastLabel, mostPage}, {StockLabelHeight, s.Label.Height, leastLabel, mostPage},
		{StockLeft, s.Left, 0, mostPage}, {StockTop, s.Top, 0, mostPage},
	}
	if s.Columns > 1 { // a pitch that leads nowhere may be anything
		all = append(all, length{StockPitchX, s.PitchX, leastLabel, mostPage})
	}
	if s.Rows > 1 {
		all = append(all, length{StockPitchY, s.PitchY, leastLabel, mostPage})
	}
	if b := s.Block; b != (Block{}) {
		all = append(all, length{StockBlockLeft, b.Left, 0, mostPage}, length{StockBlockTop, b.Top, 0, mostPage},
			length{StockBlockWidth, b.Width, 2 * leastBlock, mostPage}, length{StockBlockHeight, b.Height, leastBlock, mostPage})
	}
	return all
}

// checkFit asks whether labels of sensible sizes lie on the page and apart.
func (s Stock) checkFit(add func(StockField, string, map[string]any)) {
	type side struct {
		label, pitch, first, page StockField
		size, step, from, whole   float64
		count                     int
	}
	for _, c := range []side{
		{StockLabelWidth, StockPitchX, StockLeft, StockWidth, s.Label.Width, s.PitchX, s.Left, s.Page.Width, s.Columns},
		{StockLabelHeight, StockPitchY, StockTop, StockHeight, s.Label.Height, s.PitchY, s.Top, s.Page.Height, s.Rows},
	} {
		over := c.from + float64(c.count-1)*c.step + c.size - c.whole
		switch {
		case c.size > c.whole+slackMM:
			add(c.label, "fault.stock.larger", nil)
		case c.count > 1 && c.step < c.size-slackMM:
			add(c.pitch, "fault.stock.overlap", map[string]any{"least": MM(c.size)})
		case over > slackMM && c.from+c.size > c.whole+slackMM:
			add(c.first, "fault.stock.over", map[string]any{"by": MM(over)})
		case over > slackMM:
			add(c.pitch, "fault.stock.over", map[string]any{"by": MM(over)})
		}
	}
	if s.Block.Left+s.Block.Width > s.Label.Width+slackMM {
		add(StockBlockLeft, "fault.stock.block", map[string]any{"most": MM(s.Label.Width)})
	}
	if s.Block.Top+s.Block.Height > s.Label.Height+slackMM {
		add(StockBlockTop, "fault.stock.block", map[string]any{"most": MM(s.Label.Height)})
	}
	if s.Columns*s.Rows > mostOnPage {
		add(StockRows, "fault.stock.many", map[string]any{"most": mostOnPage})
	}
}

// MM writes millimetres as people do: to the hundredth, without idle zeros.
func MM(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
}
