package staff

import (
	"context"
	"slices"

	"nifuda/app/task"
	"nifuda/data"
)

// Goods is the page of the codes on the goods.
type Goods struct {
	desk    Shelves
	slots   goodsSlots
	state   State
	err     error
	list    []data.Goods
	form    *GoodsForm // nil while nothing is edited
	bad     error      // why the form could not be kept
	gone    *data.Goods
	changed func()
}

type goodsSlots struct{ list, act *task.Slot }

// GoodsForm is goods as they are typed: codes and parts one a line.
type GoodsForm struct {
	Old   string `json:"old,omitempty"` // the SKU that is being edited; empty for new goods
	SKU   string `json:"sku,omitempty"`
	Name  string `json:"name,omitempty"`
	Codes string `json:"codes,omitempty"`
	Set   string `json:"set,omitempty"`
}

func newGoods(desk Shelves, run *task.Runner, changed func()) *Goods {
	return &Goods{desk: desk, slots: goodsSlots{task.NewSlot(run), task.NewSlot(run)}, changed: changed}
}

// State, Err, List, Form, Bad and Gone are what the page shows. Gone is what
// was removed last and can be put back.
func (g *Goods) State() State       { return g.state }
func (g *Goods) Err() error         { return g.err }
func (g *Goods) List() []data.Goods { return g.list }
func (g *Goods) Form() *GoodsForm   { return g.form }
func (g *Goods) Bad() error         { return g.bad }
func (g *Goods) Gone() *data.Goods  { return g.gone }

// Refresh asks again.
func (g *Goods) Refresh() {
	task.Ask(g.slots.list, g.desk.Goods, func(all []data.Goods, err error) {
		g.state, g.err = Ready, err
		if err != nil {
			g.state = Failed
		} else {
			g.list = all
		}
		g.changed()
	})
}

// Edit opens the form on goods, or on new ones with an empty SKU. What was
// typed of the same goods stays.
func (g *Goods) Edit(sku string) {
	if g.form != nil && g.form.Old == sku {
		return
	}
	if g.draft() != nil {
		g.Leave()
		return
	}
	g.bad = nil
	g.form = &GoodsForm{}
	if i := g.find(sku); i >= 0 {
		g.form = formOf(g.list[i])
	}
	g.changed()
}

func (g *Goods) find(sku string) int {
	return slices.IndexFunc(g.list, func(x data.Goods) bool { return x.SKU == sku })
}

// Type takes the form as it is typed.
func (g *Goods) Type(f GoodsForm) {
	if g.form == nil {
		return
	}
	f.Old = g.form.Old
	*g.form = f
}

// Save keeps the form, or says what is wrong with it.
func (g *Goods) Save() {
	if g.form == nil {
		return
	}
	one, err := g.form.read(g.list)
	if err != nil {
		g.bad = err
		g.changed()
		return
	}
	g.act(func(ctx context.Context) error { return g.desk.SaveGoods(ctx, one) }, nil)
}

// Remove takes the edited goods away; they can be put back.
func (g *Goods) Remove() {
	if g.form == nil {
		return
	}
	if i := g.find(g.form.Old); i >= 0 {
		one := g.list[i]
		g.act(func(ctx context.Context) error { return g.desk.RemoveGoods(ctx, one.SKU) }, &one)
	}
}

// Undo puts back what was removed last.
func (g *Goods) Undo() {
	if g.gone != nil {
		one := *g.gone
		g.act(func(ctx context.Context) error { return g.desk.SaveGoods(ctx, one) }, nil)
	}
}

// act does one thing, closes the form when it went through, and remembers what
// it removed.
func (g *Goods) act(do func(context.Context) error, removed *data.Goods) {
	g.slots.act.Run(func(ctx context.Context) func() {
		err := do(ctx)
		return func() {
			if g.bad = err; err != nil {
				g.changed()
				return
			}
			g.form, g.gone = nil, removed
			g.Refresh()
		}
	})
}

// Back closes the form when nothing in it would be lost by that, and reports
// whether it did.
func (g *Goods) Back() bool {
	if g.form == nil || g.draft() != nil {
		return false
	}
	g.Drop()
	return true
}

// Leave closes the form, or says that there is something in it to decide on.
func (g *Goods) Leave() {
	if !g.Back() && g.form != nil {
		g.bad = bad("unsaved", g.form.SKU)
		g.changed()
	}
}

// Drop closes the form with what was typed.
func (g *Goods) Drop() {
	g.form, g.bad = nil, nil
	g.changed()
}

// draft is the form when it holds something that is not kept.
func (g *Goods) draft() *GoodsForm {
	if g.form == nil {
		return nil
	}
	kept := GoodsForm{}
	if i := g.find(g.form.Old); i >= 0 {
		kept = *formOf(g.list[i])
	}
	if *g.form == kept {
		return nil
	}
	f := *g.form
	return &f
}
