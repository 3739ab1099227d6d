package print

import (
	"context"
	"slices"

	"nifuda/app/task"
	"nifuda/data"
	"nifuda/labels"
	"nifuda/labels/stock"
)

// choice is what is chosen at the left.
type choice struct {
	printers []Printer
	printer  int // -1 while none is chosen
	perr     error
	shelf    stock.Shelf
	stock    stock.Stock
	start    int
	also     map[data.RunKind]also // lists and slips
	nolabels bool                  // they alone are printed
	forms    []data.SlipForm
	form     int // the chosen one
	skipped  map[data.ParcelID]bool
	settings data.Settings
}

// also is something that is printed with the labels.
type also struct {
	on      bool
	printer int // -1 while none is chosen
}

// shelve takes the owner's own stock in, and the stock that was used last; one
// that was removed since gives way to the first.
func (m *Model) shelve(own []data.Stock) {
	m.choice.shelf = stock.NewShelf(own)
	s, known := m.choice.shelf.Find(m.memory.Stock())
	switch {
	case s.Code == m.choice.stock.Code:
	case known || m.memory.Stock() == "":
		m.choice.start = min(max(m.memory.Start(), 0), s.PerPage()-1)
	default:
		m.choice.start = 0
	}
	m.choice.stock = s
}

// Stocks lists what can be printed on: what was used last, own stock, the
// makers'.
func (m *Model) Stocks() []stock.Stock { return m.choice.shelf.Search("", m.memory.Stock()) }

// FindStock gives which of Stocks have words on their packet.
func (m *Model) FindStock(words string) []int {
	var found []int
	hits := m.choice.shelf.Search(words)
	for i, s := range m.Stocks() {
		if slices.ContainsFunc(hits, func(h stock.Stock) bool { return h.Code == s.Code }) {
			found = append(found, i)
		}
	}
	return found
}

// LookForPrinters asks which printers there are now.
func (m *Model) LookForPrinters() {
	task.Ask(m.slots.printers, m.offered, func(all []Printer, err error) {
		chosen := m.memory.Printer()
		if p, ok := m.Printer(); ok {
			chosen = p.Device
		}
		also := m.chosenAlso()
		m.choice.printers, m.choice.perr, m.choice.printer = all, err, find(all, chosen)
		m.findAlso(also)
		m.lay()
	})
}

// find is the printer with a device address, without one the first that works;
// -1 when there is none.
func find(all []Printer, device string) int {
	return slices.IndexFunc(all, func(p Printer) bool { return p.Device == device || device == "" && p.Fault == nil })
}

// offered lists the printers, with what the owner's list says of them.
func (m *Model) offered(ctx context.Context) ([]Printer, error) {
	all, err := m.press.Printers(ctx)
	if err != nil {
		return nil, err
	}
	listed, err := m.desk.ListedPrinters(ctx)
	return Offer(all, listed), err
}

// Printer is the chosen one.
func (m *Model) Printer() (Printer, bool) {
	if i := m.choice.printer; i >= 0 && i < len(m.choice.printers) {
		return m.choice.printers[i], true
	}
	return Printer{}, false
}

// Printers lists all, the chosen one's index and why they could not be listed.
func (m *Model) Printers() ([]Printer, int, error) {
	return m.choice.printers, m.choice.printer, m.choice.perr
}

// ChoosePrinter takes another printer, with its own offset and with the stock
// that lies in it, where the owner said which.
func (m *Model) ChoosePrinter(i int) {
	m.choice.printer = i
	p, _ := m.Printer()
	if s, known := m.choice.shelf.Find(p.Stock); known && s.Code != m.choice.stock.Code {
		m.ChooseStock(s)
		return
	}
	m.remember()
	m.lay()
}

// Stock is the chosen paper; Start the cell of the first label, from 0.
func (m *Model) Stock() stock.Stock { return m.choice.stock }

func (m *Model) Start() int { return m.choice.start }

// ChooseStock takes another paper and starts at its first label.
func (m *Model) ChooseStock(s stock.Stock) {
	m.choice.stock, m.choice.start = s, 0
	m.sheet.paper, m.sheet.page, m.sheet.image = labels.Sheets{}, 0, nil // nothing of the other paper stays
	m.remember()
	m.lay()
}

// ChooseStart begins at a cell of the first page.
func (m *Model) ChooseStart(cell int) {
	if m.sheet.page == m.sheet.front && cell >= 0 && cell < m.choice.stock.PerPage() && cell != m.choice.start {
		m.choice.start = cell
		m.remember()
		m.lay()
	}
}

func (m *Model) remember() {
	p, _ := m.Printer()
	m.memory.Remember(p.Device, m.choice.stock.Code, m.choice.start)
}

// Offset is how far the chosen printer's drawing is moved.
func (m *Model) Offset() data.Offset {
	p, _ := m.Printer()
	return m.choice.settings.Offsets[p.Device]
}

// SetOffset moves everything the chosen printer draws, and keeps it.
func (m *Model) SetOffset(o data.Offset) {
	p, ok := m.Printer()
	if !ok || o == m.Offset() {
		return
	}
	offsets := map[string]data.Offset{p.Device: o}
	for device, other := range m.choice.settings.Offsets {
		if device != p.Device {
			offsets[device] = other
		}
	}
	m.choice.settings.Offsets = offsets
	m.lay()
	m.slots.save.Run(func(ctx context.Context) func() {
		s, err := m.desk.Settings(ctx)
		if err == nil {
			s.Offsets = offsets
			err = m.desk.SaveSettings(ctx, s)
		}
		return func() { m.err = err }
	})
}
