package ledger

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"nifuda/data"
	"nifuda/data/store/storetest"
)

// canaryKey is in every key of these shops.
const canaryKey = "kanaria-no-kagi"

// keyed is a ledger with shops whose keys were replaced again and again, as a
// storefront with refresh tokens does, by longer and shorter ones.
func keyed(t *testing.T, shops int) (Place, *Ledger, []data.ShopID) {
	t.Helper()
	p, l := founded(t)
	var ids []data.ShopID
	for i := range shops {
		id, err := l.AddShop(t.Context(), "me", data.NewShop{Brand: data.Base, Name: fmt.Sprint("店", i), Token: []byte(canaryKey)})
		if err != nil {
			t.Fatal(err)
		}
		save(t, l, id, order(i))
		ids = append(ids, id)
	}
	before := slices.Repeat([][sha256.Size]byte{sha256.Sum256([]byte(canaryKey))}, len(ids))
	for turn := range 8 {
		for i, id := range ids {
			key := canaryKey + strings.Repeat("x", (turn*7919+i*104729)%9000) + canaryKey // over several pages, too
			if err := l.KeepToken(t.Context(), id, before[i], []byte(key)); err != nil {
				t.Fatal(err)
			}
			before[i] = sha256.Sum256([]byte(key))
		}
	}
	return p, l, ids
}

