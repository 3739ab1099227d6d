package documents

import (
	"time"

	"fyne.io/fyne/v2"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

var (
	quiet = widgets.Type{Size: theme.Small, Color: theme.Ink2}
	bold  = widgets.Type{Bold: true}
)

// View is the room with its widgets.
type View struct {
	m      *Model
	w      *text.Words
	frame  *fyne.Container
	paper  *widgets.Paper
	left   *fyne.Container
	turn   *fyne.Container
	right  *fyne.Container
	list   *widgets.RowList
	keep   kept
	shown  int // which draft the fields belong to, -1 for none
	orders func()
}

// kept are the widgets that stay while everything around them is drawn again,
// so that the keyboard stays on them.
type kept struct {
	search                 *widgets.Field
	kind, period, printer  *widgets.Choice
	name, proviso, remarks *widgets.Field
	normal, reduced        *widgets.Field
	goods                  map[int]*widgets.Stepper // by line of the order
}

// NewView builds the room. orders goes to where documents are asked for.
func NewView(desk Desk, press Press, memory Memory, run *task.Runner, w *text.Words, now func() time.Time, orders func()) *View {
	v := &View{w: w, paper: widgets.NewPaper(), left: widgets.Slot(), turn: widgets.Slot(), right: widgets.Slot(), shown: -1, orders: orders}
	v.m = New(desk, press, memory, run, now, v.changed)
	v.list = widgets.NewRowList(func() int { return len(v.m.Rows()) }, func() widgets.RowView { return newRow(v.m, w) })
	v.list.OnOpen, v.list.OnRune = func(i int) { v.m.Show(v.m.Rows()[i].ID) }, v.onRune
	v.keep = v.newKept()
	middle := widgets.Ground(theme.Rail, widgets.Pad(20, 24, 12, 24, widgets.Col(12, widgets.Grow(v.paper), v.turn)))
	v.frame = widgets.Thirds(v.left, middle, widgets.Ground(theme.Card, v.right), widgets.Sides{Left: 320, Right: 304}, widgets.Sides{Left: 284, Right: 272})
	v.changed()
	return v
}

func (v *View) newKept() kept {
	k := kept{
		search:  widgets.NewSearch(v.w.Say("documents.search")),
		kind:    widgets.NewChoice(nil, 0, v.onKind),
		period:  widgets.NewChoice(nil, 0, func(i int) { v.m.During(Periods()[i]) }),
		printer: widgets.NewChoice(nil, -1, v.m.ChoosePrinter),
		name:    widgets.NewField(""), proviso: widgets.NewField(data.DefaultProviso), remarks: widgets.NewField(""),
		normal: widgets.NewField(""), reduced: widgets.NewField(""),
		goods: map[int]*widgets.Stepper{},
	}
	k.printer.Hint = v.w.Say("print.choose")
	k.search.OnChanged = func(s string) { v.m.Search(s); v.list.Rewind() }
	for _, f := range []*widgets.Field{k.name, k.proviso, k.remarks} {
		f.OnChanged = func(string) {
			v.m.Type(Typed{Name: v.keep.name.Text, Proviso: v.keep.proviso.Text, Remarks: v.keep.remarks.Text})
		}
	}
	k.normal.OnChanged = func(s string) { v.m.GiveBack(normalRate, s) }
	k.reduced.OnChanged = func(s string) { v.m.GiveBack(reducedRate, s) }
	return k
}

// The rates a refund is asked for at, in basis points; the desk knows whether
// anything was sold at them.
const normalRate, reducedRate = 1000, 800

// Object is the room on screen.
func (v *View) Object() fyne.CanvasObject { return v.frame }

// Enter is called when the room is shown.
func (v *View) Enter() { v.m.Refresh() }

// Refresh has new orders after a sync, and no new documents.
func (v *View) Refresh() {}

// Ask makes drafts for orders, from another room.
func (v *View) Ask(ids []data.OrderID) {
	v.shown = -1
	v.m.Ask(data.PaperReceipt, ids)
}

// Draft gives what is in progress; Resume takes it up.
func (v *View) Draft() Draft   { return v.m.Draft() }
func (v *View) Resume(d Draft) { v.m.Resume(d) }

// Print is Ctrl+P in this room.
func (v *View) Print() { v.m.Print() }

// Back undoes one step.
func (v *View) Back() {
	switch {
	case v.m.Asking():
		v.m.Leave()
	case v.keep.search.Text != "":
		v.keep.search.SetText("")
	default:
		v.m.Close()
	}
}

// Key takes the page keys.
func (v *View) Key(k fyne.KeyName) {
	switch k {
	case fyne.KeyPageDown:
		v.m.Turn(1)
	case fyne.KeyPageUp:
		v.m.Turn(-1)
	}
}

func (v *View) onRune(r rune) {
	widgets.Focus(v.keep.search)
	v.keep.search.TypedRune(r)
}

// onKind narrows the list; the first choice is all kinds.
func (v *View) onKind(i int) {
	kind := data.PaperKind("")
	if i > 0 {
		kind = data.PaperKinds()[i-1]
	}
	v.m.Narrow(kind)
}

func (v *View) changed() {
	if v.frame == nil {
		return
	}
	v.paper.Image = v.m.Image()
	v.paper.Refresh()
	if v.m.Asking() {
		widgets.Put(v.left, v.queue())
		widgets.Put(v.right, v.askSide())
	} else {
		v.shown = -1
		widgets.Put(v.left, v.shelf())
		widgets.Put(v.right, v.side())
	}
	widgets.Put(v.turn, v.pager())
	v.list.Refresh()
	widgets.Relayout(v.frame)
}

// shelf is the left column: what was issued.
func (v *View) shelf() fyne.CanvasObject {
	kinds, at := []string{v.w.Say("documents.all")}, 0
	for i, k := range data.PaperKinds() {
		kinds = append(kinds, v.w.Say("paper.kind."+string(k)))
		if k == v.m.Query().Kind {
			at = i + 1
		}
	}
	v.keep.kind.Set(kinds, at)
	var periods []string
	for _, p := range Periods() {
		periods = append(periods, v.w.Say(periodKeys[p]))
	}
	v.keep.period.Set(periods, int(v.m.Period()))
	head := widgets.Pad(16, 16, 12, 20, widgets.Col(10, widgets.Text(v.w.Say("rail.documents"), widgets.Type{Size: theme.Title, Bold: true}),
		v.keep.search, v.keep.kind, v.keep.period))
	var body fyne.CanvasObject = v.list
	switch v.m.State() {
	case Loading:
		body = v.say(v.w.Say("documents.loading"))
	case Failed:
		body = v.say(v.w.Fault(v.m.Err()), widgets.NewButton(widgets.Outlined, "sync", v.w.Say("again"), v.m.Refresh))
	case Empty:
		key := "documents.empty"
		if q := v.m.Query(); q.Text != "" || q.Kind != "" || v.m.Period() != AnyTime {
			key = "documents.notfound"
		}
		body = v.say(v.w.Say(key), widgets.NewButton(widgets.Outlined, "orders", v.w.Say("documents.toorders"), v.orders))
	}
	return widgets.Col(0, head, widgets.Rule(), widgets.Grow(body))
}

var periodKeys = map[Period]string{
	AnyTime: "documents.anytime", ThisMonth: "documents.thismonth", LastMonth: "documents.lastmonth", ThisYear: "documents.thisyear",
}

func (v *View) say(words string, more ...fyne.CanvasObject) fyne.CanvasObject {
	parts := []fyne.CanvasObject{widgets.Words(words, widgets.Type{Color: theme.Ink2})}
	for _, o := range more {
		parts = append(parts, widgets.Row(0, o))
	}
	return widgets.Pad(32, 24, 0, 24, widgets.Col(16, parts...))
}

// pager turns the pages under the paper.
func (v *View) pager() fyne.CanvasObject {
	if v.m.Pages() < 2 {
		return nil
	}
	left := widgets.NewButton(widgets.Outlined, "left", "", func() { v.m.Turn(-1) })
	right := widgets.NewButton(widgets.Outlined, "right", "", func() { v.m.Turn(1) })
	left.Enable(v.m.Page() > 0)
	right.Enable(v.m.Page()+1 < v.m.Pages())
	where := v.w.Say("print.page", "page", v.m.Page()+1, "pages", v.m.Pages())
	return widgets.Row(16, widgets.Space(), left, widgets.Text(where, widgets.Type{}), right, widgets.Space())
}
