package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
)

// RowView draws one line of a RowList. ShowRow is called again and again with
// other lines; a row must not keep one.
type RowView interface {
	fyne.CanvasObject
	ShowRow(index int)
}

// RowList is a long list driven by the keyboard: ↑↓ PgUp PgDn Home End move,
// Space checks, Enter opens, and what is typed goes to a search. It asks only
// for the rows on screen.
type RowList struct {
	widget.BaseWidget
	Len     func() int
	NewRow  func() RowView
	OnMove  func(i int)  // the cursor stands on another row
	OnOpen  func(i int)  // Enter or a click
	OnCheck func(i int)  // Space, or a click on the first 48 pixels
	OnRune  func(r rune) // typed while the list has the keyboard

	cursor  int
	focused bool
	list    *widget.List
}

// NewRowList is a list of rows made by newRow.
func NewRowList(length func() int, newRow func() RowView) *RowList {
	l := &RowList{Len: length, NewRow: newRow}
	l.list = widget.NewList(length,
		func() fyne.CanvasObject { return newRowCell(l, newRow()) },
		func(i int, o fyne.CanvasObject) {
			if c, ok := o.(*rowCell); ok {
				c.show(i)
			}
		})
	l.list.HideSeparators = true
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer is for the toolkit.
func (l *RowList) CreateRenderer() fyne.WidgetRenderer {
	return &drawing{
		parts:  []fyne.CanvasObject{l.list},
		layout: func(s fyne.Size) { put(l.list, 0, 0, s.Width, s.Height) },
		min:    func() fyne.Size { return fyne.NewSize(0, theme.Px(56)) },
		paint:  func() { l.list.Refresh() },
	}
}

// At is the row the keyboard stands on.
func (l *RowList) At() int { return l.cursor }

// GoTo puts the cursor on a row and scrolls there; too far stops at the ends.
func (l *RowList) GoTo(i int) {
	i = min(max(i, 0), l.Len()-1)
	if i < 0 {
		return
	}
	l.cursor = i
	l.list.ScrollTo(i)
	l.list.Refresh()
	if l.OnMove != nil {
		l.OnMove(i)
	}
}

// Rewind puts the cursor back to the first row without telling.
func (l *RowList) Rewind() {
	l.cursor = 0
	l.list.ScrollToOffset(0)
}

// FocusGained and the other methods are for the toolkit.
func (l *RowList) FocusGained() { l.focused = true; l.list.Refresh() }
func (l *RowList) FocusLost()   { l.focused = false; l.list.Refresh() }
func (l *RowList) TypedRune(r rune) {
	if r != ' ' && l.OnRune != nil {
		l.OnRune(r)
	}
}

// TypedShortcut passes the window's shortcuts on.
func (l *RowList) TypedShortcut(s fyne.Shortcut) { PassShortcut(l, s) }

// TypedKey moves, checks and opens.
func (l *RowList) TypedKey(ev *fyne.KeyEvent) {
	Stir(l)
	page := max(int(l.Size().Height/theme.Px(56))-1, 1)
	switch ev.Name {
	case fyne.KeyDown:
		l.GoTo(l.cursor + 1)
	case fyne.KeyUp:
		l.GoTo(l.cursor - 1)
	case fyne.KeyPageDown:
		l.GoTo(l.cursor + page)
	case fyne.KeyPageUp:
		l.GoTo(l.cursor - page)
	case fyne.KeyHome:
		l.GoTo(0)
	case fyne.KeyEnd:
		l.GoTo(l.Len() - 1)
	case fyne.KeySpace:
		l.call(l.OnCheck)
	case fyne.KeyReturn, fyne.KeyEnter:
		l.call(l.OnOpen)
	default:
		PassKey(l, ev)
	}
}

func (l *RowList) call(f func(int)) {
	if f != nil && l.cursor < l.Len() {
		f(l.cursor)
	}
}

// rowCell is a row with what the list itself draws: the cursor and presses.
type rowCell struct {
	widget.BaseWidget
	list  *RowList
	row   RowView
	ring  *canvas.Rectangle
	index int
}

func newRowCell(l *RowList, row RowView) *rowCell {
	c := &rowCell{list: l, row: row, ring: box(theme.None, theme.Ai, 4)}
	c.ring.StrokeWidth = 2
	c.ring.Hide()
	c.ExtendBaseWidget(c)
	return c
}

func (c *rowCell) show(i int) {
	c.index = i
	c.row.ShowRow(i)
	c.ring.Hidden = !(c.list.focused && c.list.cursor == i)
	c.ring.StrokeColor = theme.Of(theme.Ai)
	c.ring.Refresh()
}

func (c *rowCell) CreateRenderer() fyne.WidgetRenderer {
	return &drawing{
		parts: []fyne.CanvasObject{c.row, c.ring},
		layout: func(s fyne.Size) {
			put(c.row, 0, 0, s.Width, s.Height)
			put(c.ring, 2, 2, s.Width-4, s.Height-4)
		},
		min:   func() fyne.Size { return c.row.MinSize() },
		paint: func() { canvas.Refresh(c.row) },
	}
}

// Tapped checks at the left edge and opens anywhere else.
func (c *rowCell) Tapped(ev *fyne.PointEvent) {
	Stir(c)
	Focus(c.list)
	c.list.GoTo(c.index)
	if ev.Position.X < theme.Px(48) && c.list.OnCheck != nil {
		c.list.OnCheck(c.index)
		return
	}
	c.list.call(c.list.OnOpen)
}

// MouseIn, MouseMoved and MouseOut keep the toolkit's own row highlight away.
func (c *rowCell) MouseIn(*desktop.MouseEvent)    {}
func (c *rowCell) MouseMoved(*desktop.MouseEvent) { Stir(c) }
func (c *rowCell) MouseOut()                      {}
