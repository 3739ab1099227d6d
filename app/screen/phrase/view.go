package phrase

import (
	"fyne.io/fyne/v2"

	"nifuda/app/newphrase"
	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/app/widgets/secret"
)

// Config is everything the room needs.
type Config struct {
	Changer     Changer
	Passphrases newphrase.Passphrases
	Run         *task.Runner
	Old         bool     // the present passphrase is asked for
	Names       []string // words the new one must not contain
	Done        func()   // it was changed
	Cancel      func()   // back without a change; nil when it must be changed
	Lock        func()   // the way out when it must be changed
}

// View is the room with its widgets. It fills the window.
type View struct {
	c     Config
	m     *Model
	w     *text.Words
	old   *secret.Field
	form  *newphrase.Form
	body  *fyne.Container
	ok    *widgets.Button
	lock  *widgets.Button // nil where one may go back
	shown bool
}

// NewView builds the room.
func NewView(c Config, w *text.Words) *View {
	v := &View{c: c, w: w, old: secret.NewField(), body: widgets.Slot()}
	v.m = NewModel(c.Changer, c.Run, c.Done, v.changed)
	v.form = newphrase.New(newphrase.Config{Passphrases: c.Passphrases, Words: w, Changed: v.changed, Submit: v.onOK,
		Names: func() []string { return c.Names }})
	if c.Cancel == nil {
		v.lock = widgets.NewButton(widgets.Outlined, "lock", w.Say("rail.lock"), c.Lock).Tall(48)
	}
	v.old.High = 40
	v.old.OnChange = func(int) { v.enable() }
	v.old.OnSubmit = v.form.Focus
	v.changed()
	return v
}

// Object is the room on screen.
func (v *View) Object() fyne.CanvasObject { return v.body }

// Enter puts the keyboard on the first field.
func (v *View) Enter() { v.shown = true; v.focus() }

// Wipe overwrites what was typed and offered.
func (v *View) Wipe() {
	v.shown = false
	v.old.Wipe()
	v.form.Wipe()
}

// Back leaves without a change, where that is allowed.
func (v *View) Back() {
	if v.c.Cancel != nil && v.m.State() != Changing {
		v.c.Cancel()
	}
}

func (v *View) focus() {
	if v.c.Old && v.old.Len() == 0 {
		widgets.Focus(v.old)
		return
	}
	v.form.Focus()
}

func (v *View) ready() bool {
	return v.m.State() != Changing && v.form.Ready() && (!v.c.Old || v.old.Len() > 0)
}

func (v *View) onOK() {
	if !v.ready() {
		return
	}
	var old []byte
	if v.c.Old {
		old = v.old.Take()
	}
	v.m.Change(old, v.form.Take())
}

func (v *View) enable() {
	busy := v.m.State() == Changing
	v.old.Enable(!busy)
	v.form.Enable(!busy)
	if v.ok != nil {
		v.ok.Enable(v.ready())
	}
}

func (v *View) changed() {
	if v.form == nil {
		return
	}
	focused := v.focused()
	v.ok = widgets.NewButton(widgets.Filled, "lock", v.w.Say("phrase.ok"), v.onOK).Tall(48)
	v.enable()
	widgets.Put(v.body, widgets.Ground(theme.Paper, widgets.Col(0, widgets.Grow(widgets.Scroll(widgets.Pad(40, 40, 24, 40, v.content()))), widgets.Rule(), v.foot())))
	switch {
	case !v.shown:
	case focused != nil:
		widgets.Focus(focused)
	case v.m.State() == Refused:
		v.focus()
	}
}

// focused is the field that has the keyboard, to give it back after drawing.
func (v *View) focused() fyne.Focusable {
	c := fyne.CurrentApp().Driver().CanvasForObject(v.body)
	if c == nil || v.m.State() == Refused && v.old.Len() == 0 && v.form.Ready() {
		return nil
	}
	if f, ok := c.Focused().(*secret.Field); ok {
		return f
	}
	return nil
}

func (v *View) content() fyne.CanvasObject {
	head, why := "phrase.head", "phrase.why"
	if v.c.Cancel == nil {
		head, why = "phrase.head.must", "phrase.why.must"
	}
	var form []fyne.CanvasObject
	if v.c.Old {
		form = append(form, widgets.Labelled(v.w.Say("phrase.old"), v.old))
	}
	form = append(form, v.form.First(v.w.Say("phrase.new")), v.form.Again())
	parts := []fyne.CanvasObject{
		widgets.Col(4, widgets.Text(v.w.Say(head), widgets.Type{Size: theme.Title, Bold: true}),
			widgets.Words(v.w.Say(why), widgets.Type{Color: theme.Ink2})),
		widgets.Top(32, widgets.Fixed(380, 0, widgets.Col(16, form...)), widgets.Grow(v.form.Suggestion())),
	}
	if err := v.m.Err(); err != nil {
		parts = append(parts, widgets.Note(widgets.Bad, v.w.Fault(err)))
	}
	return widgets.Col(24, parts...)
}

func (v *View) foot() fyne.CanvasObject {
	var parts []fyne.CanvasObject
	if v.c.Cancel != nil {
		parts = append(parts, widgets.NewButton(widgets.Outlined, "left", v.w.Say("no.keep"), v.Back).Tall(48))
	} else {
		parts = append(parts, v.lock)
	}
	parts = append(parts, widgets.Space())
	if v.m.State() == Changing {
		parts = append(parts, widgets.Text(v.w.Say("phrase.busy"), widgets.Type{Size: theme.Small, Color: theme.Ink2}))
	}
	return widgets.Ground(theme.Card, widgets.Fixed(0, 72, widgets.Pad(0, 40, 0, 40, widgets.Row(12, append(parts, v.ok)...))))
}
