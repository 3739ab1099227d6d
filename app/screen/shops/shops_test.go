package shops

import (
	"context"
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"nifuda/app/again"
	"nifuda/app/connect"
	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

type fakeDesk struct {
	shops []data.Shop
	err   error
	added []data.NewShop
}

// never is for rooms in which nothing is asked.
func never(again.Question) { panic("asked for the passphrase") }

func (f *fakeDesk) Shops(context.Context) ([]data.Shop, error) { return f.shops, f.err }
func (f *fakeDesk) SignIn(context.Context, data.NewShop, func(string), <-chan string) ([]byte, error) {
	return []byte("granted"), nil
}
func (f *fakeDesk) TestShop(context.Context, data.NewShop) (string, error) { return "見本", f.err }
func (f *fakeDesk) AddShop(_ context.Context, pass []byte, s data.NewShop) (data.ShopID, error) {
	if string(pass) != "ひらけごま" {
		return 0, &data.Fault{Kind: data.Denied, Key: "fault.vault.passphrase"}
	}
	s.Token = append([]byte(nil), s.Token...)
	f.added = append(f.added, s)
	return 1, f.err
}

func now() time.Time { return time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC) }

func two() []data.Shop {
	return []data.Shop{
		{ID: 1, Brand: data.ColorMe, Name: "本店", SyncedAt: now().Add(-12 * time.Minute)},
		{ID: 2, Brand: data.Vendure, Name: "茶の間店", BaseURL: "https://tea.example/admin-api", Trouble: "fault.shop.key", ByHand: true},
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
		m := New(c.desk, never, task.Inline(t.Context()), func() {})
		m.Refresh()
		if m.State() != c.want || m.Adding() != c.adding {
			t.Errorf("%s: got %v, form %v", c.name, m.State(), m.Adding())
		}
	}
}

func TestAConnectedShopClosesTheForm(t *testing.T) {
	m := New(&fakeDesk{shops: two()}, never, task.Inline(t.Context()), func() {})
	m.Refresh()
	m.Add(true)
	if !m.Adding() {
		t.Fatal("the form did not open")
	}
	if m.Added(); m.Adding() {
		t.Error("the form is still open")
	}
}

func TestAShopIsKeptOnlyWithThePassphraseTypedAgain(t *testing.T) {
	desk := &fakeDesk{shops: two()}
	var q again.Question
	m := New(desk, func(asked again.Question) { q = asked }, task.Inline(t.Context()), func() {})
	var ended []error
	shop := data.NewShop{Brand: data.ColorMe, Name: "三番店", Token: []byte("key-123")}
	m.Keep(shop, func(err error) { ended = append(ended, err) })
	if err := q.Begin()(t.Context(), []byte("まちがい")); data.KeyOf(err) != "fault.vault.passphrase" || len(desk.added) != 0 {
		t.Fatalf("a wrong passphrase: %v, added %v", err, desk.added)
	}
	if err := q.Begin()(t.Context(), []byte("ひらけごま")); err != nil || len(desk.added) != 1 || string(desk.added[0].Token) != "key-123" {
		t.Fatalf("the right one: %v, added %+v", err, desk.added)
	}
	q.Done()
	q.Leave()
	if len(ended) != 2 || ended[0] != nil || !errors.Is(ended[1], connect.ErrDropped) {
		t.Errorf("ended with %v", ended)
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
	v, w := show(t, &fakeDesk{shops: two()}, stage.Room, stage.Light, text.Japanese)
	v.m.Add(true)
	stage.Picture(t, w, "shops")
	stage.Golden(t, w, "shops")
	_, w = show(t, &fakeDesk{shops: two()}, stage.RoomSmall, stage.Dark, text.English)
	stage.Picture(t, w, "shops-small-dark-en")
}
