package bench

import (
	"strings"

	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// side is where the parcel goes, and what to do when something is wrong.
func (v *View) side() fyne.CanvasObject {
	switch v.m.State() {
	case Packing, Printing, Tagging:
	default:
		return widgets.Pad(20, 24, 20, 0, widgets.Col(12, v.masked()))
	}
	parts := []fyne.CanvasObject{v.shipTo(v.m.Parcel())}
	quietly := v.m.State() == Printing || v.m.Panel() != NoPanel
	add := func(icon, key, cap string, press func()) {
		b := widgets.NewButton(widgets.Outlined, icon, v.w.Say(key), press).WithKey(cap)
		b.Careful = true
		b.Enable(!quietly)
		parts = append(parts, b)
	}
	add("warn", "bench.problem", "F7", v.m.Report)
	if v.m.CanOverride() {
		add("pen", "bench.override", "F9", v.m.Override)
	}
	switch {
	case v.m.Unprinted():
		add("print", "bench.print", "F6", v.m.PrintLabel)
	case v.m.CanReprint():
		add("print", "bench.reprint", "F6", v.m.PrintLabel)
	}
	return widgets.Scroll(widgets.Pad(20, 24, 20, 0, widgets.Col(12, parts...)))
}

// masked stands in for an address nobody has started on.
func (v *View) masked() fyne.CanvasObject {
	dots := func(n int) fyne.CanvasObject {
		return widgets.Text(strings.Repeat("●", n), widgets.Type{Color: theme.Line})
	}
	return widgets.Card(widgets.Pad(16, 20, 16, 20, widgets.Col(4,
		widgets.Text(v.w.Say("orders.shipto"), quiet), dots(7), dots(12), dots(6),
		widgets.Words(v.w.Say("bench.masked"), quiet))))
}

// shipTo is the address as on the label.
func (v *View) shipTo(p data.BenchParcel) fyne.CanvasObject {
	parts := []fyne.CanvasObject{widgets.Text(v.w.Say("orders.shipto"), quiet)}
	add := func(s string, t widgets.Type) {
		if strings.TrimSpace(s) != "" {
			parts = append(parts, widgets.Words(s, t))
		}
	}
	a := p.To.Address
	add(v.w.Postal(a.Postal), large)
	add(a.Prefecture+a.Street, large)
	add(a.Building, large)
	add(p.To.Company, large)
	name := widgets.Type{Size: theme.Giant, Bold: true}
	if len([]rune(p.To.Name)) > 7 {
		name.Size = theme.Title
	}
	parts = append(parts, widgets.Pad(8, 0, 0, 0, widgets.Words(strings.TrimSpace(p.To.Name+" "+v.w.Say("orders.sama")), name)))
	if w := v.wanted(p.Wanted); w != "" {
		parts = append(parts, widgets.Pad(8, 0, 8, 0, widgets.Rule()), widgets.Words(w, large))
	}
	if p.Gift != "" {
		parts = append(parts, widgets.Pad(8, 0, 0, 0, gift(p.Gift)))
	}
	if p.HasPhone {
		parts = append(parts, widgets.Pad(8, 0, 0, 0, v.phone()))
	}
	return widgets.Card(widgets.Pad(16, 20, 16, 20, widgets.Col(0, parts...)))
}

// gift is how the parcel is wrapped, on a ground as wide as its words.
func gift(words string) fyne.CanvasObject {
	ink := widgets.Type{Color: theme.KraftInk}
	chip := func(o fyne.CanvasObject) fyne.CanvasObject {
		return widgets.Plate(theme.KraftWash, theme.None, 0, 4, widgets.Pad(2, 12, 2, 12, o))
	}
	if len([]rune(words)) > 12 {
		return chip(widgets.Words(words, ink))
	}
	return widgets.Row(0, chip(widgets.Text(words, ink)), widgets.Space())
}

func (v *View) wanted(x data.Wanted) string {
	var parts []string
	if !x.Date.IsZero() {
		parts = append(parts, v.w.Date(x.Date))
	}
	if x.Slot != "" {
		parts = append(parts, v.w.Slot(x.Slot))
	}
	return strings.Join(parts, "\n")
}

// phone is the number while it may be seen, else the way to see it.
func (v *View) phone() fyne.CanvasObject {
	number, left := v.m.Phone()
	if number == "" {
		b := widgets.NewButton(widgets.Outlined, "", v.w.Say("bench.phone"), v.m.Reveal).WithKey("F4")
		b.Careful = true
		return b
	}
	return widgets.Col(0, widgets.Text(number, widgets.Type{Size: theme.Title, Mono: true}),
		widgets.Words(v.w.Say("bench.phone.left", "n", left), quiet))
}
