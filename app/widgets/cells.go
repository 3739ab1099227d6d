package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
)

// CellPick chooses one of the numbered cells of a sheet, by mouse or with the
// arrow keys. Cells before the chosen one look used up.
type CellPick struct {
	widget.BaseWidget
	Columns, Rows int
	Chosen        int // from 0
	OnPick        func(i int)

	focused bool
}

// NewCellPick is a picker for a grid of cells.
func NewCellPick(columns, rows, chosen int, pick func(int)) *CellPick {
	c := &CellPick{Columns: columns, Rows: rows, Chosen: chosen, OnPick: pick}
	c.ExtendBaseWidget(c)
	return c
}

const cellW, cellH, cellGap = 46, 20, 4

// Pick chooses a cell; one that is not there changes nothing.
func (c *CellPick) Pick(i int) {
	if i < 0 || i >= c.Columns*c.Rows || i == c.Chosen {
		return
	}
	c.Chosen = i
	c.Refresh()
	c.OnPick(i)
}

// CreateRenderer is for the toolkit.
func (c *CellPick) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{}
	d.min = func() fyne.Size {
		return fyne.NewSize(theme.Px(float32(c.Columns)*(cellW+cellGap)-cellGap), theme.Px(float32(c.Rows)*(cellH+cellGap)-cellGap))
	}
	d.layout = func(fyne.Size) {}
	d.paint = func() { c.draw(d) }
	c.draw(d)
	return d
}

func (c *CellPick) draw(d *drawing) {
	d.parts = d.parts[:0]
	for i := range c.Columns * c.Rows {
		x := theme.Px(float32(i%c.Columns) * (cellW + cellGap))
		y := theme.Px(float32(i/c.Columns) * (cellH + cellGap))
		ground, edge, ink := theme.Card, theme.Edge, theme.Ink
		switch {
		case i < c.Chosen:
			ground, edge, ink = theme.Line, theme.None, theme.Ink2
		case i == c.Chosen:
			ground, edge, ink = theme.Ai, theme.Ai, theme.OnAi
		}
		r := box(ground, edge, 2)
		put(r, x, y, theme.Px(cellW), theme.Px(cellH))
		t := Type{Size: theme.Small, Mono: true, Color: ink, Align: fyne.TextAlignCenter}.text(strconv.Itoa(i + 1))
		put(t, x, y, theme.Px(cellW), theme.Px(cellH))
		d.parts = append(d.parts, r, t)
		if c.focused && i == c.Chosen {
			ring := canvas.NewRectangle(theme.Of(theme.None))
			ring.StrokeColor, ring.StrokeWidth, ring.CornerRadius = theme.Of(theme.Ai), 2, theme.Px(4)
			put(ring, x-3, y-3, theme.Px(cellW)+6, theme.Px(cellH)+6)
			d.parts = append(d.parts, ring)
		}
	}
}

// Tapped and the other methods are for the toolkit.
func (c *CellPick) Tapped(ev *fyne.PointEvent) {
	Focus(c)
	col, row := int(ev.Position.X/theme.Px(cellW+cellGap)), int(ev.Position.Y/theme.Px(cellH+cellGap))
	if col < c.Columns {
		c.Pick(row*c.Columns + col)
	}
}
func (c *CellPick) TypedRune(rune) {}
func (c *CellPick) FocusGained()   { c.focused = true; c.Refresh() }
func (c *CellPick) FocusLost()     { c.focused = false; c.Refresh() }
func (c *CellPick) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		c.Pick(c.Chosen - 1)
	case fyne.KeyRight:
		c.Pick(c.Chosen + 1)
	case fyne.KeyUp:
		c.Pick(c.Chosen - c.Columns)
	case fyne.KeyDown:
		c.Pick(c.Chosen + c.Columns)
	case fyne.KeyHome:
		c.Pick(0)
	default:
		PassKey(c, ev)
	}
}
