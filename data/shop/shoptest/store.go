package shoptest

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"nifuda/data"
)

// Sale is one order of a storefront that is played.
type Sale struct {
	ID       int
	Placed   time.Time // zero while it is a cart
	Paid     time.Time // zero while it is not
	Shipped  time.Time // zero while it is not
	Updated  time.Time
	State    data.State
	Tracking string // as the storefront was told
	Carrier  string // as the storefront was told
	Cart     bool   // still being filled by its buyer: no order yet
	Broken   bool   // to be written so that it cannot be read, its id excepted
}

// Store is what a played storefront sells. Its clock moves only when told, and
// by one second with every change.
type Store struct {
	mu    sync.Mutex
	quiet bool
	now   time.Time
	sales []Sale

	shipments, mails, captures int
}

// epoch is when the tests play.
var epoch = time.Date(2026, 11, 20, 3, 0, 0, 0, time.UTC)

// NewStore is a store with n paid orders, for tests of an adapter's own.
func NewStore(n int) *Store {
	s := &Store{now: epoch}
	for i := range n {
		s.add(i+1, epoch.Add(-time.Duration(n-i)*10*time.Minute), data.ToShip)
	}
	return s
}

// Now is the storefront's own time.
func (s *Store) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// Sales gives a copy of all sales, by id.
func (s *Store) Sales() []Sale {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.SortedFunc(slices.Values(s.sales), func(a, b Sale) int { return cmp.Compare(a.ID, b.ID) })
}

// add puts a sale placed at the time into the store.
func (s *Store) add(id int, placed time.Time, state data.State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one := Sale{ID: id, Placed: placed, Updated: placed, State: state}
	if state == data.ToShip {
		one.Paid = placed
	}
	s.sales = append(s.sales, one)
}

// Ship marks an order as shipped, as the storefront's own call for it does. It
// reports whether there is such an order.
func (s *Store) Ship(id int, carrier, tracking string) bool {
	s.pass(time.Second)
	found := false
	s.change(id, func(one *Sale) {
		found = true
		one.State, one.Carrier, one.Tracking, one.Shipped, one.Updated = data.Shipped, carrier, tracking, s.now, s.now
		s.shipments++
	})
	return found
}

// Mail counts a mail to a buyer and Capture money that was taken: nobody asked
// for either.
func (s *Store) Mail()    { s.mu.Lock(); defer s.mu.Unlock(); s.mails++ }
func (s *Store) Capture() { s.mu.Lock(); defer s.mu.Unlock(); s.captures++ }

// cancel cancels an order.
func (s *Store) cancel(id int) {
	s.pass(time.Second)
	s.change(id, func(one *Sale) { one.State, one.Updated = data.Cancelled, s.now })
}

// counts are the shipments made, the mails sent and the payments taken.
func (s *Store) counts() (shipments, mails, captures int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.shipments, s.mails, s.captures
}

// order puts a new sale in at the storefront's own time.
func (s *Store) order(id int) {
	s.pass(time.Second)
	s.add(id, s.Now(), data.ToShip)
}

// cart opens a cart.
func (s *Store) cart(id int) {
	s.pass(time.Second)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sales = append(s.sales, Sale{ID: id, Updated: s.now, Cart: true, State: data.AwaitingPayment})
}

// buy turns a cart into a paid order. Where payment is quiet, the date of
// change stays what it was when the cart was last touched.
func (s *Store) buy(id int) {
	s.pass(time.Second)
	s.change(id, func(one *Sale) {
		one.Cart, one.State, one.Placed, one.Paid = false, data.ToShip, s.now, s.now
		if !s.quiet {
			one.Updated = s.now
		}
	})
}

// pay marks an order as paid.
func (s *Store) pay(id int) {
	s.pass(time.Second)
	s.change(id, func(one *Sale) {
		one.State, one.Paid = data.ToShip, s.now
		if !s.quiet {
			one.Updated = s.now
		}
	})
}

// touch changes something about an order.
func (s *Store) touch(id int) {
	s.pass(time.Second)
	s.change(id, func(one *Sale) { one.Updated = s.now })
}

func (s *Store) spoil(id int) { s.change(id, func(one *Sale) { one.Broken = true }) }

func (s *Store) remove(id int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sales = slices.DeleteFunc(s.sales, func(one Sale) bool { return one.ID == id })
}

func (s *Store) pass(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

func (s *Store) change(id int, how func(*Sale)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.sales {
		if s.sales[i].ID == id {
			how(&s.sales[i])
		}
	}
}
