package shopify

import (
	"slices"
	"strings"

	"nifuda/data"
	"nifuda/data/shop"
	"nifuda/data/shop/pull"
)

// ProblemWithheld is an order whose storefront keeps names and addresses to
// itself.
const ProblemWithheld = "problem.contact.withheld"

// convert turns rows into orders. Test orders are none.
func convert(rows []pull.Row) ([]data.Order, []data.Broken) {
	return pull.Orders(rows, func(o order) bool { return o.TestOnly }, order.order)
}

// order says an order in our words; flaw tells why that is impossible.
func (o order) order() (out data.Order, flaw string) {
	t, ok := shop.NewTill(o.Was.Shop.Currency)
	if !ok {
		return data.Order{}, "an unknown currency"
	}
	state, problems := o.state()
	sum := o.total()
	total, whole := t.Sum(string(sum.Shop.Amount)).Money()
	out = data.Order{
		Remote:  data.Remote{ID: string(o.ID), Number: shop.Line(o.Number), PlacedAt: o.Placed.UTC(), UpdatedAt: o.Updated.UTC()},
		State:   state,
		Buyer:   o.buyer(),
		Parcels: []data.Parcel{o.parcel(state)},
		Lines:   o.lines(t),
		Payment: o.payment(),
		Remarks: shop.Join(append([]string{o.Note}, said(o.Beside)...)...),
	}
	out.Charges = shop.Settle(out.Lines, o.charges(t, out.Lines, total), total)
	out.Sum = data.Sum{Currency: strings.ToUpper(o.Was.Shop.Currency), Total: total, Rates: o.rates(t)}
	switch {
	case t.Bad || sum.Shop.Amount == "":
		return data.Order{}, "an amount that cannot be read"
	case !whole:
		problems = append(problems, data.Problem{Key: shop.ProblemFraction})
	}
	if o.withheld() {
		problems = append(problems, data.Problem{Key: ProblemWithheld})
	}
	out.Problems = append(shop.Problems(out), problems...)
	return out, ""
}

// withheld reports whether the store does not tell where a parcel goes.
func (o order) withheld() bool {
	return o.Needs && (o.Ship == nil || o.Ship.Street1 == "" && o.Ship.Last+o.Ship.First+o.Ship.Company == "")
}

// state reads where an order stands.
func (o order) state() (data.State, []data.Problem) {
	var odd []data.Problem
	switch o.Shipping {
	case "ON_HOLD", "REQUEST_DECLINED", "SCHEDULED":
		odd = append(odd, data.Problem{Key: shop.ProblemState, Detail: o.Shipping})
	case "PARTIALLY_FULFILLED":
		odd = append(odd, data.Problem{Key: shop.ProblemPartly})
	}
	pay := o.payment()
	switch {
	case o.Cancelled != nil:
		return data.Cancelled, nil
	case o.Shipping == "FULFILLED":
		return data.Shipped, nil
	case !slices.ContainsFunc(o.Lines.Nodes, func(i item) bool { return i.Stands > 0 }):
		return data.Cancelled, nil // all of it was given back or edited out
	case o.standing.Paid == "REFUNDED" || o.standing.Paid == "VOIDED" || o.standing.Paid == "EXPIRED":
		return data.AwaitingPayment, append(odd, data.Problem{Key: shop.ProblemState, Detail: o.standing.Paid})
	case o.standing.Paid == "":
		return data.AwaitingPayment, append(odd, data.Problem{Key: shop.ProblemPayment})
	case !pay.Paid && o.standing.Paid != "AUTHORIZED" && !(o.standing.Paid == "PENDING" && (pay.COD || shop.Trusts(pay.Method))):
		return data.AwaitingPayment, odd
	case !o.Needs:
		return data.Shipped, odd
	}
	return data.ToShip, odd
}

func (o order) payment() data.Payment {
	method := shop.Line(strings.Join(o.Gateways, " / "))
	cod := slices.ContainsFunc(o.Gateways, shop.Collects)
	return data.Payment{Method: method, Paid: o.standing.Paid == "PAID" || o.standing.Paid == "PARTIALLY_REFUNDED", COD: cod}
}

func (o order) buyer() data.Contact {
	from := o.Bill
	if from == nil {
		from = o.Ship
	}
	to := from.contact()
	to.Email = shop.Line(o.Mail)
	if to.Phone == "" {
		to.Phone = phone(o.Phone)
	}
	return to
}

func (o order) parcel(state data.State) data.Parcel {
	p := data.Parcel{To: o.Ship.contact(), Shipped: state == data.Shipped}
	if o.Ship == nil && !o.Needs { // nothing that is sent: a name is all there is to show
		p.To = o.buyer()
	}
	if len(o.Ways.Nodes) > 0 {
		p.Carrier = shop.Line(o.Ways.Nodes[0].Title)
	}
	var numbers []string
	for _, f := range o.Sent {
		for _, n := range f.numbers() {
			if !slices.Contains(numbers, n) {
				numbers = append(numbers, n)
			}
		}
	}
	p.Tracking = shop.Line(strings.Join(numbers, ", "))
	return p
}

// stands reports whether a fulfillment was not called off.
func (f sent) stands() bool {
	return f.Status != "CANCELLED" && f.Status != "ERROR" && f.Status != "FAILURE"
}

func (f sent) numbers() []string {
	var all []string
	for _, t := range f.Tracks {
		if n := shop.Line(t.Number); n != "" && f.stands() {
			all = append(all, n)
		}
	}
	return all
}

func (p *person) contact() data.Contact {
	if p == nil {
		return data.Contact{}
	}
	a := data.Address{Postal: shop.Line(p.Zip), Prefecture: shop.Line(p.Province), Street: shop.Line(p.Street1), Building: shop.Line(p.Street2), Country: strings.ToUpper(shop.Line(p.Country))}
	city, name := shop.Line(p.City), shop.Name(p.Last, p.First)
	if a.Country == "" || a.Country == "JP" {
		a.Country = ""
		a.Postal, a.Prefecture = shop.Postal(a.Postal), shop.Prefecture(a.Prefecture)
		if code := shop.Line(p.Code); code != "" {
			a.Prefecture = shop.Region(code)
		}
		if !strings.HasPrefix(a.Street, city) {
			a.Street = city + a.Street
		}
	} else {
		name = shop.Name(p.First, p.Last)
		a.Street = strings.Trim(a.Street+", "+city, ", ")
	}
	return data.Contact{Name: name, Company: shop.Line(p.Company), Phone: phone(p.Phone), Address: a}
}

// phone writes a number of Japan as it is dialled there.
func phone(s string) string {
	s = shop.Line(s)
	if rest, ok := strings.CutPrefix(s, "+81"); ok {
		return "0" + strings.TrimLeft(rest, " -0")
	}
	return s
}

// said is what apps wrote beside, in lines of their own.
func said(all []pair) []string {
	var lines []string
	for _, p := range all {
		if v := shop.Line(p.Value); v != "" && !strings.HasPrefix(p.Key, "_") {
			lines = append(lines, strings.TrimPrefix(shop.Line(p.Key)+": "+v, ": "))
		}
	}
	return lines
}
