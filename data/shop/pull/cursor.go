package pull

import (
	"encoding/json"
	"hash/fnv"
	"slices"
	"time"

	"nifuda/data/shop"
)

// cursor is where a pull stands. Between pulls only Since is set. All times are
// the storefront's own.
type cursor struct {
	Since time.Time `json:"since,omitzero"`  // what changed before has come down; zero before the first pull ended
	Mark  time.Time `json:"mark,omitzero"`   // when this pull began: the next Since
	Part  int       `json:"part,omitempty"`  // which question
	From  time.Time `json:"from,omitzero"`   // its window
	To    time.Time `json:"to,omitzero"`     // zero until it is opened
	Edge  edge      `json:"edge,omitzero"`   // where the page before ended
	Skip  int       `json:"skip,omitempty"`  // rows to leave out from there
	After string    `json:"after,omitempty"` // the storefront's own cursor
	Last  uint64    `json:"last,omitempty"`  // fingerprint of the page before
	Total int       `json:"total,omitempty"` // orders this pull is expected to bring
	Chase int       `json:"chase,omitempty"` // how often what moved was asked for
	Paged bool      `json:"paged,omitempty"` // the part took more than a page
	Moved bool      `json:"moved,omitempty"` // rows may have moved to where we had been
}

// edge is the last row of a page and those beside it that came already.
type edge struct {
	At  time.Time `json:"at,omitzero"`
	IDs []string  `json:"ids,omitempty"`
}

// readCursor reads what Next gave earlier. What cannot be read begins anew: the
// ledger absorbs what it has already.
func readCursor(at []byte) cursor {
	var c cursor
	if json.Unmarshal(at, &c) != nil || c.Part < 0 || c.Skip < 0 {
		return cursor{}
	}
	return c
}

// slack is how far outside of what was asked for a row may be dated: storefronts
// round to the second, one way or the other.
const slack = 2 * time.Second

// take gives the rows of a page that have not come already.
func (c *cursor) take(part Part, q Question, got Answer) ([]Row, error) {
	var fresh []Row
	flawed := 0
	for _, r := range got.Rows {
		switch {
		case r.Flaw != "":
			flawed++
		case !part.Unsorted && (r.At.Before(q.From.Add(-slack)) || r.At.After(q.To.Add(slack)) && c.ends(part)):
			return nil, shop.Fault(shop.KeyNonsense, errIgnored)
		case slices.Contains(c.Edge.IDs, r.ID):
			continue
		}
		fresh = append(fresh, r)
	}
	if c.Edge.At.IsZero() && c.Skip == 0 && c.After == "" && c.Chase == 0 {
		c.Total += got.Total
	}
	if !got.More || len(got.Rows) == 0 {
		return fresh, nil
	}
	print := fingerprint(got.Rows)
	if print == c.Last || len(fresh) == 0 && flawed == 0 {
		return nil, shop.Fault(shop.KeyNonsense, errStuck)
	}
	c.Last = print
	return fresh, nil
}

// ends reports whether the question's end is meant: that of a span, or where the
// page before ended. The end of all time is only where it was when the pull
// began, and one that goes on days later finds younger rows.
func (c *cursor) ends(part Part) bool {
	return part.Span > 0 || part.Newest && !c.Edge.At.IsZero()
}

// page sets where the page after this one begins: at the storefront's own
// cursor, at the last row's second, or, where all rows fall into one second or
// come in no order, further down the same question.
func (c *cursor) page(part Part, got Answer) {
	if got.Next != "" {
		c.After = got.Next
		return
	}
	at, sorted := last(part, got.Rows)
	var ids []string
	for _, r := range got.Rows {
		if r.Flaw == "" && r.At.Sub(at).Abs() <= time.Second {
			ids = append(ids, r.ID)
		}
	}
	if sorted && len(ids) < len(got.Rows) && !at.Equal(c.Edge.At) {
		c.Edge, c.Skip = edge{At: at, IDs: ids}, 0
		return
	}
	c.Skip += len(got.Rows)
	c.Edge.IDs = ids
}

// last is the date the rows end with, and whether they come in the part's order.
func last(part Part, rows []Row) (at time.Time, sorted bool) {
	if part.Unsorted || rows[len(rows)-1].Flaw != "" {
		return time.Time{}, false // we do not know where the page ended
	}
	for _, r := range rows {
		if r.Flaw != "" {
			continue
		}
		if !at.IsZero() && (part.Newest && r.At.After(at) || !part.Newest && r.At.Before(at)) {
			return time.Time{}, false
		}
		at = r.At
	}
	return at, true
}

// window moves on to the next span of the same part.
func (c *cursor) window(moved bool) {
	*c = cursor{Since: c.Since, Mark: c.Mark, Part: c.Part, From: c.To, Total: c.Total, Chase: c.Chase, Paged: c.Paged, Moved: moved}
}

// part moves on to the next question.
func (c *cursor) part(moved bool) {
	*c = cursor{Since: c.Since, Mark: c.Mark, Part: c.Part + 1, Total: c.Total, Chase: c.Chase, Moved: moved}
}

// fingerprint tells whether two pages are the same bytes.
func fingerprint(rows []Row) uint64 {
	h := fnv.New64a()
	for _, r := range rows {
		h.Write([]byte(r.ID))
		h.Write(r.Raw)
	}
	return h.Sum64() >> 1 // JSON numbers are safe in 63 bits
}
