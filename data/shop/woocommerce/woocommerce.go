package woocommerce

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
	"nifuda/data/shop/pull"
	"nifuda/data/shop/wire"
)

// DefaultReach is how far back orders are pulled.
const DefaultReach = 365 * 24 * time.Hour

// api is where the REST API begins below the site's address.
const api = "/wp-json/wc/v3"

// full is the largest page the API serves.
const full = 100

// Config is what connecting a shop needs.
type Config struct {
	BaseURL string        // of the site
	Key     string        // consumer key, ck_…
	Secret  string        // consumer secret, cs_…
	Reach   time.Duration // how far back orders are pulled; 0 means DefaultReach
	Wire    wire.Options
}

// Shop is one WooCommerce site. It is safe for concurrent use.
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

// New makes the adapter. It asks the site nothing yet.
func New(cfg Config) (*Shop, error) {
	if cfg.Reach <= 0 {
		cfg.Reach = DefaultReach
	}
	key, secret := strings.TrimSpace(cfg.Key), strings.TrimSpace(cfg.Secret)
	if !shop.UsableKey(key) || !shop.UsableKey(secret) || strings.Contains(key, ":") {
		return nil, shop.Fault(shop.KeyKey, nil)
	}
	base := site(cfg.BaseURL)
	header := http.Header{}
	if strings.HasPrefix(base, "http://") { // wire lets it pass on this machine alone
		cfg.Wire.Transport = newSigner(key, secret, cfg.Wire)
	} else {
		header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(key+":"+secret)))
	}
	c, err := wire.New(base, header, wire.Limits{Every: 200 * time.Millisecond, Burst: 5, MaxBytes: 48 << 20}, cfg.Wire)
	if err != nil {
		return nil, err
	}
	s := &Shop{wire: c}
	placed := []pull.Part{{Ask: s.page, Filtered: true}}
	s.plan = pull.Plan{First: placed, Later: placed, Reach: cfg.Reach, There: c.There, Read: func(_ context.Context, rows []pull.Row) ([]data.Order, []data.Broken, error) {
		orders, broken := convert(rows)
		return orders, broken, nil
	}}
	return s, nil
}

// site is the address without what owners copy along from their browser.
func site(address string) string {
	address = strings.TrimSpace(address)
	for _, page := range []string{"/wp-json", "/wp-admin", "/wp-login.php"} {
		address, _, _ = strings.Cut(address, page)
	}
	return strings.TrimRight(address, "/")
}

// List implements shop.Shop.
func (s *Shop) List(ctx context.Context, at []byte) (shop.Page, error) { return s.plan.Next(ctx, at) }

// stamp is how the API writes and reads a time in UTC.
const stamp = "2006-01-02T15:04:05"

// page asks for one page of orders by their date.
func (s *Shop) page(ctx context.Context, q pull.Question) (pull.Answer, error) {
	query := url.Values{
		"orderby": {"date"}, "order": {"asc"}, "per_page": {strconv.Itoa(full)}, "dates_are_gmt": {"true"}, "dp": {decimals},
		"after": {q.From.Add(-time.Second).Format(stamp)}, "before": {q.To.Add(time.Second).Format(stamp)},
	}
	if q.Skip > 0 {
		query.Set("offset", strconv.Itoa(q.Skip))
	}
	if !q.Since.IsZero() {
		query.Set("modified_after", q.Since.Add(-time.Second).Format(stamp))
	}
	got, err := s.orders(ctx, query)
	got.More = len(got.Rows) == full || q.Skip+len(got.Rows) < got.Total
	return got, err
}

// orders asks for orders.
func (s *Shop) orders(ctx context.Context, q url.Values) (got pull.Answer, err error) {
	total := 0
	err = s.wire.Do(ctx, wire.Request{Label: "woocommerce.orders", Method: http.MethodGet, Path: api + "/orders", Query: q, Refused: unseen,
		Seen: func(h http.Header) { total, _ = strconv.Atoi(h.Get("X-WP-Total")) },
		Read: func(body []byte) (err error) {
			got, err = readAnswer(body)
			return err
		}})
	got.Total = max(total, 0)
	return got, err
}

