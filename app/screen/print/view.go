package print

import (
	"fmt"

	"fyne.io/fyne/v2"

	"nifuda/app/again"
	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
	"nifuda/labels/stock"
)

var (
	quiet = widgets.Type{Size: theme.Small, Color: theme.Ink2}
	bold  = widgets.Type{Bold: true}
)

// View is the room with its widgets.
type View struct {
	m     *Model
	w     *text.Words
	leave func()
	again *again.View
	frame *fyne.Container
	over  fyne.CanvasObject // the frame, with its question over it
	left  *fyne.Container
	turn  *fyne.Container
	right *fyne.Container
	paper *widgets.Paper
	keep  kept
}

// kept are the widgets that stay while everything around them is drawn again,
// so that the keyboard stays on them.
type kept struct {
	start       *widgets.CellPick
	right, down *widgets.Stepper
	last, size  *widgets.Stepper
	printer     *widgets.Choice
	stock       *widgets.Choice
	labels      *widgets.Switch
	also        map[data.RunKind]extra
	form        *widgets.Choice
}

// extra are the widgets of what is printed with the labels.
type extra struct {
	on      *widgets.Switch
	printer *widgets.Choice
}

// NewView builds the room. leave goes back to the orders.
func NewView(desk Desk, press Press, memory RoomMemory, run *task.Runner, w *text.Words, leave func()) *View {
	v := &View{w: w, leave: leave, again: again.NewView(run, w), paper: widgets.NewPaper(), left: widgets.Slot(), turn: widgets.Slot(), right: widgets.Slot()}
	v.m = New(desk, press, memory, run, v.changed)
	v.paper.OnTap = v.m.ChooseStart
	v.keep = kept{
		right:   widgets.NewStepper(w.Say("print.right"), 0, 0.5, 20, func(float64) { v.onOffset() }),
		down:    widgets.NewStepper(w.Say("print.down"), 0, 0.5, 20, func(float64) { v.onOffset() }),
		printer: widgets.NewChoice(nil, -1, v.m.ChoosePrinter),
		stock:   widgets.NewChoice(nil, 0, func(i int) { v.m.ChooseStock(v.m.Stocks()[i]) }),
	}
	v.keep.last = widgets.NewStepper(w.Say("print.run.last"), 0, 1, 0, func(n float64) { v.m.CountTo(int(n)) }).Saying(v.lastPage)
	v.keep.size = widgets.NewStepper(w.Say("print.run.size"), data.DefaultStretch, 1, data.MaxStretch, nil).From(data.MinStretch)
	v.keep.printer.Hint = w.Say("print.choose")
	v.keep.labels = widgets.NewSwitch(w.Say("print.part.labels"), "", true, v.m.SetLabels)
	v.keep.form = widgets.NewChoice(nil, 0, v.m.ChooseForm)
	v.keep.also = map[data.RunKind]extra{}
	for _, k := range extras {
		e := extra{
			on:      widgets.NewSwitch(w.Say(partNames[k]), "", false, func(on bool) { v.m.SetAlso(k, on) }),
			printer: widgets.NewChoice(nil, -1, func(i int) { v.m.ChooseAlso(k, i) }),
		}
		e.printer.Hint = w.Say("print.choose")
		v.keep.also[k] = e
	}
	v.keep.stock.Find, v.keep.stock.Looking = v.m.FindStock, w.Say("stock.search")
	middle := widgets.Ground(theme.Rail, widgets.Pad(20, 24, 12, 24, widgets.Col(12, widgets.Grow(v.paper), v.turn)))
	v.frame = widgets.Thirds(v.left, middle, widgets.Ground(theme.Card, v.right), widgets.Sides{Left: 224, Right: 348}, widgets.Sides{Left: 204, Right: 300})
	v.over = v.again.Over(v.frame)
	v.changed()
	return v
}

// Object is the room on screen.
func (v *View) Object() fyne.CanvasObject { return v.over }

// Wipe overwrites a passphrase that was typed and not used.
func (v *View) Wipe() { v.again.Wipe() }

