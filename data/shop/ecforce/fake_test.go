package ecforce_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/ecforce"
	"nifuda/data/shop/shoptest"
	"nifuda/data/shop/wire"
)

func TestAdapter(t *testing.T) {
	shoptest.Run(t, shoptest.Brand{
		Serve: func(s *shoptest.Store) http.Handler { return fake{s} },
		Open: func(t testing.TB, base, token string, opts wire.Options) shop.Shop {
			s, err := ecforce.New(ecforce.Config{BaseURL: base + "/admin/", Token: []byte(token), Wire: opts})
			if err != nil {
				t.Fatal(err)
			}
			return s
		},
		Tell: func(s shoptest.Sale) data.Dispatch { return data.Dispatch{RemoteOrder: strconv.Itoa(s.ID)} },
	})
}

// fake plays what the API does with the questions of the adapter.
type fake struct{ store *shoptest.Store }

type object = map[string]any

func (f fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != `Token token="`+shoptest.Token+`"` {
		w.WriteHeader(http.StatusUnauthorized)
		send(w, object{"message": "HTTP Token: Access denied."})
		return
	}
	path, ok := strings.CutPrefix(r.URL.Path, "/api/v2/admin/orders")
	switch {
	case !ok:
		w.WriteHeader(http.StatusNotFound)
	case r.Method == http.MethodPut && path == "/shipping.json":
		f.ship(w, r)
	case path == ".json":
		f.list(w, r)
	default:
		id := strings.TrimSuffix(strings.TrimPrefix(path, "/"), ".json")
		for _, s := range f.store.Sales() {
			if strconv.Itoa(s.ID) == id {
				one, beside := sale(s)
				send(w, object{"data": one, "included": beside})
				return
			}
		}
		w.WriteHeader(http.StatusNotFound)
	}
}

func (f fake) list(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	from := time.Time{}
	if v := q.Get("q[created_at_gteq]"); v != "" {
		var err error
		if from, err = time.Parse("2006-01-02T15:04:05-07:00", v); err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
	}
	ids := q["q[id_in][]"]
	rows := slices.DeleteFunc(f.store.Sales(), func(s shoptest.Sale) bool {
		return s.Placed.Before(from) || ids != nil && !slices.Contains(ids, strconv.Itoa(s.ID))
	})
	slices.SortStableFunc(rows, func(a, b shoptest.Sale) int {
		if q.Get("sort") == "-updated_at" {
			return b.Updated.Compare(a.Updated)
		}
		return a.Placed.Compare(b.Placed)
	})
	page, _ := strconv.Atoi(q.Get("page"))
	per, _ := strconv.Atoi(q.Get("per"))
	all, beside := []object{}, []object{}
	total := len(rows)
	for _, s := range rows[min((page-1)*per, total):min(page*per, total)] {
		one, more := sale(s)
		all, beside = append(all, one), append(beside, more...)
	}
	send(w, object{"data": all, "included": beside, "meta": object{"total_count": total, "page": page, "per": per, "count": len(all), "total_pages": (total + per - 1) / per}})
}

func (f fake) ship(w http.ResponseWriter, r *http.Request) {
	var asked struct {
		Orders []struct {
			ID   int
			Slip string `json:"shipping_slip"`
		}
		Sale int `json:"with_sale"`
	}
	if json.NewDecoder(r.Body).Decode(&asked) != nil || len(asked.Orders) != 1 {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if asked.Sale != 0 {
		f.store.Capture()
	}
	f.store.Ship(asked.Orders[0].ID, "", asked.Orders[0].Slip)
	send(w, object{"success": []any{asked.Orders[0].ID}, "failure": []any{}, "errors": []any{}})
}

func stamp(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.In(time.FixedZone("JST", 9*60*60)).Format("2006/01/02 15:04:05")
}

// sale writes one plain order: a cup of 1,000 yen and 600 yen for its way, and
// the tax of both.
func sale(s shoptest.Sale) (object, []object) {
	id := strconv.Itoa(s.ID)
	state := map[data.State]object{data.AwaitingPayment: {"state": "complete", "human_state": "注文確定"}, data.ToShip: {"state": "complete", "human_state": "注文確定"}, data.Shipped: {"state": "complete", "human_state": "注文確定"}, data.Cancelled: {"state": "canceled", "human_state": "キャンセル"}}[s.State]
	o := object{"id": s.ID, "number": "n" + id, "state": state["state"], "human_state": state["human_state"], "payment_state": "", "email": "hanako@example.test",
		"discount": 0, "point": 0, "deliv_fee": 600, "charge": 0, "misc_fee": 0, "adjustment": 0, "tax": 160, "tax8": 0, "tax10": 160, "total": 1760, "total8": 0, "total10": 1760, "payment_total": 1760,
		"shipping_carrier_name": "ヤマト運輸", "shipping_slip": s.Tracking, "payment_method_name": "銀行振込", "multiple_shipping": false,
		"created_at": stamp(s.Placed), "updated_at": stamp(s.Updated), "completed_at": stamp(s.Placed), "shipped_at": nil, "payment_paid_at": stamp(s.Paid)}
	if s.State == data.Shipped {
		o["shipped_at"] = stamp(s.Updated)
	}
	if s.Broken {
		o["payment_total"] = "たくさん"
	}
	home := object{"id": s.ID, "name01": "架空", "name02": "花子", "kana01": "カクウ", "kana02": "ハナコ", "full_zip": "604-0000", "prefecture_name": "京都府", "addr01": "京都市中京区架空町", "addr02": "1-2", "addr03": "", "full_tel": "090-0000-0001"}
	ref := func(kind string) object { return object{"id": id, "type": kind} }
	return object{"id": id, "type": "order", "attributes": o, "relationships": object{
			"billing_address": object{"data": ref("address")}, "shipping_addresses": object{"data": []object{ref("address")}}, "order_items": object{"data": []object{ref("order_item")}}}},
		[]object{{"id": id, "type": "address", "attributes": home},
			{"id": id, "type": "order_item", "attributes": object{"id": s.ID, "variant_sku": "YUNOMI", "product_name": "湯呑み", "list_price": 1000, "sales_price": 1000, "price": 1000, "quantity": 1, "tax_rate": 10, "gift_target_list": []object{}}}}
}

func send(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	json.NewEncoder(w).Encode(body)
}

// spoiled plays a shop with three orders, of which the second comes without its
// goods, and cannot be read by itself either.
type spoiled struct{ fake }

func (b spoiled) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	w.Header().Set("Date", b.store.Now().Format(http.TimeFormat))
	if strings.HasSuffix(q.URL.Path, "/orders/2.json") {
		w.Write([]byte(`{"data":`))
		return
	}
	rec := httptest.NewRecorder()
	b.fake.ServeHTTP(rec, q)
	w.WriteHeader(rec.Code)
	w.Write(bytes.ReplaceAll(rec.Body.Bytes(), []byte(`{"id":"2","type":"order_item"}`), []byte(`{"id":"9","type":"order_item"}`)))
}

func TestAnOrderThatCannotBeReadKeepsNoOther(t *testing.T) {
	store := shoptest.NewStore(3)
	srv := httptest.NewServer(spoiled{fake{store}})
	defer srv.Close()
	s, err := ecforce.New(ecforce.Config{BaseURL: srv.URL, Token: []byte(shoptest.Token), Wire: shoptest.Quick(store)})
	if err != nil {
		t.Fatal(err)
	}
	shoptest.SetsOneAside(t, s)
}
