package house_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/house"
	"nifuda/data/shop"
	"nifuda/data/vault"
)

const phrase = "mizu-no-oto-kawazu"

func now() time.Time { return time.Now() }

// listed is a storefront with a fixed list of orders on one page.
type listed []data.Order

func (l listed) List(context.Context, []byte) (shop.Page, error) {
	return shop.Page{Orders: l, Next: []byte(`{}`), Total: len(l)}, nil
}

func (l listed) Get(context.Context, string) (data.Order, error) { panic("not used") }

func shopOf(n int) house.Adapter {
	var l listed
	for i := range n {
		to := data.Contact{Name: fmt.Sprintf("髙橋 里奈%d", i), Phone: fmt.Sprintf("090-0000-%04d", i),
			Address: data.Address{Postal: "3900000", Prefecture: "長野県", Street: "松本市山辺町3-14-2"}}
		l = append(l, data.Order{Remote: data.Remote{ID: fmt.Sprint(i), Number: fmt.Sprint(1000 + i), PlacedAt: now()},
			State: data.ToShip, Buyer: to, Parcels: []data.Parcel{{To: to}}, Sum: data.Sum{Currency: "JPY", Total: 1000}})
	}
	return func(shop.Door) (shop.Shop, error) { return l, nil }
}

// goodsShop is shopOf with one piece of goods without a code in each order, all
// of them paid.
func goodsShop(n int) house.Adapter {
	return func(door shop.Door) (shop.Shop, error) {
		s, err := shopOf(n)(door)
		for i, o := range s.(listed) {
			o.Payment.Paid = true
			o.Lines = []data.Line{{RemoteID: "l", Name: "湯呑み 灰釉", Quantity: 1, Unit: 1000, Total: 1000, RateBP: 1000}}
			s.(listed)[i] = o
		}
		return s, err
	}
}

func built(t *testing.T, root string, a house.Adapter) *house.House {
	t.Helper()
	return house.New(house.Config{Root: root, Now: now, KDF: vault.Floor, Adapters: house.Adapters{data.Demo: a}})
}

func founded(t *testing.T, h *house.House) *house.Session {
	t.Helper()
	s, err := h.Create(t.Context(), "山の湯呑み店", "山野 千尋", []byte(phrase))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Office().FirstShop(t.Context(), data.NewShop{Brand: data.Demo, Name: "本店", Token: []byte("t")}); err != nil {
		t.Fatal(err)
	}
	if err := s.Office().FirstPrinter(t.Context(), data.ListedPrinter{PrinterID: desk1, Name: "荷造り台のラベルプリンター"}); err != nil {
		t.Fatal(err)
	}
	return s
}

func synced(t *testing.T, s *house.Session) []data.SyncResult {
	t.Helper()
	results, err := s.Sync(t.Context(), func(data.SyncProgress) {})
	if err != nil {
		t.Fatal(err)
	}
	return results
}

func count(t *testing.T, s *house.Session) int {
	t.Helper()
	counts, err := s.Office().Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return counts[data.TabAll]
}

// asOwner opens the owner's desk.
func asOwner(h *house.House, login, passphrase string) (*house.Session, error) {
	in, err := h.Open(context.Background(), login, []byte(passphrase))
	return in.Owner, err
}

