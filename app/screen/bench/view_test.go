package bench

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

// shown is the room in a window.
type shownRoom struct {
	*View
	desk  *fakeDesk
	press *fakePress
	voice *fakeVoice
	w     fyne.Window
	clock time.Time
}

func show(t *testing.T, size fyne.Size, variant fyne.ThemeVariant, lang string) *shownRoom {
	t.Helper()
	stage.Dress(t, variant)
	base := newRoom(t)
	r := &shownRoom{desk: base.desk, press: base.press, voice: base.voice, clock: base.clock}
	r.View = NewView(r.desk, r.press, r.voice, task.Inline(t.Context()), stage.Words(t, lang), func() time.Time { return r.clock })
	r.w = stage.Open(t, size, r.Object())
	r.Enter()
	return r
}

// scan types into whatever has the keyboard, as a scanner does.
func (r *shownRoom) scan(codes ...string) {
	for _, c := range codes {
		r.clock = r.clock.Add(time.Second)
		f := r.w.Canvas().Focused()
		test.Type(f, c)
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
}

var room = fyne.NewSize(1044, 728) // the window without rail and foot

func TestTheRoomLooksAsItShould(t *testing.T) {
	r := show(t, room, stage.Light, text.Japanese)
	stage.Golden(t, r.w, "choosing")
	r.scan("A-07", "4901234567894", "4901234567894", "ORIBE-01")
	stage.Picture(t, r.w, "bench")
	stage.Golden(t, r.w, "bench")
}

func TestPicturesOfTheRoom(t *testing.T) {
	small := fyne.NewSize(888, 608)
	r := show(t, room, stage.Light, text.Japanese)
	stage.Picture(t, r.w, "bench-choosing")
	r.desk.self.May = data.Permits{Override: true, Reprint: true, Labels: 40}
	r.desk.self.LeftToday = 3
	r.scan("A-07", "YUNOMI", "YUNOMI", "3")
	r.Key(fyne.KeyF4)
	stage.Picture(t, r.w, "bench-toomany")
	r.Key(fyne.KeyF7)
	r.scan("箱がつぶれている")
	r.m.MoveTrouble(-1)
	stage.Picture(t, r.w, "bench-problem")
	r.Back()
	r.press.fail = &data.Fault{Kind: data.Unreachable, Key: "fault.print.gone"}
	r.scan("4901234567894", "4901234567894")
	stage.Picture(t, r.w, "bench-noprint")
	r.press.fail = nil
	r.Key(fyne.KeyF6)
	stage.Picture(t, r.w, "bench-tagging")
	r.scan("405548424887")
	stage.Picture(t, r.w, "bench-check")
	r.Key(fyne.KeyF2)
	stage.Picture(t, r.w, "bench-bare")
	r.Key(fyne.KeyF2)
	stage.Picture(t, r.w, "bench-shipped")
	for _, c := range []struct {
		name    string
		variant fyne.ThemeVariant
		lang    string
	}{{"bench-small-dark-en", stage.Dark, text.English}, {"bench-small", stage.Light, text.Japanese}} {
		r = show(t, small, c.variant, c.lang)
		r.desk.parcels[2].Items[1].Name = "湯呑み 灰釉 大ぶり 桐箱入り 名入れ"
		r.desk.parcels[2].Items = append(r.desk.parcels[2].Items, data.PackItem{SKU: "S", Name: "茶器揃", Quantity: 1,
			Set: []data.PackSet{{Name: "急須", Codes: []string{"POT"}, Quantity: 1}, {Name: "湯呑み", Codes: []string{"CUP"}, Quantity: 5}}})
		r.scan("A-07", "SAJI", "POT", "POT")
		stage.Picture(t, r.w, c.name)
		stage.Golden(t, r.w, c.name)
	}
	r.desk.fail["self"] = errHours
	r.Refresh()
	stage.Picture(t, r.w, "bench-closed")
}
