package setup

import (
	"strconv"

	"fyne.io/fyne/v2"

	"nifuda/app/connect"
	"nifuda/app/newphrase"
	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/app/widgets/secret"
)

var (
	quiet = widgets.Type{Size: theme.Small, Color: theme.Ink2}
	bold  = widgets.Type{Bold: true}
)

// View is the room with its widgets.
type View struct {
	m       *Model
	w       *text.Words
	speak   func(lang string)
	restore func()            // to where a ledger is put back from a backup
	names   [2]*widgets.Field // shop, owner
	phrase  *newphrase.Form
	sec     secrets
	shop    *connect.View
	pick    picks
	body    *fyne.Container
	next    *widgets.Button
	at      Step // the step that was arrived at last; 0 before the room is shown
}

// secrets are the fields and drawings that are wiped.
type secrets struct {
	code   [Groups]*secret.Picture
	groups [2]*secret.Field
}

// picks are the choices of the last step.
type picks struct {
	printer, stock *widgets.Choice
	sender         [4]*widgets.Field // postal code, address, building, phone
}

// NewView builds the room. speak changes the language of the whole window,
// which builds the room again; restore goes to the backups.
func NewView(m *Model, w *text.Words, speak func(lang string), restore func()) *View {
	v := &View{m: m, w: w, speak: speak, restore: restore, body: widgets.Slot()}
	v.fields()
	v.secrets()
	v.shop = connect.NewView(m.c.Desk, connect.AtOnce(m.c.Run, m.c.Desk.AddShop), m.c.Run, w, m.ToPrinter).Bare(v.enable)
	v.pick = v.newPicks()
	m.Watch(v.changed)
	v.changed()
	return v
}

// fields makes what is typed in the clear.
func (v *View) fields() {
	m, w := v.m, v.w
	shop, owner := m.Names()
	v.names = [2]*widgets.Field{widgets.NewField(w.Say("setup.shop.hint")), widgets.NewField(w.Say("setup.owner.hint"))}
	v.names[0].SetText(shop)
	v.names[1].SetText(owner)
	v.names[0].OnChanged = func(s string) { m.SetShop(s); v.enable() }
	v.names[1].OnChanged = func(s string) { m.SetOwner(s); v.enable() }
	v.names[0].OnSubmitted = func(string) { v.onNext() }
	v.names[1].OnSubmitted = func(string) { v.phrase.Focus() }
}

// secrets makes what is typed and drawn in secret.
func (v *View) secrets() {
	m := v.m
	v.phrase = newphrase.New(newphrase.Config{Passphrases: m.c.Founder, Words: v.w, Changed: v.changed, Submit: v.onNext,
		Names: func() []string { shop, owner := m.Names(); return []string{shop, owner} }})
	for i := range v.sec.code {
		v.sec.code[i] = secret.NewPicture(28)
		v.sec.code[i].Paper = true
	}
	for i := range v.sec.groups {
		f := secret.NewField()
		f.Accept, f.Limit, f.High, f.OnSubmit = secret.Code, GroupSize, 40, v.onNext
		f.OnChange = func(int) { v.enable() }
		v.sec.groups[i] = f
	}
}

// Object is the room on screen.
func (v *View) Object() fyne.CanvasObject { return v.body }

// Enter begins or resumes.
func (v *View) Enter() {
	v.at = StepDone // none of those that need arriving
	v.m.Resume()
}

// Wipe overwrites everything secret the room still holds.
func (v *View) Wipe() {
	v.phrase.Wipe()
	v.wipeCode()
	v.shop.Wipe()
	for _, g := range v.sec.groups {
		g.Wipe()
	}
}

func (v *View) wipeCode() {
	for _, p := range v.sec.code {
		p.Wipe()
	}
}

// arrive gives a step what only the view can: the code to draw, the keyboard.
func (v *View) arrive() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v.body); c != nil {
		c.Unfocus() // the field of the step before is gone
	}
	switch v.m.Step() {
	case StepShop:
		widgets.Focus(v.names[0])
	case StepOwner:
		widgets.Focus(v.names[1])
	case StepSheet:
		v.m.Draw(v.showCode)
	}
}

func (v *View) showCode(code []byte) {
	for i := range v.sec.code {
		v.sec.code[i].Set(code[i*GroupSize : (i+1)*GroupSize])
	}
	clear(code)
	v.changed()
}

// onNext is the button at the foot: what it does depends on the step.
func (v *View) onNext() {
	if v.next == nil || v.next.Disabled() {
		return
	}
	before := v.m.Step()
	switch before {
	case StepShop:
		v.m.ToOwner()
	case StepOwner:
		v.m.Create(v.phrase.Take())
	case StepSheet:
		v.onSheet()
	case StepFirst:
		v.shop.Connect()
	case StepPrinter:
		v.onPrinter()
	}
}

func (v *View) onSheet() {
	if !v.m.Covered() {
		v.m.Cover()
		widgets.Focus(v.sec.groups[0])
		return
	}
	v.m.Prove(v.sec.groups[0].Take(), v.sec.groups[1].Take())
}

// ready reports whether the step may be left.
func (v *View) ready() bool {
	shop, owner := v.m.Names()
	switch v.m.Step() {
	case StepShop:
		return shop != ""
	case StepOwner:
		return owner != "" && v.phrase.Ready()
	case StepSheet:
		return !v.m.Covered() || v.sec.groups[0].Len() == GroupSize && v.sec.groups[1].Len() == GroupSize
	}
	if v.m.Step() == StepFirst {
		return v.shop.Ready()
	}
	return true
}

