package office

import (
	"context"
	"slices"
	"strings"

	"nifuda/data"
)

// Goods lists what the owner wrote down of her goods, by SKU.
func (o *Office) Goods(ctx context.Context) ([]data.Goods, error) { return o.ledger.Goods(ctx) }

// SaveGoods keeps what the owner knows of an SKU: its barcodes, and what a set
// is made of. A barcode stands on one kind of goods alone, or a wrong piece
// would pass for the right one. Faults, all Invalid: "fault.goods.sku",
// "fault.goods.set", "fault.goods.code" {code, sku}.
func (o *Office) SaveGoods(ctx context.Context, g data.Goods) error {
	g = tidyGoods(g)
	if g.SKU == "" {
		return &data.Fault{Kind: data.Invalid, Key: "fault.goods.sku"}
	}
	for _, p := range g.Set {
		if p.SKU == "" || p.SKU == g.SKU || p.Quantity < 1 {
			return &data.Fault{Kind: data.Invalid, Key: "fault.goods.set"}
		}
	}
	others, err := o.ledger.Goods(ctx)
	if err != nil {
		return err
	}
	for _, other := range others {
		if code := sharedCode(g, other); code != "" && other.SKU != g.SKU {
			return &data.Fault{Kind: data.Invalid, Key: "fault.goods.code", Args: map[string]any{"code": code, "sku": other.SKU}}
		}
	}
	if err := o.ledger.SaveGoods(ctx, g); err != nil {
		return err
	}
	return o.Settle(ctx)
}

// RemoveGoods forgets what the owner wrote of an SKU.
func (o *Office) RemoveGoods(ctx context.Context, sku string) error {
	if err := o.ledger.RemoveGoods(ctx, sku); err != nil {
		return err
	}
	return o.Settle(ctx)
}

// tidyGoods brings codes into the form that a scan of them has.
func tidyGoods(g data.Goods) data.Goods {
	g.SKU, g.Name = strings.TrimSpace(g.SKU), strings.TrimSpace(g.Name)
	var codes []string
	for _, raw := range g.Codes {
		if code := data.TidyScan(raw); code != "" && code != g.SKU && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	g.Codes = codes
	for i := range g.Set {
		g.Set[i].SKU = strings.TrimSpace(g.Set[i].SKU)
	}
	return g
}

// sharedCode is a code that stands on both kinds of goods, empty when none
// does. The SKU itself counts as one.
func sharedCode(a, b data.Goods) string {
	for _, x := range append([]string{a.SKU}, a.Codes...) {
		for _, y := range append([]string{b.SKU}, b.Codes...) {
			if strings.EqualFold(x, y) {
				return x
			}
		}
	}
	return ""
}
