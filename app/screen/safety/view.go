package safety

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
	"nifuda/data/guard/posture"
)

var (
	quiet = widgets.Type{Size: theme.Small, Color: theme.Ink2}
	bold  = widgets.Type{Bold: true}
)

// View is the room with its widgets.
type View struct {
	m      *Model
	w      *text.Words
	now    func() time.Time
	teller teller
	list   *widgets.RowList
	who    *widgets.Choice
	group  *widgets.Choice
	whole  bool // all that is odd is shown, not only the first
	head   *fyne.Container
	body   *fyne.Container // the page; PageHealth keeps its own, so that it stays where it was scrolled to
	health healthPage
	shown  Page
	object *fyne.Container
}

// NewView builds the room.
func NewView(desk Desk, computer Computer, run *task.Runner, w *text.Words, now func() time.Time) *View {
	v := &View{w: w, now: now, teller: newTeller(w, nil), head: widgets.Slot(), body: widgets.Slot(), shown: -1}
	v.health = newHealthPage()
	v.object = widgets.Col(0, v.head, widgets.Grow(v.body))
	v.m = New(desk, computer, run, now, v.changed)
	v.list = widgets.NewRowList(func() int { return len(v.m.Events()) }, func() widgets.RowView { return newRow(v) })
	v.list.OnOpen = v.m.Open
	v.who = widgets.NewChoice(nil, 0, v.onWho)
	v.group = widgets.NewChoice(nil, 0, func(i int) { v.narrow(Filter{Login: v.m.Filter().Login, Group: Groups()[i]}) })
	v.changed()
	return v
}

// Object is the room on screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Enter is called when the room is shown.
func (v *View) Enter() {
	v.m.Refresh()
	v.m.Health.Enter()
}

// Key turns the pages.
func (v *View) Key(k fyne.KeyName) {
	switch k {
	case fyne.KeyLeft:
		v.m.Turn(v.m.Page() - 1)
	case fyne.KeyRight:
		v.m.Turn(v.m.Page() + 1)
	}
}

// Refresh asks for everything again, after a sync.
func (v *View) Refresh() { v.m.Refresh() }

// Back undoes one step.
func (v *View) Back() { v.m.Back() }

// groupNames are the ends of the keys log.group.*.
var groupNames = map[Group]string{GroupAll: "all", GroupKeys: "keys", GroupPacking: "packing", GroupPrints: "prints",
	GroupLooks: "looks", GroupPeople: "people", GroupCopies: "copies", GroupFaults: "faults"}

func (v *View) narrow(f Filter) {
	v.list.Rewind()
	v.m.Show(f)
}

func (v *View) onWho(i int) {
	f := Filter{Group: v.m.Filter().Group, Odd: v.m.Filter().Odd}
	if all := v.m.People(); i > 0 && i <= len(all) {
		f.Login = all[i-1].Login
	}
	v.narrow(f)
}

func (v *View) onOdd(o data.Oddity) {
	v.list.Rewind()
	v.m.ShowOdd(o)
}

func (v *View) changed() {
	if v.list == nil || v.who == nil {
		return
	}
	v.teller = newTeller(v.w, v.m.People())
	widgets.Put(v.head, v.header())
	switch v.m.Page() {
	case PageHealth:
		v.showHealth()
		if v.shown != PageHealth {
			widgets.Put(v.body, v.health.object)
		}
	case PagePromises:
		if v.shown != PagePromises {
			widgets.Put(v.body, v.promises())
		}
	default:
		widgets.Put(v.body, v.log())
		v.list.Refresh()
	}
	v.shown = v.m.Page()
}

// pageNames are the ends of the keys safety.page.*.
var pageNames = map[Page]string{PageHealth: "health", PageLog: "log", PagePromises: "promises"}

