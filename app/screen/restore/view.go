package restore

import (
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
)

// Config is everything the room needs.
type Config struct {
	House   House
	Run     *task.Runner
	Present bool   // a ledger is there, which will be moved aside
	Folder  string // where backups usually lie
	Now     func() time.Time
	Done    func() // the ledger is back
	Cancel  func() // back to where one came from
}

// View is the room with its widgets. It fills the window.
type View struct {
	c     Config
	m     *Model
	w     *text.Words
	path  *widgets.Field
	start *widgets.Button
	body  *fyne.Container
}

// NewView builds the room.
func NewView(c Config, w *text.Words) *View {
	v := &View{c: c, w: w, path: widgets.NewField(w.Say("restore.hint")), body: widgets.Slot()}
	v.m = New(c.House, c.Run, c.Done, v.changed)
	v.path.OnChanged = v.m.Name
	v.path.OnSubmitted = func(string) { v.m.Start() }
	v.start = widgets.NewButton(widgets.Filled, "sync", w.Say("restore.go"), v.m.Start).Tall(48)
	v.start.Careful = true
	v.changed()
	return v
}

// Object is the room on screen.
func (v *View) Object() fyne.CanvasObject { return v.body }

// Enter puts the keyboard into the field.
func (v *View) Enter() {
	v.m.Look(v.c.Folder)
	widgets.Focus(v.path)
}

// Wipe has nothing to overwrite: where a backup lies is no secret.
func (v *View) Wipe() {}

// Back leaves without a change.
func (v *View) Back() {
	if v.m.State() != Working {
		v.c.Cancel()
	}
}

// Name takes the path of a backup that was dropped on the window or chosen.
func (v *View) Name(path string) { v.path.SetText(path) }

// found offers the backups that were found.
func (v *View) found() []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, f := range v.m.Found() {
		words := widgets.Col(0, widgets.Text(v.w.Ago(f.At, v.c.Now()), widgets.Type{Bold: true}),
			widgets.Cut(filepath.Base(f.Path), widgets.Type{Size: theme.Small, Color: theme.Ink2}))
		rows = append(rows, widgets.Row(12, widgets.NewIcon("document", theme.Ink2, 20), widgets.Grow(words),
			widgets.NewButton(widgets.Outlined, "", v.w.Say("restore.pick"), func() { v.Name(f.Path) })))
	}
	if len(rows) > 0 {
		rows = append([]fyne.CanvasObject{widgets.Text(v.w.Say("restore.found"), widgets.Type{Size: theme.Small, Color: theme.Ink2})}, rows...)
	}
	return rows
}

func (v *View) changed() {
	if v.start == nil {
		return
	}
	v.start.Enable(v.m.CanStart())
	back := widgets.NewButton(widgets.Outlined, "left", v.w.Say("back"), v.Back).Tall(48)
	busy := v.m.State() == Working
	back.Enable(!busy)
	parts := []fyne.CanvasObject{
		widgets.Text(v.w.Say("restore.title"), widgets.Type{Size: theme.Title, Bold: true}),
		widgets.Words(v.w.Say("restore.why"), widgets.Type{}),
	}
	if v.c.Present {
		parts = append(parts, widgets.Note(widgets.Waits, v.w.Say("restore.present")))
	}
	parts = append(parts, v.found()...)
	parts = append(parts, widgets.Labelled(v.w.Say("restore.file"), v.path))
	switch v.m.State() {
	case Working:
		parts = append(parts, widgets.Note(widgets.Chosen, v.w.Say("restore.working")))
	case Failed:
		parts = append(parts, widgets.Note(widgets.Bad, v.w.Fault(v.m.Err())))
	}
	parts = append(parts, widgets.Words(v.w.Say("restore.after"), widgets.Type{Size: theme.Small, Color: theme.Ink2}),
		widgets.Row(12, widgets.Space(), back, v.start))
	form := widgets.Fixed(640, 0, widgets.Card(widgets.Pad(24, 32, 20, 32, widgets.Col(12, parts...))))
	widgets.Put(v.body, widgets.Ground(theme.Paper, widgets.Middle(form)))
}
