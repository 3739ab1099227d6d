package ecforce_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/ecforce"
	"nifuda/data/shop/shoptest"
	"nifuda/data/shop/wire"
)

var moment = time.Date(2026, 11, 22, 1, 0, 0, 0, time.UTC)

// hall plays the API around one order, number 7.
type hall struct {
	sale    shoptest.Sale
	several bool   // it goes to two people, 120 and 121
	shy     string // where goods do not come: "list" or "everywhere"
	half    string // of two goods, or of the ship-tos, what does not come: "order_item" or "address"
	pay     string // payment_state
	reply   string // of what is written
	gone    bool   // no API at all
	bodies  []string
}

func (h *hall) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Date", moment.Format(http.TimeFormat))
	one, beside := sale(h.sale)
	if h.several {
		refs := []object{{"id": "120", "type": "address"}, {"id": 121, "type": "address"}}
		one["relationships"].(object)["shipping_addresses"] = object{"data": refs}
		one["attributes"].(object)["multiple_shipping"] = true
		for _, ref := range refs {
			beside = append(beside, object{"id": ref["id"], "type": "address", "attributes": object{"id": ref["id"], "name01": "架空"}})
		}
	}
	if h.half == "order_item" {
		refs := []object{{"id": "7", "type": "order_item"}, {"id": "8", "type": "order_item"}}
		one["relationships"].(object)["order_items"] = object{"data": refs}
	}
	if h.half == "address" {
		one["relationships"].(object)["shipping_addresses"] = object{"data": []object{{"id": "99", "type": "address"}}}
	}
	if h.half == "no address" {
		delete(one["relationships"].(object), "shipping_addresses")
	}
	if h.pay != "" {
		one["attributes"].(object)["payment_state"] = h.pay
	}
	without := slices.DeleteFunc(slices.Clone(beside), func(o object) bool { return o["type"] == "order_item" })
	switch {
	case h.gone:
		w.WriteHeader(http.StatusNotFound)
	case r.Method == http.MethodPut:
		body, _ := io.ReadAll(r.Body)
		h.bodies = append(h.bodies, string(body))
		io.WriteString(w, h.reply)
	case strings.HasSuffix(r.URL.Path, "/orders.json"):
		if h.shy != "" {
			beside = without
		}
		send(w, object{"data": []object{one}, "included": beside, "meta": object{"total_pages": 1}})
	case strings.HasSuffix(r.URL.Path, "/orders/7.json"):
		if h.shy == "everywhere" {
			beside = without
		}
		send(w, object{"data": one, "included": beside})
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

func connect(t *testing.T, h *hall) *ecforce.Shop {
	t.Helper()
	if h.sale.ID == 0 {
		h.sale = shoptest.Sale{ID: 7, Placed: moment, Updated: moment, Paid: moment, State: data.ToShip}
	}
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	s, err := ecforce.New(ecforce.Config{BaseURL: srv.URL, Token: []byte("key"), Wire: wire.Options{
		Clock: wire.Clock{Now: func() time.Time { return moment }}, Limits: wire.Limits{Every: time.Nanosecond, Burst: 1000, Attempts: 1}}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func left(parcel string, allowed data.Allowed) data.Dispatch {
	return data.Dispatch{RemoteOrder: "7", RemoteParcel: parcel, Carrier: "ヤマト運輸", Tracking: "123456789012", Allowed: allowed}
}

func TestTheBodiesByteForByte(t *testing.T) {
	for _, c := range []struct {
		name    string
		hall    *hall
		parcel  string
		allowed data.Allowed
		want    string
	}{
		{"by itself no money is taken", &hall{reply: `{"success":[7],"failure":[],"errors":[]}`}, "", data.Allowed{Mails: true, Points: true},
			`{"orders":[{"id":7,"shipping_slip":"123456789012","shipped_at":"2026/11/22 10:00:00"}],"with_async":0,"with_sale":0}`},
		{"money that was taken is not taken again", &hall{pay: "captured", reply: `{"success":["7"]}`}, "", data.Allowed{Captures: true},
			`{"orders":[{"id":7,"shipping_slip":"123456789012","shipped_at":"2026/11/22 10:00:00"}],"with_async":0,"with_sale":0}`},
		{"where capturing is allowed it is", &hall{pay: "authed", reply: `{"success":["7"]}`}, "", data.Allowed{Captures: true},
			`{"orders":[{"id":7,"shipping_slip":"123456789012","shipped_at":"2026/11/22 10:00:00"}],"with_async":0,"with_sale":1}`},
		{"one ship-to of two is named", &hall{several: true, reply: `{"success":["7-121"]}`}, "121", data.Allowed{},
			`{"orders":[{"id":7,"shipping_slip":"123456789012","shipped_at":"2026/11/22 10:00:00","shipping_address_id":121}],"with_async":0,"with_sale":0}`},
	} {
		if err := connect(t, c.hall).Tell(t.Context(), left(c.parcel, c.allowed)); err != nil || !slices.Equal(c.hall.bodies, []string{c.want}) {
			t.Errorf("%s: %v; sent %v, want %s", c.name, err, c.hall.bodies, c.want)
		}
	}
}

func TestWhatTheShopDoesNotTakeIsNamed(t *testing.T) {
	shipped := func(number string) shoptest.Sale {
		return shoptest.Sale{ID: 7, Placed: moment, Updated: moment, Shipped: moment, State: data.Shipped, Tracking: number}
	}
	for _, c := range []struct {
		name          string
		hall          *hall
		order, parcel string
		want          string
		written       int
	}{
		{"it left with our number", &hall{sale: shipped("1234-5678-9012")}, "7", "", "", 0},
		{"it left with another number", &hall{sale: shipped("9")}, "7", "", shop.KeyOther, 0},
		{"it left without a number", &hall{sale: shipped(""), reply: `{"success":[7]}`}, "7", "", "", 1},
		{"a number that somebody typed there stays", &hall{sale: shoptest.Sale{ID: 7, Placed: moment, Updated: moment, Paid: moment, State: data.ToShip, Tracking: "9"}}, "7", "", shop.KeyOther, 0},
		{"ours typed in beforehand is told", &hall{sale: shoptest.Sale{ID: 7, Placed: moment, Updated: moment, Paid: moment, State: data.ToShip, Tracking: "1234-5678-9012"}, reply: `{"success":[7]}`}, "7", "", "", 1},
		{"another ship-to is not shipped in its place", &hall{several: true}, "7", "9", shop.KeyGone, 0},
		{"an error in the answer is an error", &hall{reply: `{"success":[],"failure":[7],"errors":[{"id":7,"code":"AOR0000","message":"花子"}]}`}, "7", "", shop.KeyRefused, 1},
		{"an answer about another order is none", &hall{reply: `{"success":[8],"failure":[],"errors":[]}`}, "7", "", shop.KeyNonsense, 1},
		{"an unknown order", &hall{}, "8", "", shop.KeyGone, 0},
		{"no order at all", &hall{}, "../8", "", shop.KeyGone, 0},
		{"a shop without the API says nothing of an order", &hall{gone: true}, "7", "", shop.KeyUnreachable, 0},
	} {
		s := connect(t, c.hall)
		d := left(c.parcel, data.Allowed{})
		d.RemoteOrder = c.order
		err := s.Tell(t.Context(), d)
		if c.want == "" && err != nil || c.want != "" && data.KeyOf(err) != c.want || strings.Contains(fmt.Sprint(err), "花子") {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
		if len(c.hall.bodies) != c.written {
			t.Errorf("%s: written %d times", c.name, len(c.hall.bodies))
		}
	}
}

func TestAnOrderNeverStandsWithoutItsGoods(t *testing.T) {
	for _, shy := range []string{"list", "everywhere"} {
		page, err := connect(t, &hall{shy: shy}).List(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case shy == "list" && (len(page.Orders) != 1 || len(page.Orders[0].Lines) != 1):
			t.Errorf("%s: got %+v; want the goods asked for with the order", shy, page)
		case shy == "everywhere" && (len(page.Orders) != 0 || len(page.Broken) != 1 || page.Broken[0].RemoteID != "7"):
			t.Errorf("%s: got %+v; want the order set aside", shy, page)
		}
	}
}

func TestHalfOfAnOrderIsNoOrder(t *testing.T) {
	for _, half := range []string{"order_item", "address"} {
		page, err := connect(t, &hall{half: half}).List(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Orders) != 0 || len(page.Broken) != 1 || page.Broken[0].RemoteID != "7" {
			t.Errorf("%s: got %+v; want the order set aside", half, page)
		}
	}
}

func TestAnOrderWithoutAShipToDoesNotGoToItsBuyer(t *testing.T) {
	page, err := connect(t, &hall{half: "no address"}).List(t.Context(), nil)
	if err != nil || len(page.Orders) != 1 {
		t.Fatalf("got %+v, %v", page, err)
	}
	o := page.Orders[0]
	if len(o.Parcels) != 1 || o.Parcels[0].To != (data.Contact{}) || o.Buyer.Name == "" {
		t.Errorf("got %+v", o.Parcels)
	}
	if !slices.ContainsFunc(o.Problems, func(p data.Problem) bool { return p.Key == shop.ProblemAddress }) {
		t.Errorf("nobody is told: %v", o.Problems)
	}
}