func (v *View) enable() {
	if v.next != nil {
		v.next.Enable(v.ready() && !v.m.Busy())
	}
}

func (v *View) changed() {
	if v.body == nil || v.m == nil {
		return
	}
	if v.m.Step() > StepSheet {
		v.wipeCode()
	}
	focused := v.focused()
	words := "next"
	switch v.m.Step() {
	case StepFirst:
		words = "connect.go"
	case StepPrinter:
		words = "start"
	}
	v.next = widgets.NewButton(widgets.Filled, "right", v.w.Say(words), v.onNext).Tall(48)
	v.enable()
	widgets.Put(v.body, widgets.Ground(theme.Paper, widgets.Col(0,
		widgets.Grow(widgets.Band(0, widgets.Fixed(232, 0, v.steps()), widgets.Upright(),
			widgets.Grow(widgets.Col(0, widgets.Grow(widgets.Scroll(widgets.Pad(24, 40, 16, 40, v.content()))), widgets.Rule(), v.foot())))),
		v.line())))
	if focused != nil && v.at == v.m.Step() { // another step has other fields
		widgets.Focus(focused)
	}
	if v.at != 0 && v.at != v.m.Step() {
		v.at = v.m.Step()
		v.arrive()
	}
}

// focused is the field that has the keyboard, to give it back after drawing.
// Buttons are made anew each time.
func (v *View) focused() fyne.Focusable {
	c := fyne.CurrentApp().Driver().CanvasForObject(v.body)
	if c == nil {
		return nil
	}
	switch f := c.Focused().(type) {
	case *secret.Field, *widgets.Field:
		return f
	}
	return nil
}

// steps is the rail at the left.
func (v *View) steps() fyne.CanvasObject {
	brand := widgets.Pad(12, 0, 16, 8, widgets.Row(12, widgets.NewIcon("brand", theme.Ink, 32), widgets.Text(v.w.Say("setup.title"), widgets.Type{Size: theme.Strong, Bold: true})))
	parts := []fyne.CanvasObject{brand}
	for s := StepShop; s < StepDone; s++ {
		parts = append(parts, v.stepItem(s))
	}
	parts = append(parts, widgets.Space(), widgets.Pad(0, 12, 16, 12, widgets.Words(v.w.Say("setup.resume"), quiet)))
	return widgets.Ground(theme.Rail, widgets.Pad(0, 12, 0, 12, widgets.Col(4, parts...)))
}

func (v *View) stepItem(s Step) fyne.CanvasObject {
	name := v.w.Say("setup.step." + strconv.Itoa(int(s)))
	number := widgets.Fixed(28, 28, widgets.Middle(widgets.Badge(strconv.Itoa(int(s)))))
	ground, words := theme.None, widgets.Type{}
	switch {
	case s < v.m.Step():
		number = widgets.Fixed(28, 28, widgets.Dot(widgets.Good, "check"))
	case s == v.m.Step():
		ground, words = theme.AiWash, widgets.Type{Bold: true, Color: theme.Ai}
	}
	return widgets.Plate(ground, theme.None, 0, 8, widgets.Fixed(0, 52, widgets.Pad(0, 12, 0, 12, widgets.Row(12, number, widgets.Grow(widgets.Cut(name, words))))))
}

// foot holds back and next.
func (v *View) foot() fyne.CanvasObject {
	var parts []fyne.CanvasObject
	if v.m.Step() == StepShop {
		parts = append(parts, widgets.NewButton(widgets.Outlined, "document", v.w.Say("setup.restore"), v.restore).Tall(48))
	}
	if v.m.Step() == StepOwner {
		parts = append(parts, widgets.NewButton(widgets.Outlined, "left", v.w.Say("back"), v.m.Back).Tall(48))
	}
	if v.m.Step() == StepSheet && v.m.Covered() {
		parts = append(parts, widgets.NewButton(widgets.Outlined, "left", v.w.Say("setup.sheet.again"), v.onUncover).Tall(48))
	}
	parts = append(parts, widgets.Space())
	if v.m.Step() == StepFirst || v.m.Step() == StepPrinter {
		parts = append(parts, widgets.NewButton(widgets.Plain, "", v.w.Say("later"), v.onLater).Tall(48))
	}
	if v.m.Busy() {
		parts = append(parts, widgets.Text(v.w.Say("setup.busy"), quiet))
	}
	return widgets.Ground(theme.Card, widgets.Fixed(0, 72, widgets.Pad(0, 40, 0, 40, widgets.Row(12, append(parts, v.next)...))))
}

func (v *View) onUncover() {
	for _, f := range v.sec.groups {
		f.Wipe()
	}
	v.m.Uncover()
}

func (v *View) onLater() {
	if v.m.Step() == StepFirst {
		v.shop.Wipe()
		v.m.ToPrinter()
		return
	}
	v.m.Finish()
}

func (v *View) line() fyne.CanvasObject {
	return widgets.Fixed(0, 32, widgets.Ground(theme.Rail, widgets.Col(0, widgets.Rule(), widgets.Grow(widgets.Pad(0, 16, 0, 16,
		widgets.Row(8, widgets.NewIcon("lock", theme.Ink2, 16), widgets.Text(v.w.Say("foot.setup"), quiet)))))))
}
