package eccube

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
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

// DefaultReach is how far back orders are pulled.
const DefaultReach = 365 * 24 * time.Hour

// full is the size of a page, together how many orders are read again at once.
// The API knows no limit and answers slowly.
const (
	full     = 100
	together = 20
)

// Config is what connecting a shop needs.
type Config struct {
	Door  shop.Door // the shop's address, and its data.ShopKeys
	Reach time.Duration
	Wire  wire.Options
}

// Shop is one EC-CUBE. It is safe for concurrent use.
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

// Provider is where the shop behind the door hands out its keys. The page lies
// below the path of its admin pages, which owners change.
func Provider(d shop.Door) (oauth.Provider, error) {
	base := strings.TrimRight(strings.TrimSpace(d.Base), "/")
	admin := strings.TrimPrefix(strings.TrimSpace(data.ReadShopKeys(d.Secret)["admin"]), base) // its whole address may be copied
	admin = strings.Trim(admin, "/")
	if admin == "" {
		admin = "admin"
	}
	if strings.ContainsAny(admin, "?#\\:") || strings.Contains(admin, "..") {
		return oauth.Provider{}, shop.Fault(shop.KeyAddress, nil)
	}
	return oauth.Provider{Authorize: base + "/" + admin + "/authorize", Base: base, Path: "/token", Scope: "read write"}, nil
}

// New makes the adapter. It asks the shop nothing yet.
func New(cfg Config) (*Shop, error) {
	if cfg.Reach <= 0 {
		cfg.Reach = DefaultReach
	}
	keys := data.ReadShopKeys(cfg.Door.Secret)
	tokens := oauth.TokensOf(keys)
	if tokens.Access == "" {
		return nil, shop.Fault(shop.KeyKey, nil)
	}
	provider, err := Provider(cfg.Door)
	if err != nil {
		return nil, err
	}
	keep := func(ctx context.Context, t oauth.Tokens) error {
		if cfg.Door.Keep == nil {
			return nil
		}
		return cfg.Door.Keep(ctx, oauth.With(keys, t).Write())
	}
	opts := cfg.Wire
	opts.Auth = oauth.Refreshing(provider, oauth.Of(keys), tokens, keep, nil, cfg.Wire).Auth
	c, err := wire.New(provider.Base, nil, wire.Limits{Every: 300 * time.Millisecond, Burst: 3}, opts)
	if err != nil {
		return nil, err
	}
	s := &Shop{wire: c}
	changed := []pull.Part{{Ask: s.page, Newest: true, Moves: true}}
	s.plan = pull.Plan{First: changed, Later: changed, Reach: cfg.Reach, There: c.There, Read: func(_ context.Context, rows []pull.Row) ([]data.Order, []data.Broken, error) {
		orders, broken := convert(rows)
		return orders, broken, nil
	}}
	return s, nil
}

// List implements shop.Shop.
func (s *Shop) List(ctx context.Context, at []byte) (shop.Page, error) { return s.plan.Next(ctx, at) }

// stamp is how the API takes a time.
const stamp = "2006-01-02T15:04:05-07:00"

// page asks for one page of what changed; the end of a question is exclusive.
func (s *Shop) page(ctx context.Context, q pull.Question) (got pull.Answer, err error) {
	vars := object{"from": q.From.Format(stamp), "to": q.To.Add(time.Second).Format(stamp), "page": q.Skip/full + 1, "limit": full}
	err = s.ask(ctx, "eccube.orders", ordersQuery, vars, func(d []byte) (err error) {
		got, err = readAnswer(d)
		return err
	})
	return got, err
}

// readAnswer takes a page apart into orders that may each be broken.
func readAnswer(d []byte) (pull.Answer, error) {
	var reply struct {
		Orders *struct {
			Nodes wire.Rows `json:"nodes"`
			Total int       `json:"totalCount"`
			Info  struct {
				More bool `json:"hasNextPage"`
			} `json:"pageInfo"`
		} `json:"orders"`
	}
	if err := wire.JSON(d, &reply); err != nil {
		return pull.Answer{}, err
	}
	if reply.Orders == nil {
		return pull.Answer{}, errors.New("no orders in the answer")
	}
	got := pull.Answer{More: reply.Orders.Info.More, Total: max(reply.Orders.Total, 0)}
	for _, raw := range reply.Orders.Nodes {
		got.Rows = append(got.Rows, newRow(raw))
	}
	return got, nil
}

func newRow(raw json.RawMessage) pull.Row {
	return pull.NewRow(raw, func(h head, r *pull.Row) { r.ID, r.At = plain(string(h.ID)), h.Updated })
}

// plain is an id, empty when it is none.
func plain(id string) string {
	if _, err := strconv.ParseUint(id, 10, 63); err != nil {
		return ""
	}
	return id
}

