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

func TestASlipThatStoresWantsLaterIsTriedAgain(t *testing.T) {
	for _, c := range []struct {
		name  string
		locks int
		key   string
		tries int
	}{
		{"soon", 1, "", 2},
		{"and else with the next sync, which it does not keep from anything", 99, shop.KeyNonsense, 3},
	} {
		n := 0
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPatch {
				if n++; n <= c.locks {
					w.WriteHeader(http.StatusLocked)
					io.WriteString(w, `{"errors":[{"message":"時間をおいて再度お試しください。"}]}`)
					return
				}
			}
			(&fake{store: shoptest.NewStore(1)}).ServeHTTP(w, r)
		}))
		s := open(t, srv.URL, shoptest.Token, wire.Options{Limits: wire.Limits{Every: 1, Pause: 1, Attempts: 3}}).(shop.Teller)
		err := s.Tell(t.Context(), data.Dispatch{RemoteOrder: "1", RemoteParcel: "d1", Tracking: "123456789012"})
		srv.Close()
		if data.KeyOf(err) != c.key && !(err == nil && c.key == "") || n != c.tries {
			t.Errorf("%s: got %v after %d tries", c.name, err, n)
		}
	}
}
