package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
)

// The kraft tag, in pixels: its size, its clipped corners, and where the panel
// lies on it.
const (
	tagWide, tagHigh    = 424, 552
	tagCorner           = 84
	tagPanelX           = 16
	tagPanelY           = 132
	tagPanelW           = 392
	tagPanelH           = 404
	tagEyeY, tagEye     = 68, 44 // centre and radius of the eyelet
	tagString, tagAbove = 3, 80
)

// Tag is the 荷札 itself: kraft paper with two clipped corners, an eyelet that
// is a keyhole, a string, and a panel for a part.
type Tag struct {
	widget.BaseWidget
	panel fyne.CanvasObject
}

// NewTag is a tag with a part on its panel.
func NewTag(panel fyne.CanvasObject) *Tag {
	t := &Tag{panel: panel}
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer is for the toolkit.
func (t *Tag) CreateRenderer() fyne.WidgetRenderer {
	paper := &canvas.ArbitraryPolygon{}
	eye, hole := canvas.NewCircle(nil), canvas.NewCircle(nil)
	slot := &canvas.ArbitraryPolygon{}
	cord, panel := canvas.NewRectangle(nil), box(theme.Card, theme.None, 8)
	parts := []fyne.CanvasObject{paper, cord, eye, hole, slot, panel, t.panel}
	paint := func() {
		paper.FillColor, paper.StrokeColor, paper.StrokeWidth = theme.Of(theme.Kraft), theme.Of(theme.KraftDark), 1
		eye.FillColor, eye.StrokeColor, eye.StrokeWidth = theme.Of(theme.Paper), theme.Of(theme.KraftDark), 1
		hole.FillColor, slot.FillColor = theme.Of(theme.Ink), theme.Of(theme.Ink)
		cord.FillColor, panel.FillColor = theme.Of(theme.KraftInk), theme.Of(theme.Card)
	}
	paint()
	return &drawing{
		parts: parts,
		layout: func(s fyne.Size) {
			x := (s.Width - theme.Px(tagWide)) / 2
			y := t.head(s.Height)
			put(cord, s.Width/2-theme.Px(tagString)/2, 0, theme.Px(tagString), y+theme.Px(tagEyeY-tagEye))
			put(paper, x, y, theme.Px(tagWide), theme.Px(tagHigh))
			paper.Points, paper.CornerRadii = tagOutline()
			round(eye, s.Width/2, y+theme.Px(tagEyeY), theme.Px(tagEye))
			round(hole, s.Width/2, y+theme.Px(tagEyeY-10), theme.Px(16))
			slot.Points = points(10, 0, 18, 0, 28, 42, 0, 42)
			put(slot, s.Width/2-theme.Px(14), y+theme.Px(tagEyeY-14), theme.Px(28), theme.Px(42))
			put(panel, x+theme.Px(tagPanelX), y+theme.Px(tagPanelY), theme.Px(tagPanelW), theme.Px(tagPanelH))
			put(t.panel, x+theme.Px(tagPanelX), y+theme.Px(tagPanelY), theme.Px(tagPanelW), theme.Px(tagPanelH))
		},
		min:   func() fyne.Size { return fyne.NewSize(theme.Px(tagWide), theme.Px(tagHigh)) },
		paint: paint,
	}
}

// head is where the tag begins: hanging from its string, higher up when the
// window is low.
func (t *Tag) head(height float32) float32 {
	return max(min(theme.Px(tagAbove), (height-theme.Px(tagHigh))/2), 0)
}

func tagOutline() ([]fyne.Position, []float32) {
	return points(tagCorner, 0, tagWide-tagCorner, 0, tagWide, tagCorner, tagWide, tagHigh, 0, tagHigh, 0, tagCorner),
		[]float32{0, 0, 0, theme.Px(12), theme.Px(12), 0}
}

func points(xy ...float32) []fyne.Position {
	all := make([]fyne.Position, 0, len(xy)/2)
	for i := 0; i+1 < len(xy); i += 2 {
		all = append(all, fyne.NewPos(theme.Px(xy[i]), theme.Px(xy[i+1])))
	}
	return all
}

func round(c *canvas.Circle, x, y, r float32) { put(c, x-r, y-r, 2*r, 2*r) }
