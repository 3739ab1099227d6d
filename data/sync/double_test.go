package sync_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
)

var errCrash = errors.New("killed")

// memory is a ledger that lives in memory and can be killed: crash is asked
// before and after each commit.
type memory struct {
	orders map[string]data.Order
	fresh  map[string]int // how often an order was new
	broken map[string]string
	gone   map[string]string
	cursor []byte
	crash  func(where string) bool
}

func newMemory() *memory {
	return &memory{orders: map[string]data.Order{}, fresh: map[string]int{}, broken: map[string]string{}, gone: map[string]string{}, crash: func(string) bool { return false }}
}

func (m *memory) Cursor(context.Context, data.ShopID) ([]byte, error) {
	if m.crash("cursor") {
		return nil, errCrash
	}
	return m.cursor, nil
}

func (m *memory) OpenOrders(context.Context, data.ShopID) ([]string, error) {
	if m.crash("open") {
		return nil, errCrash
	}
	var ids []string
	for id, o := range m.orders {
		if o.State.Open() {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids, nil
}

func (m *memory) SavePage(_ context.Context, id data.ShopID, page []data.Order, broken []data.Broken, next []byte) (data.PageSaved, error) {
	if m.crash("before commit") {
		return data.PageSaved{}, errCrash
	}
	saved := data.PageSaved{Broken: len(broken)}
	for _, o := range page {
		if o.Shop != id {
			return data.PageSaved{}, fmt.Errorf("order of shop %d", o.Shop)
		}
		old, ok := m.orders[o.Remote.ID]
		switch {
		case !ok:
			saved.New++
			m.fresh[o.Remote.ID]++
		case reflect.DeepEqual(old, o):
			saved.Same++
		default:
			saved.Changed++
		}
		m.orders[o.Remote.ID] = o
	}
	for _, b := range broken {
		m.broken[b.RemoteID] = b.Reason
	}
	m.cursor = slices.Clone(next)
	if m.crash("after commit") {
		return data.PageSaved{}, errCrash
	}
	return saved, nil
}

func (m *memory) Vanished(_ context.Context, _ data.ShopID, remotes []string, key string) error {
	for _, id := range remotes {
		m.gone[id] = key
	}
	return nil
}

// village is a storefront in memory: pages of five by date of change, an
// overlap, and changes that move no date.
type village struct {
	now   int64
	sales []sale
	fail  func() error
	lists int
}

type sale struct {
	id      int
	updated int64
	version int // shows in the order's remarks
	state   data.State
}

// spot is the village's cursor: Edge holds who came already of the moment At.
type spot struct {
	At, Mark int64
	Edge     []int
}

const (
	pageSize = 5
	overlap  = 3
)

func (v *village) order(s sale) data.Order {
	at := time.Unix(1_790_000_000, 0).UTC()
	return data.Order{
		Remote:  data.Remote{ID: fmt.Sprint(s.id), Number: fmt.Sprint(s.id), PlacedAt: at, UpdatedAt: at.Add(time.Duration(s.updated) * time.Second)},
		State:   s.state,
		Parcels: []data.Parcel{{To: data.Contact{Name: "架空 花子"}}},
		Sum:     data.Sum{Currency: "JPY"},
		Remarks: strings.Repeat("変", s.version),
	}
}

func (v *village) List(_ context.Context, cursor []byte) (shop.Page, error) {
	v.lists++
	if err := v.fail(); err != nil {
		return shop.Page{}, err
	}
	var c spot
	if cursor != nil {
		if err := json.Unmarshal(cursor, &c); err != nil {
			return shop.Page{}, err
		}
	}
	if c.Mark == 0 { // a pull begins
		c.Mark, c.At, c.Edge = v.now+1, max(c.At-overlap, 0), nil
	}
	rows := slices.Clone(v.sales)
	rows = slices.DeleteFunc(rows, func(s sale) bool { return s.updated < c.At || slices.Contains(c.Edge, s.id) })
	slices.SortStableFunc(rows, func(a, b sale) int { return int(a.updated - b.updated) })
	page := shop.Page{More: len(rows) > pageSize}
	rows = rows[:min(pageSize, len(rows))]
	for _, s := range rows {
		page.Orders = append(page.Orders, v.order(s))
	}
	next := spot{At: c.Mark - 1}
	if page.More {
		last := rows[len(rows)-1].updated
		next = spot{At: last, Mark: c.Mark}
		if last == c.At {
			next.Edge = c.Edge
		}
		for _, s := range rows {
			if s.updated == last {
				next.Edge = append(next.Edge, s.id)
			}
		}
	}
	page.Next, _ = json.Marshal(next)
	return page, nil
}

func (v *village) Get(context.Context, string) (data.Order, error) {
	return data.Order{}, shop.Fault(shop.KeyGone, nil)
}

func (v *village) Reread(_ context.Context, ids []string) ([]data.Order, []data.Broken, error) {
	if err := v.fail(); err != nil {
		return nil, nil, err
	}
	var got []data.Order
	for _, s := range v.sales {
		if slices.Contains(ids, fmt.Sprint(s.id)) {
			got = append(got, v.order(s))
		}
	}
	return got, nil, nil
}
