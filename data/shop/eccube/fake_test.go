package eccube_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/eccube"
	"nifuda/data/shop/oauth"
	"nifuda/data/shop/shoptest"
	"nifuda/data/shop/wire"
)

// door is a shop with keys that were granted.
func door(base, token string) shop.Door {
	keys := oauth.With(data.ShopKeys{"id": "client", "secret": "hidden"}, oauth.Tokens{Access: token, Refresh: "r-" + token})
	return shop.Door{Base: base, Secret: keys.Write()}
}

func TestAdapter(t *testing.T) {
	shoptest.Run(t, shoptest.Brand{
		Serve: func(s *shoptest.Store) http.Handler {
			return &fake{store: s, token: shoptest.Token, refresh: "r-" + shoptest.Token}
		},
		Open: func(t testing.TB, base, token string, opts wire.Options) shop.Shop {
			s, err := eccube.New(eccube.Config{Door: door(base, token), Wire: opts})
			if err != nil {
				t.Fatal(err)
			}
			return s
		},
		Carts: true,
		Tell: func(s shoptest.Sale) data.Dispatch {
			return data.Dispatch{RemoteOrder: strconv.Itoa(s.ID), RemoteParcel: strconv.Itoa(10000 + s.ID)}
		},
	})
}

func TestARenewedKeyIsKeptBeforeItIsUsed(t *testing.T) {
	f := &fake{store: &shoptest.Store{}, token: "next", refresh: "r-old"}
	var kept data.ShopKeys
	srv := serve(t, f)
	d := door(srv, "old")
	d.Keep = func(_ context.Context, secret []byte) error {
		kept = data.ReadShopKeys(secret)
		return nil
	}
	s, err := eccube.New(eccube.Config{Door: d})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Check(t.Context()); err != nil || kept["access"] != "next" || kept["refresh"] != "r-next-1" || kept["id"] != "client" {
		t.Errorf("got %v and %v", kept, err)
	}
}

func TestThePageToSignInLiesBelowTheAdminPages(t *testing.T) {
	for admin, want := range map[string]string{
		"": "https://shop.example.test/ec/admin/authorize", "/hidden/": "https://shop.example.test/ec/hidden/authorize", "https://shop.example.test/ec/manage/": "https://shop.example.test/ec/manage/authorize",
	} {
		d := shop.Door{Base: "https://shop.example.test/ec/", Secret: data.ShopKeys{"admin": admin}.Write()}
		p, err := eccube.Provider(d)
		if err != nil || p.Authorize != want || p.Path != "/token" || p.Base != "https://shop.example.test/ec" {
			t.Errorf("%q: got %+v, %v", admin, p, err)
		}
	}
	for _, admin := range []string{"../x", "x?y", "https://elsewhere.example.test/admin"} {
		if _, err := eccube.Provider(shop.Door{Base: "https://shop.example.test", Secret: data.ShopKeys{"admin": admin}.Write()}); data.KeyOf(err) != shop.KeyAddress {
			t.Errorf("%s: got %v", admin, err)
		}
	}
}

// fake plays what the plugin does with the questions of the adapter.
type fake struct {
	store   *shoptest.Store
	mu      sync.Mutex
	token   string
	refresh string
	n       int
}

type object = map[string]any

// Expire plays shoptest.Expirer.
func (f *fake) Expire() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n++
	f.token = fmt.Sprint("hour-", f.n)
}

// question is what the adapter sends.
type question struct {
	Query string
	Vars  struct {
		From, To    string
		Page, Limit int
		ID          string
		Name        string
		Number      string
		Mail        *bool
	} `json:"variables"`
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if r.URL.Path == "/token" {
		f.renew(w, r)
		return
	}
	if r.Header.Get("Authorization") != "Bearer "+f.token {
		w.WriteHeader(http.StatusUnauthorized)
		send(w, object{"message": "The resource owner or authorization server denied the request."})
		return
	}
	var q question
	if r.URL.Path != "/api" || json.NewDecoder(r.Body).Decode(&q) != nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	switch {
	case strings.HasPrefix(q.Query, "query Check"):
		send(w, object{"data": object{"orders": object{"totalCount": 0}}})
	case strings.HasPrefix(q.Query, "query Orders"):
		f.list(w, q)
	case strings.HasPrefix(q.Query, "query Order{"):
		f.named(w, q)
	default:
		f.ship(w, q)
	}
}

// renew takes a refresh token once.
func (f *fake) renew(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("grant_type") != "refresh_token" || r.FormValue("refresh_token") != f.refresh || r.FormValue("client_secret") != "hidden" {
		w.WriteHeader(http.StatusBadRequest)
		send(w, object{"error": "invalid_grant"})
		return
	}
	f.n++
	f.refresh = fmt.Sprintf("r-%s-%d", f.token, f.n)
	send(w, object{"token_type": "Bearer", "expires_in": 3600, "access_token": f.token, "refresh_token": f.refresh})
}

