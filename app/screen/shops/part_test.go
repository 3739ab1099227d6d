package shops

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"nifuda/app/again"
	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/widgets/stage"
	"nifuda/data"
)

func TestAShopIsDisconnectedWithThePassphraseAndShownAmongThoseThatWere(t *testing.T) {
	desk := &fakeDesk{shops: two()}
	var q again.Question
	m := New(desk, func(asked again.Question) { q = asked }, task.Inline(t.Context()), func() {})
	m.Refresh()
	m.Add()
	m.Part(2)
	if m.Adding() || m.Parting() != 2 || m.Keyless() != 0 {
		t.Fatalf("adding %v, parting %d, keyless %d", m.Adding(), m.Parting(), m.Keyless())
	}
	left := 0
	m.Disconnect(two()[1], func() { left++ })
	if err := q.Begin()(t.Context(), []byte("まちがい")); data.KeyOf(err) != "fault.vault.passphrase" || len(desk.did) != 0 || left != 0 {
		t.Fatalf("a wrong passphrase: %v, did %v", err, desk.did)
	}
	if err := q.Begin()(t.Context(), []byte("ひらけごま")); err != nil {
		t.Fatal(err)
	}
	q.Done()
	if !slices.Equal(desk.did, []string{"left 2"}) || left != 1 || m.Parting() != 0 || len(m.Shops()) != 1 || len(m.Gone()) != 1 || m.Gone()[0].ID != 2 {
		t.Errorf("did %v, told %d times, %+v are connected, %+v were", desk.did, left, m.Shops(), m.Gone())
	}
}

func TestAShopThatWasDisconnectedComesBackWithItsKeyOrWithoutOne(t *testing.T) {
	demo := data.Shop{ID: 3, Brand: data.Demo, Name: "見本の店", BaseURL: "2026-11-22T20:00:00Z", GoneAt: now()}
	desk := &fakeDesk{gone: []data.Shop{two()[0], demo}}
	var q again.Question
	m := New(desk, func(asked again.Question) { q = asked }, task.Inline(t.Context()), func() {})
	m.Refresh()
	if m.Rekey(1); m.Keyless() != 1 || m.Adding() {
		t.Errorf("the form of shop %d is open, of another one %v", m.Keyless(), m.Adding())
	}
	m.KeepKey(data.NewShop{Token: []byte("new")}, func(error) {})
	q.Begin()(t.Context(), []byte("ひらけごま"))
	if !slices.Equal(desk.did, []string{"key of 1: new"}) {
		t.Errorf("did %v", desk.did)
	}
	back := 0
	m.Return(demo, func() { back++ })
	if err := q.Begin()(t.Context(), []byte("ひらけごま")); err != nil || len(desk.added) != 1 || !demo.Is(desk.added[0]) {
		t.Errorf("added %+v, %v", desk.added, err)
	}
	if q.Done(); back != 1 {
		t.Errorf("told %d times", back)
	}
}

// many are stuck parcels of one shop for one reason, and one more of another.
func many(n int) []data.Stuck {
	all := []data.Stuck{{Dispatch: data.Dispatch{Parcel: 99, Number: "A-0007", Tracking: "400000000006"}, ShopID: 2, Shop: "茶の間店", Reason: "fault.shop.refused"}}
	for i := range n {
		all = append(all, data.Stuck{Dispatch: data.Dispatch{Parcel: data.ParcelID(i + 1), Number: fmt.Sprint(1001 + i), Tracking: fmt.Sprint(123456789000 + i)}, ShopID: 1, Shop: "本店", Reason: "fault.shop.mails"})
	}
	return all
}

