package wire

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"syscall"
	"time"

	"nifuda/data/shop"
)

// errAway is why a redirect was refused.
var errAway = errors.New("redirected away from the shop's own address")

// maxHops is how many redirects within the same host are followed.
const maxHops = 3

// stayHome refuses redirects that leave the host or drop encryption, and those
// that would turn a question with a body into one without.
func stayHome(req *http.Request, via []*http.Request) error {
	first := via[0]
	if req.URL.Host != first.URL.Host || req.URL.Scheme != first.URL.Scheme || req.Method != first.Method || len(via) > maxHops {
		return errAway
	}
	return nil
}

// silence is how long a connection may be silent before it is asked whether it is
// there at all, and how long it has to answer. HTTP/2 sends everything over one
// connection: in one that died without a word every try would wait for nothing.
const silence = 15 * time.Second

// ownTransport is a transport that outlives no answer for long and speaks
// nothing older than TLS 1.2. Proxies come from the environment as for every
// other program; they see encrypted bytes only.
func ownTransport() http.RoundTripper {
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            (&net.Dialer{Timeout: 15 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    15 * time.Second,
		ForceAttemptHTTP2:      true,
		HTTP2:                  &http.HTTP2Config{SendPingTimeout: silence, PingTimeout: silence},
		MaxIdleConnsPerHost:    2,
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: 256 << 10,
	}
}

// broken is an attempt that brought no whole answer. The errors of net/http
// quote the whole address, so only the class of the failure is kept.
func broken(label string, err error) outcome {
	switch {
	case errors.Is(err, errAway):
		return outcome{fault: shop.Fault(shop.KeyRedirect, fmt.Errorf("%s: %w", label, errAway))}
	case untrusted(err):
		return outcome{fault: shop.Fault(shop.KeyTLS, fmt.Errorf("%s: certificate or handshake refused", label))}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return outcome{fault: shop.Fault(shop.KeySlow, fmt.Errorf("%s: no whole answer in time", label)), again: true}
	}
	why := "connection broken"
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		why = "name not found"
		if dns.IsTimeout {
			why = "name server silent"
		}
	} else if no, ok := errors.AsType[syscall.Errno](err); ok {
		why = no.Error()
	}
	return outcome{fault: shop.Fault(shop.KeyUnreachable, fmt.Errorf("%s: %s", label, why)), again: true}
}

// untrusted reports whether the other side failed to prove who it is.
func untrusted(err error) bool {
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return true
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return true
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return true
	}
	if _, ok := errors.AsType[tls.AlertError](err); ok {
		return true
	}
	for errors.Unwrap(err) != nil { // what is around it quotes the address
		err = errors.Unwrap(err)
	}
	return slices.ContainsFunc(strangers, func(words string) bool { return strings.HasSuffix(err.Error(), words) })
}

// strangers are the words of crypto/tls and net/http, which have no types for
// them, for a server that speaks in no way that proves who it is.
var strangers = []string{
	"protocol version not supported", "unsupported protocol version", "handshake failure", "insufficient security level", "certificate required",
	"bad certificate", "unknown certificate authority", "server gave HTTP response to HTTPS client",
}

// refused is an answer with a status other than 2xx.
func refused(label string, res *http.Response) outcome {
	cause := fmt.Errorf("%s: HTTP %d", label, res.StatusCode)
	switch s := res.StatusCode; {
	case s == http.StatusUnauthorized, s == http.StatusForbidden:
		return outcome{fault: shop.Fault(shop.KeyKey, cause), expired: s == http.StatusUnauthorized}
	case s == http.StatusNotFound, s == http.StatusGone:
		return outcome{fault: shop.Fault(shop.KeyGone, cause)}
	case s == http.StatusTooManyRequests:
		return outcome{fault: shop.Fault(shop.KeyLimited, cause), again: true, after: res.Header.Get("Retry-After")}
	case s == http.StatusRequestTimeout, s >= 500:
		return outcome{fault: shop.Fault(shop.KeyUnreachable, cause), again: true, after: res.Header.Get("Retry-After")}
	case s/100 == 3:
		return outcome{fault: shop.Fault(shop.KeyRedirect, cause)}
	}
	return outcome{fault: shop.Fault(shop.KeyNonsense, cause)}
}

// JSON reads a whole answer into v. Its error tells where reading stopped and
// never quotes a byte of the answer.
func JSON(body []byte, v any) error {
	err := json.Unmarshal(body, v)
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("unreadable at byte %d of %d", e.Offset, len(body))
	}
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Errorf("field %s does not hold a %s", e.Field, e.Type)
	}
	return fmt.Errorf("unreadable answer of %d bytes", len(body))
}
