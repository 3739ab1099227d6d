package settings

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// speeches are the languages to choose from, and the keys of their names.
var speeches = []string{data.Pages: "settings.printers.speech.pages", data.ZPL: "settings.printers.speech.zpl",
	data.TSPL: "settings.printers.speech.tspl", data.Brother: "settings.printers.speech.brother"}

// resolutions are the dots per inch of label printers.
var resolutions = []int{203, 300}

// showPrinters lists the printers that may be printed on.
func (v *View) showPrinters() {
	all, err := v.m.Printers.All()
	var rows []fyne.CanvasObject
	if err != nil {
		rows = append(rows, widgets.Note(widgets.Bad, v.w.Fault(err)))
	} else if len(all) == 0 {
		rows = append(rows, widgets.Words(v.w.Say("settings.printers.none"), quiet))
	}
	for _, p := range all {
		name := widgets.Col(0, widgets.Cut(p.Name, widgets.Type{}), widgets.Cut(p.Device, quiet))
		rows = append(rows, widgets.Row(12, widgets.NewIcon("print", theme.Ink2, 20), widgets.Grow(name),
			widgets.NewButton(widgets.Outlined, "settings", "", func() { v.m.Printers.Open(p.PrinterID) }),
			widgets.NewButton(widgets.Outlined, "", v.w.Say("settings.printers.remove"), func() { v.m.Printers.Remove(p) })))
		if v.m.Printers.Shown(p.PrinterID) {
			rows = append(rows, v.manner(p))
		}
	}
	widgets.Put(v.listed, widgets.Col(10, rows...))
}

// manner is the form of how a printer wants to be printed on.
func (v *View) manner(p data.ListedPrinter) fyne.CanvasObject {
	m := v.m.Printers
	form := v.speaking(p.Manner, func(s data.Speech) { m.Speak(p, s) }, func(dpi int) { m.Resolve(p, dpi) }, func(code string) { m.Load(p, code) })
	if s := p.Manner.Speaks; s == data.ZPL || s == data.TSPL {
		dark := widgets.NewStepper(v.w.Say("settings.printers.darkness"), float64(p.Manner.Darkness), 1, data.MaxDarkness,
			func(n float64) { m.Darken(p, int(n)) }).From(0).Saying(v.darkness)
		form = append(form, dark)
	}
	return widgets.Plate(theme.Paper, theme.None, 0, 8, widgets.Pad(12, 14, 14, 14, widgets.Col(12, form...)))
}

func (v *View) darkness(n float64) string {
	if n == 0 {
		return v.w.Say("settings.printers.darkness.own")
	}
	return strconv.Itoa(int(n))
}

// speaking are the choices that a new printer and a listed one share.
func (v *View) speaking(m data.Manner, speak func(data.Speech), resolve func(int), load func(string)) []fyne.CanvasObject {
	var languages, dots []string
	for _, key := range speeches {
		languages = append(languages, v.w.Say(key))
	}
	for _, dpi := range resolutions {
		dots = append(dots, v.w.Say("settings.printers.dpi.n", "n", dpi))
	}
	papers, codes := []string{v.w.Say("settings.printers.stock.none")}, []string{""}
	for _, s := range v.m.Printers.Stocks() {
		papers, codes = append(papers, v.w.Stock(s)), append(codes, s.Code)
	}
	language := widgets.Labelled(v.w.Say("settings.printers.speech"), widgets.NewChoice(languages, int(m.Speaks), func(i int) { speak(data.Speech(i)) }))
	choice := widgets.NewChoice(papers, max(slices.Index(codes, m.Stock), 0), func(i int) { load(codes[i]) })
	choice.Find, choice.Looking = v.m.Printers.FindStock, v.w.Say("stock.search")
	paper := widgets.Labelled(v.w.Say("settings.printers.stock"), choice)
	if m.Speaks != data.ZPL && m.Speaks != data.TSPL {
		return []fyne.CanvasObject{language, paper}
	}
	dpi := widgets.Labelled(v.w.Say("settings.printers.dpi"), widgets.NewChoice(dots, slices.Index(resolutions, m.DPI), func(i int) { resolve(resolutions[i]) }))
	return []fyne.CanvasObject{widgets.Row(12, widgets.Grow(language), widgets.Fixed(130, 0, dpi)), paper}
}

// newCard is the form for a typed address, filled by showNew.
type newCard struct {
	address, name *widgets.Field
	slot          *fyne.Container
}

func (v *View) newPrinterCard() newCard {
	c := newCard{address: widgets.NewField(v.w.Say("settings.printers.address.hint")), name: widgets.NewField(v.w.Say("settings.printers.name.hint")), slot: widgets.Slot()}
	typed := func(string) { v.m.New.Type(c.address.Text, c.name.Text) }
	c.address.OnChanged, c.name.OnChanged = typed, typed
	c.address.OnSubmitted = func(string) { v.m.New.Add() }
	return c
}

// showNew shows how far the form is.
func (v *View) showNew() {
	n, c := v.m.New, v.fresh
	open := widgets.Row(0, widgets.Space(), widgets.NewButton(widgets.Outlined, "plus", v.w.Say("settings.printers.add"), v.onNew))
	var rows []fyne.CanvasObject
	switch n.State() {
	case NewClosed:
		rows = append(rows, open)
	case NewChecking:
		rows = append(rows, widgets.Note(widgets.Chosen, v.w.Say("settings.printers.adding")))
	case NewTrying:
		rows = append(rows, widgets.Note(widgets.Chosen, v.w.Say("settings.printers.trial")))
	case NewTried:
		rows = append(rows, widgets.Note(widgets.Good, v.w.Say("settings.printers.tried")), open)
	case NewMute:
		rows = append(rows, widgets.Note(widgets.Waits, v.w.Say("settings.printers.mute")), open)
	case NewFailed:
		rows = append(rows, widgets.Note(widgets.Bad, v.w.Fault(n.Err())), v.newForm())
	default:
		rows = append(rows, v.newForm())
	}
	widgets.Put(c.slot, widgets.Col(10, rows...))
}

func (v *View) onNew() {
	v.m.New.Open()
	v.fresh.address.SetText("")
	v.fresh.name.SetText("")
}

func (v *View) newForm() fyne.CanvasObject {
	n, c := v.m.New, v.fresh
	form := append([]fyne.CanvasObject{widgets.Labelled(v.w.Say("settings.printers.address"), c.address), widgets.Labelled(v.w.Say("settings.printers.name"), c.name)},
		v.speaking(n.Typed().Manner, n.Speak, n.Resolve, n.Load)...)
	form = append(form, widgets.Row(10, widgets.Space(), widgets.NewButton(widgets.Plain, "", v.w.Say("cancel"), n.Close),
		widgets.NewButton(widgets.Filled, "check", v.w.Say("settings.printers.check"), n.Add)))
	return widgets.Col(12, form...)
}
