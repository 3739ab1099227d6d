package setup

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
	"nifuda/labels/stock"
)

// content is the step that is shown.
func (v *View) content() fyne.CanvasObject {
	var parts fyne.CanvasObject
	switch v.m.Step() {
	case StepShop:
		parts = v.stepShop()
	case StepOwner:
		parts = v.stepOwner()
	case StepSheet:
		parts = v.stepSheet()
	case StepFirst:
		parts = v.narrow(v.shop.Object())
	case StepPrinter:
		parts = v.stepPrinter()
	default:
		parts = widgets.Slot()
	}
	n := strconv.Itoa(min(int(v.m.Step()), int(StepPrinter)))
	all := []fyne.CanvasObject{
		widgets.Col(0, widgets.Text(v.w.Say("setup.head."+n), widgets.Type{Size: theme.Title, Bold: true}),
			widgets.Words(v.w.Say("setup.why."+n), widgets.Type{Color: theme.Ink2})),
		parts,
	}
	if err := v.m.Err(); err != nil {
		all = append(all, v.narrow(widgets.Note(widgets.Bad, v.w.Fault(err))))
	}
	return widgets.Col(20, all...)
}

// narrow keeps a form from growing over the whole window.
func (v *View) narrow(o fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Row(0, widgets.Fixed(440, 0, o), widgets.Space())
}

func (v *View) stepShop() fyne.CanvasObject {
	at := 0
	var names []string
	for i, l := range text.Languages() {
		names = append(names, v.w.Say("language."+l))
		if l == v.w.Lang() {
			at = i
		}
	}
	lang := widgets.NewChoice(names, at, func(i int) { v.speak(text.Languages()[i]) })
	return v.narrow(widgets.Col(16, widgets.Labelled(v.w.Say("setup.language"), lang), widgets.Labelled(v.w.Say("setup.shop"), v.names[0])))
}

func (v *View) stepOwner() fyne.CanvasObject {
	form := widgets.Col(16, widgets.Labelled(v.w.Say("setup.owner"), v.names[1]),
		v.phrase.First(v.w.Say("unlock.passphrase")), v.phrase.Again())
	return widgets.Top(32, widgets.Fixed(380, 0, form), widgets.Grow(v.phrase.Suggestion()))
}

// stepSheet is the sheet at the left, what to do with it at the right.
func (v *View) stepSheet() fyne.CanvasObject {
	return widgets.Top(32, widgets.Fixed(380, 0, v.sheet()), widgets.Grow(v.ask()))
}

// sheet shows the eight groups, or that they have to be read from paper.
func (v *View) sheet() fyne.CanvasObject {
	ink := widgets.Type{Color: theme.SheetInk, Bold: true, Size: theme.Strong}
	shop, _ := v.m.Names()
	head := widgets.Row(0, widgets.Grow(widgets.Col(0, widgets.Text(v.w.Say("setup.sheet.title"), ink),
		widgets.Cut(shop, widgets.Type{Size: theme.Small, Color: theme.SheetInk2}))), widgets.NewIcon("brand", theme.Ink, 36))
	lines := []fyne.CanvasObject{head, widgets.SheetRule()}
	for i := range Groups / 2 {
		lines = append(lines, widgets.Row(16, widgets.Grow(v.group(i)), widgets.Grow(v.group(i+Groups/2))))
	}
	lines = append(lines, widgets.SheetRule(), widgets.Words(v.w.Say("setup.sheet.keep"), widgets.Type{Size: theme.Small, Color: theme.SheetInk2}))
	return widgets.Plate(theme.Sheet, theme.Edge, 1, 0, widgets.Pad(28, 32, 28, 32, widgets.Col(12, lines...)))
}

func (v *View) group(i int) fyne.CanvasObject {
	number := widgets.Fixed(24, 24, widgets.Text(strconv.Itoa(i+1), widgets.Type{Size: theme.Small, Mono: true, Color: theme.SheetInk2}))
	if v.m.Covered() {
		chip := widgets.Fixed(88, 40, widgets.Plate(theme.SheetUsed, theme.None, 0, 4,
			widgets.Text(v.w.Say("setup.sheet.paper"), widgets.Type{Size: theme.Small, Color: theme.SheetInk2, Align: fyne.TextAlignCenter})))
		return widgets.Row(8, number, chip)
	}
	return widgets.Row(8, number, widgets.Fixed(88, 40, v.sec.code[i]))
}

