package widgets

import (
	"image"

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
