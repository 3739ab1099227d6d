package orders

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

func show(t *testing.T, desk *fakeDesk, size fyne.Size, variant fyne.ThemeVariant, lang string) (*View, fyne.Window) {
	t.Helper()
	stage.Dress(t, variant)
	v := NewView(desk, task.Inline(t.Context()), stage.Words(t, lang), clock, Doors{})
	w := stage.Open(t, size, v.Object())
	v.Enter()
	return v, w
}

func fill(v *View) {
	for _, i := range []int{0, 1, 2, 5} {
		v.m.Check(i)
	}
	v.m.Show(43)
}

func TestTheRoomLooksAsItShould(t *testing.T) {
	desk := &fakeDesk{rows: evening(), order: giftOrder()}
	v, w := show(t, desk, stage.Room, stage.Light, text.Japanese)
	fill(v)
	stage.Picture(t, w, "orders")
	stage.Golden(t, w, "orders")
}

func TestPicturesOfTheRoom(t *testing.T) {
	desk := &fakeDesk{rows: evening(), order: giftOrder()}
	for _, c := range []struct {
		name    string
		size    fyne.Size
		variant fyne.ThemeVariant
		lang    string
	}{
		{"orders-dark", stage.Room, stage.Dark, text.Japanese},
		{"orders-small-en", stage.RoomSmall, stage.Light, text.English},
		{"orders-small", stage.RoomSmall, stage.Light, text.Japanese},
	} {
		v, w := show(t, desk, c.size, c.variant, c.lang)
		fill(v)
		stage.Picture(t, w, c.name)
	}
	boxed := &fakeDesk{rows: evening(), order: giftOrder()}
	boxed.order.Parcels = boxed.order.Parcels[:1]
	boxed.order.Parcels[0].Box = data.BoxNumber("1042", "1047")
	for name, lang := range map[string]string{"orders-box": text.Japanese, "orders-box-small-en": text.English} {
		v, w := show(t, boxed, stage.RoomSmall, stage.Light, lang)
		fill(v)
		stage.Picture(t, w, name)
	}
	_, w := show(t, &fakeDesk{}, stage.Room, stage.Light, text.Japanese)
	stage.Picture(t, w, "orders-empty")
	_, w = show(t, &fakeDesk{err: errGone}, stage.Room, stage.Light, text.Japanese)
	stage.Picture(t, w, "orders-failed")
}

func TestTypingInTheListSearches(t *testing.T) {
	desk := &fakeDesk{rows: evening()}
	v, w := show(t, desk, stage.Normal, stage.Light, text.Japanese)
	w.Canvas().Focus(v.list)
	test.Type(v.list, "茶")
	if got := desk.asked[len(desk.asked)-1].Text; got != "茶" {
		t.Errorf("asked for %q, want 茶", got)
	}
	if w.Canvas().Focused() != v.search {
		t.Error("the search has not got the keyboard")
	}
}

func TestTheKeyboardChecksAndOpens(t *testing.T) {
	v, w := show(t, &fakeDesk{rows: evening(), order: giftOrder()}, stage.Normal, stage.Light, text.Japanese)
	w.Canvas().Focus(v.list)
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeySpace, fyne.KeyEnd, fyne.KeyReturn} {
		v.list.TypedKey(&fyne.KeyEvent{Name: k})
	}
	if !v.m.Checked(42) || v.m.Opened() != 33 {
		t.Errorf("checked 42: %v, opened %d; want true and 33", v.m.Checked(42), v.m.Opened())
	}
}

func TestTheBenchOnTheScreen(t *testing.T) {
	order := giftOrder()
	order.Note, order.Trouble = "割れ物につき二重に", data.TroubleStock
	desk := &fakeDesk{rows: packing(), order: order}
	desk.rows[3].Flags.Trouble = data.TroubleStock
	for _, c := range []struct {
		name    string
		size    fyne.Size
		variant fyne.ThemeVariant
		lang    string
	}{
		{"orders-bench", stage.Room, stage.Light, text.Japanese},
		{"orders-bench-compact", stage.RoomSmall, stage.Light, text.Japanese},
		{"orders-bench-dark-en", stage.Room, stage.Dark, text.English},
	} {
		v, w := show(t, desk, c.size, c.variant, c.lang)
		fill(v)
		v.m.Reveal()
		stage.Picture(t, w, c.name)
		stage.Golden(t, w, c.name)
	}
	v, w := show(t, desk, stage.RoomSmall, stage.Light, text.Japanese)
	fill(v)
	v.m.Release()
	stage.Picture(t, w, "orders-bench-news")
}

func TestTheNoteIsKeptWhenTheKeyboardGoesElsewhere(t *testing.T) {
	desk := &fakeDesk{rows: evening(), order: giftOrder()}
	v, w := show(t, desk, stage.Normal, stage.Light, text.Japanese)
	v.m.Show(43)
	w.Canvas().Focus(v.note)
	test.Type(v.note, "割れ物")
	v.m.tick() // what changes every second leaves the field alone
	if w.Canvas().Focused() != v.note || len(desk.bench.notes) != 0 {
		t.Fatalf("the keyboard left the note, or it was kept early: %v", desk.bench.notes)
	}
	w.Canvas().Focus(v.list)
	if len(desk.bench.notes) != 1 || desk.bench.notes[0] != "割れ物" {
		t.Errorf("kept %v", desk.bench.notes)
	}
	test.Type(v.note, "、二重に")
	v.Back()
	if len(desk.bench.notes) != 2 || v.m.Opened() != 0 {
		t.Errorf("kept %v, %d open", desk.bench.notes, v.m.Opened())
	}
}
