package settings

import (
	"context"
	"strings"

	"nifuda/app/again"
	"nifuda/app/task"
	"nifuda/data"
	"nifuda/labels/stock"
)

// Printers is the owner's list: nothing is printed on others.
type Printers struct {
	desk    Desk
	ask     again.Ask
	slot    *task.Slot
	all     []data.ListedPrinter
	shelf   stock.Shelf
	err     error
	open    data.PrinterID // whose settings are shown; empty for none
	changed func()
}

// Open shows the settings of a printer, or hides them again.
func (p *Printers) Open(id data.PrinterID) {
	if p.open == id {
		id = data.PrinterID{}
	}
	p.open = id
	p.changed()
}

// Shown reports whether a printer's settings are shown.
func (p *Printers) Shown(id data.PrinterID) bool { return p.open == id }

// FindStock gives which of the choices of paper have words on their packet: the
// first choice is no paper, and every paper stands one below its place in
// Stocks.
func (p *Printers) FindStock(words string) []int {
	var all []int
	if strings.TrimSpace(words) == "" {
		all = append(all, 0)
	}
	for _, i := range p.shelf.Places(words) {
		all = append(all, i+1)
	}
	return all
}

// Speak sets the language of a printer, with the dots that its printers have.
func (p *Printers) Speak(one data.ListedPrinter, s data.Speech) { p.set(one, spoken(one.Manner, s)) }

// spoken is a manner in another language.
func spoken(m data.Manner, s data.Speech) data.Manner {
	m.Speaks = s
	switch {
	case !s.Label():
		m.DPI, m.Darkness = 0, 0
	case s == data.Brother:
		m.DPI, m.Darkness = 300, 0
	case m.DPI == 0:
		m.DPI = 203
	}
	return m
}

// Resolve sets the dots per inch of a label printer.
func (p *Printers) Resolve(one data.ListedPrinter, dpi int) {
	one.Manner.DPI = dpi
	p.set(one, one.Manner)
}

// Darken sets how dark a label printer prints; 0 leaves it as it is set there.
func (p *Printers) Darken(one data.ListedPrinter, darkness int) {
	one.Manner.Darkness = darkness
	p.set(one, one.Manner)
}

// Load says which stock lies in a printer.
func (p *Printers) Load(one data.ListedPrinter, stock string) {
	one.Manner.Stock = stock
	p.set(one, one.Manner)
}

// set keeps what was said of a printer and shows what is kept.
func (p *Printers) set(one data.ListedPrinter, m data.Manner) {
	p.slot.Run(func(ctx context.Context) func() {
		err := p.desk.SetManner(ctx, one.PrinterID, m)
		all, look := p.desk.ListedPrinters(ctx)
		return func() {
			if p.err = err; err == nil {
				p.err = look
			}
			if look == nil {
				p.all = all
			}
			p.changed()
		}
	})
}

// All lists them, or says why they could not be listed.
func (p *Printers) All() ([]data.ListedPrinter, error) { return p.all, p.err }

// Refresh asks again.
func (p *Printers) Refresh() {
	p.slot.Run(func(ctx context.Context) func() {
		own, err := p.desk.Stocks(ctx)
		all, look := p.desk.ListedPrinters(ctx)
		if look != nil {
			err = look
		}
		return func() {
			p.all, p.err, p.shelf = all, err, stock.NewShelf(own)
			p.changed()
		}
	})
}

// Stocks is what can lie in a printer: own stock, then the makers'.
func (p *Printers) Stocks() []stock.Stock { return p.shelf.All() }

// Remove takes one off the list, after the passphrase was typed again.
func (p *Printers) Remove(one data.ListedPrinter) {
	p.ask(again.Question{
		Why: "settings.printers.sure", Holes: []any{"name", one.Name}, Busy: "settings.printers.busy",
		Begin: func() again.Work {
			return func(ctx context.Context, passphrase []byte) error {
				return p.desk.UnlistPrinter(ctx, passphrase, one.PrinterID)
			}
		},
		Done: p.Refresh,
	})
}
