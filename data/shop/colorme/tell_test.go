package colorme_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/colorme"
	"nifuda/data/shop/demo"
	"nifuda/data/shop/shoptest"
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

// reader plays a key that may read sales and not write them.
type reader struct{ fake }

func (r reader) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	if q.Method == http.MethodPut {
		reply(w, http.StatusForbidden, object{"errors": []object{{"code": 403100, "message": "権限がありません。", "status": 403}}})
		return
	}
	r.fake.ServeHTTP(w, q)
}

func TestAKeyThatMayNotWriteSalesSaysWhatItLacks(t *testing.T) {
	srv := httptest.NewServer(reader{fake{shoptest.NewStore(1)}})
	defer srv.Close()
	s, err := colorme.New(colorme.Config{BaseURL: srv.URL, Token: []byte(shoptest.Token)})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Tell(t.Context(), data.Dispatch{RemoteOrder: "1", RemoteParcel: "12", Tracking: "123456789012"})
	if f, ok := errors.AsType[*data.Fault](err); !ok || f.Key != shop.KeyScope || f.Args["what"] != "write_sales" {
		t.Errorf("got %v", err)
	}
}

// ahead plays a shop in which one sale claims to have changed in 2090.
type ahead struct{ fake }

func (a ahead) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	rec := httptest.NewRecorder()
	a.fake.ServeHTTP(rec, q)
	w.Header().Set("Date", a.store.Now().Format(http.TimeFormat))
	w.WriteHeader(rec.Code)
	before, after, found := strings.Cut(rec.Body.String(), `"id":3,"make_date"`)
	if found {
		before += `"id":3,"make_date"` + regexp.MustCompile(`"update_date":[0-9]+`).ReplaceAllStringFunc(after, func(was string) string {
			if found {
				found, was = false, `"update_date":3800000000`
			}
			return was
		})
	}
	io.WriteString(w, before)
}

func TestADateFarAheadHidesNoLaterOrder(t *testing.T) {
	store := shoptest.NewStore(3)
	srv := httptest.NewServer(ahead{fake{store}})
	defer srv.Close()
	s, err := colorme.New(colorme.Config{BaseURL: srv.URL, Token: []byte(shoptest.Token), Wire: wire.Options{Clock: wire.Clock{Now: store.Now}}})
	if err != nil {
		t.Fatal(err)
	}
	first, err := s.List(t.Context(), nil)
	if err != nil || len(first.Orders) != 3 {
		t.Fatalf("got %+v, %v", first, err)
	}
	store.Ship(1, "", "123456789012")
	later, err := s.List(t.Context(), first.Next)
	if err != nil || !slices.ContainsFunc(later.Orders, func(o data.Order) bool { return o.Remote.ID == "1" }) {
		t.Errorf("what changed since is not found: %+v, %v", later.Orders, err)
	}
}

// desk plays a shop where somebody has been at the sale already.
type desk struct {
	fake
	was, is string
	wrote   int
}

func (d *desk) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	if q.Method == http.MethodPut {
		d.wrote++
	}
	rec := httptest.NewRecorder()
	d.fake.ServeHTTP(rec, q)
	w.WriteHeader(rec.Code)
	io.WriteString(w, strings.ReplaceAll(rec.Body.String(), d.was, d.is))
}

func TestANumberThatSomebodyTypedThereStays(t *testing.T) {
	for _, c := range []struct {
		name, typed, ours string
		key               string
		wrote             int
	}{
		{"typed in, not sent yet", "999999999999", "123456789012", shop.KeyOther, 0},
		{"ours typed in beforehand", "1234-5678-9012", "123456789012", "", 1},
		{"we have none", "999999999999", "", "", 1},
	} {
		d := &desk{fake: fake{shoptest.NewStore(1)}, was: `"slip_number":""`, is: `"slip_number":"` + c.typed + `"`}
		srv := httptest.NewServer(d)
		s, err := colorme.New(colorme.Config{BaseURL: srv.URL, Token: []byte(shoptest.Token)})
		if err != nil {
			t.Fatal(err)
		}
		err = s.Tell(t.Context(), data.Dispatch{RemoteOrder: "1", RemoteParcel: "12", Tracking: c.ours})
		srv.Close()
		if data.KeyOf(err) != c.key && !(err == nil && c.key == "") || d.wrote != c.wrote {
			t.Errorf("%s: got %v, written %d times", c.name, err, d.wrote)
		}
	}
}
