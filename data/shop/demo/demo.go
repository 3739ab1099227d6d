package demo

import (
	"context"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"time"

	"nifuda/data"
)

// jst is the zone of the API's dates.
var jst = time.FixedZone("JST", 9*60*60)

// Config is what the shop is made of. The zero value of a field is its default.
type Config struct {
	Orders    int              // orders when the shop opens, 15 a day into the past; 120
	Seed      uint64           // the same seed gives the same shop
	Now       func() time.Time // time.Now
	Opened    time.Time        // when the shop opened, so that it is the same shop next time; Now
	Plant     []data.Contact   // buyers of the newest orders, each paid and waiting to be sent
	PerMinute int              // requests a minute before 429; 0 is no limit
	Stale     time.Duration    // how long a sale looks unchanged after a change
	Faults    Faults
}

// Faults is how often, from 0 to 1, a request goes wrong in which way.
type Faults struct {
	ServerError float64 // HTTP 500
	Cut         float64 // half an answer, then the connection breaks
	Halve       float64 // half an answer as if it were all
	Drip        float64 // a byte now and then until the other side gives up
}

// Server is a running shop. It is safe for concurrent use.
type Server struct {
	URL   string // base address for the colorme adapter
	Token string // what the adapter has to show

	cfg    Config
	opened time.Time
	http   *http.Server

	mu      sync.Mutex
	ahead   time.Duration // how far time was advanced
	luck    *rand.Rand
	made    map[int]order  // by place in the row
	written map[int]change // by id
	minute  int64
	asked   int // requests in that minute
}

// change is what was written to an order from outside.
type change struct {
	at        time.Time
	paid      *bool
	slips     map[int]string // by ship-to
	delivered map[int]bool
}

// Start opens the shop on a free loopback port.
func Start(cfg Config) (*Server, error) {
	if cfg.Orders <= 0 {
		cfg.Orders = 120
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Opened.IsZero() {
		cfg.Opened = cfg.Now()
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("demo: listen: %w", err)
	}
	luck := rand.New(rand.NewPCG(cfg.Seed, 1))
	s := &Server{
		URL:     "http://" + l.Addr().String(),
		Token:   fmt.Sprintf("demo-%016x%016x", luck.Uint64(), luck.Uint64()),
		cfg:     cfg,
		opened:  cfg.Opened.Truncate(time.Second),
		luck:    luck,
		made:    map[int]order{},
		written: map[int]change{},
	}
	s.http = &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, ErrorLog: log.New(io.Discard, "", 0)}
	go s.http.Serve(l) // ends with Close
	return s, nil
}

// Close shuts the shop and breaks what is still being answered.
func (s *Server) Close() error {
	if err := s.http.Close(); err != nil {
		return fmt.Errorf("demo: close: %w", err)
	}
	return nil
}

// Advance lets time pass: orders arrive, are paid, sent and cancelled.
func (s *Server) Advance(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ahead += d
}

// SetFaults changes how often requests go wrong.
func (s *Server) SetFaults(f Faults) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cfg.Faults = f
}

// Len is how many orders the shop has had by now.
func (s *Server) Len() int { return len(s.sales()) }

// now is the shop's own time.
func (s *Server) now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.cfg.Now().Add(s.ahead)
}

// sales gives all orders placed by now, newest first.
func (s *Server) sales() []order {
	now := s.now()
	first := -int(now.Sub(s.opened)/(24*time.Hour/perDay)) - 1
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []order
	for place := first; place < s.cfg.Orders; place++ {
		o, ok := s.made[place]
		if !ok {
			o = s.make(place)
			s.made[place] = o
		}
		if !o.life.placed.After(now) {
			all = append(all, o)
		}
	}
	return all
}

// mishap draws what goes wrong with this request.
func (s *Server) mishap() func(http.ResponseWriter, *http.Request, []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	roll, f := s.luck.Float64(), s.cfg.Faults
	for _, m := range []struct {
		chance float64
		how    func(http.ResponseWriter, *http.Request, []byte)
	}{{f.ServerError, oops}, {f.Cut, cut}, {f.Halve, halve}, {f.Drip, drip}} {
		if roll -= m.chance; roll < 0 {
			return m.how
		}
	}
	return func(w http.ResponseWriter, _ *http.Request, body []byte) { w.Write(body) }
}

func oops(w http.ResponseWriter, _ *http.Request, _ []byte) {
	w.WriteHeader(http.StatusInternalServerError)
	io.WriteString(w, `{"errors":[{"code":500000,"message":"internal","status":500}]}`)
}

func cut(w http.ResponseWriter, _ *http.Request, body []byte) {
	w.Header().Set("Content-Length", fmt.Sprint(len(body)))
	w.Write(body[:len(body)/2])
	panic(http.ErrAbortHandler)
}

func halve(w http.ResponseWriter, _ *http.Request, body []byte) { w.Write(body[:len(body)/2]) }

// dripEvery is how long the next byte takes.
const dripEvery = time.Second

func drip(w http.ResponseWriter, r *http.Request, body []byte) {
	for i := range body {
		w.Write(body[i : i+1])
		w.(http.Flusher).Flush()
		if wait(r.Context(), dripEvery) != nil {
			return
		}
	}
}

func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
