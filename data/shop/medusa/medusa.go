package medusa

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// DefaultReach is how far back orders are pulled.
const DefaultReach = 365 * 24 * time.Hour

// take is the size of a page. Servers allow any, and answer slowly.
const take = 100

// maxBytes bounds an answer: Medusa writes every amount twice, so that a hundred
// orders of many goods are more than the usual limit.
const maxBytes = 48 << 20

// Config is what connecting a shop needs.
type Config struct {
	BaseURL string        // of the server, without /admin
	Key     []byte        // secret API key, sk_…; copied
	Reach   time.Duration // how far back orders are pulled; 0 means DefaultReach
	Wire    wire.Options
}

// Shop is one Medusa server. It is safe for concurrent use.
type Shop struct {
	wire  *wire.Client
	reach time.Duration
	now   func() time.Time
}

var (
	_ shop.Shop     = (*Shop)(nil)
	_ shop.Checker  = (*Shop)(nil)
	_ shop.Rereader = (*Shop)(nil)
	_ shop.Teller   = (*Shop)(nil)
)

// New makes the adapter. It asks the server nothing yet.
func New(cfg Config) (*Shop, error) {
	if cfg.Reach <= 0 {
		cfg.Reach = DefaultReach
	}
	key := strings.TrimSpace(string(cfg.Key))
	if !shop.UsableKey(key) || strings.Contains(key, ":") {
		return nil, shop.Fault(shop.KeyKey, nil)
	}
	base := strings.TrimRight(strings.TrimSpace(cfg.BaseURL), "/")
	for _, page := range []string{"/admin", "/app"} { // the API, and what the owner sees of it
		base = strings.TrimSuffix(base, page)
	}
	header := http.Header{"Authorization": {"Basic " + base64.StdEncoding.EncodeToString([]byte(key+":"))}}
	pace := wire.Limits{Every: 100 * time.Millisecond, Burst: 5, MaxBytes: maxBytes}
	c, err := wire.New(base, header, pace, cfg.Wire)
	if err != nil {
		return nil, err
	}
	s := &Shop{wire: c, reach: cfg.Reach, now: cfg.Wire.Clock.Now}
	if s.now == nil {
		s.now = time.Now
	}
	return s, nil
}

// List implements shop.Shop.
func (s *Shop) List(ctx context.Context, at []byte) (shop.Page, error) {
	from := readCursor(at)
	got, err := s.orders(ctx, from.question(s.now().Add(-s.reach)))
	if err != nil {
		return shop.Page{}, err
	}
	fresh, next, more, err := from.advance(got)
	if err != nil {
		return shop.Page{}, err
	}
	page := shop.Page{More: more, Total: next.Total}
	page.Orders, page.Broken = convert(fresh)
	if page.Next, err = json.Marshal(next); err != nil {
		return shop.Page{}, fmt.Errorf("medusa: cursor: %w", err)
	}
	return page, nil
}

// Get implements shop.Shop.
func (s *Shop) Get(ctx context.Context, remoteID string) (data.Order, error) {
	orders, broken, err := s.Reread(ctx, []string{remoteID})
	return shop.Only("medusa.orders", orders, broken, err)
}

// Reread implements shop.Rereader.
func (s *Shop) Reread(ctx context.Context, ids []string) ([]data.Order, []data.Broken, error) {
	got, err := s.named(ctx, ids)
	if err != nil {
		return nil, nil, err
	}
	orders, broken := convert(got)
	return orders, broken, nil
}

// named asks for orders by id; what can be no id is not there.
func (s *Shop) named(ctx context.Context, ids []string) ([]row, error) {
	q := url.Values{"fields": {fields}, "order": {"id"}}
	for _, id := range ids {
		if shop.PlainID(id) {
			q.Add("id[]", id)
		}
	}
	n := len(q["id[]"])
	if n == 0 {
		return nil, nil
	}
	q.Set("limit", strconv.Itoa(n))
	got, err := s.orders(ctx, q)
	return got.rows, err
}

// Check implements shop.Checker: the key must be able to read orders, too.
func (s *Shop) Check(ctx context.Context) (string, error) {
	if _, err := s.orders(ctx, url.Values{"fields": {"id"}, "limit": {"1"}}); err != nil {
		return "", err
	}
	var reply struct {
		Stores []struct {
			Name string `json:"name"`
		} `json:"stores"`
	}
	err := s.ask(ctx, "medusa.check", "/admin/stores", url.Values{"fields": {"name"}, "limit": {"1"}}, func(body []byte) error {
		return wire.JSON(body, &reply)
	})
	if err != nil || len(reply.Stores) == 0 {
		return "", err
	}
	return shop.Line(reply.Stores[0].Name), nil
}

// orders asks for a page of orders.
func (s *Shop) orders(ctx context.Context, q url.Values) (got answer, err error) {
	err = s.ask(ctx, "medusa.orders", "/admin/orders", q, func(body []byte) (err error) {
		got, err = readAnswer(body)
		return err
	})
	return got, err
}

func (s *Shop) ask(ctx context.Context, label, path string, q url.Values, read func([]byte) error) error {
	return s.wire.Do(ctx, wire.Request{Label: label, Method: http.MethodGet, Path: path, Query: q, Read: read})
}

// readAnswer takes a page apart into orders that may each be broken.
func readAnswer(body []byte) (answer, error) {
	var reply page
	if err := wire.JSON(body, &reply); err != nil {
		return answer{}, err
	}
	if reply.Orders == nil {
		return answer{}, errors.New("no orders in the answer")
	}
	got := answer{count: reply.Count}
	for _, raw := range *reply.Orders {
		got.rows = append(got.rows, newRow(raw))
	}
	return got, nil
}
