package again

import (
	"fyne.io/fyne/v2"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/app/widgets/secret"
)

// View is the question with its widgets. It is empty while nothing is asked.
type View struct {
	m      *Model
	w      *text.Words
	field  *secret.Field
	ok, no *widgets.Button
	object *fyne.Container
}

// NewView is a closed question, to be put over a room.
func NewView(run *task.Runner, w *text.Words) *View {
	v := &View{w: w, field: secret.NewField(), object: widgets.Slot()}
	v.m = New(run, v.changed)
	v.ok = widgets.NewButton(widgets.Filled, "lock", w.Say("again.ok"), v.onTry)
	v.no = widgets.NewButton(widgets.Outlined, "", w.Say("no.keep"), v.onClose)
	v.field.OnSubmit, v.field.OnEsc = v.onTry, v.onClose
	v.field.OnChange = func(int) { v.enable() }
	v.changed()
	return v
}

// Object lies over the room.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Over is a room with its question over it.
func (v *View) Over(room fyne.CanvasObject) fyne.CanvasObject { return widgets.Over(room, v.object) }

// Ask opens the question and gives it the keyboard.
func (v *View) Ask(q Question) {
	v.m.Ask(q)
	widgets.Focus(v.field)
}

// Open reports whether the question is there.
func (v *View) Open() bool { return v.m.State() != Closed }

// Field is where the passphrase is typed.
func (v *View) Field() *secret.Field { return v.field }

// Back is Esc: it takes the question away, and reports whether there was one.
func (v *View) Back() bool {
	if !v.Open() {
		return false
	}
	v.onClose()
	return true
}

// Wipe overwrites what was typed, at a lock.
func (v *View) Wipe() { v.field.Wipe() }

func (v *View) onTry() {
	if v.field.Len() > 0 {
		v.m.Try(v.field.Take())
	}
}

func (v *View) onClose() {
	if v.m.Close() {
		v.field.Wipe()
	}
}

func (v *View) enable() {
	busy := v.m.State() == Checking
	v.field.Enable(!busy)
	v.no.Enable(!busy)
	v.ok.Enable(!busy && v.field.Len() > 0)
}

func (v *View) changed() {
	if v.ok == nil {
		return
	}
	if v.m.State() == Closed {
		v.field.Wipe()
		widgets.Put(v.object, nil)
		return
	}
	v.enable()
	widgets.Put(v.object, widgets.Veil(v.card()))
	if v.m.State() == Refused {
		widgets.Focus(v.field)
	}
}

func (v *View) card() fyne.CanvasObject {
	q := v.m.Question()
	parts := []fyne.CanvasObject{
		widgets.Row(0, widgets.Text(v.w.Say("again.title"), widgets.Type{Size: theme.Strong, Bold: true}), widgets.Turn(v.ok)),
		widgets.Words(v.w.Say(q.Why, q.Holes...), widgets.Type{}),
		widgets.Labelled(v.w.Say("again.field"), v.field),
	}
	switch v.m.State() {
	case Checking:
		parts = append(parts, widgets.Words(v.w.Say(q.Busy), widgets.Type{Size: theme.Small, Color: theme.Ink2}))
	case Refused:
		parts = append(parts, widgets.Note(widgets.Bad, v.w.Fault(v.m.Err())))
	}
	parts = append(parts, widgets.Row(8, widgets.Space(), v.no, widgets.Row(0, v.ok, widgets.Turn(v.field))))
	return widgets.Fixed(440, 0, widgets.Plate(theme.Card, theme.Edge, 1, 8, widgets.Pad(20, 24, 20, 24, widgets.Col(12, parts...))))
}
