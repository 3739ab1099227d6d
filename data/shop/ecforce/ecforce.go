package ecforce

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/pull"
	"nifuda/data/shop/wire"
)

// DefaultReach is how far back orders are pulled.
const DefaultReach = 365 * 24 * time.Hour

// api is where the API begins; full is its largest page.
const (
	api  = "/api/v2/admin"
	full = 100
)

// include names the resources that come along with an order.
const include = "billing_address,shipping_address,shipping_addresses,order_items"

// Config is what connecting a shop needs.
type Config struct {
	BaseURL string // of the shop
	Token   []byte // copied
	Reach   time.Duration
	Wire    wire.Options
}

// Shop is one ecforce shop. It is safe for concurrent use.
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
	if cfg.Reach <= 0 {
		cfg.Reach = DefaultReach
	}
	token := strings.TrimSpace(string(cfg.Token))
	if !shop.UsableKey(token) || strings.ContainsAny(token, `"\\`) {
		return nil, shop.Fault(shop.KeyKey, nil)
	}
	base := strings.TrimSpace(cfg.BaseURL)
	for _, page := range []string{"/admin", "/api"} {
		base, _, _ = strings.Cut(base, page)
	}
	c, err := wire.New(base, http.Header{"Authorization": {`Token token="` + token + `"`}}, wire.Limits{Every: time.Second, Burst: 2, Pause: 3 * time.Second, Timeout: 30 * time.Second}, cfg.Wire)
	if err != nil {
		return nil, err
	}
	s := &Shop{wire: c}
	s.plan = pull.Plan{First: []pull.Part{{Ask: s.made}}, Later: []pull.Part{{Ask: s.changed, Newest: true, Moves: true}}, Reach: cfg.Reach, There: c.There, Read: s.read}
	return s, nil
}

// List implements shop.Shop.
func (s *Shop) List(ctx context.Context, at []byte) (shop.Page, error) { return s.plan.Next(ctx, at) }

// asked is how a time is written into a question: with its zone, for the shop's
// own is not told.
const asked = "2006-01-02T15:04:05-07:00"

// made asks for one page by the date of creation.
func (s *Shop) made(ctx context.Context, q pull.Question) (pull.Answer, error) {
	return s.orders(ctx, q.Skip/full+1, created, url.Values{"sort": {"created_at"}, "q[created_at_gteq]": {q.From.In(shop.JST).Format(asked)}})
}

// changed asks for one page of what changed, and ends where a row is older than
// what is asked for.
func (s *Shop) changed(ctx context.Context, q pull.Question) (pull.Answer, error) {
	page, _ := strconv.Atoi(q.After)
	page = max(page, 1)
	got, err := s.orders(ctx, page, updated, url.Values{"sort": {"-updated_at"}})
	if err != nil {
		return got, err
	}
	got.Total, got.Next = 0, strconv.Itoa(page+1)
	for i, r := range got.Rows {
		if r.Flaw == "" && r.At.Before(q.From) {
			got.Rows, got.More = got.Rows[:i], false
			break
		}
	}
	return got, nil
}

// orders asks for a page of orders.
func (s *Shop) orders(ctx context.Context, page int, at func(head) string, q url.Values) (got pull.Answer, err error) {
	q.Set("page", strconv.Itoa(page))
	q.Set("per", strconv.Itoa(full))
	q.Set("include", include)
	q.Set("lighter", "0")
	err = s.get(ctx, "ecforce.orders", "/orders.json", q, func(body []byte) (err error) {
		got, err = readAnswer(body, page, at)
		return err
	})
	return got, err
}

// readAnswer takes a page apart into orders that may each be broken.
func readAnswer(body []byte, page int, at func(head) string) (pull.Answer, error) {
	var reply struct {
		Data     *wire.Rows        `json:"data"`
		Included []json.RawMessage `json:"included"`
		Meta     struct {
			Total int `json:"total_count"`
			Pages int `json:"total_pages"`
		} `json:"meta"`
	}
	if err := wire.JSON(body, &reply); err != nil {
		return pull.Answer{}, err
	}
	if reply.Data == nil {
		return pull.Answer{}, errors.New("no orders in the answer")
	}
	beside := index(reply.Included)
	got := pull.Answer{Total: max(reply.Meta.Total, 0), More: len(*reply.Data) >= full || page < reply.Meta.Pages}
	for _, raw := range *reply.Data {
		got.Rows = append(got.Rows, newRow(beside.bundle(raw), at))
	}
	return got, nil
}

