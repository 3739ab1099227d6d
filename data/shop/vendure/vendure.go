package vendure

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// DefaultReach is how far back orders are pulled.
const DefaultReach = 365 * 24 * time.Hour

// take is the size of a page; servers allow 1000 as a rule, but answer slowly.
const take = 100

// Config is what connecting a shop needs.
type Config struct {
	BaseURL string        // of the server, without /admin-api
	Key     []byte        // API key as Vendure shows it, ID:SECRET; copied
	Reach   time.Duration // how far back orders are pulled; 0 means DefaultReach
	Wire    wire.Options
}

// Shop is one Vendure server. It is safe for concurrent use.
type Shop struct {
	wire  *wire.Client
	reach time.Duration
	now   func() time.Time

	mu        sync.Mutex
	precision *int // decimal digits of every amount; nil until asked
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
	if !shop.UsableKey(key) {
		return nil, shop.Fault(shop.KeyKey, nil)
	}
	base := strings.TrimSuffix(strings.TrimRight(strings.TrimSpace(cfg.BaseURL), "/"), "/admin-api")
	pace := wire.Limits{Every: 100 * time.Millisecond, Burst: 5}
	c, err := wire.New(base, http.Header{"Vendure-Api-Key": {key}}, pace, cfg.Wire)
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
	precision, err := s.digits(ctx)
	if err != nil {
		return shop.Page{}, err
	}
	var newest time.Time
	if from.begins() {
		if newest, err = s.newest(ctx); err != nil {
			return shop.Page{}, err
		}
	}
	got, err := s.orders(ctx, from.options(s.now().Add(-s.reach)))
	if err != nil {
		return shop.Page{}, err
	}
	got.newest = newest
	fresh, next, more, err := from.advance(got)
	if err != nil {
		return shop.Page{}, err
	}
	page := shop.Page{More: more, Total: next.Total}
	page.Orders, page.Broken = convert(fresh, precision)
	if page.Next, err = json.Marshal(next); err != nil {
		return shop.Page{}, fmt.Errorf("vendure: cursor: %w", err)
	}
	return page, nil
}

// Get implements shop.Shop.
func (s *Shop) Get(ctx context.Context, remoteID string) (data.Order, error) {
	if !shop.PlainID(remoteID) {
		return data.Order{}, shop.Fault(shop.KeyGone, nil)
	}
	orders, broken, err := s.Reread(ctx, []string{remoteID})
	return shop.Only("vendure.orders", orders, broken, err)
}

// Reread implements shop.Rereader.
func (s *Shop) Reread(ctx context.Context, ids []string) ([]data.Order, []data.Broken, error) {
	if len(ids) == 0 {
		return nil, nil, nil
	}
	precision, err := s.digits(ctx)
	if err != nil {
		return nil, nil, err
	}
	got, err := s.orders(ctx, object{"take": len(ids), "filter": object{"id": object{"in": ids}, "active": object{"eq": false}}})
	if err != nil {
		return nil, nil, err
	}
	orders, broken := convert(got.rows, precision)
	return orders, broken, nil
}

// Check implements shop.Checker: the key must be able to read orders, too.
func (s *Shop) Check(ctx context.Context) (string, error) {
	var reply struct {
		ActiveChannel struct {
			Code   string
			Seller *struct{ Name string }
		}
	}
	err := s.ask(ctx, "vendure.check", `query Check{orders(options:{take:1}){totalItems} activeChannel{code seller{name}}}`, nil, func(d []byte) error {
		return wire.JSON(d, &reply)
	})
	if err != nil {
		return "", err
	}
	if seller := reply.ActiveChannel.Seller; seller != nil {
		return shop.Line(seller.Name), nil
	}
	return shop.Line(reply.ActiveChannel.Code), nil
}

