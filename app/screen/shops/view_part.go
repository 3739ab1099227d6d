package shops

import (
	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// parting says what disconnecting a shop means before it is done.
func (v *View) parting(s data.Shop) fyne.CanvasObject {
	leave := widgets.NewButton(widgets.Alarm, "close", v.w.Say("shops.part"), func() { v.m.Disconnect(s, v.doors.Left) })
	leave.Careful = true
	keep := widgets.NewButton(widgets.Outlined, "", v.w.Say("shops.part.keep"), v.m.Close)
	lines := []fyne.CanvasObject{widgets.Words(v.w.Say("shops.part.ask", "shop", s.Name), bold)}
	means := func(words string) {
		lines = append(lines, widgets.Top(10, widgets.Pad(4, 0, 0, 0, widgets.NewIcon("right", theme.Ink2, 16)), widgets.Grow(widgets.Words(words, widgets.Type{}))))
	}
	if NeedsKey(s) {
		means(v.w.Say("shops.part.key"))
	}
	means(v.w.Say("shops.part.sync"))
	means(v.w.Say("shops.part.stays"))
	if s.Untold > 0 {
		lines = append(lines, widgets.Note(widgets.Waits, v.w.Say("shops.part.untold", "n", s.Untold)))
	}
	if NeedsKey(s) {
		lines = append(lines, widgets.Note(widgets.Waits, v.w.Say("shops.part.stop", "where", v.w.Say("brand."+string(s.Brand)+".stop"))))
	}
	return widgets.Pad(12, 0, 4, 0, widgets.Col(12, append(lines, widgets.Row(8, widgets.Space(), keep, leave))...))
}

// gone are the shops that were connected once.
func (v *View) gone(all []data.Shop) fyne.CanvasObject {
	rows := []fyne.CanvasObject{widgets.Text(v.w.Say("shops.gone"), bold), widgets.Words(v.w.Say("shops.gone.why"), quiet)}
	for _, s := range all {
		rows = append(rows, v.past(s))
	}
	return widgets.Card(widgets.Pad(16, 20, 16, 20, widgets.Col(12, rows...)))
}

// past is one of them.
func (v *View) past(s data.Shop) fyne.CanvasObject {
	lines := []fyne.CanvasObject{
		widgets.Row(12, widgets.Text(s.Name, widgets.Type{}), widgets.Chip(widgets.Ring, v.w.Say("brand."+string(s.Brand))), widgets.Space()),
		widgets.Cut(v.w.Say("shops.gone.since", "ago", v.w.Ago(s.GoneAt, v.now())), quiet),
	}
	if s.Untold > 0 {
		lines = append(lines, widgets.Words(v.w.Say("shops.gone.untold", "n", s.Untold), widgets.Type{Size: theme.Small, Color: theme.Shu}))
	}
	if v.m.Keyless() == s.ID && v.rekey != nil {
		form := widgets.Col(8, append(lines, v.keying()...)...)
		v.page.opened = form
		return form
	}
	back := func() { v.onRekey(s) }
	if !NeedsKey(s) {
		back = func() { v.m.Return(s, v.onAdded) }
	}
	return widgets.Row(12, widgets.Grow(widgets.Col(2, lines...)), widgets.NewButton(widgets.Outlined, "shop", v.w.Say("shops.gone.back"), back))
}
