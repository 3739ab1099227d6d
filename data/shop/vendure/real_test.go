//go:build vendure

package vendure_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/vendure"
	"nifuda/data/shop/wire"
)

// real is a running Vendure server as testdata/vendure/index.js describes it in
// the file named by NIFUDA_VENDURE.
type real struct {
	URL, Key, Shipping string
	Goods              []struct{ ID, SKU string }
}

func server(t *testing.T) real {
	t.Helper()
	file := os.Getenv("NIFUDA_VENDURE")
	if file == "" {
		t.Fatal("NIFUDA_VENDURE names no server: run testdata/vendure/run.sh")
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var r real
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

func (r real) adapter(t *testing.T, key string) *vendure.Shop {
	t.Helper()
	s, err := vendure.New(vendure.Config{BaseURL: r.URL, Key: []byte(key), Wire: wire.Options{Limits: wire.Limits{Every: time.Millisecond, Burst: 10}}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// buyer is a session at the till.
type buyer struct {
	real  real
	token string
}

// ask sends one question to the shop API, or with admin to the admin API.
func (b *buyer) ask(t *testing.T, admin bool, query string, variables object) json.RawMessage {
	t.Helper()
	body, _ := json.Marshal(object{"query": query, "variables": variables})
	api := "/shop-api"
	if admin {
		api = "/admin-api"
	}
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, b.real.URL+api, bytes.NewReader(body))
	req.Header.Set("Content-Type", "application/json")
	if admin {
		req.Header.Set("vendure-api-key", b.real.Key)
	} else if b.token != "" {
		req.Header.Set("Authorization", "Bearer "+b.token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if token := res.Header.Get("vendure-auth-token"); token != "" {
		b.token = token
	}
	var reply struct {
		Data   json.RawMessage
		Errors []struct{ Message string }
	}
	if err := json.NewDecoder(res.Body).Decode(&reply); err != nil || len(reply.Errors) > 0 {
		t.Fatalf("%.60s: %v %v", query, err, reply.Errors)
	}
	return reply.Data
}

// fill puts goods into a cart and gives its order id.
func (b *buyer) fill(t *testing.T, n int) string {
	t.Helper()
	var got struct{ AddItemToOrder struct{ ID string } }
	d := b.ask(t, false, `mutation($v:ID!,$q:Int!){addItemToOrder(productVariantId:$v,quantity:$q){...on Order{id} ...on ErrorResult{message}}}`,
		object{"v": b.real.Goods[n%len(b.real.Goods)].ID, "q": 1 + n%3})
	if err := json.Unmarshal(d, &got); err != nil || got.AddItemToOrder.ID == "" {
		t.Fatalf("add: %s %v", d, err)
	}
	name := object{"firstName": "花子" + strconv.Itoa(n), "lastName": "架空", "emailAddress": fmt.Sprintf("buyer%d@example.test", n), "phoneNumber": "090-0000-0000"}
	home := object{"fullName": "髙橋 " + strconv.Itoa(n), "streetLine1": "千代田区架空1-2-" + strconv.Itoa(n), "city": "千代田区", "province": "東京都", "postalCode": "100-0000", "countryCode": "JP"}
	b.ask(t, false, `mutation($c:CreateCustomerInput!,$a:CreateAddressInput!,$s:[ID!]!){
		c:setCustomerForOrder(input:$c){__typename} a:setOrderShippingAddress(input:$a){__typename} s:setOrderShippingMethod(shippingMethodId:$s){__typename}}`,
		object{"c": name, "a": home, "s": []string{b.real.Shipping}})
	return got.AddItemToOrder.ID
}

// paid is what the till says at the end.
type paid struct {
	ID, Code, State string
	TotalWithTax    int64
}

// pay ends the checkout with one of the shop's ways of payment.
func (b *buyer) pay(t *testing.T, method string) paid {
	t.Helper()
	var got struct{ P paid }
	d := b.ask(t, false, `mutation($p:PaymentInput!){t:transitionOrderToState(state:"ArrangingPayment"){__typename}
		p:addPaymentToOrder(input:$p){...on Order{id code state totalWithTax} ...on ErrorResult{message}}}`, object{"p": object{"method": method, "metadata": object{}}})
	if err := json.Unmarshal(d, &got); err != nil || got.P.ID == "" {
		t.Fatalf("pay: %s %v", d, err)
	}
	return got.P
}

func (r real) checkout(t *testing.T, n int, method string) paid {
	t.Helper()
	b := &buyer{real: r}
	b.fill(t, n)
	return b.pay(t, method)
}

// drain pulls to the end.
func drain(ctx context.Context, t *testing.T, s shop.Shop, cursor []byte) (map[string]data.Order, int, []byte) {
	t.Helper()
	got, rows := map[string]data.Order{}, 0
	for range 1000 {
		page, err := s.List(ctx, cursor)
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Broken) > 0 {
			t.Fatalf("broken: %v", page.Broken)
		}
		for _, o := range page.Orders {
			got[o.Remote.ID] = o
			rows++
		}
		if cursor = page.Next; !page.More {
			return got, rows, cursor
		}
	}
	t.Fatal("the pull does not end")
	return nil, 0, nil
}

func TestRealCheckoutsComeDown(t *testing.T) {
	r := server(t)
	s := r.adapter(t, r.Key)
	const n = 300
	bought := map[string]paid{}
	for i := range n {
		p := r.checkout(t, i, []string{"card", "bank"}[i%5/4])
		bought[p.ID] = p
	}
	got, rows, _ := drain(t.Context(), t, s, nil)
	if len(bought) != n || rows != len(got) {
		t.Errorf("%d checkouts gave %d orders; %d rows came down for %d orders", n, len(bought), rows, len(got))
	}
	for id, p := range bought {
		o, ok := got[id]
		if !ok {
			t.Errorf("order %s never came", p.Code)
			continue
		}
		if want := p.TotalWithTax / 100; int64(o.Sum.Total) != want || o.Remote.Number != p.Code {
			t.Errorf("order %s: %d yen, want %d as at the till", p.Code, o.Sum.Total, want)
		}
		if len(o.Problems) > 0 {
			t.Errorf("order %s has problems %v, want none", p.Code, o.Problems)
		}
		if want := map[string]data.State{"PaymentSettled": data.ToShip, "PaymentAuthorized": data.AwaitingPayment}[p.State]; o.State != want {
			t.Errorf("order %s in state %s: got %d, want %d", p.Code, p.State, o.State, want)
		}
		if a := o.Parcels[0].To.Address; a.Postal != "1000000" || a.Prefecture != "東京都" || !strings.HasPrefix(a.Street, "千代田区架空1-2-") {
			t.Errorf("order %s: address %+v", p.Code, a)
		}
	}
	t.Logf("%d real checkouts, %d rows, all distinct", n, rows)
}

func TestACartPaidAfterTheFirstSyncArrivesOnTheSecond(t *testing.T) {
	r := server(t)
	s := r.adapter(t, r.Key)
	r.checkout(t, 1, "card")
	b := &buyer{real: r}
	id := b.fill(t, 2)
	r.checkout(t, 3, "card")
	got, _, cursor := drain(t.Context(), t, s, nil)
	if _, ok := got[id]; ok {
		t.Fatal("an open cart came down as an order")
	}
	p := b.pay(t, "card")
	got, _, _ = drain(t.Context(), t, s, cursor)
	if o, ok := got[id]; !ok || int64(o.Sum.Total) != p.TotalWithTax/100 {
		t.Errorf("the paid cart did not come on the second sync (%v)", ok)
	}
}

func TestAPaymentSettledLaterIsFoundByReadingAgain(t *testing.T) {
	r := server(t)
	s := r.adapter(t, r.Key)
	p := r.checkout(t, 4, "bank")
	o, err := s.Get(t.Context(), p.ID)
	if err != nil || o.State != data.AwaitingPayment {
		t.Fatalf("got state %d, %v; want awaiting payment", o.State, err)
	}
	b := &buyer{real: r}
	var got struct {
		Order struct{ Payments []struct{ ID string } }
	}
	if err := json.Unmarshal(b.ask(t, true, `query($i:ID!){order(id:$i){payments{id}}}`, object{"i": p.ID}), &got); err != nil {
		t.Fatal(err)
	}
	b.ask(t, true, `mutation($i:ID!){settlePayment(id:$i){__typename}}`, object{"i": got.Order.Payments[0].ID})
	orders, _, err := s.Reread(t.Context(), []string{p.ID, "999999"})
	if err != nil || len(orders) != 1 || orders[0].State != data.ToShip || !orders[0].Payment.Paid {
		t.Errorf("got %d orders, %v; want the one, paid and to ship", len(orders), err)
	}
}

func TestWrongKeysAreRefused(t *testing.T) {
	r := server(t)
	for _, key := range []string{"wrong", "0123456789abcdef:wrong"} {
		s := r.adapter(t, key)
		if _, err := s.List(t.Context(), nil); data.KeyOf(err) != shop.KeyKey {
			t.Errorf("list: got %v, want %s", err, shop.KeyKey)
		}
		if _, err := s.Check(t.Context()); data.KeyOf(err) != shop.KeyKey {
			t.Errorf("check: got %v, want %s", err, shop.KeyKey)
		}
	}
	if name, err := r.adapter(t, r.Key).Check(t.Context()); err != nil || name == "" {
		t.Errorf("the right key: got %q, %v", name, err)
	}
	if _, err := r.adapter(t, r.Key).Get(t.Context(), "999999"); data.KindOf(err) != data.NotFound {
		t.Errorf("an order that is not there: got %v", err)
	}
}
