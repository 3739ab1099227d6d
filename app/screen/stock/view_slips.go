package stock

import (
	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// slipForm is the editor of a form for slips.
type slipForm struct {
	name, width, height, text *widgets.Field
	right, down               *widgets.Stepper
	part, add                 *widgets.Choice
	steps                     []number
}

// number is a number of the field that is edited.
type number struct {
	stepper *widgets.Stepper
	of      func(*data.SlipField) *float64
}

func (v *View) newSlipForm() slipForm {
	m := v.m.Slips
	f := slipForm{name: widgets.NewField(v.w.Say("slip.name.hint")), width: widgets.NewField(""), height: widgets.NewField(""), text: widgets.NewField("✓")}
	f.name.OnChanged = func(s string) { m.Change(func(x *data.SlipForm) { x.Name = s }) }
	f.width.OnChanged = func(s string) { m.Change(func(x *data.SlipForm) { x.Page.Width = known(s) }) }
	f.height.OnChanged = func(s string) { m.Change(func(x *data.SlipForm) { x.Page.Height = known(s) }) }
	f.text.OnChanged = func(s string) { m.ChangeField(func(x *data.SlipField) { x.Text = s }) }
	f.right = widgets.NewStepper(v.w.Say("print.right"), 0, 0.5, 20, func(n float64) { m.Change(func(x *data.SlipForm) { x.Offset.Right = n }) })
	f.down = widgets.NewStepper(v.w.Say("print.down"), 0, 0.5, 20, func(n float64) { m.Change(func(x *data.SlipForm) { x.Offset.Down = n }) })
	var names []string
	for _, p := range data.SlipParts() {
		names = append(names, v.w.Say("slip.part."+string(p)))
	}
	f.part = widgets.NewChoice(names, 0, func(i int) { m.ChangeField(func(x *data.SlipField) { x.Part = data.SlipParts()[i] }) })
	f.add = widgets.NewChoice(names, -1, func(i int) { m.Add(data.SlipParts()[i]) })
	f.add.Hint = v.w.Say("slip.add")
	count := func(key string, step, least, most float64, of func(*data.SlipField) *float64) {
		s := widgets.NewStepper(v.w.Say(key), 0, step, most, func(n float64) { m.ChangeField(func(x *data.SlipField) { *of(x) = n }) }).From(least)
		f.steps = append(f.steps, number{s, of})
	}
	count("slip.x", 0.1, 0, 1200, func(x *data.SlipField) *float64 { return &x.X })
	count("slip.y", 0.1, 0, 1200, func(x *data.SlipField) *float64 { return &x.Y })
	count("slip.width", 1, 1, 1200, func(x *data.SlipField) *float64 { return &x.Width })
	count("slip.size", 0.5, 4, 60, func(x *data.SlipField) *float64 { return &x.Size })
	count("slip.pitch", 0.1, 0, 30, func(x *data.SlipField) *float64 { return &x.Pitch })
	return f
}

// known is a length as it is typed, 0 while it is none.
func known(s string) float64 {
	if v := millimetres(s); v > 0 {
		return v
	}
	return 0
}

// showSlips shows the forms, the slip, and what is edited.
func (v *View) showSlips() {
	m := v.m.Slips
	if wait := v.waits(m.State(), m.Err()); wait != nil {
		widgets.Put(v.parts.left, wait)
		widgets.Put(v.parts.middle, nil)
		widgets.Put(v.parts.right, nil)
		return
	}
	widgets.Put(v.parts.left, v.slipList())
	form := m.Form()
	if form == nil {
		widgets.Put(v.parts.middle, nil)
		widgets.Put(v.parts.right, widgets.Pad(20, 20, 20, 20, widgets.Words(v.w.Say("slip.why"), widgets.Type{Color: theme.Ink2})))
		return
	}
	v.drawSlip(form)
	widgets.Put(v.parts.middle, widgets.Col(8, widgets.Grow(v.board), widgets.Words(v.w.Say("slip.keys"), quiet)))
	widgets.Put(v.parts.right, v.slipEditor(form))
}

func (v *View) slipList() fyne.CanvasObject {
	m := v.m.Slips
	rows := []fyne.CanvasObject{widgets.NewButton(widgets.Outlined, "plus", v.w.Say("slip.new"), m.New)}
	if len(m.List()) == 0 {
		rows = append(rows, widgets.Words(v.w.Say("slip.empty"), widgets.Type{Color: theme.Ink2}))
	}
	for _, f := range m.List() {
		on := m.Form() != nil && m.Form().ID == f.ID
		rows = append(rows, card(on, func() { m.Edit(f.ID) }, widgets.Cut(f.Name, bold),
			widgets.Cut(data.MM(f.Page.Width)+"×"+data.MM(f.Page.Height)+" mm", quiet)))
	}
	return widgets.Scroll(widgets.Pad(12, 12, 16, 12, widgets.Col(8, rows...)))
}

// drawSlip puts the slip and its fields on the board.
func (v *View) drawSlip(form *data.SlipForm) {
	b := v.board
	if form.Page.Width > 0 && form.Page.Height > 0 {
		b.Wide, b.High = float32(form.Page.Width), float32(form.Page.Height)
	}
	b.Image, b.Cells = v.m.Slips.Image(), nil
	for i, f := range form.Fields {
		cell := widgets.Cell{X: float32(f.X), Y: float32(f.Y), W: float32(f.Width), H: float32(float64(f.Lines) * f.Size * 0.45)}
		if i == v.m.Slips.At() {
			cell.Tone = widgets.Chosen
		}
		b.Cells = append(b.Cells, cell)
	}
	b.Refresh()
}

func (v *View) slipEditor(form *data.SlipForm) fyne.CanvasObject {
	m, f := v.m.Slips, v.slip
	f.name.Fill(form.Name)
	if known(f.width.Text) != form.Page.Width {
		f.width.Fill(data.MM(form.Page.Width))
	}
	if known(f.height.Text) != form.Page.Height {
		f.height.Fill(data.MM(form.Page.Height))
	}
	f.right.Set(form.Offset.Right)
	f.down.Set(form.Offset.Down)
	var parts []fyne.CanvasObject
	if bad := m.Bad(); bad != nil {
		parts = append(parts, widgets.Note(widgets.Bad, v.w.Fault(bad)))
	}
	label := func(key string, o fyne.CanvasObject) fyne.CanvasObject { return widgets.Labelled(v.w.Say(key), o) }
	parts = append(parts, label("slip.name", f.name),
		widgets.Row(12, widgets.Grow(label("stock.field.width", f.width)), widgets.Grow(label("stock.field.height", f.height))))
	if field := m.Field(); field != nil {
		parts = append(parts, v.fieldEditor(field))
	}
	f.add.Set(f.add.Options, -1)
	parts = append(parts, f.add, widgets.Rule(), label("slip.offset", widgets.Col(8, f.right, f.down)),
		widgets.Row(0, widgets.NewButton(widgets.Outlined, "print", v.w.Say("stock.try"), m.Try), widgets.Space()))
	parts = append(parts, v.tried(m.Trial()))
	if form.ID != 0 {
		parts = append(parts, v.removal(m.Remove))
	}
	return column(v.deciding(m.Drop, m.Save), parts...)
}

// fieldEditor is the field that is chosen on the slip.
func (v *View) fieldEditor(field *data.SlipField) fyne.CanvasObject {
	f := v.slip
	for i, p := range data.SlipParts() {
		if p == field.Part {
			f.part.Set(f.part.Options, i)
		}
	}
	parts := []fyne.CanvasObject{widgets.Row(8, widgets.Grow(f.part), widgets.NewButton(widgets.Plain, "close", "", v.m.Slips.Take))}
	if field.Part == data.SlipText {
		f.text.Fill(field.Text)
		parts = append(parts, f.text)
	}
	for _, s := range f.steps {
		s.stepper.Set(*s.of(field))
		parts = append(parts, s.stepper)
	}
	lines := widgets.NewStepper(v.w.Say("slip.lines"), float64(field.Lines), 1, 10, func(n float64) {
		v.m.Slips.ChangeField(func(x *data.SlipField) { x.Lines = int(n) })
	}).From(1)
	return widgets.Col(8, append([]fyne.CanvasObject{widgets.Rule()}, append(parts, lines)...)...)
}