// readAnswer takes a page apart into orders that may each be broken.
func readAnswer(body []byte) (pull.Answer, error) {
	var all wire.Rows
	if err := wire.JSON(body, &all); err != nil {
		return pull.Answer{}, err
	}
	if all == nil {
		return pull.Answer{}, errors.New("no orders in the answer")
	}
	var got pull.Answer
	for _, raw := range all {
		got.Rows = append(got.Rows, newRow(raw))
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
	switch {
	case len(broken) > 0:
		return data.Order{}, shop.Fault(shop.KeyNonsense, fmt.Errorf("woocommerce.order: %s", broken[0].Reason))
	case len(orders) == 0: // in the bin, or a cart
		return data.Order{}, shop.Fault(shop.KeyGone, nil)
	}
	return orders[0], nil
}

// one reads an order as it stands now. A site that answers without WooCommerce
// says nothing about an order.
func (s *Shop) one(ctx context.Context, id string) (row pull.Row, err error) {
	if _, err := strconv.ParseUint(id, 10, 63); err != nil {
		return pull.Row{}, shop.Fault(shop.KeyGone, nil)
	}
	err = s.wire.Do(ctx, wire.Request{Label: "woocommerce.order", Method: http.MethodGet, Path: api + "/orders/" + id, Query: url.Values{"dp": {decimals}},
		Read: func(body []byte) error {
			row = newRow(json.RawMessage(body))
			if row.Flaw == "" && row.ID != id || !json.Valid(body) {
				return errors.New("not the order that was asked for")
			}
			return nil
		},
		Refused: func(status int, body []byte) error {
			if status == http.StatusNotFound && code(body) != "woocommerce_rest_shop_order_invalid_id" {
				return shop.Fault(shop.KeyUnreachable, errors.New("woocommerce.order: no WooCommerce at this address"))
			}
			return unseen(status, body)
		}})
	return row, err
}

// Reread implements shop.Rereader. What lies in the bin is not listed.
func (s *Shop) Reread(ctx context.Context, ids []string) ([]data.Order, []data.Broken, error) {
	var known []string
	for _, id := range ids {
		if _, err := strconv.ParseUint(id, 10, 63); err == nil {
			known = append(known, id)
		}
	}
	if len(known) == 0 {
		return nil, nil, nil
	}
	got, err := s.orders(ctx, url.Values{"include": {strings.Join(known, ",")}, "per_page": {strconv.Itoa(full)}, "dp": {decimals}})
	if err != nil {
		return nil, nil, err
	}
	orders, broken := convert(got.Rows)
	return orders, broken, nil
}

// Check implements shop.Checker. Whether the key may write shows when it writes to
// order 0, which no site has. The site's name is public, so that not even its
// absence says anything against the key.
func (s *Shop) Check(ctx context.Context) (string, error) {
	if _, err := s.orders(ctx, url.Values{"per_page": {"1"}, "dp": {decimals}}); err != nil {
		return "", err
	}
	err := s.write(ctx, "woocommerce.may", http.MethodPut, api+"/orders/0", struct{}{})
	if key := data.KeyOf(err); key == shop.KeyScope || data.KindOf(err) == data.Stopped {
		return "", err
	}
	var reply struct {
		Name string `json:"name"`
	}
	err = s.wire.Do(ctx, wire.Request{Label: "woocommerce.site", Method: http.MethodGet, Path: "/wp-json/", Query: url.Values{"_fields": {"name"}},
		Read: func(body []byte) error { return wire.JSON(body, &reply) }})
	if data.KindOf(err) == data.Stopped {
		return "", err
	}
	return plain(reply.Name), nil
}

// unseen tells a key whose user may not see orders from a wrong one.
func unseen(status int, body []byte) error {
	if status == http.StatusForbidden && strings.HasPrefix(code(body), "woocommerce_rest_cannot_") {
		return shop.Lacking("shop_manager")
	}
	return nil
}

// code is WordPress' own name for why it refused.
func code(body []byte) string {
	var reply struct {
		Code string `json:"code"`
	}
	if json.Unmarshal(body, &reply) != nil {
		return ""
	}
	return reply.Code
}
