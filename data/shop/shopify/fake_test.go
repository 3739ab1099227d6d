package shopify_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/shopify"
	"nifuda/data/shop/shoptest"
	"nifuda/data/shop/wire"
)

func TestAdapter(t *testing.T) {
	for name, id := range map[string]string{"with a token": "", "with an app of one's own": "client"} {
		t.Run(name, func(t *testing.T) {
			shoptest.Run(t, shoptest.Brand{
				Serve: func(s *shoptest.Store) http.Handler {
					f := &fake{store: s, token: shoptest.Token, left: 1000}
					if id == "" {
						return f
					}
					return lending{f}
				},
				Open: func(t testing.TB, base, token string, opts wire.Options) shop.Shop {
					s, err := shopify.New(shopify.Config{BaseURL: base + "/admin", ID: id, Secret: token, Wire: opts})
					if err != nil {
						t.Fatal(err)
					}
					return s
				},
				Tell: func(s shoptest.Sale) data.Dispatch { return data.Dispatch{RemoteOrder: strconv.Itoa(s.ID)} },
			})
		})
	}
}

// lending is a store whose keys end: it plays shoptest.Expirer.
type lending struct{ *fake }

// Expire ends the key that is out.
func (l lending) Expire() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.n++
	l.token = fmt.Sprint("day-", l.n)
}

func (l lending) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/admin/oauth/access_token" {
		l.fake.ServeHTTP(w, r)
		return
	}
	if r.FormValue("grant_type") != "client_credentials" || r.FormValue("client_id") != "client" || r.FormValue("client_secret") != shoptest.Token {
		w.WriteHeader(http.StatusBadRequest)
		send(w, object{"error": "shop_not_permitted"})
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	send(w, object{"access_token": l.token, "scope": "read_orders", "expires_in": 86399})
}

// fake plays what the Admin API does with the questions of the adapter. A
// question costs what it asks for, and none may cost a thousand.
type fake struct {
	store *shoptest.Store
	mu    sync.Mutex
	token string
	n     int
	left  float64
}

type object = map[string]any

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if r.Header.Get("X-Shopify-Access-Token") != f.token {
		w.WriteHeader(http.StatusUnauthorized)
		send(w, object{"errors": "[API] Invalid API key or access token (unrecognized login or wrong password)"})
		return
	}
	var q question
	if r.URL.Path != "/admin/api/"+shopify.Version+"/graphql.json" || json.NewDecoder(r.Body).Decode(&q) != nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	switch {
	case strings.HasPrefix(q.Query, "query Check"):
		scopes := []object{{"handle": "read_orders"}, {"handle": "write_merchant_managed_fulfillment_orders"}}
		f.answer(w, 2, object{"shop": object{"name": "器と茶 架空堂"}, "currentAppInstallation": object{"accessScopes": scopes}})
	case strings.HasPrefix(q.Query, "query Orders"):
		f.list(w, q)
	case strings.HasPrefix(q.Query, "query Nodes"):
		nodes := []any{}
		for _, id := range q.Vars.IDs {
			s, ok := f.find(id)
			if nodes = append(nodes, nil); ok {
				nodes[len(nodes)-1] = sale(s)
			}
		}
		f.answer(w, 90*float64(len(nodes)), object{"nodes": nodes})
	case strings.HasPrefix(q.Query, "query Open"):
		s, ok := f.find(q.Vars.ID)
		if !ok {
			f.answer(w, 1, object{"order": nil})
			return
		}
		f.answer(w, 60, object{"order": waits(s)})
	case strings.HasPrefix(q.Query, "mutation Ship"):
		f.ship(w, q)
	}
}

// question is what the adapter sends.
type question struct {
	Query string
	Vars  struct {
		First int
		After string
		Query string
		ID    string
		IDs   []string
		F     struct {
			Parts []struct {
				ID string `json:"fulfillmentOrderId"`
			} `json:"lineItemsByFulfillmentOrder"`
			Track struct{ Company, Number string } `json:"trackingInfo"`
			Mail  bool                             `json:"notifyCustomer"`
		}
	} `json:"variables"`
}

// answer sends what was asked for, unless it costs too much.
func (f *fake) answer(w http.ResponseWriter, cost float64, d object) {
	spent := object{"cost": object{"requestedQueryCost": cost, "throttleStatus": object{"maximumAvailable": 2000, "currentlyAvailable": f.left, "restoreRate": 100}}}
	if cost > 1000 {
		send(w, object{"errors": []object{{"message": "Query cost is too high", "extensions": object{"code": "MAX_COST_EXCEEDED"}}}})
		return
	}
	send(w, object{"data": d, "extensions": spent})
}

func (f *fake) find(id string) (shoptest.Sale, bool) {
	all := f.store.Sales()
	i := slices.IndexFunc(all, func(s shoptest.Sale) bool { return "gid://shopify/Order/"+strconv.Itoa(s.ID) == id })
	if i < 0 {
		return shoptest.Sale{}, false
	}
	return all[i], true
}

var since = regexp.MustCompile(`^updated_at:>='([^']+)'$`)