// onList asks for the passphrase, then puts the printer on the owner's list.
func (v *View) onList() {
	p, _ := v.m.Printer()
	v.again.Ask(again.Question{
		Why: "print.list.why", Holes: []any{"name", p.Name}, Busy: "print.list.busy",
		Begin: func() again.Work { return v.m.List },
		Done:  v.m.LookForPrinters,
	})
}

// Enter is called when the room is shown.
func (v *View) Enter() { v.m.LookForRuns() }

// Refresh looks for printers again.
func (v *View) Refresh() { v.m.LookForPrinters() }

// Open shows the labels of orders.
func (v *View) Open(ids []data.OrderID) { v.m.Open(ids) }

// Draft gives what is in progress; Resume takes it up.
func (v *View) Draft() Draft   { return v.m.Draft() }
func (v *View) Resume(d Draft) { v.m.Resume(d) }

// Print is Ctrl+P in this room.
func (v *View) Print() { v.m.Print() }

// Key takes F2 to F4 and the page keys.
func (v *View) Key(k fyne.KeyName) {
	switch k {
	case fyne.KeyF2:
		v.first(v.m.SkipFirst, true)
	case fyne.KeyF3:
		v.first(v.m.KeepFirst, false)
	case fyne.KeyF4:
		v.m.TakeFirst()
	case fyne.KeyPageDown:
		v.m.Turn(1)
	case fyne.KeyPageUp:
		v.m.Turn(-1)
	}
}

// first answers the first question: of a label before the run, of a page after.
func (v *View) first(label func(), came bool) {
	s, doubt := v.m.Doubt()
	counted, _, _ := v.m.Counting()
	_, run := v.m.Left()
	switch {
	case !run:
		label()
	case !doubt || v.m.State() != Stopped:
	case counted.To > 0 && came:
		v.m.Counted()
	case counted.To > 0:
	case s.To > s.From && !came:
		v.m.Count(s)
	default:
		v.m.Judge(s, came)
	}
}

// Back answers no to a question, else goes back to the orders.
func (v *View) Back() {
	if v.again.Back() {
		return
	}
	switch v.m.State() {
	case Asking:
		v.m.Decline()
	case Dropping:
		v.m.KeepOn()
	case Printing:
	default:
		counted, _, _ := v.m.Counting()
		switch {
		case v.m.AskedAgain() > 0:
			v.m.NotAgain()
		case counted.To > 0:
			v.m.NotCounted()
		default:
			v.leave()
		}
	}
}

func (v *View) onOffset() {
	v.m.SetOffset(data.Offset{Right: v.keep.right.Value, Down: v.keep.down.Value})
}

func (v *View) changed() {
	if v.frame == nil {
		return
	}
	s := v.m.Shown()
	v.paper.Wide, v.paper.High, v.paper.Image = float32(s.Width), float32(s.Height), v.m.Image()
	v.paper.Cells = v.cells()
	v.paper.Refresh()
	widgets.Put(v.left, v.settings())
	widgets.Put(v.turn, v.pager())
	widgets.Put(v.right, v.side())
	widgets.Relayout(v.frame)
}

