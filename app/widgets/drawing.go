package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/theme"
)

// drawing is the renderer of all our widgets: what is drawn, where, how big at
// least, and how it is brought up to date.
type drawing struct {
	parts  []fyne.CanvasObject
	layout func(fyne.Size)
	min    func() fyne.Size
	paint  func()
	laid   fyne.Size // out for this size
}

// Layout does nothing for the size it was last called with: parts made anew are
// laid out by the toolkit after each frame, and with a picture among them there
// would be no last frame.
func (d *drawing) Layout(s fyne.Size) {
	if s != d.laid {
		d.laid = s
		d.layout(s)
	}
}

func (d *drawing) MinSize() fyne.Size           { return d.min() }
func (d *drawing) Objects() []fyne.CanvasObject { return d.parts }
func (d *drawing) Destroy()                     {}

func (d *drawing) Refresh() {
	d.paint()
	for _, p := range d.parts {
		if img, ok := p.(*canvas.Image); ok {
			img.Refresh() // reads a changed resource again
			continue
		}
		canvas.Refresh(p)
	}
}

// put moves and sizes an object in pixels of the screen.
func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Resize(fyne.NewSize(max(w, 0), max(h, 0)))
	o.Move(fyne.NewPos(x, y))
}

// box is a rectangle of named colours.
func box(fill, stroke fyne.ThemeColorName, radius float32) *canvas.Rectangle {
	r := canvas.NewRectangle(theme.Of(fill))
	r.CornerRadius = theme.Px(radius)
	if stroke != theme.None {
		r.StrokeColor, r.StrokeWidth = theme.Of(stroke), 1
	}
	return r
}

// PassKey hands a key that a focused widget has no use for to the window, so
// that F5 and Esc work wherever the focus is.
func PassKey(o fyne.CanvasObject, ev *fyne.KeyEvent) {
	if c := canvasOf(o); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(ev)
	}
}

// PassShortcut does the same for Ctrl+L and its like, which the toolkit gives
// to the focused widget alone.
func PassShortcut(o fyne.CanvasObject, s fyne.Shortcut) {
	if c, ok := canvasOf(o).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// Stirred is the shortcut by which widgets tell the window that somebody is
// there. No key types it.
type Stirred struct{}

// ShortcutName is for the toolkit.
func (Stirred) ShortcutName() string { return "nifuda.stirred" }

// Stir tells the window of a widget that somebody typed, pressed or pointed.
func Stir(o fyne.CanvasObject) { PassShortcut(o, Stirred{}) }

// Focus puts the keyboard on a widget that is on screen.
func Focus(f fyne.Focusable) {
	if o, ok := f.(fyne.CanvasObject); ok {
		if c := canvasOf(o); c != nil {
			c.Focus(f)
		}
	}
}

// canvasOf finds the window of a widget. Before it was painted for the first
// time the toolkit cannot tell; there is one window, so it is that one.
func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	d := fyne.CurrentApp().Driver()
	if c := d.CanvasForObject(o); c != nil {
		return c
	}
	if all := d.AllWindows(); len(all) > 0 {
		return all[0].Canvas()
	}
	return nil
}

// isOurs tells shortcuts of the window from those of text editing.
func isOurs(s fyne.Shortcut) bool {
	_, custom := s.(*desktop.CustomShortcut)
	return custom
}

// Icon is a line drawing in a named colour.
type Icon struct {
	widget.BaseWidget
	Name  string
	Color fyne.ThemeColorName
	Edge  float32 // pixels at the standard size
}

// NewIcon is an icon of 20 pixels, or of the edge given.
func NewIcon(name string, color fyne.ThemeColorName, edge float32) *Icon {
	i := &Icon{Name: name, Color: color, Edge: edge}
	i.ExtendBaseWidget(i)
	return i
}

// CreateRenderer is for the toolkit.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer {
	img := canvas.NewImageFromResource(theme.Picture(i.Name, i.Color))
	img.FillMode = canvas.ImageFillContain
	return &drawing{
		parts:  []fyne.CanvasObject{img},
		layout: func(s fyne.Size) { put(img, 0, 0, s.Width, s.Height) },
		min:    func() fyne.Size { return fyne.NewSquareSize(theme.Px(i.Edge)) },
		paint:  func() { img.Resource = theme.Picture(i.Name, i.Color) },
	}
}
