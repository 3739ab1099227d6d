package office

import (
	"context"
	"maps"
	"slices"

	"nifuda/data"
	"nifuda/data/tax"
)

// Returnable lists the goods of an order of which a return can still give
// pieces back. A document that is corrected counts as not there. It fails with
// NotFound "fault.order.missing".
func (o *Office) Returnable(ctx context.Context, order data.OrderID, corrects data.DocumentID) ([]data.Returnable, error) {
	sale, err := o.ledger.Sale(ctx, data.DocumentAsk{Kind: data.PaperReturn, Order: order, Corrects: corrects})
	if err != nil {
		return nil, err
	}
	var all []data.Returnable
	for i, l := range sale.Order.Lines {
		if left := l.Quantity - sale.LineBack[i]; left > 0 && l.Total > 0 {
			all = append(all, data.Returnable{Line: i, Name: l.Name, Option: l.Option, Of: l.Quantity, Left: left})
		}
	}
	return all, nil
}

// giving is goods being given back: what is sold, was given back before, and is
// given back now, by rate.
type giving struct {
	had              map[int]int // pieces by line
	all, before, now map[int]data.Money
	err              error
}

// part is tax.Part between two counts of pieces, so that all parts together are
// the whole.
func (g *giving) part(of data.Money, had, more, all int64) data.Money {
	to, err := tax.Part(of, had+more, all)
	if err != nil {
		g.err = err
	}
	from, err := tax.Part(of, had, all)
	if err != nil {
		g.err = err
	}
	return to - from
}

// goods are the rows of the goods that are given back, and what was taken off
// them when they were sold: their share of the order's discounts. However an
// order is given back piece by piece, all pieces together are what was paid for
// them, to the yen.
func (d *drafter) goods(p *data.Paper, rates tax.Rates) ([]tax.Item, error) {
	if len(d.ask.Goods) == 0 {
		return nil, nil
	}
	o := d.sale.Order
	g := giving{had: map[int]int{}, all: map[int]data.Money{}, before: map[int]data.Money{}, now: map[int]data.Money{}}
	for i, l := range o.Lines {
		g.had[i] = d.sale.LineBack[i]
		g.all[l.RateBP] += l.Total
		g.before[l.RateBP] += g.part(l.Total, 0, int64(g.had[i]), int64(l.Quantity))
	}
	var items []tax.Item
	for _, b := range d.ask.Goods {
		if b.Line < 0 || b.Line >= len(o.Lines) || b.Quantity <= 0 || b.Quantity > o.Lines[b.Line].Quantity-g.had[b.Line] {
			return nil, &data.Fault{Kind: data.Invalid, Key: "fault.document.goods"}
		}
		l := o.Lines[b.Line]
		amount := g.part(l.Total, int64(g.had[b.Line]), int64(b.Quantity), int64(l.Quantity))
		g.had[b.Line] += b.Quantity
		g.now[l.RateBP] += amount
		p.Items = append(p.Items, data.PaperItem{SKU: l.SKU, Name: l.Name, Option: l.Option, Quantity: b.Quantity, Unit: l.Unit, Amount: amount,
			RateBP: l.RateBP, Reduced: rates.IsReduced(l.RateBP), Line: b.Line + 1})
		items = append(items, tax.Item{RateBP: l.RateBP, Amount: tax.Whole(amount)})
	}
	offs, err := tax.GoodsOff(o, p.Terms)
	if err != nil {
		return nil, err
	}
	for _, bp := range slices.Backward(slices.Sorted(maps.Keys(g.now))) {
		if off := g.part(offs[bp], int64(g.before[bp]), int64(g.now[bp]), int64(g.all[bp])); off > 0 {
			p.Charges = append(p.Charges, data.PaperCharge{Kind: data.Discount, Amount: -off, RateBP: bp, Reduced: rates.IsReduced(bp)})
			items = append(items, tax.Item{RateBP: bp, Amount: tax.Whole(-off)})
		}
	}
	return items, g.err
}
