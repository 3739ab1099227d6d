package orders

import (
	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
	"nifuda/data"
)

// bottom is what stands below the list: what can be done with the checked
// orders, or else what was done last.
func (v *View) bottom() fyne.CanvasObject {
	var inner fyne.CanvasObject
	switch orders, _ := v.m.Chosen(); {
	case orders > 0:
		inner = v.bar()
	case v.m.News().Key != "" || v.m.News().Err != nil:
		inner = v.told()
	default:
		return nil
	}
	return widgets.Over(widgets.Ground(theme.Card, widgets.Col(0, widgets.EdgeRule())), widgets.Pad(12, 16, 12, 8, inner))
}

// bar is the checked orders' buttons. Where they do not fit they take two
// lines.
func (v *View) bar() fyne.CanvasObject {
	orders, labels := v.m.Chosen()
	hold := v.w.Say("orders.hold")
	if v.m.Query().Tab == data.TabHeld {
		hold = v.w.Say("orders.unhold")
	}
	buttons := []fyne.CanvasObject{widgets.NewButton(widgets.Outlined, "pause", hold, v.onHold)}
	could, lie := v.m.Benched()
	if could > 0 {
		buttons = append(buttons, widgets.NewButton(widgets.Outlined, "box", v.w.Say("orders.release", "n", could), v.onRelease))
	}
	if lie > 0 {
		buttons = append(buttons, widgets.NewButton(widgets.Outlined, "back", v.w.Say("orders.takeback", "n", lie), v.onTakeBack))
	}
	buttons = append(buttons, widgets.NewButton(widgets.Outlined, "document", v.w.Say("orders.papers"), v.Papers))
	buttons = append(buttons, widgets.NewButton(widgets.Filled, "print", v.w.Say("orders.labels", "n", labels), v.Print))
	return widgets.Row(8, widgets.NewButton(widgets.Plain, "close", "", v.onUncheck),
		widgets.Text(v.w.Say("orders.chosen", "n", orders), widgets.Type{Bold: true}),
		widgets.Grow(widgets.FlowEnd(8, buttons...)))
}

// told is what was done last, with a way to undo it.
func (v *View) told() fyne.CanvasObject {
	n := v.m.News()
	tone, icon, words := widgets.Good, "check", v.w.Say(n.Key, n.Holes...)
	switch {
	case n.Err != nil:
		tone, icon, words = widgets.Bad, "warn", v.w.Fault(n.Err)
	case n.Undo == nil:
		tone, icon = widgets.Waits, "warn"
	}
	ink, _ := tone.Colors()
	parts := []fyne.CanvasObject{widgets.Fixed(36, 0, widgets.Middle(widgets.NewIcon(icon, ink, 20))), widgets.Grow(widgets.Words(words, widgets.Type{}))}
	if n.Undo != nil {
		parts = append(parts, widgets.NewButton(widgets.Outlined, "", v.w.Say("print.undo"), n.Undo))
	}
	return widgets.Row(8, append(parts, widgets.NewButton(widgets.Plain, "close", "", v.m.Hush))...)
}

func (v *View) onRelease()  { v.eager = true; v.m.Release() }
func (v *View) onTakeBack() { v.eager = true; v.m.TakeBack() }

// reveal is the button that unmasks phone numbers and e-mails, or how long they
// stay so.
func (v *View) reveal() fyne.CanvasObject {
	left, err := v.m.Bare()
	key, look := "orders.reveal", widgets.Outlined
	if left > 0 {
		key = "orders.mask"
	}
	row := widgets.Row(12, widgets.NewButton(look, "person", v.w.Say(key), v.m.Reveal).WithKey("F4"), v.left, widgets.Space())
	if err != nil {
		return widgets.Col(8, row, widgets.Note(widgets.Bad, v.w.Fault(err)))
	}
	return row
}

// seconds brings the countdown up to date, and nothing else.
func (v *View) seconds() {
	words := ""
	if left, _ := v.m.Bare(); left > 0 {
		words = v.w.Say("orders.seconds", "n", left)
	}
	v.left.SetText(words)
}
