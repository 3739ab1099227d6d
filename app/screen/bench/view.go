package bench

import (
	"context"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

var (
	quiet  = widgets.Type{Size: theme.Small, Color: theme.Ink2}
	second = widgets.Type{Size: theme.Strong, Color: theme.Ink2}
	title  = widgets.Type{Size: theme.Title, Bold: true}
	large  = widgets.Type{Size: theme.Title}
)

// View is the room with its widgets. It is read from a metre away and answers
// to a scanner: wherever the keyboard goes, it comes back to the line that is
// to be filled next.
type View struct {
	m     *Model
	w     *text.Words
	now   func() time.Time
	run   *task.Runner
	lines lines
	parts parts
	frame *fyne.Container
	here  bool           // the room is the one that is shown
	going bool           // the keyboard is on its way from line to line
	at    fyne.Focusable // who should have it
	shook int            // mistakes that were shaken at already
}

// lines are what is typed into.
type lines struct{ scan, track, words *widgets.KeyLine }

// parts are the places of the room.
type parts struct {
	list   *widgets.RowList
	head   *fyne.Container // above the list
	area   *fyne.Container // the middle
	shaken *fyne.Container // around it
	scroll *fyne.Container
	side   *fyne.Container
	strip  *fyne.Container
	mark   *widgets.Watermark
}

// NewView builds the room.
func NewView(desk Desk, press Press, voice Voice, run *task.Runner, w *text.Words, now func() time.Time) *View {
	v := &View{w: w, now: now, run: run}
	v.m = New(Ports{desk, press, voice}, run, now, v.changed)
	v.lines = lines{
		scan:  widgets.NewKeyLine("", 64, theme.Title),
		track: widgets.NewKeyLine("", 48, theme.Title),
		words: widgets.NewKeyLine(w.Say("bench.words"), 48, theme.Strong),
	}
	v.lines.scan.Icon, v.lines.scan.Border = "scan", 3
	v.wire()
	v.parts = parts{head: widgets.Slot(), area: widgets.Slot(), side: widgets.Slot(), strip: widgets.Slot(), mark: widgets.NewWatermark("")}
	v.parts.list = widgets.NewRowList(func() int { return len(v.m.Rows()) }, func() widgets.RowView { return newListRow(v) })
	v.parts.list.OnOpen = v.onRow
	v.parts.shaken = widgets.Over(v.parts.area)
	v.parts.scroll = widgets.Scroll(v.parts.shaken)
	scan := widgets.Col(0, widgets.Pad(16, 24, 15, 24, v.lines.scan), widgets.Rule())
	strip := widgets.Ground(theme.Card, widgets.Col(0, widgets.Rule(), v.parts.strip))
	v.frame = container.New(plan{}, v.parts.head, v.parts.list, widgets.Upright(), scan, v.parts.scroll, v.parts.side, strip, v.parts.mark)
	run.Every(20*time.Second, v.stamp)
	v.changed()
	return v
}

func (v *View) wire() {
	l := v.lines
	l.scan.OnSubmit = func(s string) { l.scan.SetText(""); v.m.Scan(s) }
	l.scan.OnEmpty = v.onEmpty
	l.scan.OnArrow = v.m.Move
	l.track.OnChange = v.m.SetTracking
	l.track.OnSubmit = func(string) { v.m.Ship() }
	l.words.OnChange = v.m.SetWords
	l.words.OnArrow = v.m.MoveTrouble
	for _, k := range []*widgets.KeyLine{l.scan, l.track, l.words} {
		k.OnLost = v.lost
	}
}

// Object is the room on screen.
func (v *View) Object() fyne.CanvasObject { return v.frame }

// Enter is called when the room is shown, Leave when another one is.
func (v *View) Enter() { v.here = true; v.m.Refresh(); v.home() }
func (v *View) Leave() { v.here = false }

// Refresh asks the desk again.
func (v *View) Refresh() { v.m.Refresh() }

// Draft gives what is in progress; Resume takes it up; Wipe forgets it.
func (v *View) Draft() Draft   { return v.m.Draft() }
func (v *View) Resume(d Draft) { v.m.Resume(d) }
func (v *View) Wipe() {
	v.here = false
	v.lines.scan.SetText("")
	v.m.Wipe()
}

// Back closes an open question, or takes a notice away.
func (v *View) Back() { v.m.Dismiss() }

// Key takes the keys that are written on the buttons.
func (v *View) Key(k fyne.KeyName) {
	switch k {
	case fyne.KeyF2:
		v.m.ShipBare()
	case fyne.KeyF4:
		v.m.Reveal()
	case fyne.KeyF6:
		v.m.PrintLabel()
	case fyne.KeyF7:
		v.m.Report()
	case fyne.KeyF8:
		v.m.Later()
	case fyne.KeyF9:
		v.m.Override()
	}
}

// onEmpty is a key in the empty scan line: nothing a scanner sends.
func (v *View) onEmpty(k fyne.KeyName) {
	switch k {
	case fyne.KeySpace:
		v.m.CountFirst()
	case fyne.KeyBackspace:
		v.m.Uncount(-1)
	}
}

func (v *View) onRow(i int) {
	if rows := v.m.Rows(); i < len(rows) && CanOpen(rows[i]) {
		v.m.Open(rows[i].ID)
	}
}

// lost brings the keyboard back, once the press that took it is over.
func (v *View) lost() {
	if !v.going {
		v.run.Run(func(context.Context) func() { return v.home })
	}
}

// target is the line that is to be filled next.
func (v *View) target() fyne.Focusable {
	switch {
	case v.m.Panel() == Problem, v.m.Panel() == Overriding, v.m.Panel() == Reprinting:
		return v.lines.words
	case v.m.State() == Printing, v.m.State() == Tagging:
		return v.lines.track
	}
	return v.lines.scan
}

// home puts the keyboard where it belongs, unless another room has it.
func (v *View) home() {
	v.at = v.target()
	if v.here {
		v.going = true
		widgets.Focus(v.at)
		v.going = false
	}
}

// stamp writes the time into the watermark.
func (v *View) stamp() {
	at := v.now()
	v.parts.mark.SetText(v.m.Self().Name + "　" + v.w.ShortDate(at) + " " + v.w.Clock(at))
}

func (v *View) changed() {
	if v.frame == nil {
		return
	}
	v.stamp()
	v.lines.scan.SetHint(v.hint())
	v.lines.track.SetText(v.m.Tracking())
	v.lines.words.SetText(v.m.Words())
	widgets.Put(v.parts.head, v.head())
	v.parts.list.Refresh()
	marked := v.fill()
	widgets.Put(v.parts.side, v.side())
	widgets.Put(v.parts.strip, v.strip())
	widgets.Relayout(v.frame)
	if marked != nil {
		widgets.Relayout(v.parts.scroll)
		widgets.ScrollTo(v.parts.scroll, marked)
	}
	if n := v.m.Mistakes(); n != v.shook {
		if v.shook = n; n > 0 {
			widgets.Shake(v.parts.area)
		}
	}
	if v.at != v.target() {
		v.home()
	}
}

// hint says what the scan line waits for.
func (v *View) hint() string {
	switch v.m.State() {
	case Packing:
		return v.w.Say("bench.scan.item")
	case Choosing, Empty:
		return v.w.Say("bench.scan.number")
	case Printing, Tagging:
		return v.w.Say("bench.scan.below")
	}
	return ""
}

// plan is where the places are: head and list at the left, beside them the scan
// line, items and address, and the strip. The watermark lies over all but the
// list.
type plan struct{}

func (plan) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }

