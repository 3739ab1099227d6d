package shopify

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/oauth"
	"nifuda/data/shop/pull"
	"nifuda/data/shop/wire"
)

// Version is the version of the API that is asked. The store answers with the
// oldest it still has when this one has ended.
const Version = "2026-10"

// DefaultReach is how far back orders are pulled.
const DefaultReach = 365 * 24 * time.Hour

// Config is what connecting a store needs.
type Config struct {
	BaseURL string // https://….myshopify.com
	ID      string // client id of the owner's app; empty where Secret is a token
	Secret  string // access token, or client secret
	Reach   time.Duration
	Wire    wire.Options
}

// Shop is one Shopify store. It is safe for concurrent use.
type Shop struct {
	wire *wire.Client
	plan pull.Plan
	toll *toll
}

var (
	_ shop.Shop     = (*Shop)(nil)
	_ shop.Checker  = (*Shop)(nil)
	_ shop.Rereader = (*Shop)(nil)
	_ shop.Teller   = (*Shop)(nil)
)

// New makes the adapter. It asks the store nothing yet.
func New(cfg Config) (*Shop, error) {
	if cfg.Reach <= 0 {
		cfg.Reach = DefaultReach
	}
	id, secret := strings.TrimSpace(cfg.ID), strings.TrimSpace(cfg.Secret)
	if secret == "" || strings.ContainsFunc(id+secret, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, shop.Fault(shop.KeyKey, nil)
	}
	base, opts := store(cfg.BaseURL), cfg.Wire
	header := func(token string) http.Header { return http.Header{"X-Shopify-Access-Token": {token}} }
	fixed := header(secret)
	if id != "" {
		fixed = nil
		source := oauth.Credentials(oauth.Provider{Base: base, Path: "/admin/oauth/access_token"}, oauth.Client{ID: id, Secret: secret}, header, cfg.Wire)
		opts.Auth = source.Auth
	}
	c, err := wire.New(base, fixed, wire.Limits{Every: 250 * time.Millisecond, Burst: 2, Pause: 2 * time.Second}, opts)
	if err != nil {
		return nil, err
	}
	s := &Shop{wire: c, toll: newToll(cfg.Wire.Clock)}
	changed := []pull.Part{{Ask: s.page}}
	s.plan = pull.Plan{First: changed, Later: changed, Reach: cfg.Reach, There: c.There, Read: s.read}
	return s, nil
}

// store is the address of the API, also where the owner copied that of the admin
// pages.
func store(address string) string {
	address = strings.TrimSpace(address)
	if name, ok := strings.CutPrefix(address, "https://admin.shopify.com/store/"); ok {
		name, _, _ = strings.Cut(name, "/")
		return "https://" + name + ".myshopify.com"
	}
	address, _, _ = strings.Cut(address, "/admin")
	return strings.TrimRight(address, "/")
}

// List implements shop.Shop.
func (s *Shop) List(ctx context.Context, at []byte) (shop.Page, error) { return s.plan.Next(ctx, at) }

// page asks for one page of what changed.
func (s *Shop) page(ctx context.Context, q pull.Question) (got pull.Answer, err error) {
	vars := object{"query": "updated_at:>='" + q.From.Format(time.RFC3339) + "'"}
	if q.After != "" {
		vars["after"] = q.After
	}
	err = s.affordably(func(size int) error {
		vars["first"] = size
		return s.ask(ctx, "shopify.orders", ordersQuery, vars, func(d []byte) (err error) {
			got, err = readAnswer(d)
			return err
		})
	})
	return got, err
}

// affordably asks for fewer orders at once as long as the question is too dear.
func (s *Shop) affordably(ask func(size int) error) error {
	for {
		size := s.toll.size()
		err := ask(size)
		if !errors.Is(err, errDear) || size == 1 {
			return err
		}
		s.toll.halve(size)
	}
}

// readAnswer takes a page apart into orders that may each be broken.
func readAnswer(d []byte) (pull.Answer, error) {
	var reply struct {
		Orders *struct {
			Info  pageInfo  `json:"pageInfo"`
			Nodes wire.Rows `json:"nodes"`
		} `json:"orders"`
	}
	if err := wire.JSON(d, &reply); err != nil {
		return pull.Answer{}, err
	}
	if reply.Orders == nil || reply.Orders.Info.More && reply.Orders.Info.End == "" {
		return pull.Answer{}, errors.New("no orders in the answer")
	}
	got := pull.Answer{More: reply.Orders.Info.More, Next: reply.Orders.Info.End}
	for _, raw := range reply.Orders.Nodes {
		got.Rows = append(got.Rows, newRow(raw))
	}
	return got, nil
}

func newRow(raw json.RawMessage) pull.Row {
	return pull.NewRow(raw, func(h head, r *pull.Row) { r.ID, r.At = plain(string(h.ID)), h.Updated })
}

