package eccube

import (
	"slices"
	"strings"
	"time"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/pull"
)

// convert turns rows into orders. What is still being bought is none.
func convert(rows []pull.Row) ([]data.Order, []data.Broken) {
	return pull.Orders(rows, func(o order) bool { return o.cart() }, order.order)
}

func (h head) cart() bool { return h.Status.ID == "7" || h.Status.ID == "8" }

// order says an order in our words; flaw tells why that is impossible.
func (o order) order() (out data.Order, flaw string) {
	currency := strings.ToUpper(shop.Line(o.Currency))
	if currency == "" {
		currency = "JPY" // older shops do not fill it in
	}
	t, ok := shop.NewTill(currency)
	if !ok {
		return data.Order{}, "an unknown currency"
	}
	state, problems := o.state()
	placed := o.Made
	if o.Placed != nil {
		placed = *o.Placed
	}
	out = data.Order{
		Remote:  data.Remote{ID: string(o.ID), Number: shop.Line(o.Number), PlacedAt: placed.UTC(), UpdatedAt: o.Updated.UTC()},
		State:   state,
		Buyer:   o.place.contact(),
		Parcels: o.parcels(state),
		Payment: o.payment(),
		Remarks: shop.Text(o.Remarks),
	}
	out.Buyer.Email = shop.Line(o.Mail)
	total, whole := t.Sum(string(o.Total)).Money()
	lines, charges, unsure := o.lines(t)
	out.Lines, out.Charges = lines, shop.Settle(lines, charges, total)
	out.Sum = data.Sum{Currency: currency, Total: total, Rates: o.rates(t)}
	switch {
	case t.Bad || o.Total == "":
		return data.Order{}, "an amount that cannot be read"
	case !whole:
		problems = append(problems, data.Problem{Key: shop.ProblemFraction})
	}
	if unsure {
		problems = append(problems, data.Problem{Key: shop.ProblemParcel})
	}
	out.Problems = append(shop.Problems(out), problems...)
	return out, ""
}

// state reads where an order stands, by the numbers of the states, whose names
// owners change.
func (o order) state() (data.State, []data.Problem) {
	pay := o.payment()
	ready := pay.Paid || pay.COD || shop.Trusts(pay.Method)
	var odd []data.Problem
	switch o.Status.ID {
	case "3", "9": // 注文取消し, 返品
		return data.Cancelled, nil
	case "5": // 発送済み
		return data.Shipped, nil
	case "4", "6": // 対応中, 入金済み
		ready = true
	case "1": // 新規受付
	default:
		odd = []data.Problem{{Key: shop.ProblemState, Detail: shop.Line(o.Status.Name)}}
	}
	switch {
	case len(o.Ships) > 0 && !slices.ContainsFunc(o.Ships, func(p parcel) bool { return p.Left == nil }):
		return data.Shipped, odd
	case ready:
		return data.ToShip, odd
	}
	return data.AwaitingPayment, odd
}

func (o order) payment() data.Payment {
	method := shop.Line(o.Method)
	return data.Payment{Method: method, Paid: o.Paid != nil || o.Status.ID == "6", COD: shop.Collects(method)}
}

func (o order) parcels(state data.State) []data.Parcel {
	var all []data.Parcel
	for _, p := range o.Ships {
		out := data.Parcel{RemoteID: string(p.ID), To: p.place.contact(), Carrier: shop.Line(p.Carrier), Tracking: shop.Line(p.Slip),
			Shipped: p.Left != nil || state == data.Shipped, Wanted: data.Wanted{Slot: shop.Slot(p.Slot)}}
		if p.Wanted != nil {
			y, m, d := p.Wanted.In(shop.JST).Date()
			out.Wanted.Date = time.Date(y, m, d, 0, 0, 0, 0, shop.JST)
		}
		all = append(all, out)
	}
	return all
}

func (p place) contact() data.Contact {
	return data.Contact{
		Name: shop.Name(p.Name01, p.Name02), Kana: shop.Name(p.Kana01, p.Kana02), Company: shop.Line(p.Company), Phone: shop.Line(p.Phone),
		Address: data.Address{Postal: shop.Postal(p.Postal), Prefecture: shop.Prefecture(p.Pref.Name), Street: shop.Line(p.Addr01), Building: shop.Line(p.Addr02)},
	}
}
