package app

import (
	"fyne.io/fyne/v2"

	"nifuda/app/screen/handbook"
	"nifuda/app/text"
	"nifuda/app/widgets"
)

// book is the handbook over the room in a hall. The room below stays as it is.
type book struct {
	w      *text.Words
	keys   [][2]string
	middle *fyne.Container                 // where the rooms of the hall are
	work   func() (room fyne.CanvasObject) // the one that is read over
	away   func(reading bool)              // told when the room is covered, and when it is back
	view   *handbook.View                  // nil while it is closed
}

func (b *book) reading() bool { return b.view != nil }

// turn opens the handbook, or goes back to the work.
func (b *book) turn() {
	if b.reading() {
		b.shut()
		widgets.Put(b.middle, b.work())
		b.away(false)
		return
	}
	b.view = handbook.NewView(b.w, keysPage(b.w, b.keys), b.turn)
	b.away(true)
	widgets.Put(b.middle, b.view.Object())
	b.view.Enter()
}

// shut forgets it: another room takes its place.
func (b *book) shut() { b.view = nil }

// keysPage are the keys of a hall, as the last page of its handbook.
func keysPage(w *text.Words, keys [][2]string) handbook.Page {
	p := handbook.Page{Title: w.Say("help.title")}
	for _, k := range keys {
		p.Blocks = append(p.Blocks, handbook.Block{Kind: handbook.Key, Name: k[0], Text: w.Say(k[1])})
	}
	return p
}

// ownersKeys are the keys in the frame and what they do.
func ownersKeys() [][2]string {
	return [][2]string{
		{"F1", "help.help"}, {"F4", "help.reveal"}, {"F5", "help.sync"}, {"Ctrl+F", "help.search"}, {"↑ ↓  PgUp PgDn  Home End", "help.move"},
		{"Space", "help.check"}, {"Enter", "help.open"}, {"Ctrl+A", "help.all"}, {"Ctrl+P", "help.print"}, {"Ctrl+L", "help.lock"},
		{"Ctrl+H", "help.handover"}, {"Ctrl+1 … 7", "help.rail"}, {"Esc", "help.esc"},
	}
}

// packersKeys are those of the bay.
func packersKeys() [][2]string {
	return [][2]string{
		{"F1", "help.help"}, {"F2", "bench.bare"}, {"F4", "bench.phone"}, {"F5", "bench.retry"}, {"F6", "bench.print"}, {"F7", "bench.problem"},
		{"F8", "bench.later"}, {"F9", "bench.override"}, {"↑ ↓", "help.move"}, {"Ctrl+L", "help.lock"}, {"Ctrl+H", "help.handover"}, {"Esc", "help.back"},
	}
}