// list answers the newest change first; its end is exclusive.
func (f *fake) list(w http.ResponseWriter, q question) {
	from, err := time.Parse("2006-01-02T15:04:05-07:00", q.Vars.From)
	to, err2 := time.Parse("2006-01-02T15:04:05-07:00", q.Vars.To)
	if err != nil || err2 != nil || strings.HasSuffix(q.Vars.From, "Z") {
		send(w, object{"errors": []object{{"message": "花子"}}})
		return
	}
	rows := slices.DeleteFunc(f.store.Sales(), func(s shoptest.Sale) bool {
		return s.Cart || s.Updated.Before(from) || !s.Updated.Before(to)
	})
	slices.SortFunc(rows, func(a, b shoptest.Sale) int {
		if c := b.Updated.Compare(a.Updated); c != 0 {
			return c
		}
		return b.ID - a.ID
	})
	total, skip := len(rows), (q.Vars.Page-1)*q.Vars.Limit
	nodes := []object{}
	for _, s := range rows[min(skip, total):min(skip+q.Vars.Limit, total)] {
		nodes = append(nodes, sale(s))
	}
	send(w, object{"data": object{"orders": object{"nodes": nodes, "totalCount": total, "pageInfo": object{"hasNextPage": skip+len(nodes) < total}}}})
}

var named = regexp.MustCompile(`(o\d+):order\(id:(\d+)\)`)

func (f *fake) named(w http.ResponseWriter, q question) {
	found := object{}
	for _, m := range named.FindAllStringSubmatch(q.Query, -1) {
		found[m[1]] = nil
		for _, s := range f.store.Sales() {
			if strconv.Itoa(s.ID) == m[2] {
				found[m[1]] = sale(s)
			}
		}
	}
	send(w, object{"data": found})
}

func (f *fake) ship(w http.ResponseWriter, q question) {
	n, _ := strconv.Atoi(q.Vars.ID)
	for _, s := range f.store.Sales() {
		if s.ID == n-10000 && !s.Shipped.IsZero() {
			send(w, object{"errors": []object{{"message": "id: Already shipped;"}}, "data": object{"updateShipped": nil}})
			return
		}
	}
	if q.Vars.Mail == nil || *q.Vars.Mail {
		f.store.Mail()
	}
	f.store.Ship(n-10000, q.Vars.Name, q.Vars.Number)
	send(w, object{"data": object{"updateShipped": object{"id": q.Vars.ID}}})
}

// sale writes one plain order: a cup of 1,100 yen and 660 yen for its way.
func sale(s shoptest.Sale) object {
	status := map[data.State]object{data.AwaitingPayment: {"id": "1", "name": "新規受付"}, data.ToShip: {"id": "6", "name": "入金済み"}, data.Shipped: {"id": "5", "name": "発送済み"}, data.Cancelled: {"id": "3", "name": "注文取消し"}}[s.State]
	if s.Cart {
		status = object{"id": "8", "name": "購入処理中"}
	}
	id, at := strconv.Itoa(s.ID), "2006-01-02T15:04:05-07:00"
	home := func(o object) object {
		for k, v := range (object{"name01": "架空", "name02": "花子", "kana01": "カクウ", "kana02": "ハナコ", "company_name": nil, "phone_number": "09000000001", "postal_code": "6040000", "Pref": object{"id": "26", "name": "京都府"}, "addr01": "京都市中京区架空町", "addr02": "1-2"}) {
			o[k] = v
		}
		return o
	}
	item := func(id, kind, name string, price, tax int, display string, ship any) object {
		return object{"id": id, "product_name": name, "product_code": nil, "price": price, "quantity": 1, "tax": tax, "tax_rate": 10, "OrderItemType": object{"id": kind}, "TaxType": object{"id": "1"}, "TaxDisplayType": object{"id": display}, "RoundingType": object{"id": "1"}, "Shipping": ship}
	}
	ship := object{"id": strconv.Itoa(10000 + s.ID)}
	to := home(object{"id": strconv.Itoa(10000 + s.ID), "shipping_delivery_name": "宅急便", "shipping_delivery_time": nil, "shipping_delivery_date": nil, "shipping_date": nil, "tracking_number": nil})
	o := home(object{"id": id, "order_no": id, "order_date": s.Placed.Format(at), "update_date": s.Updated.UTC().Format(at), "create_date": s.Placed.Format(at), "payment_date": nil, "OrderStatus": status, "email": "hanako@example.test",
		"add_point": 0, "total": 1760, "payment_total": 1760, "payment_method": "銀行振込", "message": nil, "currency_code": "JPY",
		"OrderItems": []object{item("1", "1", "湯呑み", 1000, 100, "1", ship), item("2", "2", "送料", 660, 60, "2", ship)}, "Shippings": []object{to}})
	if !s.Paid.IsZero() {
		o["payment_date"] = s.Paid.Format(at)
	}
	if s.State == data.Shipped {
		to["shipping_date"], to["tracking_number"], to["shipping_delivery_name"] = s.Shipped.Format(at), s.Tracking, s.Carrier
	}
	if s.Broken {
		o["payment_total"] = "たくさん"
	}
	return o
}

func send(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(body)
}
