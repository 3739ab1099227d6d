package colorme

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// Home is where the API lives.
const Home = "https://api.shop-pro.jp"

// DefaultReach is how far back orders are pulled.
const DefaultReach = 365 * 24 * time.Hour

// limit is the largest page the API serves.
const limit = 100

// Config is what connecting a shop needs.
type Config struct {
	BaseURL string        // empty means Home
	Token   []byte        // access token with read_sales; copied
	Reach   time.Duration // how far back orders are pulled; 0 means DefaultReach
	Wire    wire.Options
}

// Shop is one カラーミー shop. It is safe for concurrent use.
type Shop struct {
	wire  *wire.Client
	reach time.Duration
	now   func() time.Time

	mu    sync.Mutex
	names names
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
	// The guideline is 120 requests a minute.
	pace := wire.Limits{Every: 500 * time.Millisecond, Burst: 5}
	c, err := wire.New(cfg.BaseURL, http.Header{"Authorization": {"Bearer " + token}}, pace, cfg.Wire)
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
	got, err := s.sales(ctx, from.query(s.now().Add(-s.reach)))
	if err != nil {
		return shop.Page{}, err
	}
	fresh, next, more, err := from.advance(got, s.wire.There())
	if err != nil {
		return shop.Page{}, err
	}
	page := shop.Page{More: more, Total: next.Total}
	if page.Orders, page.Broken, err = s.read(ctx, fresh); err != nil {
		return shop.Page{}, err
	}
	if page.Next, err = json.Marshal(next); err != nil {
		return shop.Page{}, fmt.Errorf("colorme: cursor: %w", err)
	}
	return page, nil
}

// Get implements shop.Shop.
func (s *Shop) Get(ctx context.Context, remoteID string) (data.Order, error) {
	if _, err := strconv.ParseUint(remoteID, 10, 63); err != nil {
		return data.Order{}, shop.Fault(shop.KeyGone, nil)
	}
	var one json.RawMessage
	err := s.ask(ctx, "colorme.sale", "/v1/sales/"+remoteID, nil, func(body []byte) error {
		var reply struct{ Sale json.RawMessage }
		if err := wire.JSON(body, &reply); err != nil {
			return err
		}
		if one = reply.Sale; len(one) == 0 {
			return fmt.Errorf("no sale in the answer")
		}
		return nil
	})
	if err != nil {
		return data.Order{}, err
	}
	orders, broken, err := s.read(ctx, []row{newRow(one)})
	switch {
	case err != nil:
		return data.Order{}, err
	case len(broken) > 0:
		return data.Order{}, shop.Fault(shop.KeyNonsense, fmt.Errorf("colorme.sale: %s", broken[0].Reason))
	}
	return orders[0], nil
}

// Reread implements shop.Rereader: nobody promises that every change of a sale
// moves its date of change.
func (s *Shop) Reread(ctx context.Context, ids []string) ([]data.Order, []data.Broken, error) {
	if len(ids) == 0 {
		return nil, nil, nil
	}
	got, err := s.sales(ctx, url.Values{
		"ids":           {strings.Join(ids, ",")},
		"make_date_min": {"2000-01-01"},
		"limit":         {strconv.Itoa(limit)},
	})
	if err != nil {
		return nil, nil, err
	}
	return s.read(ctx, got.rows)
}

// Check implements shop.Checker: the key must be able to read sales, too.
func (s *Shop) Check(ctx context.Context) (string, error) {
	var reply struct {
		Shop struct {
			Title string
			Name1 *string
		}
	}
	err := s.ask(ctx, "colorme.shop", "/v1/shop", nil, func(body []byte) error { return wire.JSON(body, &reply) })
	if err != nil {
		return "", err
	}
	if _, err := s.sales(ctx, url.Values{"limit": {"1"}}); data.KeyOf(err) == shop.KeyKey {
		return "", shop.Lacking("read_sales")
	} else if err != nil {
		return "", err
	}
	if name := shop.Line(reply.Shop.Title); name != "" {
		return name, nil
	}
	return shop.LineOf(reply.Shop.Name1), nil
}

// answer is one page of sales as it came.
type answer struct {
	rows  []row
	total int // sales the question matches; -1 when not told
	limit int // size of page the shop really serves; 0 when not told
}

func (s *Shop) sales(ctx context.Context, q url.Values) (answer, error) {
	var got answer
	err := s.ask(ctx, "colorme.sales", "/v1/sales", q, func(body []byte) (err error) {
		got, err = readAnswer(body)
		return err
	})
	return got, err
}

// readAnswer takes a page apart into sales that may each be broken.
func readAnswer(body []byte) (answer, error) {
	var reply struct {
		Sales *wire.Rows
		Meta  struct{ Total, Limit *int }
	}
	if err := wire.JSON(body, &reply); err != nil {
		return answer{}, err
	}
	if reply.Sales == nil {
		return answer{}, fmt.Errorf("no sales in the answer")
	}
	got := answer{total: -1}
	if reply.Meta.Total != nil {
		got.total = *reply.Meta.Total
	}
	if reply.Meta.Limit != nil {
		got.limit = *reply.Meta.Limit
	}
	for _, raw := range *reply.Sales {
		got.rows = append(got.rows, newRow(raw))
	}
	return got, nil
}

func (s *Shop) ask(ctx context.Context, label, path string, q url.Values, read func([]byte) error) error {
	return s.wire.Do(ctx, wire.Request{Label: label, Method: http.MethodGet, Path: path, Query: q, Read: read})
}
