package setup

import (
	"context"
	"slices"
	"strings"

	"nifuda/app/task"
	"nifuda/data"
)

// Step is one of the five.
type Step int

// The steps, in order.
const (
	Shop Step = iota // language and the shop's name
	Owner
	Recovery
	Storefront
	Printer
	steps
)

// Founder makes the vault. The desk it gives is the open house.
type Founder interface {
	Create(ctx context.Context, shopName, ownerName string, passphrase []byte) (Desk, error)
	// Judge gives the strength of a passphrase, 1 good, 2 strong, or the fault
	// that says why it is refused.
	Judge(passphrase []byte, names ...string) (int, error)
	// Generate draws a passphrase; the caller wipes it.
	Generate() []byte
}

// Desk is what the steps after the vault ask of the open house.
type Desk interface {
	DrawRecovery() []byte
	ProveRecovery(ctx context.Context, groups map[int][]byte) error
	TestShop(ctx context.Context, in data.NewShop) (string, error)
	AddShop(ctx context.Context, in data.NewShop) (data.ShopID, error)
	Settings
}

// Settings are the owner's choices.
type Settings interface {
	Settings(ctx context.Context) (data.Settings, error)
	SaveSettings(ctx context.Context, s data.Settings) error
}

// Device is a printer to choose.
type Device struct{ Address, Name string }

// State is what the room is doing.
type State int

// The states of the room.
const (
	Ready State = iota
	Working
)

// Model is the room without its widgets.
type Model struct {
	founder Founder
	desk    Desk // nil before the vault is made
	slot    *task.Slot
	step    Step
	state   State
	err     error
	answers Answers
	sheet   sheet
	done    func(Desk)
	changed func()
}

// Answers is what was typed so far, secrets apart.
type Answers struct {
	ShopName, OwnerName string
	Brand               data.Brand
	StoreName, BaseURL  string
}

// sheet is the recovery sheet on the screen.
type sheet struct {
	code   []byte // lent by the desk; wiped when proved
	asked  [2]int // the groups to type back, from 0
	typing bool   // the paper is asked for, the sheet is covered
}

// Fresh is the first run. done is called once, with the open house.
func Fresh(founder Founder, run *task.Runner, done func(Desk)) *Model {
	return &Model{founder: founder, slot: task.NewSlot(run), changed: func() {}, done: done,
		answers: Answers{Brand: data.Demo}}
}

// Resumed goes on where an earlier run was left.
func Resumed(founder Founder, desk Desk, at data.SetupStep, run *task.Runner, done func(Desk)) *Model {
	m := Fresh(founder, run, done)
	m.desk, m.step = desk, Recovery+Step(at-data.SetupRecovery)
	return m
}

// Step, State, Err and Answers are what the room shows.
func (m *Model) Step() Step       { return m.step }
func (m *Model) State() State     { return m.state }
func (m *Model) Err() error       { return m.err }
func (m *Model) Answers() Answers { return m.answers }

// Founded reports whether there is a vault, so that there is no way back.
func (m *Model) Founded() bool { return m.desk != nil }

// Say keeps what was typed.
func (m *Model) Say(change func(*Answers)) { change(&m.answers); m.err = nil }

// Back goes one step back, where there is one.
func (m *Model) Back() {
	if m.state == Ready && m.step == Owner {
		m.step, m.err = Shop, nil
		m.changed()
	}
	if m.state == Ready && m.step == Recovery && m.sheet.typing {
		m.Cover(false)
	}
}

// NameShop leaves the first step.
func (m *Model) NameShop() {
	m.answers.ShopName = strings.TrimSpace(m.answers.ShopName)
	if m.answers.ShopName == "" {
		m.fail(&data.Fault{Kind: data.Invalid, Key: "fault.settings.shopname"})
		return
	}
	m.step, m.err = Owner, nil
	m.changed()
}

// Judge gives the strength of what is typed, or why it is refused.
func (m *Model) Judge(passphrase []byte) (int, error) {
	return m.founder.Judge(passphrase, m.answers.ShopName, m.answers.OwnerName)
}

// Generate draws a passphrase; the caller wipes it.
func (m *Model) Generate() []byte { return m.founder.Generate() }

