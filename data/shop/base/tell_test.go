package base_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/shoptest"
	"nifuda/data/shop/wire"
)

// counter plays the API with one order of two kinds of goods.
type counter struct {
	order object
	error string // the word every change is refused with
	asked []string
}

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	switch {
	case r.URL.Path == "/1/delivery_companies":
		send(w, object{"delivery_companies": []object{{"delivery_company_id": 4, "name": "日本郵便"}, {"delivery_company_id": 1, "name": "クロネコヤマト"}}})
	case r.Method == http.MethodGet && c.error == "invalid_scope", r.Method == http.MethodGet && c.error == "day_api_limit":
		refuse(w, c.error)
	case r.Method == http.MethodGet:
		send(w, object{"order": c.order})
	default:
		c.asked = append(c.asked, string(body))
		if c.error != "" {
			refuse(w, c.error)
			return
		}
		items := c.order["order_items"].([]object)
		items[slices.IndexFunc(items, func(i object) bool { return i["status"] == "ordered" })]["status"] = "dispatched"
		c.order["tracking_number"] = "123456789012"
		if !slices.ContainsFunc(items, func(i object) bool { return i["status"] == "ordered" }) || c.order["payment"] == "atobarai" {
			c.order["dispatch_status"] = "dispatched"
		}
		send(w, object{"order": c.order})
	}
}

func two(payment, status string) object {
	o := sale(shoptest.Sale{ID: 7, Placed: time.Unix(1.79e9, 0), Updated: time.Unix(1.79e9, 0), State: data.ToShip})
	o["payment"], o["dispatch_status"] = payment, status
	o["order_items"] = append(o["order_items"].([]object), object{"order_item_id": 8000, "title": "煎茶", "status": "ordered"}, object{"order_item_id": 8001, "title": "急須", "status": "cancelled"})
	return o
}

func (c *counter) open(t *testing.T) shop.Shop {
	srv := httptest.NewServer(c)
	t.Cleanup(srv.Close)
	return open(t, srv.URL, shoptest.Token, wire.Options{Limits: wire.Limits{Every: time.Nanosecond, Attempts: 1}})
}

func TestWhatIsWrittenIsWhatTheAPIWants(t *testing.T) {
	d := data.Dispatch{RemoteOrder: "7", Carrier: "宅急便", Tracking: "123456789012", Allowed: data.Allowed{Mails: true}}
	silent, post, bare := d, d, d
	silent.Allowed.Mails = false
	post.Carrier = "ゆうパック"
	bare.Tracking, bare.Carrier = "", "架空運送"
	half := two("creditcard", "ordered")
	half["order_items"].([]object)[0]["status"], half["tracking_number"] = "dispatched", "1234-5678-9012"
	other := two("creditcard", "dispatched")
	other["tracking_number"] = "999999999999"
	for _, c := range []struct {
		name  string
		order object
		d     data.Dispatch
		want  []string
		key   string
	}{
		{"each kind of goods is told, what was cancelled is not", two("creditcard", "ordered"), d, []string{
			"delivery_company_id=1&order_item_id=7007&status=dispatched&tracking_number=123456789012",
			"delivery_company_id=1&order_item_id=8000&status=dispatched&tracking_number=123456789012"}, ""},
		{"without leave to mail the buyer nothing is told", two("creditcard", "ordered"), silent, nil, shop.KeyMails},
		{"what was told half is gone on with", half, d, []string{"delivery_company_id=1&order_item_id=8000&status=dispatched&tracking_number=123456789012"}, ""},
		{"a bill that is paid later has a word of its own", two("atobarai", "ordered"), post, []string{"atobarai_status=shipping&delivery_company_id=4&order_item_id=7007&tracking_number=123456789012"}, ""},
		{"and wants a number", two("atobarai", "ordered"), bare, nil, shop.KeyRefused},
		{"a carrier that BASE does not know is left out", two("cod", "ordered"), bare, []string{"order_item_id=7007&status=dispatched", "order_item_id=8000&status=dispatched"}, ""},
		{"another number stays as it is", other, d, nil, shop.KeyOther},
		{"unpaid goods stay", two("cvs", "unpaid"), d, nil, shop.KeyRefused},
	} {
		box := &counter{order: c.order}
		err := box.open(t).(shop.Teller).Tell(t.Context(), c.d)
		if data.KeyOf(err) != c.key && !(err == nil && c.key == "") {
			t.Errorf("%s: %v", c.name, err)
		}
		if !slices.Equal(box.asked, c.want) {
			t.Errorf("%s: got\n%q\nwant\n%q", c.name, box.asked, c.want)
		}
	}
}