// header is the title and the pages, with how many things wait on each.
func (v *View) header() fyne.CanvasObject {
	waits := map[Page]int{PageHealth: v.m.Health.Count(posture.Bad), PageLog: len(v.m.Odd())}
	tabs := make([]widgets.Tab, len(Pages()))
	for i, p := range Pages() {
		tabs[i] = widgets.Tab{Name: v.w.Say("safety.page." + pageNames[p]), Count: waits[p]}
	}
	parts := []fyne.CanvasObject{widgets.Text(v.w.Say("rail.safety"), widgets.Type{Size: theme.Title, Bold: true}), v.sum(), widgets.Space()}
	if v.m.Page() == PageHealth {
		parts = append(parts, v.looked())
	}
	return widgets.Col(0, widgets.Fixed(0, 56, widgets.Pad(0, 32, 0, 32, widgets.Row(12, parts...))),
		widgets.Pad(0, 20, 0, 12, widgets.Tabs(tabs, int(v.m.Page()), func(i int) { v.m.Turn(Pages()[i]) })))
}

// log is the page of what happened.
func (v *View) log() fyne.CanvasObject {
	parts := []fyne.CanvasObject{widgets.Pad(12, 32, 0, 32, v.odd()), widgets.Pad(12, 32, 10, 32, v.tools())}
	if c := v.checked(); c != nil {
		parts = append(parts, widgets.Pad(0, 32, 10, 32, c))
	}
	framed := widgets.Over(widgets.Card(widgets.Slot()), widgets.Pad(1, 1, 1, 1, v.entries()))
	parts = append(parts, widgets.Grow(widgets.Pad(0, 32, 16, 32, framed)))
	if e, ok := v.m.Opened(); ok {
		parts = append(parts, v.entry(e))
	}
	return widgets.Col(0, parts...)
}

// sum says in the head how much there is to do on the page that is shown.
func (v *View) sum() fyne.CanvasObject {
	bad, odd := v.m.Health.Count(posture.Bad), len(v.m.Odd())
	switch p := v.m.Page(); {
	case p == PageHealth && bad > 0:
		return widgets.Chip(widgets.Bad, v.w.Say("safety.bad", "n", bad))
	case p == PageLog && odd > 0:
		return widgets.Chip(widgets.Waits, v.w.Say("safety.odd", "n", odd))
	}
	return nil
}

// few is how many odd things are shown before somebody asks for all.
const few = 4

// odd are the things to look at, as cards that narrow the log.
func (v *View) odd() fyne.CanvasObject {
	all := v.m.Odd()
	if len(all) == 0 {
		return widgets.Said(widgets.Good, "check", v.w.Say("safety.odd.none"))
	}
	var cards []fyne.CanvasObject
	for i, o := range all {
		if i == few && !v.whole {
			more := widgets.NewButton(widgets.Plain, "", v.w.Say("safety.odd.more", "n", len(all)-few), func() { v.whole = true; v.changed() })
			cards = append(cards, more)
			break
		}
		cards = append(cards, v.oddCard(o))
	}
	return widgets.Flow(10, cards...)
}

func (v *View) oddCard(o data.Oddity) fyne.CanvasObject {
	tone := widgets.Waits
	if o.Key == "odd.bench" || o.Key == "odd.arrival" {
		tone = widgets.Bad
	}
	ink, ground := tone.Colors()
	edge, wide := theme.None, float32(0)
	if f := v.m.Filter(); f.Odd == o.Key && f.Login == o.Login {
		edge, wide = theme.Ai, 2
	}
	second := v.w.Date(o.Day)
	if o.Login != "" {
		second = v.teller.name(o.Login) + "　" + second
	}
	words := widgets.Col(0, widgets.Text(v.w.Say(o.Key, "n", o.Count), widgets.Type{Bold: true, Color: ink}), widgets.Text(second, widgets.Type{Size: theme.Small, Color: ink}))
	card := widgets.Plate(ground, edge, wide, 8, widgets.Pad(6, 16, 6, 14, widgets.Row(12, widgets.NewIcon("warn", ink, 20), words)))
	return widgets.Pressable(card, func() { v.onOdd(o) })
}

