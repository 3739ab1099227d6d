package shops

import (
	"context"

	"nifuda/app/again"
	"nifuda/app/connect"
	"nifuda/app/task"
	"nifuda/data"
)

// Desk is what this room asks the owner's desk.
type Desk interface {
	Shops(context.Context) ([]data.Shop, error)
	connect.Desk
	// AddShop asks for the signed-in owner's passphrase again.
	AddShop(ctx context.Context, again []byte, shop data.NewShop) (data.ShopID, error)
}

// State is what the room shows.
type State int

// The states of the room.
const (
	Loading State = iota
	Ready
	Empty
	Failed
)

// Model is the room without its widgets.
type Model struct {
	desk    Desk
	ask     again.Ask
	slot    *task.Slot
	state   State
	err     error
	shops   []data.Shop
	adding  bool
	changed func()
}

// New is a room that has asked for nothing yet. ask puts the question for the
// passphrase.
func New(desk Desk, ask again.Ask, run *task.Runner, changed func()) *Model {
	return &Model{desk: desk, ask: ask, slot: task.NewSlot(run), changed: changed}
}

// State, Err, Shops and Adding are what the room shows.
func (m *Model) State() State       { return m.state }
func (m *Model) Err() error         { return m.err }
func (m *Model) Shops() []data.Shop { return m.shops }
func (m *Model) Adding() bool       { return m.adding || m.state == Empty }

// Refresh asks again.
func (m *Model) Refresh() {
	task.Ask(m.slot, m.desk.Shops, func(all []data.Shop, err error) {
		m.shops, m.err, m.state = all, err, Ready
		switch {
		case err != nil:
			m.state = Failed
		case len(all) == 0:
			m.state = Empty
		}
		m.changed()
	})
}

// Add opens or closes the form for another shop.
func (m *Model) Add(open bool) { m.adding = open; m.changed() }

// Added closes the form and shows the new shop.
func (m *Model) Added() { m.adding = false; m.Refresh() }

// Keep keeps a shop that answered, once the passphrase was typed again.
func (m *Model) Keep(shop data.NewShop, ended func(error)) {
	m.ask(again.Question{
		Why: "shops.again", Holes: []any{"shop", shop.Name}, Busy: "shops.again.busy",
		Begin: func() again.Work {
			return func(ctx context.Context, pass []byte) error {
				_, err := m.desk.AddShop(ctx, pass, shop)
				return err
			}
		},
		Done:  func() { ended(nil) },
		Leave: func() { ended(connect.ErrDropped) },
	})
}
