package medusa

import (
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"time"

	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// cursor is where a pull stands. Between pulls only Since is set. All times are
// the server's own.
type cursor struct {
	Since time.Time `json:"since,omitzero"`  // changes up to here have come down
	Seen  time.Time `json:"seen,omitzero"`   // the newest change met in this pull: the next Since
	At    time.Time `json:"at,omitzero"`     // the next page begins here; zero at the start of a pull
	Edge  []string  `json:"edge,omitempty"`  // orders of that moment that we have already
	Crowd bool      `json:"crowd,omitempty"` // that moment fills more than a page: it is read by id
	After string    `json:"after,omitempty"` // the last id of the crowd that was read
	Total int       `json:"total,omitempty"` // orders this pull is expected to bring
}

// readCursor reads what List gave earlier. What cannot be read begins anew: the
// ledger absorbs what it has already.
func readCursor(at []byte) cursor {
	var c cursor
	if json.Unmarshal(at, &c) != nil || c.Crowd && c.At.IsZero() {
		return cursor{}
	}
	return c
}

// grain is the finest time the API tells. The database keeps finer ones, so a
// moment is as long as a grain.
const grain = time.Millisecond

// stamp is how the API writes a time.
const stamp = "2006-01-02T15:04:05.000Z"

// question asks for the next page. What changed before earliest is out of reach.
func (c cursor) question(earliest time.Time) url.Values {
	q := url.Values{"fields": {fields}, "limit": {strconv.Itoa(take)}, "order": {"updated_at"}}
	q.Set("updated_at[$gte]", c.from(earliest).Format(stamp))
	if c.Crowd {
		q.Set("order", "id")
		q.Set("updated_at[$lt]", c.At.Add(grain).UTC().Format(stamp))
		q.Set("id[$gt]", c.After)
	}
	return q
}

// from is the moment that the next page begins with.
func (c cursor) from(earliest time.Time) time.Time {
	switch {
	case !c.At.IsZero():
		return c.At.UTC()
	case !c.Since.IsZero():
		return c.Since.Add(-shop.Overlap).UTC()
	}
	return earliest.UTC()
}

var (
	errStuck   = errors.New("medusa.orders: a page without a single date to go on from")
	errIgnored = errors.New("medusa.orders: what was asked for is ignored")
)

// advance takes a page in: the rows not delivered yet, the cursor after them,
// and whether this pull goes on.
func (c cursor) advance(got answer) (fresh []row, next cursor, more bool, err error) {
	next = c
	if c.At.IsZero() {
		next.Total = max(got.count, 0)
	}
	var good []row
	for _, r := range got.rows {
		if r.flaw == "" {
			good = append(good, r)
			next.Seen = later(next.Seen, r.Updated)
		}
		if r.flaw != "" || !slices.Contains(c.Edge, r.ID) {
			fresh = append(fresh, r)
		}
	}
	if !c.asked(good) {
		return nil, c, false, shop.Fault(shop.KeyNonsense, errIgnored)
	}
	if len(got.rows) < take {
		next, more = next.finish()
		return fresh, next, more, nil
	}
	if len(good) == 0 {
		return nil, c, false, shop.Fault(shop.KeyNonsense, errStuck)
	}
	next.turn(good)
	return fresh, next, true, nil
}

// asked reports whether rows are what the question was for. In which order the
// database has ids is its own business; that none comes twice is not.
func (c cursor) asked(rows []row) bool {
	at := c.At
	for _, r := range rows {
		switch {
		case r.Updated.Before(at), c.Crowd && (r.ID == c.After || !r.Updated.Before(c.At.Add(grain))):
			return false
		case !c.Crowd:
			at = r.Updated
		}
	}
	return true
}

// finish ends a crowd, and goes on behind it, or a pull.
func (c cursor) finish() (next cursor, more bool) {
	if c.Crowd {
		return cursor{Since: c.Since, Seen: c.Seen, At: c.At.Add(grain), Total: c.Total}, true
	}
	return cursor{Since: later(c.Since, c.Seen), Total: c.Total}, false
}

// turn sets where the page after these rows begins: with the last row's moment,
// without those of that moment that we have. A page that holds one moment alone
// is part of a crowd. Either way the next question is another than this one.
func (c *cursor) turn(rows []row) {
	last := rows[len(rows)-1]
	if c.Crowd {
		c.After = last.ID
		return
	}
	at := last.Updated.Truncate(grain)
	c.Crowd = at.Equal(rows[0].Updated.Truncate(grain))
	if !at.Equal(c.At) {
		c.At, c.Edge = at, nil
	}
	for _, r := range rows {
		if !r.Updated.Before(at) && !slices.Contains(c.Edge, r.ID) {
			c.Edge = append(slices.Clip(c.Edge), r.ID)
		}
	}
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// row is one order of a page, not yet read but for what paging needs.
type row struct {
	raw []byte
	head
	flaw string
}

type head struct {
	ID      string    `json:"id"`
	Placed  time.Time `json:"created_at"`
	Updated time.Time `json:"updated_at"`
}

// maxOrder is the largest order that is read, in bytes of JSON.
const maxOrder = 4 << 20

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
