package ledger

import (
	"database/sql"
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"

	"nifuda/data"
	"nifuda/data/store"
)

// atSchema gives the migrations up to a number, as an older version had them.
func atSchema(t *testing.T, n int) fs.FS {
	t.Helper()
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil || len(names) < n {
		t.Fatal(names, err)
	}
	files := fstest.MapFS{}
	for _, name := range names[:n] {
		script, err := migrations.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[name[len("migrations/"):]] = &fstest.MapFile{Data: script}
	}
	return files
}

// firstVersion writes an encrypted ledger as the first version left it: an
// owner, a sheet, a shop and an order in two tables of people.
func firstVersion(t *testing.T) Place {
	t.Helper()
	p := place(t)
	c := store.Config{Path: p.Path, Vault: p.Vault, Key: p.Key, Migrations: atSchema(t, 1)}
	if err := store.Create(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Write(t.Context(), func(tx *sql.Tx) error {
		for _, q := range []string{
			`INSERT INTO settings VALUES ('owner', '{"ShopName":"山の湯呑み店","Setup":4}')`,
			`INSERT INTO logins VALUES ('sheet','recovery','',x'02',1), ('chihiro','owner','山野 千尋',x'01',2)`,
			`INSERT INTO shops(id, brand, name, base_url, token) VALUES (1,'demo','本店','',x'00')`,
			`INSERT INTO orders VALUES (1,1,'r1','1001',100,100,2,'JPY',3362,'カード',1,0,0,1,'2026-11-24',x'00')`,
			`INSERT INTO parcels VALUES (5,1,0,'p','2026-11-24','14-16','','ヤマト','',0,1700000000)`,
			`INSERT INTO lines VALUES (1,0,0,'l','S','煎茶 朝霧','100g',2,1296,2592,800)`,
			`INSERT INTO people VALUES (1,0,'髙橋 里奈','','','3900000','長野県','松本市','','','090-0000-0143','')`,
			`INSERT INTO words VALUES (1,'玄関先','[]','高橋里奈')`,
			`INSERT INTO news VALUES (1,100,'news.synced','{}')`,
		} {
			if _, err := tx.ExecContext(t.Context(), q); err != nil {
				return fmt.Errorf("%s: %w", q, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestALedgerOfTheFirstVersionOpensWithEverythingInIt(t *testing.T) {
	p := firstVersion(t)
	l, err := Open(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	held := rows(t, l, data.OrderQuery{Tab: data.TabHeld, Text: "高橋"})
	if len(held) != 1 || held[0].Number != "1001" || held[0].Flags != (data.RowFlags{Labelled: true, Held: true}) {
		t.Fatalf("orders: %+v", held)
	}
	o, err := l.Order(t.Context(), 1)
	if err != nil || o.Parcels[0].ID != 5 || o.Parcels[0].To.Phone != "090-0000-0143" || o.Remarks != "玄関先" || o.State != data.ToShip {
		t.Errorf("the order: %+v, %v", o, err)
	}
	logins, err := l.Logins(t.Context())
	if err != nil || len(logins) != 2 {
		t.Errorf("logins: %v, %v", logins, err)
	}
	owner := person(t, l, "chihiro")
	if !owner.InCharge || owner.Changed.IsZero() || !owner.Gone.IsZero() || owner.Role != data.RoleOwner {
		t.Errorf("who was an owner before is in charge and chose her own passphrase: %+v", owner)
	}
	if set, err := l.Settings(t.Context()); err != nil || set.ShopName != "山の湯呑み店" {
		t.Errorf("settings: %+v, %v", set, err)
	}
	seen, err := l.BenchSeen(t.Context())
	if err != nil || seen.Seq != 0 || seen.Key == [32]byte{} {
		t.Errorf("the bench's chain begins with %v, %v", seen, err)
	}
	if err := l.Record(t.Context(), data.Event{Kind: data.EventStart}); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if l, err = Open(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if again, err := l.BenchSeen(t.Context()); err != nil || again != seen {
		t.Errorf("opened again, the bench's chain begins anew: %v", err)
	}
	if err := verify(t, l); err != nil {
		t.Error(err)
	}
	if news, err := l.News(t.Context(), 9); err != nil || len(news) != 1 {
		t.Errorf("news %v, %v", news, err)
	}
}

func TestEachLedgerHasItsOwnFirstKeys(t *testing.T) {
	seen := map[[32]byte]bool{}
	for range 3 {
		l, _ := open(t)
		s, err := l.BenchSeen(t.Context())
		if err != nil || seen[s.Key] || s.Key == [32]byte{} {
			t.Errorf("key %x, %v", s.Key, err)
		}
		seen[s.Key] = true
	}
}
