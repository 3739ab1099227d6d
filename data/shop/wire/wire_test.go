package wire_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

const token = "s3cret-t0ken"

// pauses is a clock on which waiting takes no time and is written down.
type pauses struct{ slept []time.Duration }

func (p *pauses) clock() wire.Clock {
	return wire.Clock{
		Sleep: func(ctx context.Context, d time.Duration) error {
			if d > 0 {
				p.slept = append(p.slept, d)
			}
			return ctx.Err()
		},
		Roll: func() float64 { return 1 },
	}
}

func client(t *testing.T, base string, opts wire.Options) *wire.Client {
	t.Helper()
	c, err := wire.New(base, http.Header{"X-Key": {token}}, wire.Limits{}, opts)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func ask(ctx context.Context, c *wire.Client, got *string) error {
	return c.Do(ctx, wire.Request{Label: "test.ask", Method: http.MethodGet, Path: "/v1/x", Read: func(b []byte) error {
		var v struct{ Word string }
		if err := wire.JSON(b, &v); err != nil {
			return err
		}
		*got = v.Word
		return nil
	}})
}

// answers serves one answer after another, the last for ever.
func answers(t *testing.T, list ...http.HandlerFunc) (*httptest.Server, *atomic.Int64) {
	t.Helper()
	var n atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		list[min(int(n.Add(1)), len(list))-1](w, r)
	}))
	t.Cleanup(s.Close)
	return s, &n
}

func status(code int, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
		fmt.Fprint(w, `{"secret":"佐藤"}`)
	}
}

func word(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"word":"茶"}`) }

func cut(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "1000")
	fmt.Fprint(w, `{"word":`)
	panic(http.ErrAbortHandler)
}

func text(s string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, s) }
}

func bomb(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Encoding", "gzip")
	z := gzip.NewWriter(w)
	block := bytes.Repeat([]byte(" "), 1<<20)
	for range 40 {
		z.Write(block)
	}
	z.Close()
}

func TestAnswers(t *testing.T) {
	for _, c := range []struct {
		name  string
		serve []http.HandlerFunc
		key   string // "" means it goes well
		asked int64
	}{
		{"a good answer is read at once", []http.HandlerFunc{word}, "", 1},
		{"server errors pass", []http.HandlerFunc{status(500), status(503), word}, "", 3},
		{"server errors for ever end", []http.HandlerFunc{status(502)}, shop.KeyUnreachable, 5},
		{"a cut connection passes", []http.HandlerFunc{cut, word}, "", 2},
		{"connections cut for ever end", []http.HandlerFunc{cut}, shop.KeyUnreachable, 5},
		{"half an answer is asked for again", []http.HandlerFunc{text(`{"word":"`), word}, "", 2},
		{"nonsense for ever ends", []http.HandlerFunc{text(`<html>maintenance`)}, shop.KeyNonsense, 5},
		{"a wrong key is not tried twice", []http.HandlerFunc{status(401)}, shop.KeyKey, 1},
		{"a key without the right is a wrong key", []http.HandlerFunc{status(403)}, shop.KeyKey, 1},
		{"what is not there is not asked for twice", []http.HandlerFunc{status(404)}, shop.KeyGone, 1},
		{"a bad question is not repeated", []http.HandlerFunc{status(422)}, shop.KeyNonsense, 1},
		{"come back later is obeyed", []http.HandlerFunc{status(429, "Retry-After", "7"), word}, "", 2},
		{"come back tomorrow is a fault", []http.HandlerFunc{status(429, "Retry-After", "86400")}, shop.KeyLimited, 1},
		{"a huge answer is not swallowed", []http.HandlerFunc{bomb}, shop.KeyTooBig, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, n := answers(t, c.serve...)
			p := &pauses{}
			var log []string
			cl := client(t, s.URL, wire.Options{Clock: p.clock(), Log: func(e wire.Entry) { log = append(log, e.String()) }})
			var got string
			err := ask(t.Context(), cl, &got)
			if c.key == "" && (err != nil || got != "茶") {
				t.Fatalf("got %q, %v; want 茶", got, err)
			}
			if c.key != "" && data.KeyOf(err) != c.key {
				t.Fatalf("got %v, want %s", err, c.key)
			}
			if n.Load() != c.asked {
				t.Errorf("asked %d times, want %d", n.Load(), c.asked)
			}
			silent(t, fmt.Sprint(err, log))
		})
	}
}

