package orders

import (
	"context"

	"nifuda/data"
)

// News is what was done last, below the list, until something else is done.
type News struct {
	Key   string // translation key; empty for none
	Holes []any
	Err   error  // what stood in the way
	Undo  func() // nil when there is nothing to undo
}

// News is what was done last.
func (m *Model) News() News { return m.news }

// Hush takes the news away.
func (m *Model) Hush() { m.say(News{}) }

func (m *Model) say(n News) {
	m.news = n
	m.changed(Bottom)
}

// Benched is how many of the checked orders could go to the bench, and how
// many lie there.
func (m *Model) Benched() (could, lie int) {
	for _, c := range m.checked {
		if c.Bench {
			lie++
		} else {
			could++
		}
	}
	return could, lie
}

// Release gives those checked orders to the bench that do not lie there.
func (m *Model) Release() { m.release(m.picked(false)) }

// TakeBack takes those checked orders back that lie on the bench.
func (m *Model) TakeBack() { m.takeBack(m.picked(true)) }

// picked are the checked orders that lie on the bench, or that do not, and
// their parcels.
func (m *Model) picked(bench bool) (ids []data.OrderID, parcels int) {
	for _, id := range m.IDs() {
		if c := m.checked[id]; c.Bench == bench {
			ids, parcels = append(ids, id), parcels+max(c.Parcels, 1)
		}
	}
	return ids, parcels
}

func (m *Model) release(ids []data.OrderID, parcels int) {
	m.carry(ids, m.desk.Release, func(n int) News {
		news := News{Key: "orders.released", Holes: []any{"n", n}, Undo: func() { m.takeBack(ids, n) }}
		switch {
		case n == 0:
			news = News{Key: "orders.released.none"}
		case n < parcels:
			news.Key, news.Holes = "orders.released.some", []any{"n", n, "left", parcels - n}
		}
		return news
	})
}

func (m *Model) takeBack(ids []data.OrderID, _ int) {
	m.carry(ids, m.desk.TakeBack, func(n int) News {
		if n == 0 {
			return News{Key: "orders.takenback.none"}
		}
		return News{Key: "orders.takenback", Holes: []any{"n", n}, Undo: func() { m.release(ids, n) }}
	})
}

// carry moves orders and says what came of it. What could not be moved stays
// checked.
func (m *Model) carry(ids []data.OrderID, do func(context.Context, []data.OrderID) (int, error), told func(int) News) {
	if len(ids) == 0 {
		return
	}
	m.slots.act.Run(func(ctx context.Context) func() {
		n, err := do(ctx, ids)
		return func() {
			if err != nil {
				m.say(News{Err: err})
				return
			}
			m.Uncheck()
			m.say(told(n))
			m.Refresh()
		}
	})
}
