package shop

import (
	"context"
	"fmt"
	"strings"
	"time"

	"nifuda/data"
)

// Overlap is how far behind its watermark an adapter starts its next pull. A
// storefront may stamp a change before it shows it; the ledger absorbs what
// comes twice.
const Overlap = 10 * time.Minute

// Batch is the largest number of ids handed to Rereader.Reread at once.
const Batch = 100

// Door is what the owner gave to reach one storefront.
type Door struct {
	Base   string // its address; empty where the brand has one for all
	Secret []byte // the only key, or data.ShopKeys; adapters copy what they need
	// Keep saves a secret that the storefront has replaced. It returns before the
	// new one is used: the old one may be worthless already. Nil keeps nothing.
	Keep func(ctx context.Context, secret []byte) error
}

// Shop is a storefront that orders can be pulled from. Its methods are safe to
// call again after any error: they change nothing at the storefront.
type Shop interface {
	// List gives one page of the orders changed since the cursor; nil begins
	// with the oldest order within the adapter's reach. The cursor is the
	// adapter's own JSON: keep it, compare it, never look into it. One that
	// cannot be read begins anew.
	List(ctx context.Context, cursor []byte) (Page, error)
	// Get reads one order by its remote id: data.NotFound when it is not there,
	// data.Invalid when it cannot be read.
	Get(ctx context.Context, remoteID string) (data.Order, error)
}

// Page is one page of changed orders. An order may come again on a later page;
// what is read later is the newer truth.
type Page struct {
	Orders []data.Order
	Broken []data.Broken
	Next   []byte // cursor of the next page or, on the last one, of the next sync
	More   bool   // there is another page right now
	Total  int    // orders this whole pull is expected to bring; 0 when not known
}

// Checker is a storefront that can prove its address and key work.
type Checker interface {
	// Check asks for something small and gives the shop's own name, which may
	// be empty.
	Check(ctx context.Context) (name string, err error)
}

// Rereader is a storefront where some changes of an order do not show in List,
// or where nobody promises that they do. Orders still open are read again.
type Rereader interface {
	// Reread reads up to Batch orders by remote id. Ids the storefront does not
	// know any more are simply absent from the answer.
	Reread(ctx context.Context, ids []string) ([]data.Order, []data.Broken, error)
}

// Teller is a storefront that can be told that a parcel has left.
type Teller interface {
	// Tell marks the parcel shipped. It reads before it writes and changes
	// nothing when the storefront has it so already, so it is safe to call again
	// after any error. It mails nobody, captures no money and fixes no points
	// beyond what d allows. No later try mends these: data.NotFound KeyGone when
	// there is no such order, data.Invalid KeyOther when the storefront knows the
	// parcel as shipped otherwise, KeyRefused when it takes no shipment of the
	// order, KeyMails or KeyPoints when it cannot be told without what d does not
	// allow.
	Tell(ctx context.Context, d data.Dispatch) error
}

// SameTracking reports whether a tracking number that stands at a storefront is
// ours, which has no hyphens and no spaces.
func SameTracking(there, ours string) bool {
	return strings.NewReplacer("-", "", " ", "").Replace(data.TidyScan(there)) == ours
}

// Only is the one order that was asked for, as Shop.Get answers, of what reading
// it again brought.
func Only(label string, orders []data.Order, broken []data.Broken, err error) (data.Order, error) {
	switch {
	case err != nil:
		return data.Order{}, err
	case len(broken) > 0:
		return data.Order{}, Fault(KeyNonsense, fmt.Errorf("%s: %s", label, broken[0].Reason))
	case len(orders) == 0:
		return data.Order{}, Fault(KeyGone, nil)
	}
	return orders[0], nil
}

// Insist tells a storefront once more where it refused: somebody there may have
// been quicker, and what stands there now counts. tell reads before it writes.
func Insist(ctx context.Context, d data.Dispatch, tell func(context.Context, data.Dispatch) error) error {
	err := tell(ctx, d)
	if data.KeyOf(err) == KeyRefused {
		err = tell(ctx, d)
	}
	return err
}