func (plan) Layout(o []fyne.CanvasObject, s fyne.Size) {
	left, side := theme.Px(188), theme.Px(312)
	if s.Width < theme.Px(944) {
		left, side = theme.Px(152), theme.Px(276)
	}
	head := max(theme.Px(96), widgets.HeightFor(o[0], left))
	strip := widgets.HeightFor(o[6], s.Width-left)
	place := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Resize(fyne.NewSize(w, max(h, 0)))
		o.Move(fyne.NewPos(x, y))
	}
	top := theme.Px(96)
	place(o[0], 0, 0, left, head)
	place(o[1], 0, head, left-1, s.Height-head)
	place(o[2], left-1, 0, 1, s.Height)
	place(o[3], left, 0, s.Width-left, top)
	place(o[4], left, top, s.Width-left-side, s.Height-top-strip)
	place(o[5], s.Width-side, top, side, s.Height-top-strip)
	place(o[6], left, s.Height-strip, s.Width-left, strip)
	place(o[7], left, 0, s.Width-left, s.Height)
}

// pieces is a count of pieces: 4点.
func (v *View) pieces(n int) string { return v.w.Say("bench.pieces", "n", n) }

// number is what people say of a parcel, with its place among several; of a box
// it is the first order's and how many more there are.
func (v *View) number(number string, part, parts int) string {
	if all := data.BoxNumbers(number); len(all) > 1 {
		number = all[0] + " +" + strconv.Itoa(len(all)-1)
	}
	if parts > 1 {
		return v.w.Say("bench.part", "number", number, "part", part, "parts", parts)
	}
	return number
}

func (v *View) rowNumber(r data.BenchRow) string { return v.number(r.Number, r.Part, r.Parts) }
