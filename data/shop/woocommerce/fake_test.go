package woocommerce_test

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/shoptest"
	"nifuda/data/shop/wire"
	"nifuda/data/shop/woocommerce"
)

const secret = "cs_0123"

func TestAdapter(t *testing.T) {
	shoptest.Run(t, shoptest.Brand{
		Serve: func(s *shoptest.Store) http.Handler {
			return &fake{store: s, used: map[string]bool{}, notes: map[int][]string{}}
		},
		Open: func(t testing.TB, base, token string, opts wire.Options) shop.Shop {
			s, err := woocommerce.New(woocommerce.Config{BaseURL: base + "/wp-admin/", Key: token, Secret: secret, Wire: opts})
			if err != nil {
				t.Fatal(err)
			}
			return s
		},
		Carts: true,
		Tell:  func(s shoptest.Sale) data.Dispatch { return data.Dispatch{RemoteOrder: strconv.Itoa(s.ID)} },
	})
}

// fake plays what the REST API does with the questions of the adapter.
type fake struct {
	store *shoptest.Store
	mu    sync.Mutex
	used  map[string]bool // nonces
	notes map[int][]string
}

type object = map[string]any

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path, ok := strings.CutPrefix(r.URL.Path, "/wp-json/")
	if ok && path == "" {
		send(w, object{"name": "器と茶 架空堂 &amp; 花"})
		return
	}
	if !f.knows(r) {
		w.WriteHeader(http.StatusUnauthorized)
		send(w, object{"code": "woocommerce_rest_cannot_view", "message": "Sorry, you cannot list resources.", "data": object{"status": 401}})
		return
	}
	path = strings.TrimPrefix(path, "wc/v3/orders")
	id, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if path == "" {
		f.list(w, r.URL.Query())
		return
	}
	n, _ := strconv.Atoi(id)
	at := slices.IndexFunc(f.store.Sales(), func(s shoptest.Sale) bool { return s.ID == n })
	if at < 0 {
		w.WriteHeader(http.StatusNotFound)
		send(w, object{"code": "woocommerce_rest_shop_order_invalid_id", "message": "Invalid ID.", "data": object{"status": 404}})
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case rest == "notes" && r.Method == http.MethodGet:
		all := []object{}
		for i, n := range f.notes[n] {
			all = append(all, object{"id": i + 1, "note": n, "customer_note": false})
		}
		send(w, all)
	case rest == "notes":
		f.note(w, r, n)
	case r.Method == http.MethodPut:
		f.put(w, r, n)
	default:
		send(w, sale(f.store.Sales()[at]))
	}
}

