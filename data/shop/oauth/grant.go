package oauth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// Copied is the redirect of storefronts that show the code for copying.
const Copied = "urn:ietf:wg:oauth:2.0:oob"

// Provider is where a storefront hands out its keys.
type Provider struct {
	Authorize string // page to open in the browser
	Base      string // where keys are asked for: scheme and host
	Path      string // below Base
	Scope     string
	Basic     bool        // client id and secret go into the header, not into the form
	PKCE      bool        // the storefront knows it
	Extra     url.Values  // what its page wants beside; may be nil
	Header    http.Header // sent when keys are asked for; may be nil
	Renew     url.Values  // what renewing a key wants beside; may be nil
}

// Client is the application that the owner registered with the storefront.
type Client struct{ ID, Secret string }

// Tokens are the keys of one storefront.
type Tokens struct {
	Access  string    `json:"access"`
	Refresh string    `json:"refresh,omitempty"`
	Expires time.Time `json:"expires,omitzero"` // zero: does not end by itself
}

// Grant is one sign-in that has begun.
type Grant struct {
	URL      string // to open in the owner's browser
	provider Provider
	client   Client
	redirect string
	state    string
	verifier string
	desk     *desk
}

// Begin prepares a sign-in that comes back to redirect: Copied, or "" for Home,
// which listens until Close.
func Begin(p Provider, client Client, redirect string) (*Grant, error) {
	g := &Grant{provider: p, client: client, redirect: redirect, state: random(), verifier: random()}
	if redirect == "" {
		var err error
		if g.desk, err = listen(g.state, p.Scope); err != nil {
			return nil, err
		}
		g.redirect = g.desk.address
	}
	page, err := url.Parse(p.Authorize)
	if err != nil || page.Scheme != "https" && page.Hostname() != "127.0.0.1" {
		g.Close()
		return nil, shop.Fault(shop.KeyAddress, nil)
	}
	q := page.Query()
	for k, v := range p.Extra {
		q[k] = v
	}
	for k, v := range map[string]string{"response_type": "code", "client_id": client.ID, "redirect_uri": g.redirect, "scope": p.Scope, "state": g.state} {
		q.Set(k, v)
	}
	if p.PKCE {
		sum := sha256.Sum256([]byte(g.verifier))
		q.Set("code_challenge", base64.RawURLEncoding.EncodeToString(sum[:]))
		q.Set("code_challenge_method", "S256")
	}
	page.RawQuery = q.Encode()
	g.URL = page.String()
	return g, nil
}

// random is 256 bits that nobody can guess.
func random() string {
	b := make([]byte, 32)
	rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

// Close stops listening.
func (g *Grant) Close() {
	if g.desk != nil {
		g.desk.close()
	}
}

// Redirect is the address to register with the storefront.
func (g *Grant) Redirect() string { return g.redirect }

// Wait gives the code that the browser brings back, or that the owner copied. It
// fails with Denied KeyGrant when the owner said no there, and Stopped.
func (g *Grant) Wait(ctx context.Context, copied <-chan string) (code string, err error) {
	var came <-chan answer
	if g.desk != nil {
		came = g.desk.came
	}
	select {
	case a := <-came:
		return a.code, a.err
	case code = <-copied:
		if u, err := url.Parse(shop.Line(code)); err == nil && u.Host != "" && u.Query().Has("state") && u.Query().Get("state") != g.state {
			return "", shop.Fault(shop.KeyGrant, nil) // of another sign-in, perhaps another's
		}
		return code, nil
	case <-ctx.Done():
		return "", shop.Fault(shop.KeyStopped, ctx.Err())
	}
}

// Exchange turns the code into keys.
func (g *Grant) Exchange(ctx context.Context, code string, opts wire.Options) (Tokens, error) {
	form := url.Values{"grant_type": {"authorization_code"}, "code": {Code(code)}, "redirect_uri": {g.redirect}}
	if g.provider.PKCE {
		form.Set("code_verifier", g.verifier)
	}
	return g.provider.ask(ctx, g.client, form, opts)
}

// Code is the code in what the owner copied: itself, or a whole address that it
// stands in.
func Code(copied string) string {
	copied = shop.Line(copied)
	if u, err := url.Parse(copied); err == nil && u.Host != "" {
		if code := u.Query().Get("code"); code != "" {
			return code
		}
		return u.Path[strings.LastIndex(u.Path, "/")+1:]
	}
	return copied
}

// ask asks for keys: once, as a code and a renewal are good for one time, but for
// what takes nothing away.
func (p Provider) ask(ctx context.Context, client Client, form url.Values, opts wire.Options) (Tokens, error) {
	header := http.Header{}
	for k, v := range p.Header {
		header[k] = v
	}
	if p.Basic {
		header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(client.ID+":"+client.Secret)))
	} else {
		form.Set("client_id", client.ID)
		form.Set("client_secret", client.Secret)
	}
	opts.Auth = nil
	c, err := wire.New(p.Base, header, wire.Limits{}, opts)
	if err != nil {
		return Tokens{}, err
	}
	var got Tokens
	err = c.Do(ctx, wire.Request{Label: "oauth.token", Method: http.MethodPost, Path: p.Path, Body: wire.Form(form), Once: form.Get("grant_type") != credentials, Read: func(body []byte) (err error) {
		got, err = readTokens(body, c.There())
		return err
	}, Refused: func(status int, body []byte) error {
		if status == http.StatusBadRequest { // invalid_grant, invalid_client: RFC 6749, 5.2
			return shop.Fault(shop.KeyKey, errors.New("oauth.token: refused"))
		}
		return nil
	}})
	return got, err
}

func readTokens(body []byte, now time.Time) (Tokens, error) {
	var reply struct {
		AccessToken  string  `json:"access_token"`
		RefreshToken string  `json:"refresh_token"`
		ExpiresIn    float64 `json:"expires_in"`
	}
	if err := wire.JSON(body, &reply); err != nil {
		return Tokens{}, err
	}
	if !shop.UsableKey(reply.AccessToken) || reply.RefreshToken != "" && !shop.UsableKey(reply.RefreshToken) {
		return Tokens{}, errors.New("no usable key in the answer")
	}
	got := Tokens{Access: reply.AccessToken, Refresh: reply.RefreshToken}
	if s := reply.ExpiresIn; s > 0 && s < 10*365*24*3600 {
		got.Expires = now.Add(time.Duration(s) * time.Second)
	}
	return got, nil
}
