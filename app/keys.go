package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"nifuda/app/widgets"
)

// keys binds the keys of the whole window. They reach it from any widget that
// has no use for them itself.
func (s *Shell) keys() {
	c := s.window.Canvas()
	ctrl := func(k fyne.KeyName, f func()) {
		c.AddShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}, func(fyne.Shortcut) { f() })
	}
	ctrl(fyne.KeyL, s.Lock)
	ctrl(fyne.KeyF, s.inFrame(func(f *frame) { f.goToOrders(); f.rooms.orders.Find() }))
	ctrl(fyne.KeyP, s.inFrame((*frame).onPrint))
	for i, it := range railItems() {
		ctrl(fyne.KeyName(rune('1'+i)), s.inFrame(func(f *frame) { f.goTo(it.at) }))
	}
	c.AddShortcut(&fyne.ShortcutSelectAll{}, func(fyne.Shortcut) { s.inFrame((*frame).onAll)() })
	c.AddShortcut(widgets.Stirred{}, func(fyne.Shortcut) { s.stirred() })
	c.AddShortcut(widgets.Copied{}, func(words fyne.Shortcut) { s.copied(words) })
	ctrl(fyne.KeyH, s.handOver)
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { s.typed(ev.Name) })
}

// typed is a key that no widget had a use for.
func (s *Shell) typed(k fyne.KeyName) {
	switch {
	case s.shown != nil: // a question fills the window
	case s.bay != nil:
		s.stirred()
		s.bay.key(k)
	default:
		s.inFrame(func(f *frame) { f.key(k) })()
	}
}

// stirred counts as somebody being there, also where the system does not tell.
func (s *Shell) stirred() {
	s.happened()
	if s.life.watch != nil {
		s.life.watch.Touch()
	}
}

// inFrame is f while a ledger is open, and nothing otherwise.
func (s *Shell) inFrame(f func(*frame)) func() {
	return func() {
		if s.frame != nil && s.shown == nil {
			s.frame.touch()
			f(s.frame)
		}
	}
}

func (f *frame) goToOrders() {
	if f.at != roomOrders || f.book.reading() {
		f.goTo(roomOrders)
	}
}

func (f *frame) onAll() {
	if f.at == roomOrders && !f.book.reading() {
		f.rooms.orders.CheckAll()
	}
}

func (f *frame) onPrint() {
	switch {
	case f.book.reading():
	case f.at == roomOrders:
		f.rooms.orders.Print()
	case f.at == roomPrint:
		f.rooms.print.Print()
	case f.at == roomDocuments:
		f.rooms.papers.Print()
	}
}

func (f *frame) key(k fyne.KeyName) {
	switch {
	case k == fyne.KeyEscape && f.closeLists():
	case k == fyne.KeyF1, k == fyne.KeyEscape && f.book.reading():
		f.read()
	case k == fyne.KeyF5:
		f.foot.sync()
	case f.book.reading():
	case k == fyne.KeyEscape:
		f.room(f.at).Back()
	case k == fyne.KeyF4 && f.at == roomOrders:
		f.rooms.orders.Reveal()
	case f.at == roomPrint:
		f.rooms.print.Key(k)
	case f.at == roomDocuments:
		f.rooms.papers.Key(k)
	case f.at == roomSafety:
		f.rooms.safety.Key(k)
	}
}