// knows checks the signature the way the site does: no nonce twice, a quarter of
// an hour at most between the clocks.
func (f *fake) knows(r *http.Request) bool {
	q := r.URL.Query()
	at, _ := strconv.ParseInt(q.Get("oauth_timestamp"), 10, 64)
	if f.store.Now().Sub(time.Unix(at, 0)).Abs() > 15*time.Minute && f.store.Now().Year() == time.Now().Year() {
		return false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	nonce := q.Get("oauth_nonce")
	if nonce == "" || f.used[nonce] || q.Get("oauth_consumer_key") != shoptest.Token || q.Get("oauth_signature_method") != "HMAC-SHA256" {
		return false
	}
	f.used[nonce] = true
	given := q.Get("oauth_signature")
	q.Del("oauth_signature")
	all := strings.Split(strings.ReplaceAll(q.Encode(), "+", "%20"), "&")
	slices.Sort(all)
	base := r.Method + "&" + url.QueryEscape("http://"+r.Host+r.URL.Path) + "&" + url.QueryEscape(strings.Join(all, "&"))
	mac := hmac.New(sha256.New, []byte(secret+"&"))
	mac.Write([]byte(base))
	return given == base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func (f *fake) note(w http.ResponseWriter, r *http.Request, id int) {
	var asked struct {
		Note  string
		Buyer bool `json:"customer_note"`
	}
	if json.NewDecoder(r.Body).Decode(&asked) != nil || asked.Buyer {
		f.store.Mail()
	}
	f.notes[id] = append(f.notes[id], asked.Note)
	send(w, object{"id": len(f.notes[id]), "note": asked.Note})
}

// put keeps our meta data, as far as the store has words for it.
func (f *fake) put(w http.ResponseWriter, r *http.Request, id int) {
	var asked struct {
		Status string
		Meta   []struct{ Key, Value string } `json:"meta_data"`
	}
	if json.NewDecoder(r.Body).Decode(&asked) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if asked.Status != "" {
		f.store.Mail()
	}
	kept := map[string]string{}
	for _, m := range asked.Meta {
		kept[m.Key] = m.Value
	}
	if kept["_nifuda_shipped"] == "yes" {
		f.store.Ship(id, kept["_nifuda_carrier"], kept["_nifuda_tracking"])
	}
	send(w, object{"id": id})
}

func gmt(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05") }

func placed(s shoptest.Sale) time.Time {
	if s.Cart {
		return s.Updated
	}
	return s.Placed
}

// list answers as an installation with HPOS does: every bound exclusive.
func (f *fake) list(w http.ResponseWriter, q url.Values) {
	if q.Get("orderby") == "modified" {
		panic("sorting by the date of change loses rows")
	}
	rows := []shoptest.Sale{}
	include := strings.Split(q.Get("include"), ",")
	for _, s := range f.store.Sales() {
		switch {
		case q.Get("after") != "" && (gmt(placed(s)) <= q.Get("after") || gmt(placed(s)) >= q.Get("before")):
		case gmt(s.Updated) <= q.Get("modified_after"):
		case q.Get("include") != "" && !slices.Contains(include, strconv.Itoa(s.ID)):
		default:
			rows = append(rows, s)
		}
	}
	slices.SortStableFunc(rows, func(a, b shoptest.Sale) int { return cmp.Compare(gmt(placed(a)), gmt(placed(b))) })
	if q.Get("order") != "asc" {
		slices.Reverse(rows)
	}
	skip, _ := strconv.Atoi(q.Get("offset"))
	size, _ := strconv.Atoi(q.Get("per_page"))
	total := len(rows)
	if skip >= total {
		rows, total = nil, 0
	}
	w.Header().Set("X-WP-Total", strconv.Itoa(total))
	all := []object{}
	for _, s := range rows[min(skip, len(rows)):min(skip+size, len(rows))] {
		all = append(all, sale(s))
	}
	send(w, all)
}

// sale writes one plain order: a cup of 1,100 yen and 660 yen for its way.
func sale(s shoptest.Sale) object {
	status := map[data.State]string{data.AwaitingPayment: "pending", data.ToShip: "processing", data.Shipped: "processing", data.Cancelled: "cancelled"}[s.State]
	if s.Cart {
		status = "checkout-draft"
	}
	home := object{"first_name": "花子", "last_name": "架空", "company": "", "address_1": "中京区架空町1-2", "address_2": "", "city": "京都市", "state": "JP26", "postcode": "604-0000", "country": "JP", "email": "hanako@example.test", "phone": "090-0000-0001"}
	taxes := func(of string) []object { return []object{{"id": 7, "total": of, "subtotal": of}} }
	o := object{
		"id": s.ID, "number": fmt.Sprint(s.ID), "status": status, "currency": "JPY", "date_created_gmt": gmt(placed(s)), "date_modified_gmt": gmt(s.Updated),
		"date_paid_gmt": nil, "total": "1760.0000", "billing": home, "shipping": home, "payment_method": "bacs", "payment_method_title": "銀行振込", "customer_note": "",
		"line_items":     []object{{"id": 1, "name": "湯呑み", "sku": "YUNOMI", "quantity": 1, "subtotal": "1000.0000", "subtotal_tax": "100.0000", "total": "1000.0000", "total_tax": "100.0000", "taxes": taxes("100"), "meta_data": []object{}}},
		"shipping_lines": []object{{"method_title": "宅急便", "total": "600.0000", "total_tax": "60.0000", "taxes": taxes("60")}},
		"tax_lines":      []object{{"rate_id": 7, "rate_percent": 10}},
		"fee_lines":      []object{}, "coupon_lines": []object{}, "refunds": []object{}, "meta_data": []object{},
	}
	if !s.Paid.IsZero() {
		o["date_paid_gmt"] = gmt(s.Paid)
	}
	if s.State == data.Shipped {
		o["meta_data"] = []object{{"id": 1, "key": "_nifuda_shipped", "value": "yes"}, {"id": 2, "key": "_nifuda_tracking", "value": s.Tracking}, {"id": 3, "key": "_nifuda_carrier", "value": s.Carrier}}
	}
	if s.Broken {
		o["total"] = "たくさん"
	}
	return o
}

func send(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	json.NewEncoder(w).Encode(body)
}

func TestOverHTTPSTheKeyGoesAsBasicAndNothingIsSigned(t *testing.T) {
	var user, pass, query string
	srv := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, pass, _ = r.BasicAuth()
		query = r.URL.RawQuery
		send(w, []object{})
	}))
	defer srv.Close()
	s, err := woocommerce.New(woocommerce.Config{BaseURL: srv.URL, Key: "ck_1", Secret: secret, Wire: wire.Options{Transport: srv.Client().Transport}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.List(t.Context(), nil); err != nil || user != "ck_1" || pass != secret || strings.Contains(query, "oauth") {
		t.Errorf("asked as %q with %q and %q: %v", user, pass, query, err)
	}
}

func TestASiteWithoutEncryptionIsRefusedWithItsReason(t *testing.T) {
	_, err := woocommerce.New(woocommerce.Config{BaseURL: "http://shop.example.test", Key: "ck_1", Secret: secret})
	if data.KeyOf(err) != shop.KeyPlainHTTP {
		t.Errorf("got %v, want %s", err, shop.KeyPlainHTTP)
	}
}
