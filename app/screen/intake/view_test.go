package intake

import (
	"testing"

	"fyne.io/fyne/v2"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

func shown(t *testing.T, desk *fakeDesk, size fyne.Size, variant fyne.ThemeVariant, lang string) (*View, fyne.Window) {
	t.Helper()
	stage.Dress(t, variant)
	v := NewView(desk, task.Inline(t.Context()), stage.Words(t, lang), Screen{Loads: []string{"/d"}, Leave: func() {}, Taken: func() {}})
	w := stage.Open(t, size, v.Object())
	v.Enter()
	return v, w
}

// mapped is the room with a file that can be tried.
func mapped(t *testing.T, size fyne.Size, variant fyne.ThemeVariant, lang string) (*View, fyne.Window) {
	t.Helper()
	v, w := shown(t, &fakeDesk{file: sheet(), trial: trial()}, size, variant, lang)
	v.Named("/home/chihiro/Downloads/受注_20261120.csv")
	v.m.Read()
	v.name.SetText("ショップサーブ店")
	return v, w
}

func TestTheRoomLooksAsItShould(t *testing.T) {
	tall := fyne.NewSize(stage.Room.Width, theme.Px(1500))
	v, w := shown(t, &fakeDesk{found: []string{"/home/chihiro/Downloads/orders.csv"}, refuse: &data.Fault{Kind: data.Invalid, Key: "fault.import.foreign"}}, stage.Room, stage.Light, text.Japanese)
	v.m.Read()
	stage.Picture(t, w, "intake-refused")
	stage.Golden(t, w, "intake-refused")
	v, w = mapped(t, tall, stage.Light, text.Japanese)
	stage.Picture(t, w, "intake-table")
	stage.Golden(t, w, "intake-table")
	v.m.Set(data.ImportQuantity, 0, "こすう")
	v.m.Try()
	stage.Picture(t, w, "intake-tried")
	stage.Golden(t, w, "intake-tried")
	v.m.state = Taken
	v.changed()
	stage.Picture(t, w, "intake-taken")
	stage.Golden(t, w, "intake-taken")
}

func TestEveryFieldAndEveryKnownCartHasItsName(t *testing.T) {
	for _, lang := range text.Languages() {
		w := stage.Words(t, lang)
		for _, f := range data.ImportFields() {
			if !w.Has("import.field." + string(f)) {
				t.Errorf("%s: no name for %s", lang, f)
			}
		}
		for _, l := range []string{"eccube4", "eccube3", "rakuten", "futureshop", "shopify", "colorme", "base", "aupay"} {
			if !w.Has("import.layout." + l) {
				t.Errorf("%s: no sentence for %s", lang, l)
			}
		}
	}
}

func TestTheRoomLooksAsItShouldInAnotherLanguageAndLight(t *testing.T) {
	_, w := mapped(t, stage.RoomSmall, stage.Dark, text.English)
	stage.Picture(t, w, "intake-small-dark-en")
	v, w := mapped(t, fyne.NewSize(stage.RoomSmall.Width, theme.Px(1500)), stage.Dark, text.English)
	v.m.Set(data.ImportQuantity, 0, "こすう")
	v.m.Try()
	stage.Picture(t, w, "intake-tried-dark-en")
	v.m.state, v.m.done = Taking, 80
	v.changed()
	stage.Picture(t, w, "intake-taking-dark-en")
	v.m.state = Taken
	v.changed()
	stage.Picture(t, w, "intake-taken-dark-en")
}
