package sync

import (
	"bytes"
	"errors"

	"nifuda/data"
	"nifuda/data/shop"
)

// maxPages ends a pull that no honest storefront asks for: a million orders.
const maxPages = 10_000

// plan is what a pull has seen so far, and what follows from it.
type plan struct {
	seen  map[string]bool // remote ids of this pull
	pages int
}

func newPlan() *plan { return &plan{seen: map[string]bool{}} }

// took notes a page. It fails when the storefront leads in a circle: the
// cursor does not move although there is more.
func (p *plan) took(at []byte, page shop.Page) error {
	for _, o := range page.Orders {
		p.seen[o.Remote.ID] = true
	}
	p.pages++
	if page.More && (bytes.Equal(at, page.Next) || p.pages >= maxPages) {
		return shop.Fault(shop.KeyNonsense, errors.New("the pages lead in a circle"))
	}
	return nil
}

// rereads are the open orders that this pull has not brought, in batches that
// a storefront takes at once.
func (p *plan) rereads(open []string) [][]string {
	var batches [][]string
	var batch []string
	for _, id := range open {
		if p.seen[id] {
			continue
		}
		if batch = append(batch, id); len(batch) == shop.Batch {
			batches, batch = append(batches, batch), nil
		}
	}
	if len(batch) > 0 {
		batches = append(batches, batch)
	}
	return batches
}

// progress is where the pull stands. Total never falls below what is done.
func (p *plan) progress(id data.ShopID, total int, saved data.PageSaved) data.SyncProgress {
	done := len(p.seen)
	if total > 0 {
		total = max(total, done)
	}
	return data.SyncProgress{Shop: id, Done: done, Total: total, Saved: saved}
}
