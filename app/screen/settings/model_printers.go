package settings

import (
	"context"

	"nifuda/app/again"
	"nifuda/app/task"
	"nifuda/data"
)

// Printers is the owner's list: nothing is printed on others.
type Printers struct {
	desk    Desk
	ask     again.Ask
	slot    *task.Slot
	all     []data.ListedPrinter
	err     error
	changed func()
}

// All lists them, or says why they could not be listed.
func (p *Printers) All() ([]data.ListedPrinter, error) { return p.all, p.err }

// Refresh asks again.
func (p *Printers) Refresh() {
	task.Ask(p.slot, p.desk.ListedPrinters, func(all []data.ListedPrinter, err error) {
		p.all, p.err = all, err
		p.changed()
	})
}

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
