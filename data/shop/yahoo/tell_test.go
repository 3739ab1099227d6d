package yahoo_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/shoptest"
	"nifuda/data/shop/wire"
	"nifuda/data/shop/yahoo"
)

// counter plays the API with one order and keeps what was written to it.
type counter struct {
	order string
	reply string
	asked []string
}

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Date", "Fri, 20 Nov 2026 16:00:00 GMT") // the 21st in Japan
	body, _ := io.ReadAll(r.Body)
	if strings.HasSuffix(r.URL.Path, "/orderInfo") {
		io.WriteString(w, c.order)
		return
	}
	c.asked = append(c.asked, string(body))
	io.WriteString(w, c.reply)
}

func told(t *testing.T, c *counter, d data.Dispatch) error {
	t.Helper()
	srv := httptest.NewServer(c)
	t.Cleanup(srv.Close)
	s := open(t, srv.URL, shoptest.Token, wire.Options{Clock: wire.Clock{Now: func() time.Time { return time.Date(2026, 11, 20, 16, 0, 0, 0, time.UTC) }}, Limits: wire.Limits{Every: time.Nanosecond}})
	return s.(shop.Teller).Tell(t.Context(), d)
}

func TestWhatIsWrittenIsWhatTheAPIWants(t *testing.T) {
	const front = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	ready := sale(shoptest.Sale{ID: 7, Placed: time.Unix(1.79e9, 0), Updated: time.Unix(1.79e9, 0), State: data.ToShip})
	typed := strings.Replace(ready, "<ShipInvoiceNumber1>", "<ShipInvoiceNumber1>1234-5678-9012", 1)
	other := strings.Replace(ready, "<ShipInvoiceNumber1>", "<ShipInvoiceNumber1>999999999999", 1)
	held := strings.Replace(ready, "<OrderStatus>2", "<OrderStatus>3", 1)
	d := data.Dispatch{RemoteOrder: "7", Carrier: "宅急便", Tracking: "123456789012"}
	points, post, bare := d, d, d
	points.Allowed.Points = true
	post.Carrier = "ゆうパック"
	bare.Tracking = ""
	for _, c := range []struct {
		name, order string
		d           data.Dispatch
		want, key   string
	}{
		{"a parcel that left", ready, d, front + `<Req><Target><OrderId>7</OrderId><IsPointFix>false</IsPointFix></Target><Order><Ship><ShipStatus>3</ShipStatus><ShipCompanyCode>1001</ShipCompanyCode><ShipInvoiceNumber1>123456789012</ShipInvoiceNumber1><ShipDate>20261121</ShipDate></Ship></Order><SellerId>snbx-kakuu</SellerId></Req>`, ""},
		{"points are fixed where the owner allows it", ready, points, front + `<Req><Target><OrderId>7</OrderId><IsPointFix>true</IsPointFix></Target><Order><Ship><ShipStatus>3</ShipStatus><ShipCompanyCode>1001</ShipCompanyCode><ShipInvoiceNumber1>123456789012</ShipInvoiceNumber1><ShipDate>20261121</ShipDate></Ship></Order><SellerId>snbx-kakuu</SellerId></Req>`, ""},
		{"a carrier whose code is not known is left out", ready, post, front + `<Req><Target><OrderId>7</OrderId><IsPointFix>false</IsPointFix></Target><Order><Ship><ShipStatus>3</ShipStatus><ShipInvoiceNumber1>123456789012</ShipInvoiceNumber1><ShipDate>20261121</ShipDate></Ship></Order><SellerId>snbx-kakuu</SellerId></Req>`, ""},
		{"without a number", ready, bare, front + `<Req><Target><OrderId>7</OrderId><IsPointFix>false</IsPointFix></Target><Order><Ship><ShipStatus>3</ShipStatus><ShipCompanyCode>1001</ShipCompanyCode><ShipDate>20261121</ShipDate></Ship></Order><SellerId>snbx-kakuu</SellerId></Req>`, ""},
		{"our number typed in beforehand", typed, d, front + `<Req><Target><OrderId>7</OrderId><IsPointFix>false</IsPointFix></Target><Order><Ship><ShipStatus>3</ShipStatus><ShipCompanyCode>1001</ShipCompanyCode><ShipInvoiceNumber1>123456789012</ShipInvoiceNumber1><ShipDate>20261121</ShipDate></Ship></Order><SellerId>snbx-kakuu</SellerId></Req>`, ""},
		{"another number stays as it is", other, d, "", shop.KeyOther},
		{"a held order takes none", held, d, "", shop.KeyRefused},
	} {
		box := &counter{order: c.order, reply: done}
		err := told(t, box, c.d)
		if data.KeyOf(err) != c.key && !(err == nil && c.key == "") {
			t.Errorf("%s: %v", c.name, err)
		}
		if got := strings.Join(box.asked, ""); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
	for _, reply := range []string{`<ResultSet><Result><Status>NG</Status></Result></ResultSet>`, `<Error><Code>od99</Code><Message>花子</Message></Error>`} {
		if err := told(t, &counter{order: ready, reply: reply}, d); data.KeyOf(err) != shop.KeyRefused {
			t.Errorf("%s: got %v", reply, err)
		}
	}
}

func TestWithoutItsPublicKeyNothingIsAsked(t *testing.T) {
	for name, spoil := range map[string]func(data.ShopKeys){
		"no key":    func(k data.ShopKeys) { k["publickey"] = "" },
		"no key 2":  func(k data.ShopKeys) { k["publickey"] = "QUJD" },
		"no number": func(k data.ShopKeys) { k["keyversion"] = "" },
		"no store":  func(k data.ShopKeys) { k["seller"] = " " },
		"no grant":  func(k data.ShopKeys) { delete(k, "refresh") },
	} {
		k := keys(shoptest.Token)
		spoil(k)
		if _, err := yahoo.New(yahoo.Config{Keys: k.Write()}); data.KeyOf(err) != shop.KeyKey {
			t.Errorf("%s: got %v", name, err)
		}
	}
	for name, copied := range map[string]string{
		"on one line":          strings.ReplaceAll(publicKey(), "\n", " "),
		"without any blanks":   strings.NewReplacer("\n", "", " ", "").Replace(publicKey()), // as a field for secrets takes it
		"with written breaks":  strings.ReplaceAll(publicKey(), "\n", `\n`),
		"without what's round": strings.TrimSuffix(strings.TrimPrefix(publicKey(), "-----BEGIN PUBLIC KEY-----\n"), "-----END PUBLIC KEY-----\n"),
	} {
		k := keys(shoptest.Token)
		k["publickey"] = copied
		if _, err := yahoo.New(yahoo.Config{Keys: k.Write()}); err != nil {
			t.Errorf("a key %s: %v", name, err)
		}
	}
}

func TestAPublicKeyThatEndedIsNamedAsAKey(t *testing.T) {
	f := &fake{store: &shoptest.Store{}, access: shoptest.Token, refresh: shoptest.Token, ended: true}
	srv := httptest.NewServer(f)
	defer srv.Close()
	s := open(t, srv.URL, shoptest.Token, wire.Options{Limits: wire.Limits{Every: time.Nanosecond}})
	if _, err := s.(shop.Checker).Check(t.Context()); data.KeyOf(err) != shop.KeyKey {
		t.Errorf("got %v", err)
	}
}

// gate refuses every call but those for tokens.
type gate struct {
	*fake
	status int
	body   string
	after  int // calls that pass first
	calls  int
}

func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/token") {
		g.fake.ServeHTTP(w, r)
		return
	}
	if g.calls++; g.calls <= g.after {
		g.fake.ServeHTTP(w, r)
		return
	}
	w.WriteHeader(g.status)
	io.WriteString(w, g.body)
}