func (v *View) ask() fyne.CanvasObject {
	if !v.m.Covered() {
		return widgets.Col(12,
			widgets.Words(v.w.Say("setup.sheet.1"), bold), widgets.Words(v.w.Say("setup.sheet.1.how"), widgets.Type{}),
			widgets.Note(widgets.Waits, v.w.Say("setup.sheet.warn")))
	}
	asked := v.m.Asked()
	return widgets.Col(12,
		widgets.Words(v.w.Say("setup.sheet.2"), bold), widgets.Words(v.w.Say("setup.sheet.2.how"), quiet),
		widgets.Row(16,
			widgets.Grow(widgets.Labelled(v.w.Say("setup.group", "number", asked[0]), v.sec.groups[0])),
			widgets.Grow(widgets.Labelled(v.w.Say("setup.group", "number", asked[1]), v.sec.groups[1]))),
		widgets.Note(widgets.Waits, v.w.Say("setup.sheet.once")))
}

func (v *View) newPicks() picks {
	var names []string
	for _, s := range stock.All() {
		names = append(names, v.w.Stock(s))
	}
	p := picks{printer: widgets.NewChoice(nil, -1, func(int) { v.changed() }), stock: widgets.NewChoice(names, 0, func(int) {})}
	p.printer.Hint = v.w.Say("print.choose")
	p.stock.Find, p.stock.Looking = stock.NewShelf(nil).Places, v.w.Say("stock.search")
	for i, key := range [...]string{"sender.postal.hint", "setup.address.hint", "sender.building.hint", "sender.phone.hint"} {
		p.sender[i] = widgets.NewField(v.w.Say(key))
		p.sender[i].OnChanged = func(string) { v.typeSender() }
	}
	for i := range len(p.sender) - 1 {
		p.sender[i].OnSubmitted = func(string) { widgets.Focus(p.sender[i+1]) }
	}
	return p
}

func (v *View) typeSender() {
	f := v.pick.sender
	v.m.SetSender(strings.TrimSpace(f[3].Text), data.Address{Postal: strings.TrimSpace(f[0].Text),
		Street: strings.TrimSpace(f[1].Text), Building: strings.TrimSpace(f[2].Text)})
}

func (v *View) stepPrinter() fyne.CanvasObject {
	all, err := v.m.Printers()
	names := make([]string, len(all))
	for i, p := range all {
		names[i] = p.Name
	}
	at := v.pick.printer.Selected
	if at < 0 {
		at = v.m.Suggested()
	}
	v.pick.printer.Set(names, at)
	parts := []fyne.CanvasObject{widgets.Labelled(v.w.Say("print.printer"), v.pick.printer)}
	if err != nil {
		parts = append(parts, widgets.Note(widgets.Waits, v.w.Fault(err)))
	}
	if at >= 0 && at < len(all) && all[at].Fault != nil {
		parts = append(parts, widgets.Words(v.w.Fault(all[at].Fault), widgets.Type{Size: theme.Small, Color: theme.Ochre}))
	}
	form := widgets.Col(16, append(parts, widgets.Labelled(v.w.Say("print.stock"), v.pick.stock))...)
	return widgets.Top(32, widgets.Grow(form), widgets.Grow(v.senderForm()))
}

// senderForm asks who stands on the labels, beside the shop's name.
func (v *View) senderForm() fyne.CanvasObject {
	f := v.pick.sender
	return widgets.Col(16,
		widgets.Row(12, widgets.Grow(widgets.Labelled(v.w.Say("sender.postal"), f[0])), widgets.Grow(widgets.Labelled(v.w.Say("sender.phone"), f[3]))),
		widgets.Labelled(v.w.Say("setup.address"), f[1]), widgets.Labelled(v.w.Say("sender.building"), f[2]),
		widgets.Words(v.w.Say("setup.sender.why"), quiet))
}

func (v *View) onPrinter() {
	v.m.Choose(v.pick.printer.Selected, stock.All()[v.pick.stock.Selected].Code)
}
