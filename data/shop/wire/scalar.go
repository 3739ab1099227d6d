package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
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
