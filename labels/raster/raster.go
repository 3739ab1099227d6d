package raster

import (
	"fmt"
	"image"
	"image/draw"
	"math"

	"nifuda/labels/glyph"
	"nifuda/labels/page"

	"golang.org/x/image/vector"
)

// maxPixels keeps a wrong size or resolution from taking all memory: an A4
// page at 600 dpi has 35 million.
const maxPixels = 50 << 20

// Gray draws a page in black on white at a resolution in dots per inch.
func Gray(f *glyph.Set, p page.Page, dpi float64) (*image.Gray, error) {
	ink, err := inked(f, p, dpi)
	if err != nil {
		return nil, err
	}
	for i, a := range ink.Pix {
		ink.Pix[i] = 255 - a
	}
	return &image.Gray{Pix: ink.Pix, Stride: ink.Stride, Rect: ink.Rect}, nil
}

// RGBA is Gray for toolkits that show colours.
func RGBA(f *glyph.Set, p page.Page, dpi float64) (*image.RGBA, error) {
	ink, err := inked(f, p, dpi)
	if err != nil {
		return nil, err
	}
	out := image.NewRGBA(ink.Rect)
	for i, a := range ink.Pix {
		v := 255 - a
		px := out.Pix[4*i : 4*i+4 : 4*i+4]
		px[0], px[1], px[2], px[3] = v, v, v, 255
	}
	clear(ink.Pix)
	return out, nil
}

// turned is a picture a quarter to the left. The one it is made of is wiped.
func turned(in *image.Alpha) *image.Alpha {
	w, h := in.Rect.Dx(), in.Rect.Dy()
	out := image.NewAlpha(image.Rect(0, 0, h, w))
	for y := range h {
		for x, a := range in.Pix[y*in.Stride:][:w] {
			out.Pix[(w-1-x)*out.Stride+y] = a
		}
	}
	clear(in.Pix)
	return out
}

// canvas is a page being drawn: how much ink each pixel has.
type canvas struct {
	ink   *image.Alpha
	perMM float64 // pixels
	fonts *glyph.Set
	pen   vector.Rasterizer
}

func inked(f *glyph.Set, p page.Page, dpi float64) (*image.Alpha, error) {
	perMM := dpi / 25.4
	w, h := math.Round(p.Width*perMM), math.Round(p.Height*perMM)
	if !(w >= 1 && h >= 1 && w*h <= maxPixels) {
		return nil, fmt.Errorf("raster: a page of %.0f x %.0f pixels", w, h)
	}
	c := &canvas{ink: image.NewAlpha(image.Rect(0, 0, int(w), int(h))), perMM: perMM, fonts: f}
	for _, it := range p.Items {
		c.item(it)
	}
	if p.Turned {
		return turned(c.ink), nil
	}
	return c.ink, nil
}

func (c *canvas) item(it page.Item) {
	switch it := it.(type) {
	case page.Text:
		c.text(it)
	case page.Rule:
		c.rule(it)
	case page.Box:
		c.box(it)
	case page.Bars:
		c.bars(it)
	case page.Modules:
		c.modules(it)
	}
}

func (c *canvas) text(t page.Text) {
	em := t.Size * page.MMPerPt * c.perMM
	x, y := t.X*c.perMM, t.Y*c.perMM
	for _, g := range c.fonts.Shape(t.Role, t.Text) {
		c.glyph(c.fonts.Path(g), x, y, em)
		x += em * float64(g.Advance) / 1000
	}
}

// glyph fills an outline whose baseline starts at x, y, in pixels.
func (c *canvas) glyph(p glyph.Path, x, y, em float64) {
	if len(p) == 0 {
		return
	}
	b := p.Bounds()
	r := image.Rect(
		int(math.Floor(x+em*float64(b.Left))), int(math.Floor(y+em*float64(b.Top))),
		int(math.Ceil(x+em*float64(b.Right))), int(math.Ceil(y+em*float64(b.Bottom))))
	if r.Empty() || !r.Overlaps(c.ink.Rect) {
		return
	}
	c.pen.Reset(r.Dx(), r.Dy())
	ox, oy, s := float32(x-float64(r.Min.X)), float32(y-float64(r.Min.Y)), float32(em)
	at := func(q glyph.Point) (float32, float32) { return ox + s*q.X, oy + s*q.Y }
	for i, st := range p {
		ax, ay := at(st.P[0])
		bx, by := at(st.P[1])
		switch st.Op {
		case glyph.Move:
			if i > 0 {
				c.pen.ClosePath()
			}
			c.pen.MoveTo(ax, ay)
		case glyph.Line:
			c.pen.LineTo(ax, ay)
		case glyph.Quad:
			c.pen.QuadTo(ax, ay, bx, by)
		case glyph.Cube:
			dx, dy := at(st.P[2])
			c.pen.CubeTo(ax, ay, bx, by, dx, dy)
		}
	}
	c.pen.ClosePath()
	c.lay(r)
}

