package shops

import (
	"context"

	"nifuda/app/again"
	"nifuda/data"
)

// Part opens the question whether to disconnect a shop.
func (m *Model) Part(shop data.ShopID) { m.open(parting, shop) }

// Disconnect disconnects a shop, once the passphrase was typed again. left is
// called when that is done.
func (m *Model) Disconnect(shop data.Shop, left func()) {
	m.ask(again.Question{
		Why: "shops.part.again", Holes: []any{"shop", shop.Name}, Busy: "shops.part.busy",
		Begin: func() again.Work {
			return func(ctx context.Context, pass []byte) error { return m.desk.Disconnect(ctx, pass, shop.ID) }
		},
		Done: func() { m.form = nothing; m.Refresh(); left() },
	})
}

// Return connects a shop again that needs no key, once the passphrase was typed
// again. back is called when that is done.
func (m *Model) Return(shop data.Shop, back func()) {
	m.Keep(data.NewShop{Brand: shop.Brand, Name: shop.Name, BaseURL: shop.BaseURL}, func(err error) {
		if err == nil {
			back()
		}
	})
}

// NeedsKey reports whether a shop cannot be connected without one.
func NeedsKey(s data.Shop) bool { return len(data.FormOf(s.Brand).Keys) > 0 }

// Leaves reports whether a shop can be disconnected: one whose orders come as
// files is not connected to anything.
func Leaves(s data.Shop) bool { return s.Brand != data.CSV }
