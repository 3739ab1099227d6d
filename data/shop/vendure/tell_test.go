package vendure_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/shoptest"
	"nifuda/data/shop/vendure"
	"nifuda/data/shop/wire"
)

const number = "123456789012"

// hall plays what the admin API does with the fulfillments of one order, number
// 7 with a single piece in it.
type hall struct {
	state   string
	parcels []object
	refuse  string              // error code for every change
	cut     string              // the change whose answer is lost
	denied  bool                // the key may only read
	before  func(change string) // somebody at the shop is quicker
	asked   []string            // changes that arrived
}

func (h *hall) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var q struct {
		Query     string
		Variables struct {
			ID string
			O  options
			I  struct {
				Lines   []object
				Handler struct {
					Code      string
					Arguments []struct{ Name, Value string }
				}
			}
		}
	}
	if json.NewDecoder(r.Body).Decode(&q) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	change, _, _ := strings.Cut(strings.TrimPrefix(q.Query, "mutation "), "(")
	if change != "Fulfil" && change != "Ship" {
		send(w, object{"data": object{"orders": h.orders(q.Variables.O)}})
		return
	}
	if h.denied {
		send(w, object{"data": nil, "errors": []object{{"message": "You are not currently authorized", "extensions": object{"code": "FORBIDDEN"}}}})
		return
	}
	h.asked = append(h.asked, change)
	if h.before != nil {
		h.before(change)
	}
	done := object{"errorCode": h.refuse}
	switch {
	case h.refuse != "":
	case change == "Fulfil":
		p := object{"id": strconv.Itoa(len(h.parcels) + 1), "state": "Pending", "lines": q.Variables.I.Lines}
		for _, a := range q.Variables.I.Handler.Arguments {
			p[a.Name] = a.Value
		}
		done = h.fulfil(p)
	default:
		done = h.ship(q.Variables.ID)
	}
	if h.cut == change {
		h.cut = ""
		panic(http.ErrAbortHandler)
	}
	send(w, object{"data": object{"done": done}})
}

func (h *hall) orders(o options) object {
	if len(o.Filter.ID.In) != 1 || o.Filter.ID.In[0] != "7" {
		return object{"totalItems": 0, "items": []object{}}
	}
	order := sale(shoptest.Sale{ID: 7, Placed: time.Unix(1.79e9, 0), Updated: time.Unix(1.79e9, 0)})
	order["state"], order["fulfillments"] = h.state, h.parcels
	return object{"totalItems": 1, "items": []object{order}}
}

func (h *hall) fulfil(p object) object {
	for _, other := range h.parcels {
		if other["state"] != "Cancelled" {
			return object{"errorCode": "ITEMS_ALREADY_FULFILLED_ERROR"}
		}
	}
	h.parcels = append(h.parcels, p)
	return p
}

func (h *hall) ship(id string) object {
	for _, p := range h.parcels {
		if p["id"] == id && p["state"] == "Pending" {
			p["state"], h.state = "Shipped", "Shipped"
			return p
		}
	}
	return object{"errorCode": "FULFILLMENT_STATE_TRANSITION_ERROR"}
}

