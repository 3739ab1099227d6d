package ledger

import (
	"context"
	"database/sql"
	"encoding/json"

	"nifuda/data"
	"nifuda/data/store"
)

// Goods lists what the owner wrote down of her goods, by SKU.
func (l *Ledger) Goods(ctx context.Context) ([]data.Goods, error) {
	var all []data.Goods
	err := l.db.Read(ctx, func(tx *sql.Tx) error {
		var err error
		all, err = readGoods(ctx, tx)
		return err
	})
	return all, err
}

func readGoods(ctx context.Context, tx *sql.Tx) ([]data.Goods, error) {
	var all []data.Goods
	err := store.Each(ctx, tx, "SELECT sku, name, codes, parts FROM goods ORDER BY sku", nil, func(scan store.Scanner) error {
		var g data.Goods
		var codes, parts []byte
		if err := scan(&g.SKU, &g.Name, &codes, &parts); err != nil {
			return err
		}
		if err := json.Unmarshal(codes, &g.Codes); err != nil {
			return err
		}
		err := json.Unmarshal(parts, &g.Set)
		all = append(all, g)
		return err
	})
	return all, err
}

// SaveGoods keeps what the owner knows of an SKU, over what she knew before.
func (l *Ledger) SaveGoods(ctx context.Context, g data.Goods) error {
	codes, err := json.Marshal(g.Codes)
	if err != nil {
		return err
	}
	parts, err := json.Marshal(g.Set)
	if err != nil {
		return err
	}
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO goods(sku, name, codes, parts) VALUES (?,?,?,?)
			ON CONFLICT(sku) DO UPDATE SET name=excluded.name, codes=excluded.codes, parts=excluded.parts`,
			g.SKU, g.Name, string(codes), string(parts))
		return err
	})
}

// RemoveGoods forgets what the owner wrote of an SKU. One she never wrote of
// is fine.
func (l *Ledger) RemoveGoods(ctx context.Context, sku string) error {
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM goods WHERE sku=?", sku)
		return err
	})
}

// catalogue is the goods by SKU, and the shops that demand every scan.
type catalogue struct {
	goods  map[string]data.Goods
	strict map[data.ShopID]bool
}

func readCatalogue(ctx context.Context, tx *sql.Tx) (catalogue, error) {
	c := catalogue{map[string]data.Goods{}, map[data.ShopID]bool{}}
	all, err := readGoods(ctx, tx)
	if err != nil {
		return c, err
	}
	for _, g := range all {
		c.goods[g.SKU] = g
	}
	return c, store.Each(ctx, tx, "SELECT id FROM shops WHERE strict=1", nil, func(scan store.Scanner) error {
		var id data.ShopID
		err := scan(&id)
		c.strict[id] = true
		return err
	})
}

// item is what a packer must know of a line.
func (c catalogue) item(shop data.ShopID, x data.Line) data.PackItem {
	it := data.PackItem{SKU: x.SKU, Name: x.Name, Option: x.Option, Quantity: x.Quantity, Codes: c.codes(x.SKU)}
	whole := c.barcoded(x.SKU)
	parts := c.goods[x.SKU].Set
	everyPart := len(parts) > 0
	for _, p := range parts {
		name := c.goods[p.SKU].Name
		if name == "" {
			name = p.SKU
		}
		it.Set = append(it.Set, data.PackSet{Name: name, Codes: c.codes(p.SKU), Quantity: p.Quantity})
		everyPart = everyPart && c.barcoded(p.SKU)
	}
	it.MustScan = whole || everyPart || c.strict[shop]
	return it
}

// codes are what a store.Scanner may read on one piece. Goods without any code can
// only be counted by hand.
func (c catalogue) codes(sku string) []string {
	var all []string
	seen := map[string]bool{"": true}
	for _, code := range append([]string{sku}, c.goods[sku].Codes...) {
		if !seen[code] {
			seen[code] = true
			all = append(all, code)
		}
	}
	return all
}

// barcoded reports whether one piece carries a barcode of its own.
func (c catalogue) barcoded(sku string) bool {
	return data.GTIN(sku) || len(c.goods[sku].Codes) > 0
}
