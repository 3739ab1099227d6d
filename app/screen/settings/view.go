package settings

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nifuda/app/again"
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

// Screen is what belongs to this computer: the shell keeps and shows it.
type Screen struct {
	Size  theme.TextSize
	Look  theme.Look
	Speak func(lang string)
	Scale func(theme.TextSize)
	Dress func(theme.Look)
	Saved func(data.Settings)
	Now   func() time.Time
	Safe  string   // the folder that is suggested for backups
	Loads []string // folders where downloads lie
	Paper func()   // to the room of the stock
	Read  func()   // to the handbook
}

// View is the room with its widgets.
type View struct {
	m      *Model
	w      *text.Words
	screen Screen
	sender sender
	lock   *widgets.Stepper
	post   *widgets.Switch
	said   *fyne.Container
	listed *fyne.Container
	cards
	again  *again.View
	page   *fyne.Container
	object fyne.CanvasObject
	notice string
}

// cards are the forms that stand in cards of their own.
type cards struct {
	fresh   newCard
	backups backupCard
	tax     *taxForm
	postal  postalCard
}

// sender is the form of who stands on the labels.
type sender struct{ name, postal, prefecture, street, building, phone *widgets.Field }

func (s sender) all() []*widgets.Field {
	return []*widgets.Field{s.name, s.postal, s.prefecture, s.street, s.building, s.phone}
}

// typed is what stands in the form.
func (s sender) typed() data.Sender {
	trim := func(x *widgets.Field) string { return strings.TrimSpace(x.Text) }
	return data.Sender{Name: trim(s.name), Phone: trim(s.phone), Address: data.Address{
		Postal: trim(s.postal), Prefecture: trim(s.prefecture), Street: trim(s.street), Building: trim(s.building)}}
}

// NewView builds the room. notice is the licences of what is inside.
func NewView(desk Desk, run *task.Runner, w *text.Words, screen Screen, notice string) *View {
	v := &View{w: w, screen: screen, said: widgets.Slot(), listed: widgets.Slot(), again: again.NewView(run, w), page: widgets.Slot(), notice: notice}
	v.m = New(desk, v.again.Ask, run, screen.Saved, v.changed)
	v.m.Backups.Type(screen.Safe)
	field := func(key string) *widgets.Field { return widgets.NewField(w.Say(key)) }
	v.sender = sender{field("sender.name.hint"), field("sender.postal.hint"), field("sender.prefecture.hint"),
		field("sender.street.hint"), field("sender.building.hint"), field("sender.phone.hint")}
	v.post = widgets.NewSwitch(w.Say("settings.post"), w.Say("settings.post.why"), false, v.m.SetPostBars)
	v.lock = widgets.NewStepper(w.Say("settings.minutes"), data.DefaultIdle.Minutes(), 1, data.MaxIdle.Minutes(),
		func(n float64) { v.m.LockAfter(int(n)) })
	for _, f := range v.sender.all() {
		f.OnChanged = func(string) { v.m.Type(v.sender.typed()) }
	}
	v.backups, v.fresh = v.newBackupCard(), v.newPrinterCard()
	v.tax, v.postal = v.newTaxForm(), v.newPostalCard()
	widgets.Put(v.page, v.build())
	v.object = v.again.Over(v.page)
	return v
}

// Object is the room on screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Enter is called when the room is shown.
func (v *View) Enter() {
	v.m.Refresh()
	v.m.Postal.Look(v.screen.Loads)
}

// Draft gives what is in progress; Resume takes it up, before Enter.
func (v *View) Draft() Draft   { return v.m.Draft() }
func (v *View) Resume(d Draft) { v.m.Resume(d) }

// Refresh has nothing new after a sync.
func (v *View) Refresh() {}

// Back closes a question; what was typed stays.
func (v *View) Back() { v.again.Back() }

// Wipe overwrites a passphrase that was typed and not used.
func (v *View) Wipe() { v.again.Wipe() }

// changed shows what came back. Fields are filled once, so that typing stays.
func (v *View) changed() {
	if v.object == nil {
		return
	}
	v.showPrinters()
	v.showNew()
	v.showBackups()
	v.showTax()
	v.showPostal()
	s := v.m.Settings()
	switch v.m.State() {
	case Ready:
		v.fill(v.m.Sender())
		v.lock.Set(minutes(s.IdleLock))
		v.post.Set(s.PostBars)
		widgets.Put(v.said, nil)
	case Saved:
		v.lock.Set(minutes(s.IdleLock))
		v.post.Set(s.PostBars)
		widgets.Put(v.said, widgets.Said(widgets.Good, "check", v.w.Say("settings.saved")))
	case Failed:
		widgets.Put(v.said, widgets.Note(widgets.Bad, v.w.Fault(v.m.Err())))
	}
	v.object.Refresh()
}

