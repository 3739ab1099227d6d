package oauth

import (
	"context"
	"net/http"
	"net/url"
	"sync"
	"time"

	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// early is how long before its end a key is renewed.
const early = 5 * time.Minute

// patience is how long a renewal that cannot be stopped may take.
const patience = 15 * time.Second

// Source gives the key to each request and renews it.
type Source struct {
	provider Provider
	client   Client
	form     url.Values // what asks for new keys
	keep     func(context.Context, Tokens) error
	opts     wire.Options
	header   func(access string) http.Header

	mu     sync.Mutex
	tokens Tokens
	stale  string // the key that was refused last
}

// Refreshing renews keys with the refresh token, and keeps each new pair before
// it is used. header writes a key the way the storefront wants it; nil is a
// bearer token.
func Refreshing(p Provider, client Client, t Tokens, keep func(context.Context, Tokens) error, header func(string) http.Header, opts wire.Options) *Source {
	return &Source{provider: p, client: client, tokens: t, keep: keep, header: header, opts: opts}
}

// credentials is the grant of a client for itself.
const credentials = "client_credentials"

// Credentials asks for a key with the client's own id and secret each time
// (grant type client_credentials). Nothing has to be kept.
func Credentials(p Provider, client Client, header func(string) http.Header, opts wire.Options) *Source {
	return &Source{provider: p, client: client, header: header, opts: opts, form: url.Values{"grant_type": {credentials}}}
}

// Auth is a wire.Auth.
func (s *Source) Auth(ctx context.Context, renew bool) (http.Header, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if renew {
		s.stale = s.tokens.Access
	}
	if s.tokens.Access == "" || s.tokens.Access == s.stale || s.ending() {
		if err := s.renew(ctx); err != nil {
			return nil, err
		}
	}
	if s.header == nil {
		return http.Header{"Authorization": {"Bearer " + s.tokens.Access}}, nil
	}
	return s.header(s.tokens.Access), nil
}

func (s *Source) ending() bool {
	now := time.Now
	if s.opts.Clock.Now != nil {
		now = s.opts.Clock.Now
	}
	return !s.tokens.Expires.IsZero() && s.tokens.Expires.Before(now().Add(early))
}

// renew asks for new keys. A storefront that sends no new refresh token leaves
// the old one as it is.
func (s *Source) renew(ctx context.Context) error {
	form := s.form
	if form == nil {
		if s.tokens.Refresh == "" {
			return shop.Fault(shop.KeyKey, nil)
		}
		form = url.Values{"grant_type": {"refresh_token"}, "refresh_token": {s.tokens.Refresh}}
		for k, v := range s.provider.Renew {
			form[k] = v
		}
	}
	if s.keep != nil { // nobody may stop between the answer and its being kept
		var done context.CancelFunc
		ctx, done = context.WithTimeout(context.WithoutCancel(ctx), patience)
		defer done()
	}
	got, err := s.provider.ask(ctx, s.client, form, s.opts)
	if err != nil {
		return err
	}
	if got.Refresh == "" {
		got.Refresh = s.tokens.Refresh
	}
	if s.keep != nil {
		if err := s.keep(ctx, got); err != nil {
			return err
		}
	}
	s.tokens, s.stale = got, ""
	return nil
}
