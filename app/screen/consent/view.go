package consent

import (
	"fyne.io/fyne/v2"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
)

// View is the room with its widgets. It fills the window.
type View struct {
	m     *Model
	w     *text.Words
	text  *widgets.Reader
	tick  *widgets.Tap
	box   *widgets.CheckBox
	ok    *widgets.Button
	lock  *widgets.Button
	body  *fyne.Container
	shown int // the version whose text the reader holds
}

// NewView builds the room. done is called once she has accepted the rule; lock
// is the way out without.
func NewView(gate Gate, run *task.Runner, w *text.Words, done, lock func()) *View {
	v := &View{w: w, body: widgets.Slot(), box: widgets.NewCheckBox(), text: widgets.NewReader("", widgets.Type{Size: theme.Strong})}
	v.m = New(gate, run, done, v.changed)
	v.tick = widgets.Pressable(widgets.Pad(8, 12, 8, 8, widgets.Row(12, v.box.Object,
		widgets.Text(w.Say("consent.tick"), widgets.Type{Size: theme.Strong}))), v.m.Tick)
	v.ok = widgets.NewButton(widgets.Filled, "check", w.Say("consent.ok"), v.m.Accept).Tall(52)
	v.ok.Careful = true
	v.lock = widgets.NewButton(widgets.Outlined, "lock", w.Say("rail.lock"), lock).Tall(52)
	v.changed()
	return v
}

// Object is the room on screen.
func (v *View) Object() fyne.CanvasObject { return v.body }

// Enter reads the rule.
func (v *View) Enter() { v.m.Load() }

// Wipe has nothing to wipe: the rule is no secret.
func (v *View) Wipe() {}

func (v *View) changed() {
	if v.ok == nil {
		return
	}
	mark := widgets.Empty
	if v.m.Ticked() {
		mark = widgets.All
	}
	v.box.Set(mark)
	v.ok.Enable(v.m.CanAccept())
	widgets.Put(v.body, widgets.Ground(theme.Paper, widgets.Col(0,
		widgets.Grow(widgets.Pad(32, 48, 16, 48, v.content())), widgets.Rule(), v.foot())))
	if r := v.m.Rule(); v.m.State() == Reading && v.shown != r.Version {
		v.shown = r.Version
		v.text.SetText(r.Text)
		widgets.Focus(v.text)
	}
}

func (v *View) content() fyne.CanvasObject {
	head := widgets.Text(v.w.Say("consent.title"), widgets.Type{Size: theme.Giant, Bold: true})
	switch v.m.State() {
	case Loading:
		return widgets.Col(16, head, widgets.Words(v.w.Say("orders.loading"), widgets.Type{Size: theme.Strong, Color: theme.Ink2}))
	case Failed:
		return widgets.Col(16, head, widgets.Note(widgets.Bad, v.w.Fault(v.m.Err())),
			widgets.Row(0, widgets.NewButton(widgets.Outlined, "sync", v.w.Say("bench.retry"), v.m.Load)))
	}
	r := v.m.Rule()
	parts := []fyne.CanvasObject{
		widgets.Row(16, head, widgets.Space(), widgets.Text(v.w.Say("consent.version", "version", r.Version, "day", v.w.Date(r.At)),
			widgets.Type{Color: theme.Ink2})),
		widgets.Words(v.w.Say("consent.why"), widgets.Type{Color: theme.Ink2}),
	}
	if err := v.m.Err(); err != nil {
		parts = append(parts, widgets.Note(widgets.Waits, v.w.Fault(err)))
	}
	return widgets.Col(12, append(parts, widgets.Grow(widgets.Card(widgets.Pad(8, 8, 8, 8, v.text))))...)
}

func (v *View) foot() fyne.CanvasObject {
	return widgets.Ground(theme.Card, widgets.Fixed(0, 84, widgets.Pad(0, 48, 0, 48, widgets.Row(16, v.lock, v.tick, widgets.Space(), v.ok))))
}
