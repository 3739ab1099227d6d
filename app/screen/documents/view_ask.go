package documents

import (
	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// queue is the left column while documents are about to be issued: the orders,
// and what came of each.
func (v *View) queue() fyne.CanvasObject {
	title := v.w.Say("documents.ask")
	if n := v.m.Correcting(); n != "" {
		title = v.w.Say("documents.correcting", "number", n)
	}
	parts := []fyne.CanvasObject{widgets.Text(title, widgets.Type{Size: theme.Title, Bold: true})}
	if v.m.Correcting() == "" {
		at := 0
		var kinds []string
		for i, k := range Kinds() {
			kinds = append(kinds, v.w.Say("paper.kind."+string(k)))
			if k == v.m.AskKind() {
				at = i
			}
		}
		parts = append(parts, widgets.Labelled(v.w.Say("documents.kind"),
			widgets.NewChoice(kinds, at, func(i int) { v.shown = -1; v.m.AskKindOf(Kinds()[i]) })))
	}
	head := widgets.Pad(16, 16, 12, 20, widgets.Col(10, parts...))
	if v.m.AskState() == Drafting {
		return widgets.Col(0, head, widgets.Rule(), widgets.Grow(v.say(v.w.Say("documents.loading"))))
	}
	var rows []fyne.CanvasObject
	for i, it := range v.m.Items() {
		rows = append(rows, v.item(i, it), widgets.Rule())
	}
	return widgets.Col(0, head, widgets.Rule(), widgets.Grow(widgets.Scroll(widgets.Col(0, rows...))))
}

// item is one order of the queue.
func (v *View) item(i int, it Item) fyne.CanvasObject {
	chip := widgets.Chip(widgets.Ring, v.w.Say("documents.ready"))
	switch {
	case it.Done != 0:
		chip = widgets.Chip(widgets.Good, v.w.Say("documents.done"))
	case it.Err != nil:
		chip = widgets.Chip(widgets.Waits, v.w.Say("documents.refused"))
	case it.Blocked() || len(it.Notes) > 0:
		chip = widgets.Chip(widgets.Waits, v.w.Say("documents.look"))
	}
	second := named(it.Paper.To)
	if it.Done != 0 {
		second = it.Paper.Number + "  " + second
	}
	if second == "" {
		second = "—"
	}
	ground := theme.None
	if i == v.m.At() {
		ground = theme.AiWash
	}
	body := widgets.Col(0, widgets.Row(8, widgets.Grow(widgets.Cut(it.Paper.Order.Number, bold)), chip), widgets.Cut(second, quiet))
	return widgets.Pressable(widgets.Ground(ground, widgets.Fixed(0, 56, widgets.Pad(8, 16, 8, 20, body))), func() { v.shown = -1; v.m.ShowItem(i) })
}

// askSide is the right column: what is written into the draft, what to know of
// it, and the one button.
func (v *View) askSide() fyne.CanvasObject {
	it, ok := v.m.Item()
	if !ok {
		return nil
	}
	if v.shown != v.m.At() {
		v.shown = v.m.At()
		v.fillFields(it)
	}
	var body []fyne.CanvasObject
	switch {
	case it.Err != nil:
		body = append(body, widgets.Note(widgets.Waits, v.w.Fault(it.Err)))
		if it.Ask.Kind == data.PaperReturn || it.Ask.Kind == data.PaperReceipt {
			body = append(body, v.fields(it)...)
		}
	case it.Done != 0:
		body = append(body, widgets.Note(widgets.Good, v.w.Say("documents.issuedas", "number", it.Paper.Number)))
	default:
		body = append(body, v.fields(it)...)
	}
	for _, n := range it.Notes {
		body = append(body, widgets.Note(widgets.Quiet, v.w.Fill(n.Key, n.Args)))
	}
	return v.column(append(body, v.reports(it)...), v.askFoot())
}

// reports are what could not be drawn as it is written.
func (v *View) reports(it Item) []fyne.CanvasObject {
	var parts []fyne.CanvasObject
	for _, r := range it.Reports {
		if r.Blocks() {
			parts = append(parts, widgets.Note(widgets.Waits, v.w.Say("print.detail", "field", v.w.Say(string(r.Field)), "what", v.w.Say(r.Key))))
		}
	}
	if it.Blocked() {
		parts = append(parts, widgets.NewButton(widgets.Outlined, "check", v.w.Say("print.keep"), v.m.Keep))
	}
	return parts
}

// fillFields puts what a draft has into the fields.
func (v *View) fillFields(it Item) {
	k := v.keep
	clear(k.goods)
	k.name.Fill(it.Ask.Name)
	k.proviso.Fill(it.Ask.Proviso)
	k.remarks.Fill(it.Ask.Remarks)
	k.normal.Fill("")
	k.reduced.Fill("")
	for _, b := range it.Ask.Back {
		if b.RateBP == normalRate {
			k.normal.Fill(b.Amount.Plain())
		} else {
			k.reduced.Fill(b.Amount.Plain())
		}
	}
}

// fields are what can be written into a draft of its kind.
func (v *View) fields(it Item) []fyne.CanvasObject {
	k := v.keep
	if it.Err == nil {
		k.name.PlaceHolder = named(it.Paper.To)
	}
	var all []fyne.CanvasObject
	if it.Ask.Kind != data.PaperGift {
		all = append(all, widgets.Labelled(v.w.Say("documents.name"), k.name))
	}
	switch it.Ask.Kind {
	case data.PaperReceipt:
		return append(all, widgets.Labelled(v.w.Say("documents.proviso"), k.proviso))
	case data.PaperReturn:
		all = append(all, widgets.Words(v.w.Say("documents.back.why"), quiet))
		all = append(all, v.goods(it)...)
		all = append(all,
			widgets.Row(8, widgets.Grow(widgets.Labelled(v.w.Say("documents.back", "rate", "10%"), k.normal)),
				widgets.Grow(widgets.Labelled(v.w.Say("documents.back", "rate", "8%"), k.reduced))))
	}
	return append(all, widgets.Labelled(v.w.Say("documents.remarks"), k.remarks))
}

// goods are the pieces that can be given back.
func (v *View) goods(it Item) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, g := range it.Goods {
		name := g.Name
		if g.Option != "" {
			name += " " + g.Option
		}
		if v.keep.goods[g.Line] == nil {
			v.keep.goods[g.Line] = widgets.NewStepper(name, float64(it.Given(g.Line)), 1, float64(g.Left), func(n float64) { v.m.GiveGoods(g.Line, int(n)) }).
				From(0).Saying(func(n float64) string { return v.w.Say("documents.back.of", "n", int(n), "of", g.Left) })
		}
		rows = append(rows, v.keep.goods[g.Line])
	}
	return rows
}

// askFoot is the one filled button: issue, then print.
func (v *View) askFoot() []fyne.CanvasObject {
	if s, _, _, _ := v.m.Printing(); s == Printing {
		return v.running()
	}
	leave := widgets.NewButton(widgets.Outlined, "left", v.w.Say("documents.leave"), v.m.Leave)
	ready, _ := v.m.ToIssue()
	switch v.m.AskState() {
	case Issued:
		foot := v.told()
		left := len(v.m.ToPrint())
		if left == 0 {
			leave.Look = widgets.Filled
			return append(foot, leave.Tall(48))
		}
		foot = append(foot, v.printers()...)
		return append(foot, v.printButton(v.w.Say("documents.printall", "n", left)), leave)
	case Drafted:
		b := widgets.NewButton(widgets.Filled, "document", v.w.Say("documents.issue", "n", ready), v.m.Issue).Tall(48)
		b.Careful = true
		b.Enable(ready > 0)
		return []fyne.CanvasObject{widgets.Words(v.w.Say("documents.issue.why"), quiet), b, leave}
	}
	return []fyne.CanvasObject{leave}
}
