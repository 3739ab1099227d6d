package settings

import (
	"context"
	"time"

	"nifuda/app/again"
	"nifuda/app/task"
	"nifuda/data"
)

// Desk is what this room asks the owner's desk.
type Desk interface {
	Keeper
	Atlas
	Settings(context.Context) (data.Settings, error)
	SaveSettings(context.Context, data.Settings) error
	ListedPrinters(context.Context) ([]data.ListedPrinter, error)
	Stocks(context.Context) ([]data.Stock, error)
	// ListPrinter puts a printer on the list. It takes the passphrase again and
	// does not keep it.
	ListPrinter(ctx context.Context, again []byte, p data.ListedPrinter) error
	// SetManner keeps how a printer on the list wants to be printed on.
	SetManner(ctx context.Context, id data.PrinterID, m data.Manner) error
	Tryer
	// UnlistPrinter takes a printer off the list. It takes the passphrase again
	// and does not keep it.
	UnlistPrinter(ctx context.Context, again []byte, id data.PrinterID) error
}

// State is what the room shows.
type State int

// The states of the room.
const (
	Loading State = iota
	Ready
	Saving
	Saved
	Failed
)

// Model is the room without its widgets.
type Model struct {
	Printers *Printers
	New      *NewPrinter
	Backups  *Backups
	Postal   *Postal

	desk    Desk
	slot    *task.Slot
	state   State
	err     error
	set     data.Settings
	typed   *data.Sender   // typed and not saved; nil when there is nothing
	terms   *data.TaxTerms // the same of what stands on documents
	saved   func(data.Settings)
	changed func()
}

// New is a room that has asked for nothing yet. saved is told what was kept.
func New(desk Desk, ask again.Ask, run *task.Runner, saved func(data.Settings), changed func()) *Model {
	printers := &Printers{desk: desk, ask: ask, slot: task.NewSlot(run), changed: changed}
	return &Model{desk: desk, slot: task.NewSlot(run), saved: saved, changed: changed, Printers: printers,
		New:     &NewPrinter{desk: desk, ask: ask, slot: task.NewSlot(run), listed: printers.Refresh, changed: changed},
		Backups: &Backups{keeper: desk, ask: ask, slot: task.NewSlot(run), changed: changed},
		Postal:  &Postal{atlas: desk, slot: task.NewSlot(run), look: task.NewSlot(run), changed: changed}}
}

// State, Err and Settings are what the room shows.
func (m *Model) State() State            { return m.state }
func (m *Model) Err() error              { return m.err }
func (m *Model) Settings() data.Settings { return m.set }

// Refresh asks again.
func (m *Model) Refresh() {
	m.Printers.Refresh()
	m.Backups.Refresh()
	m.Postal.Refresh()
	task.Ask(m.slot, m.desk.Settings, func(s data.Settings, err error) {
		m.set, m.err, m.state = s, err, Ready
		if err != nil {
			m.state = Failed
		}
		m.changed()
	})
}

// LockAfter sets the idle lock in minutes, within its limits, and keeps it.
func (m *Model) LockAfter(minutes int) {
	d := min(max(time.Duration(minutes)*time.Minute, data.MinIdle), data.MaxIdle)
	m.save(func(s *data.Settings) { s.IdleLock = d })
}

// Draft is what is typed and not saved.
type Draft struct {
	Sender *data.Sender   `json:"sender,omitempty"`
	Tax    *data.TaxTerms `json:"tax,omitempty"`
}

// Draft gives what is in progress; Resume takes it up.
func (m *Model) Draft() Draft   { return Draft{m.typed, m.terms} }
func (m *Model) Resume(d Draft) { m.typed, m.terms = d.Sender, d.Tax }

// Sender is what the form shows: what is typed, or else what is kept.
func (m *Model) Sender() data.Sender {
	if m.typed != nil {
		return *m.typed
	}
	return m.set.Sender
}

// Type takes the sender as it is typed.
func (m *Model) Type(sender data.Sender) {
	if m.typed = nil; sender != m.set.Sender {
		m.typed = &sender
	}
}

// SaveSender keeps who stands on the labels as sender.
func (m *Model) SaveSender() {
	sender := m.Sender()
	m.save(func(s *data.Settings) { s.Sender = sender })
}

// SetPostBars says whether labels carry Japan Post's customer barcode.
func (m *Model) SetPostBars(on bool) {
	m.save(func(s *data.Settings) { s.PostBars = on })
}

// save changes the newest settings, so that another room's choice stays.
func (m *Model) save(change func(*data.Settings)) {
	m.state = Saving
	m.changed()
	m.slot.Run(func(ctx context.Context) func() {
		s, err := m.desk.Settings(ctx)
		if err == nil {
			change(&s)
			err = m.desk.SaveSettings(ctx, s)
		}
		return func() { m.kept(s, err) }
	})
}

func (m *Model) kept(s data.Settings, err error) {
	m.err, m.state = err, Saved
	if err != nil {
		m.state = Failed
	} else {
		if m.typed != nil && *m.typed == s.Sender {
			m.typed = nil
		}
		if m.terms != nil && tidyTerms(*m.terms) == s.Tax {
			m.terms = nil
		}
		m.set = s
		m.saved(s)
	}
	m.changed()
}
