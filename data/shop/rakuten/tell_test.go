package rakuten_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/shoptest"
	"nifuda/data/shop/wire"
)

// counter plays the API with one order and keeps what was written to it.
type counter struct {
	order object
	reply string
	asked []string
}

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Date", "Fri, 20 Nov 2026 16:00:00 GMT") // the 21st in Japan
	body, _ := io.ReadAll(r.Body)
	if r.URL.Path == "/es/2.0/order/getOrder/" {
		send(w, object{"MessageModelList": info("x"), "OrderModelList": []object{c.order}})
		return
	}
	c.asked = append(c.asked, string(body))
	io.WriteString(w, c.reply)
}

const done = `{"MessageModelList":[{"messageType":"INFO","messageCode":"ORDER_EXT_API_UPDATE_ORDERSHIPPING_INFO_101"}]}`

func told(t *testing.T, c *counter, d data.Dispatch) error {
	t.Helper()
	srv := httptest.NewServer(c)
	t.Cleanup(srv.Close)
	s := open(t, srv.URL, shoptest.Token, wire.Options{Clock: wire.Clock{Now: func() time.Time { return time.Date(2026, 11, 20, 16, 0, 0, 0, time.UTC) }}, Limits: wire.Limits{Every: time.Nanosecond}})
	return s.(shop.Teller).Tell(t.Context(), d)
}

