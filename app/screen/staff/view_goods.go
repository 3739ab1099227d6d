package staff

import (
	"strings"

	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// goodsForm is the editor of the codes on goods.
type goodsForm struct {
	sku, name  *widgets.Field
	codes, set *widgets.Area
}

func (v *View) goodsForm() goodsForm {
	f := goodsForm{widgets.NewField(v.w.Say("staff.goods.sku.hint")), widgets.NewField(v.w.Say("staff.goods.name.hint")),
		widgets.NewArea(v.w.Say("staff.goods.codes.hint"), 88), widgets.NewArea(v.w.Say("staff.goods.set.hint"), 88)}
	typed := func(string) { v.onGoods() }
	f.sku.OnChanged, f.name.OnChanged, f.codes.OnChanged, f.set.OnChanged = typed, typed, typed, typed
	return f
}

func (v *View) onGoods() {
	if v.object == nil {
		return
	}
	f := v.goods
	v.m.Goods.Type(GoodsForm{SKU: f.sku.Text, Name: f.name.Text, Codes: f.codes.Text, Set: f.set.Text})
}

// fillGoods shows a form without taking it for typed.
func (v *View) fillGoods(g GoodsForm) {
	v.goods.sku.Fill(g.SKU)
	v.goods.name.Fill(g.Name)
	v.goods.codes.Fill(g.Codes)
	v.goods.set.Fill(g.Set)
}

// goodsPage is the list of goods whose codes are known.
func (v *View) goodsPage() fyne.CanvasObject {
	g := v.m.Goods
	if wait := v.waits(g.State(), g.Err()); wait != nil {
		return wait
	}
	parts := []fyne.CanvasObject{widgets.Words(v.w.Say("staff.goods.why"), quiet)}
	if gone := g.Gone(); gone != nil {
		parts = append(parts, widgets.Row(12, widgets.Text(v.w.Say("staff.goods.gone", "sku", gone.SKU), small),
			widgets.NewButton(widgets.Outlined, "", v.w.Say("print.undo"), g.Undo), widgets.Space()))
	}
	if len(g.List()) == 0 {
		parts = append(parts, widgets.Words(v.w.Say("staff.goods.empty"), widgets.Type{Color: theme.Ink2}))
	}
	for _, one := range g.List() {
		parts = append(parts, v.goodsCard(one))
	}
	return widgets.Scroll(widgets.Pad(16, 20, 24, 20, widgets.Col(8, parts...)))
}

func (v *View) goodsCard(one data.Goods) fyne.CanvasObject {
	ground, edge, wide := theme.Card, theme.Line, float32(1)
	if f := v.m.Goods.Form(); f != nil && f.Old == one.SKU {
		ground, edge, wide = theme.AiWash, theme.Ai, 2
	}
	head := []fyne.CanvasObject{widgets.Text(one.SKU, widgets.Type{Mono: true}), widgets.Grow(widgets.Cut(one.Name, bold))}
	if n := len(one.Set); n > 0 {
		head = append(head, widgets.Chip(widgets.Craft, v.w.Say("staff.goods.setof", "n", n)))
	}
	codes := v.w.Say("staff.goods.nocode")
	if len(one.Codes) > 0 {
		codes = strings.Join(one.Codes, "  ")
	}
	words := widgets.Col(0, widgets.Row(10, head...), widgets.Cut(codes, quiet))
	return widgets.Pressable(widgets.Plate(ground, edge, wide, 8, widgets.Pad(8, 16, 8, 16, words)), func() { v.m.Goods.Edit(one.SKU) })
}

// goodsAside is the editor.
func (v *View) goodsAside() fyne.CanvasObject {
	g := v.m.Goods
	form := g.Form()
	if form == nil || g.State() != Ready {
		return nil
	}
	v.fillGoods(*form)
	f := v.goods
	title, sku := v.w.Say("staff.goods.add"), widgets.Labelled(v.w.Say("staff.goods.sku"), f.sku)
	if form.Old != "" {
		title, sku = form.Old, nil // what a storefront calls it is not ours to change
	}
	var parts []fyne.CanvasObject
	if g.Bad() != nil {
		parts = append(parts, widgets.Note(widgets.Bad, v.w.Fault(g.Bad())))
	}
	if sku != nil {
		parts = append(parts, sku)
	}
	parts = append(parts, widgets.Labelled(v.w.Say("staff.goods.name"), f.name),
		widgets.Labelled(v.w.Say("staff.goods.codes"), f.codes), widgets.Words(v.w.Say("staff.goods.codes.why"), quiet),
		widgets.Labelled(v.w.Say("staff.goods.set"), f.set), widgets.Words(v.w.Say("staff.goods.set.why"), quiet))
	buttons := []fyne.CanvasObject{}
	if form.Old != "" {
		buttons = append(buttons, widgets.NewButton(widgets.Plain, "close", v.w.Say("staff.goods.remove"), g.Remove))
	}
	buttons = append(buttons, widgets.Space(), widgets.NewButton(widgets.Outlined, "", v.w.Say("no.keep"), g.Drop), widgets.NewButton(widgets.Filled, "check", v.w.Say("save"), g.Save))
	foot := widgets.Col(0, widgets.EdgeRule(), widgets.Pad(12, 16, 12, 12, widgets.Row(8, buttons...)))
	return widgets.Col(0, asideHead(title, g.Leave), widgets.Grow(widgets.Scroll(widgets.Pad(0, 20, 16, 20, widgets.Col(8, parts...)))), foot)
}
