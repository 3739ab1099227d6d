package print

import (
	"context"
	"errors"

	"nifuda/data"
	"nifuda/labels/page"
	"nifuda/labels/stock"
)

// CanPrint reports whether the button may be pressed, and the key of the
// reason when it may not.
func (m *Model) CanPrint() (bool, string) {
	p, ok := m.Printer()
	switch {
	case m.state != Ready && m.state != Asking:
		return false, ""
	case len(m.sheet.jobs) == 0 || len(m.sheet.paper.Pages) == 0:
		return false, "print.nothing"
	case !ok:
		return false, "print.noprinter"
	case p.Fault != nil:
		return false, data.KeyOf(p.Fault)
	case !p.Listed:
		return false, "print.unlisted"
	case m.ToSettle() > 0:
		return false, "print.settlefirst"
	}
	return true, ""
}

// PrintedBefore counts the labels of this run that were printed before.
func (m *Model) PrintedBefore() int {
	n := 0
	for _, j := range m.sheet.jobs {
		if !j.Printed.IsZero() {
			n++
		}
	}
	return n
}

// Print starts the run, or asks first when some labels were printed before.
func (m *Model) Print() {
	if ok, _ := m.CanPrint(); !ok {
		return
	}
	if m.state == Ready && m.PrintedBefore() > 0 {
		m.state = Asking
		m.changed()
		return
	}
	m.start(m.sheet.paper.Pages, false)
}

// Trial prints the calibration page on plain paper.
func (m *Model) Trial() {
	if p, ok := m.Printer(); ok && p.Fault == nil && p.Listed && m.state == Ready {
		m.start([]page.Page{m.press.Calibration(m.choice.stock, m.Offset())}, true)
	}
}

// Decline goes back to the paper without printing.
func (m *Model) Decline() {
	if m.state == Asking {
		m.state = Ready
		m.changed()
	}
}

// Cancel stops the run on its way; it ends when the printer has let go.
func (m *Model) Cancel() {
	if m.state == Printing {
		m.run.at.Key = "print.state.cancelling"
		m.run.stop()
		m.changed()
	}
}

// start begins the run. Everything it needs is taken out of the model before.
func (m *Model) start(pages []page.Page, trial bool) {
	p, _ := m.Printer()
	order := data.PrintRun{Printer: p.PrinterID, Stock: m.choice.stock.Code, Sheets: len(pages), Reprint: m.PrintedBefore() > 0}
	for _, j := range m.sheet.jobs {
		order.Parcels = append(order.Parcels, j.Parcel)
	}
	m.state, m.err = Printing, nil
	m.run.trial, m.run.at = trial, Progress{Key: "print.state.waiting", Of: len(pages)}
	m.changed()
	s := m.choice.stock
	stopped, stop := context.WithCancel(context.Background())
	m.run.stop = stop
	m.slots.run.Run(func(ctx context.Context) func() {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(stopped, cancel)()
		purged, err := m.through(ctx, order, pages, s, trial)
		return func() { m.ended(purged, err) }
	})
}

// through takes a run from the ledger to the printer and back. A trial page
// holds nothing of an order and is not written down.
func (m *Model) through(ctx context.Context, order data.PrintRun, pages []page.Page, s stock.Stock, trial bool) (purged bool, err error) {
	if trial {
		got, err := m.press.Print(ctx, order.Printer, pages, s, m.say)
		return got.Purged, stoppedBy(err)
	}
	id, err := m.desk.BeginPrint(ctx, order)
	if err != nil {
		return true, err
	}
	got, err := m.press.Print(ctx, order.Printer, pages, s, m.say)
	err = stoppedBy(err)
	out := data.PrintOutcome{Done: err == nil, Sent: got.Sent, Purged: got.Purged}
	if err != nil {
		out.Reason = data.KeyOf(err)
	}
	// How it ended is written down even when it was cancelled.
	if e := m.desk.EndPrint(context.WithoutCancel(ctx), id, out); err == nil {
		err = e
	}
	return got.Purged, err
}

// stoppedBy says in our words that a person stopped it.
func stoppedBy(err error) error {
	if errors.Is(err, context.Canceled) {
		return &data.Fault{Kind: data.Stopped, Key: "fault.print.cancelled", Err: err}
	}
	return err
}

func (m *Model) say(at Progress) {
	m.run.show(func() {
		if m.state == Printing {
			m.run.at = at
			m.changed()
		}
	})
}

func (m *Model) ended(purged bool, err error) {
	m.err, m.state = err, Done
	if err != nil {
		m.state = Stopped
	} else if !m.run.trial {
		n := len(m.sheet.jobs)
		if per := m.choice.stock.PerPage(); per > 1 {
			p, _ := m.Printer()
			m.memory.Remember(p.Device, m.choice.stock.Code, (m.choice.start+n)%per)
		}
	}
	m.run.at.Key = "print.purged"
	if !purged {
		m.run.at.Key = "print.notpurged"
	}
	m.changed()
}

// Run is where the run stands, and whether it is a trial page.
func (m *Model) Run() (at Progress, trial bool) { return m.run.at, m.run.trial }

// Return goes back to the paper after a run, to print the rest or again.
func (m *Model) Return() {
	if m.state == Done || m.state == Stopped {
		m.state = Ready
		m.lay()
	}
}

// Unlisted gives the chosen printer when it works and the owner has not listed
// it yet.
func (m *Model) Unlisted() (Printer, bool) {
	p, ok := m.Printer()
	return p, ok && !p.Listed && p.Fault == nil && m.state == Ready
}

// List puts the chosen printer on the owner's list.
func (m *Model) List(ctx context.Context, again []byte) error {
	p, ok := m.Printer()
	if !ok {
		return &data.Fault{Kind: data.NotFound, Key: "fault.print.gone"}
	}
	return m.desk.ListPrinter(ctx, again, data.ListedPrinter{PrinterID: p.PrinterID, Name: p.Name})
}
