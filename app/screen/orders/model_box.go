package orders

import (
	"context"

	"nifuda/data"
)

// Apart gives each parcel of a box one of its own again.
func (m *Model) Apart(p data.Parcel) {
	var all []data.ParcelID
	m.rebox(func(ctx context.Context) (err error) {
		all, err = m.desk.Apart(ctx, p.ID)
		return err
	}, News{Key: "orders.apart.done", Holes: []any{"number", p.Box}, Undo: func() {
		m.rebox(func(ctx context.Context) error { return m.desk.Join(ctx, all) },
			News{Key: "orders.joined", Holes: []any{"number", p.Box}, Undo: func() { m.Apart(p) }})
	}})
}

// rebox changes what travels with what, and says so.
func (m *Model) rebox(do func(context.Context) error, done News) {
	m.slots.act.Run(func(ctx context.Context) func() {
		err := do(ctx)
		return func() {
			if err != nil {
				m.say(News{Err: err})
				return
			}
			m.say(done)
			m.Refresh()
		}
	})
}
