//go:build medusa

package medusa_test

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
)

// shipment is an order as the server's owner sees it in the admin.
type shipment struct {
	Fulfilled string `json:"fulfillment_status"`
	Payment   string `json:"payment_status"`
	Items     []struct {
		ID       string
		Quantity int
	}
	Parcels []struct {
		ID      string
		Shipped *time.Time `json:"shipped_at"`
		Labels  []struct {
			Number string `json:"tracking_number"`
		}
	} `json:"fulfillments"`
}

// look reads the order by the server's own way, not by the adapter's.
func (r real) look(t *testing.T, id string) shipment {
	t.Helper()
	var got struct{ Order shipment }
	if status := r.ask(t, http.MethodGet, "/admin/orders/"+id+"?fields=*items,*fulfillments,*fulfillments.labels,*payment_collections", nil, &got); status != http.StatusOK {
		t.Fatalf("order %s: HTTP %d", id, status)
	}
	return got.Order
}

// once wants the order shipped in one parcel.
func (r real) once(t *testing.T, id, tracking string) {
	t.Helper()
	s := r.look(t, id)
	if len(s.Parcels) != 1 || s.Fulfilled != "shipped" || s.Parcels[0].Shipped == nil {
		t.Errorf("the server has %+v; want one parcel, shipped", s)
		return
	}
	labels := s.Parcels[0].Labels
	if tracking == "" && len(labels) > 0 || tracking != "" && (len(labels) != 1 || labels[0].Number != tracking) {
		t.Errorf("the server has %+v; want %q alone", labels, tracking)
	}
}

func TestAParcelThatLeftIsShippedAtTheRealServerOnce(t *testing.T) {
	r := server(t)
	s := r.open(t)
	var cursor []byte
	for _, tracking := range []string{number, ""} {
		b := r.checkout(t, 2, []int{0, 2})
		r.capture(t, b.ID)
		before, err := s.Get(t.Context(), b.ID)
		if err != nil {
			t.Fatal(err)
		}
		_, _, cursor = drain(t.Context(), t, s, cursor)
		d := data.Dispatch{RemoteOrder: b.ID, Carrier: "japanpost", Tracking: tracking}
		for range 2 {
			if err := s.Tell(t.Context(), d); err != nil {
				t.Fatal(err)
			}
		}
		r.once(t, b.ID, tracking)
		if err := s.Tell(t.Context(), data.Dispatch{RemoteOrder: b.ID, Tracking: "999999999999"}); data.KeyOf(err) != shop.KeyOther {
			t.Errorf("another number over %q: %v", tracking, err)
		}
		r.once(t, b.ID, tracking)
		// Our own words move the date of change and come back with the next pull:
		// as the order's state and parcel, and nothing else of it is another.
		news, _, _ := drain(t.Context(), t, s, cursor)
		got := news[b.ID]
		want := before
		want.State = data.Shipped
		want.Parcels[0].Shipped, want.Parcels[0].Tracking = true, tracking
		if !got.Remote.UpdatedAt.After(before.Remote.UpdatedAt) {
			t.Errorf("the date of change is %v, and was %v", got.Remote.UpdatedAt, before.Remote.UpdatedAt)
		}
		want.Remote.UpdatedAt = got.Remote.UpdatedAt
		if !reflect.DeepEqual(got, want) {
			t.Errorf("came back as\n%+v\nwant\n%+v", got, want)
		}
	}
}

// thief stands between us and the server. It lets a request through and keeps
// the answer, once, where the path ends as said.
func (r real) thief(t *testing.T, end string) (base string) {
	t.Helper()
	there, err := url.Parse(r.URL)
	if err != nil {
		t.Fatal(err)
	}
	var done atomic.Bool
	proxy := httputil.NewSingleHostReverseProxy(there)
	proxy.ModifyResponse = func(res *http.Response) error {
		if res.Request.Method == http.MethodPost && strings.HasSuffix(res.Request.URL.Path, end) && res.StatusCode == http.StatusOK && done.CompareAndSwap(false, true) {
			panic(http.ErrAbortHandler)
		}
		return nil
	}
	srv := httptest.NewServer(proxy)
	t.Cleanup(func() {
		srv.Close()
		if !done.Load() {
			t.Errorf("no answer of %s was kept", end)
		}
	})
	return srv.URL
}

