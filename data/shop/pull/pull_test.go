package pull_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/pull"
	"nifuda/data/shop/shoptest"
	"nifuda/data/shop/wire"
)

// The three kinds of storefront, the first of which comes in two.
const (
	since  = "since"  // lists by order date and can leave out what has not changed
	newest = "newest" // lists what changed, the newest change first
	shown  = "shown"  // lists by order date and shows when each order changed
	blind  = "blind"  // lists by the dates of orders and payments alone
)

func TestEveryKindOfStorefrontIsPulledWhole(t *testing.T) {
	for _, kind := range []string{since, newest, shown, blind} {
		t.Run(kind, func(t *testing.T) {
			shoptest.Run(t, shoptest.Brand{
				Serve: func(s *shoptest.Store) http.Handler { return village{s, kind} },
				Open: func(t testing.TB, base, token string, opts wire.Options) shop.Shop {
					return open(t, kind, base, token, opts)
				},
				Blind: kind == blind || kind == shown,
			})
		})
	}
}

// village plays a storefront that lists a hundred orders at most.
type village struct {
	store *shoptest.Store
	kind  string
}

// line is an order as the village writes it.
type line struct {
	ID                     int
	Placed, Changed, Payed time.Time
	State                  data.State
	Broken                 bool
}

func (v village) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != shoptest.Token {
		http.Error(w, "no", http.StatusUnauthorized)
		return
	}
	q := r.URL.Query()
	ids := q["id"]
	from, to, changed := when(q.Get("from")), when(q.Get("to")), when(q.Get("since"))
	by := q.Get("by")
	all := []line{}
	for _, s := range v.store.Sales() {
		one := line{s.ID, s.Placed, s.Updated, s.Paid, s.State, s.Broken}
		at := one.date(by)
		if ids == nil && !at.Before(from) && !at.After(to) && !s.Updated.Before(changed) || slices.Contains(ids, strconv.Itoa(s.ID)) {
			all = append(all, one)
		}
	}
	slices.SortStableFunc(all, func(a, b line) int {
		if v.kind == newest {
			a, b = b, a
		}
		return a.date(by).Compare(b.date(by))
	})
	total := len(all)
	skip, _ := strconv.Atoi(q.Get("skip"))
	all = all[min(skip, total):min(skip+100, total)]
	json.NewEncoder(w).Encode(map[string]any{"total": total, "rows": all})
}

func (l line) date(by string) time.Time {
	switch by {
	case "changed":
		return l.Changed
	case "paid":
		return l.Payed
	}
	return l.Placed
}

func when(s string) time.Time {
	at, _ := time.Parse(time.RFC3339, s)
	return at
}

// adapter is the least that an adapter is made of.
type adapter struct {
	wire *wire.Client
	plan pull.Plan
}

func open(t testing.TB, kind, base, token string, opts wire.Options) shop.Shop {
	c, err := wire.New(base, http.Header{"Authorization": {token}}, wire.Limits{}, opts)
	if err != nil {
		t.Fatal(err)
	}
	a := &adapter{wire: c}
	placed := pull.Part{Ask: a.ask("placed"), Span: 62 * 24 * time.Hour}
	a.plan = pull.Plan{First: []pull.Part{placed}, Reach: 365 * 24 * time.Hour, There: c.There, Read: read}
	switch kind {
	case since:
		placed.Filtered = true
		a.plan.Later = []pull.Part{placed}
	case newest:
		a.plan.First = []pull.Part{{Ask: a.ask("placed"), Newest: true}}
		a.plan.Later = []pull.Part{{Ask: a.ask("changed"), Newest: true, Moves: true}}
	case shown:
		placed.Back = 62 * 24 * time.Hour
		a.plan.Later = []pull.Part{placed}
	case blind:
		a.plan.Later = []pull.Part{placed, {Ask: a.ask("paid")}}
	}
	return rereader{a}
}

func (a *adapter) ask(by string) func(context.Context, pull.Question) (pull.Answer, error) {
	return func(ctx context.Context, q pull.Question) (pull.Answer, error) {
		got, err := a.get(ctx, url.Values{"by": {by}, "since": {q.Since.Format(time.RFC3339)},
			"from": {q.From.Format(time.RFC3339)}, "to": {q.To.Format(time.RFC3339)}, "skip": {strconv.Itoa(q.Skip)}})
		for i, l := range got.lines {
			got.Rows[i].At, got.Rows[i].Changed = l.date(by), l.Changed
		}
		return got.Answer, err
	}
}

type answer struct {
	pull.Answer
	lines []line
}

func (a *adapter) get(ctx context.Context, q url.Values) (got answer, err error) {
	err = a.wire.Do(ctx, wire.Request{Label: "village.orders", Method: http.MethodGet, Path: "/orders", Query: q, Read: func(body []byte) error {
		var reply struct {
			Total int
			Rows  []json.RawMessage
		}
		got = answer{}
		if err := wire.JSON(body, &reply); err != nil {
			return err
		}
		if reply.Rows == nil {
			return fmt.Errorf("no rows in the answer")
		}
		for _, raw := range reply.Rows {
			var l line
			if err := wire.JSON(raw, &l); err != nil {
				return err
			}
			got.lines = append(got.lines, l)
			got.Rows = append(got.Rows, pull.Row{ID: strconv.Itoa(l.ID), Raw: raw})
		}
		got.Total, got.More = reply.Total, len(got.Rows) == 100
		return nil
	}})
	return got, err
}

func (a *adapter) List(ctx context.Context, at []byte) (shop.Page, error) {
	return a.plan.Next(ctx, at)
}

func (a *adapter) Get(ctx context.Context, id string) (data.Order, error) {
	if _, err := strconv.Atoi(id); err != nil {
		return data.Order{}, shop.Fault(shop.KeyGone, nil)
	}
	orders, broken, err := (rereader{a}).Reread(ctx, []string{id})
	switch {
	case err != nil:
		return data.Order{}, err
	case len(broken) > 0:
		return data.Order{}, shop.Fault(shop.KeyNonsense, nil)
	case len(orders) == 0:
		return data.Order{}, shop.Fault(shop.KeyGone, nil)
	}
	return orders[0], nil
}

type rereader struct{ *adapter }

func (r rereader) Reread(ctx context.Context, ids []string) ([]data.Order, []data.Broken, error) {
	got, err := r.get(ctx, url.Values{"id": ids})
	if err != nil {
		return nil, nil, err
	}
	return read(ctx, got.Rows)
}

func read(_ context.Context, rows []pull.Row) (orders []data.Order, broken []data.Broken, err error) {
	for _, r := range rows {
		var l line
		if err := json.Unmarshal(r.Raw, &l); err != nil {
			return nil, nil, err
		}
		if l.Broken {
			broken = append(broken, data.Broken{RemoteID: r.ID, Reason: "broken"})
			continue
		}
		orders = append(orders, data.Order{Remote: data.Remote{ID: r.ID, Number: r.ID, PlacedAt: l.Placed, UpdatedAt: l.Changed}, State: l.State,
			Parcels: []data.Parcel{{}}, Sum: data.Sum{Currency: "JPY"}})
	}
	return orders, broken, nil
}
