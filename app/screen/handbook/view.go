package handbook

import (
	"fyne.io/fyne/v2"

	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
)

var quiet = widgets.Type{Size: theme.Small, Color: theme.Ink2}

// column is how wide the words are, in pixels: a line that is longer is hard to
// read.
const column = 620

// View is the room with its widgets.
type View struct {
	m        *Model
	w        *text.Words
	close    func()
	headings map[int]fyne.CanvasObject // by block
	reader   *widgets.Reader
	object   *fyne.Container
}

// NewView builds the room. keys is its last page; close goes back to the work.
func NewView(w *text.Words, keys Page, close func()) *View {
	v := &View{w: w, close: close, object: widgets.Slot()}
	v.m = New(w.Lang(), keys, v.changed)
	v.changed()
	return v
}

// Object is the room on screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Enter puts the keyboard on the page, so that it can be turned over.
func (v *View) Enter() { widgets.Focus(v.reader) }

func (v *View) changed() {
	var tabs []widgets.Tab
	for _, t := range v.m.Titles() {
		tabs = append(tabs, widgets.Tab{Name: t})
	}
	head := widgets.Pad(12, 20, 8, 20, widgets.Row(16, widgets.Text(v.w.Say("handbook.title"), widgets.Type{Size: theme.Title, Bold: true}), widgets.Space(),
		widgets.NewButton(widgets.Outlined, "close", v.w.Say("handbook.close"), v.close).WithKey("F1")))
	v.reader = widgets.Reading(widgets.Pad(16, 24, 32, 24, widgets.Top(0, widgets.Fixed(column, 0, v.page()), widgets.Space())))
	body := widgets.Band(0, widgets.Fixed(208, 0, v.contents()), widgets.Upright(), widgets.Grow(v.reader))
	widgets.Put(v.object, widgets.Col(0, head, widgets.Tabs(tabs, v.m.At(), v.turn), widgets.Grow(body)))
}

// turn shows another page from its beginning.
func (v *View) turn(to int) {
	v.m.Turn(to)
	v.Enter()
}

// contents are the headings of the page, to go to.
func (v *View) contents() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, i := range v.m.Headings() {
		rows = append(rows, widgets.Pressable(widgets.Pad(8, 8, 8, 12, widgets.Words(v.m.Page().Blocks[i].Text, widgets.Type{})),
			func() { v.reader.To(v.headings[i]) }))
	}
	return widgets.Pad(12, 8, 12, 8, widgets.Col(4, rows...))
}

// page draws the blocks under each other, pictures two by two.
func (v *View) page() fyne.CanvasObject {
	v.headings = map[int]fyne.CanvasObject{}
	var rows, pair []fyne.CanvasObject
	flush := func() {
		if len(pair) == 1 {
			pair = append(pair, widgets.Space())
		}
		if len(pair) > 0 {
			rows = append(rows, widgets.Top(20, pair...))
		}
		pair = nil
	}
	for i, b := range v.m.Page().Blocks {
		if b.Kind == Picture {
			if pair = append(pair, widgets.Grow(v.picture(b))); len(pair) == 2 {
				flush()
			}
			continue
		}
		flush()
		rows = append(rows, v.block(i, b))
	}
	flush()
	return widgets.Col(12, rows...)
}

func (v *View) block(i int, b Block) fyne.CanvasObject {
	switch b.Kind {
	case Heading:
		v.headings[i] = widgets.Pad(16, 0, 0, 0, widgets.Text(b.Text, widgets.Type{Size: theme.Strong, Bold: true}))
		return v.headings[i]
	case Point:
		return item("・", b.Text)
	case Step:
		return item(b.Name+".", b.Text)
	case Key:
		return widgets.Row(16, widgets.Fixed(248, 24, widgets.Text(b.Name, widgets.Type{Mono: true})), widgets.Grow(widgets.Words(b.Text, widgets.Type{})))
	}
	return widgets.Words(b.Text, widgets.Type{})
}

// item is a line with its mark before it.
func item(mark, words string) fyne.CanvasObject {
	return widgets.Top(0, widgets.Fixed(28, 24, widgets.Text(mark, widgets.Type{})), widgets.Grow(widgets.Words(words, widgets.Type{})))
}

func (v *View) picture(b Block) fyne.CanvasObject {
	png, wide, high := v.m.Picture(b.Name)
	return widgets.Col(6, widgets.NewPhoto(b.Name, png, wide, high), widgets.Words(b.Text, quiet))
}
