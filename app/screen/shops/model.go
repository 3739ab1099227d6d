package shops

import (
	"context"
	"slices"
	"time"

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
	RekeyShop(ctx context.Context, again []byte, shop data.ShopID, token []byte) error
	AllowShop(ctx context.Context, again []byte, shop data.Shop, what data.Allowed) error
	Settings(context.Context) (data.Settings, error)
	SaveSettings(context.Context, data.Settings) error
	Stuck(context.Context) ([]data.Stuck, error)
	TellAgain(context.Context, data.ParcelID) error
	ToldByHand(context.Context, data.ParcelID) error
	// TellAllAgain tries every one of them at once; progress counts those tried.
	TellAllAgain(ctx context.Context, parcels []data.ParcelID, progress func(done int)) (told int, err error)
	GoneShops(context.Context) ([]data.Shop, error)
	// Disconnect stops a sync of the shop, which may take a moment.
	Disconnect(ctx context.Context, again []byte, shop data.ShopID) error
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

// form is what is open in the room.
type form int

const (
	nothing form = iota
	adding       // another shop
	keying       // another key of a shop
	parting      // the question whether to disconnect one
)

// Model is the room without its widgets.
type Model struct {
	desk    Desk
	run     *task.Runner
	ask     again.Ask
	slot    *task.Slot
	act     *task.Slot
	state   State
	err     error
	found   found
	form    form
	of      data.ShopID // which shop the form is about
	retell  retell
	changed func()
}

// found is what the desk told.
type found struct {
	shops []data.Shop
	gone  []data.Shop
	stuck []data.Stuck
	set   data.Settings
}

// Paces are how often the shops can be synced by themselves.
func Paces() []time.Duration {
	return []time.Duration{5 * time.Minute, data.DefaultSync, 30 * time.Minute, time.Hour, data.ByHand}
}

// Pace is the one of Paces that holds.
func (m *Model) Pace() int {
	every, ok := m.found.set.Syncs()
	if !ok {
		every = data.ByHand
	}
	return max(0, slices.Index(Paces(), every))
}

// SetPace takes another one.
func (m *Model) SetPace(i int) {
	m.do(func(ctx context.Context) error {
		set, err := m.desk.Settings(ctx)
		if err != nil {
			return err
		}
		set.SyncEvery = Paces()[i]
		return m.desk.SaveSettings(ctx, set)
	}, func() {})
}

// New is a room that has asked for nothing yet. ask puts the question for the
// passphrase.
func New(desk Desk, ask again.Ask, run *task.Runner, changed func()) *Model {
	return &Model{desk: desk, run: run, ask: ask, slot: task.NewSlot(run), act: task.NewSlot(run), retell: retell{slot: task.NewSlot(run)}, changed: changed}
}

// State, Err, Shops, Gone, Adding, Keyless and Parting are what the room shows.
func (m *Model) State() State         { return m.state }
func (m *Model) Err() error           { return m.err }
func (m *Model) Shops() []data.Shop   { return m.found.shops }
func (m *Model) Gone() []data.Shop    { return m.found.gone }
func (m *Model) Adding() bool         { return m.form == adding || m.state == Empty && m.form == nothing }
func (m *Model) Keyless() data.ShopID { return m.about(keying) }
func (m *Model) Parting() data.ShopID { return m.about(parting) }

// about is the shop that a form is about; 0 while the form is closed.
func (m *Model) about(f form) data.ShopID {
	if m.form != f {
		return 0
	}
	return m.of
}

func (m *Model) open(f form, of data.ShopID) { m.form, m.of = f, of; m.changed() }

// Refresh asks again.
func (m *Model) Refresh() {
	task.Ask(m.slot, func(ctx context.Context) (f found, err error) {
		if f.shops, err = m.desk.Shops(ctx); err != nil {
			return found{}, err
		}
		if f.gone, err = m.desk.GoneShops(ctx); err != nil {
			return found{}, err
		}
		if f.stuck, err = m.desk.Stuck(ctx); err != nil {
			return found{}, err
		}
		f.set, err = m.desk.Settings(ctx)
		return f, err
	}, func(f found, err error) {
		m.found, m.err, m.state = f, err, Ready
		switch {
		case err != nil:
			m.state = Failed
		case len(f.shops) == 0:
			m.state = Empty
		}
		m.changed()
	})
}

func (m *Model) do(what func(context.Context) error, then func()) {
	task.Ask(m.act, func(ctx context.Context) (struct{}, error) { return struct{}{}, what(ctx) }, func(_ struct{}, err error) {
		if err == nil {
			then()
		}
		m.Refresh() // what the desk says now counts
	})
}

// Allow says what telling a shop may set off there, once the passphrase was
// typed again.
func (m *Model) Allow(shop data.Shop, what data.Allowed) {
	m.ask(again.Question{
		Why: "shops.allow.again", Holes: []any{"shop", shop.Name}, Busy: "again.busy",
		Begin: func() again.Work {
			return func(ctx context.Context, pass []byte) error { return m.desk.AllowShop(ctx, pass, shop, what) }
		},
		Done:  m.Refresh,
		Leave: m.changed, // the switch goes back
	})
}

// Rekey opens the form for another key of a shop, or for the key of one that is
// to be connected again.
func (m *Model) Rekey(shop data.ShopID) { m.open(keying, shop) }

// KeepKey keeps a key that the shop took, once the passphrase was typed again.
func (m *Model) KeepKey(shop data.NewShop, ended func(error)) {
	id := m.of
	m.ask(again.Question{
		Why: "shops.again", Holes: []any{"shop", shop.Name}, Busy: "shops.again.busy",
		Begin: func() again.Work {
			return func(ctx context.Context, pass []byte) error { return m.desk.RekeyShop(ctx, pass, id, shop.Token) }
		},
		Done:  func() { ended(nil) },
		Leave: func() { ended(connect.ErrDropped) },
	})
}

// Add opens the form for another shop; Close closes whatever is open.
func (m *Model) Add()   { m.open(adding, 0) }
func (m *Model) Close() { m.open(nothing, 0) }

// Added closes the form and shows the new shop.
func (m *Model) Added() { m.form = nothing; m.Refresh() }

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
