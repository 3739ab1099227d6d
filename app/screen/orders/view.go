package orders

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// View is the room with its widgets.
type View struct {
	m      *Model
	w      *text.Words
	doors  Doors
	list   *widgets.RowList
	search *widgets.Field
	note   *widgets.Field
	left   *widgets.Label // seconds until what is unmasked is masked again
	frame  *fyne.Container
	parts  parts
	eager  bool // the list takes the keyboard as soon as it has rows
}

// parts are the places that change.
type parts struct{ head, tabs, columns, body, bar, detail *fyne.Container }

// Doors lead to other rooms, with orders: to the labels' paper, and to the
// documents'.
type Doors struct{ Print, Papers func([]data.OrderID) }

// NewView builds the room.
func NewView(desk Desk, run *task.Runner, w *text.Words, now func() time.Time, doors Doors) *View {
	v := &View{w: w, doors: doors, left: widgets.Text("", quiet)}
	v.m = New(desk, run, now, v.changed)
	v.note = widgets.NewField(w.Say("orders.note.hint"))
	v.note.OnChanged, v.note.OnLeave = v.m.TypeNote, v.m.KeepNote
	v.note.OnSubmitted = func(string) { v.onDown() }
	v.list = widgets.NewRowList(func() int { return len(v.m.Rows()) }, func() widgets.RowView { return newRow(v.m, w) })
	v.list.OnCheck, v.list.OnOpen, v.list.OnRune = v.m.Check, v.onOpen, v.onRune
	v.search = widgets.NewSearch(w.Say("orders.search"))
	v.search.OnChanged, v.search.OnEsc, v.search.OnDown = v.onSearch, v.Back, v.onDown
	v.search.OnSubmitted = func(string) { v.onDown() }
	v.parts = parts{widgets.Slot(), widgets.Slot(), widgets.Slot(), widgets.Slot(), widgets.Slot(), widgets.Slot()}
	left := widgets.Col(0, v.parts.head, v.parts.tabs, v.parts.columns, widgets.Grow(v.parts.body), v.parts.bar)
	v.frame = widgets.Split(left, v.parts.detail)
	v.changed(Rows | Counts | Checks | Detail)
	return v
}

// Object is the room on screen.
func (v *View) Object() fyne.CanvasObject { return v.frame }

// Enter is called when the room is shown.
func (v *View) Enter() {
	v.eager = true
	v.m.Mask()
	v.m.Refresh()
}

// Refresh asks for everything again, after a sync.
func (v *View) Refresh() { v.m.Refresh() }

// Shelf turns to a tab, from another room.
func (v *View) Shelf(tab data.Tab) { v.m.Shelf(tab) }

// ShowOrder opens an order, from another room.
func (v *View) ShowOrder(id data.OrderID) { v.m.Show(id) }

// Draft gives what is in progress; Resume takes it up, before Enter.
func (v *View) Draft() Draft { return v.m.Draft() }
func (v *View) Resume(d Draft) {
	v.m.Resume(d)
	v.search.SetText(d.Text)
}

// Find puts the keyboard into the search.
func (v *View) Find() { widgets.Focus(v.search) }

// CheckAll marks all rows shown.
func (v *View) CheckAll() { v.m.CheckAll() }

// Print asks for the labels of the marked orders, or of the open one.
func (v *View) Print() { v.leave(v.doors.Print) }

// Papers asks for documents of them.
func (v *View) Papers() { v.leave(v.doors.Papers) }

func (v *View) leave(through func([]data.OrderID)) {
	ids := v.m.IDs()
	if len(ids) == 0 && v.m.Opened() != 0 {
		ids = []data.OrderID{v.m.Opened()}
	}
	if len(ids) > 0 {
		through(ids)
	}
}

// Reveal unmasks phone numbers and e-mails of the open order for a while, or
// masks them again.
func (v *View) Reveal() { v.m.Reveal() }

// Wipe masks what is unmasked, at a lock.
func (v *View) Wipe() { v.m.Mask() }

// Back undoes one step.
func (v *View) Back() {
	if v.m.Back() && v.search.Text != v.m.Query().Text {
		v.search.SetText(v.m.Query().Text)
	}
	v.onDown()
}

func (v *View) onOpen(i int)      { v.m.Show(v.m.Rows()[i].ID) }
func (v *View) onSearch(s string) { v.m.Search(s); v.list.Rewind() }
func (v *View) onTab(i int)       { v.list.Rewind(); v.eager = true; v.m.Shelf(data.Tabs()[i]) }
func (v *View) onClose()          { v.m.Close(); v.onDown() }
func (v *View) onUncheck()        { v.m.Uncheck(); v.onDown() }
func (v *View) onAll()            { v.m.CheckAll(); v.onDown() }
func (v *View) onHold()           { v.eager = true; v.m.Hold() }

// onDown gives the keyboard to the list, if there is one.
func (v *View) onDown() {
	if v.m.State() == Ready {
		widgets.Focus(v.list)
	}
}

func (v *View) onRune(r rune) {
	widgets.Focus(v.search)
	v.search.TypedRune(r)
}

func (v *View) changed(what What) {
	if v.frame == nil {
		return
	}
	v.seconds()
	if what == Seconds {
		return
	}
	if what&Counts != 0 {
		widgets.Put(v.parts.head, v.head())
		widgets.Put(v.parts.tabs, v.tabs())
	}
	if what&Rows != 0 {
		widgets.Put(v.parts.body, v.body())
	}
	if what&(Rows|Checks) != 0 {
		widgets.Put(v.parts.columns, v.columns())
	}
	if what&(Rows|Checks|Bottom) != 0 {
		widgets.Put(v.parts.bar, v.bottom())
	}
	if what&Detail != 0 {
		widgets.Put(v.parts.detail, v.detail())
	}
	v.list.Refresh()
	widgets.Relayout(v.frame)
	if left, ok := v.frame.Objects[0].(*fyne.Container); ok {
		widgets.Relayout(left)
	}
	if v.eager && v.m.State() == Ready {
		v.eager = false
		widgets.Focus(v.list)
	}
}

