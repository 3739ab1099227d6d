package bench

import (
	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// panel is the open question over the items, nil when there is none.
func (v *View) panel() fyne.CanvasObject {
	switch v.m.Panel() {
	case Problem:
		return v.question("bench.problem.ask", "bench.problem.why", v.troubles(), "bench.problem.go", "F7")
	case Overriding:
		return v.question("bench.override.ask", "bench.override.why", nil, "bench.override.go", "F9")
	case Reprinting:
		return v.question("bench.reprint.ask", "bench.reprint.why", nil, "bench.reprint.go", "F6")
	}
	return nil
}

func (v *View) question(ask, why string, choices fyne.CanvasObject, yes, key string) fyne.CanvasObject {
	parts := []fyne.CanvasObject{
		widgets.Words(v.w.Say(ask, "number", v.m.Parcel().Number), title),
		widgets.Words(v.w.Say(why), widgets.Type{Color: theme.Ink2}),
	}
	if choices != nil {
		parts = append(parts, choices)
	}
	parts = append(parts, v.lines.words)
	if err := v.m.PanelErr(); err != nil {
		parts = append(parts, widgets.Note(widgets.Bad, v.w.Fault(err)))
	}
	send := widgets.NewButton(widgets.Filled, "", v.w.Say(yes), v.m.Confirm).Tall(48).WithKey(key)
	send.Careful = true
	send.Enable(!v.m.Busy())
	parts = append(parts, widgets.Row(12, send, v.button("no.keep", "Esc", v.m.Dismiss)))
	return widgets.Col(0, widgets.Card(widgets.Pad(20, 20, 20, 20, widgets.Col(12, parts...))))
}

func (v *View) troubles() fyne.CanvasObject {
	rows := make([]fyne.CanvasObject, len(Troubles))
	for i, t := range Troubles {
		rows[i] = v.trouble(t)
	}
	return widgets.Col(4, rows...)
}

func (v *View) trouble(t data.Trouble) fyne.CanvasObject {
	box := widgets.NewCheckBox()
	fill, edge := theme.None, theme.Line
	if v.m.Trouble() == t {
		box.Set(widgets.All)
		fill, edge = theme.AiWash, theme.Ai
	}
	row := widgets.Row(12, box.Object, widgets.Grow(widgets.Cut(v.w.Say("trouble."+string(t)), widgets.Type{Size: theme.Strong})))
	return widgets.Pressable(widgets.Fixed(0, 44, widgets.Plate(fill, edge, 1, 8, widgets.Pad(0, 16, 0, 16, row))), func() { v.m.ChooseTrouble(t) })
}