func TestAMissingPermissionIsNamed(t *testing.T) {
	const front = `<?xml version="1.0" encoding="UTF-8"?>`
	for _, c := range []struct {
		name, body string
		status     int
		key, what  string
	}{
		{"the application is not admitted to orders", front + `<Error><Code>px-04303</Code><Message>花子</Message></Error>`, 403, shop.KeyScope, "注文API（注文API利用申請）"},
		{"the address is not registered", front + `<Error><Code>px-04306</Code></Error>`, 403, shop.KeyScope, "リクエスト元IPの登録"},
		{"the application has no scope for stores", `Please provide valid credentials. Bearer realm="yahooapis.jp", error="insufficient_scope"`, 401, shop.KeyScope, "ストア向け操作関連の機能"},
		{"the owner took her consent back", front + `<Error><Code>px-04307</Code></Error>`, 403, shop.KeyKey, ""},
		{"another refusal is about the key", front + `<Error><Code>px-14304</Code></Error>`, 403, shop.KeyKey, ""},
	} {
		for _, asks := range []string{"check", "tell"} {
			g := &gate{fake: &fake{store: shoptest.NewStore(1), access: shoptest.Token, refresh: shoptest.Token}, status: c.status, body: c.body}
			if asks == "tell" {
				g.after = 1 // the order can be read
			}
			srv := httptest.NewServer(g)
			s := open(t, srv.URL, shoptest.Token, shoptest.Quick(g.store))
			var err error
			if asks == "check" {
				_, err = s.(shop.Checker).Check(t.Context())
			} else {
				err = s.(shop.Teller).Tell(t.Context(), data.Dispatch{RemoteOrder: "1", Tracking: "123456789012"})
			}
			srv.Close()
			f, _ := errors.AsType[*data.Fault](err)
			if f == nil || f.Key != c.key || c.what != "" && f.Args["what"] != c.what {
				t.Errorf("%s, %s: got %v", c.name, asks, err)
			}
		}
	}
}

