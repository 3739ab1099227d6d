package print

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
	"nifuda/labels"
)

// side is the right column: what to look at, the question, the run.
func (v *View) side() fyne.CanvasObject {
	body, foot := v.problems(), v.foot()
	switch v.m.State() {
	case Loading:
		body, foot = v.say(widgets.Quiet, v.w.Say("print.loading")), nil
	case Empty:
		body, foot = v.say(widgets.Quiet, v.w.Say("print.empty")), v.backButton()
	case Failed:
		body, foot = v.say(widgets.Bad, v.w.Fault(v.m.Err())), v.backButton()
	case Asking:
		body, foot = v.say(widgets.Waits, v.w.Say("print.again", "n", v.m.PrintedBefore())), v.question()
	case Printing:
		body, foot = v.running(), widgets.NewButton(widgets.Outlined, "close", v.w.Say("print.cancel"), v.m.Cancel).Tall(48)
	case Done, Stopped:
		body, foot = v.standing(), v.rest()
	case Dropping:
		body, foot = v.say(widgets.Waits, v.w.Say("print.run.drop.sure")), v.dropping()
	}
	if found := v.unfinished(); found != nil && (v.m.State() == Empty || v.m.State() == Ready) {
		body = widgets.Col(16, found, body)
	}
	parts := []fyne.CanvasObject{widgets.Grow(widgets.Scroll(widgets.Pad(16, 20, 12, 20, body)))}
	if foot != nil {
		parts = append(parts, widgets.Pad(0, 20, 20, 20, foot))
	}
	return widgets.Col(0, parts...)
}

func (v *View) say(tone widgets.Tone, words string) fyne.CanvasObject {
	return widgets.Note(tone, words)
}

func (v *View) backButton() fyne.CanvasObject {
	return widgets.NewButton(widgets.Outlined, "left", v.w.Say("print.toorders"), v.leave).Tall(48)
}

// problems is the list of labels a person should look at.
func (v *View) problems() fyne.CanvasObject {
	head := []fyne.CanvasObject{widgets.Text(v.w.Say("print.check"), bold), widgets.Space()}
	if n := v.m.ToSettle(); n > 0 {
		head = append(head, widgets.Chip(widgets.Waits, v.w.Say("print.left", "n", n)))
	}
	parts := []fyne.CanvasObject{widgets.Row(8, head...)}
	all := v.m.Problems()
	if err := v.m.SheetErr(); err != nil {
		parts = append(parts, v.say(widgets.Bad, v.w.Fault(err)))
	} else if len(all) == 0 && len(v.m.Skipped()) == 0 && len(v.m.Findings()) == 0 {
		parts = append(parts, widgets.Said(widgets.Good, "check", v.w.Say("print.allgood")))
	}
	if n := len(v.m.Blemishes()); n > 0 {
		parts = append(parts, v.say(widgets.Waits, v.w.Say("print.blemishes", "n", n)))
	}
	first := true
	for i, p := range all {
		waits := p.Blocks && !p.Settled
		parts = append(parts, v.problem(i+1, p, waits && first))
		first = first && !waits
	}
	for _, j := range v.m.Skipped() {
		parts = append(parts, v.skipped(j))
	}
	parts = append(parts, v.findings()...)
	return widgets.Col(12, parts...)
}

// problem is a card for one label; the first that waits can be settled with a
// key.
func (v *View) problem(n int, p Problem, first bool) fyne.CanvasObject {
	title := headline(p.Reports)
	lines := []fyne.CanvasObject{
		widgets.Top(8, widgets.Pad(2, 0, 0, 0, widgets.Badge(strconv.Itoa(n))), widgets.Grow(widgets.Words(v.w.Say(title), bold))),
		widgets.Words(v.w.Say("print.whose", "number", p.Job.Number, "name", p.Job.To.Name), quiet),
	}
	for _, s := range v.reports(title, p.Reports) {
		lines = append(lines, widgets.Words(s, quiet))
	}
	if !p.Blocks || p.Settled {
		return widgets.Card(widgets.Pad(12, 14, 12, 14, widgets.Col(4, lines...)))
	}
	id := p.Job.Parcel
	skip := widgets.NewButton(widgets.Outlined, "", v.w.Say("print.skip"), func() { v.m.Skip(id) })
	keep := widgets.NewButton(widgets.Outlined, "", v.w.Say("print.keep"), func() { v.m.Keep(id) })
	edge, wide := theme.Line, float32(1)
	if first {
		skip.Look = widgets.Fix
		skip.WithKey("F2")
		keep.WithKey("F3")
		edge, wide = theme.Ochre, 2
	}
	buttons := widgets.Pad(8, 0, 0, 0, widgets.Row(8, widgets.Grow(skip), widgets.Grow(keep)))
	return widgets.Plate(theme.Card, edge, wide, 8, widgets.Pad(12, 14, 14, 14, widgets.Col(4, append(lines, buttons)...)))
}

