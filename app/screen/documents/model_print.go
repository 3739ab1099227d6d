package documents

import (
	"context"
	"errors"
	"slices"

	"nifuda/app/task"
	"nifuda/data"
	"nifuda/labels/printer"
	"nifuda/labels/stock"
)

// PrintState is where a printing stands.
type PrintState int

// The states of a printing.
const (
	NotPrinting PrintState = iota
	Printing
	Printed
	Stopped // it did not come out, or not all of it
)

// prints is the printers, and the printing on its way.
type prints struct {
	printers []Printer
	chosen   int // -1 while none is
	perr     error
	state    PrintState
	err      error
	key      string // where it stands
	out, of  int    // documents
	purged   bool
	show     func(func())
}

// Printers lists all, the chosen one's index and why they could not be listed.
func (m *Model) Printers() ([]Printer, int, error) {
	return m.prints.printers, m.prints.chosen, m.prints.perr
}

// Printing is where a printing stands: its state, the sentence for it, and how
// many documents of how many came out.
func (m *Model) Printing() (s PrintState, key string, out, of int) {
	return m.prints.state, m.prints.key, m.prints.out, m.prints.of
}

// PrintErr is what stopped the printing, and whether the printing system still
// has a copy.
func (m *Model) PrintErr() (err error, purged bool) { return m.prints.err, m.prints.purged }

// LookForPrinters asks which printers there are now.
func (m *Model) LookForPrinters() {
	task.Ask(m.slots.printers, m.press.Printers, func(all []Printer, err error) {
		device := m.memory.Printer()
		if p, ok := m.printer(); ok {
			device = p.Device
		}
		if i := slices.IndexFunc(all, func(p Printer) bool { return p.Device == device && data.KeyOf(p.Fault) == OtherPaper }); i >= 0 && m.prints.chosen < 0 {
			device = "" // the labels' printer, which was used last
		}
		m.prints.printers, m.prints.perr, m.prints.chosen = all, err, -1
		for i, p := range all {
			if p.Device == device || m.prints.chosen < 0 && device == "" && p.Fault == nil {
				m.prints.chosen = i
			}
		}
		m.changed()
	})
}

// Swap is the label stock that usually lies in the chosen printer and has to
// make room for plain A4; nil when there is none.
func (m *Model) Swap() *stock.Stock {
	if p, ok := m.printer(); ok && p.Fault == nil {
		return p.Holds
	}
	return nil
}

func (m *Model) printer() (Printer, bool) {
	if i := m.prints.chosen; i >= 0 && i < len(m.prints.printers) {
		return m.prints.printers[i], true
	}
	return Printer{}, false
}

// ChoosePrinter takes another printer.
func (m *Model) ChoosePrinter(i int) { m.prints.chosen = i; m.changed() }

// ToPrint are the documents that the button prints: those just issued that have
// not come out yet, or the one that is shown.
func (m *Model) ToPrint() []data.DocumentID {
	if !m.Asking() {
		if m.open.id != 0 && m.open.state == Ready && !m.open.doc.Erased {
			return []data.DocumentID{m.open.id}
		}
		return nil
	}
	var ids []data.DocumentID
	for _, it := range m.asking.items {
		if it.Done != 0 && !it.Out {
			ids = append(ids, it.Done)
		}
	}
	return ids
}

// CanPrint reports whether the button may be pressed, and the key of the reason
// when it may not.
func (m *Model) CanPrint() (bool, string) {
	p, ok := m.printer()
	switch {
	case m.busy() || len(m.ToPrint()) == 0:
		return false, ""
	case !ok:
		return false, "print.noprinter"
	case p.Fault != nil:
		return false, data.KeyOf(p.Fault)
	}
	return true, ""
}

// Print prints each document as a job of its own, in their order, so that what
// came out is known one by one. A document that was printed before comes out as
// 再発行. The first that fails ends it.
func (m *Model) Print() {
	if ok, _ := m.CanPrint(); !ok {
		return
	}
	ids := m.ToPrint()
	p, _ := m.printer()
	m.prints.state, m.prints.err, m.prints.key = Printing, nil, "print.state.waiting"
	m.prints.out, m.prints.of, m.prints.purged = 0, len(ids), true
	m.changed()
	m.slots.print.Run(func(ctx context.Context) func() {
		clean := true
		var err error
		for _, id := range ids {
			var out printer.Outcome
			if out, err = m.printOne(ctx, id, p.PrinterID); !out.Purged {
				clean = false
			}
			if err != nil {
				break
			}
			m.prints.show(func() { m.cameOut(id) })
		}
		return func() { m.printed(clean, err) }
	})
}

// printOne takes one document from the ledger to the printer and back. It runs
// aside.
func (m *Model) printOne(ctx context.Context, id data.DocumentID, on data.PrinterID) (printer.Outcome, error) {
	nothing := printer.Outcome{Purged: true}
	d, err := m.desk.Document(ctx, id)
	if err != nil {
		return nothing, err
	}
	copied, again, err := m.desk.BeginCopy(ctx, id, on)
	if err != nil {
		return nothing, err
	}
	pages, _ := m.press.Draw(d.Paper, again)
	got, err := m.press.Print(ctx, on, pages, m.say)
	if errors.Is(err, context.Canceled) {
		err = &data.Fault{Kind: data.Stopped, Key: "fault.print.cancelled", Err: err}
	}
	out := data.PrintOutcome{Done: err == nil, Sent: got.Sent, Purged: got.Purged}
	if err != nil {
		out.Reason = data.KeyOf(err)
	}
	// How it ended is written down even when it was cancelled.
	if e := m.desk.EndCopy(context.WithoutCancel(ctx), copied, out); err == nil {
		err = e
	}
	return got, err
}

// cameOut counts a document, so that a second try prints the rest alone.
func (m *Model) cameOut(id data.DocumentID) {
	m.prints.out++
	for i, it := range m.asking.items {
		if it.Done == id {
			m.asking.items[i].Out = true
		}
	}
	m.changed()
}

func (m *Model) say(key string) {
	m.prints.show(func() {
		if m.prints.state == Printing {
			m.prints.key = key
			m.changed()
		}
	})
}

func (m *Model) printed(clean bool, err error) {
	m.prints.state, m.prints.err, m.prints.purged = Printed, err, clean
	if err != nil {
		m.prints.state = Stopped
	}
	m.find()
	if !m.Asking() && m.open.id != 0 {
		state, fault := m.prints.state, m.prints.err
		m.Show(m.open.id) // it counts its copies
		m.prints.state, m.prints.err = state, fault
	}
	m.changed()
}

// Cancel stops the printing on its way; it ends when the printer has let go.
func (m *Model) Cancel() {
	if m.prints.state == Printing {
		m.prints.key = "print.state.cancelling"
		m.slots.print.Stop()
		m.changed()
	}
}
