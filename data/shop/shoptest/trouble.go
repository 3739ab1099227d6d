package shoptest

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"time"
)

// trouble stands between the played storefront and the adapter. Nil lets
// everything pass; n counts requests from 1.
type trouble func(n int, w http.ResponseWriter, r *http.Request, shop http.Handler)

// street is the handler that applies the trouble of the moment.
type street struct {
	mu   sync.Mutex
	n    int
	bad  trouble
	shop http.Handler
	now  func() time.Time // the storefront's clock, which every answer tells
}

func (s *street) set(bad trouble) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bad, s.n = bad, 0
}

func (s *street) asked() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.n
}

func (s *street) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.n++
	n, bad := s.n, s.bad
	s.mu.Unlock()
	w.Header().Set("Date", s.now().UTC().Format(http.TimeFormat))
	if bad == nil {
		s.shop.ServeHTTP(w, r)
		return
	}
	bad(n, w, r, s.shop)
}

func fails(_ int, w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	http.Error(w, "internal", http.StatusInternalServerError)
}

// limited asks to come back later, and says when.
func limited(_ int, w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	w.Header().Set("Retry-After", "1")
	http.Error(w, "slow down", http.StatusTooManyRequests)
}

// limitedSilently asks to come back later without saying when.
func limitedSilently(_ int, w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	http.Error(w, "slow down", http.StatusTooManyRequests)
}

func maintenance(_ int, w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	io.WriteString(w, "<html><body>maintenance</body></html>")
}

// cuts sends half of the true answer, promises the rest and hangs up.
func cuts(_ int, w http.ResponseWriter, r *http.Request, shop http.Handler) {
	rec := httptest.NewRecorder()
	shop.ServeHTTP(rec, r)
	w.Header().Set("Content-Length", "1000000")
	w.Write(rec.Body.Bytes()[:rec.Body.Len()/2])
	panic(http.ErrAbortHandler)
}

// halves sends half of the true answer as if it were all.
func halves(_ int, w http.ResponseWriter, r *http.Request, shop http.Handler) {
	rec := httptest.NewRecorder()
	shop.ServeHTTP(rec, r)
	w.Write(rec.Body.Bytes()[:rec.Body.Len()/2])
}

// drips sends one byte and then nothing until the adapter hangs up.
func drips(_ int, w http.ResponseWriter, r *http.Request, _ http.Handler) {
	io.Copy(io.Discard, r.Body)
	io.WriteString(w, "{")
	w.(http.Flusher).Flush()
	<-r.Context().Done()
}

// swells sends far more than anybody can want.
func swells(_ int, w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	block := make([]byte, 1<<16)
	for i := range block {
		block[i] = ' '
	}
	for range 1 << 10 {
		if _, err := w.Write(block); err != nil {
			return
		}
	}
}

// repeats answers every question that looks the same with the first answer:
// same path, same beginning of what is sent.
func repeats() trouble {
	var mu sync.Mutex
	first := map[string][]byte{}
	return func(_ int, w http.ResponseWriter, r *http.Request, shop http.Handler) {
		mu.Lock()
		defer mu.Unlock()
		sent, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(sent))
		kind := r.URL.Path + string(sent[:min(len(sent), 60)])
		body, ok := first[kind]
		if !ok {
			rec := httptest.NewRecorder()
			shop.ServeHTTP(rec, r)
			body = rec.Body.Bytes()
			first[kind] = body
		}
		w.Write(body)
	}
}

// most lets every third request pass and does the trouble to the others.
func most(bad trouble) trouble {
	return func(n int, w http.ResponseWriter, r *http.Request, shop http.Handler) {
		if n%3 == 0 {
			shop.ServeHTTP(w, r)
			return
		}
		bad(n, w, r, shop)
	}
}
