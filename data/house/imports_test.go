package house_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nifuda/data"
	"nifuda/data/house"
	"nifuda/data/shop"
)

// orderFile writes n orders as a shop's file. totals over 0 stand in each one;
// a bad order has no date.
func orderFile(t *testing.T, path string, n int, change func(i int, cells []string)) {
	t.Helper()
	var b strings.Builder
	b.WriteString("受注番号,受注日,配送先名,配送先郵便番号,配送先住所,商品名,数量,単価,合計,入金状況\r\n")
	for i := range n {
		cells := []string{fmt.Sprintf("S-%04d", i), "2026/11/20 10:00", fmt.Sprintf("架空 花子%d", i), "3900000", "長野県松本市山辺町3-14-2", "湯呑み", "1", "1000", "1000", "入金済み"}
		if change != nil {
			change(i, cells)
		}
		b.WriteString(strings.Join(cells, ",") + "\r\n")
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

func look(t *testing.T, s *house.Session, path string) (data.ImportFile, data.ImportPlan) {
	t.Helper()
	f, err := s.ReadOrderFile(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return f, data.ImportPlan{Path: path, Sum: f.Sum, Name: "ショップサーブ店", Map: f.Map}
}

func silent(int) {}

func fileShops(t *testing.T, s *house.Session) (all []data.Shop) {
	t.Helper()
	shops, err := s.Office().Shops(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(shops, func(s data.Shop) bool { return s.Brand != data.CSV })
}

func recorded(t *testing.T, s *house.Session, kinds ...data.EventKind) []data.Event {
	t.Helper()
	all, err := s.Office().Events(t.Context(), data.EventQuery{Kinds: kinds, Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAnOrderFileIsTriedThenTakenThenComparedWithItself(t *testing.T) {
	s := founded(t, built(t, t.TempDir(), shopOf(0)))
	defer s.Close()
	path := filepath.Join(t.TempDir(), "11月の注文.csv")
	orderFile(t, path, 500, func(i int, c []string) {
		if i == 7 {
			c[1] = "昨日"
		}
	})
	f, plan := look(t, s, path)
	if f.Rows != 500 || len(f.Columns) != 10 || len(f.Samples) != 3 || f.Name != "11月の注文.csv" {
		t.Errorf("looked at: %+v", f)
	}
	trial, err := s.TryOrderFile(t.Context(), plan)
	if err != nil || trial.Saved != (data.PageSaved{New: 499, Broken: 1}) || trial.Notes[0].Row != 9 || trial.Notes[0].Column != "受注日" {
		t.Fatalf("tried: %+v, %v", trial, err)
	}
	if count(t, s) != 0 || len(fileShops(t, s)) != 0 {
		t.Fatal("a trial kept something")
	}
	told := 0
	done, err := s.TakeOrderFile(t.Context(), proof(t, s), plan, func(n int) { told = n })
	if err != nil || done.Saved != trial.Saved || count(t, s) != 499 || told != 400 {
		t.Fatalf("taken: %+v, %v, %d orders, told of %d", done, err, count(t, s), told)
	}
	shops := fileShops(t, s)
	if len(shops) != 1 || shops[0].Name != "ショップサーブ店" || shops[0].SyncedAt.IsZero() || !shops[0].ByHand || shops[0].ID != done.Shop {
		t.Fatalf("shops %+v", shops)
	}
	for _, r := range synced(t, s) {
		if r.Shop == done.Shop {
			t.Errorf("a shop without a door is synced: %+v", r)
		}
	}
	e := recorded(t, s, data.EventImported)
	if len(e) != 1 || e[0].Args["words"] != "11月の注文.csv" || e[0].Args["n"] != "499" || e[0].Args["broken"] != "1" || strings.Contains(fmt.Sprint(e), "架空") {
		t.Errorf("recorded %+v", e)
	}

	orderFile(t, path, 501, func(i int, c []string) {
		if i == 3 {
			c[9] = "キャンセル"
		}
	})
	if _, err := s.TryOrderFile(t.Context(), plan); data.KeyOf(err) != "fault.import.changed" {
		t.Errorf("another file than the one that was looked at: %v", err)
	}
	f, plan = look(t, s, path)
	plan.Shop, plan.Map = done.Shop, f.Kept[done.Shop]
	trial, err = s.TryOrderFile(t.Context(), plan)
	if want := (data.PageSaved{New: 2, Changed: 1, Same: 498}); err != nil || trial.Saved != want {
		t.Errorf("by the map that was kept: %+v, %v, want %+v", trial.Saved, err, want)
	}
}

func TestAnImportThatIsStoppedLeavesNothing(t *testing.T) {
	s := founded(t, built(t, t.TempDir(), shopOf(0)))
	defer s.Close()
	path := filepath.Join(t.TempDir(), "orders.csv")
	orderFile(t, path, 900, nil)
	_, plan := look(t, s, path)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	_, err := s.TakeOrderFile(ctx, proof(t, s), plan, func(n int) {
		if n == 400 {
			stop()
		}
	})
	if data.KindOf(err) != data.Stopped || count(t, s) != 0 || len(fileShops(t, s)) != 0 || len(recorded(t, s, data.EventImported)) != 0 {
		t.Errorf("stopped: %v; %d orders, %d shops", err, count(t, s), len(fileShops(t, s)))
	}
	if _, err := s.TakeOrderFile(t.Context(), proof(t, s), plan, silent); err != nil || count(t, s) != 900 {
		t.Errorf("another time: %v, %d orders", err, count(t, s))
	}
}

func TestTheFileIsRemovedOrLeftAndEitherIsRecorded(t *testing.T) {
	s := founded(t, built(t, t.TempDir(), shopOf(0)))
	defer s.Close()
	path := filepath.Join(t.TempDir(), "orders.csv")
	orderFile(t, path, 2, nil)
	f, _ := look(t, s, path)
	if err := s.LeaveOrderFile(t.Context(), path, f.Sum, false); err != nil {
		t.Fatal(err)
	}
	if err := s.LeaveOrderFile(t.Context(), path, "another", true); data.KeyOf(err) != "fault.import.changed" {
		t.Errorf("another file was removed: %v", err)
	}
	if err := s.LeaveOrderFile(t.Context(), path, f.Sum, true); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Error("the file is still there")
	}
	e := recorded(t, s, data.EventImportKept, data.EventImportGone)
	if len(e) != 2 || e[0].Kind != data.EventImportGone || e[1].Kind != data.EventImportKept || e[0].Args["words"] != "orders.csv" {
		t.Errorf("recorded %+v", e)
	}
}

func TestAnImportWantsThePassphraseAndANameAndAShopOfFiles(t *testing.T) {
	s := founded(t, built(t, t.TempDir(), shopOf(0)))
	defer s.Close()
	path := filepath.Join(t.TempDir(), "orders.csv")
	orderFile(t, path, 2, nil)
	_, plan := look(t, s, path)
	nameless, foreign, mapless := plan, plan, plan
	nameless.Name, foreign.Shop, mapless.Map = " ", 1, data.ImportMap{}
	for name, c := range map[string]struct {
		plan data.ImportPlan
		key  string
	}{"without a name": {nameless, "fault.shop.name"}, "into a shop that is synced": {foreign, "fault.shop.missing"}, "without columns": {mapless, "fault.import.map"}} {
		if _, err := s.TakeOrderFile(t.Context(), proof(t, s), c.plan, silent); data.KeyOf(err) != c.key {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.ReadOrderFile(t.Context(), filepath.Dir(path)); data.KeyOf(err) != "fault.import.foreign" {
		t.Errorf("a folder: %v", err)
	}
	if found := house.FindOrderFiles(filepath.Dir(path)); !slices.Equal(found, []string{path}) {
		t.Errorf("found %v", found)
	}
	if count(t, s) != 0 || len(fileShops(t, s)) != 0 {
		t.Error("something was kept")
	}
}

// TestAnOrderThatTheStorefrontGaveAlreadyDoesNotGoOutTwice imports the export of a
// shop that is synced, too.
func TestAnOrderThatTheStorefrontGaveAlreadyDoesNotGoOutTwice(t *testing.T) {
	s := founded(t, built(t, t.TempDir(), goodsShop(2)))
	defer s.Close()
	synced(t, s) // orders 1000 and 1001, of today
	path := filepath.Join(t.TempDir(), "orders.csv")
	orderFile(t, path, 3, func(i int, c []string) {
		c[0], c[1] = fmt.Sprint(1000+i), now().In(shop.JST).Format("2006/01/02")
		if i == 1 {
			c[1] = "2024/11/20" // a number that another order has
		}
	})
	_, plan := look(t, s, path)
	trial, err := s.TryOrderFile(t.Context(), plan)
	if err != nil || trial.Saved.New != 3 || len(trial.Notes) != 1 || trial.Notes[0] != (data.ImportNote{Row: 2, Column: "受注番号", Key: "import.row.twice"}) {
		t.Errorf("tried: %+v, %v", trial, err)
	}
	done, err := s.TakeOrderFile(t.Context(), proof(t, s), plan, silent)
	if err != nil {
		t.Fatal(err)
	}
	all, err := s.Office().Orders(t.Context(), data.OrderQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		if r.Shop == done.Shop && r.Flags.Problem != (r.Number == "1000") {
			t.Errorf("order %s of the file: problem %v", r.Number, r.Flags.Problem)
		}
	}
	plan.Shop = done.Shop
	if trial, err = s.TryOrderFile(t.Context(), plan); err != nil || trial.Saved.Same != 3 {
		t.Errorf("once more: %+v, %v", trial.Saved, err)
	}
}

// TestAColumnThatIsNotThereAnyMoreIsToldOf: without the ship-to's columns every
// parcel would go to its buyer.
func TestAColumnThatIsNotThereAnyMoreIsToldOf(t *testing.T) {
	s := founded(t, built(t, t.TempDir(), shopOf(0)))
	defer s.Close()
	path := filepath.Join(t.TempDir(), "orders.csv")
	orderFile(t, path, 2, nil)
	_, plan := look(t, s, path)
	done, err := s.TakeOrderFile(t.Context(), proof(t, s), plan, silent)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	raw = []byte(strings.Replace(string(raw), "配送先名,", "お名前,", 1))
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	f, plan := look(t, s, path)
	plan.Shop, plan.Map = done.Shop, f.Kept[done.Shop]
	trial, err := s.TryOrderFile(t.Context(), plan)
	if err != nil || len(trial.Notes) != 1 || trial.Notes[0] != (data.ImportNote{Row: 1, Column: "配送先名", Key: "import.row.lost"}) {
		t.Errorf("tried: %+v, %v", trial, err)
	}
}
