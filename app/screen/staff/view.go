package staff

import (
	"fyne.io/fyne/v2"

	"nifuda/app/again"
	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
)

var (
	small = widgets.Type{Size: theme.Small}
	quiet = widgets.Type{Size: theme.Small, Color: theme.Ink2}
	ochre = widgets.Type{Size: theme.Small, Color: theme.Ochre}
	bold  = widgets.Type{Bold: true}
)

// View is the room with its widgets.
type View struct {
	m      *Model
	w      *text.Words
	house  House
	again  *again.View
	person personForm
	first  newForm
	bench  benchForm
	goods  goodsForm
	head   *fyne.Container
	body   *fyne.Container
	aside  *fyne.Container
	object fyne.CanvasObject
}

// NewView builds the room.
func NewView(desk Desk, press Press, run *task.Runner, w *text.Words, house House) *View {
	v := &View{w: w, house: house, again: again.NewView(run, w), head: widgets.Slot(), body: widgets.Slot(), aside: widgets.Slot()}
	v.m = New(desk, press, v.again.Ask, run, house, v.changed)
	v.first = v.newForm()
	v.bench = v.benchForm()
	v.goods = v.goodsForm()
	v.object = v.again.Over(widgets.Col(0, v.head, widgets.Grow(widgets.Split(v.body, v.aside))))
	v.changed()
	return v
}

// Object is the room on screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Enter is called when the room is shown. A question that was left open is
// gone by then.
func (v *View) Enter() {
	v.again.Back()
	v.m.Refresh()
}

// Refresh has nothing new after a sync.
func (v *View) Refresh() {}

// Back undoes one step: the question first.
func (v *View) Back() {
	if !v.again.Back() {
		v.m.Back()
	}
}

// Draft gives what is in progress; Resume takes it up, before Enter.
func (v *View) Draft() Draft   { return v.m.Draft() }
func (v *View) Resume(d Draft) { v.m.Resume(d) }

// Wipe overwrites every passphrase that is typed or shown.
func (v *View) Wipe() {
	v.again.Wipe()
	v.first.wipe()
}

func (v *View) onPage(i int) { v.m.Turn(Pages()[i]) }

// pageNames are the ends of the keys staff.page.*.
var pageNames = map[Page]string{PagePeople: "people", PageBench: "bench", PageRule: "rule", PageGoods: "goods"}

func (v *View) changed() {
	if v.object == nil {
		return
	}
	widgets.Put(v.head, v.header())
	var body, aside fyne.CanvasObject
	switch v.m.Page() {
	case PageBench:
		body = v.benchPage()
	case PageRule:
		body = v.rulePage()
	case PageGoods:
		body, aside = v.goodsPage(), v.goodsAside()
	default:
		body, aside = v.peoplePage(), v.peopleAside()
	}
	if aside != nil {
		aside = widgets.Ground(theme.Card, widgets.Band(0, widgets.Upright(), widgets.Grow(aside)))
	}
	widgets.Put(v.body, body)
	widgets.Put(v.aside, aside)
	relayout(v.object)
}

// relayout arranges a whole tree again after parts came and went.
func relayout(o fyne.CanvasObject) {
	if c, ok := o.(*fyne.Container); ok && c.Layout != nil {
		widgets.Relayout(c)
		for _, p := range c.Objects {
			relayout(p)
		}
	}
}

func (v *View) header() fyne.CanvasObject {
	parts := []fyne.CanvasObject{widgets.Text(v.w.Say("rail.staff"), widgets.Type{Size: theme.Title, Bold: true}), widgets.Space()}
	switch v.m.Page() {
	case PagePeople:
		parts = append(parts, widgets.NewButton(widgets.Outlined, "plus", v.w.Say("staff.add"), v.m.People.Add))
	case PageGoods:
		parts = append(parts, widgets.NewButton(widgets.Outlined, "plus", v.w.Say("staff.goods.add"), func() { v.m.Goods.Edit("") }))
	}
	tabs := make([]widgets.Tab, len(Pages()))
	for i, p := range Pages() {
		tabs[i] = widgets.Tab{Name: v.w.Say("staff.page." + pageNames[p])}
	}
	return widgets.Col(0, widgets.Fixed(0, 56, widgets.Pad(0, 16, 0, 20, widgets.Row(12, parts...))),
		widgets.Tabs(tabs, int(v.m.Page()), v.onPage))
}

// waits is what a page shows until its desk has answered, or why it did not;
// nil when there is something to show.
func (v *View) waits(s State, err error) fyne.CanvasObject {
	switch s {
	case Loading:
		return widgets.Pad(48, 64, 0, 64, widgets.Words(v.w.Say("orders.loading"), widgets.Type{Color: theme.Ink2}))
	case Failed:
		return widgets.Pad(24, 32, 0, 32, widgets.Col(16, widgets.Note(widgets.Bad, v.w.Fault(err)),
			widgets.Row(0, widgets.NewButton(widgets.Outlined, "sync", v.w.Say("again"), v.m.Refresh))))
	}
	return nil
}

// section is a titled part of what stands at the right.
func (v *View) section(title string, parts ...fyne.CanvasObject) fyne.CanvasObject {
	all := append([]fyne.CanvasObject{widgets.Text(v.w.Say(title), quiet)}, parts...)
	return widgets.Col(0, widgets.Rule(), widgets.Pad(12, 20, 16, 20, widgets.Col(10, all...)))
}

// card is a titled part of a page.
func (v *View) card(title string, parts ...fyne.CanvasObject) fyne.CanvasObject {
	all := append([]fyne.CanvasObject{widgets.Text(v.w.Say(title), bold)}, parts...)
	return widgets.Card(widgets.Pad(16, 20, 20, 20, widgets.Col(12, all...)))
}

// asideHead is the head of what stands at the right.
func asideHead(title string, close func(), chips ...fyne.CanvasObject) fyne.CanvasObject {
	parts := []fyne.CanvasObject{widgets.Grow(widgets.Cut(title, widgets.Type{Size: theme.Title, Bold: true}))}
	parts = append(append(parts, chips...), widgets.NewButton(widgets.Plain, "close", "", close))
	return widgets.Pad(8, 8, 8, 20, widgets.Row(8, parts...))
}
