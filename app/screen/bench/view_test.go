package bench

import (
	"strings"
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

var room = stage.Room // the window without rail and foot

func TestTheRoomLooksAsItShould(t *testing.T) {
	r := show(t, room, stage.Light, text.Japanese)
	stage.Golden(t, r.w, "choosing")
	r.scan("A-07", "4901234567894", "4901234567894", "ORIBE-01")
	stage.Picture(t, r.w, "bench")
	stage.Golden(t, r.w, "bench")
}

func TestPicturesOfTheRoom(t *testing.T) {
	small := stage.RoomSmall
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

func key(f fyne.Focusable, k fyne.KeyName) { f.TypedKey(&fyne.KeyEvent{Name: k}) }

func TestTheKeyboardIsAlwaysWhereTheNextScanBelongs(t *testing.T) {
	r := show(t, room, stage.Light, text.Japanese)
	at := func(when string, want fyne.Focusable) {
		t.Helper()
		if got := r.w.Canvas().Focused(); got != want {
			t.Errorf("%s: got %T, want another line", when, got)
		}
	}
	at("at first", r.lines.scan)
	r.scan("A-07")
	at("with a parcel open", r.lines.scan)
	r.w.Canvas().Unfocus() // a press beside everything
	r.home()
	at("after a press beside everything", r.lines.scan)
	r.Key(fyne.KeyF7)
	at("while a problem is written", r.lines.words)
	r.Back()
	at("after Esc", r.lines.scan)
	r.scan("4901234567894", "4901234567894", "YUNOMI", "SAJI")
	at("when the box is full", r.lines.track)
	r.scan("405548424887")
	at("after a wrong number", r.lines.track)
	if got := r.lines.track.Text(); got != "405548424887" {
		t.Errorf("the wrong number reads %q now", got)
	}
	r.lines.track.SetText("")
	r.scan("405548424886")
	at("after the parcel has left", r.lines.scan)
	if r.lines.track.Text() != "" {
		t.Error("the number of the last parcel stands there still")
	}
}

func TestAnotherRoomKeepsItsKeyboard(t *testing.T) {
	r := show(t, room, stage.Light, text.Japanese)
	r.Leave()
	r.w.Canvas().Unfocus()
	r.home()
	if got := r.w.Canvas().Focused(); got != nil {
		t.Errorf("got %T, want nothing taken", got)
	}
}

func TestTabEndsAScanAndAnEmptyLineTakesNoTab(t *testing.T) {
	r := show(t, room, stage.Light, text.Japanese)
	key(r.lines.scan, fyne.KeyTab)
	if r.m.State() != Choosing {
		t.Fatal("Tab in the empty line opened a parcel")
	}
	test.Type(r.lines.scan, "Ａ－０７")
	key(r.lines.scan, fyne.KeyTab)
	if r.m.Parcel().Number != "A-07" || r.lines.scan.Text() != "" {
		t.Errorf("got %q open and %q in the line", r.m.Parcel().Number, r.lines.scan.Text())
	}
}

func TestHandsCountWithSpaceAndNumbersAndTakeBackWithBackspace(t *testing.T) {
	r := show(t, room, stage.Light, text.Japanese)
	r.scan("A-07")
	test.Type(r.lines.scan, " ")
	r.scan("３")
	if it := r.m.Parcel().Items; it[1].ByHand != 1 || it[2].ByHand != 1 {
		t.Fatalf("got %+v", it)
	}
	key(r.lines.scan, fyne.KeyBackspace)
	if it := r.m.Parcel().Items; it[1].ByHand != 1 || it[2].ByHand != 0 {
		t.Errorf("got %+v, want the last one back", it)
	}
	test.Type(r.lines.scan, "12")
	key(r.lines.scan, fyne.KeyBackspace)
	if r.lines.scan.Text() != "1" || r.m.Parcel().Items[1].ByHand != 1 {
		t.Error("Backspace in a line that is not empty took back a piece")
	}
}

func TestArrowsAndEnterOpenAParcel(t *testing.T) {
	r := show(t, room, stage.Light, text.Japanese)
	key(r.lines.scan, fyne.KeyDown)
	key(r.lines.scan, fyne.KeyDown)
	key(r.lines.scan, fyne.KeyUp)
	key(r.lines.scan, fyne.KeyReturn)
	if got := r.m.Parcel().Number; got != "A-08" {
		t.Errorf("got %q, want A-08", got)
	}
}

func TestNoNameStandsOnTheScreenBeforeAParcelIsOpenOrAfter(t *testing.T) {
	r := show(t, room, stage.Light, text.Japanese)
	has := func() bool { return strings.Contains(test.RenderToMarkup(r.w.Canvas()), "髙橋") }
	if has() {
		t.Error("before: a name is on the screen")
	}
	r.scan("A-07")
	if !has() {
		t.Error("while it is packed: no name is on the screen")
	}
	r.Key(fyne.KeyF8)
	if has() {
		t.Error("put aside: the name is still on the screen")
	}
	r.scan("A-08")
	r.Wipe()
	if has() {
		t.Error("wiped: the name is still on the screen")
	}
}

// TestABoxIsFoundByAnyOfItsOrdersAndNamesThemAll: each has a slip of its own.
func TestABoxIsFoundByAnyOfItsOrdersAndNamesThemAll(t *testing.T) {
	for name, size := range map[string]fyne.Size{"bench-box": room, "bench-box-small": stage.RoomSmall} {
		r := show(t, size, stage.Light, text.Japanese)
		r.desk.parcels[2].Number = data.BoxNumber("241499993", "241499997", "S-100101")
		r.Refresh()
		stage.Picture(t, r.w, name+"-choosing")
		r.scan("S-100101")
		stage.Picture(t, r.w, name)
		if got := r.m.Parcel().ID; got != r.desk.parcels[2].ID {
			t.Fatalf("the scan opened %d", got)
		}
		if name == "bench-box" {
			stage.Golden(t, r.w, name)
		}
	}
}
