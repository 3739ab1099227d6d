package documents

import (
	"testing"

	"fyne.io/fyne/v2"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

func shownRoom(t *testing.T, size fyne.Size, variant fyne.ThemeVariant, lang string, do func(*View)) fyne.Window {
	t.Helper()
	stage.Dress(t, variant)
	v := NewView(desk(t), press(t), fakeMemory{}, task.Inline(t.Context()), stage.Words(t, lang), now, func() {})
	w := stage.Open(t, size, v.Object())
	v.Enter()
	do(v)
	return w
}

func TestTheRoomLooksAsItShould(t *testing.T) {
	for _, c := range []struct {
		name    string
		size    fyne.Size
		variant fyne.ThemeVariant
		lang    string
		do      func(*View)
	}{
		{"documents", stage.Room, stage.Light, text.Japanese, func(v *View) { v.m.Show(2) }},
		{"documents-ask", stage.Room, stage.Light, text.Japanese, func(v *View) { v.Ask([]data.OrderID{1, 3, 2}) }},
		{"documents-issued", stage.Room, stage.Light, text.Japanese, func(v *View) {
			v.Ask([]data.OrderID{1, 3, 2})
			v.m.Issue()
			v.m.Print()
		}},
		{"documents-small-dark-en", stage.RoomSmall, stage.Dark, text.English, func(v *View) { v.m.Show(1) }},
		{"documents-ask-small-en", stage.RoomSmall, stage.Light, text.English, func(v *View) {
			v.Ask([]data.OrderID{1, 3})
			v.m.AskKindOf(data.PaperReturn)
		}},
		{"documents-goods", stage.Room, stage.Light, text.Japanese, func(v *View) {
			v.Ask([]data.OrderID{1, 3})
			v.m.AskKindOf(data.PaperReturn)
			v.keep.goods[0].Add(1)
		}},
		{"documents-empty", stage.Room, stage.Light, text.Japanese, func(v *View) { v.m.Search("寿限無") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := shownRoom(t, c.size, c.variant, c.lang, c.do)
			stage.Picture(t, w, c.name)
			stage.Golden(t, w, c.name)
		})
	}
}
