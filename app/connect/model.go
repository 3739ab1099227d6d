package connect

import (
	"context"
	"errors"

	"nifuda/app/task"
	"nifuda/data"
)

// Desk is what the form asks: to try a connection, and to be granted one.
type Desk interface {
	TestShop(context.Context, data.NewShop) (name string, err error)
	// SignIn is granted a shop's keys in the owner's browser: page is called with
	// the address to open there, code brings what the owner copied where the shop
	// only shows a code.
	SignIn(ctx context.Context, shop data.NewShop, page func(url string), code <-chan string) (token []byte, err error)
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
	Granting       // the owner is in the browser
	Testing
	Keeping // it answered; whether it is kept is decided elsewhere
	Failed
	Connected
)

// Model is the form without its widgets.
type Model struct {
	desk    Desk
	keep    Keep
	run     *task.Runner
	slot    *task.Slot
	form    data.BrandForm
	state   State
	err     error
	name    string // of the shop that was connected
	fixed   bool
	page    string // what to open in the browser
	code    chan string
	changed func()
	done    func()
}

// New is an empty form. done is called after a shop was connected.
func New(desk Desk, keep Keep, run *task.Runner, changed, done func()) *Model {
	return &Model{desk: desk, keep: keep, run: run, slot: task.NewSlot(run), form: data.FormOf(data.Demo), changed: changed, done: done}
}

// Fix leaves only the keys of one kind open: the shop is connected already.
func (m *Model) Fix(b data.Brand) {
	m.form, m.state, m.err = data.FormOf(b), Choosing, nil
	m.fixed = true
	m.changed()
}

// Fixed reports whether the kind and the address are given.
func (m *Model) Fixed() bool { return m.fixed }

// Form, State, Err, Name and Page are what the form shows.
func (m *Model) Form() data.BrandForm { return m.form }
func (m *Model) State() State         { return m.state }
func (m *Model) Err() error           { return m.err }
func (m *Model) Name() string         { return m.name }
func (m *Model) Page() string         { return m.page }

// Busy reports whether a shop is being asked already.
func (m *Model) Busy() bool { return m.state == Granting || m.state == Testing || m.state == Keeping }

// Choose takes another kind of shop.
func (m *Model) Choose(b data.Brand) {
	if m.state == Keeping {
		return
	}
	m.slot.Cancel()
	m.form, m.state, m.err = data.FormOf(b), Choosing, nil
	m.changed()
}

// Connect is granted the shop's keys where that takes a browser, tests the shop
// and keeps it. name is what we call it where its storefront does not say, and
// the demo shop always. keys are what was typed, in the form's order; it owns
// them from here and wipes them.
func (m *Model) Connect(url, name string, keys [][]byte) {
	if m.Busy() {
		wipe(keys)
		return
	}
	shop := data.NewShop{Brand: m.form.Brand, BaseURL: url, Token: m.token(keys)}
	m.state, m.err, m.page, m.code = Testing, nil, "", make(chan string, 1)
	grant, code := m.form.SignIn, m.code
	if grant {
		m.state = Granting
	}
	m.changed()
	m.slot.Run(func(ctx context.Context) func() {
		said, err := m.try(ctx, &shop, grant, code)
		if err != nil || ctx.Err() != nil {
			clear(shop.Token)
		}
		if shop.Name = said; said == "" || shop.Brand == data.Demo {
			shop.Name = name
		}
		return func() { m.tested(shop, err) }
	})
}

// try runs in the background.
func (m *Model) try(ctx context.Context, shop *data.NewShop, grant bool, code <-chan string) (string, error) {
	if grant {
		token, err := m.desk.SignIn(ctx, *shop, func(page string) {
			m.run.Show(func() { m.page = page; m.changed() })
		}, code)
		if err != nil {
			return "", err
		}
		clear(shop.Token)
		shop.Token = token
		m.run.Show(func() { m.state = Testing; m.changed() })
	}
	return m.desk.TestShop(ctx, *shop)
}

// token is what was typed as one secret.
func (m *Model) token(keys [][]byte) []byte {
	if len(keys) == 1 && !m.form.SignIn {
		return keys[0]
	}
	all := data.ShopKeys{}
	for i, k := range m.form.Keys {
		if i < len(keys) {
			all[k.Name] = string(keys[i])
		}
	}
	wipe(keys)
	if len(all) == 0 {
		return nil
	}
	return all.Write()
}

func wipe(keys [][]byte) {
	for _, k := range keys {
		clear(k)
	}
}

// Code hands over what the owner copied from the shop's page.
func (m *Model) Code(copied string) {
	if m.state == Granting && copied != "" {
		select {
		case m.code <- copied:
		default: // it is being tried
		}
	}
}

func (m *Model) tested(shop data.NewShop, err error) {
	if err != nil {
		m.ended("", err)
		return
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
	if m.state == Testing || m.state == Granting {
		m.slot.Cancel()
		m.state = Choosing
		m.changed()
	}
}
