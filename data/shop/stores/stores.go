package stores

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/pull"
	"nifuda/data/shop/wire"
)

// Home is where the API lives.
const Home = "https://api.stores.dev"

// DefaultReach is how far back orders are pulled.
const DefaultReach = 365 * 24 * time.Hour

// limit is the largest page the API serves.
const limit = 100

// path is the API's version.
const path = "/retail/202211/orders"

// Config is what connecting a shop needs.
type Config struct {
	BaseURL string        // empty means Home
	Token   []byte        // the store's credential; copied
	Reach   time.Duration // how far back orders are pulled; 0 means DefaultReach
	Wire    wire.Options
}

// Shop is one shop at STORES. It is safe for concurrent use.
type Shop struct {
	wire *wire.Client
	plan pull.Plan
}

var (
	_ shop.Shop     = (*Shop)(nil)
	_ shop.Checker  = (*Shop)(nil)
	_ shop.Rereader = (*Shop)(nil)
	_ shop.Teller   = (*Shop)(nil)
)

// New makes the adapter. It asks the shop nothing yet.
func New(cfg Config) (*Shop, error) {
	if cfg.BaseURL == "" {
		cfg.BaseURL = Home
	}
	if cfg.Reach <= 0 {
		cfg.Reach = DefaultReach
	}
	token := strings.TrimSpace(string(cfg.Token))
	if !shop.UsableKey(token) {
		return nil, shop.Fault(shop.KeyKey, nil)
	}
	// No figure is published; a credential that asks much is locked out for a while.
	pace := wire.Limits{Every: time.Second, Burst: 2}
	c, err := wire.New(cfg.BaseURL, http.Header{"Authorization": {"Bearer " + token}}, pace, cfg.Wire)
	if err != nil {
		return nil, err
	}
	s := &Shop{wire: c}
	ordered := pull.Part{Ask: s.part("ordered_at")}
	s.plan = pull.Plan{
		First:   []pull.Part{ordered},
		Later:   []pull.Part{ordered, {Ask: s.part("readied_at"), Unsorted: true}, {Ask: s.part("canceled_at"), Unsorted: true}},
		Reach:   cfg.Reach,
		Overlap: 24 * time.Hour,
		There:   c.There,
		Read:    read,
	}
	return s, nil
}

// List implements shop.Shop.
func (s *Shop) List(ctx context.Context, at []byte) (shop.Page, error) { return s.plan.Next(ctx, at) }

// part asks for the orders by one of their dates. They come in the order of
// their order dates.
func (s *Shop) part(by string) func(context.Context, pull.Question) (pull.Answer, error) {
	return func(ctx context.Context, q pull.Question) (pull.Answer, error) {
		return s.orders(ctx, url.Values{
			by + "_from": {stamp(q.From)},
			by + "_to":   {stamp(q.To)},
			"direction":  {"asc"},
			"limit":      {strconv.Itoa(limit)},
			"offset":     {strconv.Itoa(q.Skip)},
		})
	}
}

func stamp(t time.Time) string { return t.In(shop.JST).Format("2006-01-02T15:04:05") }

// Get implements shop.Shop.
func (s *Shop) Get(ctx context.Context, remoteID string) (data.Order, error) {
	orders, broken, err := s.Reread(ctx, []string{remoteID})
	return shop.Only("stores.orders", orders, broken, err)
}

// Reread implements shop.Rereader.
func (s *Shop) Reread(ctx context.Context, ids []string) ([]data.Order, []data.Broken, error) {
	var known []string
	for _, id := range ids {
		if shop.PlainID(id) {
			known = append(known, id)
		}
	}
	if len(known) == 0 {
		return nil, nil, nil
	}
	got, err := s.orders(ctx, url.Values{"ids": {strings.Join(known, ",")}, "limit": {strconv.Itoa(limit)}})
	if err != nil {
		return nil, nil, err
	}
	return read(ctx, got.Rows)
}

// Check implements shop.Checker: the credential must be able to read orders.
func (s *Shop) Check(ctx context.Context) (string, error) {
	if _, err := s.orders(ctx, url.Values{"limit": {"1"}}); err != nil {
		return "", err
	}
	var store struct{ Name string }
	err := s.wire.Do(ctx, wire.Request{Label: "stores.store", Method: http.MethodGet, Path: "/retail/202211/store", Read: func(body []byte) error { return wire.JSON(body, &store) }})
	if err != nil {
		return "", err
	}
	return shop.Line(store.Name), nil
}

func (s *Shop) orders(ctx context.Context, q url.Values) (pull.Answer, error) {
	var got pull.Answer
	err := s.wire.Do(ctx, wire.Request{Label: "stores.orders", Method: http.MethodGet, Path: path, Query: q, Read: func(body []byte) (err error) {
		got, err = readAnswer(body)
		return err
	}})
	return got, err
}

// readAnswer takes a page apart into orders that may each be broken.
func readAnswer(body []byte) (pull.Answer, error) {
	var reply struct{ Orders *wire.Rows }
	if err := wire.JSON(body, &reply); err != nil {
		return pull.Answer{}, err
	}
	if reply.Orders == nil {
		return pull.Answer{}, errors.New("no orders in the answer")
	}
	got := pull.Answer{More: len(*reply.Orders) >= limit}
	for _, raw := range *reply.Orders {
		got.Rows = append(got.Rows, newRow(raw))
	}
	return got, nil
}

func newRow(raw json.RawMessage) pull.Row {
	type head struct {
		ID      string    `json:"id"`
		Ordered time.Time `json:"ordered_at"`
	}
	return pull.NewRow(raw, func(h head, r *pull.Row) {
		r.At = h.Ordered.UTC()
		if shop.PlainID(h.ID) {
			r.ID = h.ID
		}
	})
}
