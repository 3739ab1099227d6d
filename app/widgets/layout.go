package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"nifuda/app/theme"
)

// tall is a part whose height depends on its width.
type tall interface{ HeightFor(width float32) float32 }

// tallLayout is the same for the layout of a container.
type tallLayout interface {
	heightFor(objects []fyne.CanvasObject, width float32) float32
}

// HeightFor is the height an object needs at a width.
func HeightFor(o fyne.CanvasObject, width float32) float32 {
	if t, ok := o.(tall); ok {
		return t.HeightFor(width)
	}
	if c, ok := o.(*fyne.Container); ok {
		if l, ok := c.Layout.(tallLayout); ok {
			return l.heightFor(c.Objects, width)
		}
	}
	return o.MinSize().Height
}

// growing marks a part that takes the room the others leave.
type growing struct{ fyne.CanvasObject }

// Grow lets a part of a Row or Col take the room that is left.
func Grow(o fyne.CanvasObject) fyne.CanvasObject { return growing{o} }

// Space is a part that takes the room that is left and shows nothing.
func Space() fyne.CanvasObject { return growing{canvas.NewRectangle(theme.Of(theme.None))} }

// Row puts parts side by side, each at its own height, centred. Gap is in
// pixels at the standard size.
func Row(gap float32, parts ...fyne.CanvasObject) *fyne.Container {
	return flexed(&flex{gap: gap}, parts)
}

// Band puts parts side by side, all as high as the row.
func Band(gap float32, parts ...fyne.CanvasObject) *fyne.Container {
	return flexed(&flex{gap: gap, stretch: true}, parts)
}

// Top puts parts side by side with their heads on one line.
func Top(gap float32, parts ...fyne.CanvasObject) *fyne.Container {
	return flexed(&flex{gap: gap, top: true}, parts)
}

// Col puts parts under each other, all as wide as the column.
func Col(gap float32, parts ...fyne.CanvasObject) *fyne.Container {
	return flexed(&flex{gap: gap, column: true}, parts)
}

func flexed(f *flex, parts []fyne.CanvasObject) *fyne.Container {
	f.grows = map[fyne.CanvasObject]bool{}
	plain := make([]fyne.CanvasObject, 0, len(parts))
	for _, p := range parts {
		if p == nil {
			continue
		}
		if g, ok := p.(growing); ok {
			p = g.CanvasObject
			f.grows[p] = true
		}
		plain = append(plain, p)
	}
	return container.New(f, plain...)
}

type flex struct {
	gap     float32
	column  bool
	stretch bool
	top     bool
	grows   map[fyne.CanvasObject]bool
}

func (f *flex) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var along, across float32
	n := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if f.column {
			along, across = along+m.Height, max(across, m.Width)
		} else {
			along, across = along+m.Width, max(across, m.Height)
		}
		n++
	}
	along += theme.Px(f.gap) * float32(max(n-1, 0))
	if f.column {
		return fyne.NewSize(across, along)
	}
	return fyne.NewSize(along, across)
}

// widths shares a row's width among its parts.
func (f *flex) widths(objects []fyne.CanvasObject, width float32) []float32 {
	w := make([]float32, len(objects))
	left, growers := width, 0
	first := true
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		if !first {
			left -= theme.Px(f.gap)
		}
		first = false
		if f.grows[o] {
			growers++
			continue
		}
		w[i] = o.MinSize().Width
		left -= w[i]
	}
	for i, o := range objects {
		if o.Visible() && f.grows[o] {
			w[i] = max(left/float32(growers), 0)
		}
	}
	return w
}

func (f *flex) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	if !f.column {
		var h float32
		for i, w := range f.widths(objects, width) {
			if objects[i].Visible() {
				h = max(h, HeightFor(objects[i], w))
			}
		}
		return h
	}
	var h float32
	n := 0
	for _, o := range objects {
		if o.Visible() {
			h += HeightFor(o, width)
			n++
		}
	}
	return h + theme.Px(f.gap)*float32(max(n-1, 0))
}

func (f *flex) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if f.column {
		f.stack(objects, size)
		return
	}
	x := float32(0)
	for i, w := range f.widths(objects, size.Width) {
		o := objects[i]
		if !o.Visible() {
			continue
		}
		h, y := size.Height, float32(0)
		if !f.stretch {
			h = min(HeightFor(o, w), size.Height)
			if !f.top {
				y = (size.Height - h) / 2
			}
		}
		put(o, x, y, w, h)
		x += w + theme.Px(f.gap)
	}
}

func (f *flex) stack(objects []fyne.CanvasObject, size fyne.Size) {
	heights := make([]float32, len(objects))
	left, growers := size.Height, 0
	first := true
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		if !first {
			left -= theme.Px(f.gap)
		}
		first = false
		if f.grows[o] {
			growers++
			continue
		}
		heights[i] = HeightFor(o, size.Width)
		left -= heights[i]
	}
	y := float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		if f.grows[o] {
			heights[i] = max(left/float32(growers), 0)
		}
		put(o, 0, y, size.Width, heights[i])
		y += heights[i] + theme.Px(f.gap)
	}
}

// Pad keeps a distance around a part: top, right, bottom, left.
func Pad(t, r, b, l float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&pad{t, r, b, l}, o)
}

type pad struct{ t, r, b, l float32 }

func (p *pad) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(theme.Px(p.l+p.r), theme.Px(p.t+p.b))
}

func (p *pad) heightFor(o []fyne.CanvasObject, width float32) float32 {
	return HeightFor(o[0], width-theme.Px(p.l+p.r)) + theme.Px(p.t+p.b)
}

func (p *pad) Layout(o []fyne.CanvasObject, s fyne.Size) {
	put(o[0], theme.Px(p.l), theme.Px(p.t), s.Width-theme.Px(p.l+p.r), s.Height-theme.Px(p.t+p.b))
}

// Fixed gives a part an exact width or height; 0 leaves it as it is.
func Fixed(w, h float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&fixed{w, h}, o)
}

type fixed struct{ w, h float32 }

func (f *fixed) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[0].MinSize()
	if f.w > 0 {
		m.Width = theme.Px(f.w)
	}
	if f.h > 0 {
		m.Height = theme.Px(f.h)
	}
	return m
}

func (f *fixed) heightFor(o []fyne.CanvasObject, width float32) float32 {
	if f.h > 0 {
		return theme.Px(f.h)
	}
	return HeightFor(o[0], width)
}

func (f *fixed) Layout(o []fyne.CanvasObject, s fyne.Size) { put(o[0], 0, 0, s.Width, s.Height) }

// Over puts parts on top of each other, all of the same size.
func Over(parts ...fyne.CanvasObject) *fyne.Container { return container.New(over{}, parts...) }

type over struct{}

func (over) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, o := range objects {
		m = m.Max(o.MinSize())
	}
	return m
}

func (over) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	var h float32
	for _, o := range objects {
		h = max(h, HeightFor(o, width))
	}
	return h
}

func (over) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		put(o, 0, 0, s.Width, s.Height)
	}
}

// Middle centres a part at its own size.
func Middle(o fyne.CanvasObject) *fyne.Container {
	return Col(0, Space(), Row(0, Space(), o, Space()), Space())
}
