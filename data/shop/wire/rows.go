package wire

import (
	"bytes"
	"encoding/json"
	"errors"
)

// Rows are the orders of a page, not yet read. No storefront serves more than a
// thousand at once; one that sends millions of next to nothing, which fit into
// an answer's bytes, would take gigabytes here, so such a page is unreadable.
type Rows []json.RawMessage

// mostRows is more than any page has.
const mostRows = 2000

var errRows = errors.New("more rows than a page can have")

// UnmarshalJSON takes a list apart; null is none.
func (r *Rows) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(b))
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return errors.New("no list")
	}
	all := Rows{}
	for d.More() {
		var one json.RawMessage
		if err := d.Decode(&one); err != nil {
			return err
		}
		if all = append(all, one); len(all) > mostRows {
			return errRows
		}
	}
	*r = all
	return nil
}
