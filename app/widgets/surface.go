package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"nifuda/app/theme"
)

// Ground is a surface of one colour under a part.
func Ground(color fyne.ThemeColorName, o fyne.CanvasObject) *fyne.Container {
	return Over(box(color, theme.None, 0), o)
}

// Card is a bordered surface with rounded corners under a part.
func Card(o fyne.CanvasObject) *fyne.Container {
	return Over(box(theme.Card, theme.Line, 8), o)
}

// Plate is a rounded surface of any colour and border under a part. Width is
// that of the border in pixels.
func Plate(fill, stroke fyne.ThemeColorName, width, radius float32, o fyne.CanvasObject) *fyne.Container {
	r := box(fill, stroke, radius)
	r.StrokeWidth = width
	return Over(r, o)
}

// Rule is a quiet horizontal line of one pixel.
func Rule() fyne.CanvasObject { return ruled(theme.Line, 0, 1) }

// EdgeRule is a horizontal line with the contrast of a control's border.
func EdgeRule() fyne.CanvasObject { return ruled(theme.Edge, 0, 1) }

// SheetRule is a quiet line on printed paper.
func SheetRule() fyne.CanvasObject { return ruled(theme.SheetLine, 0, 1) }

// Upright is a quiet vertical line of one pixel.
func Upright() fyne.CanvasObject { return ruled(theme.Line, 1, 0) }

func ruled(c fyne.ThemeColorName, w, h float32) fyne.CanvasObject {
	r := canvas.NewRectangle(theme.Of(c))
	r.SetMinSize(fyne.NewSize(w, h))
	return r
}

// Scroll lets a tall part be scrolled; its height follows the width it gets.
func Scroll(o fyne.CanvasObject) *fyne.Container {
	inner := container.New(&tallest{}, o)
	return container.New(&scrolled{}, container.NewVScroll(inner))
}

type tallest struct{ width float32 }

func (t *tallest) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, HeightFor(o[0], t.width))
}

func (t *tallest) Layout(o []fyne.CanvasObject, s fyne.Size) { put(o[0], 0, 0, s.Width, s.Height) }

type scrolled struct{}

func (scrolled) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }

func (scrolled) Layout(o []fyne.CanvasObject, s fyne.Size) {
	sc, ok := o[0].(*container.Scroll)
	if !ok {
		return
	}
	if inner, ok := sc.Content.(*fyne.Container); ok {
		if t, ok := inner.Layout.(*tallest); ok {
			t.width = s.Width
		}
	}
	put(sc, 0, 0, s.Width, s.Height)
	sc.Content.Resize(sc.Content.MinSize().Max(s))
}

// Slot is a place for one part that changes.
func Slot() *fyne.Container { return container.New(over{}) }

// Put puts a part into a slot; nil empties and hides it.
func Put(slot *fyne.Container, o fyne.CanvasObject) {
	slot.Objects = nil
	if o != nil {
		slot.Objects = []fyne.CanvasObject{o}
	}
	slot.Hidden = o == nil
	slot.Refresh()
	repaint(slot)
}

// repaint wants a new frame. What was hidden until now, or was never painted, is
// in no window as far as the toolkit knows, and its own Refresh does nothing.
func repaint(o fyne.CanvasObject) {
	if c := canvasOf(o); c != nil {
		c.Refresh(o)
	}
}

// Relayout arranges a container again after its parts changed their size.
func Relayout(c *fyne.Container) {
	c.Layout.Layout(c.Objects, c.Size())
	repaint(c)
}

// ScrollTo scrolls just as far that a part inside what Scroll gave can be seen;
// of one that is too tall its beginning.
func ScrollTo(scroll *fyne.Container, part fyne.CanvasObject) {
	sc, ok := scroll.Objects[0].(*container.Scroll)
	if !ok {
		return
	}
	d := fyne.CurrentApp().Driver()
	top := d.AbsolutePositionForObject(part).Y - d.AbsolutePositionForObject(sc.Content).Y
	bottom := top + part.Size().Height
	switch y := sc.Offset.Y; {
	case top < y:
		sc.Offset.Y = top
	case bottom > y+sc.Size().Height:
		sc.Offset.Y = min(top, bottom-sc.Size().Height)
	default:
		return
	}
	sc.Refresh()
}