func (v *View) head() fyne.CanvasObject {
	key := "orders.sort.wanted"
	if v.m.Query().Sort == data.ByNewest {
		key = "orders.sort.newest"
	}
	sort := widgets.NewButton(widgets.Outlined, "sort", v.w.Say(key), v.m.Turn)
	return widgets.Fixed(0, 56, widgets.Pad(0, 16, 0, 20, widgets.Row(12,
		widgets.Text(v.w.Say("rail.orders"), widgets.Type{Size: theme.Title, Bold: true}),
		widgets.Space(), widgets.Fixed(272, 40, v.search), sort)))
}

// tabNames are the ends of the keys tab.*.
var tabNames = map[data.Tab]string{
	data.TabToShip: "toship", data.TabAwaiting: "awaiting", data.TabProblems: "problems", data.TabHeld: "held",
	data.TabShipped: "shipped", data.TabCancelled: "cancelled", data.TabAll: "all",
}

func (v *View) tabs() fyne.CanvasObject {
	chosen := 0
	tabs := make([]widgets.Tab, 0, len(data.Tabs()))
	for i, t := range data.Tabs() {
		count := v.m.CountOf(t)
		if t == data.TabAll {
			count = 0 // says nothing worth reading
		}
		tabs = append(tabs, widgets.Tab{Name: v.w.Say("tab." + tabNames[t]), Count: count})
		if t == v.m.Query().Tab {
			chosen = i
		}
	}
	return widgets.Tabs(tabs, chosen, v.onTab)
}

func (v *View) columns() fyne.CanvasObject {
	all := widgets.NewCheckBox()
	switch n, _ := v.m.Chosen(); {
	case v.m.AllChecked():
		all.Set(widgets.All)
	case n > 0:
		all.Set(widgets.Some)
	}
	right := widgets.Type{Size: theme.Small, Color: theme.Ink2, Align: fyne.TextAlignTrailing}
	heads := container.New(columnHead{},
		widgets.Pressable(all.Object, v.onAll),
		widgets.Cut(v.w.Say("orders.col.who"), quiet), widgets.Cut(v.w.Say("orders.col.items"), quiet),
		widgets.Cut(v.w.Say("orders.col.when"), quiet), widgets.Cut(v.w.Say("orders.col.total"), right))
	return widgets.Fixed(0, 32, widgets.Col(0, widgets.Grow(heads), widgets.Rule()))
}

// body is the list, or a sentence that says why there is none.
func (v *View) body() fyne.CanvasObject {
	switch v.m.State() {
	case Loading:
		return v.say(v.w.Say("orders.loading"), nil)
	case Failed:
		return v.say(v.w.Fault(v.m.Err()), widgets.NewButton(widgets.Outlined, "sync", v.w.Say("again"), v.m.Refresh))
	case Empty:
		key := "orders.empty." + tabNames[v.m.Query().Tab]
		if v.m.Query().Text != "" {
			key = "orders.notfound"
		}
		return v.say(v.w.Say(key), nil)
	}
	return v.list
}

func (v *View) say(words string, b fyne.CanvasObject) fyne.CanvasObject {
	p := widgets.Words(words, widgets.Type{Color: theme.Ink2})
	parts := []fyne.CanvasObject{p}
	if b != nil {
		parts = append(parts, widgets.Row(0, b))
	}
	return widgets.Pad(48, 64, 0, 64, widgets.Col(16, parts...))
}

func (v *View) detail() fyne.CanvasObject {
	if v.m.Opened() == 0 {
		return nil
	}
	order, state, err := v.m.Open()
	var inner fyne.CanvasObject
	switch state {
	case Loading:
		inner = v.say(v.w.Say("orders.loading"), nil)
	case Failed:
		inner = v.say(v.w.Fault(err), widgets.NewButton(widgets.Outlined, "close", v.w.Say("close"), v.onClose))
	default:
		v.note.Fill(v.m.Note())
		left, _ := v.m.Bare()
		inner = detail{w: v.w, order: order, shop: v.shopOf(order.ID), close: v.onClose, note: v.note, reveal: v.reveal(), bare: left > 0, apart: v.m.Apart}.object()
	}
	return widgets.Ground(theme.Card, widgets.Band(0, widgets.Upright(), widgets.Grow(inner)))
}

func (v *View) shopOf(id data.OrderID) string {
	for _, r := range v.m.Rows() {
		if r.ID == id {
			return r.ShopName
		}
	}
	return ""
}

// columnHead lays the captions out like the rows below them.
type columnHead struct{}

func (columnHead) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, theme.Px(31)) }

func (columnHead) Layout(o []fyne.CanvasObject, s fyne.Size) {
	c := columnsFor(s.Width)
	o[0].Resize(fyne.NewSquareSize(theme.Px(20)))
	o[0].Move(fyne.NewPos(theme.Px(20), (s.Height-theme.Px(20))/2))
	for i, at := range [][2]float32{c.who, c.item, c.when, c.total} {
		o[i+1].Resize(fyne.NewSize(at[1], s.Height))
		o[i+1].Move(fyne.NewPos(at[0], 0))
		if at[1] == 0 {
			o[i+1].Hide()
		} else {
			o[i+1].Show()
		}
	}
}
