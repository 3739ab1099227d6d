package shopify_test

import (
	"context"
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
	"nifuda/data/shop/shopify"
	"nifuda/data/shop/wire"
)

// hall plays the store around one order, number 7.
type hall struct {
	open   []object // its fulfillment orders
	sent   []object // its fulfillments
	refuse bool     // fulfillmentCreate answers with userErrors
	errors []object // every answer has these
	bodies []string // what was written, byte for byte
}

func (h *hall) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	var q question
	json.Unmarshal(body, &q)
	switch {
	case h.errors != nil:
		send(w, object{"data": nil, "errors": h.errors})
	case strings.HasPrefix(q.Query, "query Open") && q.Vars.ID == "gid://shopify/Order/7":
		send(w, object{"data": object{"order": object{"legacyResourceId": "7", "cancelledAt": nil, "fulfillments": h.sent, "fulfillmentOrders": object{"nodes": h.open}}}})
	case strings.HasPrefix(q.Query, "query Open"):
		send(w, object{"data": object{"order": nil}})
	case h.refuse:
		send(w, object{"data": object{"fulfillmentCreate": object{"fulfillment": nil, "userErrors": []object{{"field": nil, "message": "花子"}}}}})
	default:
		_, vars, _ := strings.Cut(string(body), `"variables":`)
		h.bodies = append(h.bodies, strings.TrimSuffix(vars, "}"))
		send(w, object{"data": object{"fulfillmentCreate": object{"fulfillment": object{"id": "gid://shopify/Fulfillment/1"}, "userErrors": []object{}}}})
	}
}

func connect(t *testing.T, h http.Handler) *shopify.Shop {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	s, err := shopify.New(shopify.Config{BaseURL: srv.URL, Secret: "shpat_1", Wire: wire.Options{Limits: wire.Limits{Every: time.Nanosecond, Burst: 1000, Attempts: 1}}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func left(mails bool) data.Dispatch {
	return data.Dispatch{RemoteOrder: "7", Carrier: "ヤマト運輸", Tracking: "123456789012", Allowed: data.Allowed{Mails: mails, Captures: true, Points: true}}
}

func opened(n int, status string) object {
	return object{"id": fmt.Sprint("gid://shopify/FulfillmentOrder/", n), "status": status}
}

func numbered(status string, numbers ...string) object {
	tracks := []object{}
	for _, n := range numbers {
		tracks = append(tracks, object{"number": n})
	}
	return object{"status": status, "trackingInfo": tracks}
}

func TestTheBodiesByteForByte(t *testing.T) {
	body := func(n int, mails bool) string {
		return fmt.Sprintf(`{"f":{"lineItemsByFulfillmentOrder":[{"fulfillmentOrderId":"gid://shopify/FulfillmentOrder/%d"}],"trackingInfo":{"company":"Yamato (JA)","number":"123456789012"},"notifyCustomer":%v}}`, n, mails)
	}
	for _, mails := range []bool{false, true} {
		h := &hall{open: []object{opened(1, "OPEN"), opened(2, "CLOSED"), opened(3, "IN_PROGRESS")}}
		err := connect(t, h).Tell(t.Context(), left(mails))
		if want := []string{body(1, mails), body(3, mails)}; err != nil || !slices.Equal(h.bodies, want) {
			t.Errorf("%v; sent\n%s\nwant\n%s", err, strings.Join(h.bodies, "\n"), strings.Join(want, "\n"))
		}
	}
	h := &hall{open: []object{opened(1, "OPEN")}}
	d := left(false)
	d.Tracking = ""
	if err := connect(t, h).Tell(t.Context(), d); err != nil || len(h.bodies) != 1 || strings.Contains(h.bodies[0], "tracking") {
		t.Errorf("without a number: %v, sent %v", err, h.bodies)
	}
}

func TestWhatTheStoreDoesNotTakeIsNamed(t *testing.T) {
	denied := func(need string) []object {
		return []object{{"message": "花子", "path": []string{"order"}, "extensions": object{"code": "ACCESS_DENIED", "requiredAccess": need}}}
	}
	for _, c := range []struct {
		name  string
		hall  *hall
		order string
		want  string
	}{
		{"it left with our number", &hall{sent: []object{numbered("SUCCESS", "1234-5678-9012")}}, "7", ""},
		{"it left with another number", &hall{sent: []object{numbered("SUCCESS", "9")}}, "7", shop.KeyOther},
		{"it left without a number", &hall{sent: []object{numbered("SUCCESS")}}, "7", shop.KeyOther},
		{"what was called off has not left, and nothing is open", &hall{sent: []object{numbered("CANCELLED", "123456789012")}}, "7", shop.KeyRefused},
		{"it is held back", &hall{open: []object{opened(1, "ON_HOLD")}}, "7", shop.KeyRefused},
		{"an error in the answer is an error", &hall{open: []object{opened(1, "OPEN")}, refuse: true}, "7", shop.KeyRefused},
		{"an unknown order", &hall{}, "8", shop.KeyGone},
		{"no order at all", &hall{}, "../8", shop.KeyGone},
		{"a permission that is missing", &hall{errors: denied("`write_merchant_managed_fulfillment_orders` access scope.")}, "7", shop.KeyScope},
		{"a refusal without a name", &hall{errors: denied("")}, "7", shop.KeyKey},
	} {
		d := left(false)
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

func TestTheMissingPermissionIsNamed(t *testing.T) {
	for _, c := range []struct{ has, want string }{
		{"write_products", "read_orders"}, {"read_orders", "write_merchant_managed_fulfillment_orders"},
	} {
		s := connect(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			send(w, object{"data": object{"shop": object{"name": "架空堂"}, "currentAppInstallation": object{"accessScopes": []object{{"handle": c.has}}}}})
		}))
		_, err := s.Check(t.Context())
		var f *data.Fault
		if data.KeyOf(err) != shop.KeyScope || !asFault(err, &f) || f.Args["what"] != c.want {
			t.Errorf("with %s: got %v %v, want %s", c.has, err, f, c.want)
		}
	}
}

func asFault(err error, to **data.Fault) bool {
	f, ok := err.(*data.Fault)
	*to = f
	return ok
}

// TestThePaceIsTheStores takes two answers: the first says that too little is
// left for another like it.
func TestThePaceIsTheStores(t *testing.T) {
	var slept time.Duration
	now := time.Unix(1.79e9, 0)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		send(w, object{"data": object{"orders": object{"pageInfo": object{"hasNextPage": false}, "nodes": []object{}}},
			"extensions": object{"cost": object{"requestedQueryCost": 500, "throttleStatus": object{"currentlyAvailable": 200, "restoreRate": 100}}}})
	}))
	defer srv.Close()
	s, err := shopify.New(shopify.Config{BaseURL: srv.URL, Secret: "shpat_1", Wire: wire.Options{
		Limits: wire.Limits{Every: time.Nanosecond, Burst: 1000},
		Clock: wire.Clock{Now: func() time.Time { return now }, Sleep: func(_ context.Context, d time.Duration) error {
			slept += d
			return nil
		}}}})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := s.List(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
	}
	if slept != 3*time.Second {
		t.Errorf("waited %v, want 3s for 300 points at 100 a second", slept)
	}
}