func TestALostAnswerMakesNoSecondShipment(t *testing.T) {
	r := server(t)
	for _, end := range []string{"/fulfillments", "/shipments"} {
		b := r.checkout(t, 1, []int{2})
		s := r.adapter(t, r.thief(t, end), r.Key)
		d := data.Dispatch{RemoteOrder: b.ID, Tracking: number}
		if err := s.Tell(t.Context(), d); data.KeyOf(err) != shop.KeyUnreachable {
			t.Errorf("after %s: %v", end, err)
		}
		if err := s.Tell(t.Context(), d); err != nil {
			t.Errorf("the second try: %v", err)
		}
		r.once(t, b.ID, number)
	}
}

func TestTheRestOfAnOrderLeavesByItself(t *testing.T) {
	r := server(t)
	s := r.open(t)
	b := r.checkout(t, 2, []int{0, 1})
	r.capture(t, b.ID)
	items := r.look(t, b.ID).Items
	first := []object{{"id": items[0].ID, "quantity": 1}}
	r.must(t, "/admin/orders/"+b.ID+"/fulfillments", object{"items": first, "no_notification": true}, nil)
	r.must(t, "/admin/orders/"+b.ID+"/fulfillments/"+r.look(t, b.ID).Parcels[0].ID+"/shipments", object{"items": first, "no_notification": true,
		"labels": []object{{"tracking_number": "111122223333", "tracking_url": "#", "label_url": "#"}}}, nil)
	o, err := s.Get(t.Context(), b.ID)
	if err != nil || o.State != data.ToShip || o.Parcels[0].Shipped || o.Parcels[0].Tracking != "111122223333" {
		t.Errorf("got state %d and %+v, %v; one of four pieces left: the rest is to ship", o.State, o.Parcels, err)
	}
	if err := s.Tell(t.Context(), data.Dispatch{RemoteOrder: b.ID, Tracking: number}); err != nil {
		t.Fatal(err)
	}
	if got := r.look(t, b.ID); len(got.Parcels) != 2 || got.Fulfilled != "shipped" {
		t.Errorf("the server has %+v; want two parcels, all shipped", got)
	}
	if o, err := s.Get(t.Context(), b.ID); err != nil || o.State != data.Shipped {
		t.Errorf("got state %d, %v; want shipped", o.State, err)
	}
}

// mails are what the shop's own mail sent to buyers, oldest first.
func (r real) mails(t *testing.T) []string {
	t.Helper()
	b, err := os.ReadFile(r.Mails)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return strings.Fields(string(b))
}

func TestTellingMailsNobodyAndCapturesNoMoney(t *testing.T) {
	r := server(t)
	s := r.open(t)
	b := r.checkout(t, 1, []int{0})
	before := len(r.mails(t))
	if err := s.Tell(t.Context(), data.Dispatch{RemoteOrder: b.ID, Tracking: number}); err != nil {
		t.Fatal(err)
	}
	if got := r.look(t, b.ID); got.Payment != "authorized" || got.Fulfilled != "shipped" {
		t.Errorf("the server has %+v; want it shipped and not paid", got)
	}
	if o, err := s.Get(t.Context(), b.ID); err != nil || o.State != data.Shipped || o.Payment.Paid {
		t.Errorf("state %d, paid %v, %v; want shipped and not paid", o.State, o.Payment.Paid, err)
	}
	// The owner's own hand sends a mail, after which ours would long be there.
	hand := r.checkout(t, 1, []int{0})
	r.must(t, "/admin/orders/"+hand.ID+"/fulfillments", object{"items": []object{{"id": r.look(t, hand.ID).Items[0].ID, "quantity": 1}}}, nil)
	for wait := time.Now().Add(20 * time.Second); len(r.mails(t)) == before && time.Now().Before(wait); {
		time.Sleep(50 * time.Millisecond)
	}
	if got := r.mails(t)[before:]; !reflect.DeepEqual(got, []string{"order.fulfillment_created"}) {
		t.Errorf("mailed %v; want the owner's own alone", got)
	}
}

func TestWhatIsGoneOrCancelledIsNamed(t *testing.T) {
	r := server(t)
	s := r.open(t)
	if err := s.Tell(t.Context(), data.Dispatch{RemoteOrder: "order_none", Tracking: number}); data.KeyOf(err) != shop.KeyGone {
		t.Errorf("an order that is not there: %v", err)
	}
	b := r.checkout(t, 1, []int{1})
	r.must(t, "/admin/orders/"+b.ID+"/cancel", object{}, nil)
	if o, err := s.Get(t.Context(), b.ID); err != nil || o.State != data.Cancelled {
		t.Errorf("state %d, %v; want cancelled", o.State, err)
	}
	if err := s.Tell(t.Context(), data.Dispatch{RemoteOrder: b.ID, Tracking: number}); data.KeyOf(err) != shop.KeyRefused {
		t.Errorf("a cancelled order: %v", err)
	}
}