func minutes(d time.Duration) float64 {
	if d == 0 {
		d = data.DefaultIdle
	}
	return d.Minutes()
}

func (v *View) fill(s data.Sender) {
	f := v.sender
	for field, words := range map[*widgets.Field]string{
		f.name: s.Name, f.postal: s.Address.Postal, f.prefecture: s.Address.Prefecture,
		f.street: s.Address.Street, f.building: s.Address.Building, f.phone: s.Phone,
	} {
		if field.Text != words {
			field.SetText(words)
		}
	}
}

func (v *View) onSave() { v.m.SaveSender() }

func (v *View) build() fyne.CanvasObject {
	head := widgets.Row(16, widgets.Text(v.w.Say("rail.settings"), widgets.Type{Size: theme.Title, Bold: true}), v.said, widgets.Space())
	left := widgets.Col(16, v.section("settings.screen", v.language(), v.size(), v.look()), v.section("settings.lock", v.lock, widgets.Words(v.w.Say("settings.lock.why"), quiet)),
		v.section("settings.printers", widgets.Words(v.w.Say("settings.printers.why"), quiet), v.listed, v.fresh.slot), v.paperSection(), v.postalSection())
	return widgets.Scroll(widgets.Pad(20, 32, 24, 32, widgets.Col(16, head,
		widgets.Top(24, widgets.Grow(left), widgets.Grow(widgets.Col(16, v.senderForm(), v.taxSection(), v.backupSection()))), v.about())))
}

func (v *View) section(title string, parts ...fyne.CanvasObject) fyne.CanvasObject {
	all := append([]fyne.CanvasObject{widgets.Text(v.w.Say(title), bold)}, parts...)
	return widgets.Card(widgets.Pad(16, 20, 20, 20, widgets.Col(12, all...)))
}

// paperSection leads to the room of the stock.
func (v *View) paperSection() fyne.CanvasObject {
	return v.section("settings.stock", widgets.Words(v.w.Say("settings.stock.why"), quiet), v.post,
		widgets.Row(0, widgets.Space(), widgets.NewButton(widgets.Outlined, "document", v.w.Say("settings.stock.open"), v.screen.Paper)))
}

func (v *View) language() fyne.CanvasObject {
	at := 0
	var names []string
	for i, l := range text.Languages() {
		names = append(names, v.w.Say("language."+l))
		if l == v.w.Lang() {
			at = i
		}
	}
	return widgets.Labelled(v.w.Say("setup.language"), widgets.NewChoice(names, at, func(i int) { v.screen.Speak(text.Languages()[i]) }))
}

func (v *View) size() fyne.CanvasObject {
	names := []string{v.w.Say("size.standard"), v.w.Say("size.large"), v.w.Say("size.larger")}
	return widgets.Labelled(v.w.Say("settings.size"), widgets.NewChoice(names, int(v.screen.Size), func(i int) { v.screen.Scale(theme.TextSize(i)) }))
}

func (v *View) look() fyne.CanvasObject {
	names := []string{v.w.Say("look.light"), v.w.Say("look.dark"), v.w.Say("look.system")}
	return widgets.Labelled(v.w.Say("settings.look"), widgets.NewChoice(names, int(v.screen.Look), func(i int) { v.screen.Dress(theme.Look(i)) }))
}

func (v *View) senderForm() fyne.CanvasObject {
	f := v.sender
	line := func(key string, o fyne.CanvasObject) fyne.CanvasObject { return widgets.Labelled(v.w.Say(key), o) }
	save := widgets.NewButton(widgets.Filled, "check", v.w.Say("save"), v.onSave)
	return v.section("settings.sender",
		line("sender.name", f.name),
		widgets.Row(12, widgets.Grow(line("sender.postal", f.postal)), widgets.Grow(line("sender.prefecture", f.prefecture))),
		line("sender.street", f.street), line("sender.building", f.building), line("sender.phone", f.phone),
		widgets.Row(0, widgets.Space(), save))
}

func (v *View) about() fyne.CanvasObject {
	licences := widgets.Slot()
	read := widgets.NewButton(widgets.Plain, "document", v.w.Say("settings.licences"), nil)
	read.OnTap = func() {
		// Long and in English: the toolkit's own label breaks it well enough.
		words := widget.NewLabel(v.notice)
		words.Wrapping = fyne.TextWrapWord
		widgets.Put(licences, widgets.Fixed(0, 320, container.NewVScroll(words)))
		widgets.Relayout(v.page)
	}
	widgets.Put(licences, widgets.Row(0, read, widgets.Space()))
	book := widgets.NewButton(widgets.Outlined, "help", v.w.Say("settings.handbook"), v.screen.Read).WithKey("F1")
	return v.section("settings.about", widgets.Words(v.w.Say("settings.about.words"), quiet), widgets.Row(0, book, widgets.Space()), licences)
}