func TestAQuestionThatIsTooDearIsAskedForFewerOrders(t *testing.T) {
	var asked []int
	s := connect(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var q question
		json.NewDecoder(r.Body).Decode(&q)
		if asked = append(asked, q.Vars.First); q.Vars.First > 3 {
			send(w, object{"errors": []object{{"extensions": object{"code": "MAX_COST_EXCEEDED"}}}})
			return
		}
		send(w, object{"data": object{"orders": object{"pageInfo": object{"hasNextPage": false}, "nodes": []object{}}}})
	}))
	for range 2 {
		if _, err := s.List(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
	}
	if want := []int{10, 5, 2, 2}; !slices.Equal(asked, want) {
		t.Errorf("asked for %v at once, want %v", asked, want)
	}
}

func TestGoodsBeyondTheFirstPageAreAskedFor(t *testing.T) {
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		page := func(id, more string) object {
			return object{"pageInfo": object{"hasNextPage": more != "", "endCursor": more}, "nodes": []object{{"id": "gid://shopify/LineItem/" + id, "title": id, "quantity": 1, "currentQuantity": 1, "originalUnitPriceSet": yen("100"), "discountedUnitPriceAfterAllDiscountsSet": yen("100")}}}
		}
		if strings.Contains(string(body), "query Nodes") {
			o := sale(shopSale)
			o["lineItems"], o["currentTotalPriceSet"] = page("1", "c1"), yen("960")
			send(w, object{"data": object{"nodes": []object{o}}})
			return
		}
		next := map[bool]object{true: page("2", "c2"), false: page("3", "")}[strings.Contains(string(body), `"after":"c1"`)]
		send(w, object{"data": object{"order": object{"lineItems": next}}})
	})
	o, err := connect(t, h).Get(t.Context(), "7")
	if err != nil || len(o.Lines) != 3 || o.Lines[2].Name != "3" {
		t.Errorf("got %+v, %v; want three kinds of goods", o.Lines, err)
	}
}
