//go:build vendure

package vendure_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/vendure"
	"nifuda/data/shop/wire"
)

// shipment is an order as the server's owner sees it in the admin.
type shipment struct {
	State        string
	Fulfillments []struct {
		State, Method, TrackingCode string
		Lines                       []struct{ Quantity int }
	}
	Payments []struct{ State string }
}

func (r real) look(t *testing.T, id string) (s shipment) {
	t.Helper()
	b := &buyer{real: r}
	var got struct{ Order *shipment }
	d := b.ask(t, true, `query($i:ID!){order(id:$i){state fulfillments{state method trackingCode lines{quantity}} payments{state}}}`, object{"i": id})
	if err := json.Unmarshal(d, &got); err != nil || got.Order == nil {
		t.Fatalf("order %s: %s %v", id, d, err)
	}
	return *got.Order
}

// once wants the order shipped in one parcel with everything in it.
func (r real) once(t *testing.T, id, tracking string) {
	t.Helper()
	s := r.look(t, id)
	if len(s.Fulfillments) != 1 || s.State != "Shipped" || s.Fulfillments[0].State != "Shipped" || s.Fulfillments[0].TrackingCode != tracking {
		t.Errorf("the server has %+v; want one parcel, shipped with %q", s, tracking)
	}
}

func TestAParcelThatLeftIsShippedAtTheRealServerOnce(t *testing.T) {
	r := server(t)
	s := r.adapter(t, r.Key)
	for _, tracking := range []string{number, ""} {
		p := r.checkout(t, 5, "card")
		before, err := s.Get(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		_, _, cursor := drain(t.Context(), t, s, nil)
		d := data.Dispatch{RemoteOrder: p.ID, Carrier: "japanpost", Tracking: tracking}
		for range 2 {
			if err := s.Tell(t.Context(), d); err != nil {
				t.Fatal(err)
			}
		}
		r.once(t, p.ID, tracking)
		if err := s.Tell(t.Context(), data.Dispatch{RemoteOrder: p.ID, Tracking: "999999999999"}); data.KeyOf(err) != shop.KeyOther {
			t.Errorf("another number over %q: %v", tracking, err)
		}
		r.once(t, p.ID, tracking)
		// A pull reads again what is open here: our own words come back as the
		// order's state and parcel, and nothing else of it is another.
		again, _, err := s.Reread(t.Context(), []string{p.ID})
		if err != nil || len(again) != 1 {
			t.Fatalf("%d orders, %v", len(again), err)
		}
		want := before
		want.State = data.Shipped
		want.Parcels[0].Shipped, want.Parcels[0].Tracking, want.Parcels[0].Carrier = true, tracking, "日本郵便"
		if !reflect.DeepEqual(again[0], want) {
			t.Errorf("came back as\n%+v\nwant\n%+v", again[0], want)
		}
		news, _, _ := drain(t.Context(), t, s, cursor)
		if o, ok := news[p.ID]; ok && !reflect.DeepEqual(o, want) {
			t.Errorf("the next pull brings\n%+v\nwant\n%+v", o, want)
		}
	}
}

// scissors cut the line after the server did what was asked.
type scissors struct{ after string }

func (c *scissors) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	res, err := http.DefaultTransport.RoundTrip(r)
	if err == nil && c.after != "" && bytes.Contains(body, []byte(c.after)) {
		c.after = ""
		res.Body.Close()
		return nil, io.ErrUnexpectedEOF
	}
	return res, err
}

func TestACutBetweenTheTwoCallsIsFinishedByTheSecondTry(t *testing.T) {
	r := server(t)
	for _, after := range []string{"addFulfillmentToOrder", "transitionFulfillmentToState"} {
		p := r.checkout(t, 6, "card")
		s, err := vendure.New(vendure.Config{BaseURL: r.URL, Key: []byte(r.Key), Wire: wire.Options{
			Transport: &scissors{after}, Limits: wire.Limits{Every: time.Millisecond, Burst: 10}}})
		if err != nil {
			t.Fatal(err)
		}
		d := data.Dispatch{RemoteOrder: p.ID, Tracking: number}
		if err := s.Tell(t.Context(), d); data.KeyOf(err) != shop.KeyUnreachable {
			t.Errorf("cut after %s: %v", after, err)
		}
		if err := s.Tell(t.Context(), d); err != nil {
			t.Errorf("the second try: %v", err)
		}
		r.once(t, p.ID, number)
	}
}

func TestTellingCapturesNoMoneyAndKnowsWhatIsGone(t *testing.T) {
	r := server(t)
	s := r.adapter(t, r.Key)
	p := r.checkout(t, 7, "bank")
	if err := s.Tell(t.Context(), data.Dispatch{RemoteOrder: p.ID, Tracking: number}); err != nil {
		t.Fatal(err)
	}
	if got := r.look(t, p.ID); got.State != "PaymentAuthorized" || got.Payments[0].State != "Authorized" || got.Fulfillments[0].State != "Shipped" {
		t.Errorf("the server has %+v", got)
	}
	if o, err := s.Get(t.Context(), p.ID); err != nil || o.State != data.Shipped || o.Payment.Paid {
		t.Errorf("state %d, paid %v, %v; want shipped and not paid", o.State, o.Payment.Paid, err)
	}
	if err := s.Tell(t.Context(), data.Dispatch{RemoteOrder: "999999", Tracking: number}); data.KeyOf(err) != shop.KeyGone {
		t.Errorf("an order that is not there: %v", err)
	}
	c := r.checkout(t, 8, "card")
	(&buyer{real: r}).ask(t, true, `mutation($i:ID!){cancelOrder(input:{orderId:$i}){...on Order{state} ...on ErrorResult{message}}}`, object{"i": c.ID})
	if err := s.Tell(t.Context(), data.Dispatch{RemoteOrder: c.ID, Tracking: number}); data.KeyOf(err) != shop.KeyRefused {
		t.Errorf("a cancelled order: %v", err)
	}
}
