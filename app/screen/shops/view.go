package shops

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"nifuda/app/again"
	"nifuda/app/connect"
	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

var (
	quiet = widgets.Type{Size: theme.Small, Color: theme.Ink2}
	bold  = widgets.Type{Bold: true}
)

// Doors lead out of the room.
type Doors struct {
	Sync func() // starts a sync of all shops
	File func() // to where an order file comes in
	Left func() // a shop was disconnected
}

// View is the room with its widgets.
type View struct {
	m      *Model
	w      *text.Words
	now    func() time.Time
	doors  Doors
	form   *connect.View
	rekey  *connect.View // the form for another key of a shop; nil while closed
	desk   Desk
	run    *task.Runner
	again  *again.View
	page   page
	object fyne.CanvasObject
}

// page is what the room scrolls. It stays where it was when something in it
// changes.
type page struct {
	slot   *fyne.Container
	scroll *fyne.Container
	opened fyne.CanvasObject // what was opened in it, to be seen
}

// NewView builds the room.
func NewView(desk Desk, run *task.Runner, w *text.Words, now func() time.Time, doors Doors) *View {
	v := &View{w: w, now: now, doors: doors, desk: desk, run: run, again: again.NewView(run, w)}
	v.page.slot = widgets.Slot()
	v.page.scroll = widgets.Scroll(widgets.Pad(20, 32, 24, 32, v.page.slot))
	v.object = v.again.Over(v.page.scroll)
	v.m = New(desk, v.again.Ask, run, v.changed)
	v.form = connect.NewView(desk, v.m.Keep, run, w, v.onAdded).Wide()
	v.changed()
	return v
}

// Object is the room on screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Enter is called when the room is shown. A question that was left open is
// gone by then.
func (v *View) Enter() {
	v.again.Back()
	v.m.Refresh()
}

// Refresh asks for everything again, after a sync.
func (v *View) Refresh() { v.m.Refresh() }

// Back closes the question, or else the form.
func (v *View) Back() {
	if v.again.Back() {
		return
	}
	v.wipe()
	v.rekey = nil
	v.m.Close()
}

// Wipe overwrites a passphrase or key that was typed and not used.
func (v *View) Wipe() { v.again.Wipe(); v.wipe() }

func (v *View) wipe() {
	v.form.Wipe()
	if v.rekey != nil {
		v.rekey.Wipe()
	}
}

func (v *View) onAdded() { v.rekey = nil; v.m.Added(); v.doors.Sync() }

// onRekey opens the form for another key of a shop.
func (v *View) onRekey(s data.Shop) {
	v.wipe()
	v.rekey = connect.NewView(v.desk, v.m.KeepKey, v.run, v.w, v.onAdded).Fix(s)
	v.m.Rekey(s.ID)
	v.look()
}

// onAdd opens the form for another shop.
func (v *View) onAdd() {
	v.wipe()
	v.rekey = nil
	v.m.Add()
	v.look()
}

// onPart opens the question whether to disconnect a shop.
func (v *View) onPart(s data.Shop) {
	v.wipe()
	v.rekey = nil
	v.m.Part(s.ID)
	v.look()
}

// look scrolls to what was opened.
func (v *View) look() {
	if v.page.opened != nil {
		widgets.ScrollTo(v.page.scroll, v.page.opened)
	}
}

func (v *View) changed() {
	if v.form == nil {
		return
	}
	v.page.opened = nil
	head := []fyne.CanvasObject{widgets.Text(v.w.Say("rail.shops"), widgets.Type{Size: theme.Title, Bold: true}), widgets.Space()}
	if v.m.State() == Ready || v.m.State() == Empty {
		head = append(head, widgets.NewButton(widgets.Outlined, "document", v.w.Say("import.open"), v.doors.File))
	}
	if v.m.State() == Ready {
		head = append(head, widgets.NewButton(widgets.Outlined, "plus", v.w.Say("shops.add"), v.onAdd),
			widgets.NewButton(widgets.Filled, "sync", v.w.Say("shops.sync"), v.doors.Sync))
	}
	parts := []fyne.CanvasObject{widgets.Row(12, head...)}
	switch v.m.State() {
	case Loading:
		parts = append(parts, widgets.Words(v.w.Say("orders.loading"), quiet))
	case Failed:
		parts = append(parts, widgets.Note(widgets.Bad, v.w.Fault(v.m.Err())),
			widgets.Row(0, widgets.NewButton(widgets.Outlined, "sync", v.w.Say("again"), v.m.Refresh)))
	case Empty:
		parts = append(parts, widgets.Words(v.w.Say("shops.empty"), widgets.Type{Color: theme.Ink2}))
	}
	if stuck := v.stuck(); stuck != nil {
		parts = append(parts, stuck)
	}
	for _, s := range v.m.Shops() {
		parts = append(parts, v.card(s))
	}
	if v.m.Adding() {
		parts = append(parts, v.adding())
	}
	if gone := v.m.Gone(); len(gone) > 0 {
		parts = append(parts, v.gone(gone))
	}
	if v.m.State() == Ready {
		parts = append(parts, v.pace())
	}
	widgets.Put(v.page.slot, widgets.Col(16, parts...))
	widgets.Relayout(v.page.scroll)
}

