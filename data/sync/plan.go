package sync

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"nifuda/data"
	"nifuda/data/shop"
)

// maxPages ends a sync whose storefront always has one page more. At 100 orders
// a page it is two million orders.
const maxPages = 20_000

// plan is what a running sync knows. It does no I/O.
type plan struct {
	progress data.SyncProgress
	met      map[string]bool            // remote ids that came in this sync
	cursors  map[[sha256.Size]byte]bool // cursors asked with in this pull, hashed
}

func newPlan(id data.ShopID) *plan {
	return &plan{
		progress: data.SyncProgress{Shop: id},
		met:      map[string]bool{},
		cursors:  map[[sha256.Size]byte]bool{},
	}
}

// begin starts a pull: where an earlier one of this sync was does not count.
func (p *plan) begin() { clear(p.cursors) }

// asked notes the cursor of the next question. A storefront that leads back to
// a place where we were before would never end.
func (p *plan) asked(cursor []byte) error {
	at := sha256.Sum256(cursor)
	switch {
	case p.cursors[at]:
		return shop.Fault(shop.KeyNonsense, errors.New("sync: the storefront leads back to where we were"))
	case len(p.cursors) >= maxPages:
		return shop.Fault(shop.KeyNonsense, fmt.Errorf("sync: no end after %d pages", maxPages))
	}
	p.cursors[at] = true
	return nil
}

// save is what goes into the ledger in one transaction.
type save struct {
	orders []data.Order
	broken []data.Broken
}

// take turns what came from the storefront into what is saved: each order once,
// the last word counts, and what the ledger cannot keep is set aside.
func (p *plan) take(orders []data.Order, broken []data.Broken) save {
	out := save{broken: append([]data.Broken(nil), broken...)}
	place := map[string]int{}
	for _, o := range orders {
		if flaw := shop.Flaw(o); flaw != "" {
			out.broken = append(out.broken, data.Broken{RemoteID: o.Remote.ID, Reason: flaw})
			continue
		}
		o.Shop = p.progress.Shop
		shop.Redact(&o)
		if i, ok := place[o.Remote.ID]; ok {
			out.orders[i] = o
			continue
		}
		place[o.Remote.ID] = len(out.orders)
		out.orders = append(out.orders, o)
	}
	for _, o := range out.orders {
		p.met[o.Remote.ID] = true
	}
	for _, b := range out.broken {
		if b.RemoteID != "" {
			p.met[b.RemoteID] = true
		}
	}
	return out
}

// saved notes what a transaction changed; total is how many orders the
// storefront announced, 0 when it did not.
func (p *plan) saved(s data.PageSaved, total int) {
	p.progress.Saved = p.progress.Saved.Add(s)
	p.progress.Done = len(p.met)
	p.progress.Total = max(p.progress.Total, total)
	if p.progress.Total > 0 {
		p.progress.Total = max(p.progress.Total, p.progress.Done)
	}
}

// again is which open orders are read once more, in batches: those that did not
// come by themselves.
func (p *plan) again(open []string) [][]string {
	var batches [][]string
	var one []string
	twice := map[string]bool{}
	for _, id := range open {
		if p.met[id] || twice[id] {
			continue
		}
		twice[id] = true
		if one = append(one, id); len(one) == shop.Batch {
			batches, one = append(batches, one), nil
		}
	}
	if len(one) > 0 {
		batches = append(batches, one)
	}
	return batches
}

// unmet is which of the orders that were asked for did not come. Where something
// came that has no name, it may be any of them, and nothing is said.
func (p *plan) unmet(ids []string, broken []data.Broken) (gone []string) {
	if slices.ContainsFunc(broken, func(b data.Broken) bool { return b.RemoteID == "" }) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return p.met[id] })
}
