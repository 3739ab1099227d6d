package shopify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"sync"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

type object = map[string]any

// errDear is a question that the store does not answer at any time.
var errDear = errors.New("the question costs too much")

// ask sends one GraphQL question; read gets what stands under data.
func (s *Shop) ask(ctx context.Context, label, query string, vars object, read func([]byte) error) error {
	return s.send(ctx, label, query, vars, false, read)
}

func (s *Shop) send(ctx context.Context, label, query string, vars any, once bool, read func([]byte) error) error {
	if err := s.toll.wait(ctx); err != nil {
		return shop.Fault(shop.KeyStopped, fmt.Errorf("%s: %w", label, err))
	}
	body := struct {
		Query string `json:"query"`
		Vars  any    `json:"variables,omitempty"`
	}{query, vars}
	return s.wire.Do(ctx, wire.Request{Label: label, Method: http.MethodPost, Path: "/admin/api/" + Version + "/graphql.json", Body: body, Once: once,
		Refused: func(status int, _ []byte) error {
			if status == http.StatusNotFound { // of the store, not of an order
				return shop.Fault(shop.KeyAddress, fmt.Errorf("%s: HTTP %d", label, status))
			}
			return nil
		},
		Read: func(reply []byte) error {
			d, spent, err := unwrap(label, reply)
			s.toll.seen(spent)
			if err != nil {
				return err
			}
			return read(d)
		}})
}

// cost is what a question was, and what is left to spend.
type cost struct {
	Asked float64 `json:"requestedQueryCost"`
	State struct {
		Left float64 `json:"currentlyAvailable"`
		Back float64 `json:"restoreRate"` // per second
	} `json:"throttleStatus"`
}

// refusal is one error of an answer.
type refusal struct {
	Path []any `json:"path"`
	Ext  struct {
		Code string `json:"code"`
		Need string `json:"requiredAccess"`
	} `json:"extensions"`
}

// unwrap takes the data out of an answer. The store refuses with HTTP 200 and a
// code among the errors; fields of a customer that it keeps to itself are refused
// one by one, and the rest is there.
func unwrap(label string, reply []byte) (d []byte, spent cost, err error) {
	var r struct {
		Data   json.RawMessage `json:"data"`
		Errors json.RawMessage `json:"errors"`
		Ext    struct {
			Cost cost `json:"cost"`
		} `json:"extensions"`
	}
	if err := wire.JSON(reply, &r); err != nil {
		return nil, cost{}, err
	}
	var refusals []refusal
	if len(r.Errors) > 0 && json.Unmarshal(r.Errors, &refusals) != nil {
		refusals = []refusal{{}}
	}
	for _, e := range refusals {
		if e.Ext.Code == "ACCESS_DENIED" && len(e.Path) > 2 && len(r.Data) > 2 {
			continue // a field below an order
		}
		return nil, r.Ext.Cost, refused(label, e)
	}
	if len(r.Data) == 0 || string(r.Data) == "null" {
		return nil, r.Ext.Cost, errors.New("neither data nor errors")
	}
	return r.Data, r.Ext.Cost, nil
}

// scopes finds the name of a permission in the store's own sentence.
var scopes = regexp.MustCompile(`\b(read|write)_[a-z_]{1,60}\b`)

func refused(label string, e refusal) error {
	switch e.Ext.Code {
	case "THROTTLED":
		return shop.Fault(shop.KeyLimited, fmt.Errorf("%s: throttled", label))
	case "MAX_COST_EXCEEDED":
		return shop.Fault(shop.KeyTooBig, fmt.Errorf("%s: %w", label, errDear))
	case "ACCESS_DENIED":
		if name := scopes.FindString(e.Ext.Need); name != "" {
			return shop.Lacking(name)
		}
		return shop.Fault(shop.KeyKey, fmt.Errorf("%s: access denied", label))
	case "INTERNAL_SERVER_ERROR", "TIMEOUT":
		return shop.Fault(shop.KeyUnreachable, fmt.Errorf("%s: server error", label))
	case "SHOP_INACTIVE":
		return shop.Fault(shop.KeyKey, fmt.Errorf("%s: the store is closed", label))
	}
	return &data.Fault{Kind: data.Invalid, Key: shop.KeyNonsense, Err: fmt.Errorf("%s: refused", label)}
}

// toll keeps the pace that the store's answers allow.
type toll struct {
	clock wire.Clock
	mu    sync.Mutex
	until time.Time
	first int
}

// take is how many orders are asked for at once to begin with.
const take = 10

func newToll(c wire.Clock) *toll {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Sleep == nil {
		c.Sleep = func(ctx context.Context, d time.Duration) error {
			select {
			case <-time.After(d):
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	return &toll{clock: c, first: take}
}

func (t *toll) size() int { t.mu.Lock(); defer t.mu.Unlock(); return t.first }

// halve makes questions smaller than the one that was too dear.
func (t *toll) halve(size int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.first = min(t.first, max(size/2, 1))
}

// longest is the longest a store can make us wait by what it says is left.
const longest = 30 * time.Second

// seen takes in what is left: a question like the last one waits until there is
// enough for it.
func (t *toll) seen(c cost) {
	if !(c.State.Back > 0) || c.Asked <= c.State.Left {
		return
	}
	wait := min(time.Duration(min((c.Asked-c.State.Left)/c.State.Back, longest.Seconds())*float64(time.Second)), longest)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.until = t.clock.Now().Add(wait)
}

// wait waits until the next question may be asked.
func (t *toll) wait(ctx context.Context) error {
	t.mu.Lock()
	left := t.until.Sub(t.clock.Now())
	t.until = time.Time{}
	t.mu.Unlock()
	if left <= 0 {
		return nil
	}
	return t.clock.Sleep(ctx, left)
}

// carriers are the store's own names, by which it knows where to track.
var carriers = map[string]string{shop.Yamato: "Yamato (JA)", shop.Sagawa: "Sagawa (JA)", shop.JapanPost: "Japan Post (JA)"}

func carrier(words string) string {
	if name := carriers[shop.Carrier(words)]; name != "" {
		return name
	}
	return words
}
