package stock

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
	sheets "nifuda/labels/stock"
)

// stockForm is the editor of own stock; its fields stay while what stands
// around them changes.
type stockForm struct {
	search *widgets.Field
	fields map[data.StockField]*widgets.Field
	roll   *widgets.Switch
}

// pairs are the fields of the form as they stand side by side.
var pairs = [][]data.StockField{
	{data.StockName}, {data.StockWidth, data.StockHeight}, {data.StockLabelWidth, data.StockLabelHeight},
	{data.StockColumns, data.StockRows}, {data.StockLeft, data.StockTop}, {data.StockPitchX, data.StockPitchY},
	{data.StockBlockLeft, data.StockBlockTop}, {data.StockBlockWidth, data.StockBlockHeight},
}

func (v *View) newStockForm() stockForm {
	f := stockForm{search: widgets.NewSearch(v.w.Say("stock.search")), fields: map[data.StockField]*widgets.Field{}}
	f.search.OnChanged = v.m.Find
	for _, pair := range pairs {
		for _, name := range pair {
			field := widgets.NewField("")
			field.OnChanged = func(words string) { v.m.Type(name, words) }
			f.fields[name] = field
		}
	}
	f.roll = widgets.NewSwitch(v.w.Say("stock.rolled"), v.w.Say("stock.rolled.why"), false, v.m.Feed)
	return f
}

// showStock shows the list, the outline, and what is known or typed.
func (v *View) showStock() {
	if wait := v.waits(v.m.State(), v.m.Err()); wait != nil {
		widgets.Put(v.parts.left, wait)
		widgets.Put(v.parts.middle, nil)
		widgets.Put(v.parts.right, nil)
		return
	}
	widgets.Put(v.parts.left, v.stockList())
	v.drawOutline()
	widgets.Put(v.parts.middle, v.paper)
	if v.m.Form() != nil {
		widgets.Put(v.parts.right, v.stockEditor())
	} else {
		widgets.Put(v.parts.right, v.stockFacts())
	}
}

func (v *View) stockList() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	found := v.m.Found()
	if len(found) == 0 {
		rows = append(rows, widgets.Words(v.w.Say("stock.none"), widgets.Type{Color: theme.Ink2}))
	}
	chosen := v.m.Chosen().Code
	for _, s := range found {
		second := strings.Join(s.Products, ", ")
		if s.Name != "" {
			second = v.w.Say("stock.own", "n", s.PerPage(), "size", size(s))
		}
		rows = append(rows, card(s.Code == chosen, func() { v.m.Choose(s) }, widgets.Cut(v.w.StockSize(s), bold), widgets.Cut(second, quiet)))
	}
	return widgets.Col(0, widgets.Pad(12, 12, 8, 12, v.stock.search), widgets.Grow(widgets.Scroll(widgets.Pad(4, 12, 16, 12, widgets.Col(6, rows...)))))
}

func size(s sheets.Stock) string { return data.MM(s.Label.Width) + "×" + data.MM(s.Label.Height) }

// drawOutline puts the page and its labels on the paper.
func (v *View) drawOutline() {
	s := v.m.Typed()
	frames, ok := Outline(s)
	v.paper.Cells = nil
	if ok {
		v.paper.Wide, v.paper.High = float32(s.Page.Width), float32(s.Page.Height)
	}
	for i, f := range frames {
		cell := widgets.Cell{X: float32(f.X), Y: float32(f.Y), W: float32(f.W), H: float32(f.H), Tone: widgets.Chosen, Words: fmt.Sprint(i + 1)}
		if f.Bad {
			cell.Tone = widgets.Waits
		}
		v.paper.Cells = append(v.paper.Cells, cell)
		if b, seen := Within(f, s.Block); seen {
			v.paper.Cells = append(v.paper.Cells, widgets.Cell{X: float32(b.X), Y: float32(b.Y), W: float32(b.W), H: float32(b.H), Tone: widgets.Quiet})
		}
	}
	v.paper.Refresh()
}

