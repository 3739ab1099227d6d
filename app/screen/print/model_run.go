package print

import (
	"context"
	"errors"

	"nifuda/app/run"
	"nifuda/data"
	"nifuda/labels/page"
	"nifuda/labels/stock"
)

// CanPrint reports whether the button may be pressed, and the key of the
// reason when it may not.
func (m *Model) CanPrint() (bool, string) {
	if m.state != Ready && m.state != Asking {
		return false, ""
	}
	if m.sheet.stale || m.care.busy {
		return false, "print.stale"
	}
	if len(m.sheet.jobs) == 0 || m.Pages() == 0 {
		return false, "print.nothing"
	}
	if why := m.unready(); why != "" {
		return false, why
	}
	if m.ToSettle() > 0 {
		return false, "print.settlefirst"
	}
	return true, ""
}

// PrintedBefore counts the labels of this run that were printed before.
func (m *Model) PrintedBefore() int {
	n := 0
	if !m.sheet.plan.Has(data.RunLabels) {
		return 0
	}
	for _, j := range m.sheet.words.jobs { // as the ledger has them, which may know more than the room
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
	plan, sheafs, jobs, offsets := m.sheet.plan, m.sheet.sheafs, m.sheet.words.jobs, m.choice.settings.Offsets
	m.start(func(ctx context.Context) (bool, error) {
		drawn, pages := paged(sheafs, jobs, offsets)
		id, err := m.desk.BeginRun(ctx, plan, pages)
		if err != nil {
			return true, err
		}
		m.run.show(func() { m.run.id = id })
		return m.through(ctx, id, drawn)
	})
}

// through prints what is left of a run. It runs aside.
func (m *Model) through(ctx context.Context, id data.PrintRunID, drawn []run.Drawn) (purged bool, err error) {
	s, err := m.desk.Settings(ctx)
	if err != nil {
		return true, err
	}
	d := run.Driver{Book: m.desk, Press: m.press, Random: m.random,
		Stretch: func(on data.PrinterID) int { return s.Stretch(on.Device) }}
	return d.Go(ctx, id, drawn, m.say)
}

// Trial prints the calibration page on plain paper. It holds nothing of an order
// and is no run.
func (m *Model) Trial() {
	p, ok := m.Printer()
	if !ok || p.Fault != nil || !p.Listed || m.state != Ready {
		return
	}
	s, calibration := m.choice.stock, m.press.Calibration(m.choice.stock, m.Offset())
	m.run.trial = true
	m.start(func(ctx context.Context) (bool, error) { return m.test(ctx, p.PrinterID, calibration, s) })
}

func (m *Model) test(ctx context.Context, on data.PrinterID, p page.Page, s stock.Stock) (bool, error) {
	got, err := m.press.Print(ctx, on, []page.Page{p}, s, func(at Progress) { m.say(run.Progress{Key: at.Key}) })
	return got.Purged, err
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
		m.slots.run.Stop()
		m.changed()
	}
}

// start has pages printed, then looks at where the run stands.
func (m *Model) start(work func(context.Context) (purged bool, err error)) {
	m.state, m.err = Printing, nil
	m.slots.runs.Cancel() // nobody else asks after the jobs of this session
	m.slots.left.Cancel()
	m.run.unwatch()
	m.run.count = count{}
	m.run.at = run.Progress{Key: "print.state.waiting"}
	m.changed()
	m.slots.run.Run(func(ctx context.Context) func() {
		purged, err := work(ctx)
		return func() { m.ended(purged, stoppedBy(err)) }
	})
}

// stoppedBy says in our words that a person stopped it.
func stoppedBy(err error) error {
	if errors.Is(err, context.Canceled) {
		return &data.Fault{Kind: data.Stopped, Key: "fault.print.cancelled", Err: err}
	}
	return err
}

func (m *Model) say(at run.Progress) {
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
	}
	m.run.at.Key = "print.purged"
	if !purged {
		m.run.at.Key = "print.notpurged"
	}
	if m.run.trial {
		m.changed()
		return
	}
	m.look()
}

// Run is where the run stands, and whether it is a trial page.
func (m *Model) Run() (at run.Progress, trial bool) { return m.run.at, m.run.trial }

// Return goes back to the paper after a run, as the ledger has it now.
func (m *Model) Return() {
	if m.state == Done || m.state == Stopped {
		m.Open(m.orders)
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
