package setup

import (
	"context"
	"slices"

	"nifuda/app/task"
	"nifuda/data"
)

// Step is one of the five.
type Step int

// The steps, in their order.
const (
	StepShop Step = iota + 1
	StepOwner
	StepSheet
	StepFirst
	StepPrinter
	StepDone
)

// The recovery code: 8 groups of 4 characters.
const (
	Groups    = 8
	GroupSize = 4
)

// Config is everything the room needs.
type Config struct {
	Founder Founder
	Sheet   Sheet
	Desk    Desk
	Press   Press
	Memory  Memory
	Run     *task.Runner
	Pick    func(n int) int // a random number below n
	Done    func()          // the last step is over
}

// Model is the room without its widgets.
type Model struct {
	c        Config
	slot     *task.Slot
	mark     *task.Slot
	step     Step
	busy     bool
	err      error
	names    names
	proof    proof
	printers printers
	sender   data.Sender // as typed; the name is the shop's
	changed  func()
}

type names struct{ shop, owner string }

// proof is the recovery step: the code is shown, then two groups are asked.
type proof struct {
	covered bool
	asked   [2]int // numbers of the groups, from 1
}

type printers struct {
	all []Printer
	err error
}

// New begins at a step: the first for a new ledger, a later one to resume.
func New(c Config, at Step) *Model {
	return &Model{c: c, slot: task.NewSlot(c.Run), mark: task.NewSlot(c.Run), step: at, changed: func() {}}
}

// StepOf is where a ledger's setup goes on.
func StepOf(s data.SetupStep) Step {
	switch s {
	case data.SetupRecovery:
		return StepSheet
	case data.SetupShop:
		return StepFirst
	case data.SetupPrinter:
		return StepPrinter
	}
	return StepDone
}

// Watch says whom to tell of changes, on the window's thread.
func (m *Model) Watch(changed func()) { m.changed = changed }

// Step, Busy, Err and the rest are what the room shows.
func (m *Model) Step() Step                   { return m.step }
func (m *Model) Busy() bool                   { return m.busy }
func (m *Model) Err() error                   { return m.err }
func (m *Model) Names() (shop, owner string)  { return m.names.shop, m.names.owner }
func (m *Model) Covered() bool                { return m.proof.covered }
func (m *Model) Asked() [2]int                { return m.proof.asked }
func (m *Model) Printers() ([]Printer, error) { return m.printers.all, m.printers.err }

// SetShop and SetOwner take the names as they are typed.
func (m *Model) SetShop(s string)  { m.names.shop = s }
func (m *Model) SetOwner(s string) { m.names.owner = s }

// ToOwner leaves the first step once the shop has a name.
func (m *Model) ToOwner() {
	if m.step == StepShop && m.names.shop != "" {
		m.step, m.err = StepOwner, nil
		m.changed()
	}
}

// Back goes back to the first step; the later ones have nothing to go back to.
func (m *Model) Back() {
	if m.step == StepOwner && !m.busy {
		m.step, m.err = StepShop, nil
		m.changed()
	}
}

// Create makes the ledger. It owns the passphrase from here and wipes it.
func (m *Model) Create(passphrase []byte) {
	if m.busy || m.step != StepOwner || m.names.owner == "" {
		clear(passphrase)
		return
	}
	n := m.names
	m.work(func(ctx context.Context) error {
		defer clear(passphrase)
		if _, err := m.c.Founder.Judge(passphrase, n.shop, n.owner); err != nil {
			return err
		}
		return m.c.Founder.Create(ctx, n.shop, n.owner, passphrase)
	}, func() { m.enter(StepSheet) })
}

// Draw asks for a new recovery code and hands it out once; show wipes it.
func (m *Model) Draw(show func(code []byte)) {
	var code []byte
	m.proof = proof{}
	m.work(func(ctx context.Context) (err error) { code, err = m.c.Sheet.Draw(ctx); return err }, func() { show(code) })
}

