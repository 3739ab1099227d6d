package pull

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
)

// Plan is how the orders of one storefront are pulled.
type Plan struct {
	// First are the questions of the first pull, which brings everything within
	// Reach; Later those of every other one. They are asked in their order.
	First, Later []Part
	// Reach is how far back the first pull goes.
	Reach time.Duration
	// Overlap is how far a pull begins before the last one; 0 is shop.Overlap.
	Overlap time.Duration
	// There is the storefront's own time.
	There func() time.Time
	// Read turns rows into orders. It may ask for each of them.
	Read func(ctx context.Context, rows []Row) ([]data.Order, []data.Broken, error)
}

// Part is one question, such as "what changed" or "what was paid".
type Part struct {
	// Ask gets one page. The rows come in the order of their dates.
	Ask func(ctx context.Context, q Question) (Answer, error)
	// Newest says that the newest rows come first.
	Newest bool
	// Moves says that a change gives a row a new place, so it can jump to where
	// we have been. Then what changed meanwhile is asked for once more at the end.
	// Rows that move belong asked for with the newest first: an older row is then
	// pushed onto the next page, never off it.
	Moves bool
	// Unsorted says that rows come in the order of another date than the question
	// asks by, or in none: their pages are counted off, which loses rows only
	// where others vanish meanwhile.
	Unsorted bool
	// Filtered says that the question goes by the orders' own date, all within
	// Reach, and that Question.Since leaves out those that have not changed.
	Filtered bool
	// Back is how much further back than the last pull the question begins: where
	// orders are listed by their date and only show that they changed.
	Back time.Duration
	// Span is the longest time one question may ask for; 0 is any.
	Span time.Duration
}

// Question is one page that is wanted: rows dated From to To, both included.
type Question struct {
	From, To time.Time // by the storefront's clock
	Since    time.Time // in a Filtered part: changes from here on; zero for all
	Skip     int       // rows of that to leave out; a multiple of a full page
	After    string    // where the storefront has cursors of its own: the last answer's Next
}

// Answer is a page as it came.
type Answer struct {
	Rows  []Row
	More  bool   // rows may follow; a page that is not full has none
	Total int    // rows the question has in all; 0 when not told
	Next  string // the storefront's own cursor; empty where it has none
}

// Row is an order of a page, not yet read but for what paging needs.
type Row struct {
	ID      string
	At      time.Time // the date the part sorts by; zero in unsorted ones
	Changed time.Time // last change, where the list shows it and a part goes Back
	Raw     json.RawMessage
	Flaw    string // why not even this could be read; empty when it could
}

// Broken is the row as an order set aside.
func (r Row) Broken() data.Broken { return data.Broken{RemoteID: r.ID, Reason: r.Flaw} }

// chases is how often what moved during a pull is asked for once more.
const chases = 3

// Next gives the page after the cursor.
func (p Plan) Next(ctx context.Context, at []byte) (shop.Page, error) {
	c, parts := p.resume(at)
	part := parts[c.Part]
	q := p.question(&c, part)
	got, err := part.Ask(ctx, q)
	if err != nil {
		return shop.Page{}, err
	}
	if c.Mark.IsZero() {
		c.Mark = p.There()
	}
	fresh, err := c.take(part, q, got)
	if err != nil {
		return shop.Page{}, err
	}
	if part.Back > 0 && !c.Since.IsZero() {
		fresh = changedSince(fresh, c.Since.Add(-p.overlap()))
	}
	page := shop.Page{}
	var readable []Row
	for _, r := range fresh {
		if r.Flaw != "" {
			page.Broken = append(page.Broken, r.Broken())
			continue
		}
		readable = append(readable, r)
	}
	if len(readable) > 0 {
		orders, broken, err := p.Read(ctx, readable)
		if err != nil {
			return shop.Page{}, err
		}
		page.Orders, page.Broken = orders, append(page.Broken, broken...)
	}
	page.More = p.turn(&c, parts, q, got)
	page.Total = c.Total
	if page.Next, err = json.Marshal(c); err != nil {
		return shop.Page{}, fmt.Errorf("pull: cursor: %w", err)
	}
	return page, nil
}

// resume gives where the pull stands and the questions it asks.
func (p Plan) resume(at []byte) (cursor, []Part) {
	c := readCursor(at)
	parts := p.Later
	if c.Since.IsZero() {
		parts = p.First
	}
	if c.Part >= len(parts) { // a cursor of another version
		return cursor{}, p.First
	}
	return c, parts
}

func (p Plan) overlap() time.Duration {
	if p.Overlap > 0 {
		return p.Overlap
	}
	return shop.Overlap
}

// ahead is how far beyond the storefront's clock a question reaches: orders are
// stamped by more clocks than one.
const ahead = 24 * time.Hour

// question is what to ask for at the cursor, whose window it opens.
func (p Plan) question(c *cursor, part Part) Question {
	now := p.There()
	end := now.Add(ahead)
	if c.From.IsZero() {
		switch {
		case c.Chase > 0:
			c.From = c.Since.Add(-p.overlap())
		case !c.Since.IsZero() && !part.Filtered:
			c.From = c.Since.Add(-p.overlap() - part.Back)
		default:
			c.From = now.Add(-p.Reach)
		}
		c.To = time.Time{}
	}
	if c.To.IsZero() {
		c.To = end
		if part.Span > 0 && c.From.Add(part.Span).Before(end) {
			c.To = c.From.Add(part.Span)
		}
	}
	q := Question{From: c.From.UTC(), To: c.To.UTC(), Skip: c.Skip, After: c.After}
	if part.Filtered && !c.Since.IsZero() {
		q.Since = c.Since.Add(-p.overlap()).UTC()
	}
	if !c.Edge.At.IsZero() {
		if part.Newest {
			q.To = c.Edge.At.UTC()
		} else {
			q.From = c.Edge.At.UTC()
		}
	}
	return q
}

// turn moves the cursor behind the page; it reports whether the pull goes on.
func (p Plan) turn(c *cursor, parts []Part, q Question, got Answer) bool {
	part := parts[c.Part]
	if got.More && len(got.Rows) > 0 {
		c.page(part, got)
		return true
	}
	c.Paged = c.Paged || !c.Edge.At.IsZero() || c.Skip > 0 || c.After != ""
	moved := c.Moved || part.Moves && c.Paged
	if part.Span > 0 && c.To.Before(p.There()) {
		c.window(moved)
		return true
	}
	if c.Part+1 < len(parts) {
		c.part(moved)
		return true
	}
	if moved && c.Chase < chases {
		*c = cursor{Since: c.Mark, Total: c.Total, Chase: c.Chase + 1, Part: p.chaser()}
		return true
	}
	*c = cursor{Since: c.Mark, Total: c.Total}
	return false
}

// chaser is the later part that finds what moved.
func (p Plan) chaser() int {
	for i, part := range p.Later {
		if part.Moves {
			return i
		}
	}
	return 0
}

// changedSince leaves out the rows that have not changed since.
func changedSince(rows []Row, since time.Time) []Row {
	var kept []Row
	for _, r := range rows {
		if r.Flaw != "" || r.Changed.IsZero() || !r.Changed.Before(since) {
			kept = append(kept, r)
		}
	}
	return kept
}

var (
	errStuck   = errors.New("the same page comes again and again")
	errIgnored = errors.New("the date asked for is ignored")
)
