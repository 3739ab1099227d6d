package today

import (
	"context"
	"errors"
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

type fakeDesk struct {
	today data.Today
	err   error
}

func (f *fakeDesk) Today(context.Context) (data.Today, error) { return f.today, f.err }

func now() time.Time { return time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC) }

func evening() data.Today {
	return data.Today{
		ToShip: 14, DueToday: 5, Awaiting: 3, OldestAwaited: now().AddDate(0, 0, -4), Problems: 2, LabelsToPrint: 15, Untold: 3,
		News: []data.News{
			{At: now().Add(-18 * time.Minute), Key: "news.sync.new", Args: map[string]any{"n": 5}},
			{At: now().Add(-19 * time.Minute), Key: "news.printed", Args: map[string]any{"n": 12}},
			{At: now().AddDate(0, 0, -1), Key: "news.sync.failed", Args: map[string]any{"shop": "茶の間店"}},
		},
		Warnings: []data.Warning{
			{Order: 40, Number: "1040", Name: "吉田 真由", Key: "problem.address.missing", Detail: "番地がありません"},
			{Order: 33, Number: "1033", Name: "上田 学", Key: "problem.date", Detail: "沖縄県 11月23日（月）"},
		},
	}
}

func TestTheRoomSaysWhatItIs(t *testing.T) {
	for _, c := range []struct {
		name string
		desk *fakeDesk
		want State
	}{
		{"the numbers are shown", &fakeDesk{today: evening()}, Ready},
		{"a desk that cannot answer is told", &fakeDesk{err: errors.New("gone")}, Failed},
	} {
		m := New(c.desk, task.Inline(t.Context()), func() {})
		if m.State() != Loading {
			t.Errorf("before the answer: got %v, want Loading", m.State())
		}
		if m.Refresh(); m.State() != c.want {
			t.Errorf("%s: got %v, want %v", c.name, m.State(), c.want)
		}
	}
}

func TestANumberStaysWhenALaterAnswerFails(t *testing.T) {
	desk := &fakeDesk{today: evening()}
	m := New(desk, task.Inline(t.Context()), func() {})
	m.Refresh()
	desk.err = errors.New("gone")
	m.Refresh()
	if m.Today().ToShip != 14 || m.State() != Failed {
		t.Errorf("got %d, %v", m.Today().ToShip, m.State())
	}
}

func TestWhatTheShopsHaveNotHeardIsSaidUntilTheyHave(t *testing.T) {
	desk := &fakeDesk{today: evening()}
	for _, c := range []struct {
		waiting int
		want    bool
	}{{3, true}, {0, false}} {
		desk.today.Untold = c.waiting
		w := show(t, desk, stage.Room, stage.Light, text.Japanese)
		if got := strings.Contains(test.RenderToMarkup(w.Canvas()), "発送の連絡を待っている荷物が3個"); got != c.want {
			t.Errorf("with %d parcels waiting: said %v", c.waiting, got)
		}
	}
}

func show(t *testing.T, desk *fakeDesk, size fyne.Size, variant fyne.ThemeVariant, lang string) fyne.Window {
	t.Helper()
	stage.Dress(t, variant)
	doors := Doors{Shelf: func(data.Tab) {}, Order: func(data.OrderID) {}, Evening: func() {}}
	v := NewView(desk, task.Inline(t.Context()), stage.Words(t, lang), now, "山の湯呑み店", doors)
	w := stage.Open(t, size, v.Object())
	v.Enter()
	return w
}

func TestTheRoomLooksAsItShould(t *testing.T) {
	w := show(t, &fakeDesk{today: evening()}, stage.Room, stage.Light, text.Japanese)
	stage.Picture(t, w, "today")
	stage.Golden(t, w, "today")
	stage.Picture(t, show(t, &fakeDesk{today: evening()}, stage.RoomSmall, stage.Dark, text.English), "today-small-dark-en")
	stage.Picture(t, show(t, &fakeDesk{}, stage.RoomSmall, stage.Light, text.Japanese), "today-empty")
}
