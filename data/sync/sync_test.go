package sync

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"nifuda/data"
	"nifuda/data/shop"
)

// fakeLedger keeps orders in memory and can crash: after it fails, nothing of
// that page is there.
type fakeLedger struct {
	orders map[string]data.Order
	cursor []byte
	crash  func() bool
}

var errCrash = errors.New("crash")

func (l *fakeLedger) Cursor(context.Context, data.ShopID) ([]byte, error) { return l.cursor, nil }

func (l *fakeLedger) OpenOrders(context.Context, data.ShopID) ([]string, error) {
	var ids []string
	for id, o := range l.orders {
		if o.State.Open() {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

func (l *fakeLedger) SavePage(_ context.Context, _ data.ShopID, page []data.Order, _ []data.Broken, next []byte) (data.PageSaved, error) {
	if l.crash != nil && l.crash() {
		return data.PageSaved{}, errCrash
	}
	var saved data.PageSaved
	for _, o := range page {
		before, known := l.orders[o.Remote.ID]
		switch {
		case !known:
			saved.New++
		case fmt.Sprint(before) != fmt.Sprint(o):
			saved.Changed++
		default:
			saved.Same++
		}
		l.orders[o.Remote.ID] = o
	}
	l.cursor = next
	return saved, nil
}

// fakeShop lists its orders in a fixed order; its cursor is how many were
// given. Changes of orders already given show only on a reread.
type fakeShop struct {
	orders []data.Order
	page   int
	fail   func() error
	circle bool
}

func (s *fakeShop) List(_ context.Context, cursor []byte) (shop.Page, error) {
	if s.fail != nil {
		if err := s.fail(); err != nil {
			return shop.Page{}, err
		}
	}
	at := 0
	if cursor != nil {
		if err := json.Unmarshal(cursor, &at); err != nil {
			return shop.Page{}, err
		}
	}
	end := min(len(s.orders), at+s.page)
	next, err := json.Marshal(end)
	if s.circle {
		return shop.Page{Orders: s.orders[:1], Next: []byte("0"), More: true}, nil
	}
	return shop.Page{Orders: s.orders[at:end], Next: next, More: end < len(s.orders), Total: len(s.orders)}, err
}

func (s *fakeShop) Get(context.Context, string) (data.Order, error) { panic("not used") }

func (s *fakeShop) Reread(_ context.Context, ids []string) ([]data.Order, []data.Broken, error) {
	if len(ids) > shop.Batch {
		return nil, nil, errors.New("too many ids at once")
	}
	var found []data.Order
	for _, id := range ids {
		for _, o := range s.orders {
			if o.Remote.ID == id {
				found = append(found, o)
			}
		}
	}
	return found, nil, nil
}

func order(i int, state data.State) data.Order {
	return data.Order{Remote: data.Remote{ID: fmt.Sprint(i)}, State: state}
}

func quiet(data.SyncProgress) {}

func TestEveryOrderComesOnceWhateverFailsBetween(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &fakeShop{page: rapid.IntRange(1, 7).Draw(t, "page")}
		for i := range rapid.IntRange(0, 60).Draw(t, "orders") {
			s.orders = append(s.orders, order(i, data.State(rapid.IntRange(1, 4).Draw(t, "state"))))
		}
		l := &fakeLedger{orders: map[string]data.Order{}}
		l.crash = func() bool { return rapid.IntRange(0, 3).Draw(t, "crash") == 0 }
		s.fail = func() error {
			if rapid.IntRange(0, 4).Draw(t, "fault") == 0 {
				return shop.Fault(shop.KeyUnreachable, nil)
			}
			return nil
		}
		var total data.PageSaved
		for tries := 0; ; tries++ {
			if tries > 200 {
				l.crash, s.fail = nil, nil // it may rain for long, not for ever
			}
			saved, err := Run(t.Context(), l, 1, s, quiet)
			total = total.Add(saved)
			if err == nil {
				break
			}
		}
		if len(l.orders) != len(s.orders) || total.New != len(s.orders) {
			t.Fatalf("%d orders arrived, %d as new, of %d", len(l.orders), total.New, len(s.orders))
		}
	})
}

func TestAPaymentThatMovesNoDateIsFound(t *testing.T) {
	s := &fakeShop{page: 50}
	for i := range 250 {
		s.orders = append(s.orders, order(i, data.AwaitingPayment))
	}
	l := &fakeLedger{orders: map[string]data.Order{}}
	if _, err := Run(t.Context(), l, 1, s, quiet); err != nil {
		t.Fatal(err)
	}
	s.orders[3].State = data.ToShip
	saved, err := Run(t.Context(), l, 1, s, quiet)
	if err != nil || saved.Changed != 1 || saved.New != 0 || l.orders["3"].State != data.ToShip {
		t.Errorf("saved %+v, %v", saved, err)
	}
}

func TestPagesThatLeadInACircleEnd(t *testing.T) {
	s := &fakeShop{page: 1, circle: true, orders: []data.Order{order(1, data.ToShip)}}
	l := &fakeLedger{orders: map[string]data.Order{}, cursor: []byte("0")}
	if _, err := Run(t.Context(), l, 1, s, quiet); data.KeyOf(err) != shop.KeyNonsense {
		t.Errorf("got %v", err)
	}
}

func TestACancelledSyncKeepsWhatWasCommittedAndGoesOn(t *testing.T) {
	s := &fakeShop{page: 10}
	for i := range 100 {
		s.orders = append(s.orders, order(i, data.ToShip))
	}
	l := &fakeLedger{orders: map[string]data.Order{}}
	ctx, cancel := context.WithCancel(t.Context())
	s.fail = ctx.Err
	saved, err := Run(ctx, l, 1, s, func(p data.SyncProgress) {
		if p.Done == 30 {
			cancel()
		}
	})
	if data.KindOf(err) != data.Stopped || saved.New != 30 || len(l.orders) != 30 {
		t.Fatalf("saved %+v of %d, %v", saved, len(l.orders), err)
	}
	s.fail = nil
	saved, err = Run(t.Context(), l, 1, s, quiet)
	if err != nil || saved.New != 70 {
		t.Errorf("then %+v, %v", saved, err)
	}
}
