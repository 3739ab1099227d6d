package unlock

import (
	"fyne.io/fyne/v2"

	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/app/widgets/secret"
)

var quiet = widgets.Type{Size: theme.Small, Color: theme.Ink2}

// View is the room with its widgets.
type View struct {
	m      *Model
	w      *text.Words
	shop   string
	pass   *secret.Field
	code   *secret.Groups
	panel  *fyne.Container
	told   *fyne.Container // at the foot, what the shell has to say
	object fyne.CanvasObject
	shown  bool
	back   func() // to where a ledger is put back from a backup
}

// NewView builds the room around a model made by mk, which is told whom to
// tell of changes. restore is offered when what is there is damaged.
func NewView(mk func(changed func()) *Model, w *text.Words, shop string, restore func()) *View {
	v := &View{w: w, shop: shop, back: restore, pass: secret.NewField(), code: secret.NewGroups(8, 4), panel: widgets.Slot(), told: widgets.Slot()}
	v.m = mk(v.changed)
	v.pass.OnSubmit, v.code.OnSubmit = v.onOpen, v.onOpen
	v.code.OnEsc = v.m.Switch
	v.code.OnChange = func(int) {}
	foot := widgets.Ground(theme.Rail, widgets.Col(0, widgets.Rule(), widgets.Grow(
		widgets.Pad(0, 16, 0, 16, widgets.Row(8, widgets.NewIcon("lock", theme.Shu, 16), widgets.Text(w.Say("foot.locked"), quiet), widgets.Space(), v.told)))))
	tag := widgets.NewTag(v.panel)
	v.object = widgets.Ground(theme.Paper, widgets.Col(0, widgets.Grow(tag), widgets.Fixed(0, 32, foot)))
	v.changed()
	return v
}

// Object is the room on screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Tell shows words at the foot.
func (v *View) Tell(words []fyne.CanvasObject) { widgets.Put(v.told, widgets.Row(24, words...)) }

// Enter puts the keyboard into the field.
func (v *View) Enter() { v.shown = true; v.focus() }

// Wipe overwrites what was typed, and lets nobody in who is still trying.
func (v *View) Wipe() { v.pass.Wipe(); v.code.Wipe(); v.m.Drop() }

func (v *View) focus() {
	if v.m.Recovery() {
		v.code.Focus()
	} else {
		widgets.Focus(v.pass)
	}
}

func (v *View) onOpen() {
	if v.m.Recovery() {
		v.m.Try(v.code.Take())
	} else {
		v.m.Try(v.pass.Take())
	}
}

func (v *View) changed() {
	if v.m == nil {
		return
	}
	v.pass.Enable(v.m.CanType())
	v.code.Enable(v.m.CanType())
	edge := theme.Edge
	if v.m.State() == Refused {
		edge = theme.Shu
	}
	v.pass.Outline(edge)
	widgets.Put(v.panel, widgets.Pad(24, 32, 12, 32, v.inside()))
	if v.shown && v.m.CanType() {
		v.focus()
	}
}

func (v *View) inside() fyne.CanvasObject {
	shop := v.shop
	if shop == "" {
		shop = v.w.Say("app.name")
	}
	parts := []fyne.CanvasObject{widgets.Cut(shop, widgets.Type{Size: theme.Title, Bold: true, Align: fyne.TextAlignCenter})}
	open := widgets.NewButton(widgets.Filled, "", v.w.Say("unlock.open"), v.onOpen).Tall(52)
	open.Enable(v.m.CanType())
	swap := "unlock.sheet"
	if v.m.Recovery() {
		parts = append(parts, widgets.Labelled(v.w.Say("unlock.code"), v.code.Object))
		swap = "unlock.bypass"
	} else {
		parts = append(parts, widgets.Labelled(v.w.Say("unlock.who"), v.who()), widgets.Labelled(v.w.Say("unlock.passphrase"), v.pass))
	}
	link := widgets.NewButton(widgets.Plain, "", v.w.Say(swap), v.m.Switch)
	if v.m.Damaged() {
		link = widgets.NewButton(widgets.Outlined, "", v.w.Say("unlock.restore"), v.back)
	}
	link.Enable(v.m.CanType())
	return widgets.Col(8, append(parts, v.message(), widgets.Space(), open, widgets.Row(0, widgets.Space(), link, widgets.Space()))...)
}

func (v *View) who() fyne.CanvasObject {
	names := make([]string, len(v.m.Logins()))
	for i, l := range v.m.Logins() {
		names[i] = l.Name
	}
	c := widgets.NewChoice(names, v.m.Chosen(), v.m.Choose)
	c.Icon, c.High = "person", 48
	return c
}

// message is what stands between the field and the button.
func (v *View) message() fyne.CanvasObject {
	words, color := " ", theme.Ink2
	if v.m.Caps() {
		words, color = v.w.Say("unlock.caps"), theme.Ochre
	}
	switch v.m.State() {
	case Opening:
		words = v.w.Say("unlock.opening")
	case Refused:
		words, color = v.w.Fault(v.m.Err()), theme.Shu
	case Waiting:
		words, color = v.w.Say("unlock.wait", "n", v.m.Left()), theme.Ochre
	}
	return widgets.Words(words, widgets.Type{Size: theme.Small, Color: color})
}
