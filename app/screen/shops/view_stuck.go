package shops

import (
	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// stuck are the parcels whose storefronts do not take word that they left, and
// how telling of all of them goes; nil when there is nothing to say.
func (v *View) stuck() fyne.CanvasObject {
	groups, told := v.m.Stuck(), v.told()
	if len(groups) == 0 && told == nil {
		return nil
	}
	var rows []fyne.CanvasObject
	if len(groups) > 0 {
		rows = append(rows, widgets.Text(v.w.Say("shops.stuck"), bold), widgets.Words(v.w.Say("shops.stuck.why"), quiet))
	}
	if told != nil {
		rows = append(rows, told)
	}
	for _, g := range groups {
		rows = append(rows, v.group(g)...)
	}
	return widgets.Card(widgets.Pad(16, 20, 16, 20, widgets.Col(10, rows...)))
}

// told is how far telling of all has come, or how it ended.
func (v *View) told() fyne.CanvasObject {
	if tried, of, runs := v.m.Telling(); runs {
		return widgets.Row(12, widgets.Text(v.w.Say("shops.stuck.telling", "n", tried, "of", of), quiet), widgets.Grow(widgets.Bar(float32(tried)/float32(of))),
			widgets.NewButton(widgets.Outlined, "close", v.w.Say("cancel"), v.m.StopTelling))
	}
	told, of, err, over := v.m.Told()
	switch {
	case !over:
		return nil
	case told == of:
		return widgets.Note(widgets.Good, v.w.Say("shops.stuck.told", "n", told))
	}
	part := widgets.Note(widgets.Waits, v.w.Say("shops.stuck.part", "n", told, "of", of))
	if err != nil {
		return widgets.Col(8, part, widgets.Note(widgets.Bad, v.w.Fault(err)))
	}
	return part
}

// group is what is stuck for one reason, which is said once.
func (v *View) group(g Group) []fyne.CanvasObject {
	_, _, busy := v.m.Telling()
	why := widgets.Words(v.w.Trouble(g.Reason), widgets.Type{Size: theme.Small, Color: theme.Shu})
	if len(g.All) == 1 {
		return []fyne.CanvasObject{widgets.Rule(), v.parcel(g.All[0], busy, why)}
	}
	head := widgets.Col(2, widgets.Text(v.w.Say("shops.stuck.group", "shop", g.Name, "n", len(g.All)), bold), why)
	all := widgets.NewButton(widgets.Fix, "sync", v.w.Say("shops.stuck.all", "n", len(g.All)), func() { v.m.TellAll(g) })
	all.Enable(!busy)
	rows := []fyne.CanvasObject{widgets.Rule(), widgets.Row(12, widgets.Grow(head), all)}
	for _, s := range g.Shown {
		rows = append(rows, v.parcel(s, busy, nil))
	}
	if n := g.Hidden(); n > 0 {
		rows = append(rows, widgets.Row(0, widgets.NewButton(widgets.Plain, "", v.w.Say("shops.stuck.more", "n", n), func() { v.m.ShowAll(g) })))
	}
	return rows
}

// parcel is one of them; why is said below it unless it is nil.
func (v *View) parcel(s data.Stuck, busy bool, why fyne.CanvasObject) fyne.CanvasObject {
	words := v.w.Say("shops.stuck.order", "number", s.Number, "shop", s.Shop, "tracking", s.Tracking)
	what := []fyne.CanvasObject{widgets.Cut(words, widgets.Type{})}
	if why != nil {
		what = append(what, why)
	}
	again := widgets.NewButton(widgets.Outlined, "sync", v.w.Say("shops.stuck.again"), func() { v.m.TellAgain(s.Parcel, v.doors.Sync) })
	done := widgets.NewButton(widgets.Outlined, "check", v.w.Say("shops.stuck.done"), func() { v.m.ToldByHand(s.Parcel) })
	again.Enable(!busy)
	done.Enable(!busy)
	return widgets.Row(8, widgets.Grow(widgets.Col(0, what...)), again, done)
}
