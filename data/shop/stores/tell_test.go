package stores_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/shoptest"
	"nifuda/data/shop/wire"
)

// played is a shop with one paid order, and the adapter in front of it.
func played(t *testing.T) (*fake, shop.Teller) {
	f := &fake{store: shoptest.NewStore(1)}
	srv := httptest.NewServer(f)
	t.Cleanup(srv.Close)
	return f, open(t, srv.URL, shoptest.Token, wire.Options{}).(shop.Teller)
}

func TestWhatIsWrittenBackByteForByte(t *testing.T) {
	for _, c := range []struct {
		name    string
		allowed data.Allowed
		want    []string
	}{
		{"the slip alone where the owner allows no mails", data.Allowed{}, []string{
			`PATCH /retail/202211/orders/1/deliveries {"delivery_method_name":"ヤマト運輸","tracking_number":"123456789012"}`}},
		{"sent, too, where she does", data.Allowed{Mails: true}, []string{
			`PATCH /retail/202211/orders/1/deliveries {"delivery_method_name":"ヤマト運輸","tracking_number":"123456789012"}`,
			`POST /retail/202211/orders/1/shipped {}`}},
	} {
		f, s := played(t)
		d := data.Dispatch{RemoteOrder: "1", RemoteParcel: "d1", Carrier: "ヤマト運輸", Tracking: "123456789012", Allowed: c.allowed}
		for range 2 {
			if err := s.Tell(t.Context(), d); err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
		}
		if !slices.Equal(f.wrote, c.want) {
			t.Errorf("%s: wrote %q", c.name, f.wrote)
		}
	}
}

func TestCheckGivesTheShopsName(t *testing.T) {
	_, s := played(t)
	if name, err := s.(shop.Checker).Check(t.Context()); err != nil || name != "器と茶 架空堂" {
		t.Errorf("got %q, %v", name, err)
	}
}

func TestASlipThatStoresWantsLaterIsTriedLater(t *testing.T) {
	n := 0
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPatch {
			if n++; n == 1 {
				w.WriteHeader(http.StatusLocked)
				io.WriteString(w, `{"errors":[{"message":"時間をおいて再度お試しください。"}]}`)
				return
			}
		}
		(&fake{store: shoptest.NewStore(1)}).ServeHTTP(w, r)
	}))
	t.Cleanup(srv.Close)
	s := open(t, srv.URL, shoptest.Token, wire.Options{Limits: wire.Limits{Every: 1, Pause: 1}}).(shop.Teller)
	if err := s.Tell(t.Context(), data.Dispatch{RemoteOrder: "1", RemoteParcel: "d1", Tracking: "123456789012"}); err != nil || n != 2 {
		t.Errorf("got %v after %d tries", err, n)
	}
}
