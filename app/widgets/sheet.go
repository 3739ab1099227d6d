package widgets

import (
	"image"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
)

// Paper is a page as it will be printed, with cells that can be pressed. Its
// measures are in millimetres; it keeps its proportions in whatever room it
// has.
type Paper struct {
	widget.BaseWidget
	Wide, High float32 // millimetres
	Image      image.Image
	Cells      []Cell
	OnTap      func(cell int)
}

// Cell is a place on the paper, in millimetres from its upper left corner.
type Cell struct {
	X, Y, W, H float32
	Used       bool   // nothing is printed here
	Words      string // said in the middle of a used cell
	Flag       string // a small mark at its right
	Tone       Tone   // Chosen or Waits draw a thick border; Quiet a dashed one
}

// NewPaper is a blank sheet.
func NewPaper() *Paper {
	p := &Paper{Wide: 210, High: 297}
	p.ExtendBaseWidget(p)
	return p
}

// Scale is pixels per millimetre in the room it has now.
func (p *Paper) Scale() float32 { return p.scaleIn(p.Size()) }

func (p *Paper) scaleIn(s fyne.Size) float32 {
	if p.Wide <= 0 || p.High <= 0 {
		return 1
	}
	return min(s.Width/p.Wide, s.Height/p.High, theme.Px(4))
}

// Tapped finds the cell that was pressed.
func (p *Paper) Tapped(ev *fyne.PointEvent) {
	k := p.Scale()
	x := (ev.Position.X - (p.Size().Width-p.Wide*k)/2) / k
	y := (ev.Position.Y - (p.Size().Height-p.High*k)/2) / k
	for i, c := range p.Cells {
		if x >= c.X && x < c.X+c.W && y >= c.Y && y < c.Y+c.H && p.OnTap != nil {
			p.OnTap(i)
			return
		}
	}
}

// CreateRenderer is for the toolkit.
func (p *Paper) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{}
	d.min = func() fyne.Size { return fyne.NewSize(theme.Px(160), theme.Px(160)) }
	d.layout = func(s fyne.Size) { p.draw(d, s) }
	d.paint = func() { p.draw(d, p.Size()) }
	p.draw(d, p.Size())
	return d
}

func (p *Paper) draw(d *drawing, s fyne.Size) {
	k := p.scaleIn(s)
	w, h := p.Wide*k, p.High*k
	left, top := (s.Width-w)/2, (s.Height-h)/2
	sheet := box(theme.Sheet, theme.Edge, 0)
	put(sheet, left, top, w, h)
	d.parts = []fyne.CanvasObject{sheet}
	if p.Image != nil {
		img := canvas.NewImageFromImage(p.Image)
		img.FillMode, img.ScaleMode = canvas.ImageFillStretch, canvas.ImageScaleSmooth
		put(img, left+1, top+1, w-2, h-2)
		d.parts = append(d.parts, img)
	}
	for _, c := range p.Cells {
		d.parts = append(d.parts, c.draw(left+c.X*k, top+c.Y*k, c.W*k, c.H*k)...)
	}
}

func (c Cell) draw(x, y, w, h float32) []fyne.CanvasObject {
	r := box(theme.None, theme.SheetLine, 0)
	mark := theme.SheetAi
	switch {
	case c.Used:
		r.FillColor = theme.Of(theme.SheetUsed)
	case c.Tone == Chosen:
		r.StrokeColor, r.StrokeWidth = theme.Of(theme.SheetAi), 2
	case c.Tone == Waits:
		mark = theme.SheetOch
		r.StrokeColor, r.StrokeWidth = theme.Of(theme.SheetOch), 2
	}
	put(r, x, y, w, h)
	parts := []fyne.CanvasObject{r}
	if c.Words != "" {
		t := Type{Size: theme.Small, Color: theme.SheetInk2, Align: fyne.TextAlignCenter}.text(c.Words)
		put(t, x, y, w, h)
		parts = append(parts, t)
	}
	if c.Flag != "" {
		t := Type{Size: 11, Bold: true, Color: theme.Sheet, Align: fyne.TextAlignCenter}.text(c.Flag)
		fw, fh := t.MinSize().Width+theme.Px(10), theme.Px(16)
		g := box(mark, theme.None, 4)
		put(g, x+w-fw-theme.Px(8), y+(h-fh)/2, fw, fh)
		put(t, x+w-fw-theme.Px(8), y+(h-fh)/2, fw, fh)
		parts = append(parts, g, t)
	}
	return parts
}

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
