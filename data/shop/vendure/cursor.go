package vendure

import (
	"encoding/json"
	"errors"
	"hash/fnv"
	"slices"
	"time"

	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// cursor is where a pull stands. Between pulls only Placed and Changed are set.
// All times are the server's own.
type cursor struct {
	Placed  time.Time `json:"placed,omitzero"`  // what was placed up to here has come down
	Changed time.Time `json:"changed,omitzero"` // changes up to here have come down; zero before the first pull ended
	Mark    time.Time `json:"mark,omitzero"`    // newest change when this pull began: the next Changed
	Second  bool      `json:"second,omitempty"` // in the second part, by date of change
	At      time.Time `json:"at,omitzero"`      // the next page begins here; zero at the start of a part
	Skip    int       `json:"skip,omitempty"`   // rows of that to leave out
	Edge    []string  `json:"edge,omitempty"`   // orders at the page's edge that we have already
	Last    uint64    `json:"last,omitempty"`   // fingerprint of the last page
	Total   int       `json:"total,omitempty"`  // orders this pull is expected to bring
}

// readCursor reads what List gave earlier. What cannot be read begins anew: the
// ledger absorbs what it has already.
func readCursor(at []byte) cursor {
	var c cursor
	if json.Unmarshal(at, &c) != nil {
		return cursor{}
	}
	return c
}

// begins reports whether a pull starts here.
func (c cursor) begins() bool { return !c.Second && c.At.IsZero() && c.Skip == 0 }

// grain is the finest time the API tells. Databases keep finer ones, so a page
// asks from one grain before its edge.
const grain = time.Millisecond

// options are the question for the next page. Orders placed before earliest are
// out of reach.
func (c cursor) options(earliest time.Time) object {
	from := c.from(earliest)
	filter := object{"active": object{"eq": false}, "orderPlacedAt": object{"after": from}}
	sort := object{"orderPlacedAt": "ASC"}
	if c.Second {
		filter["orderPlacedAt"] = object{"after": earliest.UTC()}
		filter["updatedAt"] = object{"after": from}
		sort = object{"updatedAt": "ASC"}
	}
	if len(c.Edge) > 0 {
		filter["id"] = object{"notIn": c.Edge}
	}
	return object{"take": take, "skip": c.Skip, "sort": sort, "filter": filter}
}

// from is the moment after which the next page begins.
func (c cursor) from(earliest time.Time) time.Time {
	since := c.Placed
	if c.Second {
		since = c.Changed
	}
	switch {
	case !c.At.IsZero():
		return c.At.Add(-grain).UTC()
	case !since.IsZero():
		return since.Add(-shop.Overlap).UTC()
	}
	return earliest.UTC()
}

var (
	errStuck   = errors.New("vendure.orders: the same page comes again and again")
	errIgnored = errors.New("vendure.orders: the date asked for is ignored")
)

// advance takes a page in: the rows not delivered yet, the cursor after them,
// and whether this pull goes on.
func (c cursor) advance(got answer) (fresh []row, next cursor, more bool, err error) {
	next = c
	if c.begins() {
		next.Mark, next.Total = later(c.Changed, got.newest), 0
	}
	if c.At.IsZero() && c.Skip == 0 {
		next.Total += max(got.total, 0)
	}
	unreadable := 0
	for _, r := range got.rows {
		switch {
		case r.flaw != "":
			unreadable++
		case !c.At.IsZero() && r.time(c.Second).Before(c.At.Add(-2*grain)):
			return nil, c, false, shop.Fault(shop.KeyNonsense, errIgnored)
		case slices.Contains(c.Edge, r.ID):
			continue
		}
		if r.flaw == "" && !c.Second {
			next.Placed = later(next.Placed, r.Placed)
		}
		fresh = append(fresh, r)
	}
	if len(got.rows) < take || c.Skip+len(got.rows) == got.total {
		next, more = next.finish()
		return fresh, next, more, nil
	}
	next.Last = got.fingerprint()
	if next.Last == c.Last || len(fresh) == 0 && unreadable == 0 {
		return nil, c, false, shop.Fault(shop.KeyNonsense, errStuck)
	}
	next.turn(got.rows)
	return fresh, next, true, nil
}

// finish ends a part of the pull. The first pull has no second part: whatever
// changed after it began lies after its mark.
func (c cursor) finish() (next cursor, more bool) {
	if !c.Second && !c.Changed.IsZero() {
		return cursor{Placed: c.Placed, Changed: c.Changed, Mark: c.Mark, Second: true, Total: c.Total}, true
	}
	return cursor{Placed: c.Placed, Changed: c.Mark, Total: c.Total}, false
}

// maxEdge is how many orders a question may name as known.
const maxEdge = 500

// turn sets where the page after these rows begins: at the last row's moment,
// without those of that moment that we have. Only where rows come in no order,
// or more share one moment than a question can name, are they counted off.
func (c *cursor) turn(rows []row) {
	var last time.Time
	sorted := rows[len(rows)-1].flaw == ""
	for _, r := range rows {
		if r.flaw == "" {
			sorted = sorted && !r.time(c.Second).Before(last)
			last = r.time(c.Second)
		}
	}
	var edge []string
	if last.Sub(c.At) <= grain {
		edge = slices.Clone(c.Edge)
	}
	for _, r := range rows {
		if r.flaw == "" && !r.time(c.Second).Before(last.Add(-grain)) && !slices.Contains(edge, r.ID) {
			edge = append(edge, r.ID)
		}
	}
	if !sorted || len(edge) > maxEdge {
		c.Skip += len(rows)
		return
	}
	c.At, c.Skip, c.Edge = last, 0, edge
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// fingerprint tells whether two pages are the same bytes.
func (a answer) fingerprint() uint64 {
	h := fnv.New64a()
	for _, r := range a.rows {
		h.Write(r.raw)
	}
	return h.Sum64() >> 1 // JSON numbers are safe in 63 bits
}

// row is one order of a page, not yet read but for what paging needs.
type row struct {
	raw []byte
	head
	flaw string
}

type head struct {
	ID      string    `json:"id"`
	Placed  time.Time `json:"orderPlacedAt"`
	Updated time.Time `json:"updatedAt"`
}

// time is the date a part of the pull goes by.
func (h head) time(second bool) time.Time {
	if second {
		return h.Updated
	}
	return h.Placed
}

// maxOrder is the largest order that is read, in bytes of JSON.
const maxOrder = 1 << 20

func newRow(raw []byte) row {
	if len(raw) > maxOrder {
		return row{raw: raw[:maxOrder], flaw: "the order is too big to be real"}
	}
	r := row{raw: raw}
	if err := wire.JSON(raw, &r.head); err != nil {
		r.flaw = err.Error()
	} else if !shop.PlainID(r.ID) || !shop.Plausible(r.Placed) || !shop.Plausible(r.Updated) {
		r.flaw = "the order has no id or no date"
	}
	return r
}

// name is how the server knows the order; empty when not even that can be read.
func (r row) name() string {
	if !shop.PlainID(r.ID) {
		return ""
	}
	return r.ID
}
