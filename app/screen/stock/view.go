package stock

import (
	"fyne.io/fyne/v2"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
)

var (
	quiet = widgets.Type{Size: theme.Small, Color: theme.Ink2}
	bold  = widgets.Type{Bold: true}
)

// View is the room with its widgets.
type View struct {
	m      *Model
	w      *text.Words
	leave  func()
	slips  bool // which of the two pages is shown
	stock  stockForm
	slip   slipForm
	paper  *widgets.Paper
	board  *widgets.Board
	parts  slotsOf
	object fyne.CanvasObject
}

// slotsOf are the places of the room that change.
type slotsOf struct{ head, body, left, middle, right *fyne.Container }

// NewView builds the room. leave goes back to the settings.
func NewView(desk Desk, press Press, run *task.Runner, w *text.Words, leave func()) *View {
	v := &View{w: w, leave: leave, paper: widgets.NewPaper(), board: widgets.NewBoard(),
		parts: slotsOf{widgets.Slot(), widgets.Slot(), widgets.Slot(), widgets.Slot(), widgets.Slot()}}
	v.m = New(desk, press, run, v.changed)
	v.stock, v.slip = v.newStockForm(), v.newSlipForm()
	v.board.OnTap, v.board.OnNudge = v.m.Slips.Pick, v.m.Slips.Nudge
	v.object = widgets.Col(0, v.parts.head, widgets.Grow(v.parts.body))
	v.turn(0)
	return v
}

// lay gives the columns their room: a slip is wide, a list of slips is not.
func (v *View) lay() {
	list := float32(280)
	if v.slips {
		list = 184
	}
	middle := widgets.Ground(theme.Rail, widgets.Pad(16, 20, 16, 20, v.parts.middle))
	widgets.Put(v.parts.body, widgets.Band(0, widgets.Fixed(list, 0, v.parts.left), widgets.Upright(), widgets.Grow(middle), widgets.Upright(),
		widgets.Fixed(304, 0, widgets.Ground(theme.Card, v.parts.right))))
}

// Object is the room on screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Enter is called when the room is shown.
func (v *View) Enter() { v.m.Refresh() }

// Refresh has nothing new after a sync.
func (v *View) Refresh() {}

// Back goes to the settings; what was typed stays.
func (v *View) Back() { v.leave() }

// Draft gives what is in progress; Resume takes it up.
func (v *View) Draft() Draft   { return v.m.Draft() }
func (v *View) Resume(d Draft) { v.m.Resume(d) }

// changed shows the model.
func (v *View) changed() {
	if v.object == nil {
		return
	}
	at := 0
	if v.slips {
		at = 1
	}
	tabs := widgets.Tabs([]widgets.Tab{{Name: v.w.Say("stock.tab.stock")}, {Name: v.w.Say("stock.tab.slips")}}, at, v.turn)
	widgets.Put(v.parts.head, widgets.Row(0, widgets.Pad(0, 0, 0, 8, widgets.NewButton(widgets.Plain, "back", v.w.Say("stock.back"), v.leave)), widgets.Grow(tabs)))
	if v.slips {
		v.showSlips()
	} else {
		v.showStock()
	}
	v.object.Refresh()
}

func (v *View) turn(i int) { v.slips = i == 1; v.lay(); v.changed() }

// waits is what a page shows while it has nothing, nil when it has.
func (v *View) waits(s State, err error) fyne.CanvasObject {
	switch s {
	case Loading:
		return widgets.Pad(24, 16, 0, 20, widgets.Words(v.w.Say("orders.loading"), widgets.Type{Color: theme.Ink2}))
	case Failed:
		return widgets.Pad(20, 16, 0, 16, widgets.Col(16, widgets.Note(widgets.Bad, v.w.Fault(err)),
			widgets.Row(0, widgets.NewButton(widgets.Outlined, "sync", v.w.Say("again"), v.m.Refresh))))
	}
	return nil
}

// card is one line of a list.
func card(chosen bool, tap func(), words ...fyne.CanvasObject) fyne.CanvasObject {
	ground, edge, wide := theme.Card, theme.Line, float32(1)
	if chosen {
		ground, edge, wide = theme.AiWash, theme.Ai, 2
	}
	return widgets.Pressable(widgets.Plate(ground, edge, wide, 8, widgets.Pad(6, 12, 6, 12, widgets.Col(0, words...))), tap)
}

// tried says how the test page stands.
func (v *View) tried(t Trial, err error) fyne.CanvasObject {
	switch t {
	case TrialPrinting:
		return widgets.Note(widgets.Chosen, v.w.Say("stock.try.printing"))
	case TrialDone:
		return widgets.Note(widgets.Good, v.w.Say("stock.try.done"))
	case TrialFailed:
		return widgets.Note(widgets.Bad, v.w.Fault(err))
	}
	return nil
}

// column is what stands at the right: it scrolls, its buttons do not.
func column(buttons []fyne.CanvasObject, parts ...fyne.CanvasObject) fyne.CanvasObject {
	foot := widgets.Ground(theme.Card, widgets.Col(0, widgets.EdgeRule(), widgets.Pad(12, 16, 12, 12, widgets.Row(8, buttons...))))
	return widgets.Col(0, widgets.Grow(widgets.Scroll(widgets.Pad(16, 20, 16, 20, widgets.Col(10, parts...)))), foot)
}

// deciding are the two buttons under a form.
func (v *View) deciding(drop, save func()) []fyne.CanvasObject {
	return []fyne.CanvasObject{widgets.Space(), widgets.NewButton(widgets.Outlined, "", v.w.Say("no.keep"), drop), widgets.NewButton(widgets.Filled, "check", v.w.Say("save"), save)}
}

// removal takes away what is kept; it stands apart from the two.
func (v *View) removal(remove func()) fyne.CanvasObject {
	return widgets.Col(10, widgets.Rule(), widgets.Row(0, widgets.NewButton(widgets.Plain, "close", v.w.Say("stock.remove"), remove), widgets.Space()))
}
