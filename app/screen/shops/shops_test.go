package shops

import (
	"context"
	"errors"
	"fmt"
	"slices"
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
	stuck []data.Stuck
	did   []string
	set   data.Settings
	gone  []data.Shop
	takes int   // of those told of all at once
	fault error // and what stops that
}

func (f *fakeDesk) GoneShops(context.Context) ([]data.Shop, error) { return f.gone, nil }
func (f *fakeDesk) Disconnect(_ context.Context, pass []byte, id data.ShopID) error {
	if string(pass) != "ひらけごま" {
		return &data.Fault{Kind: data.Denied, Key: "fault.vault.passphrase"}
	}
	f.did = append(f.did, fmt.Sprint("left ", id))
	i := slices.IndexFunc(f.shops, func(s data.Shop) bool { return s.ID == id })
	f.shops[i].GoneAt = now()
	f.gone, f.shops = append(f.gone, f.shops[i]), slices.Delete(f.shops, i, i+1)
	return nil
}
func (f *fakeDesk) TellAllAgain(_ context.Context, parcels []data.ParcelID, progress func(int)) (int, error) {
	f.did = append(f.did, fmt.Sprint("all ", len(parcels)))
	for i := range f.takes {
		progress(i + 1)
	}
	f.stuck = slices.DeleteFunc(f.stuck, func(s data.Stuck) bool {
		return slices.Index(parcels, s.Parcel) >= 0 && slices.Index(parcels, s.Parcel) < f.takes
	})
	return f.takes, f.fault
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

func (f *fakeDesk) Settings(context.Context) (data.Settings, error) { return f.set, nil }
func (f *fakeDesk) SaveSettings(_ context.Context, s data.Settings) error {
	f.set = s
	return nil
}
func (f *fakeDesk) Stuck(context.Context) ([]data.Stuck, error) { return f.stuck, nil }
func (f *fakeDesk) TellAgain(_ context.Context, p data.ParcelID) error {
	f.did, f.stuck = append(f.did, fmt.Sprint("again ", p)), nil
	return nil
}
func (f *fakeDesk) ToldByHand(_ context.Context, p data.ParcelID) error {
	f.did, f.stuck = append(f.did, fmt.Sprint("by hand ", p)), nil
	return nil
}
func (f *fakeDesk) RekeyShop(_ context.Context, pass []byte, id data.ShopID, token []byte) error {
	f.did = append(f.did, fmt.Sprintf("key of %d: %s", id, token))
	return nil
}
func (f *fakeDesk) AllowShop(_ context.Context, pass []byte, s data.Shop, what data.Allowed) error {
	f.did = append(f.did, fmt.Sprintf("%d may %v", s.ID, what))
	return nil
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
	m.Add()
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
	v := NewView(desk, task.Inline(t.Context()), stage.Words(t, lang), now, Doors{func() {}, func() {}, func() {}})
	w := stage.Open(t, size, v.Object())
	v.Enter()
	return v, w
}

func TestTheRoomLooksAsItShould(t *testing.T) {
	v, w := show(t, &fakeDesk{shops: two()}, stage.Room, stage.Light, text.Japanese)
	v.m.Add()
	stage.Picture(t, w, "shops")
	stage.Golden(t, w, "shops")
	_, w = show(t, &fakeDesk{shops: two()}, stage.RoomSmall, stage.Dark, text.English)
	stage.Picture(t, w, "shops-small-dark-en")
}

func TestAParcelNobodyTookWordOfIsToldAgainOrSeenTo(t *testing.T) {
	desk := &fakeDesk{shops: two(), stuck: []data.Stuck{{Dispatch: data.Dispatch{Parcel: 4, Number: "1043"}, Reason: "fault.shop.gone"}}}
	m := New(desk, never, task.Inline(t.Context()), func() {})
	m.Refresh()
	synced := 0
	m.TellAgain(m.Stuck()[0].All[0].Parcel, func() { synced++ })
	m.ToldByHand(5)
	if want := []string{"again 4", "by hand 5"}; !slices.Equal(desk.did, want) || synced != 1 || len(m.Stuck()) != 0 {
		t.Errorf("did %v, synced %d times, %v left", desk.did, synced, m.Stuck())
	}
}

func TestAnotherKeyAndWhatAShopMaySetOffTakeThePassphrase(t *testing.T) {
	desk := &fakeDesk{shops: two()}
	var q again.Question
	m := New(desk, func(asked again.Question) { q = asked }, task.Inline(t.Context()), func() {})
	m.Refresh()
	m.Rekey(2)
	m.KeepKey(data.NewShop{Token: []byte("new")}, func(error) {})
	if len(desk.did) > 0 {
		t.Fatal("a key was kept before the passphrase")
	}
	q.Begin()(t.Context(), []byte("ひらけごま"))
	m.Allow(two()[0], data.Allowed{Mails: true})
	q.Begin()(t.Context(), []byte("ひらけごま"))
	if want := []string{"key of 2: new", "1 may {true false false}"}; !slices.Equal(desk.did, want) {
		t.Errorf("did %v", desk.did)
	}
}

func TestWhatIsStuckLooksAsItShould(t *testing.T) {
	desk := &fakeDesk{shops: two(), stuck: []data.Stuck{
		{Dispatch: data.Dispatch{Parcel: 4, Number: "1043", Tracking: "123456789012"}, Shop: "本店", Reason: "fault.shop.other"},
		{Dispatch: data.Dispatch{Parcel: 5, Number: "A-0007", Tracking: "400000000006"}, Shop: "茶の間店", Reason: "fault.shop.refused"}}}
	v, w := show(t, desk, stage.RoomSmall, stage.Light, text.Japanese)
	v.onRekey(two()[1])
	stage.Picture(t, w, "shops-stuck")
	stage.Golden(t, w, "shops-stuck")
}

func TestHowOftenTheShopsAreSyncedIsTheOwnersChoice(t *testing.T) {
	desk := &fakeDesk{shops: two()}
	m := New(desk, never, task.Inline(t.Context()), func() {})
	m.Refresh()
	if Paces()[m.Pace()] != data.DefaultSync {
		t.Errorf("without a choice it is %v", Paces()[m.Pace()])
	}
	for i, every := range Paces() {
		if m.SetPace(i); desk.set.SyncEvery != every || m.Pace() != i {
			t.Errorf("choice %d: kept %v, shown %d", i, desk.set.SyncEvery, m.Pace())
		}
	}
}
