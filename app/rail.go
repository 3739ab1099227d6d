package app

import (
	"fyne.io/fyne/v2"

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
		{roomShops, "shop", "rail.shops"},
		{roomSettings, "settings", "rail.settings"},
	}
}

func (f *frame) setCompact(on bool) {
	f.foot.compact = on
	f.foot.draw()
	f.railCompact(on)
}

func (f *frame) drawRail() { f.railCompact(f.foot.compact) }

// railCompact draws the rail: words beside the icons, or under them.
func (f *frame) railCompact(compact bool) {
	w := f.s.words
	parts := []fyne.CanvasObject{f.brand(compact)}
	for _, it := range railItems() {
		on := it.at == f.at || it.at == roomOrders && f.at == roomPrint
		parts = append(parts, f.railEntry(it.icon, w.Say(it.key), on, compact, func() { f.goTo(it.at) }))
	}
	parts = append(parts, widgets.Space())
	if !compact {
		who := widgets.Pad(12, 12, 4, 12, widgets.Col(0,
			widgets.Cut(f.s.life.set.OwnerName, widgets.Type{Bold: true}),
			widgets.Cut(w.Say("role.owner"), widgets.Type{Size: theme.Small, Color: theme.Ink2})))
		parts = append(parts, widgets.Rule(), who)
	}
	lock := f.railEntry("lock", w.Say("rail.lock"), false, compact, f.s.Lock)
	ring := widgets.Over(lock, widgets.Pad(0, 0, 0, 2, widgets.Row(0, f.ring, widgets.Space())))
	if compact {
		ring = widgets.Over(lock, widgets.Row(0, widgets.Space(), f.ring, widgets.Space()))
	}
	side := float32(8)
	if compact {
		side = 4
	}
	body := widgets.Pad(0, side, 8, side, widgets.Col(4, append(parts, ring)...))
	widgets.Put(f.rail, widgets.Ground(theme.Rail, widgets.Band(0, widgets.Grow(body), widgets.Upright())))
}

func (f *frame) brand(compact bool) fyne.CanvasObject {
	icon := widgets.NewIcon("brand", theme.Ink, 32)
	if compact {
		return widgets.Fixed(0, 48, widgets.Middle(icon))
	}
	return widgets.Fixed(0, 56, widgets.Pad(0, 0, 0, 4, widgets.Row(8, icon,
		widgets.Text(f.s.words.Say("app.name"), widgets.Type{Size: theme.Strong, Bold: true}), widgets.Space())))
}

func (f *frame) railEntry(icon, words string, on, compact bool, tap func()) fyne.CanvasObject {
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
