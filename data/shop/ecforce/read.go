package ecforce

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/pull"
)

// convert turns rows into orders.
func convert(rows []pull.Row) ([]data.Order, []data.Broken) {
	return pull.Orders(rows, func(bundle) bool { return false }, bundle.order)
}

// order says an order in our words; flaw tells why that is impossible.
func (b bundle) order() (out data.Order, flaw string) {
	switch {
	case len(b.Items) == 0:
		return data.Order{}, "the shop does not send the goods of its orders (order_items)"
	case b.Lacks:
		return data.Order{}, "the shop does not send all goods and ship-tos that the order names"
	}
	o := b.Order
	t, _ := shop.NewTill("JPY")
	state, problems := o.state()
	out = data.Order{
		Remote:  data.Remote{ID: string(o.ID), Number: shop.Line(o.Number), PlacedAt: when(cmp.Or(o.Placed, o.Created)).UTC(), UpdatedAt: when(o.Updated).UTC()},
		State:   state,
		Buyer:   b.Bill.contact(),
		Parcels: b.parcels(state),
		Payment: o.payment(),
		Remarks: shop.Join(append(append([]string{o.Remark}, b.notes()...), o.columns()...)...),
	}
	out.Buyer.Email = shop.Line(o.Mail)
	pays := o.Payment
	if pays == "" {
		pays = o.Total
	}
	total, whole := t.Sum(string(pays)).Money()
	net := b.net(t)
	out.Lines = b.lines(t, net)
	named := o.charges(t, net)
	out.Charges = shop.Settle(out.Lines, named, total)
	if n := len(out.Charges); n > len(named) && out.Charges[n-1].Label == "調整" { // more than rounding: something nobody named
		problems = append(problems, data.Problem{Key: shop.ProblemTotal})
	}
	out.Sum = data.Sum{Currency: "JPY", Total: total, Rates: o.rates(t)}
	switch {
	case t.Bad || pays == "":
		return data.Order{}, "an amount that cannot be read"
	case !whole:
		problems = append(problems, data.Problem{Key: shop.ProblemFraction})
	}
	if len(out.Parcels) > 1 {
		problems = append(problems, data.Problem{Key: shop.ProblemParcel})
	}
	if slices.ContainsFunc(out.Lines, func(l data.Line) bool { return l.RateBP == 0 }) {
		problems = append(problems, data.Problem{Key: shop.ProblemRate})
	}
	out.Problems = append(shop.Problems(out), problems...)
	return out, ""
}

// state reads where an order stands.
func (o order) state() (data.State, []data.Problem) {
	pay := o.payment()
	var odd []data.Problem
	if o.State != "complete" {
		odd = append(odd, data.Problem{Key: shop.ProblemState, Detail: shop.Line(cmp.Or(o.Human, o.State))})
	}
	switch {
	case strings.Contains(o.Human, "キャンセル") || strings.HasPrefix(o.State, "cancel"):
		return data.Cancelled, nil
	case o.Shipped != "" || o.Delivered != "":
		return data.Shipped, nil
	case o.lost():
		return data.AwaitingPayment, append(odd, data.Problem{Key: shop.ProblemState, Detail: shop.Line(cmp.Or(o.HumanPay, o.Pay))})
	case pay.Paid || o.Pay == "authed" || o.Pay == "credit_exam_completed":
		return data.ToShip, odd
	case pay.COD || shop.Trusts(pay.Method) && !strings.HasPrefix(o.Pay, "credit_exam"):
		return data.ToShip, odd
	}
	return data.AwaitingPayment, odd
}

// lost reports whether the payment failed or was given back, also after the money
// had come.
func (o order) lost() bool { return strings.HasSuffix(o.Pay, "_failed") || o.Pay == "voided" }

// taken reports whether the shop has the money.
func (o order) taken() bool { return slices.Contains([]string{"captured", "paid", "completed"}, o.Pay) }

func (o order) payment() data.Payment {
	method := shop.Line(o.Method)
	paid := !o.lost() && o.PaidAt != "" || o.taken()
	return data.Payment{Method: method, Paid: paid, COD: shop.Collects(method)}
}

// parcels are the ship-tos. An order without any has one to nobody: whether it
// goes to the buyer is not said.
func (b bundle) parcels(state data.State) []data.Parcel {
	o := b.Order
	wanted := o.wanted()
	var all []data.Parcel
	for _, s := range b.Ships {
		all = append(all, data.Parcel{RemoteID: plain(string(s.ID)), To: s.person.contact()})
	}
	if len(all) == 0 {
		all = []data.Parcel{{}}
	}
	for i := range all {
		p := &all[i]
		p.Wanted, p.Carrier, p.Shipped, p.Gift = wanted, shop.Line(o.Carrier), state == data.Shipped, b.gift()
		if len(all) == 1 {
			p.RemoteID, p.Tracking = "", shop.Line(string(o.Slip))
		}
	}
	return all
}

func (w wishes) wanted() data.Wanted { return shop.Wish(w.Day, when(w.Day), w.Slot) }

// notes are what was written beside a ship-to.
func (b bundle) notes() []string {
	var all []string
	for _, s := range b.Ships {
		all = append(all, s.Note)
	}
	return all
}

// gift is wrapping and noshi, each once.
func (b bundle) gift() string {
	all := []string{shop.Line(b.Order.Wrapping)}
	for _, i := range b.Items {
		for _, g := range i.Gifts {
			all = append(all, shop.Name(g.Front, g.Name))
		}
	}
	var kept []string
	for _, g := range all {
		if g != "" && !slices.Contains(kept, g) {
			kept = append(kept, g)
		}
	}
	return shop.Line(strings.Join(kept, " / "))
}

// columns are the shop's own fields, in lines of their own.
func (o order) columns() []string {
	var lines []string
	for _, c := range o.Columns {
		var one string
		var all []string
		if json.Unmarshal(c.Values, &one) != nil && json.Unmarshal(c.Values, &all) == nil {
			one = strings.Join(all, " / ")
		}
		if one = shop.Line(one); one != "" {
			lines = append(lines, strings.TrimPrefix(shop.Line(c.Name)+": "+one, ": "))
		}
	}
	return lines
}

func (p *person) contact() data.Contact {
	if p == nil {
		return data.Contact{}
	}
	return data.Contact{
		Name: shop.Name(p.Name01, p.Name02), Kana: shop.Name(p.Kana01, p.Kana02), Company: shop.Line(p.Company), Phone: shop.Line(string(p.Tel)),
		Address: data.Address{Postal: shop.Postal(p.Zip), Prefecture: shop.Prefecture(p.Pref), Street: shop.Line(p.Addr01 + p.Addr02), Building: shop.Line(p.Addr03)},
	}
}
