package app

import (
	"fyne.io/fyne/v2"

	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets"
)

// railItem is one entry of the rail.
type railItem struct {
	at        place
	icon, key string
}

func railItems() []railItem {
	return []railItem{
		{roomToday, "today", "rail.today"},
		{roomOrders, "orders", "rail.orders"},
		{roomDocuments, "document", "rail.documents"},
		{roomShops, "shop", "rail.shops"},
		{roomStaff, "person", "rail.staff"},
		{roomSafety, "shield", "rail.safety"},
		{roomSettings, "settings", "rail.settings"},
	}
}

func (f *frame) setCompact(on bool) {
	f.foot.compact = on
	f.foot.draw()
	f.railCompact(on)
}

func (f *frame) drawRail() { f.railCompact(f.foot.compact) }

// railCompact draws the owner's rail.
func (f *frame) railCompact(compact bool) {
	w, s := f.s.words, f.s
	parts := []fyne.CanvasObject{brand(w, compact)}
	for _, it := range railItems() {
		on := it.at == f.at || it.at == roomOrders && f.at == roomPrint || it.at == roomSettings && f.at == roomStock || it.at == roomShops && f.at == roomIntake
		parts = append(parts, railEntry(it.icon, w.Say(it.key), on, compact, func() { f.goTo(it.at) }))
	}
	parts = append(parts, widgets.Space(), railEntry("pen", w.Say("rail.phrase"), false, compact, s.choosePhrase),
		railEntry("handover", w.Say("rail.handover"), false, compact, s.handOver))
	if !compact {
		parts = append(parts, widgets.Rule(), signedIn(s.life.name, w.Say("role.owner")))
	}
	drawRail(f.rail, compact, parts, f.ring, railEntry("lock", w.Say("rail.lock"), false, compact, s.Lock))
}

// drawRail fills a rail: its entries, and the lock with the ring of the last
// seconds at the bottom.
func drawRail(rail *fyne.Container, compact bool, parts []fyne.CanvasObject, ring *widgets.Countdown, lock fyne.CanvasObject) {
	side, around := float32(8), widgets.Pad(0, 0, 0, 2, widgets.Row(0, ring, widgets.Space()))
	if compact {
		side, around = 4, widgets.Row(0, widgets.Space(), ring, widgets.Space())
	}
	body := widgets.Pad(0, side, 8, side, widgets.Col(4, append(parts, widgets.Over(lock, around))...))
	widgets.Put(rail, widgets.Ground(theme.Rail, widgets.Band(0, widgets.Grow(body), widgets.Upright())))
}

// signedIn says who is there.
func signedIn(name, role string) fyne.CanvasObject {
	return widgets.Pad(12, 12, 4, 12, widgets.Col(0, widgets.Cut(name, widgets.Type{Bold: true}),
		widgets.Cut(role, widgets.Type{Size: theme.Small, Color: theme.Ink2})))
}

func brand(w *text.Words, compact bool) fyne.CanvasObject {
	icon := widgets.NewIcon("brand", theme.Ink, 32)
	if compact {
		return widgets.Fixed(0, 48, widgets.Middle(icon))
	}
	return widgets.Fixed(0, 56, widgets.Pad(0, 0, 0, 4, widgets.Row(8, icon,
		widgets.Text(w.Say("app.name"), widgets.Type{Size: theme.Strong, Bold: true}), widgets.Space())))
}

// railEntry is one entry: words beside the icon, or under it.
func railEntry(icon, words string, on, compact bool, tap func()) fyne.CanvasObject {
	ground, ink, line := theme.None, theme.Ink, theme.Ink2
	if on {
		ground, ink, line = theme.AiWash, theme.Ai, theme.Ai
	}
	if icon == "lock" {
		line = theme.Shu
	}
	var inner fyne.CanvasObject
	high := float32(44)
	if compact {
		high = 52
		inner = widgets.Pad(6, 0, 4, 0, widgets.Col(0, widgets.Row(0, widgets.Space(), widgets.NewIcon(icon, line, 20), widgets.Space()),
			widgets.Cut(words, widgets.Type{Size: theme.Small, Bold: on, Color: ink, Align: fyne.TextAlignCenter})))
	} else {
		inner = widgets.Pad(0, 8, 0, 12, widgets.Row(12, widgets.NewIcon(icon, line, 20), widgets.Grow(widgets.Cut(words, widgets.Type{Bold: on, Color: ink}))))
	}
	return widgets.Pressable(widgets.Fixed(0, high, widgets.Plate(ground, theme.None, 0, 8, inner)), tap)
}