func (f *fake) list(w http.ResponseWriter, q question) {
	m := since.FindStringSubmatch(q.Vars.Query)
	if m == nil {
		f.answer(w, 1, nil)
		return
	}
	from, _ := time.Parse(time.RFC3339, m[1])
	place := func(s shoptest.Sale) string { return fmt.Sprintf("%s-%09d", s.Updated.Format(time.RFC3339), s.ID) }
	rows := slices.DeleteFunc(f.store.Sales(), func(s shoptest.Sale) bool { return s.Updated.Before(from) || place(s) <= q.Vars.After })
	slices.SortFunc(rows, func(a, b shoptest.Sale) int { return cmp.Compare(place(a), place(b)) })
	more := len(rows) > q.Vars.First
	rows = rows[:min(len(rows), q.Vars.First)]
	nodes, end := []object{}, ""
	for _, s := range rows {
		nodes, end = append(nodes, sale(s)), place(s)
	}
	f.answer(w, 90*float64(q.Vars.First), object{"orders": object{"pageInfo": object{"hasNextPage": more, "endCursor": end}, "nodes": nodes}})
}

func (f *fake) ship(w http.ResponseWriter, q question) {
	if q.Vars.F.Mail {
		f.store.Mail()
	}
	id, _ := strconv.Atoi(strings.TrimPrefix(q.Vars.F.Parts[0].ID, "gid://shopify/FulfillmentOrder/"))
	f.store.Ship(id, q.Vars.F.Track.Company, q.Vars.F.Track.Number)
	f.answer(w, 10, object{"fulfillmentCreate": object{"fulfillment": object{"id": "gid://shopify/Fulfillment/1", "status": "SUCCESS"}, "userErrors": []object{}}})
}

func yen(s string) object {
	return object{"shopMoney": object{"amount": s, "currencyCode": "JPY"}}
}

func taxed(s string) []object {
	return []object{{"title": "CT", "ratePercentage": 10.0, "priceSet": yen(s)}}
}

// waits writes what is open of an order.
func waits(s shoptest.Sale) object {
	status := map[data.State]string{data.AwaitingPayment: "OPEN", data.ToShip: "OPEN", data.Shipped: "CLOSED", data.Cancelled: "CLOSED"}[s.State]
	o := sale(s)
	return object{"legacyResourceId": strconv.Itoa(s.ID), "cancelledAt": o["cancelledAt"], "fulfillments": o["fulfillments"],
		"fulfillmentOrders": object{"nodes": []object{{"id": "gid://shopify/FulfillmentOrder/" + strconv.Itoa(s.ID), "status": status}}}}
}

// sale writes one plain order: a cup of 1,100 yen and 660 yen for its way.
func sale(s shoptest.Sale) object {
	home := object{"firstName": "花子", "lastName": "架空", "company": nil, "zip": "604-0000", "provinceCode": "JP-26", "province": "Kyōto", "city": "京都市", "address1": "中京区架空町1-2", "address2": nil, "phone": "+819000000001", "countryCodeV2": "JP"}
	o := object{
		"id": "gid://shopify/Order/" + strconv.Itoa(s.ID), "legacyResourceId": strconv.Itoa(s.ID), "name": "#" + strconv.Itoa(s.ID), "createdAt": s.Placed, "updatedAt": s.Updated, "cancelledAt": nil,
		"test": false, "taxesIncluded": true, "requiresShipping": true, "displayFinancialStatus": "PENDING", "displayFulfillmentStatus": "UNFULFILLED", "email": "hanako@example.test", "phone": nil, "note": nil,
		"paymentGatewayNames": []string{"銀行振込"}, "discountCodes": []string{}, "customAttributes": []object{}, "billingAddress": home, "shippingAddress": home,
		"totalPriceSet": yen("1760.0"), "currentTotalPriceSet": yen("1760.0"), "currentTotalDiscountsSet": yen("0.0"), "taxLines": taxed("160"), "currentTaxLines": taxed("160"),
		"shippingLines": object{"nodes": []object{{"title": "宅急便", "originalPriceSet": yen("660"), "discountedPriceSet": yen("660"), "taxLines": taxed("60")}}},
		"fulfillments":  []object{},
		"lineItems": object{"pageInfo": object{"hasNextPage": false, "endCursor": nil}, "nodes": []object{{"id": "gid://shopify/LineItem/1", "sku": "YUNOMI", "title": "湯呑み", "variantTitle": "藍", "quantity": 1, "currentQuantity": 1,
			"customAttributes": []object{}, "originalUnitPriceSet": yen("1100"), "discountedUnitPriceAfterAllDiscountsSet": yen("1100"), "taxLines": taxed("100")}}},
	}
	switch s.State {
	case data.ToShip:
		o["displayFinancialStatus"] = "PAID"
	case data.Cancelled:
		o["cancelledAt"] = s.Updated
	case data.Shipped:
		o["displayFinancialStatus"], o["displayFulfillmentStatus"] = "PAID", "FULFILLED"
		o["fulfillments"] = []object{{"id": "gid://shopify/Fulfillment/1", "status": "SUCCESS", "trackingInfo": []object{{"company": s.Carrier, "number": s.Tracking}}}}
	}
	if s.Broken {
		o["currentTotalPriceSet"] = yen("たくさん")
	}
	return o
}

func send(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	json.NewEncoder(w).Encode(body)
}

// shopSale is an order that can be shipped.
var shopSale = shoptest.Sale{ID: 7, Placed: time.Unix(1.79e9, 0).UTC(), Updated: time.Unix(1.79e9, 0).UTC(), State: data.ToShip}