// silent fails when a log or error quotes the key, the answer or the query.
func silent(t *testing.T, said string) {
	t.Helper()
	for _, secret := range []string{token, "佐藤", "茶", "maintenance", "?"} {
		if strings.Contains(said, secret) {
			t.Errorf("%q stands in %q", secret, said)
		}
	}
}

func TestRetryAfterIsKept(t *testing.T) {
	s, _ := answers(t, status(429, "Retry-After", "7"), status(500), word)
	p := &pauses{}
	var got string
	if err := ask(t.Context(), client(t, s.URL, wire.Options{Clock: p.clock()}), &got); err != nil {
		t.Fatal(err)
	}
	want := []time.Duration{7 * time.Second, time.Second}
	if fmt.Sprint(p.slept) != fmt.Sprint(want) {
		t.Errorf("paused %v, want %v", p.slept, want)
	}
}

func TestAWriteIsNeverRepeated(t *testing.T) {
	s, n := answers(t, status(500), word)
	err := client(t, s.URL, wire.Options{Clock: (&pauses{}).clock()}).Do(t.Context(), wire.Request{
		Label: "test.write", Method: http.MethodPut, Path: "/v1/x", Once: true, Read: func([]byte) error { return nil },
	})
	if data.KeyOf(err) != shop.KeyUnreachable || n.Load() != 1 {
		t.Errorf("got %v after %d requests, want one request and %s", err, n.Load(), shop.KeyUnreachable)
	}
}

func TestASlowDripEnds(t *testing.T) {
	s, n := answers(t, func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, `{"word":`)
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	var got string
	err := ask(t.Context(), client(t, s.URL, wire.Options{
		Clock:  (&pauses{}).clock(),
		Limits: wire.Limits{Attempts: 2, Timeout: 50 * time.Millisecond},
	}), &got)
	if data.KeyOf(err) != shop.KeySlow || n.Load() != 2 {
		t.Errorf("got %v after %d requests, want %s after 2", err, n.Load(), shop.KeySlow)
	}
}

func TestTheKeyStaysHome(t *testing.T) {
	var stolen atomic.Int64
	thief := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { stolen.Add(1) }))
	defer thief.Close()
	s, _ := answers(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, thief.URL+"/v1/x", http.StatusFound) })
	var got string
	err := ask(t.Context(), client(t, s.URL, wire.Options{Clock: (&pauses{}).clock()}), &got)
	if data.KeyOf(err) != shop.KeyRedirect || stolen.Load() != 0 {
		t.Errorf("got %v and %d requests elsewhere, want %s and none", err, stolen.Load(), shop.KeyRedirect)
	}
}

