package medusa_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
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

const number = "123456789012"

// hall plays what the admin API does with the parcels of one order, number 7,
// with two pieces of one item and a gift card that needs no parcel.
type hall struct {
	status  string
	parcels []object
	refuse  bool                // every change is refused
	cut     string              // the change whose answer is lost
	denied  bool                // the key may only read
	before  func(change string) // somebody at the shop is quicker
	asked   []string            // changes that arrived
	sent    []string            // their bodies, byte for byte
}

func (h *hall) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet {
		orders := []object{}
		if r.URL.Query().Get("id[]") == "7" {
			orders = append(orders, h.order())
		}
		send(w, object{"orders": orders, "count": len(orders)})
		return
	}
	if h.denied {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	body, _ := io.ReadAll(r.Body)
	change := "fulfil"
	if strings.HasSuffix(r.URL.Path, "/shipments") {
		change = "ship"
	}
	h.asked, h.sent = append(h.asked, change), append(h.sent, r.URL.Path+"?"+r.URL.RawQuery+" "+string(body))
	if h.before != nil {
		h.before(change)
	}
	if h.refuse || !h.change(change, r.URL.Path, body) {
		w.WriteHeader(http.StatusBadRequest)
		send(w, object{"type": "invalid_data", "message": "花子"})
		return
	}
	if h.cut == change {
		h.cut = ""
		panic(http.ErrAbortHandler)
	}
	send(w, object{"order": object{"id": "7"}})
}

// change does what is asked, unless the real server would not.
func (h *hall) change(change, path string, body []byte) bool {
	var asked struct {
		Items  []object
		Labels []object
	}
	if json.Unmarshal(body, &asked) != nil || h.status == "canceled" {
		return false
	}
	if change == "fulfil" {
		if h.packed() > 0 {
			return false
		}
		h.parcels = append(h.parcels, waiting(len(h.parcels)+1))
		return true
	}
	for _, p := range h.parcels {
		if strings.Contains(path, p["id"].(string)) && p["shipped_at"] == nil {
			p["shipped_at"], p["labels"] = "2026-11-20T04:00:00.000Z", asked.Labels
			return true
		}
	}
	return false
}

// packed is how many pieces are in parcels that stand.
func (h *hall) packed() int {
	n := 0
	for _, p := range h.parcels {
		if p["canceled_at"] == nil {
			n += 2
		}
	}
	return n
}

func (h *hall) order() object {
	o := sale(shoptest.Sale{ID: 7, Placed: time.Unix(1.79e9, 0), Updated: time.Unix(1.79e9, 0), State: data.ToShip}, true)
	cup := o["items"].([]object)[0]
	cup["quantity"], cup["detail"] = 2, object{"fulfilled_quantity": h.packed()}
	card := object{"id": "ordli_2", "title": "ギフト券", "quantity": 1, "requires_shipping": false, "detail": object{"fulfilled_quantity": 0}}
	o["items"], o["fulfillments"] = []object{cup, card}, h.parcels
	if h.status != "" {
		o["status"] = h.status
	}
	return o
}

