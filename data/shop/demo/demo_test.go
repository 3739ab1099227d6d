package demo_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/colorme"
	"nifuda/data/shop/demo"
	"nifuda/data/shop/wire"
)

var noon = time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)

func open(t *testing.T, cfg demo.Config) *demo.Server {
	t.Helper()
	cfg.Now = func() time.Time { return noon }
	s, err := demo.Start(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func adapter(t *testing.T, s *demo.Server) *colorme.Shop {
	t.Helper()
	a, err := colorme.New(colorme.Config{BaseURL: s.URL, Token: []byte(s.Token), Wire: wire.Options{
		Clock: wire.Clock{
			Now:   func() time.Time { return noon },
			Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		},
		Limits: wire.Limits{Every: time.Nanosecond, Burst: 1000},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// pull gives every order that comes down from the cursor on.
func pull(t *testing.T, a shop.Shop, cursor []byte) (map[string]data.Order, []byte) {
	t.Helper()
	got := map[string]data.Order{}
	for range 200 {
		page, err := a.List(t.Context(), cursor)
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Broken) > 0 {
			t.Fatalf("broken: %v", page.Broken)
		}
		for _, o := range page.Orders {
			got[o.Remote.ID] = o
		}
		if cursor = page.Next; !page.More {
			return got, cursor
		}
	}
	t.Fatal("the pull does not end")
	return nil, nil
}

func TestTheShopLooksLikeOne(t *testing.T) {
	s := open(t, demo.Config{Orders: 2000, Seed: 3})
	got, _ := pull(t, adapter(t, s), nil)
	if len(got) != 2000 {
		t.Fatalf("%d orders came down, want 2,000", len(got))
	}
	seen := map[string]int{}
	problems := 0
	for _, o := range got {
		look(t, o, seen)
		if len(o.Problems) > 0 {
			problems++
			if o.Problems[0].Key != shop.ProblemAddress {
				t.Errorf("order %s: %v", o.Remote.Number, o.Problems)
			}
		}
	}
	if problems != 1 {
		t.Errorf("%d orders have a problem, want the one with half an address", problems)
	}
	if n := count(seen, "pref "); n != 47 {
		t.Errorf("%d prefectures, want all 47", n)
	}
	for _, want := range []string{"髙", "﨑", "𠮷", "building", "company", "8%", "10%", "both rates", "cod", "noshi", "wrapped", "several ship-tos", "day", "slot 14-16", "slot 午前中", "remarks", "discount",
		"state 1", "state 2", "state 3", "state 4"} {
		if seen[want] == 0 {
			t.Errorf("no order has %s", want)
		}
	}
}

func count(seen map[string]int, prefix string) (n int) {
	for k := range seen {
		if strings.HasPrefix(k, prefix) {
			n++
		}
	}
	return n
}

// look notes what an order has, and fails when it could point at anybody real.
func look(t *testing.T, o data.Order, seen map[string]int) {
	t.Helper()
	note := func(what string, has bool) {
		if has {
			seen[what]++
		}
	}
	for _, rare := range []string{"髙", "﨑", "𠮷"} {
		note(rare, strings.Contains(o.Buyer.Name, rare))
	}
	if !strings.HasPrefix(o.Buyer.Phone, "090-0000-") || !strings.HasSuffix(o.Buyer.Email, "@example.test") || o.Buyer.Kana == "" {
		t.Errorf("order %s: buyer %+v", o.Remote.Number, o.Buyer)
	}
	for _, p := range o.Parcels {
		note("pref "+p.To.Address.Prefecture, true)
		note("building", p.To.Address.Building != "")
		note("noshi", p.Gift != "")
		note("wrapped", strings.Contains(p.Gift, "包装紙"))
		note("day", !p.Wanted.Date.IsZero())
		note("slot "+p.Wanted.Slot, true)
	}
	rates := map[int]bool{}
	for _, l := range o.Lines {
		rates[l.RateBP] = true
	}
	note("8%", rates[800])
	note("10%", rates[1000])
	note("both rates", rates[800] && rates[1000])
	note("cod", o.Payment.COD)
	note("company", o.Buyer.Company != "")
	note("several ship-tos", len(o.Parcels) > 1)
	note("remarks", o.Remarks != "")
	for _, c := range o.Charges {
		note("discount", c.Amount < 0)
	}
	note(fmt.Sprintf("state %d", o.State), true)
}

func TestTheSameSeedIsTheSameShop(t *testing.T) {
	a, _ := pull(t, adapter(t, open(t, demo.Config{Orders: 50, Seed: 5})), nil)
	b, _ := pull(t, adapter(t, open(t, demo.Config{Orders: 50, Seed: 5})), nil)
	c, _ := pull(t, adapter(t, open(t, demo.Config{Orders: 50, Seed: 6})), nil)
	if !reflect.DeepEqual(a, b) {
		t.Error("the same seed gave two shops")
	}
	if reflect.DeepEqual(a, c) {
		t.Error("two seeds gave one shop")
	}
}

func TestTimePasses(t *testing.T) {
	s := open(t, demo.Config{Orders: 200, Seed: 7})
	a := adapter(t, s)
	first, cursor := pull(t, a, nil)
	s.Advance(3 * 24 * time.Hour)
	then, _ := pull(t, a, cursor)
	fresh, paid, sent := 0, 0, 0
	for id, o := range then {
		old, ok := first[id]
		switch {
		case !ok:
			fresh++
		case old.State == data.AwaitingPayment && o.State != data.AwaitingPayment:
			paid++
		case old.State == data.ToShip && o.State == data.Shipped:
			sent++
		}
	}
	if fresh != 45 || paid == 0 || sent == 0 {
		t.Errorf("in three days %d orders came, %d were paid, %d sent; want 45, some and some", fresh, paid, sent)
	}
	all, _ := pull(t, a, nil)
	for id, o := range all {
		if now, ok := then[id]; ok && !reflect.DeepEqual(now, o) || !ok && !reflect.DeepEqual(first[id], o) {
			t.Errorf("order %s changed without being listed as changed", id)
		}
	}
}

func TestPlantedCustomersWaitForTheirParcels(t *testing.T) {
	canary := data.Contact{Name: "金糸雀 一号", Kana: "カナリア イチゴウ", Phone: "090-0000-9999", Email: "canary@example.test",
		Address: data.Address{Postal: "6040001", Prefecture: "京都府", Street: "京都市中京区架空町9-9-9", Building: "鳥籠ビル101"}}
	got, _ := pull(t, adapter(t, open(t, demo.Config{Orders: 30, Seed: 1, Plant: []data.Contact{canary}})), nil)
	for _, o := range got {
		if o.Buyer.Name == canary.Name {
			if o.Buyer != canary || o.Parcels[0].To.Address != canary.Address || o.State != data.ToShip {
				t.Errorf("got %+v in state %d", o.Buyer, o.State)
			}
			return
		}
	}
	t.Error("the planted customer bought nothing")
}

// fetch asks the server by hand.
func fetch(t *testing.T, s *demo.Server, method, path, body string) (int, http.Header, map[string]any) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+s.Token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, _ := io.ReadAll(res.Body)
	var v map[string]any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return res.StatusCode, res.Header, v
}

func TestTheDocumentedTraps(t *testing.T) {
	s := open(t, demo.Config{Orders: 400, Seed: 2})
	for _, c := range []struct {
		name, query  string
		rows, atMost int
	}{
		{"without dates seven days come, ten at a time", "", 10, 125},
		{"a page holds a hundred at most", "?limit=500&make_date_min=2026-01-01", 100, 400},
		{"offset skips", "?limit=100&offset=350&make_date_min=2026-01-01", 50, 400},
		{"changes alone do not lift the seven days", "?limit=100&update_date_min=2020-01-01", 100, 125},
		{"nonsense is as good as nothing", "?limit=many&make_date_min=yesterday", 10, 125},
	} {
		status, _, v := fetch(t, s, http.MethodGet, "/v1/sales"+c.query, "")
		total := int(v["meta"].(map[string]any)["total"].(float64))
		if rows := len(v["sales"].([]any)); status != 200 || rows != c.rows || total > c.atMost || total < c.rows {
			t.Errorf("%s: %d rows of %d, want %d of at most %d", c.name, rows, total, c.rows, c.atMost)
		}
	}
}

func TestAChangeIsNotSeenAtOnce(t *testing.T) {
	s := open(t, demo.Config{Orders: 5, Seed: 2, Stale: 10 * time.Second, Plant: make([]data.Contact, 1)})
	_, _, v := fetch(t, s, http.MethodGet, "/v1/sales?limit=1", "")
	sale := v["sales"].([]any)[0].(map[string]any)
	path := fmt.Sprintf("/v1/sales/%.0f", sale["id"])
	ship := sale["sale_deliveries"].([]any)[0].(map[string]any)["id"].(float64)
	body := fmt.Sprintf(`{"sale":{"sale_deliveries":[{"id":%.0f,"slip_number":"123456789012","delivered":true}]}}`, ship)
	slip := func() any {
		_, _, v := fetch(t, s, http.MethodGet, path, "")
		return v["sale"].(map[string]any)["sale_deliveries"].([]any)[0].(map[string]any)["slip_number"]
	}
	if status, _, _ := fetch(t, s, http.MethodPut, path, body); status != 200 {
		t.Fatalf("HTTP %d", status)
	}
	if got := slip(); got != nil {
		t.Errorf("the slip number is seen at once: %v", got)
	}
	s.Advance(11 * time.Second)
	if got := slip(); got != "123456789012" {
		t.Errorf("the slip number is not seen later: %v", got)
	}
}

func TestTooManyRequestsAreRefused(t *testing.T) {
	s := open(t, demo.Config{Orders: 5, PerMinute: 2})
	var status int
	var head http.Header
	for range 3 {
		status, head, _ = fetch(t, s, http.MethodGet, "/v1/shop", "")
	}
	if status != http.StatusTooManyRequests || head.Get("Retry-After") == "" {
		t.Errorf("HTTP %d, Retry-After %q; want 429 and a time", status, head.Get("Retry-After"))
	}
}

func TestFaultsOnDemandPass(t *testing.T) {
	s := open(t, demo.Config{Orders: 500, Seed: 4, Faults: demo.Faults{ServerError: .1, Cut: .1, Halve: .1}})
	if got, _ := pull(t, adapter(t, s), nil); len(got) != 500 {
		t.Errorf("%d orders came down, want 500", len(got))
	}
}