// Get implements shop.Shop.
func (s *Shop) Get(ctx context.Context, remoteID string) (data.Order, error) {
	orders, broken, err := s.Reread(ctx, []string{remoteID})
	return shop.Only("shopify.nodes", orders, broken, err)
}

// Reread implements shop.Rereader.
func (s *Shop) Reread(ctx context.Context, ids []string) (orders []data.Order, broken []data.Broken, err error) {
	var gids []string
	for _, id := range ids {
		if plain(id) != "" {
			gids = append(gids, gid+id)
		}
	}
	for len(gids) > 0 {
		var nodes []json.RawMessage
		n := 0
		err := s.affordably(func(size int) error {
			n = min(size, len(gids))
			return s.ask(ctx, "shopify.nodes", nodesQuery, object{"ids": gids[:n]}, func(d []byte) error {
				var reply struct {
					Nodes wire.Rows `json:"nodes"`
				}
				nodes = nil
				if err := wire.JSON(d, &reply); err != nil {
					return err
				}
				nodes = reply.Nodes
				return nil
			})
		})
		if err != nil {
			return nil, nil, err
		}
		var rows []pull.Row
		for _, raw := range nodes {
			if string(raw) != "null" && string(raw) != "{}" {
				rows = append(rows, newRow(raw))
			}
		}
		some, bad, err := s.read(ctx, rows)
		if err != nil {
			return nil, nil, err
		}
		orders, broken, gids = append(orders, some...), append(broken, bad...), gids[n:]
	}
	return orders, broken, nil
}

// read turns rows into orders, those with more goods than a page made whole
// first.
func (s *Shop) read(ctx context.Context, rows []pull.Row) ([]data.Order, []data.Broken, error) {
	for i, r := range rows {
		if r.Flaw == "" {
			whole, err := s.whole(ctx, r)
			if err != nil {
				return nil, nil, err
			}
			rows[i] = whole
		}
	}
	orders, broken := convert(rows)
	return orders, broken, nil
}

// maxPages is how many pages of goods one order can have.
const maxPages = 100

// whole asks for the goods that were not on the first page.
func (s *Shop) whole(ctx context.Context, r pull.Row) (pull.Row, error) {
	var in struct {
		Lines goods `json:"lineItems"`
	}
	if wire.JSON(r.Raw, &in) != nil || !in.Lines.Info.More {
		return r, nil
	}
	all := in.Lines
	for range maxPages {
		var more goods
		err := s.ask(ctx, "shopify.goods", goodsQuery, object{"id": gid + r.ID, "after": all.Info.End}, func(d []byte) error {
			var reply struct {
				Order *struct {
					Lines goods `json:"lineItems"`
				} `json:"order"`
			}
			if err := wire.JSON(d, &reply); err != nil {
				return err
			}
			if reply.Order == nil {
				return shop.Fault(shop.KeyGone, nil)
			}
			more = reply.Order.Lines
			return nil
		})
		if err != nil {
			return r, err
		}
		all.Nodes = append(all.Nodes, more.Nodes...)
		if all.Info = more.Info; !more.Info.More {
			return with(r, all), nil
		}
	}
	r.Flaw = "more goods than an order can have"
	return r, nil
}

// with is the row with other goods.
func with(r pull.Row, all goods) pull.Row {
	fields := map[string]json.RawMessage{}
	if json.Unmarshal(r.Raw, &fields) != nil {
		return r // it was read a moment ago
	}
	for name := range fields { // a second spelling of the name would win over ours
		if strings.EqualFold(name, "lineItems") {
			delete(fields, name)
		}
	}
	fields["lineItems"], _ = json.Marshal(all)
	r.Raw, _ = json.Marshal(fields)
	return r
}

// Check implements shop.Checker: it names the permission that is missing.
func (s *Shop) Check(ctx context.Context) (string, error) {
	var reply struct {
		Shop struct {
			Name string `json:"name"`
		} `json:"shop"`
		App struct {
			Scopes []struct {
				Handle string `json:"handle"`
			} `json:"accessScopes"`
		} `json:"currentAppInstallation"`
	}
	err := s.ask(ctx, "shopify.check", checkQuery, nil, func(d []byte) error { return wire.JSON(d, &reply) })
	if err != nil {
		return "", err
	}
	has := func(names ...string) bool {
		for _, one := range reply.App.Scopes {
			if slices.Contains(names, one.Handle) {
				return true
			}
		}
		return false
	}
	switch {
	case !has("read_orders", "write_orders"):
		return "", shop.Lacking("read_orders")
	case !has("write_merchant_managed_fulfillment_orders", "write_assigned_fulfillment_orders", "write_third_party_fulfillment_orders"):
		return "", shop.Lacking("write_merchant_managed_fulfillment_orders")
	}
	return shop.Line(reply.Shop.Name), nil
}

// gid is what stands before an order's number in the API.
const gid = "gid://shopify/Order/"

// plain is the number of an order, empty when it is none.
func plain(id string) string {
	if _, err := strconv.ParseUint(id, 10, 63); err != nil {
		return ""
	}
	return id
}
