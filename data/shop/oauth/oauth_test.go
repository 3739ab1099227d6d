package oauth

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// bakery hands out keys, each good for the time it says; it refuses the old
// refresh token from the moment it gave out a new one.
type bakery struct {
	t       *testing.T
	n       int
	expires int
	asked   []url.Values
	mute    bool // sends no new refresh token
	server  *httptest.Server
}

func open(t *testing.T) *bakery {
	b := &bakery{t: t, expires: 3600}
	b.server = httptest.NewServer(b)
	t.Cleanup(b.server.Close)
	return b
}

func (b *bakery) provider() Provider {
	return Provider{Authorize: "https://shop.example/allow", Base: b.server.URL, Path: "/token", Scope: "read_orders", PKCE: true}
}

func (b *bakery) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		b.t.Error(err)
	}
	b.asked = append(b.asked, r.PostForm)
	want := "refresh-" + string(rune('0'+b.n))
	if r.PostForm.Get("client_secret") != "hidden" || r.PostForm.Get("grant_type") == "refresh_token" && r.PostForm.Get("refresh_token") != want {
		w.WriteHeader(http.StatusBadRequest)
		w.Write([]byte(`{"error":"invalid_grant"}`))
		return
	}
	b.n++
	out := map[string]any{"access_token": "access-" + string(rune('0'+b.n)), "token_type": "bearer", "expires_in": b.expires}
	if !b.mute {
		out["refresh_token"] = "refresh-" + string(rune('0'+b.n))
	}
	json.NewEncoder(w).Encode(out)
}

var client = Client{ID: "client", Secret: "hidden"}

func TestTheBrowserComesBackWithACode(t *testing.T) {
	b := open(t)
	g, err := Begin(b.provider(), client, "")
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	page, _ := url.Parse(g.URL)
	q := page.Query()
	if q.Get("redirect_uri") != Home || q.Get("code_challenge_method") != "S256" || q.Get("scope") != "read_orders" || strings.Contains(g.URL, "hidden") {
		t.Errorf("the page is %s", g.URL)
	}
	if Home != "http://"+host+path {
		t.Errorf("it listens at %s%s and is sent to %s", host, path, Home)
	}
	for _, forged := range []string{"?code=c-9", "?code=c-9&state=other", "/more?code=c-9&state=" + q.Get("state")} {
		res, err := http.Get(Home + forged)
		if err != nil || res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %v, %v; want it turned away", forged, res, err)
		}
	}
	res, err := http.Get(Home + "?code=c-1&state=" + url.QueryEscape(q.Get("state")))
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatal(res, err)
	}
	code, err := g.Wait(t.Context(), nil)
	if err != nil || code != "c-1" {
		t.Fatalf("got %q, %v", code, err)
	}
	tokens, err := g.Exchange(t.Context(), code, wire.Options{})
	if err != nil || tokens.Access != "access-1" || tokens.Refresh != "refresh-1" || time.Until(tokens.Expires) < 59*time.Minute {
		t.Errorf("got %+v, %v", tokens, err)
	}
	if sent := b.asked[0]; sent.Get("code") != "c-1" || sent.Get("redirect_uri") != Home || sent.Get("code_verifier") == "" {
		t.Errorf("it was asked with %v", sent)
	}
}

func TestSayingNoIsAnAnswer(t *testing.T) {
	g, err := Begin(open(t).provider(), client, "")
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	if _, err := Begin(open(t).provider(), client, ""); data.KeyOf(err) != shop.KeyPort {
		t.Errorf("a second one: got %v, want the port to be taken", err)
	}
	http.Get(Home + "?error=access_denied&state=" + url.QueryEscape(g.state))
	if _, err := g.Wait(t.Context(), nil); data.KeyOf(err) != shop.KeyGrant {
		t.Errorf("got %v", err)
	}
}