func (h *hall) open(t *testing.T) *vendure.Shop {
	t.Helper()
	if h.state == "" {
		h.state = "PaymentSettled"
	}
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	s, err := vendure.New(vendure.Config{BaseURL: srv.URL, Key: []byte(shoptest.Token), Wire: wire.Options{
		Limits: wire.Limits{Every: time.Nanosecond, Burst: 1000, Attempts: 1}}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// parcel is a fulfillment of the whole order.
func parcel(state, tracking string) object {
	return object{"id": "1", "state": state, "method": "宅急便", "trackingCode": tracking, "lines": []object{{"orderLineId": "1", "quantity": 1}}}
}

func left(tracking string) data.Dispatch {
	return data.Dispatch{RemoteOrder: "7", Carrier: "japanpost", Tracking: tracking}
}

func TestTheShopHearsOnceOfAParcelThatLeft(t *testing.T) {
	for _, c := range []struct {
		name     string
		parcels  []object
		tracking string
		want     string // tracking number at the shop
		asked    string
	}{
		{"with its number", nil, number, number, "[Fulfil Ship]"},
		{"without one", nil, "", "", "[Fulfil Ship]"},
		{"when a try before got half way", []object{parcel("Pending", number)}, number, number, "[Ship]"},
		{"half way and without a number", []object{parcel("Pending", "")}, "", "", "[Ship]"},
		{"not, when it was told already", []object{parcel("Shipped", number)}, number, number, "[]"},
		{"not, when the owner wrote the number with hyphens", []object{parcel("Shipped", "1234-5678-9012")}, number, "1234-5678-9012", "[]"},
		{"not, when it has arrived", []object{parcel("Delivered", number)}, number, number, "[]"},
		{"not, when it left with a number that we do not know", []object{parcel("Shipped", "9")}, "", "9", "[]"},
		{"anew, when a parcel before was called off", []object{parcel("Cancelled", "9")}, number, number, "[Fulfil Ship]"},
	} {
		h := &hall{parcels: c.parcels}
		s := h.open(t)
		for range 2 { // again after a lost answer: nothing changes
			if err := s.Tell(t.Context(), left(c.tracking)); err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		p := h.parcels[len(h.parcels)-1]
		if got := fmt.Sprint(h.asked); got != c.asked || p["trackingCode"] != c.want || p["state"] == "Pending" {
			t.Errorf("%s: asked %s, want %s; parcel %v", c.name, got, c.asked, p)
		}
	}
}

func TestTheBuyerReadsWhoCarriesIt(t *testing.T) {
	for carrier, want := range map[string]string{"japanpost": "日本郵便", "yamato": "yamato", "": "宅急便"} {
		h := &hall{}
		d := left(number)
		d.Carrier = carrier
		if err := h.open(t).Tell(t.Context(), d); err != nil || h.parcels[0]["method"] != want {
			t.Errorf("%q: %v, %v; want %s", carrier, h.parcels[0]["method"], err, want)
		}
	}
}

func TestALostAnswerIsGoneOnWith(t *testing.T) {
	for _, cut := range []string{"Fulfil", "Ship"} {
		h := &hall{cut: cut}
		s := h.open(t)
		if err := s.Tell(t.Context(), left(number)); data.KeyOf(err) != shop.KeyUnreachable {
			t.Errorf("%s: %v", cut, err)
		}
		err := s.Tell(t.Context(), left(number))
		if got := fmt.Sprint(h.asked); err != nil || got != "[Fulfil Ship]" || len(h.parcels) != 1 || h.state != "Shipped" {
			t.Errorf("%s: asked %s, %v; order %s with %v", cut, got, err, h.state, h.parcels)
		}
	}
}

func TestSomebodyAtTheShopMayBeQuicker(t *testing.T) {
	for _, c := range []struct{ at, tracking, want string }{
		{"Fulfil", number, ""}, {"Ship", number, ""}, {"Fulfil", "9", shop.KeyOther},
	} {
		h := &hall{}
		h.before = func(change string) {
			if change == c.at {
				h.parcels, h.state = []object{parcel("Shipped", c.tracking)}, "Shipped"
			}
		}
		err := h.open(t).Tell(t.Context(), left(number))
		if c.want == "" && err != nil || c.want != "" && data.KeyOf(err) != c.want {
			t.Errorf("before %s with %s: %v", c.at, c.tracking, err)
		}
	}
}

func TestWhatTheShopDoesNotTakeIsNamed(t *testing.T) {
	for _, c := range []struct {
		name  string
		hall  *hall
		order string
		want  string
	}{
		{"it left with another number", &hall{parcels: []object{parcel("Shipped", "9")}}, "7", shop.KeyOther},
		{"it left there without a number", &hall{parcels: []object{parcel("Shipped", "")}}, "7", shop.KeyOther},
		{"it waits there with another number", &hall{parcels: []object{parcel("Pending", "9")}}, "7", shop.KeyOther},
		{"an unknown order", &hall{}, "8", shop.KeyGone},
		{"no order at all", &hall{}, "../8", shop.KeyGone},
		{"a cancelled order", &hall{state: "Cancelled"}, "7", shop.KeyRefused},
		{"too little stock", &hall{refuse: "INSUFFICIENT_STOCK_ON_HAND_ERROR"}, "7", shop.KeyRefused},
		{"a parcel that may not leave", &hall{refuse: "FULFILLMENT_STATE_TRANSITION_ERROR", parcels: []object{parcel("Pending", number)}}, "7", shop.KeyRefused},
		{"a key that may only read", &hall{denied: true}, "7", shop.KeyScope},
	} {
		before := len(c.hall.parcels)
		d := left(number)
		d.RemoteOrder = c.order
		if err := c.hall.open(t).Tell(t.Context(), d); data.KeyOf(err) != c.want {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
		if len(c.hall.parcels) != before {
			t.Errorf("%s: a parcel was made", c.name)
		}
	}
}

func TestAServerWithoutItsAPISaysNothingAboutAnOrder(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler())
	defer srv.Close()
	s, err := vendure.New(vendure.Config{BaseURL: srv.URL, Key: []byte(shoptest.Token)})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Tell(t.Context(), left(number)); data.KeyOf(err) != shop.KeyUnreachable {
		t.Errorf("got %v", err)
	}
}
