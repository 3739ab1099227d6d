package futureshop_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/futureshop"
	"nifuda/data/shop/shoptest"
	"nifuda/data/shop/wire"
)

func TestAdapter(t *testing.T) {
	shoptest.Run(t, shoptest.Brand{
		Serve: func(s *shoptest.Store) http.Handler { return &fake{store: s} },
		Open:  open,
		Blind: true,
		Each:  true,
	})
}

func open(t testing.TB, base, token string, opts wire.Options) shop.Shop {
	s, err := futureshop.New(futureshop.Config{BaseURL: base, Keys: data.ShopKeys{"id": "client", "secret": token, "shopkey": "KAKUU"}.Write(), Wire: opts})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// fake plays the API: what there is none of is an empty text.
type fake struct {
	store  *shoptest.Store
	access string
	n      int
	away   string // where the next page is said to be; empty is here
}

// Expire implements shoptest.Expirer.
func (f *fake) Expire() { f.access = "" }

type object = map[string]any

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("X-Shop-Key") != "KAKUU" {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	if r.URL.Path == "/oauth/token" {
		id, secret, _ := r.BasicAuth()
		if r.ParseForm() != nil || id != "client" || secret != shoptest.Token || r.PostForm.Get("grant_type") != "client_credentials" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		f.n++
		f.access = fmt.Sprintf("access%d", f.n)
		send(w, object{"access_token": f.access, "token_type": "bearer", "expires_in": 3600})
		return
	}
	if f.access == "" || r.Header.Get("Authorization") != "Bearer "+f.access {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if id, ok := strings.CutPrefix(r.URL.Path, "/admin-api/v1/orders/"); ok {
		for _, s := range f.store.Sales() {
			if strconv.Itoa(s.ID) == id {
				send(w, sale(s))
				return
			}
		}
		w.WriteHeader(http.StatusNotFound)
		return
	}
	f.list(w, r)
}

const stamp = "2006-01-02T15:04:05"

// list serves fifty orders a page, each page after the last order of the one
// before.
func (f *fake) list(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	from, bad := time.ParseInLocation(stamp, q.Get("orderDateStart"), shop.JST)
	to, worse := time.ParseInLocation(stamp, q.Get("orderDateEnd"), shop.JST)
	if bad != nil || worse != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	after, _ := strconv.Atoi(q.Get("after"))
	orders, next := []object{}, ""
	for _, s := range f.store.Sales() {
		if s.ID <= after || s.Placed.Before(from) || s.Placed.After(to) {
			continue
		}
		if len(orders) == 50 {
			q.Set("after", orders[49]["orderNo"].(string))
			next = "http://" + r.Host + r.URL.Path + "?" + q.Encode()
			if f.away != "" {
				next = f.away
			}
			break
		}
		orders = append(orders, object{"orderNo": strconv.Itoa(s.ID), "addressInfo": object{"postalCode": "604-0000"}})
	}
	send(w, object{"orderList": orders, "nextUrl": next})
}

// sale writes one plain order: a cup of 1,000 yen and its tax, and 660 yen for
// its way.
func sale(s shoptest.Sale) object {
	status := map[data.State]string{data.AwaitingPayment: "AWAITING_PAYMENT", data.ToShip: "AWAITING_PAYMENT", data.Shipped: "COMPLETED", data.Cancelled: "CANCELED"}[s.State]
	paid := map[bool]string{true: "NOTRECEIVED", false: "RECEIVED"}[s.State == data.AwaitingPayment]
	total := any(1760)
	if s.Broken {
		total = "たくさん"
	}
	home := object{"lastName": "架空", "firstName": "花子", "lastNameKana": "カクウ", "firstNameKana": "ハナコ", "zipCode": "604-0000", "prefecture": "KYOTO", "address1": "京都市中京区", "address2": "架空町1-2", "address3": "", "companyName": ""}
	buyer := object{"mail": "hanako@example.test", "telNoMain": "090-0000-0001"}
	for k, v := range home {
		buyer[k] = v
	}
	return object{
		"orderNo": strconv.Itoa(s.ID), "date": s.Placed.In(shop.JST).Format(stamp), "dateLastUpdated": s.Updated.In(shop.JST).Format(stamp), "status": status, "paymentStatus": paid, "paymentType": "BANK_TRANSFER",
		"grandTotal": total, "taxTotal": 100, "postage": 660, "paymentChargeTotal": "", "usedPointPrice": "", "communication": "", "standardTaxRate": 10, "reducedTaxRate": 8, "buyerInfo": buyer,
		"shipmentList": []object{{"shipmentNo": "1", "addressInfo": home, "preferredDeliveryDate": "", "shipped": s.State == data.Shipped, "shippingDate": "", "invoiceNo": s.Tracking, "productList": []object{
			{"productNo": "yunomi", "skuNo": "YUNOMI", "name": "湯呑み", "price": 1000, "count": 1, "taxIncluded": "TAX_EXCLUDED", "tax": 100, "taxRateCode": "STANDARD", "optionList": []object{}}}}},
	}
}

func send(w http.ResponseWriter, body any) { json.NewEncoder(w).Encode(body) }

func TestTheNextPageIsFollowedHomeOnly(t *testing.T) {
	asked := false
	away := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	defer away.Close()
	f := &fake{store: &shoptest.Store{}, away: away.URL + "/admin-api/v1/shipping?" + url.Values{"after": {"1"}}.Encode()}
	home := httptest.NewServer(many{f})
	defer home.Close()
	s := open(t, home.URL, shoptest.Token, wire.Options{Limits: wire.Limits{Every: time.Nanosecond, Burst: 100}})
	if _, err := s.List(t.Context(), nil); data.KeyOf(err) != shop.KeyRedirect || asked {
		t.Errorf("got %v, and the other host was asked: %v", err, asked)
	}
}

// many has a page and more.
type many struct{ *fake }

func (m many) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/admin-api/v1/shipping" {
		send(w, object{"orderList": []object{{"orderNo": "1"}}, "nextUrl": m.away})
		return
	}
	m.fake.ServeHTTP(w, r)
}

// spoiled plays a store with three orders, of which the second cannot be read.
type spoiled struct{ *fake }

func (b spoiled) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	w.Header().Set("Date", b.store.Now().Format(http.TimeFormat))
	if q.URL.Path == "/admin-api/v1/orders/2" {
		w.Write([]byte(`{"orderNo":"2",`))
		return
	}
	b.fake.ServeHTTP(w, q)
}

func TestAnOrderThatCannotBeReadKeepsNoOther(t *testing.T) {
	f := &fake{store: shoptest.NewStore(3)}
	srv := httptest.NewServer(spoiled{f})
	defer srv.Close()
	s := open(t, srv.URL, shoptest.Token, shoptest.Quick(f.store))
	shoptest.SetsOneAside(t, s)
}