func TestWhatIsStuckForOneReasonIsOneGroupAndOneButton(t *testing.T) {
	desk := &fakeDesk{shops: two(), stuck: many(24), takes: 24}
	shown := map[int]bool{}
	var m *Model
	m = New(desk, never, task.Inline(t.Context()), func() {
		if tried, of, runs := m.Telling(); runs && of == 24 {
			shown[tried] = true
		}
	})
	m.Refresh()
	groups := m.Stuck()
	if len(groups) != 2 || len(groups[0].All) != 24 || groups[0].Hidden() != 19 || groups[1].Hidden() != 0 {
		t.Fatalf("groups %+v", groups)
	}
	if m.ShowAll(groups[0]); m.Stuck()[0].Hidden() != 0 {
		t.Error("not all of them are shown")
	}
	m.TellAll(groups[0])
	told, of, err, over := m.Told()
	if !slices.Equal(desk.did, []string{"all 24"}) || told != 24 || of != 24 || err != nil || !over || !shown[0] || !shown[7] || !shown[24] {
		t.Errorf("did %v, told %d of %d, %v, over %v, progress %v", desk.did, told, of, err, over, shown)
	}
	if left := m.Stuck(); len(left) != 1 || left[0].Shop != 2 {
		t.Errorf("left %+v", left)
	}
	if m.ToldByHand(99); !slices.Equal(desk.did, []string{"all 24", "by hand 99"}) {
		t.Errorf("did %v", desk.did)
	}
	if _, _, _, over := m.Told(); over {
		t.Error("what ended before is still told of")
	}
}

func TestTellingOfAllSaysWhatStoodInTheWayButNotThatItWasStopped(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault error
		want  error
	}{
		{"a shop that cannot be reached", &data.Fault{Kind: data.Unreachable, Key: "fault.shop.unreachable"}, &data.Fault{Key: "fault.shop.unreachable"}},
		{"a button that was pressed", &data.Fault{Kind: data.Stopped, Key: "fault.stopped"}, nil},
	} {
		desk := &fakeDesk{shops: two(), stuck: many(24), takes: 3, fault: c.fault}
		m := New(desk, never, task.Inline(t.Context()), func() {})
		m.Refresh()
		m.TellAll(m.Stuck()[0])
		told, of, err, over := m.Told()
		if told != 3 || of != 24 || err != c.want && data.KeyOf(err) != data.KeyOf(c.want) || !over || len(m.Stuck()[0].All) != 21 {
			t.Errorf("%s: told %d of %d, %v; %d are left", c.name, told, of, err, len(m.Stuck()[0].All))
		}
	}
	m := New(&fakeDesk{err: errors.New("gone")}, never, task.Inline(t.Context()), func() {})
	if m.Refresh(); m.State() != Failed {
		t.Errorf("state %v", m.State())
	}
}

func TestDisconnectingLooksAsItShould(t *testing.T) {
	shops := append(two(), data.Shop{ID: 3, Brand: data.Base, Name: "うつわの店", SyncedAt: now().Add(-3 * time.Minute), Untold: 12})
	gone := data.Shop{ID: 4, Brand: data.Yahoo, Name: "ヤフー店", GoneAt: now().AddDate(0, 0, -9), Untold: 2}
	demo := data.Shop{ID: 5, Brand: data.Demo, Name: "見本の店", GoneAt: now().AddDate(0, 0, -40)}
	v, w := show(t, &fakeDesk{shops: shops, gone: []data.Shop{gone, demo}}, stage.RoomSmall, stage.Light, text.Japanese)
	v.onPart(shops[2])
	stage.Picture(t, w, "shops-part")
	stage.Golden(t, w, "shops-part")
	v.Back()
	v.onRekey(gone)
	stage.Picture(t, w, "shops-back")
	v, w = show(t, &fakeDesk{shops: shops, gone: []data.Shop{gone, demo}}, stage.Room, stage.Dark, text.English)
	v.onPart(shops[2])
	stage.Picture(t, w, "shops-part-dark-en")
	stage.Golden(t, w, "shops-part-dark-en")
}

func TestManyStuckParcelsLookAsTheyShould(t *testing.T) {
	v, w := show(t, &fakeDesk{shops: two(), stuck: many(24), takes: 3, fault: &data.Fault{Kind: data.Unreachable, Key: "fault.shop.unreachable"}}, stage.RoomSmall, stage.Dark, text.Japanese)
	v.m.retell.running, v.m.retell.of, v.m.retell.tried = true, 24, 7
	v.changed()
	stage.Picture(t, w, "shops-telling-dark")
	v.m.retell.running = false
	v.m.TellAll(v.m.Stuck()[0])
	stage.Picture(t, w, "shops-many-dark")
	_, w = show(t, &fakeDesk{shops: two(), stuck: many(24)}, stage.Room, stage.Light, text.English)
	stage.Picture(t, w, "shops-many-en")
	stage.Golden(t, w, "shops-many-en")
}
