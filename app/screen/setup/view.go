package setup

import (
	"strconv"

	"fyne.io/fyne/v2"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/app/widgets/secret"
)

// Choices are what the room offers and cannot know itself.
type Choices struct {
	Language func(lang string)           // speaks another language from now on
	Printers func() ([]Device, error)    // asked away from the window; nil offers none
	Stocks   []string                    // codes; the words are setup.stock.<code>
	Chosen   func(printer, stock string) // remembered for the print room
}

// View is the room with its widgets.
type View struct {
	m      *Model
	w      *text.Words
	c      Choices
	run    *task.Runner
	rail   *fyne.Container
	body   *fyne.Container
	foot   *fyne.Container
	object fyne.CanvasObject
	page   page
	drawn  side
}

// side is what a page was built for: another one needs another page.
type side struct {
	step   Step
	typing bool
}

// page is the step on screen. next is what the button at the foot does.
type page struct {
	object  fyne.CanvasObject
	next    func()
	words   string // of the button; empty is 次へ
	first   fyne.Focusable
	wipe    func()
	refresh func()
}

// NewView builds the room around a model.
func NewView(m *Model, run *task.Runner, w *text.Words, c Choices) *View {
	v := &View{m: m, w: w, c: c, run: run, rail: widgets.Slot(), body: widgets.Slot(), foot: widgets.Slot()}
	m.changed = v.changed
	left := widgets.Fixed(232, 0, widgets.Ground(theme.Rail, v.rail))
	right := widgets.Col(0, widgets.Grow(v.body), v.foot)
	v.object = widgets.Ground(theme.Paper, widgets.Band(0, left, widgets.Upright(), widgets.Grow(right)))
	v.build()
	return v
}

// Object is the room on screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Enter puts the keyboard where the step begins.
func (v *View) Enter() {
	if v.page.first != nil {
		widgets.Focus(v.page.first)
	}
}

// changed draws what the model changed. What is typed on a page stays while it
// is the same page.
func (v *View) changed() {
	if v.drawn != (side{v.m.Step(), v.m.Typing()}) && v.m.Step() < steps {
		v.turned()
		return
	}
	v.page.refresh()
	v.drawRail()
	v.drawFoot()
}

// turned draws the page anew.
func (v *View) turned() {
	v.wipe()
	v.build()
	v.Enter()
}

func (v *View) wipe() {
	if v.page.wipe != nil {
		v.page.wipe()
	}
}

// Wipe forgets every secret on the page; call it when the room is left.
func (v *View) Wipe() { v.wipe() }

func (v *View) build() {
	v.drawn = side{v.m.Step(), v.m.Typing()}
	switch v.m.Step() {
	case Shop:
		v.page = v.shopPage()
	case Owner:
		v.page = v.ownerPage()
	case Recovery:
		v.page = v.recoveryPage()
	case Storefront:
		v.page = v.storefrontPage()
	case Printer:
		v.page = v.printerPage()
	}
	widgets.Put(v.body, widgets.Scroll(widgets.Pad(24, 40, 24, 40, v.page.object)))
	v.drawRail()
	v.drawFoot()
	widgets.Relayout(v.object.(*fyne.Container))
}

func (v *View) drawRail() {
	parts := []fyne.CanvasObject{
		widgets.Pad(12, 12, 16, 20, widgets.Row(12, widgets.NewIcon("brand", theme.Kraft, 32),
			widgets.Text(v.w.Say("setup.title"), widgets.Type{Size: theme.Strong, Bold: true}))),
	}
	for s := Shop; s < steps; s++ {
		parts = append(parts, widgets.Pad(0, 12, 0, 12, v.stepMark(s)))
	}
	parts = append(parts, widgets.Space())
	if v.m.Founded() {
		parts = append(parts, widgets.Pad(0, 16, 16, 24, widgets.Words(v.w.Say("setup.resume"), widgets.Type{Size: theme.Small, Color: theme.Ink2})))
	}
	widgets.Put(v.rail, widgets.Col(4, parts...))
}

