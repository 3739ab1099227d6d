package woocommerce

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"nifuda/data/shop/wire"
)

// signer signs each attempt after OAuth 1.0a without a token (RFC 5849). The
// proof stands in the query, where WooCommerce looks for it, and is another each
// time: it takes none twice.
type signer struct {
	key, secret string
	now         func() time.Time
	next        http.RoundTripper
}

func newSigner(key, secret string, opts wire.Options) signer {
	s := signer{key: key, secret: secret, now: opts.Clock.Now, next: opts.Transport}
	if s.now == nil {
		s.now = time.Now
	}
	if s.next == nil {
		s.next = &http.Transport{MaxIdleConnsPerHost: 2, IdleConnTimeout: 30 * time.Second} // this machine alone: no proxy, no TLS
	}
	return s
}

// RoundTrip implements http.RoundTripper.
func (s signer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	q := r.URL.Query()
	q.Set("oauth_consumer_key", s.key)
	q.Set("oauth_signature_method", "HMAC-SHA256")
	q.Set("oauth_timestamp", strconv.FormatInt(s.now().Unix(), 10))
	q.Set("oauth_nonce", rand.Text())
	q.Set("oauth_signature", signature(s.secret, r.Method, *r.URL, q))
	r.URL.RawQuery = q.Encode()
	return s.next.RoundTrip(r)
}

// signature is that of RFC 5849, 3.4, over everything in the query but itself.
func signature(secret, method string, page url.URL, q url.Values) string {
	var pairs []string
	for k, all := range q {
		for _, v := range all {
			if k != "oauth_signature" {
				pairs = append(pairs, escape(k)+"="+escape(v))
			}
		}
	}
	slices.Sort(pairs)
	page.RawQuery, page.Fragment = "", ""
	mac := hmac.New(sha256.New, []byte(escape(secret)+"&"))
	mac.Write([]byte(method + "&" + escape(page.String()) + "&" + escape(strings.Join(pairs, "&"))))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// escape is the percent encoding of RFC 3986.
func escape(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
