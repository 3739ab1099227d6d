package woocommerce_test

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
	"nifuda/data/shop/shoptest"
	"nifuda/data/shop/wire"
	"nifuda/data/shop/woocommerce"
)

// hall plays the site around one order, number 7, and keeps what is written.
type hall struct {
	order  object
	notes  []object
	denied string   // the code every change is refused with
	status int      // and its status
	gone   bool     // no WooCommerce at all
	sent   []string // bodies, byte for byte
}

func (h *hall) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case h.gone:
		w.WriteHeader(http.StatusNotFound)
		send(w, object{"code": "rest_no_route"})
	case r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, "/notes"):
		send(w, slices.Concat([]object{}, h.notes))
	case r.Method == http.MethodGet:
		send(w, h.order)
	case h.denied != "":
		w.WriteHeader(h.status)
		send(w, object{"code": h.denied, "message": "花子"})
	default:
		body, _ := io.ReadAll(r.Body)
		h.sent = append(h.sent, r.Method+" "+r.URL.Path+" "+string(body))
		send(w, object{"id": 7})
	}
}

func (h *hall) open(t *testing.T) *woocommerce.Shop {
	t.Helper()
	if h.order == nil {
		h.order = sale(shoptest.Sale{ID: 7, Placed: time.Unix(1.79e9, 0), Updated: time.Unix(1.79e9, 0), State: data.ToShip})
	}
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	s, err := woocommerce.New(woocommerce.Config{BaseURL: srv.URL, Key: "ck_1", Secret: secret, Wire: wire.Options{Limits: wire.Limits{Every: time.Nanosecond, Burst: 1000, Attempts: 1}}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func left(allowed data.Allowed) data.Dispatch {
	return data.Dispatch{RemoteOrder: "7", Carrier: "ヤマト運輸", Tracking: "123456789012", Allowed: allowed}
}

func TestTheBodiesByteForByte(t *testing.T) {
	note := `POST /wp-json/wc/v3/orders/7/notes {"note":"荷札：発送しました。ヤマト運輸 123456789012","customer_note":false}`
	meta := `"meta_data":[{"key":"_nifuda_shipped","value":"yes"},{"key":"_nifuda_tracking","value":"123456789012"},{"key":"_nifuda_carrier","value":"ヤマト運輸"}]}`
	for _, c := range []struct {
		name    string
		allowed data.Allowed
		want    []string
	}{
		{"by itself the state stays and nobody is mailed", data.Allowed{}, []string{`PUT /wp-json/wc/v3/orders/7 {` + meta, note}},
		{"where the mail is allowed the order is completed", data.Allowed{Mails: true}, []string{`PUT /wp-json/wc/v3/orders/7 {"status":"completed",` + meta, note}},
		{"capturing and points change nothing", data.Allowed{Captures: true, Points: true}, []string{`PUT /wp-json/wc/v3/orders/7 {` + meta, note}},
	} {
		h := &hall{}
		if err := h.open(t).Tell(t.Context(), left(c.allowed)); err != nil || !slices.Equal(h.sent, c.want) {
			t.Errorf("%s: %v; sent\n%s\nwant\n%s", c.name, err, strings.Join(h.sent, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

func TestWhatStandsThereIsNotWrittenAgain(t *testing.T) {
	h := &hall{order: sale(shoptest.Sale{ID: 7, Placed: time.Unix(1.79e9, 0), State: data.Shipped, Tracking: "1234-5678-9012"})}
	h.notes = []object{{"note": "荷札：発送しました。ヤマト運輸 123456789012"}}
	if err := h.open(t).Tell(t.Context(), left(data.Allowed{})); err != nil || len(h.sent) > 0 {
		t.Errorf("%v; sent %v", err, h.sent)
	}
}

func TestAnOrderCompletedByHandGetsTheNumberAlone(t *testing.T) {
	h := &hall{}
	s := h.open(t)
	h.order["status"] = "completed"
	if err := s.Tell(t.Context(), left(data.Allowed{Mails: true})); err != nil || len(h.sent) != 2 || strings.Contains(h.sent[0], "status") {
		t.Errorf("%v; sent %v", err, h.sent)
	}
}

func TestWhatTheShopDoesNotTakeIsNamed(t *testing.T) {
	for _, c := range []struct {
		name  string
		hall  *hall
		state string
		id    string
		want  string
	}{
		{"a cancelled order", &hall{}, "cancelled", "7", shop.KeyRefused},
		{"one in the bin", &hall{}, "trash", "7", shop.KeyGone},
		{"no id at all", &hall{}, "processing", "../7", shop.KeyGone},
		{"a site without WooCommerce says nothing of an order", &hall{gone: true}, "processing", "7", shop.KeyUnreachable},
		{"a key that may only read", &hall{denied: "woocommerce_rest_authentication_error", status: 401}, "processing", "7", shop.KeyScope},
		{"a user who may not write", &hall{denied: "woocommerce_rest_cannot_edit", status: 403}, "processing", "7", shop.KeyScope},
		{"a value the site does not take", &hall{denied: "rest_invalid_param", status: 400}, "processing", "7", shop.KeyRefused},
	} {
		s := c.hall.open(t)
		c.hall.order["status"] = c.state
		d := left(data.Allowed{})
		d.RemoteOrder = c.id
		err := s.Tell(t.Context(), d)
		if data.KeyOf(err) != c.want || strings.Contains(fmt.Sprint(err), "花子") {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

func TestAKeyWhoseUserMaySeeNoOrdersIsToldApart(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusForbidden)
		send(w, object{"code": "woocommerce_rest_cannot_view"})
	}))
	defer srv.Close()
	s, err := woocommerce.New(woocommerce.Config{BaseURL: srv.URL, Key: "ck_1", Secret: secret})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Check(t.Context()); data.KeyOf(err) != shop.KeyScope {
		t.Errorf("got %v, want %s", err, shop.KeyScope)
	}
}

// TestAKeyThatMayOnlyReadIsToldWhenItIsTested writes to order 0, which no site has.
func TestAKeyThatMayOnlyReadIsToldWhenItIsTested(t *testing.T) {
	for _, c := range []struct {
		name, code string
		status     int
		want       string
	}{
		{"it may write", "woocommerce_rest_shop_order_invalid_id", 400, ""},
		{"it may write, as other versions say", "woocommerce_rest_shop_order_invalid_id", 404, ""},
		{"it may only read", "woocommerce_rest_authentication_error", 401, shop.KeyScope},
		{"something before the site is against writing", "", 403, ""},
		{"the site is down by now", "", 500, ""},
	} {
		var asked []string
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodGet {
				body, _ := io.ReadAll(r.Body)
				asked = append(asked, r.Method+" "+r.URL.Path+" "+string(body))
				w.WriteHeader(c.status)
				send(w, object{"code": c.code})
				return
			}
			send(w, []object{})
		}))
		s, err := woocommerce.New(woocommerce.Config{BaseURL: srv.URL, Key: "ck_1", Secret: secret, Wire: wire.Options{Limits: wire.Limits{Every: time.Nanosecond, Burst: 100, Attempts: 1}}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Check(t.Context())
		if c.want == "" && err != nil || c.want != "" && data.KeyOf(err) != c.want || !slices.Equal(asked, []string{"PUT /wp-json/wc/v3/orders/0 {}"}) {
			t.Errorf("%s: got %v after %q, want %q", c.name, err, asked, c.want)
		}
		if f, ok := err.(*data.Fault); c.want != "" && (!ok || f.Args["what"] != "Read/Write") {
			t.Errorf("%s: %v does not name it", c.name, err)
		}
		srv.Close()
	}
}
