package connect

import (
	"context"
	"errors"

	"nifuda/app/task"
	"nifuda/data"
)

// Desk is what the form asks: to try a connection.
type Desk interface {
	TestShop(context.Context, data.NewShop) (name string, err error)
}

// Keep keeps a shop that was tested, on the window's thread, and tells how that
// ended: with nil, with what stood in the way, or with ErrDropped. The token in
// it is wiped when it ended, not before.
type Keep func(shop data.NewShop, ended func(error))

// ErrDropped says that somebody decided not to keep the shop after all.
var ErrDropped = errors.New("not kept")

// AtOnce keeps shops without asking anybody.
func AtOnce(run *task.Runner, add func(context.Context, data.NewShop) (data.ShopID, error)) Keep {
	slot := task.NewSlot(run)
	return func(shop data.NewShop, ended func(error)) {
		task.Ask(slot, func(ctx context.Context) (data.ShopID, error) { return add(ctx, shop) },
			func(_ data.ShopID, err error) { ended(err) })
	}
}

// State is what the form is doing.
type State int

// The states of the form.
const (
	Choosing State = iota
	Testing
	Keeping // it answered; whether it is kept is decided elsewhere
	Failed
	Connected
)

// Model is the form without its widgets.
type Model struct {
	desk    Desk
	keep    Keep
	slot    *task.Slot
	brand   data.Brand
	state   State
	err     error
	name    string // of the shop that was connected
	changed func()
	done    func()
}

// New is an empty form. done is called after a shop was connected.
func New(desk Desk, keep Keep, run *task.Runner, changed, done func()) *Model {
	return &Model{desk: desk, keep: keep, slot: task.NewSlot(run), brand: data.Demo, changed: changed, done: done}
}

// Brands lists what can be connected, the one to try first on top.
func Brands() []data.Brand {
	return []data.Brand{data.Demo, data.ColorMe, data.Vendure, data.Medusa}
}

// Brand, State, Err and Name are what the form shows.
func (m *Model) Brand() data.Brand { return m.brand }
func (m *Model) State() State      { return m.state }
func (m *Model) Err() error        { return m.err }
func (m *Model) Name() string      { return m.name }

// Choose takes another kind of shop.
func (m *Model) Choose(b data.Brand) {
	if m.state == Keeping {
		return
	}
	m.slot.Cancel()
	m.brand, m.state, m.err = b, Choosing, nil
	m.changed()
}

// NeedsURL and NeedsKey say which fields the kind has.
func (m *Model) NeedsURL() bool { return m.brand == data.Vendure || m.brand == data.Medusa }
func (m *Model) NeedsKey() bool { return m.brand != data.Demo }

// Connect tests the shop and keeps it. It owns token from here and wipes it.
func (m *Model) Connect(url, demoName string, token []byte) {
	if m.state == Testing || m.state == Keeping {
		clear(token)
		return
	}
	shop := data.NewShop{Brand: m.brand, BaseURL: url, Token: token}
	m.state, m.err = Testing, nil
	m.changed()
	m.slot.Run(func(ctx context.Context) func() {
		name, err := m.desk.TestShop(ctx, shop)
		if err != nil || ctx.Err() != nil {
			clear(token)
		}
		return func() { m.tested(shop, name, demoName, err) }
	})
}

func (m *Model) tested(shop data.NewShop, name, demoName string, err error) {
	if err != nil {
		m.ended(name, err)
		return
	}
	if shop.Name = name; shop.Brand == data.Demo {
		shop.Name = demoName
	}
	m.state = Keeping
	m.changed()
	m.keep(shop, func(err error) {
		clear(shop.Token)
		m.ended(shop.Name, err)
	})
}

func (m *Model) ended(name string, err error) {
	m.name, m.err, m.state = name, err, Connected
	switch {
	case errors.Is(err, ErrDropped):
		m.state, m.err = Choosing, nil
	case err != nil:
		m.state = Failed
	}
	m.changed()
	if err == nil {
		m.done()
	}
}

// Cancel stops the test.
func (m *Model) Cancel() {
	if m.state == Testing {
		m.slot.Cancel()
		m.state = Choosing
		m.changed()
	}
}
