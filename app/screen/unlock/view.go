package unlock

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/app/widgets/secret"
)

// View is the room with its widgets.
type View struct {
	m      *Model
	w      *text.Words
	shop   string
	field  *secret.Field
	who    *widgets.Choice
	open   *widgets.Button
	other  *widgets.Button
	label  *widgets.Label
	below  *fyne.Container
	object fyne.CanvasObject
}

// NewView builds the room. shop is the name on the tag; it may be empty.
func NewView(door Door, people []Person, shop string, run *task.Runner, w *text.Words) *View {
	v := &View{w: w, shop: shop, below: widgets.Slot()}
	v.field = secret.NewField()
	v.field.OnSubmit, v.field.OnChange = v.onSubmit, func(int) { v.hint() }
	v.open = widgets.NewButton(widgets.Filled, "", w.Say("unlock.open"), v.onSubmit).Tall(52)
	v.other = widgets.NewButton(widgets.Plain, "", "", v.onTurn)
	v.label = widgets.Text("", widgets.Type{Size: theme.Small, Color: theme.Ink2})
	v.m = New(door, people, run, v.refresh)
	v.who = widgets.NewChoice(names(people), 0, v.m.Choose)
	v.who.High = 48
	v.object = container.NewStack(widgets.Ground(theme.Paper, widgets.NewTag(v.panel())))
	v.refresh()
	run.Every(tick, v.m.Tick)
	return v
}

func names(people []Person) []string {
	all := make([]string, 0, len(people))
	for _, p := range people {
		all = append(all, p.Name)
	}
	return all
}

func (v *View) panel() fyne.CanvasObject {
	title := v.shop
	if title == "" {
		title = v.w.Say("app.name")
	}
	middle := widgets.Type{Size: theme.Title, Bold: true, Align: fyne.TextAlignCenter}
	return widgets.Pad(28, 32, 16, 32, widgets.Col(0,
		widgets.Cut(title, middle),
		widgets.Pad(16, 0, 0, 0, widgets.Labelled(v.w.Say("unlock.who"), v.who)),
		widgets.Pad(14, 0, 4, 0, v.label),
		v.field,
		widgets.Fixed(0, 48, v.below),
		v.open,
		widgets.Pad(10, 0, 0, 0, widgets.Row(0, widgets.Space(), v.other, widgets.Space()))))
}

// Object is the room on screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Enter puts the keyboard into the field.
func (v *View) Enter() { widgets.Focus(v.field) }

// Wipe forgets what was typed; call it when the room is left.
func (v *View) Wipe() { v.field.Wipe() }

func (v *View) onSubmit() { v.m.Submit(v.field.Take()) }

func (v *View) onTurn() {
	v.field.Wipe()
	v.m.Turn()
	widgets.Focus(v.field)
}

func (v *View) refresh() {
	if v.object == nil {
		return
	}
	caption, other := "unlock.passphrase", "unlock.sheet"
	v.field.Accept, v.field.Limit = secret.Printable, 0
	if v.m.Sheet() {
		caption, other = "unlock.code", "unlock.back"
		v.field.Accept, v.field.Limit = secret.Code, CodeLength
	}
	v.label.SetText(v.w.Say(caption))
	v.other.SetText(v.w.Say(other))
	open := "unlock.open"
	if v.m.State() == Opening {
		open = "unlock.opening"
	}
	v.open.SetText(v.w.Say(open))
	v.open.Enable(v.m.State() == Ready)
	v.field.Enable(v.m.State() == Ready)
	v.hint()
	if v.m.State() == Ready {
		widgets.Focus(v.field)
	}
}

// hint is the line below the field: the wait, what went wrong, or what the
// keyboard seems to be doing.
func (v *View) hint() {
	if v.object == nil {
		return
	}
	small := func(icon, words string, tone widgets.Tone) {
		widgets.Put(v.below, widgets.Pad(4, 0, 0, 0, widgets.Said(tone, icon, words)))
	}
	switch look := Look(v.field.Peek()); {
	case v.m.State() == Waiting:
		small("pause", v.w.Say("unlock.wait", "seconds", v.m.Seconds()), widgets.Waits)
	case v.m.Sheet() && v.field.Len() > 0:
		small("pen", v.w.Say("unlock.code.left", "n", CodeLength-v.field.Len()), widgets.Waits)
	case look == Capitals && !v.m.Sheet():
		small("caps", v.w.Say("unlock.caps"), widgets.Waits)
	case look == Kana && !v.m.Sheet():
		small("pen", v.w.Say("unlock.kana"), widgets.Waits)
	case v.m.Err() != nil && v.field.Len() == 0:
		widgets.Put(v.below, widgets.Pad(4, 0, 0, 0, widgets.Words(v.w.Fault(v.m.Err()), widgets.Type{Size: theme.Small, Color: theme.Shu})))
	default:
		widgets.Put(v.below, nil)
	}
}

const tick = time.Second
