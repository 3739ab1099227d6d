package orders

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// wide is the row width from which the requested date has a column of its own.
const wide = 620

// row is one order in the list: two lines of 20 pixels with 8 above and below.
type row struct {
	widget.BaseWidget
	m *Model
	w *text.Words

	ground, bar, line *canvas.Rectangle
	check             *widgets.CheckBox
	name, place, ref  *widgets.Label
	item, day, slot   *widgets.Label
	total             *widgets.Label
	chips             *fyne.Container
	narrow            *widgets.Label // requested date beside the chips
}

func newRow(m *Model, w *text.Words) *row {
	small, quiet := widgets.Type{Size: theme.Small}, widgets.Type{Size: theme.Small, Color: theme.Ink2}
	r := &row{
		m: m, w: w,
		ground: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil),
		check: widgets.NewCheckBox(),
		name:  widgets.Cut("", widgets.Type{Bold: true}), place: widgets.Cut("", quiet), ref: widgets.Cut("", quiet),
		item: widgets.Cut("", widgets.Type{}), day: widgets.Cut("", small), slot: widgets.Cut("", quiet),
		total:  widgets.Text("", widgets.Type{Mono: true, Align: fyne.TextAlignTrailing}),
		chips:  widgets.Row(6),
		narrow: widgets.Cut("", quiet),
	}
	r.ExtendBaseWidget(r)
	return r
}

// ShowRow draws one order.
func (r *row) ShowRow(i int) {
	rows := r.m.Rows()
	if i >= len(rows) {
		return
	}
	o := rows[i]
	checked := r.m.Checked(o.ID)
	ground := theme.Paper
	mark := widgets.Empty
	if checked {
		ground, mark = theme.AiWash, widgets.All
	}
	r.ground.FillColor, r.line.FillColor = theme.Of(ground), theme.Of(theme.Line)
	r.bar.FillColor, r.bar.Hidden = theme.Of(theme.Ai), r.m.Opened() != o.ID
	r.check.Set(mark)
	r.name.SetText(o.Name)
	r.place.SetText(o.Prefecture)
	r.ref.SetText(o.Number + "  " + o.ShopName)
	r.item.SetText(r.goods(o))
	r.when(o)
	r.total.SetText(r.w.Amount(o.Total, ""))
	r.chips.Objects = chips(r.w, o)
	r.arrange(r.Size())
	widgets.Relayout(r.chips)
	canvas.Refresh(r)
}

func (r *row) goods(o data.OrderRow) string {
	s := fmt.Sprintf("%s ×%d", o.FirstItem, o.Pieces)
	if o.MoreItems > 0 {
		s += " " + r.w.Say("orders.more", "n", o.MoreItems)
	}
	return s
}

func (r *row) when(o data.OrderRow) {
	r.day.Type.Color = theme.Ink
	day, short := r.w.Say("orders.anyday"), ""
	if o.Wanted.Date.IsZero() {
		r.day.Type.Color = theme.Ink2
	} else {
		day, short = r.w.Date(o.Wanted.Date), r.w.ShortDate(o.Wanted.Date)+" "
	}
	r.day.Text = day
	r.day.Refresh()
	r.slot.SetText(r.w.Slot(o.Wanted.Slot))
	r.narrow.SetText(short + r.w.Slot(o.Wanted.Slot))
}

func chips(w *text.Words, o data.OrderRow) []fyne.CanvasObject {
	var all []fyne.CanvasObject
	add := func(on bool, tone widgets.Tone, words string) {
		if on {
			all = append(all, widgets.Chip(tone, words))
		}
	}
	add(o.Flags.Problem, widgets.Waits, w.Say("chip.problem"))
	add(o.Flags.Trouble != "", widgets.Waits, w.Say("chip.trouble"))
	add(o.Flags.Bench, widgets.Ring, w.Say("chip.bench"))
	add(o.Flags.Boxed, widgets.Ring, w.Say("chip.boxed"))
	add(o.Flags.Labelled, widgets.Good, w.Say("chip.labelled"))
	add(o.Flags.Held, widgets.Ring, w.Say("chip.held"))
	add(o.Flags.Gift, widgets.Craft, w.Say("chip.gift"))
	add(o.Flags.COD, widgets.Ring, w.Say("chip.cod"))
	add(o.Parcels > 1, widgets.Ring, w.Say("chip.parcels", "count", strconv.Itoa(o.Parcels)))
	return all
}

// CreateRenderer is for the toolkit.
func (r *row) CreateRenderer() fyne.WidgetRenderer {
	return widgets.RowFace(r, 320, r.arrange, func() []fyne.CanvasObject {
		return []fyne.CanvasObject{r.ground, r.bar, r.check.Object, r.name, r.place, r.ref,
			r.item, r.chips, r.narrow, r.day, r.slot, r.total, r.line}
	})
}

// columns are the left edge and width of who, items, when and total.
type columns struct{ who, item, when, total [2]float32 }

// columnsFor shares out a row's width, as the column head does.
func columnsFor(width float32) columns {
	px := theme.Px
	w := columns{}
	gap, right, who, total, when := px(12), px(16), px(160), px(84), px(100)
	if width < px(wide) {
		right, who, total, when = px(12), px(136), px(76), 0
	}
	w.who = [2]float32{px(20) + px(20) + gap, who}
	w.total = [2]float32{width - right - total, total}
	end := w.total[0]
	if when > 0 {
		w.when = [2]float32{end - gap - when, when}
		end = w.when[0]
	}
	start := w.who[0] + who + gap
	w.item = [2]float32{start, max(end-gap-start, 0)}
	return w
}

func (r *row) arrange(s fyne.Size) {
	px, c := theme.Px, columnsFor(s.Width)
	place := func(o fyne.CanvasObject, x, y, w float32) {
		o.Resize(fyne.NewSize(max(w, 0), px(20)))
		o.Move(fyne.NewPos(x, y))
	}
	first, second := px(8), px(28)
	r.ground.Resize(s)
	r.bar.Resize(fyne.NewSize(px(4), s.Height))
	r.line.Resize(fyne.NewSize(s.Width, 1))
	r.line.Move(fyne.NewPos(0, s.Height-1))
	place(r.check.Object, px(20), (s.Height-px(20))/2, px(20))
	name := min(widgets.Text(r.name.Text, r.name.Type).MinSize().Width, c.who[1])
	place(r.name, c.who[0], first, name)
	left := c.who[1] - name - px(8)
	r.place.Hidden = left < px(40) // better no prefecture than half of one
	place(r.place, c.who[0]+name+px(8), first, left)
	place(r.ref, c.who[0], second, c.who[1])
	place(r.item, c.item[0], first, c.item[1])
	place(r.chips, c.item[0], second, c.item[1])
	r.narrow.Hidden, r.day.Hidden, r.slot.Hidden = c.when[1] > 0, c.when[1] == 0, c.when[1] == 0
	used := r.chips.MinSize().Width
	if used > 0 {
		used += px(6)
	}
	place(r.narrow, c.item[0]+used, second, c.item[1]-used)
	place(r.day, c.when[0], first, c.when[1])
	place(r.slot, c.when[0], second, c.when[1])
	place(r.total, c.total[0], first, c.total[1])
}
