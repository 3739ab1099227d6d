package print

import (
	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// findings is what to look at in the ship-tos, and what was changed.
func (v *View) findings() []fyne.CanvasObject {
	all := v.m.Findings()
	var parts []fyne.CanvasObject
	if len(all) > 0 {
		parts = append(parts, widgets.Row(8, widgets.Text(v.w.Say("doctor.title"), bold), widgets.Space(),
			widgets.Chip(widgets.Quiet, v.w.Say("doctor.found", "n", len(all)))))
	}
	if err := v.m.MendErr(); err != nil {
		parts = append(parts, v.say(widgets.Bad, v.w.Fault(err)))
	}
	key := true
	for _, f := range all {
		parts = append(parts, v.finding(f, key && Proposes(f)))
		key = key && !Proposes(f)
	}
	for i, x := range v.m.Mended() {
		parts = append(parts, v.mended(x, i == len(v.m.Mended())-1))
	}
	return parts
}

// finding is a card for one of them; the first proposal can be taken with a
// key.
func (v *View) finding(f data.Finding, first bool) fyne.CanvasObject {
	j := v.m.Job(f.Parcel)
	lines := []fyne.CanvasObject{
		widgets.Words(v.w.Say(f.Key, named(f.Args)...), bold),
		widgets.Words(v.w.Say("doctor.where", "number", j.Number, "name", j.To.Name, "field", v.w.Say("doctor.field."+string(f.Field))), quiet),
	}
	for _, c := range f.Fix {
		lines = append(lines, widgets.Words(v.w.Say("print.detail", "field", v.w.Say("doctor.field."+string(c.Field)), "what", shipWords(c)), widgets.Type{}))
	}
	if Proposes(f) {
		words := "doctor.take"
		if len(f.Join) > 0 {
			words = "doctor.join"
		}
		take := widgets.NewButton(widgets.Outlined, "check", v.w.Say(words), func() { v.m.Take(f) })
		if first {
			take.WithKey("F4")
		}
		lines = append(lines, widgets.Pad(6, 0, 0, 0, take))
	}
	return widgets.Card(widgets.Pad(12, 14, 12, 14, widgets.Col(4, lines...)))
}

// shipWords are the words of a change as they stand on a label.
func shipWords(c data.ShipChange) string {
	if c.Field == data.ShipPostal && len(c.Value) == 7 {
		return "〒" + c.Value[:3] + "-" + c.Value[3:]
	}
	return c.Value
}

// named are the holes of a sentence.
func named(args map[string]any) []any {
	var all []any
	for name, value := range args {
		all = append(all, name, value)
	}
	return all
}

// mended is a proposal that was taken; the last one can be taken back.
func (v *View) mended(x Mended, last bool) fyne.CanvasObject {
	words := v.w.Say("orders.joined", "number", x.Number)
	if !x.Box() {
		words = v.w.Say("doctor.mended", "number", x.Number, "field", v.w.Say("doctor.field."+string(x.Field)))
	}
	parts := []fyne.CanvasObject{widgets.NewIcon("check", theme.Pine, 16), widgets.Grow(widgets.Words(words, quiet))}
	if last {
		parts = append(parts, widgets.NewButton(widgets.Plain, "back", v.w.Say("print.undo"), v.m.TakeBack))
	}
	return widgets.Row(8, parts...)
}
