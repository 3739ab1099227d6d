package stores_test

import (
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
