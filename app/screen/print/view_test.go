package print

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

func show(t *testing.T, desk *fakeDesk, size fyne.Size, variant fyne.ThemeVariant, lang string) (*View, fyne.Window) {
	t.Helper()
	stage.Dress(t, variant)
	v := NewView(desk, newPress(t), &fakeMemory{start: 3}, task.Inline(t.Context()), stage.Words(t, lang), func() {})
	w := stage.Open(t, size, v.Object())
	v.Open([]data.OrderID{1})
	return v, w
}

func TestTheRoomLooksAsItShould(t *testing.T) {
	_, w := show(t, desk(fakeDesk{jobs: jobs(12)}), stage.Room, stage.Light, text.Japanese)
	stage.Picture(t, w, "print")
	stage.Golden(t, w, "print")
}

func TestPicturesOfTheRoom(t *testing.T) {
	for _, c := range []struct {
		name    string
		size    fyne.Size
		variant fyne.ThemeVariant
		lang    string
	}{
		{"print-dark", stage.Room, stage.Dark, text.Japanese},
		{"print-small-en", stage.RoomSmall, stage.Light, text.English},
	} {
		_, w := show(t, desk(fakeDesk{jobs: jobs(12)}), c.size, c.variant, c.lang)
		stage.Picture(t, w, c.name)
	}
	v, w := show(t, &fakeDesk{jobs: jobs(3)}, stage.Room, stage.Light, text.Japanese)
	stage.Picture(t, w, "print-unlisted")
	v.onList()
	stage.Picture(t, w, "print-listing")
	v, w = show(t, desk(fakeDesk{jobs: printedBefore(3)}), stage.Room, stage.Light, text.Japanese)
	v.m.Print()
	stage.Picture(t, w, "print-asking")
	v.m.Print()
	stage.Picture(t, w, "print-done")
	v.m.ShowPage(1)
	v.m.AskAgain()
	stage.Picture(t, w, "print-again")
	halfway(t)
}

// halfway is a long run of single labels that stopped in the middle.
func halfway(t *testing.T) {
	desk := desk(fakeDesk{jobs: jobs(8)})
	v, w := show(t, desk, stage.Room, stage.Light, text.Japanese)
	v.m.ChooseStock(roll100())
	v.m.Keep(5)
	v.m.Print()
	for i, s := range map[int]data.PageState{4: data.PageDoubtful, 5: data.PageSent, 6: data.PageWaiting, 7: data.PageWaiting} {
		desk.runs[0].Pages[i].State = s
	}
	desk.runs[0].Ended = time.Time{}
	v.m.state = Stopped
	v.m.Look()
	stage.Picture(t, w, "print-halfway")
	v.m.GiveUp()
	stage.Picture(t, w, "print-dropping")
	with, w := show(t, desk, stage.RoomSmall, stage.Light, text.Japanese)
	with.m.SetAlso(data.RunPicks, true)
	with.m.SetAlso(data.RunSlips, true)
	stage.Picture(t, w, "print-with-slips")
	again, w := show(t, desk, stage.Room, stage.Light, text.Japanese)
	again.m.LookForRuns()
	stage.Picture(t, w, "print-found")
}

func TestEscGoesBackOneStep(t *testing.T) {
	left := 0
	stage.Dress(t, stage.Light)
	v := NewView(desk(fakeDesk{jobs: printedBefore(2)}), newPress(t), &fakeMemory{}, task.Inline(t.Context()), stage.Words(t, text.Japanese), func() { left++ })
	v.Open([]data.OrderID{1})
	v.Print()
	v.Back()
	if v.m.State() != Ready || left != 0 {
		t.Errorf("got %v, left %d times; want the question closed", v.m.State(), left)
	}
	v.Back()
	if left != 1 {
		t.Errorf("left %d times, want once", left)
	}
}
