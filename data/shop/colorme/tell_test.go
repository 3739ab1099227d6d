package colorme_test

import (
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/colorme"
	"nifuda/data/shop/demo"
	"nifuda/data/shop/wire"
)

// told opens the demo shop, which answers as the API is documented, and an
// adapter in front of it, and gives one order that can be shipped.
func told(t *testing.T) (*colorme.Shop, data.Order) {
	t.Helper()
	srv, err := demo.Start(demo.Config{Orders: 40, Seed: 5})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { srv.Close() })
	s, err := colorme.New(colorme.Config{BaseURL: srv.URL, Token: []byte(srv.Token), Wire: wire.Options{Limits: wire.Limits{Every: time.Nanosecond, Burst: 1000}}})
	if err != nil {
		t.Fatal(err)
	}
	page, err := s.List(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range page.Orders {
		if o.State == data.ToShip && len(o.Parcels) == 1 {
			return s, o
		}
	}
	t.Fatal("no order to ship")
	return nil, data.Order{}
}

func dispatch(o data.Order, tracking string) data.Dispatch {
	return data.Dispatch{RemoteOrder: o.Remote.ID, RemoteParcel: o.Parcels[0].RemoteID, Tracking: tracking}
}

func TestAShopHearsOfAParcelThatLeft(t *testing.T) {
	s, o := told(t)
	for range 2 { // again after a lost answer: nothing changes
		if err := s.Tell(t.Context(), dispatch(o, "123456789012")); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Get(t.Context(), o.Remote.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got.State != data.Shipped || got.Parcels[0].Tracking != "123456789012" || !got.Parcels[0].Shipped {
		t.Errorf("state %v, parcel %+v", got.State, got.Parcels[0])
	}
	if err := s.Tell(t.Context(), dispatch(o, "999999999999")); data.KeyOf(err) != shop.KeyOther {
		t.Errorf("another number over the first: %v", err)
	}
}

func TestAParcelLeavesWithoutANumberToo(t *testing.T) {
	s, o := told(t)
	if err := s.Tell(t.Context(), dispatch(o, "")); err != nil {
		t.Fatal(err)
	}
	got, err := s.Get(t.Context(), o.Remote.ID)
	if err != nil || got.State != data.Shipped {
		t.Errorf("state %v, %v", got.State, err)
	}
}

func TestAParcelTheShopDoesNotKnowIsNotShippedInAnothersPlace(t *testing.T) {
	s, o := told(t)
	d := dispatch(o, "123456789012")
	d.RemoteParcel = "1"
	if err := s.Tell(t.Context(), d); data.KeyOf(err) != shop.KeyGone {
		t.Errorf("got %v", err)
	}
}