// headline is the key of the report that matters most.
func headline(all []labels.Report) string {
	for _, r := range all {
		if r.Blocks() {
			return r.Key
		}
	}
	return all[0].Key
}

// reports are the lines under the headline: what concerns which part, each
// once, with the words that are missing.
func (v *View) reports(title string, all []labels.Report) []string {
	var lines []string
	seen := map[string]bool{}
	for _, r := range all {
		s := v.w.Say(string(r.Field))
		if r.Key != title {
			s = v.w.Say("print.detail", "field", s, "what", v.w.Say(r.Key))
		}
		if r.Key == labels.ReportCut {
			s = v.w.Say("print.detail", "field", s, "what", strings.TrimSpace(r.Detail))
		}
		if !seen[s] {
			seen[s] = true
			lines = append(lines, s)
		}
	}
	return lines
}

func (v *View) skipped(j data.LabelJob) fyne.CanvasObject {
	words := v.w.Say("print.skipped", "number", j.Number, "name", j.To.Name)
	undo := widgets.NewButton(widgets.Plain, "back", v.w.Say("print.undo"), func() { v.m.Unskip(j.Parcel) })
	return widgets.Row(8, widgets.NewIcon("check", theme.Pine, 16), widgets.Grow(widgets.Words(words, quiet)), undo)
}

// foot is the one filled button, with what it will use.
func (v *View) foot() fyne.CanvasObject {
	n, orders := v.m.Labels()
	can, why := v.m.CanPrint()
	words := v.w.Say("print.uses", "n", v.m.Pages(), "orders", orders)
	if why != "" {
		words = v.w.Trouble(why)
	}
	if !v.m.WithLabels() {
		n = v.m.Pages()
	}
	b := widgets.NewButton(widgets.Filled, "print", v.w.Say("print.go", "n", n), v.m.Print).Tall(56)
	b.Careful = true
	b.Enable(can)
	return widgets.Col(8, widgets.Words(words, quiet), b)
}

func (v *View) question() fyne.CanvasObject {
	n, _ := v.m.Labels()
	yes := widgets.NewButton(widgets.Filled, "print", v.w.Say("print.goagain", "n", n), v.m.Print).Tall(56)
	yes.Careful = true
	return widgets.Col(8, yes, widgets.NewButton(widgets.Outlined, "", v.w.Say("no.keep"), v.m.Decline).WithKey("Esc").Tall(48))
}

func (v *View) running() fyne.CanvasObject {
	at, _ := v.m.Run()
	tone := widgets.Chosen
	if strings.HasPrefix(at.Key, "fault.") {
		tone = widgets.Waits
	}
	parts := []fyne.CanvasObject{
		widgets.Text(v.w.Say("print.running"), bold),
		v.say(tone, v.w.Trouble(at.Key)),
	}
	if at.Of > 0 {
		parts = append(parts, widgets.Text(v.w.Say("print.progress", "page", at.Done, "pages", at.Of), quiet),
			widgets.Bar(float32(at.Done)/float32(at.Of)))
	}
	return widgets.Col(12, parts...)
}

// finished is the end of what is no run: a trial page, or what did not begin.
func (v *View) finished() fyne.CanvasObject {
	if err := v.m.Err(); err != nil {
		return widgets.Col(12, widgets.Text(v.w.Say("print.stopped"), bold), v.say(widgets.Bad, v.w.Fault(err)), v.purged())
	}
	return widgets.Col(12, widgets.Text(v.w.Say("print.finished"), bold), v.say(widgets.Good, v.w.Say("print.trial.done")), v.purged())
}

func (v *View) afterwards() fyne.CanvasObject {
	back := widgets.NewButton(widgets.Outlined, "left", v.w.Say("print.toorders"), v.leave).Tall(48)
	return widgets.Col(8, widgets.NewButton(widgets.Filled, "print", v.w.Say("print.return"), v.m.Return).Tall(56), back)
}
