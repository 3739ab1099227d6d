package ipp

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os/user"
	"strings"
	"sync/atomic"
	"time"

	"nifuda/labels/printer"
)

// Operations of RFC 8011 and of CUPS.
const (
	opPrintJob      = 0x0002
	opCancelJob     = 0x0008
	opGetJob        = 0x0009
	opGetJobs       = 0x000A
	opGetPrinter    = 0x000B
	opCUPSGetQueues = 0x4002
)

// Config is where the printing system is and how time passes. The zero value is
// this computer's CUPS and real time.
type Config struct {
	Server   string                                     // unix:/path or loopback host:port; empty for the system's own
	User     string                                     // whose jobs they are; empty for who runs the program
	Wait     func(context.Context, time.Duration) error // sleeps; nil for real time
	Random   io.Reader                                  // for names of jobs; nil for the system's
	Patience time.Duration                              // how long a printer may be out of reach before its job is given up; 0 for 30 s
}

// poll is how often a job is looked at.
const poll = 250 * time.Millisecond

// Client prints. It is safe for use by several goroutines.
type Client struct {
	cfg    Config
	server *http.Client
	direct *http.Client
	id     atomic.Int32

	uploads printer.Handing
	jobs    printer.Jobs
}

// New checks the configuration; it opens no connection. A server that is not on
// this computer is refused with a Denied fault.
func New(cfg Config) (*Client, error) {
	if cfg.Server == "" {
		cfg.Server = systemServer()
	}
	network, address, err := local(cfg.Server)
	if err != nil {
		return nil, printer.Fault(printer.Refused, err)
	}
	if cfg.User == "" {
		cfg.User = whoRuns()
	}
	if cfg.Wait == nil {
		cfg.Wait = printer.Sleep
	}
	if cfg.Random == nil {
		cfg.Random = rand.Reader
	}
	if cfg.Patience == 0 {
		cfg.Patience = 30 * time.Second
	}
	c := &Client{cfg: cfg}
	c.server = through(func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, network, address)
	})
	c.direct = through((&net.Dialer{Timeout: 5 * time.Second}).DialContext)
	return c, nil
}

// local reads the server's address: a socket, or a port of this computer.
func local(server string) (network, address string, err error) {
	if path, ok := strings.CutPrefix(server, "unix:"); ok {
		return "unix", path, nil
	}
	host, _, err := net.SplitHostPort(server)
	if err != nil {
		return "", "", fmt.Errorf("read the address of the printing system: %w", err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return "", "", errors.New("the printing system is on another computer")
	}
	return "tcp", server, nil
}

// through is an HTTP client that follows no redirects and uses no proxy.
func through(dial func(context.Context, string, string) (net.Conn, error)) *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			DialContext: dial, DisableCompression: true,
			TLSHandshakeTimeout: 10 * time.Second, MaxResponseHeaderBytes: 64 << 10,
			IdleConnTimeout: 10 * time.Second,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Settle returns when no document is being handed over, or after limit. The
// lock calls it before the process goes.
func (c *Client) Settle(limit time.Duration) { c.uploads.Settle(limit) }

func whoRuns() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "nifuda"
}

// request begins an operation on a printer, or on the server for "".
func (c *Client) request(op int, uri string) *request {
	r := newRequest(op, int(c.id.Add(1)))
	if uri != "" {
		r.add("printer-uri", text(tagURI, uri))
	}
	r.add("requesting-user-name", text(tagName, c.cfg.User))
	return r
}

// errStatus is an answer that says no.
type errStatus int

func (e errStatus) Error() string { return fmt.Sprintf("ipp: status 0x%04x", int(e)) }

// send asks and reads the answer. Its errors are a *url.Error when nobody
// answers, an errStatus when the answer is no, errReply when it is none.
func (c *Client) send(ctx context.Context, p printer.Printer, r *request, document []byte) (reply, error) {
	to, client, err := c.route(p)
	if err != nil {
		return reply{}, err
	}
	head := r.bytes()
	body := io.MultiReader(bytes.NewReader(head), bytes.NewReader(document))
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, body)
	if err != nil {
		return reply{}, err
	}
	req.ContentLength = int64(len(head) + len(document))
	req.Header.Set("Content-Type", "application/ipp")
	resp, err := client.Do(req)
	if err != nil {
		return reply{}, err
	}
	defer resp.Body.Close()
	switch resp.StatusCode {
	case http.StatusOK:
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusUpgradeRequired:
		return reply{}, errStatus(statusForbidden)
	default:
		return reply{}, fmt.Errorf("%w: HTTP %d", errReply, resp.StatusCode)
	}
	out, err := decode(resp.Body)
	if err != nil {
		return reply{}, err
	}
	if out.status >= 0x0100 {
		return out, errStatus(out.status)
	}
	return out, nil
}

// route is the address for HTTP and the way there.
func (c *Client) route(p printer.Printer) (string, *http.Client, error) {
	if !p.Direct {
		path := "/"
		if u, err := url.Parse(p.URI); err == nil && u.Path != "" {
			path = u.EscapedPath()
		}
		return "http://localhost" + path, c.server, nil
	}
	u, err := url.Parse(p.URI)
	if err != nil {
		return "", nil, errors.New("ipp: an address that cannot be read")
	}
	switch u.Scheme {
	case "ipp":
		u.Scheme = "http"
	case "ipps":
		u.Scheme = "https"
	default:
		return "", nil, errors.New("ipp: an address that is not ipp or ipps")
	}
	if u.Port() == "" {
		u.Host = net.JoinHostPort(u.Hostname(), "631")
	}
	return u.String(), c.direct, nil
}
