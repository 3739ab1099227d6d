package futureshop

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/oauth"
	"nifuda/data/shop/pull"
	"nifuda/data/shop/wire"
)

// DefaultReach is how far back orders are pulled.
const DefaultReach = 365 * 24 * time.Hour

// Config is what connecting a store needs.
type Config struct {
	BaseURL string        // of the store's API
	Keys    []byte        // data.ShopKeys: "id", "secret", "shopkey"
	Reach   time.Duration // how far back orders are pulled; 0 means DefaultReach
	Wire    wire.Options
}

// Shop is one store. It is safe for concurrent use.
type Shop struct {
	wire *wire.Client
	host string
	plan pull.Plan
}

var (
	_ shop.Shop     = (*Shop)(nil)
	_ shop.Checker  = (*Shop)(nil)
	_ shop.Rereader = (*Shop)(nil)
)

// New makes the adapter. It asks the store nothing yet.
func New(cfg Config) (*Shop, error) {
	if cfg.Reach <= 0 {
		cfg.Reach = DefaultReach
	}
	keys := data.ReadShopKeys(cfg.Keys)
	client := oauth.Client{ID: strings.TrimSpace(keys["id"]), Secret: strings.TrimSpace(keys["secret"])}
	key := strings.TrimSpace(keys["shopkey"])
	if client.ID == "" || client.Secret == "" || !shop.UsableKey(key) {
		return nil, shop.Fault(shop.KeyKey, nil)
	}
	base := strings.TrimRight(strings.TrimSpace(cfg.BaseURL), "/")
	header := http.Header{"X-Shop-Key": {key}}
	provider := oauth.Provider{Base: base, Path: "/oauth/token", Basic: true, Header: header}
	opts := cfg.Wire
	opts.Auth = oauth.Credentials(provider, client, nil, cfg.Wire).Auth
	c, err := wire.New(base, header, wire.Limits{Every: time.Second}, opts)
	if err != nil {
		return nil, err
	}
	s := &Shop{wire: c}
	if u, err := url.Parse(base); err == nil {
		s.host = u.Host
	}
	part := pull.Part{Ask: s.list, Unsorted: true}
	s.plan = pull.Plan{First: []pull.Part{part}, Later: []pull.Part{part}, Reach: cfg.Reach, There: c.There, Read: s.read}
	return s, nil
}

// List implements shop.Shop.
func (s *Shop) List(ctx context.Context, at []byte) (shop.Page, error) { return s.plan.Next(ctx, at) }

// Get implements shop.Shop.
func (s *Shop) Get(ctx context.Context, remoteID string) (data.Order, error) {
	orders, broken, err := s.Reread(ctx, []string{remoteID})
	return shop.Only("futureshop.order", orders, broken, err)
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
		o, flaw := convert(raw)
		if flaw != "" {
			broken = append(broken, data.Broken{RemoteID: id, Reason: flaw})
			continue
		}
		orders = append(orders, o)
	}
	return orders, broken, nil
}

// Check implements shop.Checker: the keys must be able to list orders.
func (s *Shop) Check(ctx context.Context) (string, error) { return "", s.well(ctx) }

// well asks for a minute of the list.
func (s *Shop) well(ctx context.Context) error {
	now := s.wire.There()
	_, err := s.list(ctx, pull.Question{From: now.Add(-time.Minute), To: now})
	return err
}

// read reads the orders of a page one by one.
func (s *Shop) read(ctx context.Context, rows []pull.Row) ([]data.Order, []data.Broken, error) {
	var ids []string
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return s.Reread(ctx, ids)
}

const stamp = "2006-01-02T15:04:05"

// shipping is the path of the list.
const shipping = "/admin-api/v1/shipping"

// list asks for a page of what was ordered, the first or the one that the answer
// before pointed to.
func (s *Shop) list(ctx context.Context, q pull.Question) (got pull.Answer, err error) {
	query := url.Values{"orderDateStart": {q.From.In(shop.JST).Format(stamp)}, "orderDateEnd": {q.To.Add(time.Second).In(shop.JST).Format(stamp)}}
	if q.After != "" {
		if query, err = url.ParseQuery(q.After); err != nil {
			return pull.Answer{}, shop.Fault(shop.KeyNonsense, errors.New("futureshop.list: the next page has no address"))
		}
	}
	err = s.ask(ctx, "futureshop.list", shipping, query, func(body []byte) (err error) {
		got, err = s.readPage(body)
		return err
	})
	return got, err
}

// readPage takes a page of the list apart.
func (s *Shop) readPage(body []byte) (pull.Answer, error) {
	var reply struct {
		Orders *list[json.RawMessage] `json:"orderList"`
		Next   *string                `json:"nextUrl"`
	}
	if err := wire.JSON(body, &reply); err != nil {
		return pull.Answer{}, err
	}
	if reply.Orders == nil {
		return pull.Answer{}, errors.New("no orders in the answer")
	}
	var got pull.Answer
	for _, raw := range *reply.Orders {
		var h struct {
			Number string `json:"orderNo"`
		}
		r := pull.Row{Raw: raw}
		if err := wire.JSON(raw, &h); err != nil {
			r.Flaw = err.Error()
		} else if r.ID = h.Number; !shop.PlainID(h.Number) {
			r = pull.Row{Raw: raw, Flaw: "the order has no number"}
		}
		got.Rows = append(got.Rows, r)
	}
	if reply.Next == nil || *reply.Next == "" {
		return got, nil
	}
	next, err := url.Parse(*reply.Next)
	if err != nil || next.Host != "" && next.Host != s.host || !strings.HasSuffix(next.Path, shipping) || next.RawQuery == "" {
		return pull.Answer{}, shop.Fault(shop.KeyRedirect, errors.New("futureshop.list: the next page is elsewhere"))
	}
	got.Next, got.More = next.RawQuery, true
	return got, nil
}

// detail reads one order.
func (s *Shop) detail(ctx context.Context, id string) (raw json.RawMessage, err error) {
	if !shop.PlainID(id) {
		return nil, shop.Fault(shop.KeyGone, nil)
	}
	err = s.ask(ctx, "futureshop.order", "/admin-api/v1/orders/"+id, nil, func(body []byte) error {
		var head struct {
			Number string `json:"orderNo"`
		}
		raw = body
		if err := wire.JSON(body, &head); err != nil {
			return err
		}
		if head.Number != id {
			return errors.New("no such order in the answer")
		}
		return nil
	})
	return raw, err
}

func (s *Shop) ask(ctx context.Context, label, path string, q url.Values, read func([]byte) error) error {
	return s.wire.Do(ctx, wire.Request{Label: label, Method: http.MethodGet, Path: path, Query: q, Read: read})
}