func TestAHouseOpensAgainWithEverythingInIt(t *testing.T) {
	h := built(t, t.TempDir(), shopOf(40))
	if logins, err := h.Logins(); err != nil || len(logins) != 0 {
		t.Fatalf("before the first run: %v, %v", logins, err)
	}
	s := founded(t, h)
	if r := synced(t, s); r[0].Fault != nil || r[0].Saved.New != 40 {
		t.Fatalf("sync: %+v", r)
	}
	login := s.Login()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := asOwner(h, login, phrase)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := count(t, s); got != 40 {
		t.Errorf("%d orders", got)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if r := synced(t, s); r[0].Saved.Same != 40 {
		t.Errorf("a second sync: %+v", r)
	}
}

func TestTheRecoverySheetOpensTheHouseOnceItIsProved(t *testing.T) {
	h := built(t, t.TempDir(), shopOf(3))
	s := founded(t, h)
	code := append([]byte{}, s.DrawRecovery()...)
	if _, err := h.Recover(t.Context(), code); data.KeyOf(err) != "fault.vault.nosheet" {
		t.Errorf("an unproved sheet: %v", err)
	}
	wrong := map[int][]byte{2: []byte("AAAA"), 5: code[20:24]}
	if err := s.ProveRecovery(t.Context(), wrong); data.KeyOf(err) != "fault.recovery.mismatch" {
		t.Errorf("a wrong group: %v", err)
	}
	right := map[int][]byte{2: append([]byte{}, code[8:12]...), 5: append([]byte{}, code[20:24]...)}
	if err := s.ProveRecovery(t.Context(), right); err != nil {
		t.Fatal(err)
	}
	s.Close()
	typed := fmt.Appendf(nil, "%s-%s %s %s", code[:4], code[4:12], code[12:20], code[20:])
	s, err := h.Recover(t.Context(), typed)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if shops, err := s.Office().Shops(t.Context()); err != nil || len(shops) != 1 {
		t.Errorf("shops %v, %v", shops, err)
	}
}

func TestWrongDamagedAndDamagedAreThreeErrors(t *testing.T) {
	root := t.TempDir()
	h := built(t, root, shopOf(3))
	s := founded(t, h)
	login := s.Login()
	s.Close()
	dirs, err := vault.Find(root)
	if err != nil {
		t.Fatal(err)
	}
	ledger, keys := filepath.Join(dirs[0], "ledger.db"), filepath.Join(dirs[0], "keys.json")
	open := func(p string) string {
		s, err := asOwner(h, login, p)
		if err == nil {
			s.Close()
			return ""
		}
		return data.KeyOf(err)
	}
	if got := open("another-passphrase"); got != "fault.vault.passphrase" {
		t.Errorf("a wrong passphrase: %s", got)
	}
	whole := flip(t, ledger, 200)
	if got := open(phrase); got != "fault.store.damaged" {
		t.Errorf("a damaged ledger: %s", got)
	}
	write(t, ledger, whole)
	whole = flip(t, keys, 200)
	if got := open(phrase); got != "fault.vault.damaged" {
		t.Errorf("a damaged key file: %s", got)
	}
	write(t, keys, whole)
	if got := open(phrase); got != "" {
		t.Errorf("mended: %s", got)
	}
}

// flip turns one bit of a file over and gives what it was.
func flip(t *testing.T, path string, at int) []byte {
	t.Helper()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	damaged := append([]byte{}, whole...)
	damaged[at] ^= 1
	write(t, path, damaged)
	return whole
}

func write(t *testing.T, path string, raw []byte) {
	t.Helper()
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAWeakPassphraseFoundsNothing(t *testing.T) {
	root := t.TempDir()
	h := built(t, root, shopOf(1))
	if _, err := h.Create(t.Context(), "店", "山野", []byte("short")); data.KeyOf(err) != "fault.vault.weak.short" {
		t.Errorf("got %v", err)
	}
	if entries, err := os.ReadDir(root); err != nil || len(entries) != 0 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

func TestOneFailingShopDoesNotStopTheOthers(t *testing.T) {
	h := house.New(house.Config{Root: t.TempDir(), Now: now, KDF: vault.Floor, Adapters: house.Adapters{
		data.Demo:    shopOf(5),
		data.Vendure: func(shop.Door) (shop.Shop, error) { return nil, shop.Fault(shop.KeyKey, nil) },
	}})
	s := founded(t, h)
	defer s.Close()
	for _, b := range []data.Brand{data.Vendure, data.Demo} {
		if _, err := s.Office().FirstShop(t.Context(), data.NewShop{Brand: b, Name: string(b), Token: []byte("t")}); err != nil {
			t.Fatal(err)
		}
	}
	r := synced(t, s)
	if len(r) != 3 || data.KeyOf(r[1].Fault) != shop.KeyKey || r[0].Saved.New != 5 || r[2].Saved.New != 5 {
		t.Errorf("got %+v", r)
	}
	shops, err := s.Office().Shops(t.Context())
	if err != nil || shops[1].Trouble != shop.KeyKey || shops[2].Trouble != "" || shops[2].SyncedAt.IsZero() {
		t.Errorf("shops %+v, %v", shops, err)
	}
}

func TestWhatWasBegunWaitsForTheNextSignIn(t *testing.T) {
	h := built(t, t.TempDir(), shopOf(1))
	s := founded(t, h)
	login := s.Login()
	if err := s.Office().Park(t.Context(), []byte(`{"room":"orders"}`)); err != nil {
		t.Fatal(err)
	}
	s.Close()
	s, err := asOwner(h, login, phrase)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if draft, err := s.Office().Parked(t.Context()); err != nil || string(draft) != `{"room":"orders"}` {
		t.Errorf("got %s, %v", draft, err)
	}
}

func TestASenderIsWrittenAsPeopleWriteIt(t *testing.T) {
	s := founded(t, built(t, t.TempDir(), shopOf(1)))
	defer s.Close()
	set, err := s.Office().Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ typed, want, key string }{
		{"", "", ""}, {"3910000", "3910000", ""}, {"391-0000", "3910000", ""}, {"〒３９１－００００", "3910000", ""},
		{"391000", "", "fault.settings.postal"}, {"東京", "", "fault.settings.postal"},
	} {
		set.Sender.Address = data.Address{Postal: c.typed, Street: "長野県松本市栄元町1-1"}
		err := s.Office().SaveSettings(t.Context(), set)
		if c.key != "" || err != nil {
			if data.KeyOf(err) != c.key {
				t.Errorf("%q: got %v, want %q", c.typed, err, c.key)
			}
			continue
		}
		kept, err := s.Office().Settings(t.Context())
		want := data.Address{Postal: c.want, Prefecture: "長野県", Street: "松本市栄元町1-1"}
		if err != nil || kept.Sender.Address != want {
			t.Errorf("%q: kept %+v, %v; want %+v", c.typed, kept.Sender.Address, err, want)
		}
	}
}

func TestAShopWithoutATokenIsConnected(t *testing.T) {
	s := founded(t, built(t, t.TempDir(), shopOf(1)))
	defer s.Close()
	if _, err := s.Office().FirstShop(t.Context(), data.NewShop{Brand: data.Demo, Name: "見本の店"}); err != nil {
		t.Error(err)
	}
}
