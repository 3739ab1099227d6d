package setup

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/app/widgets/secret"
	"nifuda/data"
)

func (v *View) shopPage() page {
	name := widgets.NewField(v.w.Say("setup.shop.hint"))
	v.typed(name, v.m.Answers().ShopName, func(a *Answers, s string) { a.ShopName = s })
	langs := []string{}
	for _, l := range text.Languages() {
		langs = append(langs, v.w.Say("language."+l))
	}
	lang := widgets.NewChoice(langs, slices.Index(text.Languages(), v.w.Lang()), func(i int) {
		v.c.Language(text.Languages()[i])
		v.turned()
	})
	lang.High = 48
	trouble := widgets.Slot()
	return page{
		object: widgets.Col(20, v.heading("shop"), form(
			widgets.Labelled(v.w.Say("setup.language"), lang),
			widgets.Labelled(v.w.Say("setup.shopname"), name), trouble)),
		next: v.m.NameShop, first: name, refresh: func() { v.trouble(trouble) },
	}
}

func (v *View) ownerPage() page {
	name := widgets.NewField(v.w.Say("setup.owner.hint"))
	v.typed(name, v.m.Answers().OwnerName, func(a *Answers, s string) { a.OwnerName = s })
	phrase, again := secret.NewField(), secret.NewField()
	strength, trouble, offer := widgets.Slot(), widgets.Slot(), widgets.Slot()
	picture := secret.NewPicture(theme.Strong)
	found := func() { v.m.Found(phrase.Take(), again.Take()) }
	phrase.OnChange = func(int) { v.judge(phrase, strength) }
	phrase.OnSubmit, again.OnSubmit = func() { widgets.Focus(again) }, found
	name.OnSubmitted = func(string) { widgets.Focus(phrase) }
	generate := widgets.NewButton(widgets.Outlined, "sync", v.w.Say("setup.generate"), func() {
		drawn := v.m.Generate()
		picture.Set(drawn)
		clear(drawn)
		widgets.Put(offer, widgets.Plate(theme.Card, theme.Line, 1, 8, widgets.Pad(12, 16, 12, 16,
			widgets.Col(8, picture, widgets.Words(v.w.Say("setup.generate.why"), widgets.Type{Size: theme.Small, Color: theme.Ink2})))))
		widgets.Relayout(v.object.(*fyne.Container))
	})
	return page{
		object: widgets.Col(20, v.heading("owner"), form(
			widgets.Labelled(v.w.Say("setup.ownername"), name),
			widgets.Labelled(v.w.Say("setup.passphrase"), phrase), strength,
			widgets.Labelled(v.w.Say("setup.again"), again),
			widgets.Row(0, generate), offer, trouble)),
		next: found, first: name,
		wipe:    func() { phrase.Wipe(); again.Wipe(); picture.Wipe() },
		refresh: func() { v.trouble(trouble) },
	}
}

// judge says how strong what is typed is, while it is typed.
func (v *View) judge(f *secret.Field, into *fyne.Container) {
	if f.Len() == 0 {
		widgets.Put(into, nil)
		return
	}
	strength, err := v.m.Judge(f.Peek())
	switch {
	case err != nil:
		widgets.Put(into, widgets.Said(widgets.Waits, "warn", v.w.Fault(err)))
	case strength > 1:
		widgets.Put(into, widgets.Said(widgets.Good, "check", v.w.Say("setup.strong")))
	default:
		widgets.Put(into, widgets.Said(widgets.Good, "check", v.w.Say("setup.good")))
	}
}

