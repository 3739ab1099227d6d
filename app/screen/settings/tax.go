package settings

import (
	"strings"

	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// taxForm is the form of what stands on documents.
type taxForm struct {
	number, proviso  *widgets.Field
	bank, message    *widgets.Area
	full, gift, code *widgets.Switch
	rounding, points *widgets.Choice
	hint             *fyne.Container
}

func (v *View) newTaxForm() *taxForm {
	w := v.w
	f := &taxForm{number: widgets.NewField("T1234567890123"), proviso: widgets.NewField(data.DefaultProviso),
		bank: widgets.NewArea(w.Say("settings.tax.bank.hint"), 64), message: widgets.NewArea(data.DefaultMessage, 64), hint: widgets.Slot()}
	typed := func() { v.m.TypeTax(v.tax.typed()) }
	f.number.OnChanged, f.proviso.OnChanged = func(string) { typed() }, func(string) { typed() }
	f.bank.OnChanged, f.message.OnChanged = func(string) { typed() }, func(string) { typed() }
	f.full = widgets.NewSwitch(w.Say("settings.tax.full"), w.Say("settings.tax.full.why"), false, func(bool) { typed() })
	f.gift = widgets.NewSwitch(w.Say("settings.tax.gift"), w.Say("settings.tax.gift.why"), false, func(bool) { typed() })
	f.code = widgets.NewSwitch(w.Say("settings.tax.code"), w.Say("settings.tax.code.why"), true, func(bool) { typed() })
	f.rounding = widgets.NewChoice([]string{w.Say("settings.tax.down"), w.Say("settings.tax.half"), w.Say("settings.tax.up")}, 0, nil)
	f.points = widgets.NewChoice([]string{w.Say("settings.tax.points.off"), w.Say("settings.tax.points.pay")}, 0, nil)
	for _, c := range []*widgets.Choice{f.rounding, f.points} {
		c.OnPick = func(i int) { c.Selected = i; typed() }
	}
	return f
}

// typed is what stands in the form.
func (f *taxForm) typed() data.TaxTerms {
	return data.TaxTerms{Number: f.number.Text, Full: f.full.On, Rounding: data.Rounding(f.rounding.Selected), PointsPay: f.points.Selected == 1,
		Proviso: f.proviso.Text, Bank: f.bank.Text, Message: f.message.Text, GiftShop: f.gift.On, CodeFree: !f.code.On}
}

// fill shows terms without telling.
func (f *taxForm) fill(t data.TaxTerms) {
	f.number.Fill(t.Number)
	f.proviso.Fill(t.Proviso)
	f.bank.Fill(t.Bank)
	f.message.Fill(t.Message)
	f.full.Set(t.Full)
	f.gift.Set(t.GiftShop)
	f.code.Set(!t.CodeFree)
	f.rounding.Set(f.rounding.Options, int(t.Rounding))
	f.points.Set(f.points.Options, map[bool]int{true: 1}[t.PointsPay])
}

func (v *View) taxSection() fyne.CanvasObject {
	f := v.tax
	line := func(key string, o fyne.CanvasObject) fyne.CanvasObject { return widgets.Labelled(v.w.Say(key), o) }
	save := widgets.NewButton(widgets.Outlined, "check", v.w.Say("save"), v.m.SaveTax)
	return v.section("settings.tax", widgets.Words(v.w.Say("settings.tax.why"), quiet),
		widgets.Col(4, line("settings.tax.number", f.number), f.hint), f.full,
		widgets.Row(12, widgets.Grow(line("settings.tax.rounding", f.rounding)), widgets.Grow(line("settings.tax.points", f.points))),
		line("settings.tax.proviso", f.proviso), f.code, line("settings.tax.message", f.message), line("settings.tax.bank", f.bank), f.gift,
		widgets.Row(0, widgets.Space(), save))
}

// showTax shows what is to know of the number.
func (v *View) showTax() {
	f := v.tax
	if s := v.m.State(); s == Ready || s == Saved {
		f.fill(v.m.Tax())
	}
	f.full.Enable(strings.TrimSpace(v.m.Tax().Number) != "")
	f.full.Set(v.m.Tax().Full)
	var said fyne.CanvasObject
	if key := v.m.TaxHint(); key != "" {
		said = widgets.Words(v.w.Trouble(key), widgets.Type{Size: theme.Small, Color: theme.Ink2})
	}
	widgets.Put(f.hint, said)
}
