package main

import (
	"errors"
	"io"
	"net"
	"net/url"
	"sync/atomic"
	"time"

	"nifuda/data/shop/demo"
)

// slowShop is a storefront that takes its time for every answer.
type slowShop struct {
	*demo.Server
	front net.Listener
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
	front, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, errors.Join(err, shop.Close())
	}
	s := &slowShop{Server: shop, front: front}
	go s.serve()
	return s, nil
}

// address is where the slow shop is asked.
func (s *slowShop) address() string { return "http://" + s.front.Addr().String() }

func (s *slowShop) serve() {
	for {
		asker, err := s.front.Accept()
		if err != nil {
			return // closed
		}
		go s.relay(asker)
	}
}

// relay passes questions on after a while, and answers at once, until one side
// is gone.
func (s *slowShop) relay(asker net.Conn) {
	defer asker.Close()
	to, err := url.Parse(s.URL)
	if err != nil {
		return
	}
	shop, err := net.Dial("tcp", to.Host)
	if err != nil {
		return
	}
	defer shop.Close()
	go func() {
		_, _ = io.Copy(asker, shop)
		_ = asker.Close()
	}()
	for buf := make([]byte, 64<<10); ; {
		n, err := asker.Read(buf)
		if n > 0 {
			s.asked.Add(1)
			time.Sleep(slowness)
			if _, err := shop.Write(buf[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

func (s *slowShop) close() error {
	if s == nil {
		return nil
	}
	return errors.Join(s.front.Close(), s.Close())
}
