package connect

import (
	"fyne.io/fyne/v2"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/app/widgets/secret"
	"nifuda/data"
)

var (
	quiet = widgets.Type{Size: theme.Small, Color: theme.Ink2}
	bold  = widgets.Type{Bold: true}
)

// View is the form with its widgets.
type View struct {
	m      *Model
	w      *text.Words
	url    *widgets.Field
	key    *secret.Field
	object *fyne.Container
	tell   func() // somebody else has the button: whether it can be pressed changed
}

// NewView is an empty form. done is called after a shop was connected.
func NewView(desk Desk, keep Keep, run *task.Runner, w *text.Words, done func()) *View {
	v := &View{w: w, url: widgets.NewField("https://"), key: secret.NewField(), object: widgets.Slot()}
	v.m = New(desk, keep, run, v.changed, done)
	v.key.High, v.key.Dense = 40, true
	v.key.Accept = func(r rune) (rune, bool) { return r, r > ' ' && r < 0x7f }
	v.key.OnSubmit = v.onConnect
	v.key.OnChange = func(int) { v.told() }
	v.url.OnChanged = func(string) { v.told() }
	v.url.OnSubmitted = func(string) { widgets.Focus(v.key) }
	v.changed()
	return v
}

// Object is the form on screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Wipe overwrites a key that was typed and not used.
func (v *View) Wipe() { v.m.Cancel(); v.key.Wipe() }

// Bare leaves the button to whoever shows the form and calls Connect. tell is
// called when Ready may have changed.
func (v *View) Bare(tell func()) *View {
	v.tell = tell
	v.changed()
	return v
}

func (v *View) told() {
	if v.tell != nil {
		v.tell()
	}
}

// Ready reports whether everything the chosen kind needs is filled in, and no
// shop is being asked already.
func (v *View) Ready() bool {
	return v.m.State() != Testing && v.m.State() != Keeping && (!v.m.NeedsURL() || v.url.Text != "") && (!v.m.NeedsKey() || v.key.Len() > 0)
}

// Choose takes another kind of shop.
func (v *View) Choose(b data.Brand) { v.m.Choose(b) }

// Connect tests what was filled in and keeps it.
func (v *View) Connect() { v.onConnect() }

func (v *View) onConnect() {
	v.m.Connect(v.url.Text, v.w.Say("brand.demo"), v.key.Take())
}

func (v *View) changed() {
	var cards []fyne.CanvasObject
	for _, b := range Brands() {
		cards = append(cards, v.card(b))
	}
	widgets.Put(v.object, widgets.Col(12, append(cards, v.fields())...))
	v.told()
}

// card is one kind of shop to choose.
func (v *View) card(b data.Brand) fyne.CanvasObject {
	ground, edge, wide := theme.Card, theme.Line, float32(1)
	if b == v.m.Brand() {
		ground, edge, wide = theme.AiWash, theme.Ai, 2
	}
	words := widgets.Col(0, widgets.Text(v.w.Say("brand."+string(b)), bold), widgets.Words(v.w.Say("brand."+string(b)+".hint"), quiet))
	return widgets.Pressable(widgets.Plate(ground, edge, wide, 8,
		widgets.Pad(10, 16, 10, 16, widgets.Row(12, widgets.NewIcon("shop", theme.Ink2, 20), widgets.Grow(words)))),
		func() { v.m.Choose(b) })
}

// fields are what the chosen kind needs, the button and how the test went.
func (v *View) fields() fyne.CanvasObject {
	var parts []fyne.CanvasObject
	if v.m.NeedsURL() {
		parts = append(parts, widgets.Labelled(v.w.Say("connect.url"), v.url))
	}
	if v.m.NeedsKey() {
		parts = append(parts, widgets.Labelled(v.w.Say("connect.key."+string(v.m.Brand())), v.key))
	}
	look := widgets.Row(0, widgets.NewButton(widgets.Fix, "shop", v.w.Say("connect.go"), v.onConnect))
	look.Hidden = v.tell != nil
	switch v.m.State() {
	case Testing:
		stop := widgets.NewButton(widgets.Outlined, "close", v.w.Say("cancel"), v.m.Cancel)
		parts = append(parts, widgets.Row(12, stop, widgets.Text(v.w.Say("connect.testing"), quiet)))
	case Keeping:
		parts = append(parts, widgets.Words(v.w.Say("connect.confirm"), quiet))
	case Failed:
		parts = append(parts, widgets.Note(widgets.Bad, v.w.Fault(v.m.Err())), look)
	case Connected:
		parts = append(parts, widgets.Note(widgets.Good, v.w.Say("connect.done", "shop", v.m.Name())))
	default:
		parts = append(parts, look)
	}
	return widgets.Col(12, parts...)
}
