package bench

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// head is how many parcels are left, and how many labels she may still print.
func (v *View) head() fyne.CanvasObject {
	left, all := v.m.Left()
	parts := []fyne.CanvasObject{
		widgets.Text(v.w.Say("bench.left"), quiet),
		widgets.Row(6, widgets.Text(strconv.Itoa(left), widgets.Type{Size: theme.Meter, Bold: true}),
			widgets.Grow(widgets.Cut(v.w.Say("bench.of", "n", all), quiet))),
	}
	if n := v.m.Self().LeftToday; n >= 0 && v.m.State() != Loading && v.m.Self().May.Labels > 0 {
		ink := theme.Ink2
		if n == 0 {
			ink = theme.Ochre
		}
		parts = append(parts, widgets.Cut(v.w.Say("bench.labels", "n", n), widgets.Type{Size: theme.Small, Color: ink}))
	}
	return widgets.Ground(theme.Card, widgets.Col(0, widgets.Grow(widgets.Pad(16, 12, 16, 16, widgets.Col(0, parts...))), widgets.Rule()))
}

// listRow is one parcel that waits: number and pieces, nothing else.
type listRow struct {
	widget.BaseWidget
	v    *View
	slot *fyne.Container
}

func newListRow(v *View) *listRow {
	r := &listRow{v: v, slot: widgets.Slot()}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is for the toolkit.
func (r *listRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(widgets.Fixed(0, 56, r.slot))
}

// ShowRow draws a parcel.
func (r *listRow) ShowRow(i int) {
	rows := r.v.m.Rows()
	if i >= len(rows) {
		return
	}
	widgets.Put(r.slot, r.v.listed(rows[i]))
}

// How many characters of an order number the list has room for in large letters.
// Of one that does not fit at all the end stays.
const roomyNumber = 7

func (v *View) listed(r data.BenchRow) fyne.CanvasObject {
	words, ground, icon := widgets.Type{}, theme.Card, ""
	switch {
	case r.ID == v.m.Parcel().ID:
		words.Bold, words.Color, ground, icon = true, theme.Ai, theme.AiWash, "right"
	case r.State == data.BenchShipped:
		words.Color, icon = theme.Ink2, "check"
	case r.State == data.BenchProblem:
		words.Color, icon = theme.Ochre, "warn"
	case r.ID == v.m.Chosen() && v.m.State() == Choosing:
		words.Bold, icon = true, "right"
	case r.State == data.BenchAside:
		words.Color, icon = theme.Ink2, "pause"
	case r.State == data.BenchPacked:
		words.Color, icon = theme.Pine, "box"
	}
	mark := widgets.Slot()
	if icon != "" {
		ink := words.Color
		switch {
		case r.State == data.BenchShipped:
			ink = theme.Pine
		case ink == "":
			ink = theme.Ink
		}
		widgets.Put(mark, widgets.NewIcon(icon, ink, 20))
	}
	number := v.rowNumber(r)
	if words.Size = theme.Strong; len([]rune(number)) > roomyNumber {
		words.Size = theme.Body
	}
	few := widgets.Type{Color: words.Color, Bold: words.Bold}
	line := widgets.Row(8, widgets.Fixed(20, 20, mark), widgets.Grow(widgets.End(number, words)), widgets.Text(v.pieces(r.Pieces), few))
	return widgets.Ground(ground, widgets.Col(0, widgets.Grow(widgets.Pad(0, 12, 0, 12, line)), widgets.Rule()))
}
