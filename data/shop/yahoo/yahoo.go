package yahoo

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/oauth"
	"nifuda/data/shop/pull"
	"nifuda/data/shop/wire"
)

// Home is where the API lives, Test where its test environment does, and Login
// where keys are handed out.
const (
	Home  = "https://circus.shopping.yahooapis.jp"
	Test  = "https://test.circus.shopping.yahooapis.jp"
	Login = "https://auth.login.yahoo.co.jp"
)

// DefaultReach is how far back orders are pulled, back how far later pulls look
// for orders that changed, span the longest time one question may ask for.
const (
	DefaultReach = 365 * 24 * time.Hour
	back         = 180 * 24 * time.Hour
	span         = 62 * 24 * time.Hour
)

// limit is the size of a page.
const limit = 100

// api is the path of every call.
const api = "/ShoppingWebService/V1/"

// Config is what connecting a store needs.
type Config struct {
	BaseURL string // empty means Home, or Test for a store of the test environment
	Login   string // empty means Login
	Keys    []byte // data.ShopKeys with what was typed and granted
	Keep    func(ctx context.Context, secret []byte) error
	Reach   time.Duration // how far back orders are pulled; 0 means DefaultReach
	Wire    wire.Options
}

// Shop is one store. It is safe for concurrent use.
type Shop struct {
	wire   *wire.Client
	source *oauth.Source
	seller string
	plan   pull.Plan
}

var (
	_ shop.Shop    = (*Shop)(nil)
	_ shop.Checker = (*Shop)(nil)
	_ shop.Teller  = (*Shop)(nil)
)

// Provider is where Yahoo! hands out its keys; login is empty for Login.
func Provider(login string) oauth.Provider {
	if login == "" {
		login = Login
	}
	return oauth.Provider{Authorize: login + "/yconnect/v2/authorization", Base: login, Path: "/yconnect/v2/token", Scope: "openid profile", Basic: true}
}

// homeOf is where a store's API lives: stores of the test environment have snbx-
// in their accounts.
func homeOf(seller string) string {
	if strings.Contains(seller, "snbx-") {
		return Test
	}
	return Home
}

// New makes the adapter. It asks the store nothing yet. It fails with Denied
// KeyKey when a key is missing or is none.
func New(cfg Config) (*Shop, error) {
	if cfg.Reach <= 0 {
		cfg.Reach = DefaultReach
	}
	keys := data.ReadShopKeys(cfg.Keys)
	if cfg.BaseURL == "" {
		cfg.BaseURL = homeOf(keys["seller"])
	}
	tokens := oauth.TokensOf(keys)
	seal, err := newSeal(keys)
	if err != nil || tokens.Refresh == "" {
		return nil, shop.Fault(shop.KeyKey, err)
	}
	var keep func(context.Context, oauth.Tokens) error
	if cfg.Keep != nil {
		keep = func(ctx context.Context, t oauth.Tokens) error { return cfg.Keep(ctx, oauth.With(keys, t).Write()) }
	}
	source := oauth.Refreshing(Provider(cfg.Login), oauth.Of(keys), tokens, keep, nil, cfg.Wire)
	s := &Shop{source: source, seller: seal.seller}
	opts := cfg.Wire
	opts.Auth = func(ctx context.Context, renew bool) (http.Header, error) {
		h, err := source.Auth(ctx, renew)
		if err != nil {
			return nil, err
		}
		return seal.add(h, s.wire.There())
	}
	if s.wire, err = wire.New(cfg.BaseURL, nil, wire.Limits{Every: time.Second}, opts); err != nil {
		return nil, err
	}
	part := pull.Part{Ask: s.list, Span: span}
	later := part
	later.Back = back
	s.plan = pull.Plan{First: []pull.Part{part}, Later: []pull.Part{later}, Reach: cfg.Reach, There: s.wire.There, Read: s.read}
	return s, nil
}

// List implements shop.Shop.
func (s *Shop) List(ctx context.Context, at []byte) (shop.Page, error) { return s.plan.Next(ctx, at) }

