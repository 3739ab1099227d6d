package stock

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"

	"nifuda/app/task"
	"nifuda/data"
	"nifuda/labels/page"
	sheets "nifuda/labels/stock"
)

// Model is the room without its widgets.
type Model struct {
	Slips *Slips
	deeds

	desk  Desk
	asked *task.Slot
	state State
	err   error
	own   []data.Stock
	list  list
	form  *Form // nil while nothing is edited
}

// list is what is looked for and looked at.
type list struct {
	words  string
	chosen string // code
}

// Form is own stock as it is typed.
type Form struct {
	ID    data.StockID               `json:"id,omitempty"` // 0 is new
	Roll  bool                       `json:"roll,omitempty"`
	Words map[data.StockField]string `json:"words,omitempty"`
}

// New is a room that has asked for nothing yet.
func New(desk Desk, press Press, run *task.Runner, changed func()) *Model {
	m := &Model{desk: desk, asked: task.NewSlot(run), list: list{chosen: sheets.All()[0].Code}, Slips: newSlips(desk, press, run, changed)}
	m.deeds = newDeeds(press, run, m.Refresh, changed)
	return m
}

// State, Err, Form, Bad and Words are what the page shows.
func (m *Model) State() State  { return m.state }
func (m *Model) Err() error    { return m.err }
func (m *Model) Form() *Form   { return m.form }
func (m *Model) Bad() error    { return m.bad }
func (m *Model) Words() string { return m.list.words }

// Refresh asks again.
func (m *Model) Refresh() {
	m.Slips.Refresh()
	task.Ask(m.asked, m.desk.Stocks, func(all []data.Stock, err error) {
		m.own, m.err, m.state = all, err, Ready
		if err != nil {
			m.state = Failed
		}
		m.changed()
	})
}

// Find looks for stock by what stands on its packet.
func (m *Model) Find(words string) { m.list.words = words; m.changed() }

// Found lists what was looked for, own stock first.
func (m *Model) Found() []sheets.Stock { return sheets.NewShelf(m.own).Search(m.list.words) }

// Chosen is the stock that is looked at.
func (m *Model) Chosen() sheets.Stock {
	s, _ := sheets.NewShelf(m.own).Find(m.list.chosen)
	return s
}

// Choose looks at a stock; own stock is edited. What was typed and not kept is
// not thrown away for that.
func (m *Model) Choose(s sheets.Stock) {
	if m.Changed() {
		m.bad = &data.Fault{Kind: data.Invalid, Key: "fault.stock.unsaved"}
		m.changed()
		return
	}
	m.list.chosen, m.form = s.Code, nil
	m.anew()
	if i := m.mine(s.Code); i >= 0 {
		m.form = formOf(m.own[i])
	}
	m.changed()
}

// mine is where own stock with a code is, -1 when it is a maker's.
func (m *Model) mine(code string) int {
	return slices.IndexFunc(m.own, func(d data.Stock) bool { return sheets.Own(d).Code == code })
}

// Copy begins new own stock with the measures of the one that is looked at.
func (m *Model) Copy() {
	d := m.Chosen().Measures()
	d.ID, d.Name = 0, ""
	m.form = formOf(d)
	m.anew()
	m.changed()
}

// formOf writes stock as it is typed.
func formOf(d data.Stock) *Form {
	mm := data.MM
	return &Form{ID: d.ID, Roll: d.Roll, Words: map[data.StockField]string{
		data.StockName: d.Name, data.StockWidth: mm(d.Page.Width), data.StockHeight: mm(d.Page.Height),
		data.StockLabelWidth: mm(d.Label.Width), data.StockLabelHeight: mm(d.Label.Height),
		data.StockLeft: mm(d.Left), data.StockTop: mm(d.Top), data.StockPitchX: mm(d.PitchX), data.StockPitchY: mm(d.PitchY),
		data.StockColumns: strconv.Itoa(d.Columns), data.StockRows: strconv.Itoa(d.Rows),
		data.StockBlockLeft: block(d, d.Block.Left), data.StockBlockTop: block(d, d.Block.Top),
		data.StockBlockWidth: block(d, d.Block.Width), data.StockBlockHeight: block(d, d.Block.Height)}}
}

// block writes a measure of the address block; the block that is all of the
// label is not written.
func block(d data.Stock, v float64) string {
	if d.Block == (data.Block{}) {
		return ""
	}
	return data.MM(v)
}

// typedBlock is the address block as it is typed, all of the label while nothing
// is. Left and top are 0 while they are empty.
func (f *Form) typedBlock() data.Block {
	at := func(field data.StockField) float64 {
		if strings.TrimSpace(f.Words[field]) == "" {
			return 0
		}
		return millimetres(f.Words[field])
	}
	return data.Block{Left: at(data.StockBlockLeft), Top: at(data.StockBlockTop), Width: at(data.StockBlockWidth), Height: at(data.StockBlockHeight)}
}

