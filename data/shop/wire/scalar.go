package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
)

// Scalar is a text that a storefront may write as a number, or as null for none.
type Scalar string

// UnmarshalJSON reads all three.
func (s *Scalar) UnmarshalJSON(b []byte) error {
	switch b = bytes.TrimSpace(b); {
	case string(b) == "null":
		return nil
	case len(b) > 0 && b[0] == '"':
		return json.Unmarshal(b, (*string)(s))
	case len(b) > 0 && strings.IndexByte("-0123456789", b[0]) >= 0:
		*s = Scalar(b)
		return nil
	}
	return errors.New("neither text nor number")
}

// Whole is an amount without decimals, which a storefront may write as a number,
// as a text, or as null or an empty text for none.
type Whole int64

// UnmarshalJSON reads all of them.
func (w *Whole) UnmarshalJSON(b []byte) error {
	b = bytes.Trim(b, `"`)
	if len(b) == 0 || string(b) == "null" {
		return nil
	}
	m, _, ok := shop.Minor(string(b), 0)
	if !ok {
		return errors.New("an amount that is none")
	}
	*w = Whole(m)
	return nil
}

// Money is the amount as ours.
func (w Whole) Money() data.Money { return data.Money(w) }
