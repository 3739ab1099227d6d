package colorme

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"net/url"
	"slices"
	"strconv"
	"time"

	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// cursor is where a pull stands. Between pulls only Since is set. All times are
// unix seconds of the shop's own clock.
type cursor struct {
	Since  int64   `json:"since,omitempty"`  // this pull asks for changes from here on; 0 for all
	Mark   int64   `json:"mark,omitempty"`   // newest change seen on this pull's first page: the next Since
	Before int64   `json:"before,omitempty"` // the next page holds what was ordered up to here; 0 on the first
	Skip   int     `json:"skip,omitempty"`   // rows of that to leave out
	Edge   []int64 `json:"edge,omitempty"`   // sales at the page's edge that we have already
	Last   uint64  `json:"last,omitempty"`   // fingerprint of the last page
	Total  int     `json:"total,omitempty"`  // sales this pull is expected to bring
}

// ahead is how far from now a date of change can be and still be one.
const ahead = 24 * time.Hour

// readCursor reads what List gave earlier. What cannot be read begins anew: the
// ledger absorbs what it has already.
func readCursor(at []byte) cursor {
	var c cursor
	if json.Unmarshal(at, &c) != nil {
		return cursor{}
	}
	return c
}

// query is the question for the next page. Sales ordered before earliest are
// out of reach.
func (c cursor) query(earliest time.Time) url.Values {
	q := url.Values{
		"limit":         {strconv.Itoa(limit)},
		"offset":        {strconv.Itoa(c.Skip)},
		"make_date_min": {earliest.In(shop.JST).Format(time.DateOnly)},
	}
	if c.Since > 0 {
		q.Set("update_date_min", stamp(c.Since-int64(shop.Overlap/time.Second)))
	}
	if c.Before > 0 {
		// One second more, so that it does not matter whether the bound is
		// inclusive.
		q.Set("make_date_max", stamp(c.Before+1))
	}
	return q
}

func stamp(unix int64) string { return time.Unix(unix, 0).In(shop.JST).Format(time.DateTime) }

// errStuck is a shop that answers the same page again and again.
var errStuck = errors.New("colorme.sales: the same page comes again and again")

// advance takes a page in that came by there, the shop's own time: the rows not
// delivered yet, the cursor after them, and whether this pull goes on.
func (c cursor) advance(got answer, there time.Time) (fresh []row, next cursor, more bool, err error) {
	next = c
	if c.Before == 0 && c.Skip == 0 {
		next.Mark, next.Total = c.Since, max(got.total, 0)
		for _, r := range got.rows {
			if r.Updated <= there.Add(ahead).Unix() { // what changed later than now would hide all that changes until then
				next.Mark = max(next.Mark, r.Updated)
			}
		}
	}
	unreadable := 0
	for _, r := range got.rows {
		switch {
		case r.flaw != "":
			unreadable++
		case c.Before > 0 && r.Made > c.Before+1:
			return nil, c, false, shop.Fault(shop.KeyNonsense, errors.New("colorme.sales: the order date asked for is ignored"))
		case slices.Contains(c.Edge, r.ID):
			continue
		}
		fresh = append(fresh, r)
	}
	if got.ends(c.Skip) {
		return fresh, cursor{Since: next.Mark, Total: next.Total}, false, nil
	}
	next.Last = got.fingerprint()
	if next.Last == c.Last || len(fresh) == 0 && unreadable == 0 {
		return nil, c, false, shop.Fault(shop.KeyNonsense, errStuck)
	}
	next.turn(got.rows)
	return fresh, next, true, nil
}

// turn sets where the page after these rows begins: at the last row's second,
// or, where all rows fall into one second or come in no order, further down the
// same question.
func (c *cursor) turn(rows []row) {
	last, sorted := int64(0), true
	for _, r := range rows {
		if r.flaw == "" {
			sorted = sorted && (last == 0 || r.Made <= last)
			last = r.Made
		}
	}
	if n := len(rows); rows[n-1].flaw != "" {
		sorted = false // we do not know where the page ended
	}
	var edge []int64
	for _, r := range rows {
		if r.flaw == "" && r.Made <= last+1 {
			edge = append(edge, r.ID)
		}
	}
	if sorted && last > 0 && len(edge) < len(rows) && (c.Before == 0 || last < c.Before) {
		c.Before, c.Skip, c.Edge = last, 0, edge
		return
	}
	c.Skip += len(rows)
	c.Edge = edge
}

// ends reports whether nothing follows the page that left out skip rows. A page
// that is not full is the last one whatever the total says, and a total that is
// less than what we hold says nothing.
func (a answer) ends(skip int) bool {
	full := limit
	if a.limit > 0 {
		full = min(a.limit, limit)
	}
	return len(a.rows) < full || skip+len(a.rows) == a.total
}

// fingerprint tells whether two pages are the same bytes.
func (a answer) fingerprint() uint64 {
	h := fnv.New64a()
	for _, r := range a.rows {
		h.Write(r.raw)
	}
	return h.Sum64() >> 1 // JSON numbers are safe in 63 bits
}

// row is one sale of a page, not yet read but for what paging needs.
type row struct {
	raw []byte
	head
	flaw string
}

// maxSale is the largest sale that is read, in bytes of JSON.
const maxSale = 1 << 20

func newRow(raw []byte) row {
	if len(raw) > maxSale {
		return row{raw: raw[:maxSale], flaw: "the order is too big to be real"}
	}
	r := row{raw: raw}
	if err := wire.JSON(raw, &r.head); err != nil {
		r.flaw = err.Error()
	} else if r.ID <= 0 || !shop.Plausible(time.Unix(r.Made, 0)) || !shop.Plausible(time.Unix(r.Updated, 0)) {
		r.flaw = "the order has no number or no date"
	}
	return r
}

// name is how the owner knows the sale; empty when not even that can be read.
func (r row) name() string {
	if r.ID <= 0 {
		return ""
	}
	return fmt.Sprint(r.ID)
}
