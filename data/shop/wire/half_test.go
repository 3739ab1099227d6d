package wire

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
)

// wall is a stretch of the way to a server. Connections that were made before it
// stands are never told that nothing passes any more.
type wall struct {
	net.Listener
	to    string
	made  atomic.Int64
	stand atomic.Int64 // connections up to this one are dead
}

func (w *wall) serve() {
	for {
		here, err := w.Accept()
		if err != nil {
			return
		}
		there, err := net.Dial("tcp", w.to)
		if err != nil {
			here.Close()
			continue
		}
		n := w.made.Add(1)
		carry := func(to, from net.Conn) {
			defer to.Close()
			b := make([]byte, 4096)
			for {
				got, err := from.Read(b)
				if err != nil {
					return
				}
				if n > w.stand.Load() {
					to.Write(b[:got])
				}
			}
		}
		go carry(here, there)
		go carry(there, here)
	}
}

// TestAConnectionThatDiedSilentlyIsLeft asks once, lets the connection die as it
// does behind a router that forgot it, and asks again. HTTP/2 keeps one
// connection for everything: all tries would go into the dead one.
func TestAConnectionThatDiedSilentlyIsLeft(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor != 2 {
			t.Errorf("asked by %s", r.Proto)
		}
		io.WriteString(w, "{}")
	}))
	s.EnableHTTP2 = true
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wall{Listener: l, to: s.Listener.Addr().String()}
	defer l.Close()
	go w.serve()

	transport := ownTransport().(*http.Transport)
	transport.TLSClientConfig.RootCAs = x509.NewCertPool()
	transport.TLSClientConfig.RootCAs.AddCert(s.Certificate())
	transport.TLSClientConfig.ServerName = "example.com"
	if transport.HTTP2 == nil {
		transport.HTTP2 = &http.HTTP2Config{}
	}
	transport.HTTP2.SendPingTimeout /= 300
	transport.HTTP2.PingTimeout /= 300
	c, err := New("https://"+l.Addr().String(), nil, Limits{}, Options{Transport: transport, Limits: Limits{Attempts: 3, Timeout: time.Second, Pause: time.Millisecond}})
	if err != nil {
		t.Fatal(err)
	}
	ask := func() error {
		return c.Do(t.Context(), Request{Label: "test", Method: http.MethodGet, Path: "/", Read: func([]byte) error { return nil }})
	}
	if err := ask(); err != nil {
		t.Fatal(err)
	}
	w.stand.Store(w.made.Load())
	if err := ask(); err != nil || w.made.Load() != 2 {
		t.Errorf("got %v over %d connections; want another connection", err, w.made.Load())
	}
}

// TestAServerThatCannotProveItselfIsToldFromOneThatIsAway: nothing of this is
// mended by asking again.
func TestAServerThatCannotProveItselfIsToldFromOneThatIsAway(t *testing.T) {
	for name, change := range map[string]func(*tls.Config){
		"nobody knows its certificate": func(*tls.Config) {},
		"it speaks TLS 1.1 alone":      func(c *tls.Config) { c.MinVersion, c.MaxVersion = tls.VersionTLS10, tls.VersionTLS11 },
		"it wants to know who we are":  func(c *tls.Config) { c.ClientAuth = tls.RequireAnyClientCert },
		"it has no cipher that we trust": func(c *tls.Config) {
			c.MaxVersion, c.CipherSuites = tls.VersionTLS12, []uint16{tls.TLS_RSA_WITH_RC4_128_SHA}
		},
		"it speaks without encryption": nil,
	} {
		t.Run(name, func(t *testing.T) {
			var asked atomic.Int64
			s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
			s.Config.ErrorLog = log.New(io.Discard, "", 0)
			transport := ownTransport().(*http.Transport)
			if change != nil {
				s.TLS = &tls.Config{}
				change(s.TLS)
				s.StartTLS()
				if name != "nobody knows its certificate" {
					transport.TLSClientConfig.RootCAs = x509.NewCertPool()
					transport.TLSClientConfig.RootCAs.AddCert(s.Certificate())
				}
			} else {
				s.Start()
			}
			defer s.Close()
			tries := 0
			c, err := New("https://"+s.Listener.Addr().String(), http.Header{"X-Key": {"s3cret"}}, Limits{}, Options{Transport: transport,
				Limits: Limits{Attempts: 3, Pause: time.Millisecond, Timeout: 5 * time.Second}, Log: func(Entry) { tries++ }})
			if err != nil {
				t.Fatal(err)
			}
			err = c.Do(t.Context(), Request{Label: "test", Method: http.MethodGet, Path: "/", Read: func([]byte) error { return nil }})
			if data.KeyOf(err) != shop.KeyTLS || tries != 1 || asked.Load() != 0 {
				t.Errorf("got %v after %d tries, and %d questions came through", err, tries, asked.Load())
			}
		})
	}
}
