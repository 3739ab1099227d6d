package makeshop

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/pull"
	"nifuda/data/shop/wire"
)

// home is the usual path of the API.
const home = "/v1/graphql"

// DefaultReach is how far back orders are pulled, back how far later pulls list
// them again.
const (
	DefaultReach = 365 * 24 * time.Hour
	back         = 60 * 24 * time.Hour
)

// limit is the size of a page, most the largest that the API serves.
const (
	limit = 100
	most  = 1000
)

// Config is what connecting a store needs.
type Config struct {
	BaseURL string // of the API, with its path or without
	Keys    []byte // data.ShopKeys: "token", "apikey"
	Keep    func(ctx context.Context, secret []byte) error
	Reach   time.Duration // how far back orders are pulled; 0 means DefaultReach
	Wire    wire.Options
}

// Shop is one store. It is safe for concurrent use.
type Shop struct {
	wire  *wire.Client
	plan  pull.Plan
	reach time.Duration
	keys  data.ShopKeys
	keep  func(ctx context.Context, secret []byte) error

	mu    sync.Mutex
	query string // the whole question, once it is known what may be asked
	sure  bool   // it was tried in this session
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
	keys := data.ReadShopKeys(cfg.Keys)
	token, key := strings.TrimSpace(keys["token"]), strings.TrimSpace(keys["apikey"])
	if !shop.UsableKey(token) || !shop.UsableKey(key) {
		return nil, shop.Fault(shop.KeyKey, nil)
	}
	base := strings.TrimRight(strings.TrimSpace(cfg.BaseURL), "/")
	if u, err := url.Parse(base); err == nil && u.Path == "" {
		base += home
	}
	s := &Shop{reach: cfg.Reach, keys: keys, keep: cfg.Keep, query: remembered(keys)}
	opts := cfg.Wire
	opts.Auth = func(_ context.Context, renew bool) (http.Header, error) {
		if renew { // there is only the one
			return nil, shop.Fault(shop.KeyKey, nil)
		}
		return http.Header{"X-Timestamp": {strconv.FormatInt(s.wire.There().Unix(), 10)}}, nil
	}
	c, err := wire.New(base, http.Header{"Authorization": {"Bearer " + token}, "X-Api-Key": {key}}, wire.Limits{Every: time.Second}, opts)
	if err != nil {
		return nil, err
	}
	s.wire = c
	placed := pull.Part{Ask: s.placed}
	later := placed
	later.Back = back
	s.plan = pull.Plan{First: []pull.Part{placed}, Later: []pull.Part{later, {Ask: s.settled, Unsorted: true}}, Reach: cfg.Reach, There: c.There, Read: s.read}
	return s, nil
}

// List implements shop.Shop.
func (s *Shop) List(ctx context.Context, at []byte) (shop.Page, error) { return s.plan.Next(ctx, at) }

// Get implements shop.Shop.
func (s *Shop) Get(ctx context.Context, remoteID string) (data.Order, error) {
	orders, broken, err := s.Reread(ctx, []string{remoteID})
	return shop.Only("makeshop.orders", orders, broken, err)
}

// Reread implements shop.Rereader.
func (s *Shop) Reread(ctx context.Context, ids []string) ([]data.Order, []data.Broken, error) {
	rows, err := s.find(ctx, ids)
	if err != nil {
		return nil, nil, err
	}
	return s.read(ctx, rows)
}

// Check implements shop.Checker: the keys must be able to search orders.
func (s *Shop) Check(ctx context.Context) (string, error) {
	now := s.wire.There()
	return "", s.ask(ctx, "makeshop.check", question{Query: text(certain()), Variables: vars(input{From: stamp(now.Add(-time.Minute)), To: stamp(now), Sort: "ASC", Page: 1, Limit: 1})}, func(body []byte) error {
		_, err := readPage(body)
		return err
	})
}

// read reads rows; whether those that are paid beforehand are paid is asked for
// by the date of payment.
func (s *Shop) read(ctx context.Context, rows []pull.Row) (orders []data.Order, broken []data.Broken, err error) {
	var all []order
	var since time.Time
	for _, r := range rows {
		var o order
		flaw := r.Flaw
		if flaw == "" {
			if err := wire.JSON(r.Raw, &o); err != nil {
				flaw = err.Error()
			}
		}
		if flaw != "" {
			broken = append(broken, data.Broken{RemoteID: r.ID, Reason: flaw})
			continue
		}
		all = append(all, o)
		if at := when(o.Date); o.prepaid() && o.stage() == open && (since.IsZero() || at.Before(since)) {
			since = at
		}
	}
	paid := map[string]bool{}
	if !since.IsZero() {
		if paid, err = s.paid(ctx, since); err != nil {
			return nil, nil, err
		}
	}
	for _, o := range all {
		out := o.order(paid[string(o.Number)])
		if flaw := shop.Flaw(out); flaw != "" {
			broken = append(broken, data.Broken{RemoteID: string(o.Number), Reason: flaw})
			continue
		}
		orders = append(orders, out)
	}
	return orders, broken, nil
}
