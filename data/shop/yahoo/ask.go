package yahoo

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/pull"
	"nifuda/data/shop/wire"
)

// The codes in which Yahoo! says what is wrong with who asks, as clients in use
// and its help pages have them.
const (
	sessionEnded = "px-04102" // the grant or the public key has ended
	noConsent    = "px-04307" // the owner took her consent back
)

// lacks are what an application needs before it may ask for orders, in the words
// of Yahoo!'s own pages.
var lacks = map[string]string{
	"px-04303": "注文API（注文API利用申請）",
	"px-04306": "リクエスト元IPの登録",
}

// errTold is an answer in which Yahoo! tells of an error.
var errTold = errors.New("yahoo: refused with a code")

// ask sends one document and reads another. A token that is not taken is renewed
// once: Yahoo! says so with status 403, too, and then it has not looked at what
// was asked.
func (s *Shop) ask(ctx context.Context, label, call string, body any, once bool, read func([]byte) error) error {
	err := s.send(ctx, label, call, body, once, read)
	if data.KeyOf(err) != shop.KeyKey {
		return err
	}
	if _, no := s.source.Auth(ctx, true); no != nil {
		return no
	}
	return s.send(ctx, label, call, body, once, read)
}

func (s *Shop) send(ctx context.Context, label, call string, body any, once bool, read func([]byte) error) error {
	return s.wire.Do(ctx, wire.Request{
		Label: label, Method: http.MethodPost, Path: api + call, Body: wire.XML{Value: body}, Header: http.Header{"Accept": {"application/xml"}}, Once: once,
		Refused: func(status int, reply []byte) error { return refused(label, status, reply) },
		Read: func(reply []byte) error {
			if err := told(label, reply); err != nil {
				return err
			}
			return read(reply)
		},
	})
}

// refused judges an answer with another status than 2xx; nil leaves it to that.
func refused(label string, status int, reply []byte) error {
	switch {
	case status == http.StatusUnauthorized && bytes.Contains(reply, []byte("insufficient_scope")):
		return shop.Lacking("ストア向け操作関連の機能")
	case status == http.StatusUnauthorized, status == http.StatusTooManyRequests, status >= 500:
		return nil
	}
	err := told(label, reply)
	if status == http.StatusForbidden && errors.Is(err, errTold) {
		return nil // about who asks, whatever the code
	}
	return err
}

// told looks for an error in an answer; nil when there is none to be found.
func told(label string, reply []byte) error {
	var e struct {
		XMLName xml.Name
		Code    string `xml:"Code"`
		Error   string `xml:"Error>Code"`
		Inner   string `xml:"Result>Error>Code"`
	}
	if xml.Unmarshal(reply, &e) != nil {
		return nil
	}
	code := strings.TrimSpace(e.Error + e.Inner)
	if e.XMLName.Local == "Error" {
		code = strings.TrimSpace(e.Code)
	}
	switch {
	case code == sessionEnded, code == noConsent:
		return shop.Fault(shop.KeyKey, fmt.Errorf("%s: the grant or the public key has ended", label))
	case lacks[code] != "":
		return shop.Lacking(lacks[code])
	case code != "":
		return shop.Fault(shop.KeyNonsense, fmt.Errorf("%s: %w", label, errTold))
	}
	return nil
}

// document reads a whole answer. Its error quotes nothing of it.
func document(reply []byte, v any) error {
	if err := xml.Unmarshal(reply, v); err != nil {
		return fmt.Errorf("unreadable answer of %d bytes", len(reply))
	}
	return nil
}

// head is what the list has of an order. A single one stands where several would.
type head struct {
	ID      string `xml:"OrderId"`
	Time    string `xml:"OrderTime"`
	Updated string `xml:"LastUpdateTime"`
}

// readPage takes a page of the list apart into rows that may each be broken.
func readPage(reply []byte, skip int) (pull.Answer, error) {
	var in struct {
		XMLName xml.Name
		Status  string `xml:"Status"`
		Inner   string `xml:"Result>Status"`
		Total   *int   `xml:"Search>TotalCount"`
		Total2  *int   `xml:"Result>Search>TotalCount"`
		Orders  []head `xml:"Search>OrderInfo"`
		Orders2 []head `xml:"Result>Search>OrderInfo"`
	}
	if err := document(reply, &in); err != nil {
		return pull.Answer{}, err
	}
	if (in.XMLName.Local != "Result" && in.XMLName.Local != "ResultSet") || strings.TrimSpace(in.Status+in.Inner) != "OK" {
		return pull.Answer{}, errors.New("no list in the answer")
	}
	all := append(in.Orders, in.Orders2...)
	total := in.Total
	if total == nil {
		total = in.Total2
	}
	got := pull.Answer{More: len(all) >= limit}
	if total != nil {
		got.Total = max(*total, 0)
		got.More = skip+len(all) < *total
	}
	for _, h := range all {
		r := pull.Row{ID: strings.TrimSpace(h.ID), At: when(h.Time), Changed: when(h.Updated), Raw: []byte(h.ID + h.Updated)}
		if !shop.PlainID(r.ID) || r.At.IsZero() {
			r = pull.Row{Flaw: "the order has no id or no date"}
		}
		got.Rows = append(got.Rows, r)
	}
	return got, nil
}

// whole reports why an answer holds no order.
func whole(reply []byte) error {
	var in struct {
		XMLName xml.Name
		ID      string `xml:"Result>OrderInfo>OrderId"`
	}
	if err := document(reply, &in); err != nil {
		return err
	}
	if in.XMLName.Local != "ResultSet" || in.ID == "" {
		return errors.New("no order in the answer")
	}
	return nil
}

// when reads a date in any of the spellings that were seen; zero when it is none
// or cannot be one.
func when(s string) time.Time {
	s = strings.TrimSpace(s)
	if at, err := time.Parse(time.RFC3339, s); err == nil && shop.Plausible(at) {
		return at.UTC()
	}
	for _, form := range []string{"2006-01-02T15:04:05", time.DateTime, "20060102150405", time.DateOnly, "20060102"} {
		if at, err := time.ParseInLocation(form, s, shop.JST); err == nil && shop.Plausible(at) {
			return at.UTC()
		}
	}
	return time.Time{}
}