// lay puts the pen's shape onto the page at r, cut where the page ends.
func (c *canvas) lay(r image.Rectangle) {
	if r.In(c.ink.Rect) {
		c.pen.Draw(c.ink, r, image.Opaque, image.Point{})
		return
	}
	part := image.NewAlpha(image.Rect(0, 0, r.Dx(), r.Dy()))
	c.pen.Draw(part, part.Rect, image.Opaque, image.Point{})
	draw.DrawMask(c.ink, r, image.Opaque, image.Point{}, part, image.Point{}, draw.Over)
}

// quad fills a four-cornered shape, in pixels.
func (c *canvas) quad(p [4][2]float64) {
	lo, hi := p[0], p[0]
	for _, q := range p[1:] {
		lo = [2]float64{min(lo[0], q[0]), min(lo[1], q[1])}
		hi = [2]float64{max(hi[0], q[0]), max(hi[1], q[1])}
	}
	r := image.Rect(int(math.Floor(lo[0])), int(math.Floor(lo[1])), int(math.Ceil(hi[0])), int(math.Ceil(hi[1])))
	if r.Empty() || !r.Overlaps(c.ink.Rect) {
		return
	}
	c.pen.Reset(r.Dx(), r.Dy())
	for i, q := range p {
		x, y := float32(q[0]-float64(r.Min.X)), float32(q[1]-float64(r.Min.Y))
		if i == 0 {
			c.pen.MoveTo(x, y)
		} else {
			c.pen.LineTo(x, y)
		}
	}
	c.pen.ClosePath()
	c.lay(r)
}

// fill fills an upright rectangle, in pixels.
func (c *canvas) fill(x, y, w, h float64) {
	c.quad([4][2]float64{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}})
}

func (c *canvas) rule(r page.Rule) {
	for _, s := range r.Dashes() {
		dx, dy := s.X2-s.X1, s.Y2-s.Y1
		length := math.Hypot(dx, dy)
		if length == 0 {
			continue
		}
		nx, ny := -dy/length*s.Width/2, dx/length*s.Width/2
		p := [4][2]float64{
			{s.X1 + nx, s.Y1 + ny}, {s.X2 + nx, s.Y2 + ny},
			{s.X2 - nx, s.Y2 - ny}, {s.X1 - nx, s.Y1 - ny},
		}
		for i := range p {
			p[i][0], p[i][1] = p[i][0]*c.perMM, p[i][1]*c.perMM
		}
		c.quad(p)
	}
}

func (c *canvas) box(b page.Box) {
	if b.Line == 0 {
		c.fill(b.X*c.perMM, b.Y*c.perMM, b.W*c.perMM, b.H*c.perMM)
		return
	}
	for _, r := range b.Edges() {
		c.rule(r)
	}
}

// printerDPI is the coarsest printer there is. From there on codes are drawn on
// whole pixels, as a printer's bitmap needs; below it, on screens, exactly where
// they are, with smoothed edges.
const printerDPI = 200

func (c *canvas) snaps() bool { return c.perMM*25.4 >= printerDPI }

func (c *canvas) bars(b page.Bars) {
	x, widths := b.X*c.perMM, b.Units(c.perMM)
	if c.snaps() {
		x, widths = b.Snapped(c.perMM, 1)
	}
	for i, wide := range widths {
		if i%2 == 0 {
			c.fill(x, b.Y*c.perMM, wide, b.Height*c.perMM)
		}
		x += wide
	}
}

func (c *canvas) modules(m page.Modules) {
	x, y, module := m.X*c.perMM, m.Y*c.perMM, m.Module*c.perMM
	if c.snaps() {
		x, y, module = math.Round(x), math.Round(y), max(math.Round(module), 1)
	}
	for r := range m.Runs() {
		c.fill(x+float64(r.Column)*module, y+float64(r.Row)*module, float64(r.Length)*module, module)
	}
}