// card is one connected shop.
func (v *View) card(s data.Shop) fyne.CanvasObject {
	synced := v.w.Say("shops.never")
	if !s.SyncedAt.IsZero() {
		synced = v.w.Say("shops.synced", "ago", v.w.Ago(s.SyncedAt, v.now()))
	}
	state := widgets.Chip(widgets.Good, v.w.Say("shops.well"))
	if s.Trouble != "" {
		state = widgets.Chip(widgets.Bad, v.w.Say("shops.trouble"))
	}
	lines := []fyne.CanvasObject{
		widgets.Row(12, widgets.Text(s.Name, bold), widgets.Chip(widgets.Ring, v.w.Say("brand."+string(s.Brand))), state, widgets.Space()),
		widgets.Cut(synced, quiet),
	}
	if strings.HasPrefix(s.BaseURL, "http") { // the demo shop keeps something else there
		lines = append(lines, widgets.Cut(s.BaseURL, quiet))
	}
	if s.Trouble != "" {
		lines = append(lines, widgets.Words(v.w.Trouble(s.Trouble), widgets.Type{Size: theme.Small, Color: theme.Shu}))
	}
	if s.ByHand {
		lines = append(lines, widgets.Words(v.w.Say("shops.byhand"), quiet))
	}
	lines = append(lines, v.allowed(s)...)
	card := widgets.Card(widgets.Pad(16, 20, 16, 20, widgets.Top(16, widgets.Dot(widgets.Chosen, "shop"), widgets.Grow(widgets.Col(2, append(lines, v.below(s)...)...)))))
	if v.m.Keyless() == s.ID || v.m.Parting() == s.ID {
		v.page.opened = card
	}
	return card
}

// below is what can be done with a shop, or what is being done.
func (v *View) below(s data.Shop) []fyne.CanvasObject {
	switch {
	case v.m.Keyless() == s.ID && v.rekey != nil:
		return v.keying()
	case v.m.Parting() == s.ID:
		return []fyne.CanvasObject{v.parting(s)}
	}
	var all []fyne.CanvasObject
	if NeedsKey(s) {
		all = append(all, widgets.NewButton(widgets.Plain, "", v.w.Say("shops.rekey"), func() { v.onRekey(s) }))
	}
	if Leaves(s) {
		all = append(all, widgets.NewButton(widgets.Plain, "", v.w.Say("shops.part"), func() { v.onPart(s) }))
	}
	return []fyne.CanvasObject{widgets.Row(8, all...)}
}

// keying is the form for another key of a shop.
func (v *View) keying() []fyne.CanvasObject {
	return []fyne.CanvasObject{widgets.Row(0, widgets.Fixed(440, 0, v.rekey.Object()), widgets.Space()), widgets.Row(0, widgets.NewButton(widgets.Plain, "close", v.w.Say("cancel"), v.Back))}
}

// pace says how often the shops are synced by themselves.
func (v *View) pace() fyne.CanvasObject {
	var names []string
	for _, every := range Paces() {
		if every == data.ByHand {
			names = append(names, v.w.Say("shops.pace.hand"))
			continue
		}
		names = append(names, v.w.Say("shops.pace.every", "n", int(every/time.Minute)))
	}
	return widgets.Row(0, widgets.Fixed(320, 0, widgets.Labelled(v.w.Say("shops.pace"), widgets.NewChoice(names, v.m.Pace(), v.m.SetPace))), widgets.Space())
}

// allowed are the switches of what being told may set off at the shop.
func (v *View) allowed(s data.Shop) []fyne.CanvasObject {
	can, now := data.FormOf(s.Brand).SetsOff, s.Allowed
	var all []fyne.CanvasObject
	add := func(can bool, on bool, words, name string, with func(*data.Allowed, bool)) {
		if !can || s.ByHand {
			return
		}
		all = append(all, widgets.NewSwitch(v.w.Say(words), v.w.Say("brand."+string(s.Brand)+"."+name), on, func(on bool) {
			want := now
			with(&want, on)
			v.m.Allow(s, want)
		}))
	}
	add(can.Mails, now.Mails, "shops.allow.mails", "mails", func(a *data.Allowed, on bool) { a.Mails = on })
	add(can.Captures, now.Captures, "shops.allow.captures", "captures", func(a *data.Allowed, on bool) { a.Captures = on })
	add(can.Points, now.Points, "shops.allow.points", "points", func(a *data.Allowed, on bool) { a.Points = on })
	return all
}

func (v *View) adding() fyne.CanvasObject {
	close := widgets.NewButton(widgets.Plain, "close", "", v.Back)
	close.Hidden = v.m.State() == Empty
	head := widgets.Row(8, widgets.Text(v.w.Say("shops.add"), bold), widgets.Space(), close)
	form := widgets.Card(widgets.Pad(16, 20, 20, 20, widgets.Col(12, head, v.form.Object(), widgets.Words(v.w.Say("import.picker"), quiet))))
	v.page.opened = form
	return form
}
