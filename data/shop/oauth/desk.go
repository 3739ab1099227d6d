package oauth

import (
	"crypto/subtle"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
)

// desk waits on a port of this computer for the browser to come back once.
type desk struct {
	address string
	state   string
	scope   string // that was asked for
	server  *http.Server
	came    chan answer
}

type answer struct {
	code string
	err  error
}

// Home is where the browser comes back to.
const Home = data.Redirect

// The two halves of Home.
const (
	host = "127.0.0.1:47811"
	path = "/nifuda"
)

func listen(state, scope string) (*desk, error) {
	l, err := net.Listen("tcp", host)
	if err != nil {
		return nil, &data.Fault{Kind: data.Busy, Key: shop.KeyPort, Err: fmt.Errorf("oauth: listen: %w", err)}
	}
	d := &desk{address: Home, state: state, scope: scope, came: make(chan answer, 1)}
	d.server = &http.Server{Handler: d, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second, MaxHeaderBytes: 16 << 10}
	go d.server.Serve(l)
	return d, nil
}

func (d *desk) close() { d.server.Close() }

// ServeHTTP takes the first answer that knows the state. Others, which any page
// in the browser could send, are turned away and change nothing.
func (d *desk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if r.Method != http.MethodGet || r.URL.Path != path || subtle.ConstantTimeCompare([]byte(q.Get("state")), []byte(d.state)) != 1 {
		http.NotFound(w, r)
		return
	}
	a := answer{code: q.Get("code")}
	if said := q.Get("error"); said != "" || a.code == "" {
		a.err = d.refused(said)
	}
	select {
	case d.came <- a:
	default: // it came already
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Referrer-Policy", "no-referrer")
	io.WriteString(w, "荷札に戻ってください。このページは閉じてかまいません。\nPlease go back to Nifuda. You can close this page.\n")
}

// refused is how the storefront's page says no (RFC 6749, 4.1.2.1). What it says
// beside its code is not kept.
func (d *desk) refused(said string) error {
	switch said {
	case "invalid_scope":
		return shop.Lacking(d.scope)
	case "unauthorized_client", "invalid_request", "unsupported_response_type":
		return shop.Fault(shop.KeyKey, nil) // the application is registered otherwise
	case "server_error", "temporarily_unavailable":
		return shop.Fault(shop.KeyUnreachable, nil)
	}
	return shop.Fault(shop.KeyGrant, nil)
}