// Get implements shop.Shop.
func (s *Shop) Get(ctx context.Context, remoteID string) (data.Order, error) {
	orders, broken, err := s.Reread(ctx, []string{remoteID})
	return shop.Only("eccube.order", orders, broken, err)
}

// Reread implements shop.Rereader.
func (s *Shop) Reread(ctx context.Context, ids []string) ([]data.Order, []data.Broken, error) {
	var rows []pull.Row
	known := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return plain(id) == "" })
	for some := range slices.Chunk(known, together) {
		got, err := s.named(ctx, "eccube.order", some, wholeOrder)
		if err != nil {
			return nil, nil, err
		}
		for _, raw := range got {
			rows = append(rows, newRow(raw))
		}
	}
	orders, broken := convert(rows)
	return orders, broken, nil
}

// named asks for orders by their ids, which were checked to be numbers.
func (s *Shop) named(ctx context.Context, label string, ids []string, fields string) ([]json.RawMessage, error) {
	var q strings.Builder
	q.WriteString("query Order{")
	for i, id := range ids {
		fmt.Fprintf(&q, "o%d:order(id:%s)%s ", i, id, fields)
	}
	var found []json.RawMessage
	err := s.ask(ctx, label, q.String()+"}", nil, func(d []byte) error {
		reply := map[string]json.RawMessage{}
		if err := wire.JSON(d, &reply); err != nil {
			return err
		}
		found = nil
		for i := range ids {
			raw, ok := reply["o"+strconv.Itoa(i)]
			if !ok {
				return errors.New("not what was asked for")
			}
			if string(raw) != "null" {
				found = append(found, raw)
			}
		}
		return nil
	})
	return found, err
}

// Check implements shop.Checker. Whether the key may write shows when it ships
// ship-to 0, which no shop has. The API does not tell the shop's name.
func (s *Shop) Check(ctx context.Context) (string, error) {
	err := s.ask(ctx, "eccube.check", `query Check{orders(limit:1){totalCount}}`, nil, func(d []byte) error {
		_, err := readAnswer(d)
		return err
	})
	if err != nil {
		return "", err
	}
	r := request("eccube.may", shipQuery, shipment{ID: "0"}, func([]byte) error { return nil })
	r.Once = true
	if err := s.wire.Do(ctx, r); data.KeyOf(err) == shop.KeyScope || data.KindOf(err) == data.Stopped {
		return "", err
	}
	return "", nil
}

type object = map[string]any

// ask sends one GraphQL question; read gets what stands under data.
func (s *Shop) ask(ctx context.Context, label, query string, vars any, read func([]byte) error) error {
	return s.wire.Do(ctx, request(label, query, vars, read))
}

func request(label, query string, vars any, read func([]byte) error) wire.Request {
	body := struct {
		Query string `json:"query"`
		Vars  any    `json:"variables,omitempty"`
	}{query, vars}
	return wire.Request{Label: label, Method: http.MethodPost, Path: "/api", Body: body,
		Refused: func(status int, reply []byte) error {
			if status == http.StatusNotFound { // the plugin is not there: that says nothing of an order
				return shop.Fault(shop.KeyAddress, fmt.Errorf("%s: HTTP %d", label, status))
			}
			if _, err := unwrap(label, reply); status == http.StatusBadRequest && data.KeyOf(err) != "" {
				return err
			}
			return nil
		},
		Read: func(reply []byte) error {
			d, err := unwrap(label, reply)
			if err != nil {
				return err
			}
			return read(d)
		}}
}

// unwrap takes the data out of an answer. The plugin refuses with sentences of
// its own, which its source holds; no other is looked into.
func unwrap(label string, reply []byte) ([]byte, error) {
	var r struct {
		Data   json.RawMessage `json:"data"`
		Errors []struct {
			Message string `json:"message"`
		} `json:"errors"`
	}
	if err := wire.JSON(reply, &r); err != nil {
		return nil, err
	}
	for _, e := range r.Errors {
		switch {
		case strings.HasPrefix(e.Message, "Insufficient permission. (read,write)"):
			return nil, shop.Lacking("write")
		case strings.HasPrefix(e.Message, "Insufficient permission."):
			return nil, shop.Lacking("read")
		case strings.Contains(e.Message, "Already shipped"), strings.Contains(e.Message, "cannot be shipped"), strings.Contains(e.Message, "No Shipping found"):
			return nil, shop.Fault(shop.KeyRefused, fmt.Errorf("%s: takes no shipment", label))
		case strings.HasPrefix(e.Message, "Internal server error"):
			return nil, shop.Fault(shop.KeyUnreachable, fmt.Errorf("%s: server error", label))
		}
		return nil, shop.Fault(shop.KeyNonsense, fmt.Errorf("%s: refused", label))
	}
	if len(r.Data) == 0 || string(r.Data) == "null" {
		return nil, errors.New("neither data nor errors")
	}
	return r.Data, nil
}
