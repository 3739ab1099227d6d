package base

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// ask sends one question, again with a new token where BASE does not take the
// one it has: it says so with status 400, as it says everything.
func (s *Shop) ask(ctx context.Context, r wire.Request, scope string) error {
	r.Refused = func(status int, body []byte) error { return refused(r.Label, scope, status, body) }
	err := s.wire.Do(ctx, r)
	if data.KeyOf(err) != shop.KeyKey {
		return err
	}
	if _, no := s.source.Auth(ctx, true); no != nil {
		return no
	}
	return s.wire.Do(ctx, r)
}

// refused reads the word for an error. What BASE writes beside it stays unread.
func refused(label, scope string, status int, body []byte) error {
	var told struct {
		Error string `json:"error"`
	}
	if status != http.StatusBadRequest || json.Unmarshal(body, &told) != nil {
		return nil
	}
	because := func(key, why string) error { return shop.Fault(key, fmt.Errorf("%s: %s", label, why)) }
	switch {
	case told.Error == "invalid_request", told.Error == "invalid_token":
		return because(shop.KeyKey, "the token is not taken")
	case told.Error == "invalid_scope":
		return shop.Lacking(scope)
	case told.Error == "hour_api_limit", told.Error == "day_api_limit":
		return because(shop.KeyLimited, "too many questions")
	case told.Error == "no_order", told.Error == "no_unique_key":
		return because(shop.KeyGone, "no such order")
	case told.Error == "db_error" && scope == "write_orders": // of this order: it is told later, and keeps no other
		return because(shop.KeyNonsense, "the status was not changed")
	case told.Error == "db_error", told.Error == "server_error":
		return because(shop.KeyUnreachable, "the server is not well")
	case strings.HasPrefix(told.Error, "not_change_status"), told.Error == "bad_params", told.Error == "no_params":
		return because(shop.KeyRefused, "the status cannot be changed")
	}
	return nil
}

// company is a carrier that BASE knows.
type company struct {
	ID   int64  `json:"delivery_company_id"`
	Name string `json:"name"`
}

// carriers are the companies, where the order names one.
func (s *Shop) carriers(ctx context.Context, raw json.RawMessage) ([]company, error) {
	var o struct {
		Company *int64 `json:"delivery_company_id"`
	}
	if json.Unmarshal(raw, &o) != nil || o.Company == nil || *o.Company == 0 {
		return nil, nil
	}
	return s.known(ctx)
}

// known asks for the companies once.
func (s *Shop) known(ctx context.Context) ([]company, error) {
	s.mu.Lock()
	all := s.companies
	s.mu.Unlock()
	if all != nil {
		return all, nil
	}
	err := s.ask(ctx, wire.Request{Label: "base.companies", Method: http.MethodGet, Path: "/1/delivery_companies", Read: func(body []byte) (err error) {
		all, err = readCompanies(body)
		return err
	}}, "read_orders")
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.companies = all
	return all, nil
}

func readCompanies(body []byte) ([]company, error) {
	var reply struct {
		All *[]company `json:"delivery_companies"`
	}
	if err := wire.JSON(body, &reply); err != nil {
		return nil, err
	}
	if reply.All == nil {
		return nil, errors.New("no companies in the answer")
	}
	return append([]company{}, *reply.All...), nil
}

// nameOf is what a company is called; empty when it is not known.
func nameOf(all []company, id int64) string {
	for _, c := range all {
		if c.ID == id {
			return shop.Line(c.Name)
		}
	}
	return ""
}

// idOf is the company of a carrier; 0 when BASE knows none.
func idOf(all []company, carrier string) int64 {
	for _, c := range all {
		if shop.Line(c.Name) == carrier {
			return c.ID
		}
	}
	for _, c := range all {
		if known := shop.Carrier(carrier); known != "" && shop.Carrier(c.Name) == known {
			return c.ID
		}
	}
	return 0
}
