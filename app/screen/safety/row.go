package safety

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
	"nifuda/app/widgets"
)

// row is one entry of the log: when, what, and below it why.
type row struct {
	widget.BaseWidget
	v *View

	ground, line *canvas.Rectangle
	day, clock   *widgets.Label
	dot          *fyne.Container
	what, why    *widgets.Label
}

func newRow(v *View) *row {
	r := &row{v: v, ground: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil), dot: widgets.Slot(),
		day: widgets.Cut("", quiet), clock: widgets.Cut("", widgets.Type{Mono: true}),
		what: widgets.Cut("", widgets.Type{}), why: widgets.Cut("", quiet)}
	r.ExtendBaseWidget(r)
	return r
}

// ShowRow draws one entry. The last few ask for those before them.
func (r *row) ShowRow(i int) {
	all := r.v.m.Events()
	if i >= len(all) {
		return
	}
	if i >= len(all)-batch/4 {
		r.v.m.More()
	}
	e, t := all[i], r.v.teller
	at := e.At.In(r.v.now().Location())
	ground := theme.Card
	if o, ok := r.v.m.Opened(); ok && o.Seq == e.Seq {
		ground = theme.AiWash
	}
	r.ground.FillColor, r.line.FillColor = theme.Of(ground), theme.Of(theme.Line)
	r.day.SetText(r.v.w.ShortDate(at))
	r.clock.SetText(r.v.w.Clock(at))
	tone := widgets.Quiet
	attention, icon := mark(e.Kind)
	if attention {
		tone = widgets.Waits
	}
	widgets.Put(r.dot, widgets.Dot(tone, icon))
	r.what.SetText(t.sentence(e))
	r.why.SetText(t.detail(e))
	r.arrange(r.Size())
	canvas.Refresh(r)
}

// CreateRenderer is for the toolkit.
func (r *row) CreateRenderer() fyne.WidgetRenderer {
	return widgets.RowFace(r, 320, r.arrange, func() []fyne.CanvasObject {
		return []fyne.CanvasObject{r.ground, r.day, r.clock, r.dot, r.what, r.why, r.line}
	})
}

func (r *row) arrange(s fyne.Size) {
	px := theme.Px
	place := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Resize(fyne.NewSize(max(w, 0), h))
		o.Move(fyne.NewPos(x, y))
	}
	place(r.ground, 0, 0, s.Width, s.Height)
	place(r.line, 0, s.Height-1, s.Width, 1)
	place(r.clock, px(16), px(8), px(52), px(20))
	place(r.day, px(16), px(28), px(52), px(20))
	place(r.dot, px(76), (s.Height-px(28))/2, px(28), px(28))
	x, first := px(120), px(8)
	if r.why.Text == "" {
		first = (s.Height - px(20)) / 2 // alone on its row
	}
	place(r.what, x, first, s.Width-x-px(16), px(20))
	place(r.why, x, px(28), s.Width-x-px(16), px(20))
}