func (v *View) recoveryPage() page {
	code := v.m.Code()
	asked := v.m.Asked()
	pictures := make([]*secret.Picture, len(code)/4)
	for i := range pictures {
		pictures[i] = secret.NewPicture(theme.Giant)
		pictures[i].Paper = true
		if !v.m.Typing() || i != asked[0] && i != asked[1] {
			pictures[i].Set(code[i*4 : i*4+4])
		}
		if v.m.Typing() {
			pictures[i].Wipe() // the paper is read, not the screen
		}
	}
	wipe := func() {
		for _, p := range pictures {
			p.Wipe()
		}
	}
	sheet := v.sheet(pictures)
	if !v.m.Typing() {
		why := widgets.Col(12,
			widgets.Text(v.w.Say("setup.recovery.write"), widgets.Type{Bold: true}),
			widgets.Words(v.w.Say("setup.recovery.write.why"), widgets.Type{Color: theme.Ink2}),
			widgets.Note(widgets.Waits, v.w.Say("setup.recovery.only")))
		return page{
			object: widgets.Col(20, v.heading("recovery"), widgets.Top(40, sheet, widgets.Grow(why))),
			next:   func() { v.m.Cover(true) }, words: v.w.Say("setup.recovery.written"), wipe: wipe,
			refresh: func() {},
		}
	}
	return v.provePage(sheet, asked, wipe)
}

// provePage asks for two groups while the sheet is covered.
func (v *View) provePage(sheet fyne.CanvasObject, asked [2]int, wipe func()) page {
	first, second := group(), group()
	trouble := widgets.Slot()
	prove := func() { v.m.Prove(first.Take(), second.Take()) }
	first.OnSubmit, second.OnSubmit = func() { widgets.Focus(second) }, prove
	first.OnChange = func(n int) {
		if n == 4 {
			widgets.Focus(second)
		}
	}
	fields := widgets.Row(16,
		widgets.Fixed(164, 0, widgets.Labelled(v.w.Say("setup.recovery.group", "n", asked[0]+1), first)),
		widgets.Fixed(164, 0, widgets.Labelled(v.w.Say("setup.recovery.group", "n", asked[1]+1), second)))
	right := widgets.Col(12,
		widgets.Text(v.w.Say("setup.recovery.prove"), widgets.Type{Bold: true}),
		widgets.Words(v.w.Say("setup.recovery.prove.why"), widgets.Type{Color: theme.Ink2}),
		fields, trouble, widgets.Note(widgets.Waits, v.w.Say("setup.recovery.once")))
	return page{
		object: widgets.Col(20, v.heading("recovery"), widgets.Top(40, sheet, widgets.Grow(right))),
		next:   prove, first: first,
		wipe:    func() { wipe(); first.Wipe(); second.Wipe() },
		refresh: func() { v.trouble(trouble) },
	}
}

// sheet is the paper with eight groups; covered ones are empty plates.
func (v *View) sheet(pictures []*secret.Picture) fyne.CanvasObject {
	column := func(from int) fyne.CanvasObject {
		rows := []fyne.CanvasObject{}
		for i := from; i < from+len(pictures)/2; i++ {
			var what fyne.CanvasObject = pictures[i]
			if v.m.Typing() {
				what = widgets.Plate(theme.KraftWash, theme.None, 0, 4, widgets.Pad(0, 10, 0, 10,
					widgets.Row(0, widgets.Text(v.w.Say("setup.recovery.look"), widgets.Type{Size: theme.Small, Color: theme.KraftInk}))))
			}
			rows = append(rows, widgets.Fixed(180, 40, widgets.Row(12, widgets.Badge(string(rune('1'+i))), what)))
		}
		return widgets.Col(8, rows...)
	}
	inner := widgets.Col(16,
		widgets.Text(v.w.Say("setup.recovery.sheet"), widgets.Type{Size: theme.Strong, Bold: true, Color: theme.SheetInk}),
		widgets.Cut(v.m.Answers().ShopName, widgets.Type{Size: theme.Small, Color: theme.SheetInk2}),
		widgets.Rule(), widgets.Top(16, column(0), column(len(pictures)/2)))
	return widgets.Fixed(440, 330, widgets.Plate(theme.Sheet, theme.Edge, 1, 0, widgets.Pad(28, 32, 24, 32, inner)))
}

// brands are the storefronts offered first.
func brands() []data.Brand { return []data.Brand{data.Demo, data.ColorMe, data.Vendure} }

