package colorme_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/colorme"
	"nifuda/data/shop/shoptest"
	"nifuda/data/shop/wire"
)

func TestAdapter(t *testing.T) {
	shoptest.Run(t, shoptest.Brand{
		Serve: func(s *shoptest.Store) http.Handler { return fake{s} },
		Open: func(t testing.TB, base, token string, opts wire.Options) shop.Shop {
			s, err := colorme.New(colorme.Config{BaseURL: base, Token: []byte(token), Wire: opts})
			if err != nil {
				t.Fatal(err)
			}
			return s
		},
		Tell: func(s shoptest.Sale) data.Dispatch {
			return data.Dispatch{RemoteOrder: strconv.Itoa(s.ID), RemoteParcel: strconv.Itoa(s.ID*10 + 2)}
		},
	})
}

// fake plays the documented API over a store of sales.
type fake struct{ store *shoptest.Store }

type object = map[string]any

func (f fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "Bearer "+shoptest.Token {
		reply(w, http.StatusUnauthorized, object{"errors": []object{{"code": 401010, "message": "認証に失敗しました。", "status": 401}}})
		return
	}
	switch id, one := strings.CutPrefix(r.URL.Path, "/v1/sales/"); {
	case one:
		for _, s := range f.store.Sales() {
			if strconv.Itoa(s.ID) != id {
				continue
			}
			if r.Method == http.MethodPut {
				s = f.put(r, s)
			}
			reply(w, http.StatusOK, object{"sale": sale(s)})
			return
		}
		reply(w, http.StatusNotFound, object{"errors": []object{{"code": 404100, "message": "見つかりません。", "status": 404}}})
	case r.URL.Path == "/v1/sales":
		f.list(w, r)
	case r.URL.Path == "/v1/payments":
		reply(w, http.StatusOK, object{"payments": []object{{"id": 11, "name": "銀行振込", "type": 1}, {"id": 12, "name": "商品代引き", "type": 0}}})
	case r.URL.Path == "/v1/deliveries":
		reply(w, http.StatusOK, object{"deliveries": []object{{"id": 21, "name": "ヤマト運輸", "method_type": "yamato"}}})
	case r.URL.Path == "/v1/shop":
		reply(w, http.StatusOK, object{"shop": object{"title": "器と茶 架空堂", "name1": nil}})
	}
}

// put makes the documented change to a sale; the API is not known to mind what
// state it is in.
func (f fake) put(r *http.Request, s shoptest.Sale) shoptest.Sale {
	var in struct {
		Sale struct {
			Deliveries []struct {
				Slip      string `json:"slip_number"`
				Delivered bool   `json:"delivered"`
			} `json:"sale_deliveries"`
		} `json:"sale"`
	}
	if json.NewDecoder(r.Body).Decode(&in) == nil && len(in.Sale.Deliveries) == 1 && in.Sale.Deliveries[0].Delivered {
		f.store.Ship(s.ID, "", in.Sale.Deliveries[0].Slip)
	}
	for _, now := range f.store.Sales() {
		if now.ID == s.ID {
			s = now
		}
	}
	return s
}

func (f fake) list(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	limit, _ := strconv.Atoi(cmp.Or(q.Get("limit"), "10"))
	limit = min(limit, 100)
	offset, _ := strconv.Atoi(q.Get("offset"))
	from := when(q.Get("make_date_min"), f.store.Now().AddDate(0, 0, -7))
	to := when(q.Get("make_date_max"), f.store.Now().AddDate(1, 0, 0))
	changed := when(q.Get("update_date_min"), time.Time{})
	rows := []object{}
	for _, s := range sorted(f.store.Sales()) {
		if ids := q.Get("ids"); ids != "" && !slices.Contains(strings.Split(ids, ","), strconv.Itoa(s.ID)) {
			continue
		}
		if s.Placed.Before(from) || s.Placed.After(to) || s.Updated.Before(changed) {
			continue
		}
		rows = append(rows, sale(s))
	}
	total := len(rows)
	rows = rows[min(offset, total):min(offset+limit, total)]
	reply(w, http.StatusOK, object{"sales": rows, "meta": object{"total": total, "limit": limit, "offset": offset}})
}

// sorted puts the newest order first, as the API does.
func sorted(all []shoptest.Sale) []shoptest.Sale {
	slices.SortStableFunc(all, func(a, b shoptest.Sale) int { return b.Placed.Compare(a.Placed) })
	return all
}

func when(s string, or time.Time) time.Time {
	for _, layout := range []string{time.DateTime, time.DateOnly} {
		if at, err := time.ParseInLocation(layout, s, shop.JST); err == nil {
			return at
		}
	}
	return or
}

// sale writes one plain order: a cup of 1,100 yen and 660 yen for its way.
func sale(s shoptest.Sale) object {
	o := object{
		"id": s.ID, "make_date": s.Placed.Unix(), "update_date": s.Updated.Unix(), "memo": nil, "payment_id": 11,
		"paid": s.State == data.ToShip || s.State == data.Shipped, "delivered": s.State == data.Shipped, "canceled": s.State == data.Cancelled,
		"product_total_price": 1100, "delivery_total_charge": 660, "fee": 0, "total_price": 1760, "segment": nil,
		"totals":   object{"normal_tax_amount": 160, "reduced_tax_amount": 0, "total_price_with_normal_tax": 1760, "total_price_with_reduced_tax": 0},
		"customer": object{"name": "架空 花子", "furigana": "カクウ ハナコ", "postal": "6040000", "pref_id": 99, "pref_name": "京都府", "address1": "京都市中京区架空町1-2", "mail": "hanako@example.test", "tel": "090-0000-0001"},
		"details":  []object{{"id": s.ID*10 + 1, "sale_delivery_id": s.ID*10 + 2, "product_name": "湯呑み", "pristine_product_full_name": "湯呑み", "price_with_tax": 1100, "product_num": 1, "subtotal_price": 1100, "tax_reduced": false}},
		"sale_deliveries": []object{{"id": s.ID*10 + 2, "delivery_id": 21, "detail_ids": []int{s.ID*10 + 1}, "name": "架空 花子", "postal": "6040000", "pref_name": "京都府",
			"address1": "京都市中京区架空町1-2", "address2": nil, "tel": "090-0000-0001", "delivered": s.State == data.Shipped, "slip_number": s.Tracking}},
	}
	if s.Broken {
		o["total_price"] = "たくさん"
	}
	return o
}

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}

func TestAKeyThatMayNotReadSalesSaysWhatItLacks(t *testing.T) {
	store := shoptest.NewStore(1)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/v1/sales") {
			reply(w, http.StatusForbidden, object{"errors": []object{{"code": 403100, "message": "権限がありません。", "status": 403}}})
			return
		}
		fake{store}.ServeHTTP(w, r)
	}))
	defer srv.Close()
	s, err := colorme.New(colorme.Config{BaseURL: srv.URL, Token: []byte(shoptest.Token)})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Check(t.Context())
	if f, ok := errors.AsType[*data.Fault](err); !ok || f.Key != shop.KeyScope || f.Args["what"] != "read_sales" {
		t.Errorf("got %v", err)
	}
}
