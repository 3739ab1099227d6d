package documents

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// row is one issued document in the list: two lines of 20 pixels with 8 above
// and below.
type row struct {
	widget.BaseWidget
	m *Model
	w *text.Words

	ground, bar, line *canvas.Rectangle
	name, total       *widgets.Label
	ref, day          *widgets.Label
}

func newRow(m *Model, w *text.Words) *row {
	quiet := widgets.Type{Size: theme.Small, Color: theme.Ink2}
	right := widgets.Type{Size: theme.Small, Color: theme.Ink2, Align: fyne.TextAlignTrailing}
	r := &row{m: m, w: w,
		ground: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil),
		name: widgets.Cut("", widgets.Type{Bold: true}), total: widgets.Text("", widgets.Type{Mono: true, Align: fyne.TextAlignTrailing}),
		ref: widgets.Cut("", quiet), day: widgets.Text("", right)}
	r.ExtendBaseWidget(r)
	return r
}

// ShowRow draws one document.
func (r *row) ShowRow(i int) {
	rows := r.m.Rows()
	if i >= len(rows) {
		return
	}
	d := rows[i]
	ground := theme.Paper
	if d.ID == r.m.Opened() {
		ground = theme.AiWash
	}
	r.ground.FillColor, r.line.FillColor = theme.Of(ground), theme.Of(theme.Line)
	r.bar.FillColor, r.bar.Hidden = theme.Of(theme.Ai), d.ID != r.m.Opened()
	name := d.Name
	if name == "" {
		name = r.w.Say("documents.noname")
	}
	r.name.SetText(name)
	total := ""
	if d.Kind != data.PaperGift {
		total = r.w.Amount(d.Due, "")
	}
	r.total.SetText(total)
	parts := []string{r.w.Say("paper.kind." + string(d.Kind)), d.Number}
	if d.Corrected != "" {
		parts = append(parts, r.w.Say("documents.replaced"))
	}
	r.ref.SetText(strings.Join(parts, "  "))
	r.day.SetText(r.w.ShortDate(d.Issued))
	r.arrange(r.Size())
	canvas.Refresh(r)
}

// CreateRenderer is for the toolkit.
func (r *row) CreateRenderer() fyne.WidgetRenderer {
	return widgets.RowFace(r, 240, r.arrange, func() []fyne.CanvasObject {
		return []fyne.CanvasObject{r.ground, r.bar, r.name, r.total, r.ref, r.day, r.line}
	})
}

func (r *row) arrange(s fyne.Size) {
	px := theme.Px
	place := func(o fyne.CanvasObject, x, y, w float32) {
		o.Resize(fyne.NewSize(max(w, 0), px(20)))
		o.Move(fyne.NewPos(x, y))
	}
	r.ground.Resize(s)
	r.bar.Resize(fyne.NewSize(px(4), s.Height))
	r.line.Resize(fyne.NewSize(s.Width, 1))
	r.line.Move(fyne.NewPos(0, s.Height-1))
	left, right := px(20), s.Width-px(16)
	total := widgets.Text(r.total.Text, r.total.Type).MinSize().Width
	place(r.name, left, px(8), right-left-total-px(8))
	place(r.total, right-total, px(8), total)
	day := widgets.Text(r.day.Text, r.day.Type).MinSize().Width
	place(r.ref, left, px(28), right-left-day-px(8))
	place(r.day, right-day, px(28), day)
}
