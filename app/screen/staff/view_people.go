package staff

import (
	"strconv"

	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// peoplePage is who has a login, and below who had one.
func (v *View) peoplePage() fyne.CanvasObject {
	p := v.m.People
	if wait := v.waits(p.State(), p.Err()); wait != nil {
		return wait
	}
	var parts []fyne.CanvasObject
	for _, one := range p.Here() {
		parts = append(parts, v.personCard(one))
	}
	if len(p.Here()) == 1 {
		parts = append(parts, widgets.Words(v.w.Say("staff.alone"), widgets.Type{Color: theme.Ink2}))
	}
	if left := p.Left(); len(left) > 0 {
		parts = append(parts, widgets.Pad(12, 0, 0, 0, widgets.Text(v.w.Say("staff.left"), quiet)))
		for _, one := range left {
			parts = append(parts, v.leftCard(one))
		}
	}
	return widgets.Scroll(widgets.Pad(20, 20, 24, 20, widgets.Col(10, parts...)))
}

// plate is the ground of somebody's card: washed while she stands at the right.
func (v *View) plate(login string, o fyne.CanvasObject) fyne.CanvasObject {
	ground, edge, wide := theme.Card, theme.Line, float32(1)
	if one, ok := v.m.People.Shown(); ok && one.Login == login {
		ground, edge, wide = theme.AiWash, theme.Ai, 2
	}
	return widgets.Pressable(widgets.Plate(ground, edge, wide, 8, widgets.Pad(12, 16, 12, 16, o)), func() { v.m.People.Open(login) })
}

func (v *View) personCard(one data.Person) fyne.CanvasObject {
	head := []fyne.CanvasObject{widgets.Text(one.Name, bold), widgets.Chip(widgets.Ring, v.role(one.Role))}
	if one.InCharge {
		head = append(head, widgets.Chip(widgets.Craft, v.w.Say("staff.charge")))
	}
	lines := []fyne.CanvasObject{widgets.Row(8, append(head, widgets.Space())...), widgets.Words(v.seen(one), quiet)}
	if one.Role == data.RolePacker {
		how := quiet
		if one.Consent.Version != v.m.Bench.Rule().Version {
			how = ochre
		}
		lines = append(lines, widgets.Words(v.consent(one), how), widgets.Pad(6, 0, 0, 0, widgets.Flow(6, v.permits(one.May)...)))
	}
	return v.plate(one.Login, widgets.Top(14, widgets.Dot(widgets.Chosen, "person"), widgets.Grow(widgets.Col(0, lines...))))
}

// leftCard is somebody who has no login any more.
func (v *View) leftCard(one data.Person) fyne.CanvasObject {
	words := widgets.Col(0, widgets.Row(8, widgets.Text(one.Name, widgets.Type{Color: theme.Ink2}), widgets.Chip(widgets.Quiet, v.role(one.Role)), widgets.Space()),
		widgets.Words(v.w.Say("staff.gone", "day", v.w.Date(one.Gone)), quiet))
	return v.plate(one.Login, widgets.Top(14, widgets.Dot(widgets.Quiet, "person"), widgets.Grow(words)))
}

func (v *View) role(r data.Role) string {
	if r == data.RoleOwner {
		return v.w.Say("role.owner")
	}
	return v.w.Say("role.packer")
}

func (v *View) seen(one data.Person) string {
	if one.Seen.IsZero() {
		return v.w.Say("staff.unseen")
	}
	return v.w.Say("staff.seen", "ago", v.w.Ago(one.Seen, v.house.Now()))
}

// consent says which version of the rule somebody accepted, and when.
func (v *View) consent(one data.Person) string {
	c := one.Consent
	switch {
	case c.Version == 0:
		return v.w.Say("staff.consent.none")
	case c.Version != v.m.Bench.Rule().Version:
		return v.w.Say("staff.consent.old", "version", c.Version, "day", v.w.Date(c.At))
	}
	return v.w.Say("staff.consent", "version", c.Version, "day", v.w.Date(c.At))
}

// permits are the chips of what somebody may do beyond packing.
func (v *View) permits(may data.Permits) []fyne.CanvasObject {
	var all []fyne.CanvasObject
	add := func(on bool, words string) {
		if on {
			all = append(all, widgets.Chip(widgets.Ring, words))
		}
	}
	add(may.Phone, v.w.Say("staff.may.phone.short"))
	add(may.Reprint, v.w.Say("staff.may.reprint.short"))
	add(may.Override, v.w.Say("staff.may.override.short"))
	add(may.Labels > 0, v.w.Say("staff.may.labels.short", "n", may.Labels))
	add(may.From != may.To, v.w.Say("staff.may.hours.short", "from", clock(float64(may.From)), "to", clock(float64(may.To))))
	if len(all) == 0 {
		all = append(all, widgets.Chip(widgets.Quiet, v.w.Say("staff.may.nothing")))
	}
	return all
}

// clock writes minutes after midnight as 9:30.
func clock(minutes float64) string {
	m := int(minutes)
	return strconv.Itoa(m/60) + ":" + string([]byte{'0' + byte(m%60/10), '0' + byte(m%10)})
}

// peopleAside is the form for somebody new, or for the one that is open.
func (v *View) peopleAside() fyne.CanvasObject {
	if n := v.m.People.Newcomer(); n != nil && n.Shown {
		return v.newAside(*n)
	}
	one, ok := v.m.People.Shown()
	if !ok {
		return nil
	}
	return v.personAside(one)
}
