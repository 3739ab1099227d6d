package connect

import (
	"context"

	"nifuda/app/task"
	"nifuda/data"
)

// Desk is what the form asks: to try a connection, and to keep it.
type Desk interface {
	TestShop(context.Context, data.NewShop) (name string, err error)
	AddShop(context.Context, data.NewShop) (data.ShopID, error)
}

// State is what the form is doing.
type State int

// The states of the form.
const (
	Choosing State = iota
	Testing
	Failed
	Connected
)

// Model is the form without its widgets.
type Model struct {
	desk    Desk
	slot    *task.Slot
	brand   data.Brand
	state   State
	err     error
	name    string // of the shop that was connected
	changed func()
	done    func()
}

// New is an empty form. done is called after a shop was connected.
func New(desk Desk, run *task.Runner, changed, done func()) *Model {
	return &Model{desk: desk, slot: task.NewSlot(run), brand: data.Demo, changed: changed, done: done}
}

// Brands lists what can be connected, the one to try first on top.
func Brands() []data.Brand { return []data.Brand{data.Demo, data.ColorMe, data.Vendure} }

// Brand, State, Err and Name are what the form shows.
func (m *Model) Brand() data.Brand { return m.brand }
func (m *Model) State() State      { return m.state }
func (m *Model) Err() error        { return m.err }
func (m *Model) Name() string      { return m.name }

// Choose takes another kind of shop.
func (m *Model) Choose(b data.Brand) {
	m.slot.Cancel()
	m.brand, m.state, m.err = b, Choosing, nil
	m.changed()
}

// NeedsURL and NeedsKey say which fields the kind has.
func (m *Model) NeedsURL() bool { return m.brand == data.Vendure }
func (m *Model) NeedsKey() bool { return m.brand != data.Demo }

// Connect tests the shop and keeps it. It owns token from here and wipes it.
func (m *Model) Connect(url, demoName string, token []byte) {
	if m.state == Testing {
		clear(token)
		return
	}
	shop := data.NewShop{Brand: m.brand, BaseURL: url, Token: token}
	m.state, m.err = Testing, nil
	m.changed()
	m.slot.Run(func(ctx context.Context) func() {
		defer clear(token)
		name, err := m.desk.TestShop(ctx, shop)
		if err == nil {
			if shop.Name = name; shop.Brand == data.Demo {
				shop.Name = demoName
			}
			_, err = m.desk.AddShop(ctx, shop)
		}
		return func() { m.ended(shop.Name, err) }
	})
}

func (m *Model) ended(name string, err error) {
	m.name, m.err, m.state = name, err, Connected
	if err != nil {
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