func TestACodeCanBeCopied(t *testing.T) {
	b := open(t)
	g, err := Begin(b.provider(), client, Copied)
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	copied := make(chan string, 1)
	copied <- " https://api.shop.example/oauth/authorize/c-7 "
	code, err := g.Wait(t.Context(), copied)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.Exchange(t.Context(), code, wire.Options{}); err != nil || b.asked[0].Get("code") != "c-7" {
		t.Errorf("asked with %v, %v", b.asked, err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := g.Wait(ctx, nil); data.KindOf(err) != data.Stopped {
		t.Errorf("got %v, want stopped", err)
	}
}

func TestAKeyThatEndsIsRenewedAndKeptBeforeItIsUsed(t *testing.T) {
	b := open(t)
	b.n = 1
	var kept []Tokens
	keep := func(_ context.Context, got Tokens) error { kept = append(kept, got); return nil }
	s := Refreshing(b.provider(), client, Tokens{Access: "access-1", Refresh: "refresh-1", Expires: time.Now().Add(time.Minute)}, keep, nil, wire.Options{})
	h, err := s.Auth(t.Context(), false)
	if err != nil || h.Get("Authorization") != "Bearer access-2" || len(kept) != 1 || kept[0].Refresh != "refresh-2" {
		t.Fatalf("got %v, %v, kept %+v", h, err, kept)
	}
	if h, err = s.Auth(t.Context(), false); err != nil || h.Get("Authorization") != "Bearer access-2" || len(b.asked) != 1 {
		t.Errorf("a good key was renewed: %v, %v", h, err)
	}
	if h, err = s.Auth(t.Context(), true); err != nil || h.Get("Authorization") != "Bearer access-3" {
		t.Errorf("a refused key was not renewed: %v, %v", h, err)
	}
	b.mute = true
	if _, err = s.Auth(t.Context(), true); err != nil || kept[2].Refresh != "refresh-3" {
		t.Errorf("the storefront sent no new refresh token, %v, and %+v is kept", err, kept)
	}
}

func TestAKeyThatCannotBeKeptIsNotUsed(t *testing.T) {
	b := open(t)
	b.n = 1
	full := errors.New("the disk is full")
	s := Refreshing(b.provider(), client, Tokens{Access: "a", Refresh: "refresh-1", Expires: time.Now()}, func(context.Context, Tokens) error { return full }, nil, wire.Options{})
	if h, err := s.Auth(t.Context(), false); !errors.Is(err, full) {
		t.Errorf("got %v, %v", h, err)
	}
}

func TestARefusedRenewalSaysThatTheKeyIsWorthless(t *testing.T) {
	b := open(t)
	s := Refreshing(b.provider(), Client{ID: "client", Secret: "wrong"}, Tokens{Refresh: "refresh-0"}, nil, nil, wire.Options{})
	if _, err := s.Auth(t.Context(), false); data.KeyOf(err) != shop.KeyKey || strings.Contains(err.Error(), "wrong") {
		t.Errorf("got %v", err)
	}
}

func TestCredentialsAreEnoughWhereTheStorefrontSaysSo(t *testing.T) {
	b := open(t)
	s := Credentials(b.provider(), client, func(access string) http.Header { return http.Header{"X-Shopify-Access-Token": {access}} }, wire.Options{})
	for range 2 {
		h, err := s.Auth(t.Context(), false)
		if err != nil || h.Get("X-Shopify-Access-Token") != "access-1" {
			t.Fatalf("got %v, %v", h, err)
		}
	}
	if !slices.Equal(b.asked[0]["grant_type"], []string{"client_credentials"}) || len(b.asked) != 1 {
		t.Errorf("asked with %v", b.asked)
	}
}

func TestTokensLieAmongTheShopsKeys(t *testing.T) {
	at := time.Date(2026, 11, 23, 1, 2, 3, 0, time.UTC)
	typed := data.ShopKeys{"id": "client", "secret": "hidden"}
	kept := data.ReadShopKeys(With(typed, Tokens{Access: "a", Refresh: "r", Expires: at}).Write())
	if got := TokensOf(kept); got != (Tokens{Access: "a", Refresh: "r", Expires: at}) || Of(kept) != client {
		t.Errorf("got %+v of %v", got, kept)
	}
	if len(typed) != 2 {
		t.Error("what was typed was changed")
	}
}

func TestACallbackAfterTheOwnerGaveUpReachesNobody(t *testing.T) {
	b := open(t)
	first, err := Begin(b.provider(), client, "")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := first.Wait(ctx, nil); data.KindOf(err) != data.Stopped {
		t.Errorf("got %v, want stopped", err)
	}
	first.Close()
	if res, err := http.Get(Home + "?code=late&state=" + url.QueryEscape(first.state)); err == nil {
		t.Errorf("the port answers %s after the end", res.Status)
	}
	second, err := Begin(b.provider(), client, "")
	if err != nil {
		t.Fatal("the port is not free again:", err)
	}
	defer second.Close()
	if res, err := http.Get(Home + "?code=late&state=" + url.QueryEscape(first.state)); err != nil || res.StatusCode != http.StatusNotFound {
		t.Errorf("the first one's answer: %v, %v", res, err)
	}
	for _, code := range []string{"mine", "another"} { // the page is opened twice
		if _, err := http.Get(Home + "?code=" + code + "&state=" + url.QueryEscape(second.state)); err != nil {
			t.Fatal(err)
		}
	}
	if code, err := second.Wait(t.Context(), nil); code != "mine" || err != nil {
		t.Errorf("got %q, %v", code, err)
	}
}

func TestAScopeThatTheApplicationMayNotAskForIsNamed(t *testing.T) {
	for said, want := range map[string]string{"access_denied": shop.KeyGrant, "invalid_scope": shop.KeyScope, "unauthorized_client": shop.KeyKey, "server_error": shop.KeyUnreachable, "temporarily_unavailable": shop.KeyUnreachable, "花子": shop.KeyGrant} {
		g, err := Begin(open(t).provider(), client, "")
		if err != nil {
			t.Fatal(err)
		}
		http.Get(Home + "?error=" + url.QueryEscape(said) + "&state=" + url.QueryEscape(g.state))
		_, err = g.Wait(t.Context(), nil)
		if data.KeyOf(err) != want || strings.Contains(err.Error(), "花子") {
			t.Errorf("%s: got %v, want %s", said, err, want)
		}
		if f, ok := err.(*data.Fault); want == shop.KeyScope && (!ok || f.Args["what"] != "read_orders") {
			t.Errorf("%v does not name the scope", err)
		}
		g.Close()
	}
}

// TestACopiedAddressOfAnotherSignInIsNotTaken: whoever gets the owner to paste an
// address would have his own shop connected.
func TestACopiedAddressOfAnotherSignInIsNotTaken(t *testing.T) {
	g, err := Begin(open(t).provider(), client, Copied)
	if err != nil {
		t.Fatal(err)
	}
	for copied, want := range map[string]string{
		"https://shop.example/back?code=c-1&state=" + url.QueryEscape(g.state): "",
		"https://shop.example/back?code=c-1":                                   "",
		"https://shop.example/back?code=c-1&state=another":                     shop.KeyGrant,
	} {
		came := make(chan string, 1)
		came <- copied
		if _, err := g.Wait(t.Context(), came); want == "" && err != nil || want != "" && data.KeyOf(err) != want {
			t.Errorf("%s: got %v, want %q", copied, err, want)
		}
	}
}
