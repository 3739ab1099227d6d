package rakuten

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/pull"
	"nifuda/data/shop/wire"
)

// Home is where the API lives.
const Home = "https://api.rms.rakuten.co.jp"

// DefaultReach is how far back orders are pulled. RMS gives two years.
const DefaultReach = 365 * 24 * time.Hour

// span is the longest time one question may ask for, less a day.
const span = 62 * 24 * time.Hour

// batch is how many orders getOrder gives at once, version which fields.
const (
	batch   = 100
	version = 10
)

// Config is what connecting a shop needs.
type Config struct {
	BaseURL string        // empty means Home
	Keys    []byte        // data.ShopKeys: "service" is the serviceSecret, "license" the licenseKey
	Reach   time.Duration // how far back orders are pulled; 0 means DefaultReach
	Wire    wire.Options
}

// Shop is one 楽天市場 shop. It is safe for concurrent use.
type Shop struct {
	wire  *wire.Client
	plan  pull.Plan
	tight atomic.Bool // the server wants Content-Type without a blank
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
	keys := data.ReadShopKeys(cfg.Keys)
	service, license := strings.TrimSpace(keys["service"]), strings.TrimSpace(keys["license"])
	if service == "" || license == "" {
		return nil, shop.Fault(shop.KeyKey, nil)
	}
	header := http.Header{"Authorization": {"ESA " + base64.StdEncoding.EncodeToString([]byte(service+":"+license))}}
	c, err := wire.New(cfg.BaseURL, header, wire.Limits{Every: time.Second}, cfg.Wire)
	if err != nil {
		return nil, err
	}
	s := &Shop{wire: c}
	later := func(kind int) pull.Part { return pull.Part{Ask: s.search(kind), Unsorted: true, Span: span} }
	s.plan = pull.Plan{
		First: []pull.Part{later(ordered)},
		Later: []pull.Part{later(ordered), later(fixed), later(reported), later(settled)},
		Reach: cfg.Reach,
		There: c.There,
		Read:  s.listed,
	}
	return s, nil
}

// List implements shop.Shop.
func (s *Shop) List(ctx context.Context, at []byte) (shop.Page, error) { return s.plan.Next(ctx, at) }

// Get implements shop.Shop.
func (s *Shop) Get(ctx context.Context, remoteID string) (data.Order, error) {
	orders, broken, err := s.Reread(ctx, []string{remoteID})
	return shop.Only("rakuten.get", orders, broken, err)
}

// Reread implements shop.Rereader.
func (s *Shop) Reread(ctx context.Context, ids []string) (orders []data.Order, broken []data.Broken, err error) {
	rows, err := s.get(ctx, ids)
	if err != nil {
		return nil, nil, err
	}
	orders, broken = convert(rows)
	return orders, broken, nil
}

// Check implements shop.Checker: the key must be able to search orders and, where
// there is one, to read it. RMS switches the two on one by one.
func (s *Shop) Check(ctx context.Context) (string, error) {
	now := s.wire.There()
	got, err := s.find(ctx, ordered, window{From: now.Add(-span), To: now, Page: 1})
	if err == nil && len(got.Rows) > 0 && got.Rows[0].Flaw == "" {
		_, err = s.some(ctx, []string{got.Rows[0].ID})
	}
	return "", err
}

// listed reads the orders of a page of numbers. What is listed and cannot be had
// is set aside: RMS forgets no order.
func (s *Shop) listed(ctx context.Context, rows []pull.Row) (orders []data.Order, broken []data.Broken, err error) {
	var ids []string
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	got, err := s.get(ctx, ids)
	if err != nil {
		return nil, nil, err
	}
	here := map[string]bool{}
	for _, r := range got {
		here[r.id] = true
	}
	orders, broken = convert(got)
	for _, id := range ids {
		if !here[id] {
			broken = append(broken, data.Broken{RemoteID: id, Reason: shop.Unread})
		}
	}
	return orders, broken, nil
}

// row is one order as it came.
type row struct {
	id  string
	raw json.RawMessage
}

