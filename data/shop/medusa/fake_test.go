package medusa_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/medusa"
	"nifuda/data/shop/shoptest"
	"nifuda/data/shop/wire"
)

func TestAdapter(t *testing.T) {
	shoptest.Run(t, shoptest.Brand{
		Serve: func(s *shoptest.Store) http.Handler { return fake{s, map[string]bool{}} },
		Open: func(t testing.TB, base, token string, opts wire.Options) shop.Shop {
			s, err := medusa.New(medusa.Config{BaseURL: base, Key: []byte(token), Wire: opts})
			if err != nil {
				t.Fatal(err)
			}
			return s
		},
		QuietPayment: true,
		Tell:         func(s shoptest.Sale) data.Dispatch { return data.Dispatch{RemoteOrder: strconv.Itoa(s.ID)} },
	})
}

// fake plays what the admin API does with the questions of the adapter.
type fake struct {
	store  *shoptest.Store
	packed map[string]bool // orders with a fulfillment that waits
}

type object = map[string]any

func (f fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if key, empty, _ := r.BasicAuth(); key != shoptest.Token || empty != "" {
		w.WriteHeader(http.StatusUnauthorized)
		send(w, object{"message": "Unauthorized"})
		return
	}
	switch {
	case r.Method == http.MethodGet && r.URL.Path == "/admin/orders":
		f.list(w, r.URL.Query())
	case r.Method == http.MethodGet && r.URL.Path == "/admin/stores":
		send(w, object{"stores": []object{{"id": "store_1", "name": "器と茶 架空堂"}}})
	case r.Method == http.MethodPost:
		f.write(w, r)
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

// write makes a fulfillment of a whole order, or ships the one that waits.
func (f fake) write(w http.ResponseWriter, r *http.Request) {
	var asked struct {
		Quiet  bool `json:"no_notification"`
		Labels []struct {
			Number string `json:"tracking_number"`
		}
	}
	id, change, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/admin/orders/"), "/")
	n, err := strconv.Atoi(id)
	ships := strings.HasSuffix(change, "/shipments")
	if err != nil || json.NewDecoder(r.Body).Decode(&asked) != nil || f.packed[id] != ships {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if !asked.Quiet {
		f.store.Mail()
	}
	if ships {
		f.store.Ship(n, "", asked.Labels[0].Number)
	}
	f.packed[id] = !ships
	send(w, object{"order": object{"id": id}})
}

// filter is what a question lets pass; a date that is none is a server error.
func filter(q url.Values) (func(shoptest.Sale) bool, bool) {
	var from, to time.Time
	var err error
	for key, at := range map[string]*time.Time{"updated_at[$gte]": &from, "updated_at[$lt]": &to} {
		if v := q.Get(key); v != "" && err == nil {
			*at, err = time.Parse("2006-01-02T15:04:05.000Z", v)
		}
	}
	return func(s shoptest.Sale) bool {
		id := strconv.Itoa(s.ID)
		return !s.Cart && !s.Updated.Before(from) && (to.IsZero() || s.Updated.Before(to)) && id > q.Get("id[$gt]") &&
			(!q.Has("id[]") || slices.Contains(q["id[]"], id))
	}, err == nil
}

func (f fake) list(w http.ResponseWriter, q url.Values) {
	passes, ok := filter(q)
	if !ok {
		w.WriteHeader(http.StatusInternalServerError)
		send(w, object{"code": "unknown_error", "type": "unknown_error", "message": "An unknown error occurred."})
		return
	}
	var rows []shoptest.Sale
	for _, s := range f.store.Sales() {
		if passes(s) {
			rows = append(rows, s)
		}
	}
	slices.SortStableFunc(rows, func(a, b shoptest.Sale) int {
		if q.Get("order") == "updated_at" {
			return a.Updated.Compare(b.Updated)
		}
		return strings.Compare(strconv.Itoa(a.ID), strconv.Itoa(b.ID))
	})
	limit, err := strconv.Atoi(q.Get("limit"))
	if err != nil {
		limit = 15
	}
	orders := []object{}
	for _, s := range rows[:min(limit, len(rows))] {
		o := sale(s, strings.Contains(q.Get("fields"), "*items,"))
		if f.packed[strconv.Itoa(s.ID)] {
			o["fulfillments"] = []object{waiting(1)}
			o["items"].([]object)[0]["detail"] = object{"fulfilled_quantity": 1}
		}
		orders = append(orders, o)
	}
	send(w, object{"orders": orders, "count": len(rows), "offset": 0, "limit": limit})
}

// sale writes one plain order: a cup of 1,100 yen and 660 yen for its way. Asked
// for without its relations, it is its id.
func sale(s shoptest.Sale, whole bool) object {
	id := strconv.Itoa(s.ID)
	if !whole {
		return object{"id": id, "status": "pending"}
	}
	payment := map[data.State]string{data.AwaitingPayment: "authorized", data.ToShip: "captured", data.Shipped: "captured", data.Cancelled: "canceled"}[s.State]
	home := object{"first_name": "花子", "last_name": "架空", "company": nil, "address_1": "京都市中京区架空町1-2", "address_2": nil, "city": "京都市", "province": "京都府", "postal_code": "604-0000", "country_code": "jp", "phone": "090-0000-0001"}
	taxes := []object{{"rate": 10}}
	o := object{
		"id": id, "display_id": s.ID, "status": map[bool]string{true: "canceled", false: "pending"}[s.State == data.Cancelled], "email": "hanako@example.test", "currency_code": "jpy",
		"created_at": s.Placed, "updated_at": s.Updated, "payment_status": payment,
		"total": 1760, "discount_total": 0, "credit_line_total": 0,
		"items": []object{{"id": "ordli_1", "title": "湯呑み", "variant_title": "藍", "variant_sku": "YUNOMI", "quantity": 1, "requires_shipping": true, "original_total": 1100, "total": 1100, "tax_total": 100, "tax_lines": taxes,
			"detail": object{"fulfilled_quantity": 0, "shipped_quantity": 0, "delivered_quantity": 0}}},
		"shipping_methods": []object{{"name": "宅急便", "original_total": 660, "total": 660, "tax_total": 60, "tax_lines": taxes}},
		"shipping_address": home, "billing_address": home,
		"payment_collections": []object{{"status": "authorized", "payments": []object{{"provider_id": "pp_system_default", "canceled_at": nil}}}},
		"fulfillments":        []object{},
	}
	if s.State == data.Shipped {
		o["fulfillments"] = []object{gone(s.Tracking)}
		o["items"].([]object)[0]["detail"] = object{"fulfilled_quantity": 1, "shipped_quantity": 1}
	}
	if s.Broken {
		o["total"] = "たくさん"
	}
	return o
}

func send(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	json.NewEncoder(w).Encode(body)
}
