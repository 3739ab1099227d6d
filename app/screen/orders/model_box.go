package orders

import (
	"context"

	"nifuda/data"
)

// Apart gives each parcel of a box one of its own again.
func (m *Model) Apart(p data.Parcel) {
	m.slots.act.Run(func(ctx context.Context) func() {
		err := m.desk.Apart(ctx, p.ID)
		return func() {
			if err != nil {
				m.say(News{Err: err})
				return
			}
			m.say(News{Key: "orders.apart.done", Holes: []any{"number", p.Box}})
			m.Refresh()
		}
	})
}