// digits is the precision of the server's amounts, asked once.
func (s *Shop) digits(ctx context.Context) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.precision != nil {
		return *s.precision, nil
	}
	var reply struct {
		GlobalSettings struct {
			ServerConfig struct{ MoneyStrategyPrecision *int }
		}
	}
	err := s.ask(ctx, "vendure.precision", `query Precision{globalSettings{serverConfig{moneyStrategyPrecision}}}`, nil, func(d []byte) error {
		if err := wire.JSON(d, &reply); err != nil {
			return err
		}
		if p := reply.GlobalSettings.ServerConfig.MoneyStrategyPrecision; p == nil || *p < 0 || *p > 6 {
			return errors.New("no usable precision of amounts")
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	s.precision = reply.GlobalSettings.ServerConfig.MoneyStrategyPrecision
	return *s.precision, nil
}

type object = map[string]any

// answer is one page of orders as it came.
type answer struct {
	rows   []row
	total  int
	newest time.Time // newest change of anything before a pull began; zero when not asked for
}

func (s *Shop) orders(ctx context.Context, options object) (answer, error) {
	var got answer
	err := s.ask(ctx, "vendure.orders", ordersQuery, object{"o": options}, func(d []byte) (err error) {
		got, err = readAnswer(d)
		return err
	})
	return got, err
}

// newest is when anything last changed at the server; zero when nothing ever did.
func (s *Shop) newest(ctx context.Context) (time.Time, error) {
	var at time.Time
	err := s.ask(ctx, "vendure.newest", newestQuery, nil, func(d []byte) error {
		var reply struct {
			Orders struct {
				Items []struct{ UpdatedAt time.Time }
			}
		}
		if err := wire.JSON(d, &reply); err != nil {
			return err
		}
		if len(reply.Orders.Items) > 0 {
			at = reply.Orders.Items[0].UpdatedAt
		}
		return nil
	})
	return at, err
}

// readAnswer takes a page apart into orders that may each be broken.
func readAnswer(d []byte) (answer, error) {
	var reply struct {
		Orders *struct {
			TotalItems int
			Items      wire.Rows
		}
		Newest *struct {
			Items []struct{ UpdatedAt time.Time }
		}
	}
	if err := wire.JSON(d, &reply); err != nil {
		return answer{}, err
	}
	if reply.Orders == nil {
		return answer{}, errors.New("no orders in the answer")
	}
	got := answer{total: reply.Orders.TotalItems}
	for _, raw := range reply.Orders.Items {
		got.rows = append(got.rows, newRow(raw))
	}
	return got, nil
}

// ask sends one GraphQL question; read gets what stands under data.
func (s *Shop) ask(ctx context.Context, label, query string, variables object, read func([]byte) error) error {
	return s.wire.Do(ctx, request(label, query, variables, read))
}

func request(label, query string, variables object, read func([]byte) error) wire.Request {
	body := struct {
		Query     string `json:"query"`
		Variables object `json:"variables,omitempty"`
	}{query, variables}
	return wire.Request{Label: label, Method: http.MethodPost, Path: "/admin-api", Body: body, Read: func(reply []byte) error {
		d, err := unwrap(label, reply)
		if err != nil {
			return err
		}
		return read(d)
	}}
}

// unwrap takes the data out of a GraphQL answer. Vendure refuses with HTTP 200
// and a code among the errors.
func unwrap(label string, reply []byte) ([]byte, error) {
	var r struct {
		Data   json.RawMessage
		Errors []struct{ Extensions struct{ Code string } }
	}
	if err := wire.JSON(reply, &r); err != nil {
		return nil, err
	}
	if len(r.Errors) == 0 {
		if len(r.Data) == 0 || string(r.Data) == "null" {
			return nil, errors.New("neither data nor errors")
		}
		return r.Data, nil
	}
	code := r.Errors[0].Extensions.Code
	cause := fmt.Errorf("%s: refused with code %s", label, strconv.Quote(known(code)))
	switch code {
	case "FORBIDDEN", "UNAUTHORIZED", "UNAUTHENTICATED":
		return nil, shop.Fault(shop.KeyKey, cause)
	case "INTERNAL_SERVER_ERROR":
		return nil, shop.Fault(shop.KeyUnreachable, cause)
	}
	return nil, shop.Fault(shop.KeyNonsense, cause)
}

// known keeps an error code only if it looks like one.
func known(code string) string {
	if len(code) > 40 || strings.ContainsFunc(code, func(r rune) bool { return r != '_' && (r < 'A' || r > 'Z') }) {
		return "?"
	}
	return code
}