func TestWhatIsWrittenIsWhatTheAPIWants(t *testing.T) {
	rows := func(rows ...object) object {
		o := sale(shoptest.Sale{ID: 7, Placed: time.Unix(1.79e9, 0), State: data.ToShip})
		o["PackageModelList"].([]object)[0]["ShippingModelList"] = rows
		return o
	}
	empty := object{"shippingDetailId": 1, "shippingNumber": nil, "shippingDate": nil}
	mine := object{"shippingDetailId": 2, "shippingNumber": "1234-5678-9012", "shippingDate": nil}
	other := object{"shippingDetailId": 3, "shippingNumber": "999999999999", "shippingDate": "2026-11-19"}
	d := data.Dispatch{RemoteOrder: "7", RemoteParcel: "90007", Carrier: "ヤマト運輸", Tracking: "123456789012"}
	post, nameless := d, d
	post.Carrier, nameless.Tracking = "ゆうパック", ""
	for _, c := range []struct {
		name  string
		order object
		d     data.Dispatch
		want  string // empty: nothing is written
		key   string
	}{
		{"a row without a number is filled", rows(empty), d, `{"orderNumber":"7","BasketidModelList":[{"basketId":90007,"ShippingModelList":[{"shippingDetailId":1,"deliveryCompany":"1001","shippingNumber":"123456789012","shippingDate":"2026-11-21"}]}]}`, ""},
		{"no row: one is added", rows(), post, `{"orderNumber":"7","BasketidModelList":[{"basketId":90007,"ShippingModelList":[{"deliveryCompany":"1003","shippingNumber":"123456789012","shippingDate":"2026-11-21"}]}]}`, ""},
		{"a number typed in beforehand gets its day", rows(mine), d, `{"orderNumber":"7","BasketidModelList":[{"basketId":90007,"ShippingModelList":[{"shippingDetailId":2,"deliveryCompany":"1001","shippingNumber":"123456789012","shippingDate":"2026-11-21"}]}]}`, ""},
		{"another number stays as it is", rows(other), d, "", shop.KeyOther},
		{"a parcel leaves without a number too", rows(empty), nameless, `{"orderNumber":"7","BasketidModelList":[{"basketId":90007,"ShippingModelList":[{"shippingDetailId":1,"deliveryCompany":"1001","shippingDate":"2026-11-21"}]}]}`, ""},
	} {
		box := &counter{order: c.order, reply: done}
		err := told(t, box, c.d)
		if data.KeyOf(err) != c.key && !(c.key == "" && err == nil) {
			t.Errorf("%s: %v", c.name, err)
		}
		if got := join(box.asked); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func join(all []string) string {
	out := ""
	for _, s := range all {
		out += s
	}
	return out
}

func TestARowRefusedInsideA200IsAnError(t *testing.T) {
	box := &counter{order: sale(shoptest.Sale{ID: 7, Placed: time.Unix(1.79e9, 0), State: data.ToShip}),
		reply: `{"MessageModelList":[{"messageType":"INFO"},{"messageType":"ERROR","messageCode":"ORDER_EXT_API_UPDATE_ORDERSHIPPING_ERROR_014","message":"花子"}]}`}
	if err := told(t, box, data.Dispatch{RemoteOrder: "7", Tracking: "123456789012"}); data.KeyOf(err) != shop.KeyRefused {
		t.Errorf("got %v", err)
	}
}

func TestAnAnswerWithoutAWordTellsNothing(t *testing.T) {
	box := &counter{order: sale(shoptest.Sale{ID: 7, Placed: time.Unix(1.79e9, 0), State: data.ToShip}), reply: `{"MessageModelList":[]}`}
	if err := told(t, box, data.Dispatch{RemoteOrder: "7", Tracking: "123456789012"}); data.KeyOf(err) != shop.KeyNonsense {
		t.Errorf("got %v", err)
	}
}

func TestAShipToThatWasTakenOutIsNotShipped(t *testing.T) {
	o := sale(shoptest.Sale{ID: 7, Placed: time.Unix(1.79e9, 0), State: data.ToShip})
	o["PackageModelList"].([]object)[0]["packageDeleteFlag"] = 1
	box := &counter{order: o, reply: done}
	if err := told(t, box, data.Dispatch{RemoteOrder: "7", RemoteParcel: "90007", Tracking: "123456789012"}); data.KeyOf(err) != shop.KeyGone || len(box.asked) > 0 {
		t.Errorf("got %v, wrote %v", err, box.asked)
	}
}

// narrow plays a key for which one of the API's functions is not switched on.
type narrow struct {
	*fake
	path string
}

func (n narrow) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == n.path {
		w.WriteHeader(http.StatusBadRequest)
		send(w, object{"Results": object{"errorCode": "ES04-01", "message": "Bad Request"}})
		return
	}
	n.fake.ServeHTTP(w, r)
}

func TestAFunctionThatIsNotSwitchedOnIsNamed(t *testing.T) {
	for path, want := range map[string]string{
		"/es/2.0/order/searchOrder/":         "楽天ペイ受注API（rpay.order.searchOrder）",
		"/es/2.0/order/getOrder/":            "楽天ペイ受注API（rpay.order.getOrder）",
		"/es/2.0/order/updateOrderShipping/": "楽天ペイ受注API（rpay.order.updateOrderShipping）",
	} {
		srv := httptest.NewServer(narrow{&fake{store: shoptest.NewStore(1)}, path})
		s := open(t, srv.URL, shoptest.Token, wire.Options{Limits: wire.Limits{Every: time.Nanosecond, Burst: 100}, Clock: wire.Clock{Now: shoptest.NewStore(1).Now}, Transport: still{shoptest.NewStore(1).Now()}})
		var err error
		if _, err = s.(shop.Checker).Check(t.Context()); err == nil {
			err = s.(shop.Teller).Tell(t.Context(), data.Dispatch{RemoteOrder: "1", Tracking: "123456789012"})
		}
		srv.Close()
		if f, ok := errors.AsType[*data.Fault](err); !ok || f.Key != shop.KeyScope || f.Args["what"] != want {
			t.Errorf("%s: got %v", path, err)
		}
	}
}

// drain lists to the end.
func drain(t *testing.T, f *fake) (ids map[string]int) {
	t.Helper()
	srv := httptest.NewServer(f)
	t.Cleanup(srv.Close)
	s := open(t, srv.URL, shoptest.Token, wire.Options{Clock: wire.Clock{Now: f.now}, Limits: wire.Limits{Every: time.Nanosecond, Burst: 1000}, Transport: still{f.now()}})
	ids = map[string]int{}
	var at []byte
	for range 2000 {
		page, err := s.List(t.Context(), at)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range page.Orders {
			ids[o.Remote.ID]++
		}
		if at = page.Next; !page.More {
			return ids
		}
	}
	t.Fatal("the pull has no end")
	return nil
}

// still is a way to the storefront on which its clock stands still.
type still struct{ at time.Time }

func (s still) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := http.DefaultTransport.RoundTrip(r)
	if err == nil {
		res.Header.Set("Date", s.at.Format(http.TimeFormat))
	}
	return res, err
}

func TestAWindowWithTooManyOrdersIsHalvedAndItsPagesAreRead(t *testing.T) {
	f := &fake{store: &shoptest.Store{}, cap: 3 * 24 * time.Hour, page: 7}
	for i := range 60 {
		f.extra = append(f.extra, shoptest.Sale{ID: 1 + i, Placed: f.now().Add(-time.Duration(i) * 90 * time.Minute), State: data.ToShip})
	}
	f.extra = append(f.extra, shoptest.Sale{ID: 61, Placed: f.now().Add(-200 * 24 * time.Hour), State: data.ToShip})
	if ids := drain(t, f); len(ids) != 61 {
		t.Errorf("%d of 61 orders came", len(ids))
	}
}

func TestTheOtherSpellingIsTriedOnceAndRemembered(t *testing.T) {
	f := &fake{store: &shoptest.Store{}, fussy: true}
	drain(t, f)
	wrong := 0
	for _, k := range f.kinds {
		if k != "application/json;charset=utf-8" {
			wrong++
		}
	}
	if wrong != 1 || len(f.kinds) < 3 {
		t.Errorf("%d of %d questions in the wrong spelling, want one", wrong, len(f.kinds))
	}
}