func TestEveryWordForAnErrorHasItsFault(t *testing.T) {
	for word, key := range map[string]string{"invalid_scope": shop.KeyScope, "day_api_limit": shop.KeyLimited} {
		box := &counter{order: two("cod", "ordered"), error: word}
		if _, err := box.open(t).Get(t.Context(), "7"); data.KeyOf(err) != key {
			t.Errorf("%s: got %v, want %s", word, err, key)
		}
	}
	for word, key := range map[string]string{"not_change_status_cvs": shop.KeyRefused, "db_error": shop.KeyNonsense, "server_error": shop.KeyUnreachable, "no_order": shop.KeyGone} {
		box := &counter{order: two("cod", "ordered"), error: word}
		err := box.open(t).(shop.Teller).Tell(t.Context(), data.Dispatch{RemoteOrder: "7", Allowed: data.Allowed{Mails: true}})
		if data.KeyOf(err) != key || len(box.asked) != 1 {
			t.Errorf("%s: got %v after %d tries, want %s", word, err, len(box.asked), key)
		}
	}
}

// reader plays a token that may read and not write.
type reader struct{ *fake }

func (r reader) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	if q.Method == http.MethodPost && q.URL.Path == "/1/orders/edit_status" {
		refuse(w, "invalid_scope")
		return
	}
	r.fake.ServeHTTP(w, q)
}

func TestCheckSaysThatTheTokenMayNotWrite(t *testing.T) {
	f := &fake{store: shoptest.NewStore(2), access: shoptest.Token, refresh: shoptest.Token}
	for _, c := range []struct {
		name string
		h    http.Handler
		want string
	}{{"reads only", reader{f}, "write_orders"}, {"reads and writes", f, ""}} {
		srv := httptest.NewServer(c.h)
		s := open(t, srv.URL, shoptest.Token, wire.Options{Limits: wire.Limits{Every: time.Nanosecond}})
		_, err := s.(shop.Checker).Check(t.Context())
		srv.Close()
		fault, _ := errors.AsType[*data.Fault](err)
		if c.want == "" && err != nil || c.want != "" && (fault == nil || fault.Key != shop.KeyScope || fault.Args["what"] != c.want) {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
	for _, s := range f.store.Sales() {
		if s.State != data.ToShip {
			t.Errorf("asking changed order %d", s.ID)
		}
	}
}

// spoiled plays a shop with three orders, of which the second cannot be read.
type spoiled struct{ *fake }

func (b spoiled) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	w.Header().Set("Date", b.store.Now().Format(http.TimeFormat))
	if q.URL.Path == "/1/orders/detail/2" {
		io.WriteString(w, `{"order":{,}}`)
		return
	}
	b.fake.ServeHTTP(w, q)
}

func TestAnOrderThatCannotBeReadKeepsNoOther(t *testing.T) {
	f := &fake{store: shoptest.NewStore(3), access: shoptest.Token, refresh: shoptest.Token}
	srv := httptest.NewServer(spoiled{f})
	defer srv.Close()
	s := open(t, srv.URL, shoptest.Token, shoptest.Quick(f.store))
	shoptest.SetsOneAside(t, s)
}
