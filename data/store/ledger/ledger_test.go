package ledger

import (
	"bytes"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/store"
)

func now() time.Time { return time.Date(2026, 11, 22, 19, 42, 0, 0, time.Local) }

func place(t *testing.T) Place {
	key := bytes.Repeat([]byte{9}, 48)
	return Place{Path: filepath.Join(t.TempDir(), "ledger.db"), Vault: "V", Key: func() []byte { return key }, Now: now}
}

// founded is an empty ledger.
func founded(t *testing.T) (Place, *Ledger) {
	t.Helper()
	p := place(t)
	if err := Create(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	l, err := Open(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return p, l
}

func open(t *testing.T) (*Ledger, data.ShopID) {
	t.Helper()
	_, l := founded(t)
	shop, err := l.AddShop(t.Context(), "me", data.NewShop{Brand: data.Demo, Name: "本店", Token: []byte("token")})
	if err != nil {
		t.Fatal(err)
	}
	return l, shop
}

// order is one that has something in every field.
func order(n int) data.Order {
	to := data.Contact{Name: "髙橋 里奈", Kana: "タカハシ リナ", Company: "髙橋商店", Phone: "090-0000-0143", Email: "rina@example.test",
		Address: data.Address{Postal: "3900000", Prefecture: "長野県", Street: "松本市山辺町3-14-2", Building: "コーポ山辺 205"}}
	return data.Order{
		Remote: data.Remote{ID: fmt.Sprint("r", n), Number: fmt.Sprint(1000 + n), PlacedAt: now().Add(time.Duration(n) * time.Minute), UpdatedAt: now()},
		State:  data.ToShip, Buyer: to,
		Parcels: []data.Parcel{{RemoteID: "p", To: to, Gift: "のし 内祝", Carrier: "ヤマト",
			Wanted: data.Wanted{Date: time.Date(2026, 11, 24, 0, 0, 0, 0, time.Local), Slot: "14-16"}}},
		Lines:    []data.Line{{RemoteID: "l", SKU: "S", Name: "煎茶 朝霧", Option: "100g", Quantity: 2, Unit: 1296, Total: 2592, RateBP: 800}},
		Charges:  []data.Charge{{Kind: data.Shipping, Label: "送料", Amount: 770, RateBP: 1000}},
		Sum:      data.Sum{Currency: "JPY", Total: 3362, Rates: []data.RateTotal{{RateBP: 800, Gross: 2592, Tax: 192}, {RateBP: 1000, Gross: 770, Tax: 70}}},
		Payment:  data.Payment{Method: "カード", Paid: true},
		Remarks:  "玄関先に置いてください",
		Problems: []data.Problem{{Key: "problem.address.missing", Detail: "松本市"}},
	}
}

func save(t *testing.T, l *Ledger, shop data.ShopID, orders ...data.Order) data.PageSaved {
	t.Helper()
	saved, err := l.SavePage(t.Context(), shop, orders, nil, []byte(`{"n":1}`))
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func rows(t *testing.T, l *Ledger, q data.OrderQuery) []data.OrderRow {
	t.Helper()
	all, err := l.Orders(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAnOrderComesBackAsItWasSaved(t *testing.T) {
	l, shop := open(t)
	want := order(1)
	save(t, l, shop, want)
	got, err := l.Order(t.Context(), rows(t, l, data.OrderQuery{Tab: data.TabAll})[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	want.ID, want.Shop, want.Parcels[0].ID = got.ID, shop, got.Parcels[0].ID
	if g, w := fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want); g != w {
		t.Errorf("got  %s\nwant %s", g, w)
	}
}

func TestASecondSyncBringsOnlyWhatChanged(t *testing.T) {
	l, shop := open(t)
	if got := save(t, l, shop, order(1), order(2)); got != (data.PageSaved{New: 2}) {
		t.Errorf("first: %+v", got)
	}
	changed := order(2)
	changed.State = data.Shipped
	if got := save(t, l, shop, order(1), changed); got != (data.PageSaved{Same: 1, Changed: 1}) {
		t.Errorf("second: %+v", got)
	}
	cursor, err := l.Cursor(t.Context(), shop)
	if err != nil || string(cursor) != `{"n":1}` {
		t.Errorf("cursor %s, %v", cursor, err)
	}
	open, err := l.OpenOrders(t.Context(), shop)
	if err != nil || fmt.Sprint(open) != "[r1]" {
		t.Errorf("open orders %v, %v", open, err)
	}
}

// begun begins a run with a page of labels for each group of parcels.
func begun(t *testing.T, l *Ledger, pages ...[]data.ParcelID) data.PrintRunID {
	t.Helper()
	plan := data.RunPlan{Parts: []data.RunPart{{Kind: data.RunLabels, Printer: data.PrinterID{Queue: "p", Device: "ipp://p"}, Stock: "a4-12"}}}
	var all []data.RunPage
	for i, parcels := range pages {
		plan.Parcels = append(plan.Parcels, parcels...)
		all = append(all, data.RunPage{Number: i + 1, Hash: []byte{byte(i)}, Parcels: parcels})
	}
	id, err := l.BeginRun(t.Context(), plan, all, "me")
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// sent hands a page of a run over and says how that ended.
func sent(t *testing.T, l *Ledger, run data.PrintRunID, number int, end data.PageState) {
	t.Helper()
	if err := l.SendPage(t.Context(), run, number, "job"); err != nil {
		t.Fatal(err)
	}
	reason := ""
	if end != data.PagePrinted {
		reason = "fault.print.empty"
	}
	if err := l.EndPage(t.Context(), run, number, "job", end, reason); err != nil {
		t.Fatal(err)
	}
}

// printed has the labels of all orders on one page.
func printed(t *testing.T, l *Ledger, end data.PageState) {
	t.Helper()
	var parcels []data.ParcelID
	for _, r := range rows(t, l, data.OrderQuery{Tab: data.TabAll}) {
		jobs, err := l.Labels(t.Context(), []data.OrderID{r.ID}, data.Sender{})
		if err != nil {
			t.Fatal(err)
		}
		for _, j := range jobs {
			parcels = append(parcels, j.Parcel)
		}
	}
	sent(t, l, begun(t, l, parcels), 1, end)
}

func TestWhatOnlyWeKnowSurvivesASync(t *testing.T) {
	l, shop := open(t)
	save(t, l, shop, order(1))
	printed(t, l, data.PagePrinted)
	id := rows(t, l, data.OrderQuery{Tab: data.TabAll})[0].ID
	if err := l.Hold(t.Context(), []data.OrderID{id}, true); err != nil {
		t.Fatal(err)
	}
	again := order(1)
	again.Remarks = "置かないでください"
	save(t, l, shop, again)
	if f := rows(t, l, data.OrderQuery{Tab: data.TabHeld})[0].Flags; !f.Labelled || !f.Held {
		t.Errorf("after an unrelated change: %+v", f)
	}
	again.Parcels[0].To.Address.Street = "松本市山辺町3-14-3"
	save(t, l, shop, again)
	if f := rows(t, l, data.OrderQuery{Tab: data.TabHeld})[0].Flags; f.Labelled || !f.Held {
		t.Errorf("a label with the old address still counts: %+v", f)
	}
}

func TestSearchFoldsWidthKanaHyphensAndNameVariants(t *testing.T) {
	l, shop := open(t)
	save(t, l, shop, order(1))
	for text, want := range map[string]int{
		"髙橋": 1, "高橋": 1, "高橋里奈": 1, "たかはし": 1, "ﾀｶﾊｼ": 1, "タカハシリナ": 1, "0143": 1, "０９０ー００００": 1, "09000000143": 1,
		"1001": 1, "１００１": 1, "商店": 1, "佐藤": 0, "9999": 0, "%": 0, "'": 0, "": 1,
	} {
		if got := len(rows(t, l, data.OrderQuery{Tab: data.TabAll, Text: text})); got != want {
			t.Errorf("%q finds %d, want %d", text, got, want)
		}
	}
}

func TestTabsHoldTheRightOrders(t *testing.T) {
	l, shop := open(t)
	states := []data.State{data.AwaitingPayment, data.ToShip, data.ToShip, data.Shipped, data.Cancelled}
	for i, s := range states {
		o := order(i)
		o.State = s
		if i != 1 {
			o.Problems = nil
		}
		save(t, l, shop, o)
	}
	counts, err := l.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := data.TabCounts{data.TabToShip: 2, data.TabAwaiting: 1, data.TabProblems: 1, data.TabHeld: 0,
		data.TabShipped: 1, data.TabCancelled: 1, data.TabAll: 5}
	if fmt.Sprint(counts) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", counts, want)
	}
}

func TestRequestedDatesComeFirstAndNoneLast(t *testing.T) {
	l, shop := open(t)
	late, none, soon := order(1), order(2), order(3)
	late.Parcels[0].Wanted.Date = time.Date(2026, 12, 1, 0, 0, 0, 0, time.Local)
	none.Parcels[0].Wanted = data.Wanted{}
	save(t, l, shop, late, none, soon)
	var got []string
	for _, r := range rows(t, l, data.OrderQuery{Tab: data.TabToShip, Sort: data.ByWanted}) {
		got = append(got, r.Number)
	}
	if strings.Join(got, " ") != "1003 1001 1002" {
		t.Errorf("got %v", got)
	}
}

func TestPersonalDataStandsOnItsOwnShelf(t *testing.T) {
	l, shop := open(t)
	save(t, l, shop, order(1))
	printed(t, l, data.PagePrinted)
	personal := []string{"髙橋", "タカハシ", "山辺町", "コーポ", "090-0000-0143", "rina@", "玄関先"}
	holding := map[string]bool{}
	err := l.db.Read(t.Context(), func(tx *sql.Tx) error {
		var tables []string
		err := store.Each(t.Context(), tx, "SELECT name FROM sqlite_master WHERE type='table'", nil, func(scan store.Scanner) error {
			var name string
			err := scan(&name)
			tables = append(tables, name)
			return err
		})
		if err != nil {
			return err
		}
		for _, table := range tables {
			if err := holds(t, tx, table, personal, holding); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if !holding["people"] || !holding["words"] || len(holding) != 2 {
		t.Errorf("personal data stands in %v", holding)
	}
}

// holds notes a table that has one of the words in any column.
func holds(t *testing.T, tx *sql.Tx, table string, words []string, found map[string]bool) error {
	rows, err := tx.QueryContext(t.Context(), "SELECT * FROM "+table)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		row := make([]any, len(columns))
		for i := range row {
			row[i] = new(any)
		}
		if err := rows.Scan(row...); err != nil {
			return err
		}
		for _, cell := range row {
			text := fmt.Sprintf("%s", *cell.(*any))
			for _, w := range words {
				if strings.Contains(text, w) {
					found[table] = true
				}
			}
		}
	}
	return rows.Err()
}

func TestAnOlderCopyIsToldAndReadAgainFromTheShops(t *testing.T) {
	p := place(t)
	if err := Create(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	l, err := Open(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	shop, err := l.AddShop(t.Context(), "me", data.NewShop{Brand: data.Demo, Name: "本店", Token: []byte("token")})
	if err != nil {
		t.Fatal(err)
	}
	save(t, l, shop, order(1))
	l.Close()
	copyFile(t, p.Path, p.Path+".old")
	if l, err = Open(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	save(t, l, shop, order(2))
	l.Close()
	copyFile(t, p.Path+".old", p.Path)
	if l, err = Open(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	news, err := l.News(t.Context(), 1)
	if err != nil || len(news) != 1 || news[0].Key != "news.behind" {
		t.Errorf("news %v, %v", news, err)
	}
	if cursor, err := l.Cursor(t.Context(), shop); err != nil || cursor != nil {
		t.Errorf("the next sync begins at %s, %v", cursor, err)
	}
}
