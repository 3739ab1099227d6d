package house

import (
	"context"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/csvin"
)

// given are the orders that storefronts gave: those of a file may be among them
// once more, and each would go out.
type given map[string]bool

// onDay names an order by its number and its day: other shops count from one, too.
func onDay(number string, placed time.Time) string {
	return number + "\x00" + placed.In(shop.JST).Format(time.DateOnly)
}

func (s *Session) given(ctx context.Context) (given, error) {
	known := given{}
	err := s.ledger.ThroughDoors(ctx, func(number, remote string, placed time.Time) {
		known[onDay(number, placed)], known[onDay(remote, placed)] = true, true
	})
	return known, err
}

// mark points out an order of a file that a storefront gave as well.
func (g given) mark(r *csvin.Read, m data.ImportMap) {
	if r.Flaw != "" || !g[onDay(r.Order.Remote.Number, r.Order.Remote.PlacedAt)] {
		return
	}
	n := data.ImportNote{Row: r.Row, Key: "import.row.twice"}
	if c := m.Fields[data.ImportNumber].Columns; len(c) > 0 {
		n.Column = c[0]
	}
	r.Notes = append(r.Notes, n)
	r.Order.Problems = append(r.Order.Problems, data.Problem{Key: shop.ProblemTwice})
}