// tools narrow the log and check it.
func (v *View) tools() fyne.CanvasObject {
	f := v.m.Filter()
	names := []string{v.w.Say("log.everybody")}
	for _, p := range v.m.People() {
		names = append(names, p.Name)
	}
	v.who.Set(names, 1+slices.IndexFunc(v.m.People(), func(p data.Person) bool { return p.Login == f.Login }))
	groups := make([]string, len(Groups()))
	for i, g := range Groups() {
		groups[i] = v.w.Say("log.group." + groupNames[g])
	}
	at := int(f.Group)
	if f.Odd != "" {
		at, groups = len(groups), append(groups, v.w.Say(f.Odd+".short"))
	}
	v.group.Set(groups, at)
	parts := []fyne.CanvasObject{widgets.Text(v.w.Say("log.title"), bold), widgets.Fixed(168, 40, v.who), widgets.Fixed(176, 40, v.group)}
	if f != (Filter{}) {
		parts = append(parts, widgets.NewButton(widgets.Plain, "", v.w.Say("log.all"), func() { v.narrow(Filter{}) }))
	}
	verify := widgets.NewButton(widgets.Outlined, "shield", v.w.Say("safety.verify"), v.m.Verify)
	c, _ := v.m.Check()
	verify.Enable(c != Checking)
	return widgets.Row(10, widgets.Grow(widgets.Flow(10, parts...)), verify)
}

// checked says how the check of the log went.
func (v *View) checked() fyne.CanvasObject {
	switch c, err := v.m.Check(); c {
	case Checking:
		return widgets.Row(12, widgets.Text(v.w.Say("safety.verify.now"), quiet), widgets.NewButton(widgets.Outlined, "close", v.w.Say("cancel"), v.m.Stop).Tall(32), widgets.Space())
	case Whole:
		return widgets.Note(widgets.Good, v.w.Say("safety.verify.whole"))
	case Broken:
		return widgets.Note(widgets.Bad, v.w.Fault(err))
	}
	return nil
}

// entries are the log, or a sentence that says why there is none.
func (v *View) entries() fyne.CanvasObject {
	say := func(words string, b fyne.CanvasObject) fyne.CanvasObject {
		return widgets.Pad(24, 32, 0, 32, widgets.Col(16, widgets.Words(words, widgets.Type{Color: theme.Ink2}), b))
	}
	switch v.m.State() {
	case Loading:
		return say(v.w.Say("orders.loading"), nil)
	case Failed:
		return say(v.w.Fault(v.m.Err()), widgets.Row(0, widgets.NewButton(widgets.Outlined, "sync", v.w.Say("again"), v.m.Refresh)))
	case Empty:
		key := "log.empty"
		if v.m.Filter() != (Filter{}) {
			key = "log.nomatch"
		}
		return say(v.w.Say(key), nil)
	}
	if err := v.m.Tail(); err != nil {
		foot := widgets.Row(12, widgets.Grow(widgets.Words(v.w.Fault(err), widgets.Type{Size: theme.Small, Color: theme.Shu})),
			widgets.NewButton(widgets.Outlined, "sync", v.w.Say("again"), v.m.Again))
		return widgets.Col(0, widgets.Grow(v.list), widgets.Rule(), widgets.Pad(8, 16, 8, 16, foot))
	}
	return v.list
}

// entry is one entry in full, below the log.
func (v *View) entry(e data.Event) fyne.CanvasObject {
	at := e.At.In(v.now().Location())
	lines := []fyne.CanvasObject{
		widgets.Text(v.w.Say("log.entry", "number", e.Seq, "day", v.w.Date(at), "time", v.w.Clock(at)), quiet),
		widgets.Words(v.teller.sentence(e), bold),
	}
	if why := v.teller.detail(e); why != "" {
		lines = append(lines, widgets.Words(why, widgets.Type{}))
	}
	close := widgets.NewButton(widgets.Plain, "close", "", v.Back)
	return widgets.Ground(theme.Card, widgets.Col(0, widgets.EdgeRule(), widgets.Pad(12, 24, 12, 32, widgets.Top(12, widgets.Grow(widgets.Col(2, lines...)), close))))
}
