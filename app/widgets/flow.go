package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"nifuda/app/theme"
)

// Flow puts parts side by side and begins another line where the width ends.
// Gap is in pixels at the standard size, between parts and between lines.
func Flow(gap float32, parts ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flow{gap: gap}, parts...)
}

// FlowEnd is Flow with each line set to the right.
func FlowEnd(gap float32, parts ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flow{gap: gap, end: true}, parts...)
}

type flow struct {
	gap float32
	end bool
}

// run is the parts of one line, and their width and height.
type run struct {
	parts         []fyne.CanvasObject
	width, height float32
}

// runs shares the parts out among lines.
func (f *flow) runs(objects []fyne.CanvasObject, width float32) []run {
	var all []run
	gap := theme.Px(f.gap)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if n := len(all); n > 0 && all[n-1].width+gap+m.Width <= width {
			last := &all[n-1]
			last.parts = append(last.parts, o)
			last.width, last.height = last.width+gap+m.Width, max(last.height, m.Height)
			continue
		}
		all = append(all, run{[]fyne.CanvasObject{o}, m.Width, m.Height})
	}
	return all
}

// MinSize is the widest part's: everything else can go below it.
func (f *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, o := range objects {
		if o.Visible() {
			m = m.Max(o.MinSize())
		}
	}
	return m
}

func (f *flow) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	h := float32(0)
	for i, r := range f.runs(objects, width) {
		if i > 0 {
			h += theme.Px(f.gap)
		}
		h += r.height
	}
	return h
}

func (f *flow) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	y, gap := float32(0), theme.Px(f.gap)
	for _, r := range f.runs(objects, s.Width) {
		x := float32(0)
		if f.end {
			x = max(s.Width-r.width, 0)
		}
		for _, o := range r.parts {
			m := o.MinSize()
			put(o, x, y+(r.height-m.Height)/2, min(m.Width, s.Width), m.Height)
			x += m.Width + gap
		}
		y += r.height + gap
	}
}
