package safety

import (
	"strconv"

	"fyne.io/fyne/v2"

	"nifuda/app/theme"
	"nifuda/app/widgets"
)

// How many sentences the page has of what can be kept, safety.can.1 and on, and
// of what cannot, safety.cannot.1 and on.
const (
	cans    = 10
	cannots = 12
)

// promises is the page of what Nifuda can keep and what it cannot.
func (v *View) promises() fyne.CanvasObject {
	columns := widgets.Top(20, widgets.Grow(v.column("safety.can", cans, widgets.Good, "check")), widgets.Grow(v.column("safety.cannot", cannots, widgets.Waits, "warn")))
	return widgets.Scroll(widgets.Pad(16, 32, 24, 32, widgets.Col(16, widgets.Words(v.w.Say("safety.promises.why"), widgets.Type{Color: theme.Ink2}), columns)))
}

func (v *View) column(key string, n int, tone widgets.Tone, icon string) fyne.CanvasObject {
	parts := []fyne.CanvasObject{widgets.Text(v.w.Say(key), bold)}
	for i := 1; i <= n; i++ {
		item := key + "." + strconv.Itoa(i)
		words := widgets.Col(0, widgets.Words(v.w.Say(item), bold), widgets.Words(v.w.Say(item+".how"), quiet))
		parts = append(parts, widgets.Top(12, widgets.Dot(tone, icon), widgets.Grow(words)))
	}
	return widgets.Card(widgets.Pad(16, 20, 20, 20, widgets.Col(14, parts...)))
}
