package print

import (
	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// standing is a run that is not through, or one that is: what stands where, and what
// a person has to say.
func (v *View) standing() fyne.CanvasObject {
	r, ok := v.m.Left()
	if !ok && v.m.Running() && v.m.Err() == nil {
		return v.say(widgets.Quiet, v.w.Say("print.run.looking"))
	}
	if !ok {
		return v.finished()
	}
	_, printed := r.Next()
	parts := []fyne.CanvasObject{v.headOf(r, printed)}
	if err := v.m.Err(); err != nil && len(r.Doubtful()) == 0 {
		parts = append(parts, v.say(widgets.Bad, v.w.Fault(err)))
	}
	if n := v.m.AskedAgain(); n > 0 {
		parts = append(parts, v.reasons(n))
	}
	parts = append(parts, v.purged())
	first := true
	for _, s := range v.m.Stretches() {
		parts = append(parts, v.stretch(s, first))
		first = first && s.State != data.PageDoubtful
	}
	return widgets.Col(12, parts...)
}

func (v *View) headOf(r data.Run, printed int) fyne.CanvasObject {
	if printed == len(r.Pages) {
		return widgets.Col(8, widgets.Text(v.w.Say("print.finished"), bold),
			v.say(widgets.Good, v.w.Say("print.run.through", "n", len(r.Plan.Parcels), "pages", printed)))
	}
	return widgets.Col(8, widgets.Text(v.w.Say("print.run.halfway"), bold),
		widgets.Text(v.w.Say("print.progress", "page", printed, "pages", len(r.Pages)), quiet),
		widgets.Bar(float32(printed)/float32(len(r.Pages))))
}

// purged says whether a copy is left with the printing system.
func (v *View) purged() fyne.CanvasObject {
	switch at, _ := v.m.Run(); at.Key {
	case "print.purged":
		return widgets.Said(widgets.Good, "check", v.w.Say(at.Key))
	case "print.notpurged":
		return v.say(widgets.Waits, v.w.Say(at.Key))
	}
	return widgets.Space()
}

// stretch is a row for pages that stand the same, or a question.
func (v *View) stretch(s Stretch, first bool) fyne.CanvasObject {
	pages := v.numbers(s)
	if s.State == data.PageDoubtful {
		return v.doubt(s, first)
	}
	icon, tone, key := "pause", theme.Ink2, "print.run.waiting"
	switch s.State {
	case data.PagePrinted:
		icon, tone, key = "check", theme.Pine, "print.run.printed"
	case data.PageSent:
		icon, tone, key = "print", theme.Ochre, "print.run.sent"
	}
	row := widgets.Row(10, widgets.NewIcon(icon, tone, 16), widgets.Grow(widgets.Words(v.w.Say(key, "pages", pages), widgets.Type{})))
	return widgets.Pressable(widgets.Pad(4, 4, 4, 4, row), func() { v.m.ShowPage(s.From) })
}

// reasons asks why a page is wanted once more.
func (v *View) reasons(n int) fyne.CanvasObject {
	parts := []fyne.CanvasObject{widgets.Words(v.w.Say("print.again.why", "page", n), bold)}
	for _, r := range Reasons {
		parts = append(parts, widgets.NewButton(widgets.Outlined, "", v.w.Say("print.again."+r), func() { v.m.Again(r) }))
	}
	parts = append(parts, widgets.NewButton(widgets.Plain, "", v.w.Say("no.keep"), v.m.NotAgain).WithKey("Esc"))
	return widgets.Plate(theme.Card, theme.Ochre, 2, 8, widgets.Pad(12, 14, 14, 14, widgets.Col(8, parts...)))
}

// rest is what can be done with the run: go on, a page again, give up.
func (v *View) rest() fyne.CanvasObject {
	r, ok := v.m.Left()
	if !ok && v.m.Running() { // it cannot be drawn any more; it can still be given up
		look := widgets.NewButton(widgets.Filled, "sync", v.w.Say("print.run.look"), v.m.Look).Tall(56)
		return widgets.Col(8, look, widgets.NewButton(widgets.Plain, "", v.w.Say("print.run.drop"), v.m.GiveUp))
	}
	if !ok {
		return v.afterwards()
	}
	if s, _, _ := v.m.Counting(); s.To > 0 {
		return v.counted(s)
	}
	_, printed := r.Next()
	again := widgets.NewButton(widgets.Outlined, "print", v.w.Say("print.again.page", "page", v.m.Page()+1), v.m.AskAgain).Tall(48)
	again.Enable(v.m.CanAgain())
	if printed == len(r.Pages) && v.m.State() == Done {
		return widgets.Col(8, widgets.NewButton(widgets.Filled, "left", v.w.Say("print.toorders"), v.leave).Tall(56), again)
	}
	can, why := v.m.CanGoOn()
	parts := []fyne.CanvasObject{}
	if why != "" {
		parts = append(parts, widgets.Words(v.w.Say(why), quiet))
	}
	if n := len(v.m.Altered()); why == "print.run.altered" {
		parts = append(parts, widgets.NewButton(widgets.Outlined, "check", v.w.Say("print.run.accept", "n", n), v.m.Accept).Tall(48))
	}
	if why == "print.run.void" {
		parts = append(parts, widgets.NewButton(widgets.Outlined, "check", v.w.Say("print.run.void.print", "n", v.m.Void()), v.m.Accept).Tall(48))
	}
	if why == "print.run.under" {
		parts = append(parts, widgets.NewButton(widgets.Outlined, "sync", v.w.Say("print.run.look"), v.m.Look).Tall(48))
	}
	words := v.w.Say("print.run.goon", "n", len(r.Pages)-printed)
	if printed == len(r.Pages) {
		words = v.w.Say("print.run.close")
	}
	on := widgets.NewButton(widgets.Filled, "print", words, v.m.GoOn).Tall(56)
	on.Careful = true
	on.Enable(can)
	drop := widgets.NewButton(widgets.Plain, "", v.w.Say("print.run.drop"), v.m.GiveUp)
	return widgets.Col(8, append(parts, on, again, drop)...)
}

// dropping asks whether the rest is given up.
func (v *View) dropping() fyne.CanvasObject {
	yes := widgets.NewButton(widgets.Filled, "", v.w.Say("print.run.drop.yes"), v.m.Drop).Tall(56)
	yes.Careful = true
	return widgets.Col(8, yes, widgets.NewButton(widgets.Outlined, "", v.w.Say("no.keep"), v.m.KeepOn).WithKey("Esc").Tall(48))
}

// unfinished offers the runs that were left in the middle.
func (v *View) unfinished() fyne.CanvasObject {
	runs, pages := v.m.Waiting()
	if runs == 0 || v.m.State() == Printing {
		return nil
	}
	take := widgets.NewButton(widgets.Outlined, "print", v.w.Say("print.run.take"), v.m.PickUp)
	return widgets.Plate(theme.Card, theme.Ochre, 2, 8, widgets.Pad(12, 14, 14, 14,
		widgets.Col(10, widgets.Words(v.w.Say("print.run.found", "n", pages), bold), take)))
}
