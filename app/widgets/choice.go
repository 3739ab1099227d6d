package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
)

// Choice is one of several: a field that opens a list. ↑ and ↓ change it
// without opening, Space and Enter open it.
type Choice struct {
	widget.BaseWidget
	Options  []string
	Selected int // -1 while nothing is chosen
	Hint     string
	Icon     string
	High     float32 // pixels; 0 is 40
	OnPick   func(i int)
	Find     func(words string) []int // which options words find; nil has no search
	Looking  string                   // the hint of the search

	ground  *canvas.Rectangle
	shown   *Label
	focused bool
	open    *widget.PopUp
}

// NewChoice is a choice among options.
func NewChoice(options []string, selected int, pick func(int)) *Choice {
	c := &Choice{Options: options, Selected: selected, OnPick: pick, High: 40}
	c.ExtendBaseWidget(c)
	return c
}

// Set replaces the options without calling OnPick.
func (c *Choice) Set(options []string, selected int) {
	c.Options, c.Selected = options, selected
	c.Refresh()
}

// CreateRenderer is for the toolkit.
func (c *Choice) CreateRenderer() fyne.WidgetRenderer {
	c.ground = box(theme.Card, theme.Edge, 8)
	c.shown = Cut("", Type{})
	down := NewIcon("down", theme.Ink, 20)
	parts := []fyne.CanvasObject{Grow(c.shown), down}
	if c.Icon != "" {
		parts = append([]fyne.CanvasObject{NewIcon(c.Icon, theme.Ink2, 20)}, parts...)
	}
	inner := Pad(0, 12, 0, 12, Row(8, parts...))
	paint := func() {
		c.shown.Text, c.shown.Type.Color = c.Hint, theme.Ink2
		if c.Selected >= 0 && c.Selected < len(c.Options) {
			c.shown.Text, c.shown.Type.Color = c.Options[c.Selected], theme.Ink
		}
		c.shown.Refresh()
		c.ground.StrokeColor, c.ground.StrokeWidth = theme.Of(theme.Edge), 1
		if c.focused {
			c.ground.StrokeColor, c.ground.StrokeWidth = theme.Of(theme.Ai), 2
		}
	}
	paint()
	return &drawing{
		parts:  []fyne.CanvasObject{c.ground, inner},
		layout: func(s fyne.Size) { put(c.ground, 0, 0, s.Width, s.Height); put(inner, 0, 0, s.Width, s.Height) },
		min:    func() fyne.Size { return fyne.NewSize(theme.Px(120), theme.Px(c.High)) },
		paint:  paint,
	}
}

// Tapped and the other methods are for the toolkit.
func (c *Choice) Tapped(*fyne.PointEvent) { Focus(c); c.show() }
func (c *Choice) TypedRune(rune)          {}
func (c *Choice) FocusGained()            { c.focused = true; c.Refresh() }
func (c *Choice) FocusLost()              { c.focused = false; c.Refresh() }
func (c *Choice) Cursor() desktop.Cursor  { return desktop.PointerCursor }
func (c *Choice) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		c.show()
	case fyne.KeyDown:
		c.pick(c.Selected + 1)
	case fyne.KeyUp:
		c.pick(c.Selected - 1)
	default:
		PassKey(c, ev)
	}
}

func (c *Choice) pick(i int) {
	if c.open != nil {
		c.open.Hide()
		c.open = nil
	}
	if i < 0 || i >= len(c.Options) || i == c.Selected {
		return
	}
	c.Selected = i
	c.Refresh()
	if c.OnPick != nil {
		c.OnPick(i)
	}
}

func (c *Choice) show() {
	cv := canvasOf(c)
	if cv == nil || len(c.Options) == 0 {
		return
	}
	rows := Slot()
	every := make([]int, len(c.Options))
	for i := range every {
		every[i] = i
	}
	Put(rows, c.rows(every))
	parts := []fyne.CanvasObject{Grow(Scroll(rows))}
	var search *Field
	if c.Find != nil {
		search = NewSearch(c.Looking)
		search.OnChanged = func(words string) { Put(rows, c.rows(c.Find(words))); c.open.Content.Refresh() }
		search.OnSubmitted = func(words string) {
			if found := c.Find(words); len(found) > 0 {
				c.pick(found[0])
			}
		}
		parts = append([]fyne.CanvasObject{Pad(2, 2, 4, 2, search)}, parts...)
	}
	list := Plate(theme.Card, theme.Edge, 1, 8, Pad(4, 4, 4, 4, Col(0, parts...)))
	c.open = widget.NewPopUp(list, cv)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(c)
	h := min(theme.Px(40)*float32(len(c.Options))+theme.Px(10), cv.Size().Height/2)
	y := at.Y + c.Size().Height + theme.Px(4)
	if y+h > cv.Size().Height {
		y = max(at.Y-h-theme.Px(4), 0)
	}
	w := c.Size().Width
	if search != nil {
		w = max(w, theme.Px(320)) // what is looked for has long names
	}
	c.open.Resize(fyne.NewSize(w, h))
	c.open.ShowAtPosition(fyne.NewPos(at.X, y))
	if search != nil {
		cv.Focus(search)
	}
}

// rows are the lines of the list for some of the options.
func (c *Choice) rows(of []int) fyne.CanvasObject {
	rows := make([]fyne.CanvasObject, 0, len(of))
	for _, i := range of {
		o := c.Options[i]
		name, ground := theme.Ink, theme.None
		if i == c.Selected {
			name, ground = theme.Ai, theme.AiWash
		}
		words := Cut(o, Type{Color: name, Bold: i == c.Selected})
		rows = append(rows, Fixed(0, 40, Pressable(Over(box(ground, theme.None, 4), Pad(0, 12, 0, 12, words)), func() { c.pick(i) })))
	}
	return Col(0, rows...)
}
