package settings

import (
	"strings"

	"fyne.io/fyne/v2"

	"nifuda/app/widgets"
)

// postalCard is the form of the table of postal codes, filled by showPostal.
type postalCard struct {
	path *widgets.Field
	read *widgets.Button
	used *fyne.Container // which table is used
	said *fyne.Container // how reading a file went
}

// namesShown is how many towns are named of those that are new or gone.
const namesShown = 6

func (v *View) newPostalCard() postalCard {
	c := postalCard{path: widgets.NewField(v.w.Say("settings.postal.hint")), used: widgets.Slot(), said: widgets.Slot()}
	c.path.OnChanged = v.m.Postal.Type
	c.path.OnSubmitted = func(string) { v.m.Postal.Read() }
	c.read = widgets.NewButton(widgets.Outlined, "search", v.w.Say("settings.postal.read"), v.m.Postal.Read)
	return c
}

func (v *View) postalSection() fyne.CanvasObject {
	c := v.postal
	return v.section("settings.postal", widgets.Words(v.w.Say("settings.postal.why"), quiet), c.used,
		widgets.Labelled(v.w.Say("settings.postal.file"), c.path), widgets.Row(0, widgets.Space(), c.read), c.said)
}

// Named takes the path of a file that was dropped on the window.
func (v *View) Named(path string) { v.m.Postal.Type(path) }

// showPostal shows which table is used, and what a file would change.
func (v *View) showPostal() {
	p, c := v.m.Postal, v.postal
	c.path.Fill(p.Path())
	c.read.Enable(p.CanRead())
	widgets.Put(c.used, widgets.Col(10, v.postalUsed()...))
	var rows []fyne.CanvasObject
	switch p.State() {
	case PostalReading:
		rows = append(rows, widgets.Note(widgets.Chosen, v.w.Say("settings.postal.reading")))
	case PostalTaking:
		rows = append(rows, widgets.Note(widgets.Chosen, v.w.Say("settings.postal.taking")))
	case PostalTaken:
		rows = append(rows, widgets.Note(widgets.Good, v.w.Say("settings.postal.taken")))
	case PostalFailed:
		rows = append(rows, widgets.Note(widgets.Bad, v.w.Fault(p.Err())))
	case PostalRead:
		rows = append(rows, v.postalNews()...)
	}
	widgets.Put(c.said, widgets.Col(10, rows...))
}

func (v *View) postalUsed() []fyne.CanvasObject {
	p, is := v.m.Postal, v.m.Postal.Is()
	var rows []fyne.CanvasObject
	switch {
	case p.State() == PostalLoading || is.Towns == 0:
		return nil
	case is.Fault != "":
		rows = append(rows, widgets.Note(widgets.Waits, v.w.Trouble(is.Fault)))
	case is.Own:
		rows = append(rows, widgets.Words(v.w.Say("settings.postal.own", "n", is.Towns, "ago", v.w.Ago(is.Taken, v.now())), widgets.Type{}))
	default:
		rows = append(rows, widgets.Words(v.w.Say("settings.postal.program", "n", is.Towns), widgets.Type{}))
	}
	if p.CanGoBack() {
		rows = append(rows, widgets.Row(0, widgets.Space(), widgets.NewButton(widgets.Plain, "left", v.w.Say("settings.postal.back"), p.GoBack)))
	}
	return rows
}

// postalNews is what a file would change, before it is taken.
func (v *View) postalNews() []fyne.CanvasObject {
	n := v.m.Postal.News()
	rows := []fyne.CanvasObject{
		widgets.Words(v.w.Say("settings.postal.before", "n", n.Before), widgets.Type{}),
		widgets.Words(v.w.Say("settings.postal.then", "n", n.Towns), bold)}
	if len(n.New)+len(n.Gone) == 0 {
		rows = append(rows, widgets.Words(v.w.Say("settings.postal.none"), quiet))
	}
	if len(n.New) > 0 {
		rows = append(rows, widgets.Words(v.w.Say("settings.postal.new", "n", len(n.New), "names", v.names(n.New)), quiet))
	}
	if len(n.Gone) > 0 {
		rows = append(rows, widgets.Words(v.w.Say("settings.postal.gone", "n", len(n.Gone), "names", v.names(n.Gone)), quiet))
	}
	return append(rows, widgets.Row(12, widgets.Space(), widgets.NewButton(widgets.Outlined, "close", v.w.Say("settings.postal.leave"), v.m.Postal.Leave),
		widgets.NewButton(widgets.Outlined, "check", v.w.Say("settings.postal.take"), v.m.Postal.Take)))
}

func (v *View) names(all []string) string {
	if len(all) <= namesShown {
		return strings.Join(all, "、")
	}
	return v.w.Say("settings.postal.more", "names", strings.Join(all[:namesShown], "、"), "n", len(all)-namesShown)
}
