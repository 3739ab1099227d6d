package wire

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"golang.org/x/time/rate"

	"nifuda/data"
	"nifuda/data/shop"
)

// Client talks to one storefront. It is safe for concurrent use.
type Client struct {
	base   *url.URL
	header http.Header
	http   *http.Client
	limits Limits
	clock  Clock
	pace   *rate.Limiter
	log    func(Entry)
}

// New makes a client for the storefront at base, sending header (which carries
// the access key) with each request. Where opts leaves a limit open, limits
// holds, and then Defaults.
func New(base string, header http.Header, limits Limits, opts Options) (*Client, error) {
	u, err := address(base)
	if err != nil {
		return nil, err
	}
	c := &Client{
		base:   u,
		header: header.Clone(),
		limits: opts.Limits.or(limits).or(Defaults()),
		clock:  opts.Clock.or(),
		log:    opts.Log,
	}
	if c.log == nil {
		c.log = func(Entry) {}
	}
	pace := rate.Inf
	if c.limits.Every > 0 {
		pace = rate.Every(c.limits.Every)
	}
	c.pace = rate.NewLimiter(pace, c.limits.Burst)
	transport := opts.Transport
	if transport == nil {
		transport = ownTransport()
	}
	c.http = &http.Client{Transport: transport, CheckRedirect: stayHome}
	return c, nil
}

// Request is one question to a storefront.
type Request struct {
	Label  string // for logs and errors; a constant such as "colorme.sales"
	Method string
	Path   string // below the base address, starting with a slash
	Query  url.Values
	Body   any  // sent as JSON; nil sends none
	Once   bool // never repeat: the request changes something
	// Read judges a whole answer with status 2xx. An error that is a *data.Fault
	// ends the request; any other means the answer is unreadable and it is asked
	// for again.
	Read func(body []byte) error
}

// Do sends the request, again where that can help, until Read is content. Its
// errors are *data.Fault with the keys of package shop.
func (c *Client) Do(ctx context.Context, r Request) error {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = json.Marshal(r.Body); err != nil {
			return fmt.Errorf("%s: write request: %w", r.Label, err)
		}
	}
	for attempt := 1; ; attempt++ {
		if err := c.turn(ctx); err != nil {
			return err
		}
		out := c.try(ctx, r, body, attempt)
		if out.fault == nil {
			return nil
		}
		if ctx.Err() != nil {
			return shop.Fault(shop.KeyStopped, fmt.Errorf("%s: %w", r.Label, ctx.Err()))
		}
		if !out.again || r.Once || attempt >= c.limits.Attempts {
			return out.fault
		}
		pause, ok := c.pause(attempt, out.after)
		if !ok {
			return out.fault
		}
		if err := c.clock.Sleep(ctx, pause); err != nil {
			return shop.Fault(shop.KeyStopped, fmt.Errorf("%s: %w", r.Label, err))
		}
	}
}

// outcome is how one attempt ended.
type outcome struct {
	fault *data.Fault // nil when it went well
	again bool        // asking again can help
	after string      // the Retry-After header
}

// try asks once.
func (c *Client) try(ctx context.Context, r Request, body []byte, attempt int) (out outcome) {
	began := c.clock.Now()
	entry := Entry{Label: r.Label, Attempt: attempt}
	defer func() {
		entry.Took = c.clock.Now().Sub(began)
		if out.fault != nil {
			entry.Fault = out.fault.Key
		}
		c.log(entry)
	}()
	ctx, cancel := context.WithTimeout(ctx, c.limits.Timeout)
	defer cancel()
	req, err := c.request(ctx, r, body)
	if err != nil {
		return outcome{fault: shop.Fault(shop.KeyAddress, nil)}
	}
	res, err := c.http.Do(req)
	if err != nil {
		return broken(r.Label, err)
	}
	defer res.Body.Close()
	entry.Status = res.StatusCode
	reply, err := io.ReadAll(io.LimitReader(res.Body, c.limits.MaxBytes+1))
	entry.Bytes = len(reply)
	switch {
	case int64(len(reply)) > c.limits.MaxBytes:
		return outcome{fault: shop.Fault(shop.KeyTooBig, fmt.Errorf("%s: answer beyond %d bytes", r.Label, c.limits.MaxBytes))}
	case err != nil:
		return broken(r.Label, err)
	case res.StatusCode/100 != 2:
		return refused(r.Label, res)
	}
	return read(r, reply)
}

// read hands a whole answer to the adapter.
func read(r Request, reply []byte) outcome {
	err := r.Read(reply)
	if err == nil {
		return outcome{}
	}
	if f, ok := errors.AsType[*data.Fault](err); ok {
		return outcome{fault: f, again: f.Kind == data.Unreachable || f.Kind == data.Busy}
	}
	return outcome{fault: shop.Fault(shop.KeyNonsense, fmt.Errorf("%s: %w", r.Label, err)), again: true}
}

func (c *Client) request(ctx context.Context, r Request, body []byte) (*http.Request, error) {
	u := *c.base
	u.Path += r.Path
	u.RawQuery = r.Query.Encode()
	req, err := http.NewRequestWithContext(ctx, r.Method, u.String(), bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	for k, v := range c.header {
		req.Header[k] = v
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "Nifuda")
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return req, nil
}

// turn waits until the pace allows the next request.
func (c *Client) turn(ctx context.Context) error {
	now := c.clock.Now()
	wait := c.pace.ReserveN(now, 1).DelayFrom(now)
	if err := c.clock.Sleep(ctx, wait); err != nil {
		return shop.Fault(shop.KeyStopped, err)
	}
	return nil
}

// pause is how long to wait after the attempt; false when the storefront asks
// for longer than we are willing to.
func (c *Client) pause(attempt int, after string) (time.Duration, bool) {
	if asked, ok := retryAfter(after, c.clock.Now()); ok {
		return max(asked, c.limits.Pause), asked <= c.limits.MaxPause
	}
	d := min(c.limits.Pause<<(attempt-1), c.limits.MaxPause)
	return time.Duration(float64(d) * (0.5 + c.clock.Roll()/2)), true
}

// retryAfter reads a Retry-After header: seconds or an HTTP date.
func retryAfter(header string, now time.Time) (time.Duration, bool) {
	if header == "" {
		return 0, false
	}
	if s, err := strconv.ParseInt(header, 10, 32); err == nil && s >= 0 {
		return time.Duration(s) * time.Second, true
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(at.Sub(now), 0), true
	}
	return 0, false
}
