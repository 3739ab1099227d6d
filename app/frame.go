package app

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"nifuda/app/screen/documents"
	"nifuda/app/screen/intake"
	"nifuda/app/screen/orders"
	"nifuda/app/screen/print"
	"nifuda/app/screen/safety"
	"nifuda/app/screen/settings"
	"nifuda/app/screen/shops"
	"nifuda/app/screen/staff"
	"nifuda/app/screen/stock"
	"nifuda/app/screen/today"
	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// room is one screen inside the frame.
type room interface {
	Object() fyne.CanvasObject
	Enter()
	Refresh()
	Back()
}

// place names a room on the rail.
type place int

// The rooms, in the order they stand on the rail. Print is reached from
// orders, stock from the settings, intake from the shops.
const (
	roomToday place = iota
	roomOrders
	roomDocuments
	roomShops
	roomStaff
	roomSafety
	roomSettings
	roomPrint
	roomStock
	roomIntake
)

// frame is the window while a ledger is open: rail, room and foot.
type frame struct {
	s      *Shell
	rooms  rooms
	at     place
	ring   *widgets.Countdown
	middle *fyne.Container
	rail   *fyne.Container
	foot   *foot
	object fyne.CanvasObject
	book   *book
}

type rooms struct {
	today    *today.View
	orders   *orders.View
	papers   *documents.View
	shops    *shops.View
	staff    *staff.View
	safety   *safety.View
	settings *settings.View
	print    *print.View
	stock    *stock.View
	intake   *intake.View
}

func newFrame(s *Shell) *frame {
	f := &frame{s: s, ring: widgets.NewCountdown(), middle: widgets.Slot(), rail: widgets.Slot()}
	run, w, office := s.life.run, s.words, s.life.session.Office()
	f.foot = newFoot(s, office, f.synced)
	f.book = &book{w: w, keys: ownersKeys(), middle: f.middle, work: func() fyne.CanvasObject { return f.room(f.at).Object() }, away: func(bool) {}}
	desk := connecting{office, s.life.session}
	press := watched{s.life.session.Press(), func(n spool) { run.Show(func() { s.left(n) }) }}
	f.rooms = rooms{
		today: today.NewView(office, run, w, s.c.Now, s.life.set.ShopName, today.Doors{
			Shelf: f.shelf, Order: f.order, Evening: f.evening}),
		orders: orders.NewView(office, run, w, s.c.Now, orders.Doors{Print: f.print, Papers: f.papers}),
		papers: documents.NewView(office, s.life.session.Papers(press), s.prefs, run, w, s.c.Now, func() { f.goTo(roomOrders) }),
		shops:  shops.NewView(desk, run, w, s.c.Now, shops.Doors{Sync: f.foot.sync, File: func() { f.goTo(roomIntake) }, Left: f.foot.refresh}),
		staff:  staff.NewView(office, s.life.session.Consents(press), run, w, s.staffHouse()),
		safety: safety.NewView(office, s.life.session.Health(s.c.App.Metadata().Version, s.c.Now), run, w, s.c.Now),
		settings: settings.NewView(office, run, w, settings.Screen{
			Size: s.prefs.TextSize(), Look: s.prefs.Look(), Speak: s.speak, Scale: s.scale, Dress: s.dress, Saved: s.saved, Now: s.c.Now, Safe: s.c.Safe, Loads: s.c.Loads, Paper: func() { f.goTo(roomStock) }, Read: f.read}, s.c.Notice),
		print:  print.NewView(office, press, s.prefs, run, w, func() { f.goTo(roomOrders) }),
		stock:  stock.NewView(office, s.life.session.Trials(press, s.prefs.Printer), run, w, func() { f.goTo(roomSettings) }),
		intake: intake.NewView(office, run, w, intake.Screen{Loads: s.c.Loads, Leave: func() { f.goTo(roomShops) }, Taken: f.foot.refresh}),
	}
	f.object = widgets.Ground(theme.Paper, container.New(&frameLayout{narrow: f.setCompact}, f.rail, f.middle, f.foot.object))
	return f
}

