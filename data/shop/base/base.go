package base

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/oauth"
	"nifuda/data/shop/pull"
	"nifuda/data/shop/wire"
)

// Home is where the API lives.
const Home = "https://api.thebase.in"

// DefaultReach is how far back orders are pulled; back how far later pulls look
// for orders that changed.
const (
	DefaultReach = 365 * 24 * time.Hour
	back         = 60 * 24 * time.Hour
)

// limit is the largest page that is asked for. Servers were seen that serve no
// more than least, so a page that holds as many may have another behind it.
const (
	limit = 100
	least = 20
)

// Config is what connecting a shop needs.
type Config struct {
	BaseURL string // empty means Home
	Keys    []byte // data.ShopKeys with what was typed and granted
	Keep    func(ctx context.Context, secret []byte) error
	Reach   time.Duration // how far back orders are pulled; 0 means DefaultReach
	Wire    wire.Options
}

// Shop is one BASE shop. It is safe for concurrent use.
type Shop struct {
	wire   *wire.Client
	source *oauth.Source
	plan   pull.Plan

	mu        sync.Mutex
	companies []company // nil until asked for
}

var (
	_ shop.Shop     = (*Shop)(nil)
	_ shop.Checker  = (*Shop)(nil)
	_ shop.Rereader = (*Shop)(nil)
	_ shop.Teller   = (*Shop)(nil)
)

// Provider is where BASE hands out its keys; home is empty for Home.
func Provider(home string) oauth.Provider {
	if home == "" {
		home = Home
	}
	return oauth.Provider{Authorize: home + "/1/oauth/authorize", Base: home, Path: "/1/oauth/token", Scope: "read_orders write_orders",
		Renew: url.Values{"redirect_uri": {oauth.Home}}}
}

// New makes the adapter. It asks the shop nothing yet.
func New(cfg Config) (*Shop, error) {
	if cfg.BaseURL == "" {
		cfg.BaseURL = Home
	}
	if cfg.Reach <= 0 {
		cfg.Reach = DefaultReach
	}
	keys := data.ReadShopKeys(cfg.Keys)
	tokens := oauth.TokensOf(keys)
	if tokens.Refresh == "" {
		return nil, shop.Fault(shop.KeyKey, nil)
	}
	var keep func(context.Context, oauth.Tokens) error
	if cfg.Keep != nil {
		keep = func(ctx context.Context, t oauth.Tokens) error { return cfg.Keep(ctx, oauth.With(keys, t).Write()) }
	}
	s := &Shop{source: oauth.Refreshing(Provider(cfg.BaseURL), oauth.Of(keys), tokens, keep, nil, cfg.Wire)}
	opts := cfg.Wire
	opts.Auth = s.source.Auth
	// 5,000 questions an hour.
	c, err := wire.New(cfg.BaseURL, nil, wire.Limits{Every: 750 * time.Millisecond, Burst: 5}, opts)
	if err != nil {
		return nil, err
	}
	s.wire = c
	part := pull.Part{Ask: s.list, Newest: true}
	later := part
	later.Back = back
	s.plan = pull.Plan{First: []pull.Part{part}, Later: []pull.Part{later}, Reach: cfg.Reach, There: c.There, Read: s.listed}
	return s, nil
}

// List implements shop.Shop.
func (s *Shop) List(ctx context.Context, at []byte) (shop.Page, error) { return s.plan.Next(ctx, at) }

// Get implements shop.Shop.
func (s *Shop) Get(ctx context.Context, remoteID string) (data.Order, error) {
	orders, broken, err := s.Reread(ctx, []string{remoteID})
	return shop.Only("base.order", orders, broken, err)
}

// Reread implements shop.Rereader.
func (s *Shop) Reread(ctx context.Context, ids []string) (orders []data.Order, broken []data.Broken, err error) {
	for _, id := range ids {
		raw, err := s.detail(ctx, id)
		switch {
		case data.KeyOf(err) == shop.KeyGone:
			continue
		case shop.Aside(ctx, err, s.well):
			broken = append(broken, data.Broken{RemoteID: id, Reason: shop.Unread})
			continue
		case err != nil:
			return nil, nil, err
		}
		names, err := s.carriers(ctx, raw)
		if err != nil {
			return nil, nil, err
		}
		o, flaw := convert(raw, names)
		if flaw != "" {
			broken = append(broken, data.Broken{RemoteID: id, Reason: flaw})
			continue
		}
		orders = append(orders, o)
	}
	return orders, broken, nil
}

