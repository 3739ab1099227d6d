package main

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"time"

	"nifuda/data/shop/demo"
)

// slowShop is a storefront that takes its time for every answer.
type slowShop struct {
	*demo.Server
	front *httptest.Server
	asked atomic.Int64
}

// slowName is what the owner calls it.
const slowName = "のんびり店"

// slowness is how long each answer takes.
const slowness = 700 * time.Millisecond

// openSlowShop opens a shop with three pages of orders.
func openSlowShop() (*slowShop, error) {
	shop, err := demo.Start(demo.Config{Orders: 250, Seed: 4})
	if err != nil {
		return nil, err
	}
	to, err := url.Parse(shop.URL)
	if err != nil {
		return nil, err
	}
	s := &slowShop{Server: shop}
	pass := httputil.NewSingleHostReverseProxy(to)
	pass.ErrorHandler = func(http.ResponseWriter, *http.Request, error) {} // whoever asked is gone
	s.front = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.asked.Add(1)
		select {
		case <-r.Context().Done(): // whoever asked is gone
		case <-time.After(slowness):
			pass.ServeHTTP(w, r)
		}
	}))
	return s, nil
}

// address is where the slow shop is asked.
func (s *slowShop) address() string { return s.front.URL }

func (s *slowShop) close() error {
	if s == nil {
		return nil
	}
	s.front.CloseClientConnections()
	s.front.Close()
	return s.Close()
}