func (v *View) stepMark(s Step) fyne.CanvasObject {
	name := widgets.Type{Color: theme.Ink}
	below, ground := "", theme.None
	var mark fyne.CanvasObject
	switch {
	case s < v.m.Step():
		mark, below = widgets.Dot(widgets.Good, "check"), v.answered(s)
	case s == v.m.Step():
		mark, below, ground = widgets.Badge(strconv.Itoa(int(s)+1)), v.w.Say("setup.here"), theme.AiWash
		name = widgets.Type{Color: theme.Ai, Bold: true}
	default:
		mark = widgets.Badge(strconv.Itoa(int(s) + 1))
		if s == Printer {
			below = v.w.Say("setup.later.too")
		}
	}
	words := []fyne.CanvasObject{widgets.Text(v.w.Say("setup.step."+stepNames[s]), name)}
	if below != "" {
		words = append(words, widgets.Cut(below, widgets.Type{Size: theme.Small, Color: theme.Ink2}))
	}
	row := widgets.Row(12, widgets.Fixed(28, 28, mark), widgets.Grow(widgets.Col(0, words...)))
	return widgets.Plate(ground, theme.None, 0, 8, widgets.Fixed(0, 56, widgets.Pad(4, 8, 4, 12, row)))
}

var stepNames = map[Step]string{Shop: "shop", Owner: "owner", Recovery: "recovery", Storefront: "storefront", Printer: "printer"}

func (v *View) answered(s Step) string {
	switch s {
	case Shop:
		return v.m.Answers().ShopName
	case Owner:
		return v.m.Answers().OwnerName
	}
	return ""
}

func (v *View) drawFoot() {
	words := v.page.words
	if words == "" {
		words = v.w.Say("next")
	}
	if v.m.State() == Working {
		words = v.w.Say("setup.working." + stepNames[v.m.Step()])
	}
	next := widgets.NewButton(widgets.Filled, "", words, v.page.next).Tall(48)
	next.Enable(v.m.State() == Ready)
	parts := []fyne.CanvasObject{}
	if v.m.Step() == Owner || v.m.Step() == Recovery && v.m.Typing() {
		parts = append(parts, widgets.NewButton(widgets.Outlined, "left", v.w.Say("back"), v.onBack).Tall(48))
	}
	parts = append(parts, widgets.Space())
	if v.m.Step() >= Storefront {
		later := widgets.NewButton(widgets.Plain, "", v.w.Say("later"), v.onSkip).Tall(48)
		later.Enable(v.m.State() == Ready)
		parts = append(parts, later)
	}
	parts = append(parts, next)
	widgets.Put(v.foot, widgets.Ground(theme.Card, widgets.Col(0, widgets.Rule(),
		widgets.Fixed(0, 72, widgets.Pad(12, 40, 12, 40, widgets.Row(12, parts...))))))
}

func (v *View) onBack() { v.m.Back() }
func (v *View) onSkip() { v.m.Skip() }

// heading is the title of a page with the sentence below it.
func (v *View) heading(step string) fyne.CanvasObject {
	return widgets.Col(4,
		widgets.Text(v.w.Say("setup."+step+".title"), widgets.Type{Size: theme.Title, Bold: true}),
		widgets.Words(v.w.Say("setup."+step+".why"), widgets.Type{Color: theme.Ink2}))
}

// trouble is the place where the page says what went wrong.
func (v *View) trouble(into *fyne.Container) {
	if err := v.m.Err(); err != nil {
		widgets.Put(into, widgets.Note(widgets.Bad, v.w.Fault(err)))
		return
	}
	widgets.Put(into, nil)
}

// narrow keeps forms at a width that the eye can take in.
func narrow(o fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Row(0, widgets.Fixed(480, 0, o), widgets.Space())
}

// form is a column with the usual distances.
func form(parts ...fyne.CanvasObject) fyne.CanvasObject { return narrow(widgets.Col(16, parts...)) }

// typed keeps a field's words in an answer.
func (v *View) typed(f *widgets.Field, now string, into func(*Answers, string)) {
	f.SetText(now)
	f.OnChanged = func(s string) { v.m.Say(func(a *Answers) { into(a, s) }) }
	f.OnSubmitted = func(string) { v.page.next() }
}

// group is a secret field for one group of the recovery code.
func group() *secret.Field {
	f := secret.NewField()
	f.Accept, f.Limit = secret.Code, 4
	return f
}
