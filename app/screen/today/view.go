package today

import (
	"strconv"
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

// Doors lead out of the room.
type Doors struct {
	Shelf   func(data.Tab)
	Order   func(data.OrderID)
	Evening func() // sync, then to the paper
}

// View is the room with its widgets.
type View struct {
	m      *Model
	w      *text.Words
	doors  Doors
	now    func() time.Time
	shop   string
	object *fyne.Container
}

// NewView builds the room for a shop.
func NewView(desk Desk, run *task.Runner, w *text.Words, now func() time.Time, shop string, doors Doors) *View {
	v := &View{w: w, doors: doors, now: now, shop: shop, object: widgets.Slot()}
	v.m = New(desk, run, v.changed)
	v.changed()
	return v
}

// Object is the room on screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Enter is called when the room is shown.
func (v *View) Enter() { v.m.Refresh() }

// Refresh asks for everything again, after a sync.
func (v *View) Refresh() { v.m.Refresh() }

// Back has nothing to undo here.
func (v *View) Back() {}

func (v *View) changed() {
	head := widgets.Row(12, widgets.Text(v.w.Date(v.now()), widgets.Type{Size: theme.Title, Bold: true}),
		widgets.Pad(6, 0, 0, 0, widgets.Text(v.shop, widgets.Type{Color: theme.Ink2})), widgets.Space())
	var body fyne.CanvasObject
	switch v.m.State() {
	case Loading:
		body = widgets.Words(v.w.Say("orders.loading"), widgets.Type{Color: theme.Ink2})
	case Failed:
		body = widgets.Col(12, widgets.Note(widgets.Bad, v.w.Fault(v.m.Err())),
			widgets.Row(0, widgets.NewButton(widgets.Outlined, "sync", v.w.Say("again"), v.m.Refresh)))
	default:
		parts := []fyne.CanvasObject{v.numbers(), v.evening()}
		if n := v.m.Today().Untold; n > 0 {
			parts = append(parts, widgets.Note(widgets.Waits, v.w.Say("today.untold", "n", n)))
		}
		body = widgets.Col(20, append(parts, widgets.Top(24, widgets.Grow(v.news()), widgets.Grow(v.warnings())))...)
	}
	widgets.Put(v.object, widgets.Scroll(widgets.Pad(24, 32, 24, 32, widgets.Col(16, head, body))))
}

// numbers are three big buttons.
func (v *View) numbers() fyne.CanvasObject {
	t := v.m.Today()
	due, old, check := v.w.Say("today.due.none"), v.w.Say("today.awaiting.none"), v.w.Say("today.check.none")
	if t.DueToday > 0 {
		due = v.w.Say("today.due", "n", t.DueToday)
	}
	if t.Awaiting > 0 {
		old = v.w.Say("today.oldest", "ago", v.w.Ago(t.OldestAwaited, v.now()))
	}
	if t.Problems > 0 {
		check = v.w.Say("today.check")
	}
	return widgets.Band(16,
		widgets.Grow(v.number("box", theme.Ai, "tab.toship", t.ToShip, due, data.TabToShip)),
		widgets.Grow(v.number("yen", theme.Ink2, "tab.awaiting", t.Awaiting, old, data.TabAwaiting)),
		widgets.Grow(v.number("warn", theme.Ochre, "tab.problems", t.Problems, check, data.TabProblems)))
}

func (v *View) number(icon string, color fyne.ThemeColorName, key string, n int, line string, tab data.Tab) fyne.CanvasObject {
	head := widgets.Row(8, widgets.NewIcon(icon, color, 20), widgets.Grow(widgets.Cut(v.w.Say(key), widgets.Type{})),
		widgets.NewIcon("right", theme.Ink2, 20))
	count := widgets.Row(6, widgets.Text(strconv.Itoa(n), widgets.Type{Size: theme.Number, Bold: true}),
		widgets.Pad(16, 0, 0, 0, widgets.Text(v.w.Say("today.unit", "n", n), widgets.Type{Size: theme.Strong})), widgets.Space())
	card := widgets.Card(widgets.Fixed(0, 144, widgets.Pad(16, 20, 16, 20, widgets.Col(4, head, count, widgets.Space(), widgets.Cut(line, quiet)))))
	return widgets.Pressable(card, func() { v.doors.Shelf(tab) })
}

// evening is the one button that does it all.
func (v *View) evening() fyne.CanvasObject {
	b := widgets.NewButton(widgets.Filled, "sync", v.w.Say("today.evening"), v.doors.Evening).Tall(72)
	words := v.w.Say("today.evening.why") + "\n" + v.w.Say("today.labels", "n", v.m.Today().LabelsToPrint)
	return widgets.Row(24, widgets.Grow(b), widgets.Grow(widgets.Words(words, quiet)))
}

func (v *View) news() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, n := range v.m.Today().News {
		when := widgets.Fixed(72, 24, widgets.Text(v.w.When(n.At, v.now()), widgets.Type{Size: theme.Small, Mono: true, Color: theme.Ink2}))
		rows = append(rows, widgets.Pad(12, 16, 12, 16, widgets.Top(0, when, widgets.Grow(widgets.Words(v.w.News(n), widgets.Type{})))))
	}
	return v.card("today.news", rows, "today.news.none")
}

func (v *View) warnings() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, x := range v.m.Today().Warnings {
		words := widgets.Col(0, widgets.Words(v.w.Trouble(x.Key), bold),
			widgets.Cut(v.w.Say("today.warning", "number", x.Number, "name", x.Name, "detail", x.Detail), quiet))
		look := widgets.NewButton(widgets.Outlined, "", v.w.Say("today.look"), func() { v.doors.Order(x.Order) })
		rows = append(rows, widgets.Pad(10, 12, 10, 16, widgets.Row(12, widgets.NewIcon("warn", theme.Ochre, 20), widgets.Grow(words), look)))
	}
	return v.card("today.warnings", rows, "today.warnings.none")
}

// card is a titled list, or a sentence that says why it is empty.
func (v *View) card(title string, rows []fyne.CanvasObject, none string) fyne.CanvasObject {
	if len(rows) == 0 {
		rows = []fyne.CanvasObject{widgets.Pad(16, 16, 16, 16, widgets.Words(v.w.Say(none), quiet))}
	}
	var parts []fyne.CanvasObject
	for i, r := range rows {
		if i > 0 {
			parts = append(parts, widgets.Rule())
		}
		parts = append(parts, r)
	}
	return widgets.Col(8, widgets.Text(v.w.Say(title), bold), widgets.Card(widgets.Col(0, parts...)))
}