func TestARedirectAtHomeIsFollowed(t *testing.T) {
	s, _ := answers(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/v2/x", http.StatusFound) }, word)
	var got string
	if err := ask(t.Context(), client(t, s.URL, wire.Options{Clock: (&pauses{}).clock()}), &got); err != nil || got != "茶" {
		t.Errorf("got %q, %v; want 茶", got, err)
	}
}

func TestAStrangersCertificateIsRefused(t *testing.T) {
	s := httptest.NewTLSServer(http.HandlerFunc(word))
	defer s.Close()
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	var got string
	err := ask(t.Context(), client(t, s.URL, wire.Options{Clock: (&pauses{}).clock()}), &got)
	if data.KeyOf(err) != shop.KeyTLS {
		t.Errorf("got %v, want %s", err, shop.KeyTLS)
	}
	trusting := client(t, s.URL, wire.Options{Clock: (&pauses{}).clock(), Transport: s.Client().Transport})
	if err := ask(t.Context(), trusting, &got); err != nil || got != "茶" {
		t.Errorf("got %q, %v over a trusted certificate; want 茶", got, err)
	}
}

func TestAddresses(t *testing.T) {
	for base, key := range map[string]string{
		"https://shop.example.test":         "",
		"https://shop.example.test/sub/":    "",
		"http://127.0.0.1:8080":             "",
		"http://[::1]:8080":                 "",
		"http://localhost":                  "",
		"http://shop.example.test":          shop.KeyPlainHTTP,
		"http://127.0.0.1.example.test":     shop.KeyPlainHTTP,
		"ftp://shop.example.test":           shop.KeyAddress,
		"https://user:pw@shop.example.test": shop.KeyAddress,
		"https://shop.example.test?x=1":     shop.KeyAddress,
		"shop.example.test":                 shop.KeyAddress,
		"":                                  shop.KeyAddress,
	} {
		_, err := wire.New(base, nil, wire.Limits{}, wire.Options{})
		if key == "" && err != nil || key != "" && data.KeyOf(err) != key {
			t.Errorf("%q: got %v, want %q", base, err, key)
		}
	}
}

func TestNobodyThere(t *testing.T) {
	s := httptest.NewServer(http.NotFoundHandler())
	s.Close()
	var got string
	err := ask(t.Context(), client(t, s.URL, wire.Options{Clock: (&pauses{}).clock()}), &got)
	if data.KeyOf(err) != shop.KeyUnreachable {
		t.Errorf("got %v, want %s", err, shop.KeyUnreachable)
	}
}

func TestStoppingEndsAPauseAtOnce(t *testing.T) {
	s, _ := answers(t, status(500))
	ctx, cancel := context.WithCancel(t.Context())
	clock := wire.Clock{Sleep: func(ctx context.Context, d time.Duration) error {
		if d == 0 {
			return ctx.Err()
		}
		cancel()
		<-ctx.Done()
		return ctx.Err()
	}}
	var got string
	err := ask(ctx, client(t, s.URL, wire.Options{Clock: clock}), &got)
	if data.KindOf(err) != data.Stopped || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want stopped", err)
	}
}

// still is a network that answers at once, for tests on a bubble's clock.
type still struct {
	since time.Time
	asked []time.Duration
}

func (s *still) RoundTrip(r *http.Request) (*http.Response, error) {
	s.asked = append(s.asked, time.Since(s.since).Round(time.Millisecond))
	return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(`{"word":"茶"}`)), Request: r}, nil
}

func TestThePaceIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		net := &still{since: time.Now()}
		c := client(t, "https://shop.example.test", wire.Options{Transport: net, Limits: wire.Limits{Every: 500 * time.Millisecond, Burst: 2}})
		var got string
		for range 4 {
			if err := ask(t.Context(), c, &got); err != nil {
				t.Fatal(err)
			}
		}
		want := []time.Duration{0, 0, 500 * time.Millisecond, time.Second}
		if fmt.Sprint(net.asked) != fmt.Sprint(want) {
			t.Errorf("asked at %v, want %v", net.asked, want)
		}
	})
}

// TestComingBackIsByTheStorefrontsClock asks to come back at a moment of the
// storefront's, where ours is ten minutes wrong.
func TestComingBackIsByTheStorefrontsClock(t *testing.T) {
	there := time.Date(2026, 11, 20, 3, 0, 0, 0, time.UTC)
	for _, wrong := range []time.Duration{-10 * time.Minute, 0, 10 * time.Minute} {
		for header, want := range map[string]time.Duration{there.Add(30 * time.Second).Format(http.TimeFormat): 30 * time.Second, "2.0": 2 * time.Second} {
			s, _ := answers(t, status(429, "Retry-After", header, "Date", there.Format(http.TimeFormat)), word)
			p := &pauses{}
			clock := p.clock()
			clock.Now = func() time.Time { return there.Add(wrong) }
			var got string
			err := ask(t.Context(), client(t, s.URL, wire.Options{Clock: clock}), &got)
			if err != nil || len(p.slept) != 1 || p.slept[0] != want {
				t.Errorf("our clock off by %v, %q: paused %v, %v, want %v", wrong, header, p.slept, err, want)
			}
		}
	}
}
