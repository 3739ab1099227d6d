package bench

import (
	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
)

// strip is the tracking number, and what stands between the parcel and the door.
func (v *View) strip() fyne.CanvasObject {
	state := v.m.State()
	tagging := state == Tagging || state == Printing
	v.lines.track.SetHint(v.trackHint())
	v.lines.track.Enable(tagging)
	line := []fyne.CanvasObject{widgets.Text(v.w.Say("bench.tracking"), second), widgets.Grow(v.lines.track)}
	if state == Tagging {
		line = append(line, v.button("bench.bare", "F2", v.m.ShipBare))
	}
	if state == Packing || state == Tagging {
		line = append(line, v.button("bench.later", "F8", v.m.Later))
	}
	parts := []fyne.CanvasObject{widgets.Row(16, line...)}
	switch {
	case v.m.Panel() == Numberless:
		parts = []fyne.CanvasObject{v.numberless(), widgets.Row(16, line[:2]...)}
	case tagging:
		parts = []fyne.CanvasObject{v.labelled(), parts[0]}
	}
	return widgets.Pad(16, 24, 12, 24, widgets.Col(8, append(parts, widgets.Words(v.w.Say("bench.promise"), quiet))...))
}

func (v *View) button(key, cap string, press func()) *widgets.Button {
	b := widgets.NewButton(widgets.Outlined, "", v.w.Say(key), press).Tall(48).WithKey(cap)
	b.Careful = true
	return b
}

func (v *View) trackHint() string {
	if s := v.m.State(); s == Tagging || s == Printing {
		return v.w.Say("bench.track.now")
	}
	return v.w.Say("bench.track.later")
}

// labelled says how the label is, or what is wrong with the number.
func (v *View) labelled() fyne.CanvasObject {
	at, err, left := v.m.Label()
	n := v.m.Notice()
	say := func(tone widgets.Tone, words string) fyne.CanvasObject {
		ink, _ := tone.Colors()
		icon := tone.Icon()
		if icon == "" {
			icon = "print"
		}
		return widgets.Top(12, widgets.Pad(2, 0, 0, 0, widgets.NewIcon(icon, ink, 24)), widgets.Grow(widgets.Words(words, widgets.Type{Size: theme.Strong, Color: ink})))
	}
	switch {
	case n.Kind == Refused:
		return say(widgets.Bad, v.w.Fault(n.Err))
	case n.Kind == NoNumber:
		return say(widgets.Waits, v.w.Say("bench.track.none"))
	case n.Kind == WaitLabel:
		return say(widgets.Waits, v.w.Say("bench.track.wait"))
	case v.m.State() == Printing:
		return say(widgets.Quiet, v.w.Say(at))
	case err != nil:
		return say(widgets.Bad, v.w.Fault(err))
	case v.m.Unprinted():
		return say(widgets.Waits, v.w.Say("bench.label.none"))
	case left:
		return say(widgets.Waits, v.w.Say("print.notpurged"))
	}
	return say(widgets.Good, v.w.Say("bench.label.out"))
}

// numberless asks before a parcel goes without a number.
func (v *View) numberless() fyne.CanvasObject {
	send := v.button("bench.bare.yes", "F2", v.m.ShipBare)
	send.Look = widgets.Alarm
	return widgets.Row(16, widgets.Grow(widgets.Words(v.w.Say("bench.bare.ask"), widgets.Type{Size: theme.Strong})), send,
		v.button("no.keep", "Esc", v.m.Dismiss))
}