func TestTheKeysOfAShopThatIsDisconnectedAreInNoPageOfTheFile(t *testing.T) {
	p, l, ids := keyed(t, 12)
	if !bytes.Contains(storetest.Plain(t, p.Path, p.Key()), []byte(canaryKey)) {
		t.Fatal("the keys cannot be seen while the shops are connected: nothing was checked")
	}
	for _, id := range ids {
		if err := l.Disconnect(t.Context(), "me", id); err != nil {
			t.Fatal(err)
		}
	}
	if bytes.Contains(storetest.Plain(t, p.Path, p.Key()), []byte(canaryKey)) {
		t.Error("a key is still in the file or in its log")
	}
	if err := l.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestAShopThatIsDisconnectedKeepsEverythingButItsKeys(t *testing.T) {
	l, shop := open(t)
	other, err := l.AddShop(t.Context(), "me", data.NewShop{Brand: data.ColorMe, Name: "二号店", Token: []byte("other")})
	if err != nil {
		t.Fatal(err)
	}
	save(t, l, shop, order(1), order(2))
	left(t, l, 1)
	for range 2 { // the second does only what the first left undone: nothing
		if err := l.Disconnect(t.Context(), "me", shop); err != nil {
			t.Fatal(err)
		}
	}
	all, err := l.Shops(t.Context())
	if err != nil || len(all) != 1 || all[0].ID != other {
		t.Errorf("connected are %+v, %v", all, err)
	}
	gone, err := l.GoneShops(t.Context())
	if err != nil || len(gone) != 1 || gone[0].ID != shop || !gone[0].GoneAt.Equal(now().Truncate(1e9)) {
		t.Errorf("disconnected are %+v, %v", gone, err)
	}
	if _, err := l.Token(t.Context(), shop); data.KeyOf(err) != "fault.shop.missing" {
		t.Errorf("its key: %v", err)
	}
	if err := l.KeepToken(t.Context(), shop, sha256.Sum256([]byte{}), []byte("rotated")); data.KeyOf(err) != "fault.shop.missing" {
		t.Errorf("a key that came late: %v", err)
	}
	if token, err := l.Token(t.Context(), other); err != nil || string(token) != "other" {
		t.Errorf("the other shop's key: %q, %v", token, err)
	}
	if got := len(rows(t, l, data.OrderQuery{Tab: data.TabAll})); got != 2 {
		t.Errorf("%d orders are left", got)
	}
	if unheard, err := l.Unheard(t.Context()); err != nil || unheard[shop] != 1 {
		t.Errorf("%v wait to be told, %v", unheard, err)
	}
	events, err := l.Events(t.Context(), data.EventQuery{Kinds: []data.EventKind{data.EventShopGone}, Limit: 9})
	if err != nil || len(events) != 1 || events[0].Args["shop"] != "本店" {
		t.Errorf("recorded %+v, %v", events, err)
	}
	if err := l.Disconnect(t.Context(), "me", 99); data.KeyOf(err) != "fault.shop.missing" {
		t.Errorf("a shop that is not there: %v", err)
	}
}

// left has a parcel leave the house.
func left(t *testing.T, l *Ledger, parcel data.ParcelID) {
	t.Helper()
	err := l.db.Write(t.Context(), func(tx *sql.Tx) error {
		_, err := tx.ExecContext(t.Context(), "INSERT INTO dispatches(parcel, at, login, carrier, tracking) VALUES (?,?,'me','yamato','123456789012')", parcel, now().Unix())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAShopThatIsConnectedAgainGoesOnWhereItWas(t *testing.T) {
	yahoo := data.NewShop{Brand: data.Yahoo, Name: "湯呑み店", Token: []byte("a")}
	tea := data.NewShop{Brand: data.Vendure, Name: "茶の間店", BaseURL: "https://tea.example/admin-api", Token: []byte("a")}
	moved, renamed, slashed, elsewhere := yahoo, tea, tea, tea
	moved.Name = "別の店"
	renamed.Name, slashed.BaseURL, elsewhere.BaseURL = "新しい名前", "https://Tea.example/admin-api/", "https://tea.example.com/admin-api"
	for _, c := range []struct {
		name          string
		before, after data.NewShop
		same          bool
	}{
		{"of the same name, where all shops have one address", yahoo, yahoo, true},
		{"of another name there is another shop", yahoo, moved, false},
		{"at the same address", tea, tea, true},
		{"at the same address under another name", tea, renamed, true},
		{"at the same address, typed otherwise", tea, slashed, true},
		{"at another address of the same name is another shop", tea, elsewhere, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, _ := open(t)
			id, err := l.AddShop(t.Context(), "me", c.before)
			if err != nil {
				t.Fatal(err)
			}
			save(t, l, id, order(1))
			if err := l.Disconnect(t.Context(), "me", id); err != nil {
				t.Fatal(err)
			}
			c.after.Token = []byte("b")
			again, err := l.AddShop(t.Context(), "me", c.after)
			if err != nil || (again == id) != c.same {
				t.Fatalf("was shop %d, is %d, %v", id, again, err)
			}
			if token, err := l.Token(t.Context(), again); err != nil || string(token) != "b" {
				t.Errorf("key %q, %v", token, err)
			}
			if cursor, err := l.Cursor(t.Context(), again); err != nil || (cursor != nil) != c.same {
				t.Errorf("goes on at %s, %v", cursor, err)
			}
			if got := save(t, l, again, order(1)); (got.Same == 1) != c.same {
				t.Errorf("the same order came as %+v", got)
			}
		})
	}
}

func TestAShopIsConnectedAgainByTypingItsKey(t *testing.T) {
	l, shop := open(t)
	save(t, l, shop, order(1))
	if err := l.Disconnect(t.Context(), "me", shop); err != nil {
		t.Fatal(err)
	}
	if err := l.RekeyShop(t.Context(), "me", shop, []byte("new")); err != nil {
		t.Fatal(err)
	}
	all, err := l.Shops(t.Context())
	if err != nil || len(all) != 1 || all[0].ID != shop || !all[0].GoneAt.IsZero() {
		t.Errorf("connected are %+v, %v", all, err)
	}
}

func TestWhatIsStuckAtAShopThatIsDisconnectedWaitsForIt(t *testing.T) {
	l, shop := open(t)
	save(t, l, shop, order(1), order(2))
	left(t, l, 1)
	left(t, l, 2)
	if err := l.Refused(t.Context(), data.Dispatch{Parcel: 2, Number: "1002"}, "fault.shop.refused"); err != nil {
		t.Fatal(err)
	}
	if err := l.Disconnect(t.Context(), "me", shop); err != nil {
		t.Fatal(err)
	}
	if stuck, err := l.Stuck(t.Context()); err != nil || len(stuck) != 0 {
		t.Errorf("shown as stuck %+v, %v", stuck, err)
	}
	if unheard, err := l.Unheard(t.Context()); err != nil || unheard[shop] != 2 {
		t.Errorf("%v wait, %v", unheard, err)
	}
	if err := l.RekeyShop(t.Context(), "me", shop, []byte("new")); err != nil {
		t.Fatal(err)
	}
	waits, err := l.Untold(t.Context(), shop)
	if err != nil || len(waits) != 1 || waits[0].Parcel != 1 {
		t.Errorf("told next %+v, %v", waits, err)
	}
	if stuck, err := l.Stuck(t.Context()); err != nil || len(stuck) != 1 || stuck[0].Parcel != 2 {
		t.Errorf("stuck again %+v, %v", stuck, err)
	}
}