// Type takes a field as it is typed.
func (m *Model) Type(f data.StockField, words string) {
	if m.form == nil || m.form.Words[f] == words {
		return
	}
	m.form.Words[f] = words
	m.anew()
	m.changed()
}

// Feed says whether the labels hang together on a roll.
func (m *Model) Feed(roll bool) {
	if m.form != nil && m.form.Roll != roll {
		m.form.Roll = roll
		m.changed()
	}
}

// Typed is the stock as it is typed; what is no number is NaN, or 0 pieces.
func (m *Model) Typed() data.Stock {
	f := m.form
	if f == nil {
		return m.Chosen().Measures()
	}
	mm := func(field data.StockField) float64 { return millimetres(f.Words[field]) }
	return data.Stock{ID: f.ID, Name: strings.TrimSpace(f.Words[data.StockName]), Roll: f.Roll,
		Page:  data.Size{Width: mm(data.StockWidth), Height: mm(data.StockHeight)},
		Label: data.Size{Width: mm(data.StockLabelWidth), Height: mm(data.StockLabelHeight)},
		Grid: data.Grid{Left: mm(data.StockLeft), Top: mm(data.StockTop), PitchX: mm(data.StockPitchX), PitchY: mm(data.StockPitchY),
			Columns: pieces(f.Words[data.StockColumns]), Rows: pieces(f.Words[data.StockRows])}, Block: f.typedBlock()}
}

// millimetres reads a length as people type it: full width, with or without its
// unit.
func millimetres(s string) float64 {
	s = strings.ToLower(data.TidyScan(s))
	v, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.ReplaceAll(s, ",", "."), "mm")), 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

func pieces(s string) int {
	n, err := strconv.Atoi(data.TidyScan(s))
	if err != nil {
		return 0
	}
	return n
}

// Fault is what is wrong with a field as it is typed, nil when nothing is. An
// empty name is no fault before it is to be kept.
func (m *Model) Fault(f data.StockField) error {
	if m.form == nil {
		return nil
	}
	for _, bad := range m.Typed().Faults() {
		if bad.Field == f && (f != data.StockName || m.bad != nil) {
			return bad.Fault
		}
	}
	return nil
}

// Changed reports whether the form holds something that is not kept.
func (m *Model) Changed() bool {
	if m.form == nil {
		return false
	}
	typed := m.Typed()
	i := slices.IndexFunc(m.own, func(d data.Stock) bool { return d.ID == typed.ID })
	return typed.ID == 0 || i >= 0 && m.own[i] != typed
}

// Save keeps the form.
func (m *Model) Save() {
	if m.form == nil {
		return
	}
	s := m.Typed()
	if m.bad = s.Check(); m.bad != nil {
		m.changed()
		return
	}
	m.do(func(ctx context.Context) error {
		id, err := m.desk.SaveStock(ctx, s)
		s.ID = id
		return err
	}, func() {
		m.form = formOf(s)
		m.list.chosen = sheets.Own(s).Code
	})
}

// Remove takes the stock away. Who chose it last is offered another.
func (m *Model) Remove() {
	if m.form != nil && m.form.ID != 0 {
		id := m.form.ID
		m.do(func(ctx context.Context) error { return m.desk.RemoveStock(ctx, id) }, m.forget)
	}
}

// Drop closes the form with what was typed.
func (m *Model) Drop() { m.forget(); m.changed() }

func (m *Model) forget() {
	m.form = nil
	m.anew()
	if m.mine(m.list.chosen) >= 0 {
		m.list.chosen = sheets.All()[0].Code
	}
}

// CanTry reports whether a test page of what is shown can be printed.
func (m *Model) CanTry() bool {
	s := m.Typed()
	s.Name = "x" // it may be named later
	return m.trial != TrialPrinting && s.Check() == nil
}

// Try prints the frames of the labels on the printer that was used last.
func (m *Model) Try() {
	if !m.CanTry() {
		return
	}
	s := m.Chosen()
	if m.form != nil {
		s = sheets.Own(m.Typed())
	}
	m.print(func(o data.Offset) page.Page { return m.press.Calibration(s, o) }, s)
}

// Draft is what is typed and not kept.
type Draft struct {
	Stock *Form          `json:"stock,omitempty"`
	Slip  *data.SlipForm `json:"slip,omitempty"`
}

// Draft gives what is in progress; Resume takes it up.
func (m *Model) Draft() Draft {
	d := Draft{Slip: m.Slips.draft()}
	if m.Changed() {
		d.Stock = m.form
	}
	return d
}

// Resume takes up a draft.
func (m *Model) Resume(d Draft) {
	if d.Stock != nil && d.Stock.Words != nil {
		m.form = d.Stock
	}
	m.Slips.resume(d.Slip)
}
