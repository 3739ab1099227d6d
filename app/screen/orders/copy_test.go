package orders

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nifuda/app/text"
	"nifuda/app/widgets"
	"nifuda/app/widgets/stage"
)

// copiers are the buttons of the open order that copy something, in the order
// in which they stand there.
func copiers(w fyne.Window) (all []*widgets.Copier) {
	for _, o := range test.LaidOutObjects(w.Canvas().Content()) {
		if c, ok := o.(*widgets.Copier); ok {
			all = append(all, c)
		}
	}
	return all
}

func TestTheOwnerCopiesAShipToANumberAndWhatSheHasUnmasked(t *testing.T) {
	order := giftOrder()
	order.Parcels[1].Tracking, order.Parcels[1].To.Company = "405548424887", "茶屋町工房"
	v, w := show(t, &fakeDesk{rows: evening(), order: order}, stage.Room, stage.Light, text.Japanese)
	v.m.Show(43)
	var copied []string
	w.Canvas().AddShortcut(widgets.Copied{}, func(s fyne.Shortcut) { copied = append(copied, s.(widgets.Copied).Words) })
	stage.Keyed(t, w)
	for i, c := range copiers(w) {
		if i%2 == 0 {
			c.Tapped(&fyne.PointEvent{})
		} else { // by keyboard
			w.Canvas().Focus(c)
			c.TypedShortcut(&fyne.ShortcutCopy{Clipboard: fyne.CurrentApp().Clipboard()})
		}
	}
	want := []string{"1043", "〒390-0000\n長野県松本市山辺町3-14-2\nコーポ山辺 205\n髙橋 里奈 様",
		"〒604-0000\n京都府京都市中京区茶屋町88\n茶屋町工房\n髙橋 文子 様", "405548424887"}
	if !slices.Equal(copied, want) {
		t.Errorf("got %q, want %q", copied, want)
	}
	if got := fyne.CurrentApp().Clipboard().Content(); got != "" {
		t.Errorf("%q went past the window", got)
	}
	v.m.Reveal()
	var bare []string
	for _, c := range copiers(w) {
		bare = append(bare, c.Words)
	}
	for _, number := range []string{"090-0000-0143", "rina@example.test"} {
		if !slices.Contains(bare, number) {
			t.Errorf("unmasked, and %s cannot be copied: %q", number, bare)
		}
	}
}

func TestWhatIsMarkedInAFieldIsCopiedThroughTheWindow(t *testing.T) {
	v, w := show(t, &fakeDesk{rows: evening(), order: giftOrder()}, stage.Room, stage.Light, text.Japanese)
	v.m.Show(43)
	var copied []string
	w.Canvas().AddShortcut(widgets.Copied{}, func(s fyne.Shortcut) { copied = append(copied, s.(widgets.Copied).Words) })
	stage.Keyed(t, w)
	clip := fyne.CurrentApp().Clipboard()
	w.Canvas().Focus(v.search)
	test.Type(v.search, "髙橋")
	for _, s := range []fyne.Shortcut{&fyne.ShortcutCopy{Clipboard: clip}, &fyne.ShortcutSelectAll{}, &fyne.ShortcutCopy{Clipboard: clip},
		&fyne.ShortcutCut{Clipboard: clip}} {
		v.search.TypedShortcut(s)
	}
	if !slices.Equal(copied, []string{"髙橋", "髙橋"}) || v.search.Text != "" || clip.Content() != "" {
		t.Errorf("copied %q, left %q, past the window %q", copied, v.search.Text, clip.Content())
	}
	clip.SetContent("佐々木")
	if v.search.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip}); v.search.Text != "佐々木" {
		t.Errorf("pasted %q", v.search.Text)
	}
}