func (h *hall) open(t *testing.T) *medusa.Shop {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	s, err := medusa.New(medusa.Config{BaseURL: srv.URL, Key: []byte(shoptest.Token), Wire: wire.Options{
		Limits: wire.Limits{Every: time.Nanosecond, Burst: 1000, Attempts: 1}}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// waiting is a parcel of both pieces that has not left.
func waiting(n int) object {
	return object{"id": "ful_" + strconv.Itoa(n), "requires_shipping": true, "shipped_at": nil, "delivered_at": nil, "canceled_at": nil, "labels": []object{}, "items": []object{{"line_item_id": "ordli_1", "quantity": 2}}}
}

// gone is one that left; a number that is empty is no label.
func gone(tracking string) object {
	p := waiting(1)
	p["shipped_at"] = "2026-11-20T03:30:00.000Z"
	if tracking != "" {
		p["labels"] = []object{{"tracking_number": tracking, "tracking_url": "#", "label_url": "#"}}
	}
	return p
}

func with(p object, key string, value any) object {
	p[key] = value
	return p
}

func left(tracking string) data.Dispatch {
	return data.Dispatch{RemoteOrder: "7", Carrier: "japanpost", Tracking: tracking}
}

// labelled is the number that a parcel has at the shop.
func labelled(p object) string {
	if labels := p["labels"].([]object); len(labels) > 0 {
		return labels[0]["tracking_number"].(string)
	}
	return ""
}

func TestTheShopHearsOnceOfAParcelThatLeft(t *testing.T) {
	for _, c := range []struct {
		name     string
		parcels  []object
		tracking string
		want     string // tracking number at the shop
		asked    string
	}{
		{"with its number", nil, number, number, "[fulfil ship]"},
		{"without one", nil, "", "", "[fulfil ship]"},
		{"when a try before got half way, or the shop packed it", []object{waiting(1)}, number, number, "[ship]"},
		{"half way and without a number", []object{waiting(1)}, "", "", "[ship]"},
		{"not, when it was told already", []object{gone(number)}, number, number, "[]"},
		{"not, when the owner wrote the number with hyphens", []object{gone("1234-5678-9012")}, number, "1234-5678-9012", "[]"},
		{"not, when it has arrived", []object{with(gone(number), "delivered_at", "2026-11-21T00:00:00.000Z")}, number, number, "[]"},
		{"not, when it left with a number that we do not know", []object{gone("9")}, "", "9", "[]"},
		{"anew, when a parcel before was called off", []object{with(gone("9"), "canceled_at", "2026-11-20T03:40:00.000Z")}, number, number, "[fulfil ship]"},
	} {
		h := &hall{parcels: c.parcels}
		s := h.open(t)
		for range 2 { // again after a lost answer: nothing changes
			if err := s.Tell(t.Context(), left(c.tracking)); err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		p := h.parcels[len(h.parcels)-1]
		if got := fmt.Sprint(h.asked); got != c.asked || labelled(p) != c.want || p["shipped_at"] == nil {
			t.Errorf("%s: asked %s, want %s; parcel %v", c.name, got, c.asked, p)
		}
	}
}

func TestWhatIsWrittenBackByteForByte(t *testing.T) {
	h := &hall{}
	if err := h.open(t).Tell(t.Context(), left(number)); err != nil {
		t.Fatal(err)
	}
	want := []string{
		`/admin/orders/7/fulfillments?fields=id {"items":[{"id":"ordli_1","quantity":2}],"no_notification":true}`,
		`/admin/orders/7/fulfillments/ful_1/shipments?fields=id {"items":[{"id":"ordli_1","quantity":2}],"labels":[{"tracking_number":"123456789012","tracking_url":"#","label_url":"#"}],"no_notification":true}`,
	}
	if !slices.Equal(h.sent, want) {
		t.Errorf("sent\n%s\nwant\n%s", strings.Join(h.sent, "\n"), strings.Join(want, "\n"))
	}
}

func TestALostAnswerIsGoneOnWith(t *testing.T) {
	for _, cut := range []string{"fulfil", "ship"} {
		h := &hall{cut: cut}
		s := h.open(t)
		if err := s.Tell(t.Context(), left(number)); data.KeyOf(err) != shop.KeyUnreachable {
			t.Errorf("%s: %v", cut, err)
		}
		err := s.Tell(t.Context(), left(number))
		if got := fmt.Sprint(h.asked); err != nil || got != "[fulfil ship]" || len(h.parcels) != 1 || labelled(h.parcels[0]) != number {
			t.Errorf("%s: asked %s, %v; %v", cut, got, err, h.parcels)
		}
	}
}

func TestSomebodyAtTheShopMayBeQuicker(t *testing.T) {
	for _, c := range []struct{ at, tracking, want string }{
		{"fulfil", number, ""}, {"ship", number, ""}, {"fulfil", "9", shop.KeyOther},
	} {
		h := &hall{}
		h.before = func(change string) {
			if change == c.at {
				h.parcels = []object{gone(c.tracking)}
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
		{"it left with another number", &hall{parcels: []object{gone("9")}}, "7", shop.KeyOther},
		{"it left there without a number", &hall{parcels: []object{gone("")}}, "7", shop.KeyOther},
		{"it waits there with another number", &hall{parcels: []object{with(gone("9"), "shipped_at", nil)}}, "7", shop.KeyOther},
		{"what waits there needs no parcel", &hall{parcels: []object{with(waiting(1), "requires_shipping", false)}}, "7", shop.KeyOther},
		{"an unknown order", &hall{}, "8", shop.KeyGone},
		{"no order at all", &hall{}, "../8", shop.KeyGone},
		{"a cancelled order", &hall{status: "canceled"}, "7", shop.KeyRefused},
		{"too little stock", &hall{refuse: true}, "7", shop.KeyRefused},
		{"a parcel that may not leave", &hall{refuse: true, parcels: []object{waiting(1)}}, "7", shop.KeyRefused},
		{"a key that may only read", &hall{denied: true}, "7", shop.KeyKey},
	} {
		before := len(c.hall.parcels)
		d := left(number)
		d.RemoteOrder = c.order
		err := c.hall.open(t).Tell(t.Context(), d)
		if data.KeyOf(err) != c.want {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
		if strings.Contains(fmt.Sprint(err), "花子") {
			t.Errorf("%s: the error quotes the server: %v", c.name, err)
		}
		if len(c.hall.parcels) != before {
			t.Errorf("%s: a parcel was made", c.name)
		}
	}
}

func TestAServerWithoutItsAPISaysNothingAboutAnOrder(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler())
	defer srv.Close()
	s, err := medusa.New(medusa.Config{BaseURL: srv.URL, Key: []byte(shoptest.Token)})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Tell(t.Context(), left(number)); data.KeyOf(err) != shop.KeyUnreachable {
		t.Errorf("got %v", err)
	}
}
