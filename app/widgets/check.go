package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"nifuda/app/theme"
)

// Mark is what stands in a check box.
type Mark int

// The marks. Some is for a box that stands for several.
const (
	Empty Mark = iota
	Some
	All
)

// CheckBox draws a box of 20 pixels; pressing it is up to what holds it.
type CheckBox struct {
	ground *canvas.Rectangle
	icon   *Icon
	Object *fyne.Container
}

// NewCheckBox is an empty box.
func NewCheckBox() *CheckBox {
	c := &CheckBox{ground: box(theme.Card, theme.Edge, 4), icon: NewIcon("check", theme.OnAi, 16)}
	c.Object = Fixed(20, 20, Over(c.ground, Pad(2, 2, 2, 2, c.icon)))
	c.Set(Empty)
	return c
}

// Set changes the mark.
func (c *CheckBox) Set(m Mark) {
	fill, edge := theme.Ai, theme.Ai
	if m == Empty {
		fill, edge = theme.Card, theme.Edge
	}
	c.ground.FillColor, c.ground.StrokeColor, c.ground.StrokeWidth = theme.Of(fill), theme.Of(edge), 2
	name := "check"
	if m == Some {
		name = "minus"
	}
	if c.icon.Hidden = m == Empty; c.icon.Name != name {
		c.icon.Name = name
		c.icon.Refresh()
	}
	c.ground.Refresh()
}