// get asks for orders by number, a hundred at a time; what can be no number is
// not there.
func (s *Shop) get(ctx context.Context, ids []string) ([]row, error) {
	var rows []row
	var some []string
	for i, id := range ids {
		if shop.PlainID(id) {
			some = append(some, id)
		}
		if len(some) == batch || i == len(ids)-1 && len(some) > 0 {
			got, err := s.some(ctx, some)
			if err != nil {
				return nil, err
			}
			rows, some = append(rows, got...), nil
		}
	}
	return rows, nil
}

// some is one getOrder.
func (s *Shop) some(ctx context.Context, ids []string) (rows []row, err error) {
	body := struct {
		Numbers []string `json:"orderNumberList"`
		Version int      `json:"version"`
	}{ids, version}
	err = s.ask(ctx, "rakuten.get", "/es/2.0/order/getOrder/", body, false, func(reply []byte) (err error) {
		rows, err = readOrders(reply)
		return err
	})
	return rows, err
}

// readOrders takes an answer of getOrder apart into orders that may each be
// broken. Numbers that are not there have a message, and no order.
func readOrders(reply []byte) ([]row, error) {
	var got struct {
		Messages messages   `json:"MessageModelList"`
		Orders   *wire.Rows `json:"OrderModelList"`
	}
	if err := wire.JSON(reply, &got); err != nil {
		return nil, err
	}
	if got.Orders == nil {
		return nil, errors.New("no orders in the answer")
	}
	if len(*got.Orders) == 0 && got.Messages.bad() {
		return nil, shop.Fault(shop.KeyNonsense, errors.New("rakuten.get: refused"))
	}
	var rows []row
	for _, raw := range *got.Orders {
		var head struct {
			Number string `json:"orderNumber"`
		}
		if json.Unmarshal(raw, &head) != nil || !shop.PlainID(head.Number) {
			head.Number = ""
		}
		rows = append(rows, row{head.Number, raw})
	}
	return rows, nil
}

// messages are what RMS says beside an answer, also where the status is 200.
type messages []struct {
	Type string `json:"messageType"`
}

// bad reports whether one of them is an error.
func (m messages) bad() bool {
	for _, one := range m {
		if one.Type == "ERROR" {
			return true
		}
	}
	return false
}

// errSpelling is a server that wants Content-Type written otherwise.
var errSpelling = errors.New("rakuten: HTTP 415")

// ask sends one question, in the other spelling of Content-Type where the server
// wants that.
func (s *Shop) ask(ctx context.Context, label, path string, body any, once bool, read func([]byte) error) error {
	was := s.tight.Load()
	err := s.send(ctx, label, path, body, once, read)
	if errors.Is(err, errSpelling) {
		s.tight.Store(!was)
		err = s.send(ctx, label, path, body, once, read)
	}
	return err
}

func (s *Shop) send(ctx context.Context, label, path string, body any, once bool, read func([]byte) error) error {
	kind := "application/json; charset=utf-8"
	if s.tight.Load() {
		kind = "application/json;charset=utf-8"
	}
	return s.wire.Do(ctx, wire.Request{Label: label, Method: http.MethodPost, Path: path, Body: body, Header: http.Header{"Content-Type": {kind}}, Once: once, Read: read,
		Refused: func(status int, reply []byte) error {
			switch {
			case status == http.StatusUnsupportedMediaType:
				return shop.Fault(shop.KeyNonsense, errSpelling)
			case status == http.StatusBadRequest && off(reply):
				return shop.Lacking("楽天ペイ受注API（rpay.order." + strings.Trim(strings.TrimPrefix(path, "/es/2.0/order/"), "/") + "）")
			case status == http.StatusBadRequest && once: // what the order takes no shipment for
				return shop.Fault(shop.KeyRefused, fmt.Errorf("%s: HTTP 400", label))
			}
			return nil
		}})
}

// off reports whether a refusal is RMS's for a function that is not switched on
// for the key (利用機能編集). The orders' own refusals have messages instead.
func off(reply []byte) bool {
	var told struct {
		Results struct {
			Code string `json:"errorCode"`
		} `json:"Results"`
	}
	return json.Unmarshal(reply, &told) == nil && told.Results.Code == "ES04-01"
}
