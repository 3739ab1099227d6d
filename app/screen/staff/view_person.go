package staff

import (
	"strings"

	"fyne.io/fyne/v2"

	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// permitsForm is what somebody may do beyond packing.
type permitsForm struct {
	phone, reprint, override *widgets.Switch
	labels, from, to         *widgets.Stepper
}

// lastHalf is the last half hour of a day. Until 0:00 is until midnight.
const lastHalf = 23*60 + 30

func newPermits(w *text.Words, typed func()) permitsForm {
	turn := func(bool) { typed() }
	move := func(float64) { typed() }
	limit := func(n float64) string {
		if n == 0 {
			return w.Say("staff.may.labels.any")
		}
		return w.Say("staff.may.labels.n", "n", int(n))
	}
	return permitsForm{
		phone:    widgets.NewSwitch(w.Say("staff.may.phone"), w.Say("staff.may.phone.why"), false, turn),
		reprint:  widgets.NewSwitch(w.Say("staff.may.reprint"), w.Say("staff.may.reprint.why"), false, turn),
		override: widgets.NewSwitch(w.Say("staff.may.override"), w.Say("staff.may.override.why"), false, turn),
		labels:   widgets.NewStepper(w.Say("staff.may.labels"), 0, 10, 2000, move).From(0).Saying(limit),
		from:     widgets.NewStepper(w.Say("staff.may.from"), 0, 30, lastHalf, move).From(0).Saying(clock),
		to:       widgets.NewStepper(w.Say("staff.may.to"), 0, 30, lastHalf, move).From(0).Saying(clock),
	}
}

func (f permitsForm) get() data.Permits {
	return data.Permits{Phone: f.phone.On, Reprint: f.reprint.On, Override: f.override.On,
		Labels: int(f.labels.Value), From: int(f.from.Value), To: int(f.to.Value)}
}

func (f permitsForm) set(p data.Permits) {
	f.phone.Set(p.Phone)
	f.reprint.Set(p.Reprint)
	f.override.Set(p.Override)
	for s, n := range map[*widgets.Stepper]int{f.labels: p.Labels, f.from: p.From, f.to: p.To} {
		if int(s.Value) != n {
			s.Set(float64(n))
		}
	}
}

func (f permitsForm) object(w *text.Words) fyne.CanvasObject {
	hours := widgets.Col(6, widgets.Row(8, widgets.Grow(f.from), widgets.Grow(f.to)), widgets.Words(w.Say("staff.may.hours.why"), quiet))
	return widgets.Col(14, f.phone, f.reprint, f.override, f.labels, hours)
}

// personForm is somebody who has a login, at the right.
type personForm struct {
	login   string
	name    *widgets.Field
	charge  *widgets.Switch
	may     permitsForm
	save    *widgets.Button
	printer *widgets.Choice
}

// formFor is the form for somebody; it stays the same while she stays open, so
// that the keyboard stays where it is.
func (v *View) formFor(one data.Person) personForm {
	if v.person.login != one.Login {
		f := personForm{login: one.Login, name: widgets.NewField(v.w.Say("staff.name"))}
		f.name.OnChanged = func(string) { v.onPerson() }
		f.charge = widgets.NewSwitch(v.w.Say("staff.charge.set"), v.w.Say("staff.charge.why"), false, func(bool) { v.onPerson() })
		f.may = newPermits(v.w, v.onPerson)
		f.save = widgets.NewButton(widgets.Filled, "check", v.w.Say("save"), v.m.People.Save)
		f.printer = widgets.NewChoice(nil, -1, func(int) {})
		v.person = personForm{} // what is set below was not typed
		v.fill(f, one)
		v.person = f
		return f
	}
	v.fill(v.person, one)
	return v.person
}

func (v *View) fill(f personForm, one data.Person) {
	typed := v.m.People.Typed()
	if strings.TrimSpace(f.name.Text) != typed.Name {
		f.name.Fill(typed.Name)
	}
	f.charge.Set(typed.InCharge)
	f.charge.Enable(!one.InCharge)
	f.may.set(typed.May)
	f.save.Enable(v.m.People.CanSave())
	all, _ := v.m.Bench.Printers()
	names, at := printerNames(all)
	if f.printer.Selected >= 0 {
		at = f.printer.Selected
	}
	f.printer.Set(names, at)
}

// printerNames are the names of printers, and the first that is ready.
func printerNames(all []Printer) (names []string, ready int) {
	ready = -1
	for i, p := range all {
		names = append(names, p.Name)
		if ready < 0 && p.Fault == nil {
			ready = i
		}
	}
	return names, ready
}

// onPerson takes what was typed. It is called by widgets of the form alone.
func (v *View) onPerson() {
	f := v.person
	if f.name == nil {
		return
	}
	v.m.People.Type(Change{strings.TrimSpace(f.name.Text), f.charge.On, f.may.get()})
	f.save.Enable(v.m.People.CanSave())
}

func (v *View) personAside(one data.Person) fyne.CanvasObject {
	head := asideHead(one.Name, func() { v.m.Back() }, widgets.Chip(widgets.Ring, v.role(one.Role)))
	if !one.Gone.IsZero() {
		words := v.w.Say("staff.gone.words", "day", v.w.Date(one.Gone))
		return widgets.Col(0, head, widgets.Pad(4, 20, 16, 20, widgets.Words(words, widgets.Type{Color: theme.Ink2})))
	}
	f := v.formFor(one)
	if v.m.People.Parting() {
		return widgets.Col(0, head, v.parting(one))
	}
	known := widgets.Col(0, widgets.Words(v.seen(one), quiet))
	parts := []fyne.CanvasObject{widgets.Pad(0, 20, 12, 20, widgets.Col(12, known, widgets.Labelled(v.w.Say("staff.name"), f.name), f.charge))}
	if one.Role == data.RolePacker {
		parts = append(parts, v.section("staff.may", f.may.object(v.w)))
	} else {
		parts = append(parts, widgets.Pad(0, 20, 12, 20, widgets.Words(v.w.Say("staff.may.owner"), quiet)))
	}
	if one.Role == data.RolePacker {
		parts = append(parts, v.section("staff.consent.title", v.paper(one, f)...))
	}
	parts = append(parts, v.section("staff.part.title", v.leaving()))
	foot := widgets.Col(0, widgets.EdgeRule(), widgets.Pad(12, 16, 12, 20, widgets.Row(8, widgets.Space(), f.save)))
	return widgets.Col(0, head, widgets.Grow(widgets.Scroll(widgets.Col(0, parts...))), foot)
}

// paper is the sheet of the take-out rule: what she accepted, and printing it.
func (v *View) paper(one data.Person, f personForm) []fyne.CanvasObject {
	parts := []fyne.CanvasObject{widgets.Words(v.consent(one), small)}
	state, err := v.m.People.Paper()
	b := widgets.NewButton(widgets.Outlined, "print", v.w.Say("staff.paper"), v.onPaper)
	b.Enable(state != Printing)
	all, perr := v.m.Bench.Printers()
	switch {
	case perr != nil:
		parts = append(parts, widgets.Words(v.w.Fault(perr), ochre))
	case len(all) > 1:
		parts = append(parts, f.printer)
	}
	parts = append(parts, widgets.Row(0, b, widgets.Space()))
	switch state {
	case Printing:
		parts = append(parts, widgets.Words(v.w.Say("staff.paper.printing"), quiet))
	case Printed:
		parts = append(parts, widgets.Note(widgets.Good, v.w.Say("staff.paper.done")))
	case Unprinted:
		parts = append(parts, widgets.Note(widgets.Bad, v.w.Fault(err)))
	}
	return parts
}

func (v *View) onPaper() {
	all, _ := v.m.Bench.Printers()
	var on data.PrinterID
	if i := v.person.printer.Selected; i >= 0 && i < len(all) {
		on = all[i].PrinterID
	}
	v.m.People.PrintConsent(on)
}

// leaving is the way to remove somebody, or why there is none.
func (v *View) leaving() fyne.CanvasObject {
	if why := v.m.People.Stays(); why != "" {
		return widgets.Words(v.w.Say(why), quiet)
	}
	return widgets.Row(0, widgets.NewButton(widgets.Outlined, "close", v.w.Say("staff.part"), func() { v.m.People.Part(true) }), widgets.Space())
}

// parting says what removing somebody means before it is done.
func (v *View) parting(one data.Person) fyne.CanvasObject {
	gone := widgets.NewButton(widgets.Alarm, "close", v.w.Say("staff.part.go"), v.m.People.Remove)
	gone.Careful = true
	keep := widgets.NewButton(widgets.Outlined, "", v.w.Say("no.keep"), func() { v.m.People.Part(false) })
	lines := []fyne.CanvasObject{widgets.Words(v.w.Say("staff.part.ask", "name", one.Name), bold)}
	means := []string{"staff.part.1", "staff.part.2", "staff.part.3"}
	if one.Role == data.RoleOwner {
		means = []string{"staff.part.1", "staff.part.3.owner", "staff.part.owner"}
	}
	for _, key := range means {
		lines = append(lines, widgets.Top(10, widgets.Pad(4, 0, 0, 0, widgets.NewIcon("right", theme.Ink2, 16)), widgets.Grow(widgets.Words(v.w.Say(key), widgets.Type{}))))
	}
	lines = append(lines, widgets.Note(widgets.Waits, v.w.Say("staff.part.final")), widgets.Row(8, widgets.Space(), keep, gone))
	return widgets.Pad(8, 20, 20, 20, widgets.Col(14, lines...))
}
