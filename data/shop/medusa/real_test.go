//go:build medusa

package medusa_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/medusa"
	"nifuda/data/shop/wire"
)

// real is a running Medusa server as testdata/medusa/seed.js describes it in the
// file named by NIFUDA_MEDUSA.
type real struct {
	URL, Key, Till       string
	Channel, Region, Way string
	Mails, Store         string
	Goods                []struct {
		ID    string
		Price int64
	}
	Bulk map[string]int64 // what orders that did not pass the till come to, by id
}

func server(t *testing.T) real {
	t.Helper()
	file := os.Getenv("NIFUDA_MEDUSA")
	if file == "" {
		t.Fatal("NIFUDA_MEDUSA names no server: run testdata/medusa/run.sh")
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

func (r real) adapter(t *testing.T, base, key string) *medusa.Shop {
	t.Helper()
	s, err := medusa.New(medusa.Config{BaseURL: base, Key: []byte(key), Wire: wire.Options{Limits: wire.Limits{Every: time.Millisecond, Burst: 10}}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (r real) open(t *testing.T) *medusa.Shop { return r.adapter(t, r.URL, r.Key) }

// ask sends one request, to the till's API or to the owner's, and reads the
// answer into reply. It gives the status.
func (r real) ask(t *testing.T, method, path string, body, reply any) int {
	t.Helper()
	var b []byte
	if body != nil {
		var err error
		if b, err = json.Marshal(body); err != nil {
			t.Fatal(err)
		}
	}
	req, err := http.NewRequestWithContext(t.Context(), method, r.URL+path, bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	if strings.HasPrefix(path, "/admin") {
		req.SetBasicAuth(r.Key, "")
	} else {
		req.Header.Set("X-Publishable-Api-Key", r.Till)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if err := json.NewDecoder(res.Body).Decode(reply); err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	return res.StatusCode
}

// must is ask where nothing but success will do.
func (r real) must(t *testing.T, path string, body, reply any) {
	t.Helper()
	if reply == nil {
		reply = &struct{}{}
	}
	if status := r.ask(t, http.MethodPost, path, body, reply); status != http.StatusOK {
		t.Fatalf("%s: HTTP %d", path, status)
	}
}

// bought is what the till says at the end.
type bought struct {
	ID     string
	Number int64 `json:"display_id"`
	Total  int64
}

// checkout buys n pieces of each of the goods, as a buyer does in her browser.
func (r real) checkout(t *testing.T, n int, goods []int, coupons ...string) bought {
	t.Helper()
	home := object{"last_name": "髙橋", "first_name": "花子" + strconv.Itoa(n), "address_1": "千代田区架空1-2-" + strconv.Itoa(n), "city": "千代田区", "province": "東京都", "postal_code": "100-0000", "country_code": "jp", "phone": "090-0000-0000"}
	var items []object
	for _, g := range goods {
		items = append(items, object{"variant_id": r.Goods[g].ID, "quantity": n})
	}
	var got struct {
		Cart struct{ ID string }
		Tab  struct{ ID string } `json:"payment_collection"`
		Type string
		// The order stands beside its type.
		Order bought
	}
	r.must(t, "/store/carts", object{"region_id": r.Region, "sales_channel_id": r.Channel, "email": fmt.Sprintf("buyer%d@example.test", n),
		"shipping_address": home, "billing_address": home, "items": items, "promo_codes": append([]string{}, coupons...)}, &got)
	r.must(t, "/store/carts/"+got.Cart.ID+"/shipping-methods", object{"option_id": r.Way}, nil)
	r.must(t, "/store/payment-collections", object{"cart_id": got.Cart.ID}, &got)
	r.must(t, "/store/payment-collections/"+got.Tab.ID+"/payment-sessions", object{"provider_id": "pp_system_default"}, nil)
	r.must(t, "/store/carts/"+got.Cart.ID+"/complete", object{}, &got)
	if got.Type != "order" {
		t.Fatalf("the till ended with %q", got.Type)
	}
	return got.Order
}

// capture takes the money of an order, as its owner does in the admin.
func (r real) capture(t *testing.T, id string) {
	t.Helper()
	var got struct {
		Orders []struct {
			Tabs []struct{ Payments []struct{ ID string } } `json:"payment_collections"`
		}
	}
	if r.ask(t, http.MethodGet, "/admin/orders?fields=id,*payment_collections,*payment_collections.payments&id="+id, nil, &got); len(got.Orders) != 1 {
		t.Fatalf("the server knows %d orders of the id %q", len(got.Orders), id)
	}
	r.must(t, "/admin/payments/"+got.Orders[0].Tabs[0].Payments[0].ID+"/capture", object{}, nil)
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

// checkouts is how many orders pass the till: with those made in bulk, a
// thousand.
const checkouts = 20

func TestAThousandOrdersComeDown(t *testing.T) {
	r := server(t)
	want := map[string]int64{}
	for id, total := range r.Bulk {
		want[id] = total
	}
	till := map[string]bought{}
	for i := range checkouts {
		b := r.checkout(t, 1+i%3, []int{i % 3, (i + 1) % 3}[:1+i%2])
		till[b.ID], want[b.ID] = b, b.Total
	}
	got, rows, _ := drain(t.Context(), t, r.open(t), nil)
	var there struct{ Count int }
	r.ask(t, http.MethodGet, "/admin/orders?limit=1&fields=id", nil, &there)
	if len(want) < 1000 || rows != len(got) || len(got) != there.Count {
		t.Errorf("%d orders were made and the server counts %d; %d rows came down for %d orders", len(want), there.Count, rows, len(got))
	}
	for id, total := range want {
		o, ok := got[id]
		if !ok {
			t.Errorf("order %s never came", id)
			continue
		}
		if int64(o.Sum.Total) != total || len(o.Problems) > 0 {
			t.Errorf("order %s: %d yen and problems %v, want %d and none", o.Remote.Number, o.Sum.Total, o.Problems, total)
		}
		if a := o.Parcels[0].To.Address; a.Postal != "1000000" || a.Prefecture != "東京都" || !strings.HasPrefix(a.Street, "千代田区架空1-2-") {
			t.Errorf("order %s: address %+v", o.Remote.Number, a)
		}
		if b, ok := till[id]; ok && (o.Remote.Number != strconv.FormatInt(b.Number, 10) || o.State != data.AwaitingPayment || o.Payment.Method != "system_default") {
			t.Errorf("order %s: state %d, %+v; authorised at the till, it waits", o.Remote.Number, o.State, o.Payment)
		}
	}
	t.Logf("%d orders, %d of them real checkouts, %d rows, all distinct", len(got), len(till), rows)
}

func TestACouponAndTwoRates(t *testing.T) {
	r := server(t)
	b := r.checkout(t, 3, []int{0, 1, 2}, "AKI10")
	o, err := r.open(t).Get(t.Context(), b.ID)
	if err != nil {
		t.Fatal(err)
	}
	sum := data.Sum{Currency: "JPY", Total: 15940, Rates: []data.RateTotal{{RateBP: 1000, Gross: 13024, Tax: 1184}, {RateBP: 800, Gross: 2916, Tax: 216}}}
	charges := []data.Charge{{Kind: data.Shipping, Label: "宅急便", Amount: 550, RateBP: 1000}, {Kind: data.Discount, Label: "AKI10", Amount: -1710}}
	if !reflect.DeepEqual(o.Sum, sum) || !reflect.DeepEqual(o.Charges, charges) || b.Total != 15940 || len(o.Problems) > 0 {
		t.Errorf("got %+v and %+v with %v, want %+v and %+v as at the till (%d)", o.Sum, o.Charges, o.Problems, sum, charges, b.Total)
	}
}

func TestWhatChangedAfterTheWatermarkComes(t *testing.T) {
	r := server(t)
	s := r.open(t)
	var old string
	for id := range r.Bulk {
		old = id
		break
	}
	_, _, cursor := drain(t.Context(), t, s, nil)
	fresh := r.checkout(t, 4, []int{0})
	r.must(t, "/admin/orders/"+old, object{"shipping_address": object{"last_name": "引越", "first_name": "済", "address_1": "架空1-2-9999", "city": "千代田区", "province": "東京都", "postal_code": "100-0000", "country_code": "jp"}}, nil)
	got, _, next := drain(t.Context(), t, s, cursor)
	if o, ok := got[old]; !ok || o.Parcels[0].To.Name != "引越 済" || o.Parcels[0].To.Address.Street != "千代田区架空1-2-9999" {
		t.Errorf("the changed address did not come (%v): %+v", ok, o.Parcels)
	}
	if o, ok := got[fresh.ID]; !ok || int64(o.Sum.Total) != fresh.Total {
		t.Errorf("the new order did not come (%v)", ok)
	}
	if bytes.Equal(next, cursor) {
		t.Error("the watermark did not move")
	}
}

func TestAPaymentCapturedLaterIsFoundByReadingAgain(t *testing.T) {
	r := server(t)
	s := r.open(t)
	b := r.checkout(t, 5, []int{1})
	before, err := s.Get(t.Context(), b.ID)
	if err != nil || before.State != data.AwaitingPayment || before.Payment.Paid {
		t.Fatalf("got state %d, %+v, %v; want awaiting payment", before.State, before.Payment, err)
	}
	r.capture(t, b.ID)
	orders, _, err := s.Reread(t.Context(), []string{b.ID, "order_none"})
	if err != nil || len(orders) != 1 || orders[0].State != data.ToShip || !orders[0].Payment.Paid {
		t.Fatalf("got %d orders, %v; want the one, paid and to ship", len(orders), err)
	}
	if !orders[0].Remote.UpdatedAt.Equal(before.Remote.UpdatedAt) {
		t.Errorf("the date of change moved with the money: %v, %v; reading again is no longer needed", before.Remote.UpdatedAt, orders[0].Remote.UpdatedAt)
	}
}

func TestWrongKeysAreRefused(t *testing.T) {
	r := server(t)
	for _, key := range []string{"wrong", r.Till} {
		s := r.adapter(t, r.URL, key)
		if _, err := s.List(t.Context(), nil); data.KeyOf(err) != shop.KeyKey {
			t.Errorf("list: got %v, want %s", err, shop.KeyKey)
		}
		if _, err := s.Check(t.Context()); data.KeyOf(err) != shop.KeyKey {
			t.Errorf("check: got %v, want %s", err, shop.KeyKey)
		}
	}
	if name, err := r.adapter(t, r.URL+"/app/", r.Key).Check(t.Context()); err != nil || name != r.Store {
		t.Errorf("the right key: got %q, %v", name, err)
	}
	if _, err := r.open(t).Get(t.Context(), "order_none"); data.KindOf(err) != data.NotFound {
		t.Errorf("an order that is not there: got %v", err)
	}
}
