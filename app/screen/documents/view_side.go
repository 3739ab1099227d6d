package documents

import (
	"strings"

	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// side is the right column: the issued document that is shown.
func (v *View) side() fyne.CanvasObject {
	if v.m.Opened() == 0 {
		return v.say(v.w.Say("documents.choose"))
	}
	d, same, state, err := v.m.Document()
	switch state {
	case Loading:
		return v.say(v.w.Say("documents.loading"))
	case Failed:
		return v.say(v.w.Fault(err), widgets.NewButton(widgets.Outlined, "close", v.w.Say("close"), v.m.Close))
	}
	p := d.Paper
	parts := []fyne.CanvasObject{
		widgets.Row(8, widgets.Text(v.w.Say("paper.kind."+string(p.Kind)), widgets.Type{Size: theme.Strong, Bold: true}), widgets.Space(),
			widgets.NewButton(widgets.Plain, "close", "", v.m.Close)),
		v.fact("documents.number", p.Number), v.fact("documents.issued", v.w.Date(p.Issued)), v.fact("documents.order", p.Order.Number),
		v.fact("documents.to", named(p.To)),
	}
	if p.Kind != data.PaperGift {
		parts = append(parts, v.fact("documents.sum", v.w.Amount(p.Sum.Due, "")))
	}
	parts = append(parts, v.fact("documents.copies", v.w.Say("documents.times", "n", d.Copies)))
	if p.Corrects != "" {
		parts = append(parts, widgets.Note(widgets.Quiet, v.w.Say("documents.corrects", "number", p.Corrects)))
	}
	if d.Corrected != "" {
		parts = append(parts, widgets.Note(widgets.Waits, v.w.Say("documents.corrected", "number", d.Corrected)))
	}
	switch {
	case d.Erased:
		parts = append(parts, widgets.Note(widgets.Quiet, v.w.Say("documents.erased")))
	case !same:
		parts = append(parts, widgets.Note(widgets.Bad, v.w.Say("documents.changed")))
	}
	if err := v.m.SheetErr(); err != nil {
		parts = append(parts, widgets.Note(widgets.Bad, v.w.Fault(err)))
	}
	return v.column(parts, v.printFoot(d))
}

// column is a scrolled body with what stands below it.
func (v *View) column(body, foot []fyne.CanvasObject) fyne.CanvasObject {
	parts := []fyne.CanvasObject{widgets.Grow(widgets.Scroll(widgets.Pad(12, 16, 12, 16, widgets.Col(10, body...))))}
	if len(foot) > 0 {
		parts = append(parts, widgets.Rule(), widgets.Pad(12, 16, 16, 16, widgets.Col(8, foot...)))
	}
	return widgets.Col(0, parts...)
}

func (v *View) fact(key, words string) fyne.CanvasObject {
	if words == "" {
		words = "—"
	}
	return widgets.Row(8, widgets.Fixed(84, 0, widgets.Cut(v.w.Say(key), quiet)), widgets.Grow(widgets.Cut(words, widgets.Type{})))
}

func named(to data.Recipient) string { return strings.TrimSpace(to.Company + " " + to.Name) }

// printFoot is the printer, and the buttons of an issued document.
func (v *View) printFoot(d data.Document) []fyne.CanvasObject {
	if s, _, _, _ := v.m.Printing(); s == Printing {
		return v.running()
	}
	foot := v.told()
	if d.Erased {
		return foot
	}
	key := "documents.print"
	if d.Copies > 0 {
		key = "documents.reissue"
	}
	foot = append(foot, v.printers()...)
	foot = append(foot, v.printButton(v.w.Say(key)))
	if d.Corrected == "" {
		foot = append(foot, widgets.NewButton(widgets.Outlined, "pen", v.w.Say("documents.correct"), func() { v.shown = -1; v.m.Correct() }))
	}
	return foot
}

// printers is the choice of a printer, and why it cannot be used.
func (v *View) printers() []fyne.CanvasObject {
	all, chosen, perr := v.m.Printers()
	names := make([]string, len(all))
	for i, p := range all {
		names[i] = p.Name
	}
	v.keep.printer.Set(names, chosen)
	parts := []fyne.CanvasObject{widgets.Labelled(v.w.Say("print.printer"), v.keep.printer)}
	switch _, why := v.m.CanPrint(); {
	case perr != nil:
		parts = append(parts, widgets.Words(v.w.Fault(perr), widgets.Type{Size: theme.Small, Color: theme.Shu}))
	case why != "":
		parts = append(parts, widgets.Words(v.w.Trouble(why), widgets.Type{Size: theme.Small, Color: theme.Ochre}))
	case v.m.Swap() != nil:
		parts = append(parts, widgets.Words(v.w.Say("documents.swap", "stock", v.w.Stock(*v.m.Swap())), quiet))
	}
	return parts
}

func (v *View) printButton(words string) fyne.CanvasObject {
	can, _ := v.m.CanPrint()
	b := widgets.NewButton(widgets.Filled, "print", words, v.m.Print).Tall(48)
	b.Careful = true
	b.Enable(can)
	return b
}

// told is how the last printing ended, nothing when there was none.
func (v *View) told() []fyne.CanvasObject {
	state, _, out, of := v.m.Printing()
	err, purged := v.m.PrintErr()
	var parts []fyne.CanvasObject
	switch state {
	case Printed:
		parts = append(parts, widgets.Said(widgets.Good, "check", v.w.Say("documents.printed", "n", out)))
	case Stopped:
		parts = append(parts, widgets.Note(widgets.Bad, v.w.Fault(err)))
		if of > 1 {
			parts = append(parts, widgets.Words(v.w.Say("documents.some", "out", out, "of", of), quiet))
		}
	default:
		return nil
	}
	if !purged {
		parts = append(parts, widgets.Note(widgets.Waits, v.w.Say("print.notpurged")))
	}
	return parts
}

func (v *View) running() []fyne.CanvasObject {
	_, key, out, of := v.m.Printing()
	tone := widgets.Chosen
	if strings.HasPrefix(key, "fault.") {
		tone = widgets.Waits
	}
	parts := []fyne.CanvasObject{widgets.Note(tone, v.w.Trouble(key))}
	if of > 1 {
		parts = append(parts, widgets.Text(v.w.Say("documents.progress", "out", out, "of", of), quiet), widgets.Bar(float32(out)/float32(of)))
	}
	return append(parts, widgets.NewButton(widgets.Outlined, "close", v.w.Say("print.cancel"), v.m.Cancel))
}
