package stores_test

import (
	"cmp"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/shoptest"
	"nifuda/data/shop/stores"
	"nifuda/data/shop/wire"
)

const path = "/retail/202211/orders"

func open(t testing.TB, base, token string, opts wire.Options) shop.Shop {
	s, err := stores.New(stores.Config{BaseURL: base, Token: []byte(token), Wire: opts})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAdapter(t *testing.T) {
	shoptest.Run(t, shoptest.Brand{
		Serve:   func(s *shoptest.Store) http.Handler { return &fake{store: s} },
		Open:    open,
		Blind:   true,
		Overlap: 24 * time.Hour,
		Tell: func(s shoptest.Sale) data.Dispatch {
			return data.Dispatch{RemoteOrder: strconv.Itoa(s.ID), RemoteParcel: "d" + strconv.Itoa(s.ID), Allowed: data.Allowed{Mails: true}}
		},
	})
}

// fake plays the documented API over a store of sales.
type fake struct {
	store *shoptest.Store
	slips map[int][2]string // carrier and number of what has not left yet
	wrote []string          // method, path and body
}

type object = map[string]any

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "Bearer "+shoptest.Token {
		reply(w, http.StatusForbidden, object{"errors": []object{{"message": "Forbidden"}}})
		return
	}
	if r.URL.Path == "/retail/202211/store" {
		reply(w, http.StatusOK, object{"id": "66a0", "name": "器と茶 架空堂"})
		return
	}
	rest, one := strings.CutPrefix(r.URL.Path, path+"/")
	if !one {
		f.list(w, r)
		return
	}
	number, what, _ := strings.Cut(rest, "/")
	id, _ := strconv.Atoi(number)
	body, _ := io.ReadAll(r.Body)
	f.wrote = append(f.wrote, r.Method+" "+r.URL.Path+" "+string(body))
	switch r.Method + " " + what {
	case "PATCH deliveries":
		var in struct {
			Carrier  string `json:"delivery_method_name"`
			Tracking string `json:"tracking_number"`
		}
		json.Unmarshal(body, &in)
		if f.slips == nil {
			f.slips = map[int][2]string{}
		}
		f.slips[id] = [2]string{in.Carrier, in.Tracking}
	case "POST shipped":
		for _, s := range f.store.Sales() {
			if s.ID == id && s.State != data.ToShip {
				reply(w, http.StatusUnprocessableEntity, object{"errors": []object{{"message": "発送できません"}}})
				return
			}
		}
		f.store.Ship(id, f.slips[id][0], f.slips[id][1])
	}
	reply(w, http.StatusOK, object{})
}

func (f *fake) list(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	limit, _ := strconv.Atoi(cmp.Or(q.Get("limit"), "10"))
	offset, _ := strconv.Atoi(q.Get("offset"))
	within := func(name string, at time.Time) bool {
		from, to := when(q.Get(name+"_from"), time.Time{}), when(q.Get(name+"_to"), time.Now().AddDate(100, 0, 0))
		return q.Get(name+"_from") == "" || !at.IsZero() && !at.Before(from) && !at.After(to)
	}
	rows := []object{}
	all := f.store.Sales()
	slices.SortStableFunc(all, func(a, b shoptest.Sale) int {
		if q.Get("direction") == "asc" {
			return a.Placed.Compare(b.Placed)
		}
		return b.Placed.Compare(a.Placed)
	})
	for _, s := range all {
		cancelled := time.Time{}
		if s.State == data.Cancelled {
			cancelled = s.Updated
		}
		if ids := q.Get("ids"); ids != "" && !slices.Contains(strings.Split(ids, ","), strconv.Itoa(s.ID)) {
			continue
		}
		if within("ordered_at", s.Placed) && within("readied_at", s.Paid) && within("canceled_at", cancelled) {
			rows = append(rows, f.order(s, cancelled))
		}
	}
	total := len(rows)
	reply(w, http.StatusOK, object{"orders": rows[min(offset, total):min(offset+min(limit, 100), total)]})
}

func when(s string, or time.Time) time.Time {
	if at, err := time.ParseInLocation("2006-01-02T15:04:05", s, shop.JST); err == nil {
		return at
	}
	return or
}

func moment(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.In(shop.JST).Format(time.RFC3339)
}

// order writes one plain order: a bowl of 1,100 yen and 660 yen for its way.
func (f *fake) order(s shoptest.Sale, cancelled time.Time) object {
	carrier, tracking := s.Carrier, s.Tracking
	if slip, ok := f.slips[s.ID]; ok && s.Shipped.IsZero() {
		carrier, tracking = slip[0], slip[1]
	}
	address := object{"first_name": "花子", "last_name": "架空", "tel": "09000000001", "zip_code": "6040000", "country": "日本", "prefecture": "京都府", "address": "京都市中京区架空町1-2"}
	o := object{
		"id": strconv.Itoa(s.ID), "number": strconv.Itoa(5_000_000_000 + s.ID), "email": "hanako@example.test", "sales_channel_id": nil,
		"sales_amount": 1760, "sales_discount": 0, "cancel_amount": 0, "cancel_discount": 0, "sales_tax": 160, "cancel_tax": 0,
		"tax_details":    []object{{"tax_class": "taxable", "tax_rate": 0.1, "sales_tax": 160, "cancel_tax": 0, "sales_amount": 1760, "sales_discount": 0, "cancel_amount": 0, "cancel_discount": 0}},
		"payment_amount": 1760, "payment_tax": 160,
		"transactions": []object{{"id": "t", "type": "credit_card", "amount": 1760, "paid_at": moment(s.Paid), "fee": nil, "system_fee": nil}},
		"deliveries": []object{{"id": "d" + strconv.Itoa(s.ID), "type": "shipping", "canceled_at": moment(cancelled), "shipped_at": moment(s.Shipped),
			"shipping_fee": object{"tax_class": "taxable", "tax_rate": 0.1, "amount": 660}, "shipping_address": address, "delivery_date": object{"type": "regular"},
			"tracking_number": tracking, "delivery_method_name": carrier,
			"items": []object{{"id": "i", "type": "regular", "name": "湯呑み", "variation_name": "", "code": "YU-1", "barcode": nil, "tax_rate": 0.1, "regular_price": 1100, "quantity": 1, "option": []object{}}}}},
		"option": []object{}, "note": "", "remarks": "", "receipt_address": nil, "ordered_at": moment(s.Placed), "readied_at": moment(s.Paid), "billing_address": address,
	}
	if s.Broken {
		o["sales_amount"] = "たくさん"
	}
	return o
}

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}