// stockFacts is what is known of a maker's stock.
func (v *View) stockFacts() fyne.CanvasObject {
	s := v.m.Chosen()
	mm := data.MM
	line := func(key string, words string) fyne.CanvasObject {
		return widgets.Row(8, widgets.Fixed(104, 0, widgets.Text(v.w.Say(key), quiet)), widgets.Grow(widgets.Text(words, widgets.Type{Mono: true})))
	}
	parts := []fyne.CanvasObject{
		widgets.Words(v.w.Stock(s), widgets.Type{Size: theme.Strong, Bold: true}),
		line("stock.fact.page", mm(s.Width)+"×"+mm(s.Height)), line("stock.fact.label", size(s)),
		line("stock.fact.grid", fmt.Sprintf("%d×%d", s.Columns, s.Rows)),
	}
	if s.PerPage() > 1 {
		parts = append(parts, line("stock.fact.margin", mm(s.Left)+" / "+mm(s.Top)), line("stock.fact.pitch", mm(s.PitchX)+" / "+mm(s.PitchY)))
	}
	parts = append(parts, widgets.Words(v.w.Say(trusts[s.Trust]), quiet))
	if s.Asymmetric() {
		parts = append(parts, widgets.Note(widgets.Waits, v.w.Say("stock.asymmetric")))
	}
	parts = append(parts, v.tryRow())
	if len(s.Products) > 0 {
		parts = append(parts, widgets.Rule(), widgets.Text(v.w.Say("stock.fact.products"), quiet), widgets.Words(strings.Join(s.Products, "、"), widgets.Type{Size: theme.Small}))
	}
	parts = append(parts, v.tried(v.m.Trial()))
	copied := widgets.NewButton(widgets.Outlined, "pen", v.w.Say("stock.copy"), v.m.Copy)
	return column([]fyne.CanvasObject{widgets.Space(), copied}, parts...)
}

// trusts says how sure the measures are.
var trusts = map[sheets.Trust]string{sheets.Exact: "stock.trust.exact", sheets.Agreed: "stock.trust.agreed", sheets.OneSource: "stock.trust.single", sheets.Unsure: "stock.trust.unsure"}

func (v *View) tryRow() fyne.CanvasObject {
	b := widgets.NewButton(widgets.Outlined, "print", v.w.Say("stock.try"), v.m.Try)
	b.Enable(v.m.CanTry())
	return widgets.Row(0, b, widgets.Space())
}

// stockEditor is own stock, in mm.
func (v *View) stockEditor() fyne.CanvasObject {
	form := v.m.Form()
	v.stock.roll.Set(form.Roll)
	title := "stock.new"
	if form.ID != 0 {
		title = "stock.edit"
	}
	parts := []fyne.CanvasObject{widgets.Text(v.w.Say(title), widgets.Type{Size: theme.Strong, Bold: true}), widgets.Words(v.w.Say("stock.measure"), quiet)}
	if bad := v.m.Bad(); bad != nil {
		parts = append(parts, widgets.Note(widgets.Bad, v.w.Fault(bad)))
	}
	for _, pair := range pairs {
		var row []fyne.CanvasObject
		var said []fyne.CanvasObject
		for _, name := range pair {
			f := v.stock.fields[name]
			f.Fill(form.Words[name])
			if name == data.StockBlockLeft {
				parts = append(parts, widgets.Rule(), widgets.Words(v.w.Say("stock.block"), quiet))
			}
			row = append(row, widgets.Grow(widgets.Labelled(v.w.Say("stock.field."+string(name)), f)))
			if bad := v.m.Fault(name); bad != nil {
				said = append(said, widgets.Words(v.w.Fault(bad), widgets.Type{Size: theme.Small, Color: theme.Shu}))
			}
		}
		parts = append(parts, widgets.Col(4, append([]fyne.CanvasObject{widgets.Top(12, row...)}, said...)...))
	}
	parts = append(parts, v.stock.roll, v.tryRow(), v.tried(v.m.Trial()))
	if form.ID != 0 {
		parts = append(parts, v.removal(v.m.Remove))
	}
	return column(v.deciding(v.m.Drop, v.m.Save), parts...)
}