func (f *frame) room(p place) room {
	switch p {
	case roomOrders:
		return f.rooms.orders
	case roomDocuments:
		return f.rooms.papers
	case roomShops:
		return f.rooms.shops
	case roomStaff:
		return f.rooms.staff
	case roomSafety:
		return f.rooms.safety
	case roomSettings:
		return f.rooms.settings
	case roomPrint:
		return f.rooms.print
	case roomStock:
		return f.rooms.stock
	case roomIntake:
		return f.rooms.intake
	}
	return f.rooms.today
}

// goTo shows a room. A list that was open belongs to the one before.
func (f *frame) goTo(p place) {
	f.touch()
	f.closeLists()
	f.s.measure()
	f.book.shut()
	f.at = p
	f.drawRail()
	widgets.Put(f.middle, f.room(p).Object())
	f.foot.refresh()
	f.foot.lookAtPrinter()
	f.room(p).Enter()
}

// closeLists takes away whatever lies over the window, and reports whether
// anything did.
func (f *frame) closeLists() bool {
	over := f.s.window.Canvas().Overlays()
	any := f.s.over != nil
	f.s.stay()
	for top := over.Top(); top != nil; top = over.Top() {
		over.Remove(top)
		any = true
	}
	return any
}

// read opens the handbook over the room, or goes back to it.
func (f *frame) read() {
	f.closeLists()
	f.book.turn()
}

func (f *frame) touch() { f.s.stirred() }

func (f *frame) shelf(t data.Tab) { f.rooms.orders.Shelf(t); f.goTo(roomOrders) }

func (f *frame) order(id data.OrderID) {
	f.rooms.orders.ShowOrder(id)
	f.goTo(roomOrders)
}

func (f *frame) print(ids []data.OrderID) {
	f.goTo(roomPrint)
	f.rooms.print.Open(ids)
}

// papers asks for documents of orders.
func (f *frame) papers(ids []data.OrderID) {
	f.rooms.papers.Ask(ids)
	f.goTo(roomDocuments)
}

// evening syncs, then opens the paper with what is ready to ship.
func (f *frame) evening() { f.foot.syncThen(f.s.life.session.Office(), f.print) }

// synced shows what a sync brought.
func (f *frame) synced() { f.room(f.at).Refresh() }

// warn draws the ring for the last seconds before the lock.
func (f *frame) warn(left time.Duration) {
	f.ring.Set(float32(left) / float32(30*time.Second))
	f.foot.warn(left)
}

func (f *frame) fault(err error) { f.foot.fault(err) }
func (f *frame) drawFoot()       { f.foot.draw() }
func (f *frame) lookAtPrinter()  { f.foot.lookAtPrinter() }
func (f *frame) busy() bool      { return f.foot.running }

// wipe overwrites what was typed in secret, and masks what is shown.
func (f *frame) wipe() {
	f.rooms.orders.Wipe()
	f.rooms.shops.Wipe()
	f.rooms.staff.Wipe()
	f.rooms.print.Wipe()
	f.rooms.settings.Wipe()
	f.rooms.intake.Wipe()
}

// staffHouse is what the people's room knows beside its desk.
func (s *Shell) staffHouse() staff.House {
	phrases := s.c.House.Passphrases()
	return staff.House{Shop: s.life.set.ShopName, Now: s.c.Now, Generate: phrases.Generate,
		Judge: func(passphrase []byte, names ...string) error {
			_, err := phrases.Judge(passphrase, names...)
			return err
		}}
}

// frameLayout gives rail and foot their sizes and the rest to the room.
type frameLayout struct {
	narrow  func(bool) // told when there is little room, and when there is more
	compact bool
}

func (l *frameLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Px(720), theme.Px(480))
}

func (l *frameLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	if c := s.Width < theme.Px(theme.Compact); c != l.compact {
		l.compact = c
		l.narrow(c)
	}
	rail, foot := theme.Px(136), theme.Px(32)
	if l.compact {
		rail = theme.Px(72)
	}
	o[0].Resize(fyne.NewSize(rail, s.Height-foot))
	o[1].Resize(fyne.NewSize(s.Width-rail, s.Height-foot))
	o[1].Move(fyne.NewPos(rail, 0))
	o[2].Resize(fyne.NewSize(s.Width, foot))
	o[2].Move(fyne.NewPos(0, s.Height-foot))
}
