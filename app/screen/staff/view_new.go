package staff

import (
	"bytes"
	"strings"

	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/app/widgets/secret"
	"nifuda/data"
)

// newForm is somebody who is being added.
type newForm struct {
	name  *widgets.Field
	role  *widgets.Choice
	may   permitsForm
	pass  [2]*secret.Field
	offer *secret.Picture // of a passphrase that was generated
	weak  *widgets.Paragraph
	join  *widgets.Button
}

// roles are the roles in the order they are offered.
func roles() []data.Role { return []data.Role{data.RolePacker, data.RoleOwner} }

func (v *View) newForm() newForm {
	f := newForm{name: widgets.NewField(v.w.Say("staff.name.hint")), pass: [2]*secret.Field{secret.NewField(), secret.NewField()},
		offer: secret.NewPicture(18), weak: widgets.Words("", quiet)}
	f.name.OnChanged = func(string) { v.onNew() }
	f.role = widgets.NewChoice([]string{v.role(data.RolePacker), v.role(data.RoleOwner)}, 0, func(int) { v.onNew(); v.changed() })
	f.may = newPermits(v.w, v.onNew)
	for i, p := range f.pass {
		p.High = 40
		p.OnChange = func(int) { v.onPass() }
		if i == 0 {
			p.OnSubmit = func() { widgets.Focus(f.pass[1]) }
		}
	}
	f.join = widgets.NewButton(widgets.Filled, "plus", v.w.Say("staff.join"), v.onJoin)
	return f
}

func (f newForm) wipe() {
	f.offer.Wipe()
	for _, p := range f.pass {
		p.Wipe()
	}
}

// same reports whether both fields hold the same, and something.
func (f newForm) same() bool {
	return f.pass[0].Len() > 0 && bytes.Equal(f.pass[0].Peek(), f.pass[1].Peek())
}

// onNew takes what was typed in the clear.
func (v *View) onNew() {
	if v.object == nil {
		return
	}
	f := v.first
	v.m.People.TypeNew(strings.TrimSpace(f.name.Text), roles()[f.role.Selected], f.may.get())
	v.judge()
}

// onPass looks at what was typed in secret. A passphrase that was generated and
// then typed over is no longer the one that is drawn.
func (v *View) onPass() {
	if v.object == nil {
		return
	}
	if v.first.offer.Len() > 0 && !v.first.same() {
		v.first.offer.Wipe()
	}
	v.judge()
}

// judge says whether she can be added, and what the passphrase still lacks.
func (v *View) judge() {
	f := v.first
	words, ready := v.w.Say("setup.strength.rule"), false
	if f.pass[0].Len() > 0 {
		weak := v.house.Judge(f.pass[0].Peek(), v.house.Shop, strings.TrimSpace(f.name.Text))
		switch {
		case weak != nil:
			words = v.w.Fault(weak)
		case !f.same():
			words = v.w.Say("staff.pass.differ")
		default:
			words, ready = v.w.Say("staff.pass.good"), true
		}
	}
	f.weak.SetText(words)
	f.join.Enable(ready && strings.TrimSpace(f.name.Text) != "")
}

// onOffer draws a passphrase, and types it for the owner.
func (v *View) onOffer() {
	words, err := v.house.Generate()
	if err != nil {
		return
	}
	v.first.offer.Wipe()
	v.first.pass[0].Fill(words)
	v.first.pass[1].Fill(words)
	v.first.offer.Set(words)
	clear(words)
	v.changed()
}

func (v *View) onJoin() {
	v.m.People.Join(func() []byte { return bytes.Clone(v.first.pass[0].Peek()) })
}

// onJoined closes the form: the passphrase was handed over.
func (v *View) onJoined() {
	v.first.wipe()
	v.first.name.Fill("")
	v.m.People.Joined()
}

func (v *View) newAside(n Newcomer) fyne.CanvasObject {
	f := v.first
	if n.Added {
		return v.joined(n)
	}
	if strings.TrimSpace(f.name.Text) != n.Name {
		f.name.Fill(n.Name)
	}
	f.may.set(n.May)
	for i, r := range roles() {
		if r == n.Role && f.role.Selected != i {
			f.role.Selected = i
			f.role.Refresh()
		}
	}
	v.judge()
	parts := []fyne.CanvasObject{widgets.Pad(0, 20, 16, 20, widgets.Col(12,
		widgets.Labelled(v.w.Say("staff.name"), f.name), widgets.Labelled(v.w.Say("staff.role"), f.role)))}
	if n.Role == data.RolePacker {
		parts = append(parts, v.section("staff.may", f.may.object(v.w)))
	} else {
		parts = append(parts, widgets.Pad(0, 20, 16, 20, widgets.Note(widgets.Waits, v.w.Say("staff.role.owner.why"))))
	}
	parts = append(parts, v.section("staff.pass", v.passphrase()...))
	foot := widgets.Col(0, widgets.EdgeRule(), widgets.Pad(12, 16, 12, 20, widgets.Row(8, widgets.Space(), f.join)))
	return widgets.Col(0, asideHead(v.w.Say("staff.add"), func() { v.m.Back() }), widgets.Grow(widgets.Scroll(widgets.Col(0, parts...))), foot)
}

// passphrase is the first one: typed twice, or generated and drawn.
func (v *View) passphrase() []fyne.CanvasObject {
	f := v.first
	parts := []fyne.CanvasObject{widgets.Words(v.w.Say("staff.pass.why"), quiet)}
	if f.offer.Len() > 0 {
		parts = append(parts, v.drawn())
	}
	return append(parts,
		widgets.Row(0, widgets.NewButton(widgets.Outlined, "sync", v.w.Say("setup.offer.go"), v.onOffer), widgets.Space()),
		widgets.Labelled(v.w.Say("staff.pass.type"), f.pass[0]), widgets.Labelled(v.w.Say("setup.repeat"), f.pass[1]), f.weak)
}

// drawn is the generated passphrase as pixels.
func (v *View) drawn() fyne.CanvasObject {
	return widgets.Plate(theme.KraftWash, theme.None, 0, 8, widgets.Pad(12, 16, 12, 16, v.first.offer))
}

// joined says that she has a login and what to hand her.
func (v *View) joined(n Newcomer) fyne.CanvasObject {
	parts := []fyne.CanvasObject{widgets.Note(widgets.Good, v.w.Say("staff.joined", "name", n.Name))}
	if v.first.offer.Len() > 0 {
		parts = append(parts, widgets.Words(v.w.Say("staff.joined.copy"), widgets.Type{}), v.drawn())
	}
	parts = append(parts, widgets.Words(v.w.Say("staff.joined.own"), quiet),
		widgets.Row(0, widgets.Space(), widgets.NewButton(widgets.Filled, "check", v.w.Say("staff.joined.done"), v.onJoined)))
	return widgets.Col(0, asideHead(n.Name, v.onJoined), widgets.Pad(4, 20, 20, 20, widgets.Col(16, parts...)))
}