// Check implements shop.Checker: the token must be able to read orders, and to
// say what became of them. A change that names no goods tells: BASE misses them
// (no_params), or the permission before.
func (s *Shop) Check(ctx context.Context) (string, error) {
	if err := s.well(ctx); err != nil {
		return "", err
	}
	err := s.ask(ctx, wire.Request{Label: "base.check", Method: http.MethodPost, Path: "/1/orders/edit_status", Body: wire.Form{}, Once: true,
		Read: func([]byte) error { return nil }}, "write_orders")
	if data.KeyOf(err) == shop.KeyScope {
		return "", err
	}
	return "", nil
}

// well asks for a single row.
func (s *Shop) well(ctx context.Context) error {
	_, err := s.page(ctx, url.Values{"limit": {"1"}})
	return err
}

// listed reads the orders of a page one by one.
func (s *Shop) listed(ctx context.Context, rows []pull.Row) ([]data.Order, []data.Broken, error) {
	var ids []string
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return s.Reread(ctx, ids)
}

// list asks for a page of what was ordered. The bound is a second later than what
// is wanted, so that it does not matter whether it is inclusive.
func (s *Shop) list(ctx context.Context, q pull.Question) (pull.Answer, error) {
	return s.page(ctx, url.Values{
		"start_ordered": {q.From.In(shop.JST).Format(time.DateTime)},
		"end_ordered":   {q.To.Add(time.Second).In(shop.JST).Format(time.DateTime)},
		"limit":         {strconv.Itoa(limit)},
		"offset":        {strconv.Itoa(q.Skip)},
	})
}

func (s *Shop) page(ctx context.Context, q url.Values) (got pull.Answer, err error) {
	err = s.ask(ctx, wire.Request{Label: "base.orders", Method: http.MethodGet, Path: "/1/orders", Query: q, Read: func(body []byte) (err error) {
		got, err = readPage(body)
		return err
	}}, "read_orders")
	return got, err
}

// readPage takes a page apart into rows that may each be broken.
func readPage(body []byte) (pull.Answer, error) {
	var reply struct {
		Orders *wire.Rows `json:"orders"`
	}
	if err := wire.JSON(body, &reply); err != nil {
		return pull.Answer{}, err
	}
	if reply.Orders == nil {
		return pull.Answer{}, errors.New("no orders in the answer")
	}
	got := pull.Answer{More: len(*reply.Orders) >= least}
	for _, raw := range *reply.Orders {
		var h head
		r := pull.Row{Raw: raw}
		if err := wire.JSON(raw, &h); err != nil {
			r.Flaw = err.Error()
		} else if !shop.PlainID(h.ID) || !shop.Plausible(time.Unix(h.Ordered, 0)) {
			r.Flaw = "the order has no key or no date"
		} else {
			r.ID, r.At = h.ID, time.Unix(h.Ordered, 0)
			if shop.Plausible(time.Unix(h.Modified, 0)) {
				r.Changed = time.Unix(h.Modified, 0)
			}
		}
		got.Rows = append(got.Rows, r)
	}
	return got, nil
}

// detail reads one order.
func (s *Shop) detail(ctx context.Context, id string) (raw json.RawMessage, err error) {
	if !shop.PlainID(id) {
		return nil, shop.Fault(shop.KeyGone, nil)
	}
	err = s.ask(ctx, wire.Request{Label: "base.order", Method: http.MethodGet, Path: "/1/orders/detail/" + id, Read: func(body []byte) (err error) {
		raw, err = readDetail(body)
		return err
	}}, "read_orders")
	return raw, err
}

func readDetail(body []byte) (json.RawMessage, error) {
	var reply struct {
		Order json.RawMessage `json:"order"`
	}
	if err := wire.JSON(body, &reply); err != nil {
		return nil, err
	}
	if len(reply.Order) == 0 || string(reply.Order) == "null" {
		return nil, errors.New("no order in the answer")
	}
	return reply.Order, nil
}