// Get implements shop.Shop.
func (s *Shop) Get(ctx context.Context, remoteID string) (data.Order, error) {
	row, err := s.one(ctx, remoteID)
	if err != nil {
		return data.Order{}, err
	}
	orders, broken := convert([]pull.Row{row})
	if len(broken) > 0 {
		return data.Order{}, shop.Fault(shop.KeyNonsense, fmt.Errorf("ecforce.order: %s", broken[0].Reason))
	}
	return orders[0], nil
}

// one reads an order as it stands now. A shop without the API says nothing about
// an order.
func (s *Shop) one(ctx context.Context, id string) (row pull.Row, err error) {
	if plain(id) == "" {
		return pull.Row{}, shop.Fault(shop.KeyGone, nil)
	}
	err = s.get(ctx, "ecforce.order", "/orders/"+id+".json", url.Values{"include": {include}, "lighter": {"0"}}, func(body []byte) error {
		var reply struct {
			Data     json.RawMessage   `json:"data"`
			Included []json.RawMessage `json:"included"`
		}
		if err := wire.JSON(body, &reply); err != nil {
			return err
		}
		row = newRow(index(reply.Included).bundle(reply.Data), updated)
		if row.Flaw == "" && row.ID != id || len(reply.Data) == 0 {
			return errors.New("not the order that was asked for")
		}
		return nil
	})
	if data.KeyOf(err) == shop.KeyGone {
		if _, bad := s.Check(ctx); data.KeyOf(bad) == shop.KeyGone {
			return row, shop.Fault(shop.KeyUnreachable, bad)
		}
	}
	return row, err
}

// Reread implements shop.Rereader.
func (s *Shop) Reread(ctx context.Context, ids []string) ([]data.Order, []data.Broken, error) {
	known := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return plain(id) == "" })
	if len(known) == 0 {
		return nil, nil, nil
	}
	got, err := s.orders(ctx, 1, updated, url.Values{"q[id_in][]": known})
	if err != nil {
		return nil, nil, err
	}
	if slices.ContainsFunc(got.Rows, func(r pull.Row) bool { return !slices.Contains(known, r.ID) }) { // not what was asked for
		got.Rows = nil
		for _, id := range known {
			row, err := s.one(ctx, id)
			switch {
			case data.KeyOf(err) == shop.KeyGone:
				continue
			case shop.Aside(ctx, err, s.well):
				row = pull.Row{ID: id, Flaw: shop.Unread}
			case err != nil:
				return nil, nil, err
			}
			got.Rows = append(got.Rows, row)
		}
	}
	return s.read(ctx, got.Rows)
}

// read turns rows into orders; those that came without all of their goods, or
// without a ship-to, are asked for by themselves.
func (s *Shop) read(ctx context.Context, rows []pull.Row) ([]data.Order, []data.Broken, error) {
	for i, r := range rows {
		var b bundle
		if r.Flaw != "" || wire.JSON(r.Raw, &b) != nil || b.whole() {
			continue
		}
		row, err := s.one(ctx, r.ID)
		switch {
		case err == nil:
			rows[i] = row
		case shop.Aside(ctx, err, s.well): // as it came, it is set aside
		case data.KeyOf(err) != shop.KeyGone:
			return nil, nil, err
		}
	}
	orders, broken := convert(rows)
	return orders, broken, nil
}

// Check implements shop.Checker. The API does not tell the shop's name.
func (s *Shop) Check(ctx context.Context) (string, error) { return "", s.well(ctx) }

// well asks for a single row.
func (s *Shop) well(ctx context.Context) error {
	return s.get(ctx, "ecforce.check", "/orders.json", url.Values{"page": {"1"}, "per": {"1"}}, func(body []byte) error {
		_, err := readAnswer(body, 1, updated)
		return err
	})
}

func (s *Shop) get(ctx context.Context, label, path string, q url.Values, read func([]byte) error) error {
	return s.wire.Do(ctx, wire.Request{Label: label, Method: http.MethodGet, Path: api + path, Query: q, Read: read})
}

// plain is an id, empty when it is none.
func plain(id string) string {
	if _, err := strconv.ParseUint(id, 10, 63); err != nil {
		return ""
	}
	return id
}