// aged refuses a token with 403 once it is old, as it was seen to.
type aged struct{ *fake }

func (a aged) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if a.n == 0 && !strings.HasSuffix(r.URL.Path, "/token") {
		w.WriteHeader(http.StatusForbidden)
		io.WriteString(w, `<?xml version="1.0" encoding="UTF-8"?><Error><Code>px-04102</Code><Message>AccessToken has been expired.</Message></Error>`)
		return
	}
	a.fake.ServeHTTP(w, r)
}

func TestATokenThatIsRefusedWith403IsRenewedOnce(t *testing.T) {
	f := &fake{store: shoptest.NewStore(1), access: shoptest.Token, refresh: shoptest.Token}
	srv := httptest.NewServer(aged{f})
	defer srv.Close()
	s := open(t, srv.URL, shoptest.Token, wire.Options{Limits: wire.Limits{Every: time.Nanosecond, Burst: 100}, Clock: wire.Clock{Now: f.store.Now}})
	if _, err := s.(shop.Checker).Check(t.Context()); err != nil || f.n != 1 {
		t.Errorf("got %v after %d renewals", err, f.n)
	}
}

// spoiled plays a store with three orders, of which Yahoo! does not give the
// second.
type spoiled struct {
	*fake
	status int
	body   string
}

func (b spoiled) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	w.Header().Set("Date", b.store.Now().Format(http.TimeFormat))
	body, _ := io.ReadAll(q.Body)
	if strings.HasSuffix(q.URL.Path, "/orderInfo") && strings.Contains(string(body), "<OrderId>2</OrderId>") {
		w.WriteHeader(b.status)
		io.WriteString(w, b.body)
		return
	}
	q.Body = io.NopCloser(strings.NewReader(string(body)))
	b.fake.ServeHTTP(w, q)
}

func TestAnOrderThatCannotBeReadKeepsNoOther(t *testing.T) {
	for status, body := range map[int]string{400: `<Error><Code>od90101</Code></Error>`, 200: `<ResultSet><Result>`} {
		f := &fake{store: shoptest.NewStore(3), access: shoptest.Token, refresh: shoptest.Token}
		srv := httptest.NewServer(spoiled{f, status, body})
		defer srv.Close()
		s := open(t, srv.URL, shoptest.Token, shoptest.Quick(f.store))
		var got shop.Page
		var at []byte
		for more := true; more; {
			page, err := s.List(t.Context(), at)
			if err != nil {
				t.Fatalf("%d: %v", status, err)
			}
			got.Orders, got.Broken = append(got.Orders, page.Orders...), append(got.Broken, page.Broken...)
			at, more = page.Next, page.More
		}
		if len(got.Orders) != 2 || len(got.Broken) != 1 || got.Broken[0].RemoteID != "2" {
			t.Errorf("%d: got %d orders, %+v; want the others", status, len(got.Orders), got.Broken)
		}
	}
}

func TestAQuestionThatYahooRefusesSetsNothingAside(t *testing.T) {
	f := &fake{store: shoptest.NewStore(3), access: shoptest.Token, refresh: shoptest.Token}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		w.Header().Set("Date", f.store.Now().Format(http.TimeFormat))
		if strings.HasSuffix(q.URL.Path, "/orderInfo") {
			refuse(w)
			return
		}
		f.ServeHTTP(w, q)
	}))
	defer srv.Close()
	s := open(t, srv.URL, shoptest.Token, shoptest.Quick(f.store))
	var at []byte
	for range 20 {
		page, err := s.List(t.Context(), at)
		if err != nil {
			return
		}
		if len(page.Broken) > 0 || !page.More {
			t.Fatalf("got %+v", page)
		}
		at = page.Next
	}
}

// hosts notes whom was asked, and answers nobody.
type hosts []string

func (h *hosts) RoundTrip(r *http.Request) (*http.Response, error) {
	*h = append(*h, r.URL.Scheme+"://"+r.URL.Host)
	return nil, errors.New("no network here")
}

func TestATrialStoreIsAskedInTheTestEnvironment(t *testing.T) {
	for seller, want := range map[string]string{"snbx-kakuu": yahoo.Test, "kakuu": yahoo.Home} {
		var asked hosts
		k := keys(shoptest.Token)
		k["seller"] = seller
		s, err := yahoo.New(yahoo.Config{Keys: k.Write(), Wire: wire.Options{Transport: &asked, Limits: wire.Limits{Attempts: 1}}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Get(t.Context(), "1"); err == nil || len(asked) == 0 || asked[len(asked)-1] != want {
			t.Errorf("%s: asked %v, %v; want %s", seller, asked, err, want)
		}
	}
}
