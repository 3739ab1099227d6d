package wire

import (
	"context"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"nifuda/data/shop"
)

// Options are the parts of a client that tests and owners turn. The zero value
// means the real clock, the defaults below, and no log.
type Options struct {
	Clock     Clock
	Limits    Limits
	Log       func(Entry)       // told of every attempt; may be nil
	Transport http.RoundTripper // nil: a transport of our own
	Auth      Auth              // where the key is renewed from time to time; nil where the header says it all
}

// Clock is where time and chance come from.
type Clock struct {
	Now   func() time.Time
	Sleep func(context.Context, time.Duration) error // returns early with the context's error
	Roll  func() float64                             // in [0,1), spreads pauses
}

// Limits bound every request. A zero field takes its default.
type Limits struct {
	Attempts int           // tries of one request; 5
	Timeout  time.Duration // one try, from dialling to the last byte; 60 s
	Pause    time.Duration // before the second try, doubled after each; 500 ms
	MaxPause time.Duration // longest pause we accept, ours or asked for; 2 min
	MaxBytes int64         // of one answer, unpacked; 16 MiB
	Every    time.Duration // pace: one request per this long; 0 is no pace
	Burst    int           // requests that may come together before the pace holds; 1
}

// or fills the fields l leaves open from d.
func (l Limits) or(d Limits) Limits {
	if l.Attempts <= 0 {
		l.Attempts = d.Attempts
	}
	if l.Timeout <= 0 {
		l.Timeout = d.Timeout
	}
	if l.Pause <= 0 {
		l.Pause = d.Pause
	}
	if l.MaxPause <= 0 {
		l.MaxPause = d.MaxPause
	}
	if l.MaxBytes <= 0 {
		l.MaxBytes = d.MaxBytes
	}
	if l.Every <= 0 {
		l.Every = d.Every
	}
	if l.Burst <= 0 {
		l.Burst = d.Burst
	}
	return l
}

// Defaults are the limits of a client that is told nothing else.
func Defaults() Limits {
	return Limits{
		Attempts: 5,
		Timeout:  time.Minute,
		Pause:    500 * time.Millisecond,
		MaxPause: 2 * time.Minute,
		MaxBytes: 16 << 20,
		Burst:    1,
	}
}

// or fills the functions c leaves open with the real ones.
func (c Clock) or() Clock {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Sleep == nil {
		c.Sleep = sleep
	}
	if c.Roll == nil {
		c.Roll = rand.Float64
	}
	return c
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// address reads and judges a storefront's base address.
func address(base string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimRight(strings.TrimSpace(base), "/"))
	if err != nil || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, shop.Fault(shop.KeyAddress, nil) // the cause would quote what was typed
	}
	switch {
	case u.Scheme == "https":
	case u.Scheme == "http" && loopback(u.Hostname()):
	case u.Scheme == "http":
		return nil, shop.Fault(shop.KeyPlainHTTP, nil)
	default:
		return nil, shop.Fault(shop.KeyAddress, nil)
	}
	return u, nil
}

// loopback reports whether a host can only be this machine.
func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
