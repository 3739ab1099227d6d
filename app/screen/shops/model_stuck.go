package shops

import (
	"context"
	"slices"

	"nifuda/app/task"
	"nifuda/data"
)

// shown is how many stuck parcels of a group are shown until somebody wants to
// see all of them.
const shown = 5

// Group is what is stuck at one shop for one reason.
type Group struct {
	Shop   data.ShopID
	Name   string // of the shop
	Reason string // key of a fault
	All    []data.Stuck
	Shown  []data.Stuck // the first of them, or all
}

// Hidden is how many of a group are not shown.
func (g Group) Hidden() int { return len(g.All) - len(g.Shown) }

// retell is how far telling of everything that is stuck has come.
type retell struct {
	slot    *task.Slot
	running bool
	of      int // parcels
	tried   int
	over    bool // it has ended, and how is shown
	told    int
	err     error
	open    map[groupKey]bool // the groups that are shown whole
}

type groupKey struct {
	shop   data.ShopID
	reason string
}

func (g Group) key() groupKey { return groupKey{g.Shop, g.Reason} }

// Stuck are the parcels whose storefronts take no word of them, the largest
// group first.
func (m *Model) Stuck() []Group {
	var all []Group
	for _, s := range m.found.stuck {
		i := slices.IndexFunc(all, func(g Group) bool { return g.key() == groupKey{s.ShopID, s.Reason} })
		if i < 0 {
			i = len(all)
			all = append(all, Group{Shop: s.ShopID, Name: s.Shop, Reason: s.Reason})
		}
		all[i].All = append(all[i].All, s)
	}
	slices.SortStableFunc(all, func(a, b Group) int { return len(b.All) - len(a.All) })
	for i := range all {
		all[i].Shown = all[i].All
		if len(all[i].All) > shown+1 && !m.retell.open[all[i].key()] {
			all[i].Shown = all[i].All[:shown]
		}
	}
	return all
}

// ShowAll shows a whole group.
func (m *Model) ShowAll(g Group) {
	if m.retell.open == nil {
		m.retell.open = map[groupKey]bool{}
	}
	m.retell.open[g.key()] = true
	m.changed()
}

// TellAgain lets the next sync tell of a parcel once more; then that sync may
// begin. ToldByHand says that the owner saw to it at the storefront.
func (m *Model) TellAgain(p data.ParcelID, sync func()) {
	m.retell.over = false
	m.do(func(ctx context.Context) error { return m.desk.TellAgain(ctx, p) }, sync)
}

// ToldByHand: see TellAgain.
func (m *Model) ToldByHand(p data.ParcelID) {
	m.retell.over = false
	m.do(func(ctx context.Context) error { return m.desk.ToldByHand(ctx, p) }, func() {})
}

// TellAll tells at once of a whole group, seen or not.
func (m *Model) TellAll(g Group) {
	if m.retell.running {
		return
	}
	var parcels []data.ParcelID
	for _, s := range g.All {
		parcels = append(parcels, s.Parcel)
	}
	r := &m.retell
	r.running, r.over, r.of, r.tried = true, false, len(parcels), 0
	m.changed()
	task.Ask(r.slot, func(ctx context.Context) (int, error) {
		return m.desk.TellAllAgain(ctx, parcels, func(tried int) {
			m.run.Show(func() { r.tried = tried; m.changed() })
		})
	}, func(told int, err error) {
		r.running, r.over, r.told, r.err = false, true, told, err
		m.Refresh()
	})
}

// StopTelling ends it; what was not tried is stuck as before.
func (m *Model) StopTelling() { m.retell.slot.Stop() }

// Telling is how many parcels were tried, of how many, while it runs.
func (m *Model) Telling() (tried, of int, runs bool) {
	return m.retell.tried, m.retell.of, m.retell.running
}

// Told is how telling of all ended: how many were taken, of how many, and what
// stood in the way. over is false when there is nothing to say.
func (m *Model) Told() (told, of int, err error, over bool) {
	r := m.retell
	if data.KindOf(r.err) == data.Stopped {
		r.err = nil // somebody pressed the button
	}
	return r.told, r.of, r.err, r.over
}
