package vendure_test

import (
	"encoding/json"
	"net/http"
	"slices"
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

func TestAdapter(t *testing.T) {
	shoptest.Run(t, shoptest.Brand{
		Serve: func(s *shoptest.Store) http.Handler { return fake{s} },
		Open: func(t testing.TB, base, token string, opts wire.Options) shop.Shop {
			s, err := vendure.New(vendure.Config{BaseURL: base, Key: []byte(token), Wire: opts})
			if err != nil {
				t.Fatal(err)
			}
			return s
		},
		Carts:        true,
		QuietPayment: true,
	})
}

// fake plays what the admin API does with the questions of the adapter.
type fake struct{ store *shoptest.Store }

type object = map[string]any

// options are the variables of a question for orders.
type options struct {
	Take, Skip int
	Sort       struct{ UpdatedAt string }
	Filter     struct {
		OrderPlacedAt, UpdatedAt struct{ After time.Time }
		ID                       struct{ In, NotIn []string }
	}
}

func (f fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var q struct {
		Query     string
		Variables struct{ O options }
	}
	if json.NewDecoder(r.Body).Decode(&q) != nil || r.Method != http.MethodPost || r.URL.Path != "/admin-api" {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if r.Header.Get("Vendure-Api-Key") != shoptest.Token {
		send(w, object{"data": nil, "errors": []object{{"message": "You are not currently authorized", "extensions": object{"code": "FORBIDDEN"}}}})
		return
	}
	switch op, _, _ := strings.Cut(strings.TrimPrefix(q.Query, "query "), "{"); {
	case strings.HasPrefix(op, "Precision"):
		send(w, object{"data": object{"globalSettings": object{"serverConfig": object{"moneyStrategyPrecision": 2}}}})
	case strings.HasPrefix(op, "Check"):
		send(w, object{"data": object{"orders": object{"totalItems": 1}, "activeChannel": object{"code": "main", "seller": object{"name": "器と茶 架空堂"}}}})
	case strings.HasPrefix(op, "Orders"):
		send(w, object{"data": object{"orders": f.list(q.Variables.O)}})
	case strings.HasPrefix(op, "Newest"):
		send(w, object{"data": object{"orders": f.newest()}})
	}
}

func (f fake) newest() object {
	var at time.Time
	for _, s := range f.store.Sales() {
		if s.Updated.After(at) {
			at = s.Updated
		}
	}
	if at.IsZero() {
		return object{"items": []object{}}
	}
	return object{"items": []object{{"updatedAt": at}}}
}

func (f fake) list(o options) object {
	var rows []shoptest.Sale
	for _, s := range f.store.Sales() {
		switch {
		case s.Cart, len(o.Filter.ID.In) > 0 && !slices.Contains(o.Filter.ID.In, strconv.Itoa(s.ID)), slices.Contains(o.Filter.ID.NotIn, strconv.Itoa(s.ID)):
		case !o.Filter.OrderPlacedAt.After.IsZero() && !s.Placed.After(o.Filter.OrderPlacedAt.After):
		case !o.Filter.UpdatedAt.After.IsZero() && !s.Updated.After(o.Filter.UpdatedAt.After):
		default:
			rows = append(rows, s)
		}
	}
	slices.SortStableFunc(rows, func(a, b shoptest.Sale) int {
		if o.Sort.UpdatedAt != "" {
			return a.Updated.Compare(b.Updated)
		}
		return a.Placed.Compare(b.Placed)
	})
	items := []object{}
	for _, s := range rows[min(o.Skip, len(rows)):min(o.Skip+o.Take, len(rows))] {
		items = append(items, sale(s))
	}
	return object{"totalItems": len(rows), "items": items}
}

// sale writes one plain order: a cup of 1,100 yen and 660 yen for its way.
func sale(s shoptest.Sale) object {
	state := map[data.State]string{data.AwaitingPayment: "PaymentAuthorized", data.ToShip: "PaymentSettled", data.Shipped: "Shipped", data.Cancelled: "Cancelled"}[s.State]
	home := object{"fullName": "架空 花子", "company": "", "streetLine1": "京都市中京区架空町1-2", "streetLine2": "", "city": "京都市", "province": "京都府", "postalCode": "604-0000", "countryCode": "JP", "phoneNumber": "090-0000-0001"}
	o := object{
		"id": strconv.Itoa(s.ID), "code": "CODE" + strconv.Itoa(s.ID), "state": state, "active": false, "currencyCode": "JPY",
		"orderPlacedAt": s.Placed, "updatedAt": s.Updated, "totalWithTax": 176000,
		"customer":        object{"firstName": "花子", "lastName": "架空", "emailAddress": "hanako@example.test", "phoneNumber": "090-0000-0001"},
		"shippingAddress": home, "billingAddress": home,
		"lines":      []object{{"id": "1", "quantity": 1, "unitPriceWithTax": 110000, "linePriceWithTax": 110000, "taxRate": 10, "productVariant": object{"sku": "YUNOMI", "name": "湯呑み"}}},
		"surcharges": []object{}, "discounts": []object{}, "shippingLines": []object{{"priceWithTax": 66000, "shippingMethod": object{"name": "宅急便"}}},
		"payments": []object{{"state": "Settled", "method": "card"}}, "fulfillments": []object{},
		"taxSummary": []object{{"taxRate": 10, "taxBase": 100000, "taxTotal": 10000}, {"taxRate": 10, "taxBase": 60000, "taxTotal": 6000}},
	}
	if s.Broken {
		o["totalWithTax"] = "たくさん"
	}
	return o
}

func send(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	json.NewEncoder(w).Encode(body)
}