// Get implements shop.Shop.
func (s *Shop) Get(ctx context.Context, remoteID string) (data.Order, error) {
	body, err := s.info(ctx, remoteID)
	if err != nil {
		return data.Order{}, err
	}
	o, flaw := convert(body)
	if flaw != "" {
		return data.Order{}, shop.Fault(shop.KeyNonsense, fmt.Errorf("yahoo.order: %s", flaw))
	}
	return o, nil
}

// Check implements shop.Checker: the token must be able to list orders.
func (s *Shop) Check(ctx context.Context) (string, error) { return "", s.well(ctx) }

// well asks for a minute of the list.
func (s *Shop) well(ctx context.Context) error {
	now := s.wire.There()
	_, err := s.search(ctx, condition{From: stamp(now.Add(-time.Minute)), To: stamp(now)}, 0)
	return err
}

// read reads the orders of a page one by one. Where Yahoo! gives none of several,
// it is the question that is wrong, and none is set aside for that.
func (s *Shop) read(ctx context.Context, rows []pull.Row) (orders []data.Order, broken []data.Broken, err error) {
	var refused []error
	for _, r := range rows {
		body, err := s.info(ctx, r.ID)
		flaw := ""
		var o data.Order
		switch {
		case data.KeyOf(err) == shop.KeyGone, shop.Aside(ctx, err, s.well):
			flaw, refused = shop.Unread, append(refused, err)
		case err != nil:
			return nil, nil, err
		default:
			o, flaw = convert(body)
		}
		if flaw != "" {
			broken = append(broken, data.Broken{RemoteID: r.ID, Reason: flaw})
			continue
		}
		orders = append(orders, o)
	}
	if n := len(refused); n > 1 && n == len(rows) {
		return nil, nil, refused[0]
	}
	return orders, broken, nil
}

// listing is an orderList.
type listing struct {
	XMLName xml.Name `xml:"Req"`
	Search  searching
	Seller  string `xml:"SellerId"`
}

type searching struct {
	Result    int
	Start     int
	Sort      string
	Condition condition
	Field     string
}

type condition struct {
	Order string `xml:"OrderId,omitempty"`
	From  string `xml:"OrderTimeFrom,omitempty"`
	To    string `xml:"OrderTimeTo,omitempty"`
}

func stamp(t time.Time) string { return t.In(shop.JST).Format("20060102150405") }

func (s *Shop) list(ctx context.Context, q pull.Question) (pull.Answer, error) {
	return s.search(ctx, condition{From: stamp(q.From), To: stamp(q.To.Add(time.Second))}, q.Skip)
}

func (s *Shop) search(ctx context.Context, c condition, skip int) (got pull.Answer, err error) {
	body := listing{Search: searching{Result: limit, Start: skip + 1, Sort: "+order_time", Condition: c, Field: "OrderId,OrderTime,LastUpdateTime,OrderStatus,PayStatus,ShipStatus,TotalPrice"}, Seller: s.seller}
	err = s.ask(ctx, "yahoo.orders", "orderList", body, false, func(reply []byte) (err error) {
		got, err = readPage(reply, skip)
		return err
	})
	return got, err
}

// info reads one order. How one that is not there is refused is not known, so
// after a refusal it is looked for in the list.
func (s *Shop) info(ctx context.Context, id string) (body []byte, err error) {
	if !shop.PlainID(id) {
		return nil, shop.Fault(shop.KeyGone, nil)
	}
	req := struct {
		XMLName xml.Name `xml:"Req"`
		Target  struct{ OrderId, Field string }
		Seller  string `xml:"SellerId"`
	}{Seller: s.seller}
	req.Target.OrderId, req.Target.Field = id, fields
	err = s.ask(ctx, "yahoo.order", "orderInfo", req, false, func(reply []byte) error {
		body = reply
		return whole(reply)
	})
	if errors.Is(err, errTold) {
		switch found, no := s.search(ctx, condition{Order: id}, 0); {
		case no != nil:
			return nil, no
		case len(found.Rows) == 0:
			return nil, shop.Fault(shop.KeyGone, errors.New("yahoo.order: no such order"))
		}
	}
	return body, err
}