// Found makes the vault with the passphrase typed twice, and wipes both.
func (m *Model) Found(passphrase, again []byte) {
	defer clear(again)
	m.answers.OwnerName = strings.TrimSpace(m.answers.OwnerName)
	if err := m.check(passphrase, again); err != nil {
		clear(passphrase)
		m.fail(err)
		return
	}
	a := m.answers
	m.work(func(ctx context.Context) func() {
		defer clear(passphrase)
		desk, err := m.founder.Create(ctx, a.ShopName, a.OwnerName, passphrase)
		return func() {
			if err != nil {
				m.fail(err)
				return
			}
			m.desk = desk
			m.advance(Recovery)
		}
	})
}

func (m *Model) check(passphrase, again []byte) error {
	if m.answers.OwnerName == "" {
		return &data.Fault{Kind: data.Invalid, Key: "fault.setup.ownername"}
	}
	if _, err := m.Judge(passphrase); err != nil {
		return err
	}
	if !slices.Equal(passphrase, again) {
		return &data.Fault{Kind: data.Invalid, Key: "fault.setup.differs"}
	}
	return nil
}

// Code lends the recovery code, drawn on first sight of the step.
func (m *Model) Code() []byte {
	if m.sheet.code == nil && m.desk != nil {
		m.sheet.code = m.desk.DrawRecovery()
		m.sheet.asked = asked(m.sheet.code)
	}
	return m.sheet.code
}

// asked picks two groups, one of each column, by the code itself: what is
// random anyway needs no further dice.
func asked(code []byte) [2]int {
	return [2]int{int(code[0]) % 4, 4 + int(code[len(code)-1])%4}
}

// Asked are the two groups to type back, from 0.
func (m *Model) Asked() [2]int { return m.sheet.asked }

// Typing reports whether the sheet is covered and the paper asked for.
func (m *Model) Typing() bool { return m.sheet.typing }

// Cover hides the sheet and asks for the paper, or shows it again.
func (m *Model) Cover(on bool) { m.sheet.typing, m.err = on, nil; m.changed() }

// Prove takes the two groups as typed, and wipes them.
func (m *Model) Prove(first, second []byte) {
	groups := map[int][]byte{m.sheet.asked[0]: first, m.sheet.asked[1]: second}
	m.work(func(ctx context.Context) func() {
		defer clear(first)
		defer clear(second)
		err := m.desk.ProveRecovery(ctx, groups)
		return func() {
			if err != nil {
				m.fail(err)
				return
			}
			m.sheet = sheet{}
			m.advance(Storefront)
		}
	})
}

// Connect tests and keeps the first storefront. The token is wiped.
func (m *Model) Connect(token []byte) {
	a := m.answers
	in := data.NewShop{Brand: a.Brand, Name: strings.TrimSpace(a.StoreName), BaseURL: strings.TrimSpace(a.BaseURL), Token: token}
	m.work(func(ctx context.Context) func() {
		defer clear(token)
		name, err := m.desk.TestShop(ctx, in)
		if in.Name == "" {
			in.Name = name
		}
		if in.Name == "" {
			in.Name = a.ShopName
		}
		if err == nil {
			_, err = m.desk.AddShop(ctx, in)
		}
		return func() {
			if err != nil {
				m.fail(err)
				return
			}
			m.advance(Printer)
		}
	})
}

// Skip leaves the storefront or the printer for later.
func (m *Model) Skip() {
	if m.state == Ready && m.step >= Storefront {
		m.advance(m.step + 1)
	}
}

// Finish keeps who stands on the labels as sender, and ends setup.
func (m *Model) Finish(sender func(*data.Sender)) {
	m.keep(func(s *data.Settings) { sender(&s.Sender) }, steps)
}

func (m *Model) advance(to Step) { m.keep(func(*data.Settings) {}, to) }

// keep changes the settings and notes the next step, so that a run that is
// left now resumes there.
func (m *Model) keep(change func(*data.Settings), to Step) {
	m.work(func(ctx context.Context) func() {
		s, err := m.desk.Settings(ctx)
		if err == nil {
			change(&s)
			s.Setup = data.SetupRecovery + data.SetupStep(to-Recovery)
			err = m.desk.SaveSettings(ctx, s)
		}
		return func() {
			if err != nil {
				m.fail(err)
				return
			}
			m.step, m.state, m.err = to, Ready, nil
			if to == steps {
				m.done(m.desk)
				return
			}
			m.changed()
		}
	})
}

func (m *Model) work(w task.Work) {
	m.state, m.err = Working, nil
	m.changed()
	m.slot.Run(w)
}

func (m *Model) fail(err error) {
	m.state, m.err = Ready, err
	m.changed()
}
