package makeshop_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/makeshop"
	"nifuda/data/shop/shoptest"
	"nifuda/data/shop/wire"
)

func TestAdapter(t *testing.T) {
	shoptest.Run(t, shoptest.Brand{
		Serve:   func(s *shoptest.Store) http.Handler { return &fake{store: s} },
		Open:    open,
		Blind:   true,
		Each:    true, // what may be asked is tried first
		Overlap: 60 * 24 * time.Hour,
		Tell: func(s shoptest.Sale) data.Dispatch {
			return data.Dispatch{RemoteOrder: strconv.Itoa(s.ID), RemoteParcel: "1", Allowed: data.Allowed{Mails: true}}
		},
	})
}

func open(t testing.TB, base, token string, opts wire.Options) shop.Shop {
	s, err := makeshop.New(makeshop.Config{BaseURL: base, Keys: data.ShopKeys{"token": token, "apikey": "key"}.Write(), Wire: opts})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// fake plays the API: whatever it does not know fails the whole question.
type fake struct {
	store *shoptest.Store
	slips map[int]string // numbers of orders not sent
	said  string         // the message of a row
	gone  string         // a field that the store had once
	trial int            // questions for one field
	down  bool           // changes are answered with an error of the API's own
	cap   int            // the largest page it serves, where that is less than 1,000
	twins bool           // both ship-tos of an order have one number
	sent  []string       // changes, byte for byte
}

type object = map[string]any

// known are the words that may stand in a question.
var known = strings.Fields(`query searchOrder input SearchOrderRequest searchedCount page orders displayOrderNumber orderDate sumPrice paymentStatusCode payMethod senderName senderPrefecture message
discountPerTax taxRate discount deliveryInfos deliveryId deliveryStatus desiredDeliveryDate desiredDeliveryTimezone receiverName receiverPost receiverPrefecture receiverAddress receiverAddress2 receiverTel
shippingCharge deliveryMessage slipNumber basketInfos productCode productCustomCode variationCustomCode productName variationName amount price senderEmail senderTel senderPost senderAddress receiverKana
mutation updateOrderAttribute UpdateOrderAttributeRequest updateOrderAttributeResults updateOrderDeliveryStatus UpdateOrderDeliveryStatusRequest updateOrderDeliveryStatusResults`)

var word = regexp.MustCompile(`[A-Za-z0-9]+`)

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	at, err := strconv.ParseInt(r.Header.Get("X-Timestamp"), 10, 64)
	if r.Header.Get("Authorization") != "Bearer "+shoptest.Token || r.Header.Get("X-Api-Key") != "key" || err != nil || time.Unix(at, 0).Sub(f.store.Now()).Abs() > time.Hour {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	var q struct {
		Query     string
		Variables struct{ Input json.RawMessage }
	}
	if r.URL.Path != "/v1/graphql" || json.NewDecoder(r.Body).Decode(&q) != nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	if !strings.Contains(q.Query, "searchedCount") {
		f.trial++
	}
	for _, each := range word.FindAllString(q.Query, -1) {
		if !slices.Contains(known, each) || each == f.gone {
			send(w, object{"errors": []object{{"message": `Cannot query field "` + each + `" on type "SearchedOrder".`}}})
			return
		}
	}
	if f.down && strings.HasPrefix(q.Query, "mutation") {
		send(w, object{"errors": []object{{"message": "internal server error"}}})
		return
	}
	switch {
	case strings.Contains(q.Query, "updateOrderAttribute("):
		f.number(w, q.Variables.Input)
	case strings.Contains(q.Query, "updateOrderDeliveryStatus("):
		f.mark(w, q.Variables.Input)
	default:
		f.search(w, q.Query, q.Variables.Input)
	}
}

func (f *fake) search(w http.ResponseWriter, query string, raw []byte) {
	var in struct {
		StartOrderDate, EndOrderDate, StartPaymentDate, EndPaymentDate, DeliveryStatus, SortOrder string
		Page, Limit                                                                               int
	}
	if json.Unmarshal(raw, &in) != nil || in.Page < 1 || in.Limit > 1000 {
		send(w, object{"errors": []object{{"message": "invalid input"}}})
		return
	}
	at := func(s string, or time.Time) time.Time {
		if at, err := time.ParseInLocation("20060102150405", s, shop.JST); err == nil {
			return at
		}
		return or
	}
	never := f.store.Now().Add(1e6 * time.Hour)
	found := slices.DeleteFunc(f.store.Sales(), func(s shoptest.Sale) bool {
		outside := s.Placed.Before(at(in.StartOrderDate, time.Time{})) || s.Placed.After(at(in.EndOrderDate, never))
		unpaid := in.StartPaymentDate != "" && (s.Paid.IsZero() || s.Paid.Before(at(in.StartPaymentDate, never)) || s.Paid.After(at(in.EndPaymentDate, never)))
		return outside || unpaid || in.DeliveryStatus != "" && letter(s) != in.DeliveryStatus
	})
	slices.SortStableFunc(found, func(a, b shoptest.Sale) int { return a.Placed.Compare(b.Placed) })
	if in.SortOrder == "DESC" {
		slices.Reverse(found)
	}
	if f.cap > 0 {
		in.Limit = min(in.Limit, f.cap)
	}
	skip := min((in.Page-1)*in.Limit, len(found))
	orders := []object{}
	for _, s := range found[skip:min(skip+in.Limit, len(found))] {
		o := f.sale(s)
		if f.twins {
			o["deliveryInfos"] = append(o["deliveryInfos"].([]object), o["deliveryInfos"].([]object)...)
		}
		if !strings.Contains(query, "senderEmail") {
			delete(o, "senderEmail")
		}
		orders = append(orders, o)
	}
	send(w, object{"data": object{"searchOrder": object{"searchedCount": len(found), "page": in.Page, "orders": orders}}})
}

func letter(s shoptest.Sale) string {
	return map[data.State]string{data.AwaitingPayment: "N", data.ToShip: "N", data.Shipped: "Y", data.Cancelled: "C"}[s.State]
}

// sale writes one plain order: a cup of 1,100 yen and 660 yen for its way.
func (f *fake) sale(s shoptest.Sale) object {
	sum := any("1760")
	if s.Broken {
		sum = "たくさん"
	}
	slip := s.Tracking
	if slip == "" {
		slip = f.slips[s.ID]
	}
	return object{
		"displayOrderNumber": strconv.Itoa(s.ID), "orderDate": s.Placed.In(shop.JST).Format(time.DateTime), "sumPrice": sum, "paymentStatusCode": "", "payMethod": "銀行振込",
		"senderName": "架空花子", "senderPrefecture": "京都府", "senderEmail": "hanako@example.test", "message": "||", "discountPerTax": []object{{"taxRate": 8, "discount": 0}, {"taxRate": 10, "discount": 0}},
		"deliveryInfos": []object{{"deliveryId": 1, "deliveryStatus": letter(s), "desiredDeliveryDate": "--", "desiredDeliveryTimezone": "", "receiverName": "架空花子", "receiverPost": "604-0000",
			"receiverPrefecture": "京都府", "receiverAddress": "京都市中京区架空町", "receiverAddress2": "1-2", "receiverTel": "090-0000-0001", "shippingCharge": 660, "deliveryMessage": "", "slipNumber": slip,
			"basketInfos": []object{{"productCode": "000000000001", "productCustomCode": "YUNOMI", "variationCustomCode": "", "productName": "湯呑み", "variationName": "", "amount": 1, "price": 1100, "taxRate": 10}}}},
	}
}

func (f *fake) number(w http.ResponseWriter, raw []byte) {
	f.sent = append(f.sent, string(raw))
	var in struct {
		UpdateOrderAttributes []struct {
			DisplayOrderNumber   string
			DeliveryRequestInfos []struct{ SlipNumber string }
		}
	}
	json.Unmarshal(raw, &in)
	n, _ := strconv.Atoi(in.UpdateOrderAttributes[0].DisplayOrderNumber)
	if f.slips == nil {
		f.slips = map[int]string{}
	}
	if f.said == "" {
		f.slips[n] = in.UpdateOrderAttributes[0].DeliveryRequestInfos[0].SlipNumber
	}
	send(w, object{"data": object{"updateOrderAttribute": object{"updateOrderAttributeResults": []object{{"displayOrderNumber": strconv.Itoa(n), "message": f.said}}}}})
}

func (f *fake) mark(w http.ResponseWriter, raw []byte) {
	f.sent = append(f.sent, string(raw))
	var in struct {
		UpdateOrderDeliveryStatusRequests []struct{ DisplayOrderNumber, DeliveryStatus string }
	}
	json.Unmarshal(raw, &in)
	one := in.UpdateOrderDeliveryStatusRequests[0]
	n, _ := strconv.Atoi(one.DisplayOrderNumber)
	if one.DeliveryStatus == "COMPLETED" {
		f.store.Ship(n, "", f.slips[n])
	}
	send(w, object{"data": object{"updateOrderDeliveryStatus": object{"updateOrderDeliveryStatusResults": []object{{"displayOrderNumber": one.DisplayOrderNumber, "deliveryId": 1, "message": "更新しました"}}}}})
}

func send(w http.ResponseWriter, body any) { json.NewEncoder(w).Encode(body) }

// counter is a store with three orders, and an adapter in front of it.
func counter(t *testing.T, f *fake, keys data.ShopKeys, keep func(context.Context, []byte) error) *makeshop.Shop {
	t.Helper()
	f.store = shoptest.NewStore(3)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", f.store.Now().Format(http.TimeFormat))
		f.ServeHTTP(w, r)
	}))
	t.Cleanup(srv.Close)
	all := data.ShopKeys{"token": shoptest.Token, "apikey": "key"}
	for k, v := range keys {
		all[k] = v
	}
	s, err := makeshop.New(makeshop.Config{BaseURL: srv.URL, Keys: all.Write(), Keep: keep, Wire: wire.Options{Clock: wire.Clock{Now: f.store.Now}, Limits: wire.Limits{Every: time.Nanosecond, Burst: 1000}}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestFieldsAreTriedOnceAndRemembered(t *testing.T) {
	var kept data.ShopKeys
	f := &fake{}
	s := counter(t, f, nil, func(_ context.Context, secret []byte) error { kept = data.ReadShopKeys(secret); return nil })
	o, err := s.Get(t.Context(), "2")
	if err != nil || o.Buyer.Email != "hanako@example.test" || o.Lines[0].RateBP != 1000 {
		t.Fatalf("got %+v, %v; want what the store turned out to have", o, err)
	}
	if f.trial == 0 || kept["token"] != shoptest.Token || !strings.Contains(kept["fields"], "senderEmail") {
		t.Fatalf("%d trials, kept %v", f.trial, kept["fields"])
	}
	again := &fake{}
	s = counter(t, again, kept, nil)
	if o, err := s.Get(t.Context(), "2"); err != nil || o.Buyer.Email == "" || again.trial > 1 {
		t.Errorf("%d trials though the fields were known, %v", again.trial, err)
	}
	less := &fake{gone: "senderEmail"}
	s = counter(t, less, kept, nil)
	if o, err := s.Get(t.Context(), "2"); err != nil || o.Buyer.Email != "" || o.Parcels[0].To.Name == "" {
		t.Errorf("a field that the store has no more: %+v, %v", o.Buyer, err)
	}
}

func TestWhatIsWrittenIsWhatTheAPIWants(t *testing.T) {
	const number = `{"updateOrderAttributes":[{"displayOrderNumber":"2","deliveryRequestInfos":[{"deliveryId":1,"slipNumber":"123456789012"}]}]}`
	const sent = `{"updateOrderDeliveryStatusRequests":[{"displayOrderNumber":"2","deliveryId":1,"deliveryStatus":"COMPLETED"}]}`
	d := data.Dispatch{RemoteOrder: "2", RemoteParcel: "1", Carrier: "ヤマト運輸", Tracking: "123456789012"}
	mails, bare := d, d
	mails.Allowed.Mails = true
	bare.Allowed.Mails, bare.Tracking = true, ""
	for _, c := range []struct {
		name string
		f    fake
		d    data.Dispatch
		want []string
		key  string
	}{
		{"without leave to mail only the number is told", fake{}, d, []string{number}, ""},
		{"with leave it is marked as sent", fake{}, mails, []string{number, sent}, ""},
		{"a number typed in there is not told again", fake{slips: map[int]string{2: "1234-5678-9012"}}, mails, []string{sent}, ""},
		{"a parcel leaves without a number too", fake{}, bare, []string{sent}, ""},
		{"another number stays as it is", fake{slips: map[int]string{2: "999999999999"}}, mails, nil, shop.KeyOther},
		{"trouble of the API's own is no refusal of the parcel", fake{down: true}, mails, nil, shop.KeyNonsense},
		{"of two ship-tos with one number none is told", fake{twins: true}, mails, nil, shop.KeyGone},
		{"a row that was refused inside a 200 is an error", fake{said: "更新できません"}, mails, []string{number}, shop.KeyRefused},
	} {
		err := counter(t, &c.f, nil, nil).Tell(t.Context(), c.d)
		if data.KeyOf(err) != c.key && !(err == nil && c.key == "") {
			t.Errorf("%s: %v", c.name, err)
		}
		if !slices.Equal(c.f.sent, c.want) {
			t.Errorf("%s: got\n%q\nwant\n%q", c.name, c.f.sent, c.want)
		}
	}
}

func TestAnOrderIsFoundThoughPagesAreSmallerThanAskedFor(t *testing.T) {
	f := &fake{cap: 1}
	s := counter(t, f, nil, nil)
	for _, id := range []string{"1", "2", "3"} {
		if o, err := s.Get(t.Context(), id); err != nil || o.Remote.ID != id || o.State != data.ToShip {
			t.Errorf("%s: got %+v, %v", id, o.Remote, err)
		}
	}
}
