package sync

import (
	"encoding/json"
	"errors"

	"nifuda/data/shop"
)

// mark is what the ledger keeps as its cursor: the adapter's own, and whether
// it was saved in the middle of a pull. A pull that goes on after a stop brings
// what was there when it began; then the sync pulls once more.
type mark struct {
	At     json.RawMessage `json:"at"`
	Midway bool            `json:"midway,omitempty"`
}

// readMark reads what was saved. Nothing, or what cannot be read, begins anew.
func readMark(saved []byte) mark {
	var m mark
	if json.Unmarshal(saved, &m) != nil {
		return mark{}
	}
	return m
}

func (m mark) write() ([]byte, error) {
	b, err := json.Marshal(m)
	if err != nil || len(m.At) == 0 {
		return nil, shop.Fault(shop.KeyNonsense, errors.New("sync: a page without a usable cursor"))
	}
	return b, nil
}
