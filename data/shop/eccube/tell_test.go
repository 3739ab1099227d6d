package eccube_test

import (
	"encoding/json"
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
	"nifuda/data/shop/eccube"
	"nifuda/data/shop/wire"
)

func serve(t *testing.T, h http.Handler) string {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return srv.URL
}

// hall plays the plugin around one order, number 7, with two ship-tos.
type hall struct {
	status string
	points int
	ships  []object
	refuse string   // the plugin's own sentence
	bodies []string // what was written, byte for byte
}

func (h *hall) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	var q question
	json.Unmarshal(body, &q)
	switch {
	case strings.HasPrefix(q.Query, "query Order{o0:order(id:7)"):
		send(w, object{"data": object{"o0": object{"id": 7, "add_point": h.points, "OrderStatus": object{"id": h.status}, "Shippings": h.ships}}})
	case strings.HasPrefix(q.Query, "query Order{"):
		send(w, object{"data": object{"o0": nil}})
	case h.refuse != "":
		send(w, object{"errors": []object{{"message": h.refuse}}, "data": object{"updateShipped": nil}})
	default:
		_, vars, _ := strings.Cut(string(body), `"variables":`)
		h.bodies = append(h.bodies, strings.TrimSuffix(vars, "}"))
		send(w, object{"data": object{"updateShipped": object{"id": q.Vars.ID}}})
	}
}

func connect(t *testing.T, h http.Handler) *eccube.Shop {
	t.Helper()
	s, err := eccube.New(eccube.Config{Door: door(serve(t, h), "key"), Wire: wire.Options{Limits: wire.Limits{Every: time.Nanosecond, Burst: 1000, Attempts: 1}}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func ship(id string, left, slip any) object {
	return object{"id": id, "shipping_date": left, "tracking_number": slip}
}

func dispatch(allowed data.Allowed) data.Dispatch {
	return data.Dispatch{RemoteOrder: "7", RemoteParcel: "22", Carrier: "ヤマト運輸", Tracking: "123456789012", Allowed: allowed}
}

const gone = "2026-11-20T03:00:00+00:00"

func TestTheBodiesByteForByte(t *testing.T) {
	for _, c := range []struct {
		name    string
		allowed data.Allowed
		points  int
		want    string
	}{
		{"by itself nobody is mailed", data.Allowed{}, 0, `{"id":"22","name":"ヤマト運輸","number":"123456789012","mail":false}`},
		{"where the mail is allowed the buyer gets it", data.Allowed{Mails: true}, 0, `{"id":"22","name":"ヤマト運輸","number":"123456789012","mail":true}`},
		{"where points are allowed the order is told", data.Allowed{Points: true}, 40, `{"id":"22","name":"ヤマト運輸","number":"123456789012","mail":false}`},
	} {
		h := &hall{status: "6", points: c.points, ships: []object{ship("21", gone, "9"), ship("22", nil, nil)}}
		if err := connect(t, h).Tell(t.Context(), dispatch(c.allowed)); err != nil || !slices.Equal(h.bodies, []string{c.want}) {
			t.Errorf("%s: %v; sent %v, want %s", c.name, err, h.bodies, c.want)
		}
	}
}

func TestPointsAreGivenByTheLastParcelAlone(t *testing.T) {
	h := &hall{status: "6", points: 40, ships: []object{ship("21", nil, nil), ship("22", nil, nil)}}
	if err := connect(t, h).Tell(t.Context(), dispatch(data.Allowed{})); err != nil || len(h.bodies) != 1 {
		t.Errorf("the first of two: %v, sent %v", err, h.bodies)
	}
	h.ships[0] = ship("21", gone, "9")
	if err := connect(t, h).Tell(t.Context(), dispatch(data.Allowed{Mails: true})); data.KeyOf(err) != shop.KeyPoints || len(h.bodies) != 1 {
		t.Errorf("the last one: %v, sent %v", err, h.bodies)
	}
}

func TestWhatTheShopDoesNotTakeIsNamed(t *testing.T) {
	two := func(left, slip any) []object { return []object{ship("21", nil, nil), ship("22", left, slip)} }
	for _, c := range []struct {
		name  string
		hall  *hall
		order string
		want  string
	}{
		{"it left with our number", &hall{status: "6", ships: two(gone, "1234-5678-9012")}, "7", ""},
		{"it left with another number", &hall{status: "6", ships: two(gone, "9")}, "7", shop.KeyOther},
		{"it left without a number", &hall{status: "6", ships: two(gone, nil)}, "7", shop.KeyOther},
		{"another ship-to is not shipped in its place", &hall{status: "6", ships: []object{ship("21", nil, nil)}}, "7", shop.KeyGone},
		{"a cart", &hall{status: "8", ships: two(nil, nil)}, "7", shop.KeyGone},
		{"a cancelled order", &hall{status: "3", ships: two(nil, nil)}, "7", shop.KeyRefused},
		{"a state from which nothing is shipped", &hall{status: "11", ships: two(nil, nil), refuse: "id: The associated order cannot be shipped;"}, "7", shop.KeyRefused},
		{"a key that may only read", &hall{status: "6", ships: two(nil, nil), refuse: "Insufficient permission. (read,write)"}, "7", shop.KeyScope},
		{"a sentence nobody knows", &hall{status: "6", ships: two(nil, nil), refuse: "花子"}, "7", shop.KeyNonsense},
		{"an unknown order", &hall{}, "8", shop.KeyGone},
		{"no order at all", &hall{}, "../8", shop.KeyGone},
	} {
		d := dispatch(data.Allowed{})
		d.RemoteOrder = c.order
		err := connect(t, c.hall).Tell(t.Context(), d)
		if c.want == "" && err != nil || c.want != "" && data.KeyOf(err) != c.want || strings.Contains(fmt.Sprint(err), "花子") {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
		if len(c.hall.bodies) > 0 {
			t.Errorf("%s: something was written", c.name)
		}
	}
}

func TestAShopWithoutThePluginIsAnAddressThatIsNone(t *testing.T) {
	if _, err := connect(t, http.NotFoundHandler()).Check(t.Context()); data.KeyOf(err) != shop.KeyAddress {
		t.Errorf("got %v", err)
	}
}

// TestAKeyThatMayOnlyReadIsToldWhenItIsTested ships ship-to 0, which no shop has.
func TestAKeyThatMayOnlyReadIsToldWhenItIsTested(t *testing.T) {
	for _, c := range []struct{ name, refuse, want string }{
		{"it may write", "No Shipping found", ""},
		{"it may only read", "Insufficient permission. (read,write)", shop.KeyScope},
		{"the shop has another reason", "花子", ""},
	} {
		var bodies []string
		h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			if strings.Contains(string(body), "query Check") {
				send(w, object{"data": object{"orders": object{"totalCount": 0}}})
				return
			}
			_, vars, _ := strings.Cut(string(body), `"variables":`)
			bodies = append(bodies, strings.TrimSuffix(vars, "}"))
			send(w, object{"errors": []object{{"message": c.refuse}}, "data": object{"updateShipped": nil}})
		})
		_, err := connect(t, h).Check(t.Context())
		if c.want == "" && err != nil || c.want != "" && data.KeyOf(err) != c.want || !slices.Equal(bodies, []string{`{"id":"0","mail":false}`}) {
			t.Errorf("%s: got %v after %q, want %q", c.name, err, bodies, c.want)
		}
	}
}
