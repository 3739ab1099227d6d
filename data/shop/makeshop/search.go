package makeshop

import (
	"context"
	"errors"
	"slices"
	"time"

	"nifuda/data/shop"
	"nifuda/data/shop/pull"
	"nifuda/data/shop/wire"
)

// input is a SearchOrderRequest.
type input struct {
	From     string `json:"startOrderDate,omitempty"`
	To       string `json:"endOrderDate,omitempty"`
	PaidFrom string `json:"startPaymentDate,omitempty"`
	PaidTo   string `json:"endPaymentDate,omitempty"`
	Status   string `json:"deliveryStatus,omitempty"` // N is not sent
	Sort     string `json:"sortOrder"`
	Page     int    `json:"page"`
	Limit    int    `json:"limit"`
}

func vars(in any) any {
	return struct {
		Input any `json:"input"`
	}{in}
}

func stamp(t time.Time) string { return t.In(shop.JST).Format("20060102150405") }

// placed asks for what was ordered.
func (s *Shop) placed(ctx context.Context, q pull.Question) (pull.Answer, error) {
	return s.search(ctx, input{From: stamp(q.From), To: stamp(q.To.Add(time.Second)), Sort: "ASC", Page: q.Skip/limit + 1, Limit: limit})
}

// settled asks for what was paid.
func (s *Shop) settled(ctx context.Context, q pull.Question) (pull.Answer, error) {
	return s.search(ctx, input{PaidFrom: stamp(q.From), PaidTo: stamp(q.To.Add(time.Second)), Sort: "ASC", Page: q.Skip/limit + 1, Limit: limit})
}

func (s *Shop) search(ctx context.Context, in input) (got pull.Answer, err error) {
	query, err := s.whole(ctx)
	if err != nil {
		return pull.Answer{}, err
	}
	got, err = s.page(ctx, query, in)
	if errors.Is(err, errRefused) && s.forget() {
		if query, err = s.whole(ctx); err == nil {
			got, err = s.page(ctx, query, in)
		}
	}
	return got, err
}

// errRefused is a question that the store does not answer.
var errRefused = errors.New("makeshop: the question is refused")

func (s *Shop) page(ctx context.Context, query string, in input) (got pull.Answer, err error) {
	err = s.ask(ctx, "makeshop.orders", question{Query: query, Variables: vars(in)}, func(body []byte) (err error) {
		got, err = readPage(body)
		got.More = len(got.Rows) >= in.Limit
		return err
	})
	return got, err
}

// readPage takes a page apart into rows that may each be broken.
func readPage(body []byte) (pull.Answer, error) {
	if refusal(body) != "" {
		return pull.Answer{}, shop.Fault(shop.KeyNonsense, errRefused)
	}
	var reply struct {
		Data struct {
			Search struct {
				Count  wire.Whole `json:"searchedCount"`
				Orders *wire.Rows `json:"orders"`
			} `json:"searchOrder"`
		} `json:"data"`
	}
	if err := wire.JSON(body, &reply); err != nil {
		return pull.Answer{}, err
	}
	if reply.Data.Search.Orders == nil {
		return pull.Answer{}, errors.New("no orders in the answer")
	}
	got := pull.Answer{Total: int(max(reply.Data.Search.Count, 0))}
	for _, raw := range *reply.Data.Search.Orders {
		var h head
		r := pull.Row{Raw: raw}
		if err := wire.JSON(raw, &h); err != nil {
			r.Flaw = err.Error()
		} else if r.ID, r.At = string(h.Number), when(h.Date); !shop.PlainID(r.ID) || r.At.IsZero() {
			r = pull.Row{Raw: raw, Flaw: "the order has no number or no date"}
		}
		got.Rows = append(got.Rows, r)
	}
	return got, nil
}

// find looks for orders by number: among those not sent, then among all.
func (s *Shop) find(ctx context.Context, ids []string) (found []pull.Row, err error) {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !shop.PlainID(id) })
	now := s.wire.There()
	in := input{From: stamp(now.Add(-s.reach)), To: stamp(now.Add(24 * time.Hour)), Sort: "DESC", Limit: most}
	for _, status := range []string{"N", ""} {
		in.Status = status
		seen := 0
		for in.Page = 1; len(ids) > 0; in.Page++ {
			got, err := s.search(ctx, in)
			if err != nil {
				return nil, err
			}
			for _, r := range got.Rows {
				if i := slices.Index(ids, r.ID); i >= 0 {
					found, ids = append(found, r), slices.Delete(ids, i, i+1)
				}
			}
			if seen += len(got.Rows); ends(got, seen) || in.Page >= maxPages {
				break
			}
		}
	}
	return found, nil
}

// ends reports whether nothing follows a page after which so many rows were seen: a
// store may serve less than was asked for, and says how many there are.
func ends(got pull.Answer, seen int) bool {
	return len(got.Rows) == 0 || !got.More && seen >= got.Total
}

// maxPages ends a search that does not end by itself: a hundred thousand orders.
const maxPages = 100

// paid are the numbers of the orders paid since.
func (s *Shop) paid(ctx context.Context, since time.Time) (map[string]bool, error) {
	fields := map[string][]string{ofOrder: {"displayOrderNumber", "orderDate"}, ofDelivery: {"deliveryId"}, ofGoods: {"productCode"}}
	in := input{PaidFrom: stamp(since), PaidTo: stamp(s.wire.There().Add(24 * time.Hour)), Sort: "ASC", Limit: most}
	all := map[string]bool{}
	seen := 0
	for in.Page = 1; in.Page <= maxPages; in.Page++ {
		got, err := s.page(ctx, text(fields), in)
		if err != nil {
			return nil, err
		}
		for _, r := range got.Rows {
			all[r.ID] = true
		}
		if seen += len(got.Rows); ends(got, seen) {
			break
		}
	}
	return all, nil
}
