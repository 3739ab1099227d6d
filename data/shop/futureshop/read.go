package futureshop

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/wire"
)

// convert reads one order; flaw tells why that is impossible.
func convert(raw []byte) (data.Order, string) {
	var in order
	if err := wire.JSON(raw, &in); err != nil {
		return data.Order{}, err.Error()
	}
	if !shop.PlainID(string(in.Number)) {
		return data.Order{}, "the order has no number"
	}
	out := in.order()
	return out, shop.Flaw(out)
}

// order says an order in our words.
func (o order) order() data.Order {
	state, problems := o.stands()
	lines, charges, over := o.amounts()
	if over != 0 {
		problems = append(problems, data.Problem{Key: shop.ProblemTotal})
	}
	out := data.Order{
		Remote:  data.Remote{ID: string(o.Number), Number: string(o.Number), PlacedAt: when(o.Date), UpdatedAt: when(o.Updated)},
		State:   state,
		Buyer:   o.Buyer.contact(),
		Lines:   lines,
		Charges: charges,
		Sum:     data.Sum{Currency: "JPY", Total: o.Total.Money()},
		Payment: o.payment(),
		Remarks: o.remarks(),
	}
	for _, s := range o.Shipments {
		out.Parcels = append(out.Parcels, s.parcel())
	}
	if slices.ContainsFunc(lines, func(l data.Line) bool { return l.RateBP == 0 }) {
		problems = append(problems, data.Problem{Key: shop.ProblemRate})
	}
	out.Problems = append(shop.Problems(out), problems...)
	return out
}

// stands reads where an order stands.
func (o order) stands() (data.State, []data.Problem) {
	status, pay := o.Status.line(), o.payment()
	switch {
	case strings.Contains(status, "CANCEL"):
		return data.Cancelled, nil
	case status == "COMPLETED" && !slices.ContainsFunc(o.Shipments, shipment.here), len(o.Shipments) > 0 && !slices.ContainsFunc(o.Shipments, func(s shipment) bool { return !s.left() }):
		return data.Shipped, nil
	}
	var odd []data.Problem
	if status != "AWAITING_PAYMENT" {
		odd = []data.Problem{{Key: shop.ProblemState, Detail: status}}
	}
	if pay.Paid || pay.COD {
		return data.ToShip, odd
	}
	return data.AwaitingPayment, odd
}

// methods are the ways of payment whose codes were seen.
var methods = map[string]string{"BANK_TRANSFER": "銀行振込", "COD": "代金引換"}

func (o order) payment() data.Payment {
	code := o.Payment.line()
	paid := strings.ReplaceAll(o.Paid.line(), "_", "")
	return data.Payment{Method: cmp.Or(methods[code], code), COD: code == "COD" || shop.Collects(code), Paid: paid == "RECEIVED"}
}

// left reports whether the parcel has. A day says so only where nothing else does:
// it may be a plan.
func (s shipment) left() bool { return s.Shipped.yes() || s.Left.line() != "" && !s.here() }

// here reports whether the store says that the parcel has not left.
func (s shipment) here() bool {
	no := strings.ToLower(s.Shipped.line())
	return no == "false" || no == "0"
}

func (s shipment) parcel() data.Parcel {
	return data.Parcel{
		RemoteID: s.Number.line(),
		To:       s.To.contact(),
		Wanted:   shop.Wish(string(s.Date), when(s.Date), string(s.Time)),
		Carrier:  s.Service.line(),
		Tracking: s.Invoice.line(),
		Shipped:  s.left(),
	}
}

// remarks are the buyer's, and how the parcels have to be brought.
func (o order) remarks() string {
	parts := []string{string(o.Words)}
	for _, s := range o.Shipments {
		parts = append(parts, string(s.Words))
		if s.Cool.yes() {
			parts = append(parts, "クール便")
		}
	}
	return shop.Join(parts...)
}

func (p person) contact() data.Contact {
	return data.Contact{
		Name:    shop.Name(string(p.Last), string(p.First)),
		Kana:    shop.Name(string(p.LastKana), string(p.FirstKana)),
		Company: p.Company.line(),
		Phone:   cmp.Or(p.Tel.line(), p.Phone.line()),
		Email:   p.Mail.line(),
		Address: data.Address{
			Postal:     shop.Postal(string(cmp.Or(p.Zip, p.Postal))),
			Prefecture: shop.Prefecture(string(p.Prefecture)),
			Street:     p.Address1.line() + p.Address2.line(),
			Building:   p.Address3.line(),
		},
	}
}

// when reads a date; zero when it is none or cannot be one.
func when(w word) time.Time {
	s := strings.ReplaceAll(w.line(), "/", "-")
	for _, form := range []string{time.RFC3339, stamp, time.DateTime, time.DateOnly} {
		if at, err := time.ParseInLocation(form, s, shop.JST); err == nil && at.Year() >= 2000 && at.Year() < 2100 {
			return at.UTC()
		}
	}
	return time.Time{}
}