func (v *View) storefrontPage() page {
	a := v.m.Answers()
	token := secret.NewField()
	name := widgets.NewField(v.w.Say("setup.store.hint"))
	v.typed(name, a.StoreName, func(a *Answers, s string) { a.StoreName = s })
	base := widgets.NewField("https://")
	v.typed(base, a.BaseURL, func(a *Answers, s string) { a.BaseURL = s })
	connect := func() { v.m.Connect(token.Take()) }
	token.OnSubmit = connect
	options := []string{}
	for _, b := range brands() {
		options = append(options, v.w.Say("brand."+string(b)))
	}
	brand := widgets.NewChoice(options, slices.Index(brands(), a.Brand), func(i int) {
		v.m.Say(func(a *Answers) { a.Brand = brands()[i] })
		v.turned()
	})
	brand.High = 48
	trouble := widgets.Slot()
	parts := []fyne.CanvasObject{
		widgets.Labelled(v.w.Say("setup.brand"), brand),
		widgets.Words(v.w.Say("brand.why."+string(a.Brand)), widgets.Type{Size: theme.Small, Color: theme.Ink2}),
	}
	if a.Brand == data.Vendure {
		parts = append(parts, widgets.Labelled(v.w.Say("setup.base"), base))
	}
	if a.Brand != data.Demo {
		parts = append(parts, widgets.Labelled(v.w.Say("setup.token"), token), widgets.Labelled(v.w.Say("setup.storename"), name))
	}
	return page{
		object: widgets.Col(20, v.heading("storefront"), form(append(parts, trouble)...)),
		next:   connect, words: v.w.Say("setup.connect"), first: brand, wipe: token.Wipe,
		refresh: func() { v.trouble(trouble) },
	}
}

func (v *View) printerPage() page {
	postal, street, building, phone := widgets.NewField("000-0000"), widgets.NewField(v.w.Say("setup.sender.street")),
		widgets.NewField(v.w.Say("setup.sender.building")), widgets.NewField("")
	var devices []Device
	printer := widgets.NewChoice([]string{v.w.Say("setup.printer.looking")}, 0, func(int) {})
	stocks := []string{}
	for _, s := range v.c.Stocks {
		stocks = append(stocks, v.w.Say("stock."+s))
	}
	stock := widgets.NewChoice(stocks, 0, func(int) {})
	v.findPrinters(func(found []Device) { devices = found; printer.Set(v.deviceNames(found), 0) })
	trouble := widgets.Slot()
	finish := func() {
		if i := printer.Selected; i >= 0 && i < len(devices) && stock.Selected >= 0 {
			v.c.Chosen(devices[i].Address, v.c.Stocks[stock.Selected])
		}
		v.m.Finish(func(s *data.Sender) {
			s.Phone = strings.TrimSpace(phone.Text)
			s.Address = data.Address{Postal: strings.TrimSpace(postal.Text), Street: strings.TrimSpace(street.Text), Building: strings.TrimSpace(building.Text)}
		})
	}
	return page{
		object: widgets.Col(20, v.heading("printer"), form(
			widgets.Labelled(v.w.Say("setup.printer"), printer), widgets.Labelled(v.w.Say("setup.stock"), stock),
			widgets.Text(v.w.Say("setup.sender"), widgets.Type{Bold: true}),
			widgets.Labelled(v.w.Say("setup.sender.postal"), postal), widgets.Labelled(v.w.Say("setup.sender.address"), street),
			building, widgets.Labelled(v.w.Say("setup.sender.phone"), phone), trouble)),
		next: finish, words: v.w.Say("setup.finish"), first: postal, refresh: func() { v.trouble(trouble) },
	}
}

// findPrinters asks for printers away from the window.
func (v *View) findPrinters(show func([]Device)) {
	if v.c.Printers == nil {
		show(nil)
		return
	}
	v.run.Run(func(context.Context) func() {
		found, err := v.c.Printers()
		if err != nil {
			found = nil // the page says that none was found; printing says why
		}
		return func() { show(found) }
	})
}

func (v *View) deviceNames(found []Device) []string {
	names := []string{}
	for _, d := range found {
		names = append(names, d.Name)
	}
	if len(names) == 0 {
		names = append(names, v.w.Say("setup.printer.none"))
	}
	return names
}
