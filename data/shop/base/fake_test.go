package base_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/base"
	"nifuda/data/shop/oauth"
	"nifuda/data/shop/shoptest"
	"nifuda/data/shop/wire"
)

func TestAdapter(t *testing.T) {
	shoptest.Run(t, shoptest.Brand{
		Serve: func(s *shoptest.Store) http.Handler {
			return &fake{store: s, access: shoptest.Token, refresh: shoptest.Token}
		},
		Open:  open,
		Blind: true,
		Each:  true,
		Tell: func(s shoptest.Sale) data.Dispatch {
			return data.Dispatch{RemoteOrder: strconv.Itoa(s.ID), Allowed: data.Allowed{Mails: true}}
		},
	})
}

func open(t testing.TB, home, token string, opts wire.Options) shop.Shop {
	s, err := base.New(base.Config{BaseURL: home, Keys: data.ShopKeys{"id": "client", "secret": "hidden", "access": token, "refresh": token}.Write(), Wire: opts})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// fake plays the API: its keys rotate, and whatever is wrong is a 400.
type fake struct {
	store           *shoptest.Store
	access, refresh string
	n               int
}

// Expire implements shoptest.Expirer.
func (f *fake) Expire() { f.access = "" }

type object = map[string]any

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/1/oauth/token" {
		f.renew(w, r)
		return
	}
	if f.access == "" || r.Header.Get("Authorization") != "Bearer "+f.access {
		refuse(w, "invalid_request")
		return
	}
	switch id, one := strings.CutPrefix(r.URL.Path, "/1/orders/detail/"); {
	case r.URL.Path == "/1/orders":
		f.list(w, r)
	case r.URL.Path == "/1/delivery_companies":
		send(w, object{"delivery_companies": []object{{"delivery_company_id": 1, "name": "クロネコヤマト"}, {"delivery_company_id": 2, "name": "佐川急便"}}})
	case r.URL.Path == "/1/orders/edit_status":
		f.edit(w, r)
	case one:
		f.order(w, id)
	default:
		refuse(w, "bad_params")
	}
}

func (f *fake) renew(w http.ResponseWriter, r *http.Request) {
	if r.ParseForm() != nil || r.PostForm.Get("refresh_token") != f.refresh || r.PostForm.Get("redirect_uri") != oauth.Home || r.PostForm.Get("client_secret") != "hidden" {
		refuse(w, "invalid_request")
		return
	}
	f.n++
	f.access, f.refresh = fmt.Sprintf("access%d", f.n), fmt.Sprintf("refresh%d", f.n)
	send(w, object{"access_token": f.access, "token_type": "bearer", "expires_in": 3600, "refresh_token": f.refresh})
}

func refuse(w http.ResponseWriter, what string) {
	w.WriteHeader(http.StatusBadRequest)
	send(w, object{"error": what, "error_description": "花子 hanako@example.test"})
}

func (f *fake) list(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	at := func(key string) time.Time {
		at, _ := time.ParseInLocation(time.DateTime, q.Get(key), shop.JST)
		return at
	}
	from, to := at("start_ordered"), at("end_ordered")
	limit, _ := strconv.Atoi(q.Get("limit"))
	skip, _ := strconv.Atoi(q.Get("offset"))
	if limit > 100 {
		refuse(w, "bad_params")
		return
	}
	all := []object{}
	sales := f.store.Sales()
	slices.SortStableFunc(sales, func(a, b shoptest.Sale) int { return b.Placed.Compare(a.Placed) })
	for _, s := range sales {
		if !s.Placed.Before(from) && (to.IsZero() || s.Placed.Before(to)) {
			all = append(all, object{"unique_key": strconv.Itoa(s.ID), "ordered": s.Placed.Unix(), "modified": s.Updated.Unix(), "total": 1760, "dispatch_status": status(s), "payment": "creditcard", "last_name": "架空"})
		}
	}
	send(w, object{"orders": all[min(skip, len(all)):min(skip+limit, len(all))]})
}

func status(s shoptest.Sale) string {
	return map[data.State]string{data.AwaitingPayment: "unpaid", data.ToShip: "ordered", data.Shipped: "dispatched", data.Cancelled: "cancelled"}[s.State]
}

func (f *fake) order(w http.ResponseWriter, id string) {
	for _, s := range f.store.Sales() {
		if strconv.Itoa(s.ID) == id {
			send(w, object{"order": sale(s)})
			return
		}
	}
	refuse(w, "no_order")
}

func (f *fake) edit(w http.ResponseWriter, r *http.Request) {
	if r.ParseForm() != nil || r.Method != http.MethodPost || r.PostForm.Get("status") != "dispatched" || strings.Contains(r.PostForm.Get("tracking_number"), "-") {
		refuse(w, "bad_params")
		return
	}
	n, _ := strconv.Atoi(r.PostForm.Get("order_item_id"))
	for _, s := range f.store.Sales() {
		if 7000+s.ID == n && s.State == data.ToShip {
			f.store.Ship(s.ID, r.PostForm.Get("delivery_company_id"), r.PostForm.Get("tracking_number"))
			f.order(w, strconv.Itoa(s.ID))
			return
		}
	}
	refuse(w, "not_change_status")
}

// sale writes one plain order: a cup of 1,100 yen and 660 yen for its way.
func sale(s shoptest.Sale) object {
	total := any(1760)
	if s.Broken {
		total = "たくさん"
	}
	o := object{
		"unique_key": strconv.Itoa(s.ID), "ordered": s.Placed.Unix(), "modified": s.Updated.Unix(), "cancelled": nil, "dispatched": nil, "payment": "creditcard", "dispatch_status": status(s),
		"shipping_method": "宅急便", "shipping_fee": 660, "cod_fee": 0, "total": total, "first_name": "花子", "last_name": "架空", "country": "Japan", "zip_code": "604-0000", "prefecture": "京都府",
		"address": "京都市中京区架空町", "address2": "1-2", "mail_address": "hanako@example.test", "tel": "090-0000-0001", "remark": nil, "delivery_company_id": nil, "tracking_number": nil,
		"delivery_date": nil, "delivery_time_zone": nil, "order_receiver": nil, "order_discount": nil, "order_header_coin": nil, "order_amount_adjustment": nil,
		"order_items": []object{{"order_item_id": 7000 + s.ID, "item_id": 1, "variation_id": 0, "title": "湯呑み", "variation": nil, "price": 1100, "amount": 1, "total": 1100, "status": "ordered", "shipping_fee": 0, "consumption_tax_rate": 10}},
	}
	if s.State == data.Shipped {
		o["tracking_number"], o["delivery_company_id"] = s.Tracking, 1
		o["order_items"].([]object)[0]["status"] = "dispatched"
	}
	return o
}

func send(w http.ResponseWriter, body any) { json.NewEncoder(w).Encode(body) }
