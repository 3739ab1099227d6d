package safety

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data/guard/posture"
)

// healthPage is the page of what was found, whose parts change on their own.
type healthPage struct {
	list, pack *fyne.Container
	object     *fyne.Container
}

func newHealthPage() healthPage {
	p := healthPage{list: widgets.Slot(), pack: widgets.Slot()}
	p.object = widgets.Scroll(widgets.Pad(16, 32, 24, 32, widgets.Col(20, p.list, p.pack)))
	return p
}

// tones are how a state looks.
var tones = map[posture.State]widgets.Tone{posture.Bad: widgets.Bad, posture.Watch: widgets.Waits, posture.Unknown: widgets.Quiet, posture.Good: widgets.Good}

// icons are how a state looks without colours.
var icons = map[posture.State]string{posture.Bad: "warn", posture.Watch: "warn", posture.Unknown: "help", posture.Good: "check"}

func (v *View) showHealth() {
	h := v.m.Health
	if len(h.Found()) == 0 {
		widgets.Put(v.health.list, widgets.Words(v.w.Say("health.first"), widgets.Type{Color: theme.Ink2}))
		widgets.Put(v.health.pack, nil)
	} else {
		widgets.Put(v.health.list, v.findings(h.Found()))
		widgets.Put(v.health.pack, v.pack())
	}
	relayout(v.health.object)
}

// relayout arranges a whole tree again after parts of it came and went: a part
// whose size stays as it was is not arranged by the toolkit.
func relayout(o fyne.CanvasObject) {
	switch c := o.(type) {
	case *container.Scroll:
		relayout(c.Content)
	case *fyne.Container:
		if c.Layout != nil {
			widgets.Relayout(c)
		}
		for _, part := range c.Objects {
			relayout(part)
		}
	}
}

// looked says in the head when it was looked last, and looks again.
func (v *View) looked() fyne.CanvasObject {
	h := v.m.Health
	again := widgets.NewButton(widgets.Outlined, "sync", v.w.Say("health.again"), h.Look)
	again.Enable(h.State() != Looking)
	said := widgets.Text("", quiet)
	switch done, of := h.Progress(); {
	case h.State() == Looking:
		said = widgets.Text(v.w.Say("health.looking", "done", done, "of", of), quiet)
	case h.State() == Looked:
		said = widgets.Text(v.w.Say("health.at", "time", v.w.Clock(h.At().In(v.now().Location()))), quiet)
	}
	return widgets.Row(16, said, again)
}

// findings are what was found, worst first, in one card.
func (v *View) findings(all []posture.Finding) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for i, f := range all {
		if i > 0 {
			rows = append(rows, widgets.Rule())
		}
		rows = append(rows, v.finding(f))
	}
	return widgets.Card(widgets.Pad(1, 1, 1, 1, widgets.Col(0, rows...)))
}

// finding is one sentence, and below it what to do.
func (v *View) finding(f posture.Finding) fyne.CanvasObject {
	key := f.Key()
	title := widgets.Type{}
	if f.State == posture.Bad {
		title = bold
	}
	words := []fyne.CanvasObject{widgets.Words(v.w.Fill(key, f.Args), title)}
	if f.State != posture.Good {
		words = append(words, widgets.Words(v.w.Fill(key+".do", f.Args), quiet))
	}
	name := widgets.Fixed(104, 24, widgets.Cut(v.w.Say("health."+string(f.Check)), quiet))
	row := widgets.Pad(12, 20, 12, 20, widgets.Top(16, widgets.Dot(tones[f.State], icons[f.State]), widgets.Pad(2, 0, 2, 0, name),
		widgets.Grow(widgets.Pad(2, 0, 2, 0, widgets.Col(0, words...)))))
	if f.State == posture.Bad {
		return widgets.Plate(theme.ShuWash, theme.None, 0, 7, row)
	}
	return row
}

// pack is what an administrator can do about it, and what is done already.
func (v *View) pack() fyne.CanvasObject {
	p, state, err := v.m.Health.Pack()
	if len(p.Files) == 0 {
		return nil
	}
	head := widgets.Col(4, widgets.Text(v.w.Say("health.pack"), bold), widgets.Words(v.w.Say("health.pack.why"), quiet))
	parts := []fyne.CanvasObject{head, v.force(v.m.Health.Parts())}
	switch state {
	case PackWriting:
		parts = append(parts, widgets.Text(v.w.Say("health.pack.writing"), quiet))
	case PackWritten:
		parts = append(parts, v.written(p))
	case PackFailed:
		parts = append(parts, widgets.Note(widgets.Bad, v.w.Fault(err)))
	}
	if state == PackAt || state == PackFailed {
		parts = append(parts, widgets.Row(0, widgets.NewButton(widgets.Outlined, "document", v.w.Say("health.pack.write"), v.m.Health.Write), widgets.Space()))
	}
	return widgets.Card(widgets.Pad(16, 20, 20, 20, widgets.Col(14, parts...)))
}

// force lists the parts of the pack with whether they are in force.
func (v *View) force(all []posture.Force) fyne.CanvasObject {
	says := map[posture.State]string{posture.Good: "in", posture.Bad: "out", posture.Watch: "unseen", posture.Unknown: "unseen"}
	var rows []fyne.CanvasObject
	for _, f := range all {
		tone := widgets.Quiet
		if f.State == posture.Good {
			tone = widgets.Good
		}
		rows = append(rows, widgets.Row(12, widgets.Fixed(104, 20, widgets.Row(0, widgets.Chip(tone, v.w.Say("health.force."+says[f.State])), widgets.Space())),
			widgets.Grow(widgets.Cut(v.w.Say("health.part."+string(f.Part)), widgets.Type{Size: theme.Small}))))
	}
	return widgets.Col(8, rows...)
}

// written says where the pack lies and what an administrator types.
func (v *View) written(p Pack) fyne.CanvasObject {
	line := func(key, command string) fyne.CanvasObject {
		words := widgets.Words(command, widgets.Type{Mono: true})
		return widgets.Col(4, widgets.Words(v.w.Say(key), quiet), widgets.Plate(theme.Rail, theme.None, 0, 4, widgets.Pad(8, 12, 8, 12, words)))
	}
	return widgets.Col(12, widgets.Said(widgets.Good, "check", v.w.Say("health.pack.written", "folder", p.Folder)),
		line("health.pack.apply", p.Apply), line("health.pack.undo", p.Undo))
}
