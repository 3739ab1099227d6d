package shoptest

import (
	"context"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// Token is the access key that the played storefront accepts.
const Token = "right-key-0123456789"

// Brand is an adapter and the storefront it is tested against.
type Brand struct {
	// Serve plays the storefront's API over the store. It refuses other keys
	// than Token the way the storefront does. A storefront whose keys end by
	// themselves plays an Expirer.
	Serve func(*Store) http.Handler
	// Open makes the adapter.
	Open func(t testing.TB, base, token string, opts wire.Options) shop.Shop
	// Carts tells that the storefront lists carts among its orders.
	Carts bool
	// QuietPayment tells that a payment does not move the date of change.
	QuietPayment bool
	// Blind tells that the storefront cannot be asked for what changed: that
	// shows only where the open orders are read again.
	Blind bool
	// Each tells that the adapter asks once more for each order of a page.
	Each bool
	// Overlap is how far a pull begins before the last; 0 is shop.Overlap.
	Overlap time.Duration
	// Tell says how the parcel of a sale is told to have left; empty fields are
	// filled in. Nil where the adapter tells nothing.
	Tell func(s Sale) data.Dispatch
}

// Expirer is a played storefront whose key can end: from now on it refuses what
// it gave out before, and gives out another.
type Expirer interface{ Expire() }

// Run holds the adapter to every claim.
func Run(t *testing.T, b Brand) {
	all := claims()
	if b.Tell != nil {
		all = append(all, tells()...)
	}
	for _, c := range all {
		t.Run(c.name, func(t *testing.T) { c.hold(t, open(t, b)) })
	}
}

// rig is one played storefront and an adapter in front of it.
type rig struct {
	brand  Brand
	store  *Store
	street *street
	base   string
	shop   shop.Shop
	skew   time.Duration // of our own clock
	log    []string
}

func open(t *testing.T, b Brand) *rig {
	t.Helper()
	store := &Store{now: epoch, quiet: b.QuietPayment}
	r := &rig{brand: b, store: store, street: &street{shop: b.Serve(store), now: store.Now}}
	srv := httptest.NewUnstartedServer(r.street)
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.Start()
	t.Cleanup(func() { srv.CloseClientConnections(); srv.Close() })
	r.base = srv.URL
	r.shop = r.adapter(t, Token, nil)
	return r
}

// adapter opens one more adapter; a nil sleep takes no time.
func (r *rig) adapter(t testing.TB, token string, sleep func(context.Context, time.Duration) error) shop.Shop {
	if sleep == nil {
		sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	}
	return r.brand.Open(t, r.base, token, wire.Options{
		Clock: wire.Clock{
			Now:   func() time.Time { return r.store.Now().Add(r.skew) },
			Sleep: sleep,
			Roll:  func() float64 { return 0 },
		},
		Limits: wire.Limits{Timeout: 5 * time.Second, Every: time.Nanosecond, Burst: 1000},
		Log:    func(e wire.Entry) { r.log = append(r.log, e.String()) },
	})
}

// fill puts n paid orders into the store, one every ten minutes up to now.
func (r *rig) fill(n int) {
	for i := range n {
		r.store.add(i+1, epoch.Add(-time.Duration(n-i)*10*time.Minute), data.ToShip)
	}
}

// pulled is what a pull brought: the last truth of each order and how often it
// came.
type pulled struct {
	orders map[string]data.Order
	times  map[string]int
	broken []data.Broken
	cursor []byte
	pages  int
}

// maxPages ends a pull that does not end by itself.
const maxPages = 500

// pull lists from the cursor to the end; between pages it calls meanwhile.
func pull(ctx context.Context, s shop.Shop, cursor []byte, meanwhile func()) (pulled, error) {
	got := pulled{orders: map[string]data.Order{}, times: map[string]int{}, cursor: cursor}
	for got.pages < maxPages {
		page, err := s.List(ctx, got.cursor)
		if err != nil {
			return got, err
		}
		got.pages++
		got.take(page.Orders)
		got.broken = append(got.broken, page.Broken...)
		got.cursor = page.Next
		if !page.More {
			return got, nil
		}
		if meanwhile != nil {
			meanwhile()
		}
	}
	return got, context.DeadlineExceeded
}

func (p *pulled) take(orders []data.Order) {
	for _, o := range orders {
		p.orders[o.Remote.ID] = o
		p.times[o.Remote.ID]++
	}
}

// mustPull pulls without trouble.
func (r *rig) mustPull(t *testing.T, cursor []byte) pulled {
	t.Helper()
	got, err := pull(t.Context(), r.shop, cursor, nil)
	if err != nil {
		t.Fatalf("pull: %v", err)
	}
	return got
}

// resync pulls from the cursor and reads the open orders again, as a sync does.
func (r *rig) resync(t *testing.T, before pulled) pulled {
	t.Helper()
	got := r.mustPull(t, before.cursor)
	again, ok := r.shop.(shop.Rereader)
	if !ok {
		return got
	}
	var ids []string
	for id, o := range before.orders {
		if _, seen := got.orders[id]; !seen && o.State.Open() {
			ids = append(ids, id)
		}
	}
	for batch := range slices.Chunk(ids, shop.Batch) {
		orders, broken, err := again.Reread(t.Context(), batch)
		if err != nil {
			t.Fatalf("reread: %v", err)
		}
		got.take(orders)
		got.broken = append(got.broken, broken...)
	}
	return got
}

// again pulls from where the pull before ended, and where the storefront is
// blind reads the open orders again.
func (r *rig) again(t *testing.T, before pulled) pulled {
	t.Helper()
	if r.brand.Blind {
		return r.resync(t, before)
	}
	return r.mustPull(t, before.cursor)
}

// wantAll fails unless each order from 1 to n came down, the missing ones
// excepted.
func wantAll(t *testing.T, got pulled, n int, missing ...int) {
	t.Helper()
	gone := map[int]bool{}
	for _, id := range missing {
		gone[id] = true
	}
	var lost []string
	for id := 1; id <= n; id++ {
		if _, ok := got.orders[strconv.Itoa(id)]; !ok && !gone[id] {
			lost = append(lost, strconv.Itoa(id))
		}
	}
	if len(lost) > 0 {
		t.Errorf("%d of %d orders never came: %s", len(lost), n, strings.Join(lost[:min(len(lost), 20)], " "))
	}
}

// wantFault fails unless err is the fault, and says nothing it should not.
func wantFault(t *testing.T, err error, key string) {
	t.Helper()
	if data.KeyOf(err) != key {
		t.Fatalf("got %v, want %s", err, key)
	}
	if strings.Contains(err.Error(), Token) || strings.Contains(err.Error(), "example.test") {
		t.Errorf("the error says too much: %v", err)
	}
}
