package yahoo

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"nifuda/data"
)

// seal proves which store asks, by a key that Yahoo! issued for it.
type seal struct {
	seller  string
	version string
	key     *rsa.PublicKey
}

var errSeal = errors.New("yahoo: the store's public key is missing or is none")

// frame is what stands around a key in a file, and what a copy may have made of
// its line ends.
var frame = regexp.MustCompile(`-----[A-Z ]+-----|\\n|\s`)

// newSeal reads the key, with the lines around it or without, on one line or many.
func newSeal(k data.ShopKeys) (seal, error) {
	s := seal{seller: strings.TrimSpace(k["seller"]), version: strings.TrimSpace(k["keyversion"])}
	der, err := base64.StdEncoding.DecodeString(frame.ReplaceAllString(k["publickey"], ""))
	if err != nil || s.seller == "" || s.version == "" || strings.ContainsFunc(s.seller+s.version, func(r rune) bool { return r <= ' ' || r > '~' || r == ':' }) {
		return seal{}, errSeal
	}
	if any, err := x509.ParsePKIXPublicKey(der); err == nil {
		s.key, _ = any.(*rsa.PublicKey)
	} else if s.key, err = x509.ParsePKCS1PublicKey(der); err != nil {
		return seal{}, errSeal
	}
	if s.key == nil {
		return seal{}, errSeal
	}
	return s, nil
}

// add puts the store's name and the time, for Yahoo! alone to read, beside the
// token. The padding is the one Yahoo! asks for.
func (s seal) add(h http.Header, now time.Time) (http.Header, error) {
	what, err := rsa.EncryptPKCS1v15(rand.Reader, s.key, []byte(s.seller+":"+strconv.FormatInt(now.Unix(), 10)))
	if err != nil {
		return nil, errSeal
	}
	out := h.Clone()
	out.Set("X-Sws-Signature", base64.StdEncoding.EncodeToString(what))
	out.Set("X-Sws-Signature-Version", s.version)
	return out, nil
}
