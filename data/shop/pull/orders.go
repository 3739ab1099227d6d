package pull

import (
	"encoding/json"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// Orders reads rows with an adapter's own words for an order: none leaves one
// out that is no order (a cart, a test), order says it in ours, or why that is
// impossible. What cannot be read is set aside.
func Orders[T any](rows []Row, none func(T) bool, order func(T) (data.Order, string)) (orders []data.Order, broken []data.Broken) {
	for _, r := range rows {
		var in T
		var out data.Order
		if r.Flaw == "" {
			r.Flaw = flawOf(wire.JSON(r.Raw, &in))
		}
		if r.Flaw == "" && none(in) {
			continue
		}
		if r.Flaw == "" {
			out, r.Flaw = order(in)
		}
		if r.Flaw == "" {
			r.Flaw = shop.Flaw(out)
		}
		if r.Flaw != "" {
			broken = append(broken, r.Broken())
			continue
		}
		orders = append(orders, out)
	}
	return orders, broken
}

func flawOf(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// maxOrder is the largest order that is read, in bytes of JSON.
const maxOrder = 4 << 20

// NewRow reads of a row what paging needs, with an adapter's own words for its
// head.
func NewRow[T any](raw json.RawMessage, head func(T, *Row)) Row {
	if len(raw) > maxOrder {
		return Row{Flaw: "the order is too big to be real"}
	}
	r := Row{Raw: raw}
	var h T
	r.Flaw = flawOf(wire.JSON(raw, &h))
	head(h, &r)
	if r.Flaw == "" && (r.ID == "" || !shop.Plausible(r.At)) {
		r.Flaw = "the order has no id or no date"
	}
	return r
}
