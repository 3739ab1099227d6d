package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"nifuda/data"
	"nifuda/data/house"
	"nifuda/data/office"
	"nifuda/data/shop"
	"nifuda/data/vault"
)

// hand is a packer.
type hand struct {
	login  string
	name   string
	given  string // the passphrase the owner gave her
	phrase string // the one she chooses
}

// crew are the two who pack in turn.
func crew() []hand {
	return []hand{
		{name: "小川 美咲", given: "yama-no-michi-tsuyu", phrase: "hatake-no-kaze-akane"},
		{name: "夏目 夏", given: "kaze-to-hikari-aki", phrase: "minato-de-kiku-fue"},
	}
}

// staff is the house before the shift begins.
type staff struct {
	hands  []hand
	crates []crate // released, in the order they will be packed; the last has a problem
	away   []crate // not released
}

func (s *stage) house(a house.Adapters) *house.House {
	return house.New(house.Config{Root: s.vaults(), Now: time.Now, KDF: vault.Floor, Adapters: a})
}

// employ founds the business while the application is shut: an owner, two
// packers, goods with their barcodes, parcels that lie on the bench and orders
// that stay in the ledger.
func employ(ctx context.Context, s *stage, released, kept int) (staff, error) {
	at := staff{hands: crew(), crates: crates(released)}
	for i, c := range crates(released + kept)[released:] {
		at.away = append(at.away, c.away(i))
	}
	var all storefront
	for i, c := range append(append([]crate{}, at.crates...), at.away...) {
		all = append(all, c.order(i))
	}
	h := s.house(house.Adapters{data.Demo: func(shop.Door) (shop.Shop, error) { return all, nil }})
	session, err := h.Create(ctx, shopName, owner, []byte(phrase))
	if err != nil {
		return at, err
	}
	err = at.furnish(ctx, session, s.bed["NIFUDA_TAG"])
	if err := errors.Join(err, session.Close()); err != nil {
		return at, err
	}
	return at, at.hands[1].settleIn(ctx, h)
}

// furnish is what the owner does at her desk before anybody packs.
func (at *staff) furnish(ctx context.Context, s *house.Session, printer string) error {
	desk := s.Office()
	if _, err := desk.FirstShop(ctx, data.NewShop{Brand: data.Demo, Name: "本店", Token: []byte(canaryToken)}); err != nil {
		return err
	}
	proof, err := desk.Prove([]byte(phrase))
	if err != nil {
		return err
	}
	for _, g := range catalogue() {
		if err := desk.SaveGoods(ctx, g); err != nil {
			return fmt.Errorf("save the goods %s: %w", g.SKU, err)
		}
	}
	if err := at.hire(ctx, s, proof); err != nil {
		return err
	}
	rules, err := desk.BenchRules(ctx)
	if err != nil {
		return err
	}
	listed := data.ListedPrinter{PrinterID: data.PrinterID{Queue: "Tag", Device: printer}, Name: "荷造り台のラベルプリンター"}
	if err := desk.ListPrinter(ctx, proof, listed); err != nil {
		return err
	}
	rules.Printer, rules.Stock = printer, "label-100x150"
	if err := desk.SetBenchRules(ctx, proof, rules); err != nil {
		return err
	}
	if err := release(ctx, s, at.crates); err != nil {
		return err
	}
	set, err := desk.Settings(ctx)
	if err != nil {
		return err
	}
	set.Setup = data.SetupDone
	set.Sender = data.Sender{Name: shopName, Address: data.Address{Postal: "3900874", Prefecture: "長野県", Street: "松本市大手3-8-13"}, Phone: "0263-00-0000"}
	return desk.SaveSettings(ctx, set)
}

func (at *staff) hire(ctx context.Context, s *house.Session, proof office.Proof) error {
	for i := range at.hands {
		h := &at.hands[i]
		var err error
		if h.login, err = s.AddPerson(ctx, proof, data.NewPerson{Name: h.name, Role: data.RolePacker}, []byte(h.given)); err != nil {
			return fmt.Errorf("add packer %d: %w", i+1, err)
		}
	}
	return nil
}

// release brings the orders down and gives those of the crates to the bench.
func release(ctx context.Context, s *house.Session, crates []crate) error {
	results, err := s.Sync(ctx, func(data.SyncProgress) {})
	for _, r := range results {
		err = errors.Join(err, r.Fault)
	}
	if err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	rows, err := s.Office().Orders(ctx, data.OrderQuery{Tab: data.TabToShip, Limit: 1000})
	if err != nil {
		return err
	}
	known := map[string]data.OrderID{}
	for _, r := range rows {
		known[r.Number] = r.ID
	}
	var ids []data.OrderID
	for _, c := range crates {
		ids = append(ids, known[c.number])
	}
	if n, err := s.Office().Release(ctx, ids); err != nil || n != len(crates) {
		return errors.Join(err, fmt.Errorf("%d of %d parcels released", n, len(crates)))
	}
	return nil
}

// settleIn is a packer's first sign-in: a passphrase of her own, and the rule.
func (h hand) settleIn(ctx context.Context, all *house.House) error {
	in, err := all.Open(ctx, h.login, []byte(h.given))
	if err != nil {
		return err
	}
	err = in.Packer.ChangePassphrase(ctx, []byte(h.given), []byte(h.phrase))
	if err == nil {
		var rule data.Rule
		if rule, _, err = in.Packer.Porch().Rule(ctx); err == nil {
			err = in.Packer.Porch().Accept(ctx, rule.Version)
		}
	}
	return errors.Join(err, in.Packer.Close())
}
