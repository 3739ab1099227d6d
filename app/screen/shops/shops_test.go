package shops

import (
	"context"
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

type fakeDesk struct {
	shops []data.Shop
	err   error
}

func (f *fakeDesk) Shops(context.Context) ([]data.Shop, error)                 { return f.shops, f.err }
func (f *fakeDesk) TestShop(context.Context, data.NewShop) (string, error)     { return "見本", f.err }
func (f *fakeDesk) AddShop(context.Context, data.NewShop) (data.ShopID, error) { return 1, f.err }

func now() time.Time { return time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC) }

func two() []data.Shop {
	return []data.Shop{
		{ID: 1, Brand: data.ColorMe, Name: "本店", SyncedAt: now().Add(-12 * time.Minute)},
		{ID: 2, Brand: data.Vendure, Name: "茶の間店", BaseURL: "https://tea.example/admin-api", Trouble: "fault.shop.key"},
	}
}

func TestTheRoomSaysWhatItIs(t *testing.T) {
	for _, c := range []struct {
		name   string
		desk   *fakeDesk
		want   State
		adding bool
	}{
		{"shops are shown", &fakeDesk{shops: two()}, Ready, false},
		{"without a shop the form is open", &fakeDesk{}, Empty, true},
		{"a desk that cannot answer is told", &fakeDesk{err: errors.New("gone")}, Failed, false},
	} {
		m := New(c.desk, task.Inline(t.Context()), func() {})
		m.Refresh()
		if m.State() != c.want || m.Adding() != c.adding {
			t.Errorf("%s: got %v, form %v", c.name, m.State(), m.Adding())
		}
	}
}

func TestAConnectedShopClosesTheForm(t *testing.T) {
	m := New(&fakeDesk{shops: two()}, task.Inline(t.Context()), func() {})
	m.Refresh()
	m.Add(true)
	if !m.Adding() {
		t.Fatal("the form did not open")
	}
	if m.Added(); m.Adding() {
		t.Error("the form is still open")
	}
}

func show(t *testing.T, desk *fakeDesk, size fyne.Size, variant fyne.ThemeVariant, lang string) (*View, fyne.Window) {
	t.Helper()
	stage.Dress(t, variant)
	v := NewView(desk, task.Inline(t.Context()), stage.Words(t, lang), now, func() {})
	w := stage.Open(t, size, v.Object())
	v.Enter()
	return v, w
}

func TestTheRoomLooksAsItShould(t *testing.T) {
	v, w := show(t, &fakeDesk{shops: two()}, fyne.NewSize(1044, 728), stage.Light, text.Japanese)
	v.m.Add(true)
	stage.Picture(t, w, "shops")
	stage.Golden(t, w, "shops")
	_, w = show(t, &fakeDesk{shops: two()}, fyne.NewSize(888, 608), stage.Dark, text.English)
	stage.Picture(t, w, "shops-small-dark-en")
}
