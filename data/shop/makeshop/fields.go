package makeshop

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// The parts of an order in which a field may stand.
const (
	ofOrder    = "order"
	ofDelivery = "delivery"
	ofGoods    = "goods"
)

// certain are the fields that clients in use ask for.
func certain() map[string][]string {
	return map[string][]string{
		ofOrder: {"displayOrderNumber", "orderDate", "sumPrice", "paymentStatusCode", "payMethod", "senderName", "senderPrefecture", "message", "discountPerTax { taxRate discount }"},
		ofDelivery: {"deliveryId", "deliveryStatus", "desiredDeliveryDate", "desiredDeliveryTimezone", "receiverName", "receiverPost", "receiverPrefecture", "receiverAddress",
			"receiverAddress2", "receiverTel", "shippingCharge", "deliveryMessage", "slipNumber"},
		ofGoods: {"productCode", "productCustomCode", "variationCustomCode", "productName", "variationName", "amount", "price"},
	}
}

// perhaps are fields that a store may have, where they stand. Their names say
// what they hold, so none of them is a guess about money.
var perhaps = []struct{ where, name string }{
	{ofOrder, "senderNameKana"}, {ofOrder, "senderKana"}, {ofOrder, "senderEmail"}, {ofOrder, "senderTel"}, {ofOrder, "senderPost"}, {ofOrder, "senderAddress"}, {ofOrder, "senderAddress2"},
	{ofDelivery, "receiverNameKana"}, {ofDelivery, "receiverKana"},
	{ofGoods, "taxRate"},
}

// text is the question with these fields.
func text(fields map[string][]string) string {
	list := func(where string) string { return strings.Join(fields[where], " ") }
	return "query searchOrder($input: SearchOrderRequest!) { searchOrder(input: $input) { searchedCount page orders { " + list(ofOrder) +
		" deliveryInfos { " + list(ofDelivery) + " basketInfos { " + list(ofGoods) + " } } } } }"
}

// trial is a question for one field alone.
func trial(where, name string) string {
	switch where {
	case ofDelivery:
		name = "deliveryInfos { " + name + " }"
	case ofGoods:
		name = "deliveryInfos { basketInfos { " + name + " } }"
	}
	return "query searchOrder($input: SearchOrderRequest!) { searchOrder(input: $input) { orders { " + name + " } } }"
}

// The key under which the accepted fields are remembered, and what stands before
// them: what was tried. Where more is to be tried, it is tried anew.
const keyFields = "fields"

func tried() string {
	var names []string
	for _, p := range perhaps {
		names = append(names, p.name)
	}
	return strings.Join(names, " ") + ":"
}

// remembered is the question that an earlier trial came to; empty without one.
func remembered(keys data.ShopKeys) string {
	list, ok := strings.CutPrefix(keys[keyFields], tried())
	if !ok {
		return ""
	}
	return with(strings.Fields(list))
}

// with is the question with these fields beside the certain ones.
func with(names []string) string {
	fields := certain()
	for _, p := range perhaps {
		if slices.Contains(names, p.name) {
			fields[p.where] = append(fields[p.where], p.name)
		}
	}
	return text(fields)
}

// whole gives the question, after trying what may be asked where that is not
// known. What is known for certain is asked first: a store that refuses that is
// not asked for anything else.
func (s *Shop) whole(ctx context.Context) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.query != "" {
		return s.query, nil
	}
	if _, err := s.Check(ctx); err != nil {
		return "", err
	}
	now := s.wire.There()
	in := vars(input{From: stamp(now.Add(-back)), To: stamp(now), Sort: "ASC", Page: 1, Limit: 1})
	var known []string
	for _, p := range perhaps {
		err := s.ask(ctx, "makeshop.trial", question{Query: trial(p.where, p.name), Variables: in}, func(body []byte) error {
			if told := refusal(body); told != "" && strings.Contains(told, p.name) {
				return errUnknown
			}
			_, err := readPage(body)
			return err
		})
		switch {
		case errors.Is(err, errUnknown):
		case err != nil:
			return "", err
		default:
			known = append(known, p.name)
		}
	}
	if s.keep != nil {
		kept := data.ShopKeys{}
		for k, v := range s.keys {
			kept[k] = v
		}
		kept[keyFields] = tried() + strings.Join(known, " ")
		if err := s.keep(ctx, kept.Write()); err != nil {
			return "", err
		}
	}
	s.query, s.sure = with(known), true
	return s.query, nil
}

// forget drops a remembered question that the store refuses now. It reports
// whether there is anything to try anew.
func (s *Shop) forget() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sure {
		return false
	}
	s.query = ""
	return true
}

// errUnknown is a field that the store does not have.
var errUnknown = shop.Fault(shop.KeyNonsense, errors.New("makeshop: no such field"))

// refusal is what the API says against a question, empty when nothing. It is
// only looked into, never passed on.
func refusal(body []byte) string {
	var told struct {
		Errors []struct {
			Message string `json:"message"`
		} `json:"errors"`
	}
	if json.Unmarshal(body, &told) != nil {
		return ""
	}
	var all []string
	for _, e := range told.Errors {
		all = append(all, e.Message)
	}
	if len(told.Errors) > 0 && len(all) == 0 {
		return "?"
	}
	return strings.Join(all, "\n")
}

// question is what is sent.
type question struct {
	Variables any    `json:"variables"`
	Query     string `json:"query"`
}

func (s *Shop) ask(ctx context.Context, label string, q question, read func([]byte) error) error {
	once := strings.HasPrefix(q.Query, "mutation")
	return s.wire.Do(ctx, wire.Request{Label: label, Method: http.MethodPost, Body: q, Once: once, Read: read, Refused: func(status int, body []byte) error {
		if status == http.StatusBadRequest && refusal(body) != "" {
			return read(body) // some servers refuse a question with a status, too
		}
		return nil
	}})
}
