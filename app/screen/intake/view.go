package intake

import (
	"fyne.io/fyne/v2"

	"nifuda/app/again"
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

// Screen is what the shell knows.
type Screen struct {
	Loads []string // folders in which downloads lie
	Leave func()   // goes back to the shops
	Taken func()   // orders came in
}

// View is the room with its widgets.
type View struct {
	m      *Model
	w      *text.Words
	screen Screen
	again  *again.View
	path   *widgets.Field
	name   *widgets.Field
	read   *widgets.Button
	parts  slots
	object fyne.CanvasObject
}

// slots are the parts of the room that change.
type slots struct{ file, shop, table, end *fyne.Container }

// NewView builds the room.
func NewView(desk Desk, run *task.Runner, w *text.Words, screen Screen) *View {
	v := &View{w: w, screen: screen, again: again.NewView(run, w), path: widgets.NewField(w.Say("import.file.hint")),
		name: widgets.NewField(w.Say("import.shop.name.hint")), parts: slots{widgets.Slot(), widgets.Slot(), widgets.Slot(), widgets.Slot()}}
	v.m = New(desk, v.again.Ask, run, v.changed)
	v.path.OnChanged = v.m.Type
	v.path.OnSubmitted = func(string) { v.m.Read() }
	v.name.OnChanged = v.m.Call
	v.read = widgets.NewButton(widgets.Outlined, "search", w.Say("import.read"), v.m.Read)
	head := widgets.Row(12, widgets.NewButton(widgets.Plain, "back", w.Say("import.back"), v.onLeave),
		widgets.Text(w.Say("import.title"), widgets.Type{Size: theme.Title, Bold: true}), widgets.Space())
	page := widgets.Col(16, head, v.fileCard(), v.parts.shop, v.parts.table, v.parts.end)
	v.object = v.again.Over(widgets.Scroll(widgets.Pad(20, 32, 24, 32, page)))
	v.changed()
	return v
}

// Object is the room on screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Enter is called when the room is shown.
func (v *View) Enter() { v.m.Look(v.screen.Loads) }

// Refresh has nothing new after a sync.
func (v *View) Refresh() {}

// Back closes the question, or else goes to the shops.
func (v *View) Back() {
	if !v.again.Back() {
		v.onLeave()
	}
}

// Wipe overwrites a passphrase that was typed and not used.
func (v *View) Wipe() { v.again.Wipe() }

// Named takes the path of a file that was dropped on the window.
func (v *View) Named(path string) { v.m.Type(path) }

// onLeave forgets the file; one that was taken in and not decided about stays.
func (v *View) onLeave() { v.m.Forget(); v.screen.Leave() }

func (v *View) onLet(remove bool) { v.m.Leave(remove); v.screen.Taken() }

func (v *View) fileCard() fyne.CanvasObject {
	return v.card(widgets.Words(v.w.Say("import.why"), quiet), widgets.Labelled(v.w.Say("import.file"), v.path),
		widgets.Row(0, widgets.Space(), v.read), v.parts.file)
}

func (v *View) card(parts ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Card(widgets.Pad(16, 20, 20, 20, widgets.Col(12, parts...)))
}

// changed shows the model.
func (v *View) changed() {
	if v.object == nil {
		return
	}
	v.path.Fill(v.m.Path())
	v.read.Enable(v.m.CanRead())
	widgets.Put(v.parts.file, v.fileState())
	widgets.Put(v.parts.shop, nil)
	widgets.Put(v.parts.table, nil)
	if s := v.m.State(); s == Mapping || s == Trying || s == Tried {
		widgets.Put(v.parts.shop, v.shopCard())
		widgets.Put(v.parts.table, v.tableCard())
	}
	widgets.Put(v.parts.end, v.endCard())
	v.object.Refresh()
}

// fileState says how reading the file stands.
func (v *View) fileState() fyne.CanvasObject {
	switch v.m.State() {
	case Reading:
		return widgets.Note(widgets.Chosen, v.w.Say("import.reading"))
	case Choosing:
		if v.m.Err() != nil {
			return widgets.Note(widgets.Bad, v.w.Fault(v.m.Err()))
		}
		return nil
	case Gone:
		return widgets.Note(widgets.Good, v.w.Say("import.gone"))
	case Kept:
		return widgets.Note(widgets.Waits, v.w.Say("import.kept"))
	}
	f := v.m.File()
	return widgets.Words(v.w.Say("import.rows", "name", f.Name, "n", f.Rows, "columns", len(f.Columns)), bold)
}

// shopCard asks whose orders they are.
func (v *View) shopCard() fyne.CanvasObject {
	p := v.m.Plan()
	names, at := []string{v.w.Say("import.shop.new")}, 0
	for i, s := range v.m.Shops() {
		names = append(names, s.Name)
		if s.ID == p.Shop {
			at = i + 1
		}
	}
	pick := widgets.NewChoice(names, at, v.onShop)
	parts := []fyne.CanvasObject{widgets.Grow(widgets.Labelled(v.w.Say("import.shop"), pick))}
	if p.Shop == 0 {
		parts = append(parts, widgets.Grow(widgets.Labelled(v.w.Say("import.shop.name"), v.name)))
	}
	return v.card(widgets.Top(16, parts...))
}

func (v *View) onShop(i int) {
	var id data.ShopID
	if i > 0 {
		id = v.m.Shops()[i-1].ID
	}
	v.m.Into(id)
}

// endCard is what comes after the table.
func (v *View) endCard() fyne.CanvasObject {
	var parts []fyne.CanvasObject
	switch v.m.State() {
	case Mapping:
		try := widgets.NewButton(widgets.Filled, "search", v.w.Say("import.try"), v.m.Try)
		try.Enable(v.m.CanTry())
		parts = append(parts, v.failed(), widgets.Row(0, widgets.Space(), try))
	case Trying:
		parts = append(parts, widgets.Note(widgets.Chosen, v.w.Say("import.trying")), v.stop())
	case Tried:
		parts = v.tried()
	case Taking:
		t := v.m.Trial()
		parts = append(parts, widgets.Words(v.w.Say("import.taking", "done", v.m.Done(), "n", t.Orders), bold),
			widgets.Bar(float32(v.m.Done())/float32(max(1, t.Orders))), v.stop())
	case Taken, Leaving:
		parts = v.taken()
	default:
		return nil
	}
	return v.card(without(parts)...)
}

// without leaves out what is nil.
func without(all []fyne.CanvasObject) []fyne.CanvasObject {
	var kept []fyne.CanvasObject
	for _, o := range all {
		if o != nil {
			kept = append(kept, o)
		}
	}
	return kept
}

func (v *View) failed() fyne.CanvasObject {
	if v.m.Err() == nil {
		return nil
	}
	return widgets.Note(widgets.Bad, v.w.Fault(v.m.Err()))
}

func (v *View) stop() fyne.CanvasObject {
	return widgets.Row(0, widgets.Space(), widgets.NewButton(widgets.Outlined, "close", v.w.Say("import.stop"), v.m.Stop))
}

// taken asks whether the file may go.
func (v *View) taken() []fyne.CanvasObject {
	saved := v.m.Trial().Saved
	parts := []fyne.CanvasObject{widgets.Note(widgets.Good, v.w.Say("import.taken", "n", saved.New, "changed", saved.Changed)),
		widgets.Words(v.w.Say("import.remove.why"), widgets.Type{}), v.failed()}
	if v.m.State() == Leaving {
		return append(parts, widgets.Note(widgets.Chosen, v.w.Say("import.removing")))
	}
	return append(parts, widgets.Row(12, widgets.Space(),
		widgets.NewButton(widgets.Outlined, "", v.w.Say("import.leave"), func() { v.onLet(false) }),
		widgets.NewButton(widgets.Filled, "close", v.w.Say("import.remove"), func() { v.onLet(true) })))
}