// settings is the left column: on what, and where to start.
func (v *View) settings() fyne.CanvasObject {
	all, chosen, perr := v.m.Printers()
	names := make([]string, len(all))
	for i, p := range all {
		names[i] = p.Name
	}
	v.keep.printer.Set(names, chosen)
	stocks, at := v.stocks()
	v.keep.stock.Set(stocks, at)
	o := v.m.Offset()
	v.keep.right.Set(o.Right)
	v.keep.down.Set(o.Down)
	s := v.m.Stock()
	parts := []fyne.CanvasObject{
		widgets.Text(v.w.Say("print.title"), widgets.Type{Size: theme.Title, Bold: true}),
		v.what(names),
	}
	if !v.m.WithLabels() {
		return widgets.Scroll(widgets.Pad(16, 20, 16, 20, widgets.Col(16, parts...)))
	}
	parts = append(parts, widgets.Labelled(v.w.Say("print.printer"), v.keep.printer))
	if perr != nil {
		parts = append(parts, widgets.Words(v.w.Fault(perr), widgets.Type{Size: theme.Small, Color: theme.Shu}))
	} else if p, ok := v.m.Printer(); ok && p.Fault != nil {
		parts = append(parts, widgets.Words(v.w.Fault(p.Fault), widgets.Type{Size: theme.Small, Color: theme.Ochre}))
	} else if p, ok := v.m.Unlisted(); ok {
		list := widgets.NewButton(widgets.Outlined, "plus", v.w.Say("print.list"), v.onList)
		parts = append(parts, widgets.Words(v.w.Say("print.list.need"), widgets.Type{Size: theme.Small, Color: theme.Ochre}),
			widgets.Words(p.Device, quiet), list)
	}
	size := fmt.Sprintf("%g×%g mm", s.Label.Width, s.Label.Height)
	parts = append(parts, widgets.Col(4, widgets.Labelled(v.w.Say("print.stock"), v.keep.stock),
		widgets.Text(v.w.Say("print.size", "size", size), quiet)))
	if s.PerPage() > 1 {
		parts = append(parts, v.startAt(s))
	}
	trial := widgets.NewButton(widgets.Outlined, "print", v.w.Say("print.trial"), v.m.Trial)
	parts = append(parts,
		widgets.Labelled(v.w.Say("print.offset"), widgets.Col(8, v.keep.right, v.keep.down)), trial)
	return widgets.Scroll(widgets.Pad(16, 20, 16, 20, widgets.Col(16, parts...)))
}

// partNames are the words for the parts of a run.
var partNames = map[data.RunKind]string{data.RunPicks: "print.part.picks", data.RunSlips: "print.part.slips", data.RunLabels: "print.part.labels", data.RunForms: "print.part.forms"}

// what is printed: labels, and lists and slips with a printer of their own.
func (v *View) what(printers []string) fyne.CanvasObject {
	v.keep.labels.Set(v.m.WithLabels())
	parts := []fyne.CanvasObject{v.keep.labels}
	forms, chosen := v.m.Forms()
	for _, k := range extras {
		e := v.keep.also[k]
		if k == data.RunForms && len(forms) == 0 {
			continue
		}
		on, printer := v.m.Also(k)
		e.on.Set(on)
		parts = append(parts, e.on)
		if on && k == data.RunForms {
			names := make([]string, len(forms))
			for i, f := range forms {
				names[i] = f.Name
			}
			v.keep.form.Set(names, chosen)
			parts = append(parts, v.keep.form)
		}
		if on {
			e.printer.Set(printers, printer)
			parts = append(parts, e.printer)
		}
	}
	return widgets.Col(6, parts...)
}

func (v *View) startAt(s stock.Stock) fyne.CanvasObject {
	k := v.keep.start
	if k == nil || k.Columns != s.Columns || k.Rows != s.Rows {
		k = widgets.NewCellPick(s.Columns, s.Rows, v.m.Start(), v.m.ChooseStart)
		v.keep.start = k
	}
	k.Chosen = v.m.Start()
	k.Refresh()
	return widgets.Col(4, widgets.Labelled(v.w.Say("print.start"), k),
		widgets.Words(v.w.Say("print.start.hint", "cell", v.m.Start()+1), quiet))
}

func (v *View) stocks() (names []string, chosen int) {
	for i, s := range v.m.Stocks() {
		names = append(names, v.w.Stock(s))
		if s.Code == v.m.Stock().Code {
			chosen = i
		}
	}
	return names, chosen
}

// pager turns the pages under the paper.
func (v *View) pager() fyne.CanvasObject {
	left := widgets.NewButton(widgets.Outlined, "left", "", func() { v.m.Turn(-1) })
	right := widgets.NewButton(widgets.Outlined, "right", "", func() { v.m.Turn(1) })
	left.Enable(v.m.Page() > 0)
	right.Enable(v.m.Page()+1 < v.m.Pages())
	where := v.w.Say("print.page", "page", min(v.m.Page()+1, v.m.Pages()), "pages", v.m.Pages())
	if kind, at, of := v.m.Kind(); of > 0 && of < v.m.Pages() {
		where = v.w.Say("print.page.of", "part", v.w.Say(partNames[kind]), "page", at, "pages", of)
	}
	return widgets.Row(16, widgets.Space(), left, widgets.Text(where, widgets.Type{}), right, widgets.Space())
}
