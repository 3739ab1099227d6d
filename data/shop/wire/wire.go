package wire

import (
	"bytes"
	"context"
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
	auth   Auth
	there  there
}

// Auth gives the headers that prove who asks. It is called before every attempt,
// and once more with renew when the storefront refused them (401): then it gets
// new ones, or fails with the fault to report. It runs without a lock of the
// client's, so it may ask through another client.
type Auth func(ctx context.Context, renew bool) (http.Header, error)

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
		auth:   opts.Auth,
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
	Body   any         // sent as JSON, or as it is where it is Form or XML; nil sends none
	Header http.Header // beside the client's own
	Once   bool        // never repeat: the request changes something
	// Refused looks at an answer with another status than 2xx before it is judged
	// by the status alone. Nil, or a nil error, leaves it to that; an error of
	// kind Unreachable or Busy is asked for again.
	Refused func(status int, body []byte) error
	// Seen is told the headers of an answer with status 2xx; may be nil.
	Seen func(http.Header)
	// Read judges a whole answer with status 2xx. An error that is a *data.Fault
	// ends the request; any other means the answer is unreadable and it is asked
	// for again.
	Read func(body []byte) error
}

// Do sends the request, again where that can help, until Read is content. Its
// errors are *data.Fault with the keys of package shop.
func (c *Client) Do(ctx context.Context, r Request) error {
	what, err := write(r.Body)
	if err != nil {
		return fmt.Errorf("%s: write request: %w", r.Label, err)
	}
	renewed := false
	for attempt := 1; ; attempt++ {
		if err := c.turn(ctx); err != nil {
			return err
		}
		out := c.try(ctx, r, what, attempt)
		if out.fault == nil {
			return nil
		}
		if out.expired && c.auth != nil && !renewed {
			renewed = true
			if _, err := c.auth(ctx, true); err != nil {
				return err
			}
			continue // the storefront has not looked at the request: even one that changes something may go again
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
	fault   *data.Fault // nil when it went well
	again   bool        // asking again can help
	after   string      // the Retry-After header
	expired bool        // the storefront does not take the key, or not any more
}

// try asks once.
func (c *Client) try(ctx context.Context, r Request, what sent, attempt int) (out outcome) {
	began := c.clock.Now()
	entry := Entry{Label: r.Label, Attempt: attempt}
	defer func() {
		entry.Took = c.clock.Now().Sub(began)
		if out.fault != nil {
			entry.Fault = out.fault.Key
		}
		c.log(entry)
	}()
	proof, err := c.proof(ctx) // asks for itself, with a time of its own
	ctx, cancel := context.WithTimeout(ctx, c.limits.Timeout)
	defer cancel()
	var req *http.Request
	if err == nil {
		req, err = c.request(ctx, r, what, proof)
	}
	if f, ok := errors.AsType[*data.Fault](err); ok {
		return outcome{fault: f}
	}
	if err != nil {
		return outcome{fault: shop.Fault(shop.KeyAddress, nil)}
	}
	res, err := c.http.Do(req)
	if err != nil {
		return broken(r.Label, err)
	}
	defer res.Body.Close()
	entry.Status = res.StatusCode
	c.there.seen(res.Header.Get("Date"), c.clock.Now())
	reply, err := io.ReadAll(io.LimitReader(res.Body, c.limits.MaxBytes+1))
	entry.Bytes = len(reply)
	switch {
	case int64(len(reply)) > c.limits.MaxBytes:
		return outcome{fault: shop.Fault(shop.KeyTooBig, fmt.Errorf("%s: answer beyond %d bytes", r.Label, c.limits.MaxBytes))}
	case err != nil:
		return broken(r.Label, err)
	case res.StatusCode/100 != 2:
		return refuse(r, res, reply)
	}
	if r.Seen != nil {
		r.Seen(res.Header)
	}
	return read(r, reply)
}

// refuse judges an answer that is none: by what the brand says in it, else by
// its status.
func refuse(r Request, res *http.Response, reply []byte) outcome {
	out := refused(r.Label, res)
	if r.Refused == nil {
		return out
	}
	err := r.Refused(res.StatusCode, reply)
	if err == nil {
		return out
	}
	told := read(Request{Label: r.Label, Read: func([]byte) error { return err }}, nil)
	told.after, told.expired = out.after, out.expired && data.KindOf(err) == data.Denied
	return told
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

// proof are the headers that prove who asks, where they change.
func (c *Client) proof(ctx context.Context) (http.Header, error) {
	if c.auth == nil {
		return nil, nil
	}
	return c.auth(ctx, false)
}

func (c *Client) request(ctx context.Context, r Request, what sent, proof http.Header) (*http.Request, error) {
	u := *c.base
	u.Path += r.Path
	u.RawQuery = r.Query.Encode()
	req, err := http.NewRequestWithContext(ctx, r.Method, u.String(), bytes.NewReader(what.body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "Nifuda")
	if what.body != nil {
		req.Header.Set("Content-Type", what.kind)
	}
	for _, more := range []http.Header{c.header, proof, r.Header} {
		for k, v := range more {
			req.Header[http.CanonicalHeaderKey(k)] = v
		}
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
	if asked, ok := retryAfter(after, c.There()); ok {
		return max(asked, c.limits.Pause), asked <= c.limits.MaxPause
	}
	d := min(c.limits.Pause<<(attempt-1), c.limits.MaxPause)
	return time.Duration(float64(d) * (0.5 + c.clock.Roll()/2)), true
}

// retryAfter reads a Retry-After header: seconds, of which Shopify writes parts,
// or an HTTP date, which is by the storefront's clock as now is.
func retryAfter(header string, now time.Time) (time.Duration, bool) {
	if header == "" {
		return 0, false
	}
	if s, err := strconv.ParseFloat(header, 64); err == nil && s >= 0 && s < 1e9 {
		return time.Duration(s * float64(time.Second)), true
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(at.Sub(now), 0), true
	}
	return 0, false
}