// Cover hides the sheet and asks for two of its groups.
func (m *Model) Cover() {
	a := m.c.Pick(Groups)
	b := (a + 1 + m.c.Pick(Groups-1)) % Groups
	m.proof = proof{covered: true, asked: [2]int{min(a, b) + 1, max(a, b) + 1}}
	m.err = nil
	m.changed()
}

// Uncover shows the sheet again.
func (m *Model) Uncover() { m.proof = proof{}; m.err = nil; m.changed() }

// Prove checks the two groups. It owns them from here and wipes them.
func (m *Model) Prove(first, second []byte) {
	groups := []Group{{m.proof.asked[0], first}, {m.proof.asked[1], second}}
	m.work(func(ctx context.Context) error {
		defer clear(first)
		defer clear(second)
		return m.c.Sheet.Prove(ctx, groups)
	}, func() { m.reach(StepFirst, data.SetupShop) })
}

// ToPrinter leaves the step of the first shop, with one or without.
func (m *Model) ToPrinter() { m.reach(StepPrinter, data.SetupPrinter) }

// Suggested is the first printer that can be used, -1 when there is none.
func (m *Model) Suggested() int {
	return slices.IndexFunc(m.printers.all, func(p Printer) bool { return p.Fault == nil })
}

// SetSender takes who stands on the labels as it is typed; all may be empty.
func (m *Model) SetSender(phone string, at data.Address) {
	m.sender.Phone, m.sender.Address = phone, at
}

// Choose keeps a printer and a stock, if one is given, and the sender, and ends
// the setup.
func (m *Model) Choose(i int, stock string) {
	var list func(context.Context) error
	if i >= 0 && i < len(m.printers.all) {
		p := m.printers.all[i]
		m.c.Memory.Remember(p.Device, stock, 0)
		list = func(ctx context.Context) error {
			return m.c.Press.FirstPrinter(ctx, data.ListedPrinter{PrinterID: p.PrinterID, Name: p.Name})
		}
	}
	sender := m.sender
	m.keep(StepDone, list, func(set *data.Settings) {
		sender.Name = set.ShopName
		set.Setup, set.Sender = data.SetupDone, sender
	})
}

// Finish ends the setup and leaves printer and sender for later.
func (m *Model) Finish() { m.reach(StepDone, data.SetupDone) }

// enter shows a step and fetches what it needs.
func (m *Model) enter(s Step) {
	m.step, m.err = s, nil
	if s == StepPrinter {
		task.Ask(m.slot, m.c.Press.Printers, func(all []Printer, err error) {
			m.printers = printers{all, err}
			m.changed()
		})
	}
	m.changed()
	if s == StepDone {
		m.c.Done()
	}
}

// Resume fetches what the step it began at needs.
func (m *Model) Resume() { m.enter(m.step) }

// reach enters a step and writes down that the ones before are done.
func (m *Model) reach(s Step, mark data.SetupStep) {
	m.keep(s, nil, func(set *data.Settings) { set.Setup = mark })
}

// keep enters a step once the settings of the ones before are written down, and
// what has to be done before that, if anything.
func (m *Model) keep(s Step, first func(context.Context) error, change func(*data.Settings)) {
	m.mark.Run(func(ctx context.Context) func() {
		var set data.Settings
		var err error
		if first != nil {
			err = first(ctx)
		}
		if err == nil {
			set, err = m.c.Desk.Settings(ctx)
		}
		if err == nil {
			change(&set)
			err = m.c.Desk.SaveSettings(ctx, set)
		}
		return func() {
			if err != nil {
				m.err = err
				m.changed()
				return
			}
			m.enter(s)
		}
	})
}

// work runs one thing at a time and shows why it failed.
func (m *Model) work(do func(context.Context) error, then func()) {
	m.busy, m.err = true, nil
	m.changed()
	m.slot.Run(func(ctx context.Context) func() {
		err := do(ctx)
		return func() {
			m.busy, m.err = false, err
			if err == nil {
				then()
			}
			m.changed()
		}
	})
}
